"""Overlaps and clean estimation against loops over dates that share no code with the engine."""

from __future__ import annotations

import numpy as np
import pytest

from components.study import StudySpec, run_study


def day0s(snapshot, symbol):
    """Day 0 of every event that affects the company, in session numbers."""
    listing = snapshot.listings.loc[symbol]
    sessions = list(snapshot.sessions(listing["exchange"]))
    column = snapshot.day0_column(listing["exchange"])
    return {
        event.Index: sessions.index(getattr(event, column))
        for event in snapshot.events.itertuples()
        if listing["company"] in event.affects or listing["company"] in event.companies
    }


@pytest.mark.parametrize("window", [(0, 0), (-1, 1), (0, 5), (-5, 10), (3, 6)])
def test_overlaps_of_the_record(snapshot, window):
    pairs = run_study(snapshot, StudySpec(window=window)).pairs
    for symbol, rows in pairs.groupby("symbol"):
        marks = day0s(snapshot, symbol)
        sessions = list(snapshot.sessions(snapshot.listings.at[symbol, "exchange"]))
        for pair in rows.itertuples():
            at = sessions.index(pair.day0)
            inside = {
                name
                for name, day in marks.items()
                if window[0] <= day - at <= window[1] and name != pair.event_id
            }
            assert set(pair.overlaps) == inside
            assert pair.overlap_count == len(inside) == len(pair.overlaps)
            assert pair.affected == (pair.event_id in marks)


@pytest.mark.parametrize("symbol", ["9988.HK", "BABA", "3690.HK"])
def test_clean_estimation_of_the_record(snapshot, symbol):
    clean = run_study(snapshot, StudySpec(symbols=(symbol,))).pairs
    plain = run_study(snapshot, StudySpec(symbols=(symbol,), clean_estimation=False)).pairs
    marks = day0s(snapshot, symbol)
    near = {day + step for day in marks.values() for step in (-1, 0, 1)}
    exchange = snapshot.listings.at[symbol, "exchange"]
    sessions = list(snapshot.sessions(exchange))
    priced = snapshot.wide("adj_close", exchange)[symbol].notna().to_numpy()
    known = np.concatenate([[False], priced[1:] & priced[:-1]])
    for pair, other in zip(clean.itertuples(), plain.itertuples(), strict=True):
        at = sessions.index(pair.day0)
        span = [day for day in range(max(at - 130, 0), at - 10)]
        assert pair.n_estimation == sum(known[day] and day not in near for day in span)
        assert other.n_estimation == sum(known[day] for day in span)
        assert pair.lost_share == sum(known[day] and day in near for day in span) / 120
        assert other.lost_share == 0


def test_confounders_count_but_events_on_others_do_not(snapshot):
    events = snapshot.events
    tencent = [
        event.Index
        for event in events.itertuples()
        if event.type == "confounder" and event.affects == ("Tencent",) and "Alibaba" not in event.companies
    ]
    pairs = run_study(snapshot, StudySpec(window=(-5, 10))).pairs
    on_tencent = {name for row in pairs[pairs["symbol"] == "0700.HK"]["overlaps"] for name in row}
    on_alibaba = {name for row in pairs[pairs["symbol"] == "9988.HK"]["overlaps"] for name in row}
    assert on_tencent & set(tencent)
    assert not on_alibaba & set(tencent)


def test_restricting_the_events_shown_changes_no_overlap(snapshot):
    everything = run_study(snapshot, StudySpec()).pairs
    chosen = tuple(everything["event_id"].unique()[[40, 90, 150]])
    some = run_study(snapshot, StudySpec(events=chosen)).pairs
    same = everything[everything["event_id"].isin(chosen)].reset_index(drop=True)
    columns = ["event_id", "symbol", "car", "n_estimation", "placebo_share", "overlaps"]
    assert some[columns].equals(same[columns])
