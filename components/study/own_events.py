"""Events of one's own on the record's prices: dated by the rule, studied like the record's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study.marks import Marks
from components.study.matrices import affects
from components.study.record import compute, prepare
from components.study.result import StudyResult, event_columns
from components.study.spec import DEFAULT, StudySpec
from data.day0 import HOUR_KNOWN, HOUR_UNKNOWN, NO_SESSION, close_of, session_closes
from data.kinds import DAY0_COLUMNS

if TYPE_CHECKING:
    from data import Snapshot

GIVEN = "given with the event"
RULES = (NO_SESSION, HOUR_UNKNOWN, HOUR_KNOWN, GIVEN)
_LATEST = np.timedelta64(10, "D")


def study_events(snapshot: Snapshot, events: pd.DataFrame, spec: StudySpec = DEFAULT) -> StudyResult:
    """Study a table of one's own events on the snapshot's listings.

    events: index or column `id`, column `date`, and if wanted `announced_at` (ISO time with
    offset, "" if unknown), `affects` (tuples of companies; an empty one means all in the study),
    `title`, `type`, `direction`, `severity`, more for grouping. Day 0 is the one of the columns
    `day0_hk` and `day0_us` where they name one, and else follows the rule of `data.day0` for each
    exchange. Overlaps and clean estimation know these events only. Nothing is remembered. ValueError
    for repeated ids or a time without an offset.
    """
    record = prepare(snapshot, spec.symbols)
    table = _table(events)
    listings = record.listings
    columns = np.empty((len(table), len(listings)), np.int64)
    rules = np.empty((len(table), len(listings)), np.int64)
    affected = np.empty((len(table), len(listings)), bool)
    everyone = np.array([not named for named in table["affects"]], dtype=bool)
    found: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for place, listing in enumerate(listings.itertuples()):
        if listing.exchange not in found:
            found[listing.exchange] = day0_of(table, listing.exchange, record.panel.sessions[place])
        columns[:, place], rules[:, place] = found[listing.exchange]
        affected[:, place] = affects(table, listing.company) | everyone
    event, row = np.nonzero(affected)
    own = replace(
        record,
        events=table,
        event_table=event_columns(table),
        columns=columns,
        rule=rules,
        rules=RULES,
        affected=affected,
        marks=Marks.of(row, columns[event, row], event, record.panel.shape),
    )
    return compute(own, spec)


def day0_of(events: pd.DataFrame, exchange: str, sessions: pd.DatetimeIndex) -> tuple[np.ndarray, np.ndarray]:
    """Positions of day 0 among `sessions` and of its rule in `RULES`: as the events give it, else by rule."""
    at, rule = day0_positions(events["date"], events["announced_at"], exchange, sessions)
    if DAY0_COLUMNS[exchange] not in events:
        return at, rule
    given = sessions.get_indexer(pd.DatetimeIndex(events[DAY0_COLUMNS[exchange]]))
    return np.where(given >= 0, given, at), np.where(given >= 0, RULES.index(GIVEN), rule)


def day0_positions(
    dates: pd.Series, announced: pd.Series, exchange: str, sessions: pd.DatetimeIndex
) -> tuple[np.ndarray, np.ndarray]:
    """Positions of day 0 among `sessions` (-1: none) and of the rule in `RULES`, for many events.

    The rule of `data.day0.day0_from_rule`, all events at once: the first session that closes
    after `announced` where it is known, else the first on or after the date; none when it would
    lie more than ten days later.
    """
    days = pd.DatetimeIndex(dates).normalize().to_numpy("datetime64[s]")
    calendar = sessions.to_numpy("datetime64[s]")
    known = announced.fillna("").astype(str).to_numpy() != ""
    at = np.searchsorted(calendar, days, side="left")
    if known.any():
        moments = pd.DatetimeIndex([_moment(text) for text in announced[known]])
        at[known] = _closes(exchange, sessions).searchsorted(moments.as_unit("s"), side="right")
        days[known] = moments.tz_localize(None).normalize().to_numpy("datetime64[s]")
    inside = at < len(calendar)
    inside &= calendar[np.minimum(at, len(calendar) - 1)] - days <= _LATEST
    rule = np.where(known, RULES.index(HOUR_KNOWN), RULES.index(HOUR_UNKNOWN))
    return np.where(inside, at, -1), np.where(inside, rule, RULES.index(NO_SESSION))


def _closes(exchange: str, sessions: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """UTC closing times of `sessions`."""
    scheduled = session_closes(exchange, sessions[0].date(), sessions[-1].date())
    closes = scheduled.reindex(sessions)
    for session in sessions[closes.isna()]:
        closes[session] = close_of(exchange, session, scheduled)
    return pd.DatetimeIndex(closes).as_unit("s")


def _moment(text: str) -> pd.Timestamp:
    moment = pd.Timestamp(text)
    if moment.tzinfo is None:
        raise ValueError(f"announced_at {text!r}: needs an offset such as +08:00")
    return moment.tz_convert("UTC")


def _table(events: pd.DataFrame) -> pd.DataFrame:
    """The event table with every column that the study reads."""
    table = events.reset_index() if events.index.name in ("id", "event_id") else events.copy()
    table = table.rename(columns={"id": "event_id"}).reset_index(drop=True)
    for column in ("event_id", "date"):
        if column not in table:
            raise ValueError(f"events: no column {column}")
    table["event_id"] = table["event_id"].astype("str")
    if table["event_id"].duplicated().any():
        doubled = table["event_id"][table["event_id"].duplicated()].iloc[0]
        raise ValueError(f"events: id {doubled!r} is used more than once")
    nothing = {"title": "", "type": "", "direction": "", "announced_at": "", "severity": np.nan}
    for column, value in nothing.items():
        if column not in table:
            table[column] = value
    for column in ("affects", "companies"):
        if column not in table:
            table[column] = [()] * len(table)
    table["date"] = pd.to_datetime(table["date"])
    return table
