"""Day 0 from the rule: hours, half days, holidays, storms, edges.

Expected answers come from the exchanges' published hours and from the record
researched by hand, never from the code under test.
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.day0 import HOUR_KNOWN, HOUR_UNKNOWN, NO_SESSION, allowed_day0, day0_from_rule

CASES = [
    ("XHKG", "2021-03-24T11:27+08:00", "2021-03-24", "during the session"),
    ("XHKG", "2021-03-24T15:59+08:00", "2021-03-24", "a minute before the close"),
    ("XHKG", "2021-03-24T16:00+08:00", "2021-03-25", "at the close"),
    ("XHKG", "2021-03-24T08:00+08:00", "2021-03-24", "before the open"),
    ("XHKG", "2020-12-24T09:36+08:00", "2020-12-24", "morning of a half day"),
    ("XHKG", "2020-12-24T12:30+08:00", "2020-12-28", "after a half day's close, over Christmas"),
    ("XHKG", "2021-02-11T12:30+08:00", "2021-02-16", "after a half day's close, over New Year"),
    ("XHKG", "2020-01-24T12:30+08:00", "2020-01-29", "after a half day's close, in the record's first month"),
    ("XHKG", "2023-09-01T10:00+08:00", "2023-09-04", "on the day of the typhoon"),
    ("XHKG", "2023-09-07T18:00+08:00", "2023-09-11", "the evening before the rainstorm"),
    ("XHKG", "2021-04-10T10:05+08:00", "2021-04-12", "on a Saturday"),
    ("XHKG", "2021-10-08T16:39+08:00", "2021-10-11", "after the Friday close"),
    ("XNYS", "2021-10-08T16:39+08:00", "2021-10-08", "the same news before New York opens"),
    ("XNYS", "2021-03-25T03:59+08:00", "2021-03-24", "a minute before New York closes (summer time)"),
    ("XNYS", "2021-03-25T04:00+08:00", "2021-03-25", "at New York's close (summer time)"),
    ("XNYS", "2021-01-14T04:39+08:00", "2021-01-13", "before New York's close (winter time)"),
    ("XNYS", "2021-01-14T05:00+08:00", "2021-01-14", "at New York's close (winter time)"),
    ("XNYS", "2020-11-27T13:00-05:00", "2020-11-30", "at the close of the half day after Thanksgiving"),
    ("XNYS", "2020-11-27T12:59-05:00", "2020-11-27", "before that close"),
    ("XNYS", "2025-02-17T14:06+08:00", "2025-02-18", "on Presidents' Day"),
    ("XNAS", "2025-02-17T14:06+08:00", "2025-02-18", "Nasdaq keeps New York's hours"),
]


@pytest.mark.parametrize(("exchange", "announced_at", "expected", "case"), CASES)
def test_known_hour(snapshot, exchange, announced_at, expected, case):
    found, rule = day0_from_rule(announced_at[:10], announced_at, exchange, snapshot.sessions(exchange))
    assert (found, rule) == (pd.Timestamp(expected), HOUR_KNOWN), case


@pytest.mark.parametrize(
    ("announced_at", "expected"),
    [
        ("2020-12-24T09:36+08:00", "2020-12-24"),
        ("2020-12-24T12:30+08:00", "2020-12-28"),
        ("2020-12-25T09:36+08:00", "2020-12-28"),
    ],
)
def test_the_first_session_on_record_is_one_like_the_others(snapshot, announced_at, expected):
    """Here a half day: the morning's news belongs to it, the afternoon's no longer."""
    sessions = snapshot.sessions("XHKG")
    sessions = sessions[sessions >= "2020-12-24"]
    assert day0_from_rule("", announced_at, "XHKG", sessions)[0] == pd.Timestamp(expected)


def test_the_last_session_on_record_may_be_a_half_day(snapshot):
    sessions = snapshot.sessions("XHKG")
    sessions = sessions[sessions <= "2020-12-24"]
    assert day0_from_rule("", "2020-12-24T09:36+08:00", "XHKG", sessions)[0] == pd.Timestamp("2020-12-24")
    assert day0_from_rule("", "2020-12-24T12:30+08:00", "XHKG", sessions)[1] == NO_SESSION


def test_unknown_hour_takes_the_first_session(snapshot):
    sessions = snapshot.sessions("XHKG")
    assert day0_from_rule("2021-04-10", "", "XHKG", sessions) == (pd.Timestamp("2021-04-12"), HOUR_UNKNOWN)
    assert day0_from_rule("2021-04-12", None, "XHKG", sessions) == (pd.Timestamp("2021-04-12"), HOUR_UNKNOWN)


@pytest.mark.parametrize("date", ["2019-06-01", "2026-08-24", "2030-01-01"])
@pytest.mark.parametrize("hour", ["", "T10:00+08:00"])
def test_outside_the_record_there_is_none(snapshot, date, hour):
    found, rule = day0_from_rule(date, hour and date + hour, "XHKG", snapshot.sessions("XHKG"))
    assert found is pd.NaT and rule == NO_SESSION


@pytest.mark.parametrize(
    ("exchange", "before", "at"),
    [
        ("XHKG", "2021-04-10T15:59+08:00", "2021-04-10T16:00+08:00"),
        ("XNYS", "2021-04-10T15:59-04:00", "2021-04-10T16:00-04:00"),
    ],
)
def test_a_session_that_no_calendar_knows_closes_at_four(snapshot, exchange, before, at):
    """A Saturday, say, on which the exchange made good for a storm."""
    sessions = snapshot.sessions(exchange).append(pd.DatetimeIndex(["2021-04-10"])).sort_values()
    assert day0_from_rule("", before, exchange, sessions)[0] == pd.Timestamp("2021-04-10")
    assert day0_from_rule("", at, exchange, sessions)[0] == pd.Timestamp("2021-04-12")


def test_news_is_met_by_a_session_within_ten_days(snapshot):
    sessions = snapshot.sessions("XHKG")
    sessions = sessions[sessions >= "2020-12-24"]
    assert day0_from_rule("2020-12-14", "", "XHKG", sessions)[0] == pd.Timestamp("2020-12-24")
    assert day0_from_rule("2020-12-13", "", "XHKG", sessions)[1] == NO_SESSION


def test_no_sessions_at_all():
    empty = pd.DatetimeIndex([])
    assert day0_from_rule("2021-01-04", "2021-01-04T10:00+08:00", "XHKG", empty)[1] == NO_SESSION


def test_errors_name_the_parameter(snapshot):
    with pytest.raises(ValueError, match="announced_at '2021-04-10T10:00': needs an offset"):
        day0_from_rule("2021-04-10", "2021-04-10T10:00", "XHKG", snapshot.sessions("XHKG"))
    with pytest.raises(ValueError, match="exchange 'XLON': must be one of XHKG, XNYS, XNAS"):
        day0_from_rule("2021-04-10", "", "XLON", snapshot.sessions("XHKG"))


def test_the_rule_finds_every_researched_day_with_a_known_hour(snapshot):
    timed = snapshot.events[snapshot.events.announced_at != ""]
    assert len(timed) == 117
    for exchange in ("XHKG", "XNYS"):
        sessions, column = snapshot.sessions(exchange), snapshot.day0_column(exchange)
        exceptions = snapshot.day0_exceptions
        by_hand = set(exceptions.event_id[exceptions.exchange == exchange])
        for event in timed[~timed.index.isin(by_hand)].itertuples():
            found, _ = day0_from_rule(event.date, event.announced_at, exchange, sessions)
            assert found == getattr(event, column), event.Index


@given(
    st.datetimes(pd.Timestamp("2020-01-10").to_pydatetime(), pd.Timestamp("2025-06-20").to_pydatetime()),
    st.sampled_from(["XHKG", "XNYS"]),
    st.sampled_from(["+08:00", "-05:00", "+00:00"]),
)
def test_a_later_hour_never_means_an_earlier_session(snapshot, moment, exchange, offset):
    sessions = snapshot.sessions(exchange)
    days = [
        day0_from_rule("", (moment + delay).isoformat() + offset, exchange, sessions)[0]
        for delay in (pd.Timedelta(0), pd.Timedelta(hours=5), pd.Timedelta(days=2))
    ]
    assert days == sorted(days)
    assert all(day in sessions for day in days)


@given(st.dates(pd.Timestamp("2020-01-02").date(), pd.Timestamp("2025-06-25").date()))
def test_a_curator_may_choose_the_session_or_the_next(snapshot, date):
    sessions = snapshot.sessions("XHKG")
    first, second = allowed_day0(date, "", "XHKG", sessions)
    assert first >= pd.Timestamp(date)
    assert sessions.get_loc(second) == sessions.get_loc(first) + 1
    assert not len(sessions[(sessions >= pd.Timestamp(date)) & (sessions < first)])
