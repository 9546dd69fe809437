"""The parameters of the record: which companies, events and days may be asked for, up to their limits."""

from __future__ import annotations

import pytest

from components.params import BadParam
from components.params.record import (
    Landmarks,
    OnePair,
    RecordFilters,
    companies_named,
    companies_with_prices,
    record_period,
)


def test_a_period_must_touch_the_record(snapshot):
    first, last = (edge.date().isoformat() for edge in record_period(snapshot))
    for query in ({"from": last}, {"to": first}):
        with pytest.raises(BadParam):
            RecordFilters.parse(query, snapshot)
    assert RecordFilters.parse({"from": first, "to": last}, snapshot).query() == {"from": first, "to": last}


def test_companies_stand_in_the_records_order_or_by_how_often_they_are_named(snapshot):
    priced = companies_with_prices(snapshot)
    assert priced[:3] == ("Alibaba", "Tencent", "Meituan")
    assert set(priced) == set(snapshot.listings["company"])
    named = snapshot.events["companies"].explode().dropna().value_counts()
    found = companies_named(snapshot)
    assert set(found) == set(named.index)
    assert [(-named[name], name) for name in found] == sorted((-named[name], name) for name in found)


def test_one_event_and_one_share_are_both_asked_for(snapshot):
    event = snapshot.events.index[0]
    with pytest.raises(BadParam, match="name one event by its id"):
        OnePair.parse({"symbol": "BABA"}, snapshot)
    with pytest.raises(BadParam, match=r"name one of 9988\.HK, "):
        OnePair.parse({"event": event}, snapshot)
    assert OnePair.parse({"event": event, "symbol": "BABA"}, snapshot).named == (event, "BABA")
    for lacking in (OnePair(event=event), OnePair(symbol="BABA")):
        with pytest.raises(ValueError, match="one event and one share"):
            _ = lacking.named


def test_a_period_may_be_one_day(snapshot):
    one = {"from": "2021-04-10", "to": "2021-04-10"}
    assert RecordFilters.parse(one, snapshot).query() == one


def test_twenty_landmarks_may_be_named_and_no_more(snapshot):
    ids = snapshot.events.index[:21]
    assert Landmarks.parse({"landmarks": ",".join(ids[:20])}, snapshot).landmarks == tuple(ids[:20])
    with pytest.raises(BadParam, match="at most 20 events"):
        Landmarks.parse({"landmarks": ",".join(ids)}, snapshot)
