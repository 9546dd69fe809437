"""The split of a fall: it adds up, counts what it says, and is compared with calendars moved whole."""

from __future__ import annotations

import math

import numpy as np
import pytest

from components.charts import share_of_fall
from components.charts.share_of_fall.study import CAMPAIGN, KINDS, MOVES, SHOCK, paths, splits


@pytest.fixture(scope="module")
def table(snapshot):
    return splits(snapshot, snapshot.symbols())


def test_the_three_kinds_add_up_to_the_whole_way(snapshot, table):
    for (symbol, _), rows in table.groupby(["symbol", "span"]):
        close = snapshot.ohlc(symbol)["adj_close"].dropna()
        first, last = rows["first"].iloc[0], rows["last"].iloc[0]
        assert rows["log_return"].sum() == pytest.approx(math.log(close[last] / close[first]))
        assert rows["sessions"].sum() == len(close[first:last]) - 1
        assert rows["share"].sum() == pytest.approx(1)
        assert list(rows["kind"]) == list(KINDS)


def test_peak_and_low_are_those_of_total_return(snapshot, table):
    for symbol, rows in table[table["span"] == "peak to low"].groupby("symbol"):
        close = snapshot.ohlc(symbol)["adj_close"].dropna()
        assert close[rows["first"].iloc[0]] == close.max()
        assert close[rows["last"].iloc[0]] == close[rows["first"].iloc[0] :].min()


def by_hand(snapshot, symbol, moved, kind):
    """The same sum session by session, from the tables alone."""
    close = snapshot.ohlc(symbol)["adj_close"].dropna()
    company, exchange = snapshot.listing(symbol)[["company", "exchange"]]
    sessions = {"campaign": set(), "other shocks": set()}
    for _, event in snapshot.events.iterrows():
        if company not in event["companies"] and company not in event["affects"]:
            continue
        day0 = event[snapshot.day0_column(exchange)]
        if day0 not in close.index:
            continue
        place = close.index.get_loc(day0) + moved
        name = SHOCK if event["type"] == "confounder" else CAMPAIGN
        sessions[name] |= {at for at in (place, place + 1) if 0 <= place < len(close)}
    sessions[SHOCK] -= sessions[CAMPAIGN]
    peak = int(close.to_numpy().argmax())
    low = peak + int(close.to_numpy()[peak:].argmin())
    steps = [at for at in range(peak + 1, low + 1) if at in sessions[kind]]
    return sum(math.log(close.iloc[at] / close.iloc[at - 1]) for at in steps), len(steps)


@pytest.mark.parametrize("symbol", ["9988.HK", "BABA", "0700.HK"])
@pytest.mark.parametrize("kind", [CAMPAIGN, SHOCK])
@pytest.mark.parametrize("moved", [0, -60, 17])
def test_sessions_of_a_kind_are_days_0_and_the_next(snapshot, symbol, kind, moved):
    sums, sessions = paths(snapshot, symbol)["peak to low"].split(moved)
    expected, count = by_hand(snapshot, symbol, moved, kind)
    number = KINDS.index(kind)
    assert sums[number] == pytest.approx(expected) and sessions[number] == count


def test_moved_calendars_give_range_and_rank(snapshot, table):
    row = table[(table["symbol"] == "3690.HK") & (table["span"] == "peak to low")].iloc[0]
    path = paths(snapshot, "3690.HK")["peak to low"]
    moved = np.array([path.split(step)[0][0] for step in MOVES])
    assert row["moves"] == len(MOVES) == 114
    assert row["further"] == (moved <= row["log_return"]).sum()
    assert (row["moved_low"], row["moved_high"]) == tuple(np.quantile(moved, [0.025, 0.975]))


@pytest.mark.parametrize("span", ["low", "last"])
def test_title_and_alt_state_the_tables_numbers(snapshot, span):
    chart = share_of_fall.build(snapshot, share_of_fall.Params(until=span))
    for _, rows in chart.table.groupby("symbol"):
        campaign = rows[rows["kind"] == CAMPAIGN].iloc[0]
        said = f"{abs(math.expm1(campaign['log_return'])):.0%}"
        assert said in chart.title and said in chart.alt and str(campaign["sessions"]) in chart.alt
