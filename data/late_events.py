"""Events after the last session of the tables: the rule gives them day 0 once prices are there."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from data.day0 import NO_SESSION, day0_from_rule
from data.kinds import DAY0_COLUMNS
from data.rules.day0 import REFERENCES


def with_later_sessions(
    events: pd.DataFrame, exceptions: pd.DataFrame, sessions: Callable[[str], pd.DatetimeIndex]
) -> pd.DataFrame:
    """The events, with day 0 from the rule where their tables could not have one yet.

    That is where day 0 is empty, no exception says why, and refreshed prices now hold a session that could
    react. events: index id. sessions: an exchange's trading days.
    """
    excused = set(zip(exceptions["event_id"], exceptions["exchange"], strict=True))
    filled = events
    for exchange in REFERENCES:
        column = DAY0_COLUMNS[exchange]
        for event_id in events.index[events[column].isna()]:
            if (event_id, exchange) in excused:
                continue
            event = events.loc[event_id]
            session, rule = day0_from_rule(
                event["date"], event["announced_at"] or None, exchange, sessions(exchange)
            )
            if rule == NO_SESSION:
                continue
            if filled is events:
                filled = events.copy()
            filled.loc[event_id, column] = session
            filled.loc[event_id, column.replace("day0_", "day0_rule_")] = rule
    return filled
