"""A visitor's own events: dated by the rule, studied like the record's."""

from __future__ import annotations

import pandas as pd
import pytest

from components.study import StudySpec, run_study, study_events
from components.study.group import groups
from components.study.own_events import RULES, day0_positions
from data.day0 import day0_from_rule


@pytest.mark.parametrize("exchange", ["XHKG", "XNYS"])
def test_many_at_once_as_one_by_one(snapshot, exchange):
    sessions = snapshot.sessions(exchange)
    extra = pd.DataFrame(
        {
            "date": pd.to_datetime(
                [
                    "2019-06-01",
                    "2020-01-01",
                    "2025-07-20",
                    "2020-12-24",
                    "2021-09-22",
                    "2025-07-01",
                    "2023-09-01",
                    "2021-02-11",
                    "2021-02-11",
                ]
            ),
            "announced_at": [
                "",
                "",
                "",
                "2020-12-24T12:30+08:00",
                "2021-09-21T23:00-04:00",
                "",
                "2023-09-01T10:00+08:00",
                "2021-02-11T11:59+08:00",
                "2021-02-11T12:00+08:00",
            ],
        }
    )
    events = pd.concat([snapshot.events[["date", "announced_at"]], extra], ignore_index=True)
    found, rule = day0_positions(events["date"], events["announced_at"], exchange, sessions)
    for place, event in enumerate(events.itertuples()):
        day, text = day0_from_rule(event.date, event.announced_at, exchange, sessions)
        ours = sessions[found[place]] if found[place] >= 0 else pd.NaT
        assert (ours, RULES[rule[place]]) == (day, text) or (pd.isna(ours) and pd.isna(day))
        assert RULES[rule[place]] == text


def test_an_own_event_equals_the_records_event_of_the_same_day(snapshot):
    # Alone in its table, so without the record's overlaps.
    events = pd.DataFrame(
        {
            "id": ["mine"],
            "date": ["2020-12-24"],
            "announced_at": ["2020-12-24T09:00+08:00"],
            "affects": [("Alibaba",)],
            "title": ["A case opens"],
        }
    )
    spec = StudySpec(clean_estimation=False)
    own = study_events(snapshot, events, spec).pairs.set_index("symbol")
    record = run_study(snapshot, spec).pairs
    record = record[record["event_id"] == "2020-12-24-samr-opens-alibaba-probe"].set_index("symbol")
    assert own["car"].tolist() == pytest.approx(record["car"].tolist())
    assert own["mv_change_usd_bn"].tolist() == pytest.approx(record["mv_change_usd_bn"].tolist())
    assert own["affected"].to_dict() == {"9988.HK": True, "BABA": True, "0700.HK": False, "3690.HK": False}
    assert set(own["day0_rule"]) == {"hour known"}
    assert own["overlaps"].map(len).sum() == 0


def test_an_event_that_names_nobody_affects_all(snapshot):
    events = pd.DataFrame({"id": ["a"], "date": ["2021-03-15"]})
    pairs = study_events(snapshot, events).pairs
    assert pairs["affected"].all()
    assert set(pairs["day0_rule"]) == {"hour unknown"}


def test_before_and_after_the_record(snapshot):
    events = pd.DataFrame({"id": ["a", "b"], "date": ["1999-01-01", "2031-01-01"]})
    pairs = study_events(snapshot, events).pairs
    status = pairs.groupby("event_id")["status"].unique().map(set).to_dict()
    assert status == {"a": {"no session"}, "b": {"window outside data"}}, "the second may yet have prices"
    assert set(pairs["day0_rule"]) == {"no session"}


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ({"id": ["a", "a"], "date": ["2021-03-15"] * 2}, "id 'a' is used more than once"),
        ({"id": ["a"]}, "events: no column date"),
        ({"id": ["a"], "date": ["2021-03-15"], "announced_at": ["2021-03-15T10:00"]}, "needs an offset"),
    ],
)
def test_mistakes_are_named(snapshot, events, message):
    with pytest.raises(ValueError, match=message):
        study_events(snapshot, pd.DataFrame(events))


def test_groups_of_own_events(snapshot):
    events = snapshot.events.head(60)
    result = study_events(snapshot, events, StudySpec(clean_estimation=False))
    assert set(groups(result, "type")) <= set(events["type"])
