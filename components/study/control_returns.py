"""Returns of shares outside tech as they were known at the closes of an exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study.panel import returns_of

if TYPE_CHECKING:
    from data import Snapshot

SEEN_FROM_HONG_KONG = ("QQQ", "AMZN", "EWY")
"""Controls of New York that serve Hong Kong listings, by their previous session."""
_HOME, _ABROAD = "XHKG", "XNYS"
_NEW_YORK = (_ABROAD, "XNAS")


def control_returns(snapshot: Snapshot, exchange: str, kind: str) -> pd.DataFrame:
    """Returns of an exchange's default controls as known at its closes: its sessions x controls.

    Hong Kong: its own controls, and three of New York by the level of the session before. New York:
    those listed there. No columns for another exchange, or where the record has no controls. A session
    that a control lacks stays missing, never carried over. Kept with the snapshot: read-only.
    """
    return snapshot.remember(
        ("control returns", exchange, kind), lambda: _control_returns(snapshot, exchange, kind)
    )


def _control_returns(snapshot: Snapshot, exchange: str, kind: str) -> pd.DataFrame:
    table = known_levels(snapshot, exchange)
    return pd.DataFrame(returns_of(table.to_numpy(float).T, kind).T, table.index, table.columns)


def known_levels(snapshot: Snapshot, exchange: str) -> pd.DataFrame:
    """Total-return levels behind `control_returns`: the exchange's sessions x controls, NaN where unknown."""
    sessions = snapshot.sessions(exchange)
    if not len(snapshot.controls) or exchange not in (_HOME, *_NEW_YORK):
        return pd.DataFrame(index=sessions)
    controls = snapshot.controls[snapshot.controls["default"]]
    home = controls.index[controls["exchange"] == _HOME]
    levels = snapshot.control_levels
    if exchange != _HOME:
        names = controls.index.difference(home, sort=False)
        table = levels[names].reindex(sessions)
    else:
        abroad = snapshot.sessions(_ABROAD)
        names = [name for name in SEEN_FROM_HONG_KONG if name in controls.index]
        seen = levels[names].reindex(abroad).to_numpy(float)
        at = abroad.searchsorted(sessions, side="left") - 1
        past = np.where((at >= 0)[:, None], seen[np.maximum(at, 0)], np.nan)
        table = levels[home].reindex(sessions).join(pd.DataFrame(past, sessions, names))
    return table
