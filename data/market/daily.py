"""The daily refresh, only when CRACKDOWN_REFRESH=daily asks for it."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import pandas as pd

from data.market import clock
from data.market.refresh import refresh
from data.market.report import last_refresh
from data.paths import database_path

log = logging.getLogger(__name__)

VARIABLE = "CRACKDOWN_REFRESH"
DAY = pd.Timedelta(days=1)
LOOK_EVERY_SECONDS = 900.0


SETTINGS = ("never", "daily", "off")
"""never: only when asked by hand (default). daily: also once a day. off: the
pages offer no refresh either (for a server that strangers use)."""


def setting() -> str:
    """What the environment asks for. Raises ValueError for an unknown value."""
    value = os.environ.get(VARIABLE) or "never"
    if value not in SETTINGS:
        raise ValueError(f"{VARIABLE}={value!r}: must be one of {', '.join(SETTINGS)}")
    return value


def is_due(path: Path, now: pd.Timestamp) -> bool:
    """Whether the last refresh, by anyone, is a day old, or later than now: then the clock was wrong."""
    last = last_refresh(path)
    return last is None or not pd.Timedelta(0) <= now - pd.Timestamp(last[0]) < DAY


def start_daily_refresh(path: Path | None = None) -> threading.Thread | None:
    """A background thread that refreshes once a day; None unless the setting
    asks for it. Call once, when the server starts."""
    if setting() != "daily":
        return None
    path = database_path(path)

    def run() -> None:
        pause = threading.Event()
        while True:
            try:
                if is_due(path, clock.now()):
                    log.info("Daily refresh: %s", refresh(path=path).message)
            except Exception:
                log.exception("The daily refresh failed; it is tried again later.")
            pause.wait(LOOK_EVERY_SECONDS)

    thread = threading.Thread(target=run, name="daily-refresh", daemon=True)
    thread.start()
    return thread
