"""Day 0: the first session in which a market could react to the news."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from functools import lru_cache

import pandas as pd

RESEARCHED_HOUR_KNOWN = "researched, hour known"
RESEARCHED_HOUR_UNKNOWN = "researched, hour unknown"
RESEARCHED_BY_HAND = "researched, judged by hand"
HOUR_KNOWN = "hour known"
HOUR_UNKNOWN = "hour unknown"
NO_SESSION = "no session"

CALENDARS = {"XHKG": "XHKG", "XNYS": "XNYS", "XNAS": "XNYS"}


@lru_cache(maxsize=64)
def session_closes(exchange: str, start: Date, end: Date) -> pd.Series:
    """UTC closing time of every scheduled session from `start` to `end`.

    From exchange_calendars, half days included (Hong Kong shuts at 12:00
    instead of 16:00, New York at 13:00).
    """
    closes = _closes_of_decades(CALENDARS[exchange], start.year // 10, end.year // 10)
    return closes.loc[pd.Timestamp(start) : pd.Timestamp(end)]


@lru_cache(maxsize=16)
def _closes_of_decades(calendar: str, first: int, last: int) -> pd.Series:
    """Whole decades serve every range in them: a calendar takes a tenth of a second, however short it is."""
    import exchange_calendars

    bounds = Date(first * 10, 1, 1), Date(last * 10 + 9, 12, 31)
    return exchange_calendars.get_calendar(calendar, *bounds).closes


def close_of(exchange: str, session: pd.Timestamp, closes: pd.Series) -> pd.Timestamp:
    """UTC closing time of `session`; 16:00 local time where the calendar
    library knows no such session."""
    if session in closes.index:
        return closes[session]
    zone = "Asia/Hong_Kong" if exchange == "XHKG" else "America/New_York"
    return (session + pd.Timedelta(hours=16)).tz_localize(zone).tz_convert("UTC")


def day0_from_rule(
    date: str | Date | pd.Timestamp,
    announced_at: str | datetime | None,
    exchange: str,
    sessions: pd.DatetimeIndex,
) -> tuple[pd.Timestamp, str]:
    """Day 0 of an event on `exchange`, and how it was found.

    With `announced_at` (a time with offset): the first session that closes
    after it. Without: the first session on or after `date`. `sessions` are
    the exchange's trading days in order. (NaT, "no session") when the
    sessions end before the news, or begin more than ten days after it.

    Raises ValueError for a time without an offset or an unknown exchange.
    """
    if exchange not in CALENDARS:
        raise ValueError(f"exchange {exchange!r}: must be one of {', '.join(CALENDARS)}")
    if announced_at:
        moment = pd.Timestamp(announced_at)
        if moment.tzinfo is None:
            raise ValueError(f"announced_at {announced_at!r}: needs an offset such as +08:00")
        day, rule = moment.tz_convert("UTC").tz_localize(None).normalize(), HOUR_KNOWN
    else:
        day, rule = pd.Timestamp(date).normalize(), HOUR_UNKNOWN
    place = sessions.searchsorted(day)
    if announced_at and len(sessions):
        closes = session_closes(exchange, sessions[0].date(), sessions[-1].date())
        # The UTC day of the news may be the day after its session's.
        place = max(place - 1, 0)
        while place < len(sessions) and close_of(exchange, sessions[place], closes) <= moment:
            place += 1
    if place == len(sessions) or sessions[place] - day > pd.Timedelta(days=10):
        return pd.NaT, NO_SESSION
    return sessions[place], rule


def allowed_day0(
    date: str | Date | pd.Timestamp,
    announced_at: str | None,
    exchange: str,
    sessions: pd.DatetimeIndex,
) -> tuple[pd.Timestamp, ...]:
    """The sessions that the rule permits a curator to name as day 0.

    One when the hour is known; when it is not, the first session on or after
    `date` or the next (news may have come after the close).
    """
    session, rule = day0_from_rule(date, announced_at, exchange, sessions)
    if rule == NO_SESSION:
        return ()
    if rule == HOUR_KNOWN:
        return (session,)
    place = sessions.get_loc(session)
    return tuple(sessions[place : place + 2])
