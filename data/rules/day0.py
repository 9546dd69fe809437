"""Day 0 as researched, held against the rule."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.curated import Tables
from data.day0 import allowed_day0
from data.kinds import DAY0_COLUMNS
from data.violations import Violation

REFERENCES = {"XHKG": "prices/HSI.csv", "XNYS": "prices/GSPC.csv"}


def day0_is_a_session_that_the_rule_allows(tables: Tables) -> Iterator[Violation]:
    """Deviations stand in day0_exceptions.csv with their reason; the list has
    neither missing nor superfluous rows."""
    events, exceptions = tables["events.csv"], tables["day0_exceptions.csv"]
    deviating: set[tuple[str, str]] = set()
    excused = set(zip(exceptions.event_id, exceptions.exchange, strict=True))
    for exchange, reference in REFERENCES.items():
        column = DAY0_COLUMNS[exchange]
        sessions = pd.DatetimeIndex(tables[reference].date.dropna().sort_values())
        known = set(sessions)
        for row, event in events[events.date.notna()].iterrows():
            day0 = event[column]
            shown = "" if pd.isna(day0) else f"{day0:%Y-%m-%d}"
            if shown and day0 not in known:
                yield Violation("events.csv", row, column, shown, f"not a session of {exchange}")
                continue
            try:
                allowed = allowed_day0(event.date, event.announced_at, exchange, sessions)
            except ValueError:
                continue  # the schema and the announcement rule report the time itself
            if (day0 in allowed) or (not shown and not allowed):
                continue
            deviating.add((event.id, exchange))
            if (event.id, exchange) not in excused:
                choices = " or ".join(f"{session:%Y-%m-%d}" for session in allowed) or "empty"
                yield Violation(
                    "events.csv",
                    row,
                    column,
                    shown,
                    f"the rule gives {choices}; explain a deviation in day0_exceptions.csv",
                )
    for row, exception in exceptions.iterrows():
        if (exception.event_id, exception.exchange) not in deviating:
            yield Violation(
                "day0_exceptions.csv",
                row,
                "event_id",
                exception.event_id,
                f"superfluous: no event of this id deviates from the rule on {exception.exchange}",
            )


RULES = (
    (day0_is_a_session_that_the_rule_allows, ("events.csv", "day0_exceptions.csv", *REFERENCES.values())),
)
