"""Charts of the study: every number is that of `/data/impacts`, and every choice draws or says why not."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.charts import aftermath, compare, fatigue, impact, impact_scatter, market_value, patterns
from components.charts.aftermath.study import later_returns, ordinary
from components.charts.fatigue.study import halves, reactions
from components.charts.impact.rows import MOST_BETWEEN
from components.charts.impact.study import claimed, ranked
from components.charts.impact_scatter.study import levels, points
from components.charts.kit import theme
from components.charts.kit.look import Look
from components.charts.kit.pairs import SIGNIFICANT, impact_params
from components.charts.kit.two_markets import first_mover, lead_lag, who_led
from components.charts.market_value.study import TOGETHER, counted_from, heaviest, values
from components.charts.patterns.study import grouped
from components.http import data_routes
from components.language import percent
from components.params import BadParam
from components.study import StudySpec, run_study
from components.study.calendar import calendar_placebo
from tests.charts.reading import drawn

VIEWS = [
    {},
    {"window": (0, 5), "model": "market-adjusted", "type": ("penalty", "rule")},
    {"company": ("Alibaba",), "market": "hk", "clean_events": True, "affected": False},
    {"company": ("Alibaba", "JD.com"), "direction": ("easing",), "clean_estimation": False},
    {"benchmark": "GSPC", "severity": 4, "confounders": False},
]
PROBE = "2020-12-24-samr-opens-alibaba-probe"


@pytest.fixture(scope="module")
def served(snapshot):
    """The rows of `/data/impacts` for a chart's parameters, fetched over HTTP."""
    client = TestClient(Starlette(routes=data_routes.ROUTES))

    def fetch(params, window=None) -> pd.DataFrame:
        answer = client.get("/data/impacts.csv", params=impact_params(snapshot, params, window).query())
        assert answer.status_code == 200
        return pd.read_csv(io.BytesIO(answer.content)).set_index(["event_id", "symbol"])

    return fetch


def assert_same(table: pd.DataFrame, rows: pd.DataFrame, columns: list[str]) -> None:
    table = table.set_index(["event_id", "symbol"])
    for column in columns:
        np.testing.assert_allclose(
            table[column].to_numpy(float),
            rows.loc[table.index, column].to_numpy(float),
            rtol=1e-9,
            atol=1e-12,
            err_msg=column,
        )


@pytest.mark.parametrize("view", VIEWS, ids=range(len(VIEWS)))
def test_impact_shows_the_served_numbers(snapshot, served, view):
    params = impact.Params(**view)
    chart, rows = impact.build(snapshot, params), served(params)
    assert_same(
        chart.table,
        rows,
        ["raw_return", "car", "ci_low", "ci_high", "p", "q", "placebo_share", "mv_change_usd_bn"],
    )
    wanted = rows[rows["affected"].astype(str).str.lower() == "true"] if params.affected else rows
    assert len(chart.table) == len(wanted)
    assert (
        chart.table.set_index(["event_id", "symbol"])["status"]
        == wanted["status"].reindex(pd.MultiIndex.from_frame(chart.table[["event_id", "symbol"]]))
    ).all()


@pytest.mark.parametrize("view", VIEWS, ids=range(len(VIEWS)))
def test_scatter_and_fatigue_show_the_served_numbers(snapshot, served, view):
    scatter = impact_scatter.build(snapshot, impact_scatter.Params(**view))
    assert_same(scatter.table, served(scatter.params), ["car", "ci_low", "ci_high", "q"])
    wear = fatigue.build(snapshot, fatigue.Params(**view))
    asked = wear.params.replace(confounders=False, direction=wear.params.direction or ("tightening",))
    if impact_params(snapshot, asked):
        assert_same(wear.table, served(asked), ["car", "se", "q"])


def test_every_dot_of_the_ranking_is_a_row_of_its_table(snapshot):
    chart = impact.build(snapshot, impact.Params())
    table = chart.table.set_index(["event_id", "symbol"])["car"]
    dots = [
        (tuple(data[:2]), x)
        for trace in drawn(chart)["data"]
        if trace.get("customdata")
        for data, x in zip(trace["customdata"], trace["x"], strict=True)
    ]
    used = chart.table[chart.table["status"] == "used"]
    moves = len(used.drop_duplicates(["symbol", "day0"]))
    said = " ".join(str(one["text"]) for one in drawn(chart)["layout"]["annotations"])
    assert len({data for data, _ in dots}) == len(dots) > MOST_BETWEEN
    assert len(dots) == moves or f"{MOST_BETWEEN:,} of them drawn" in said
    assert all(x == pytest.approx(table[data], abs=1e-6) for data, x in dots)


def test_a_move_that_several_events_claim_is_one_line_under_the_gravest(snapshot):
    pairs = ranked(snapshot, impact.Params())
    pairs = pairs[pairs["status"] == "used"]
    moves = claimed(pairs)
    assert not moves.duplicated(["symbol", "day0"]).any() and moves["car"].is_monotonic_increasing
    assert len(moves) + moves["others"].map(len).sum() == len(pairs)
    for row in moves[moves["others"].map(len) > 0].itertuples():
        mine = pairs[(pairs["symbol"] == row.symbol) & (pairs["day0"] == row.day0)]
        assert {row.event_id, *row.others} == set(mine["event_id"])
        assert row.severity == mine["severity"].max()
    chart = impact.build(snapshot, impact.Params())
    again = next(row for row in moves.iloc[:12].itertuples() if row.others)  # among the named ones
    texts = [note["text"] for note in drawn(chart)["layout"]["annotations"]]
    assert any(f" and {len(again.others)} more event" in text for text in texts)
    ringed = impact.build(snapshot, impact.Params(event=again.others[0])).selection.traces[0]
    assert again.car in ringed["x"]
    drawn_pairs = {tuple(data) for trace in drawn(chart)["data"] for data in trace.get("customdata", ())}
    thinned = next(row for row in moves.itertuples() if (row.event_id, row.symbol) not in drawn_pairs)
    ring = impact.build(snapshot, impact.Params(event=thinned.event_id)).selection.traces[0]
    assert thinned.car in ring["x"], "a chosen event is ringed where its dot is thinned away"


def test_only_significant_moves_are_left_when_asked(snapshot):
    chart = impact.build(snapshot, impact.Params(significant=True))
    assert len(chart.table) and (chart.table["q"] <= SIGNIFICANT).all()
    every = impact.build(snapshot, impact.Params()).table
    assert len(chart.table) == (every["q"] <= SIGNIFICANT).sum()


def test_average_paths_are_means_of_the_pairs_counted_once(snapshot):
    params = patterns.Params(by="direction", span=(0, 5), company=("Tencent",))
    one = grouped(snapshot, params, "direction", (0, 5))["easing"]
    ids = list(one.sample.event_ids)
    pairs = run_study(snapshot, impact_params(snapshot, params, (0, 5)).spec()).pairs
    mine = pairs[
        pairs["event_id"].isin(ids) & (pairs["status"] == "used") & pairs["affected"]
    ].drop_duplicates("day0")
    assert one.path["caar"].iloc[-1] == pytest.approx(mine["car"].mean(), abs=1e-12)
    assert len(mine) == one.path["n_pairs"].iloc[-1]


def test_a_group_is_coloured_and_counted_when_it_leaves_its_moved_calendars(snapshot):
    params = patterns.Params()
    chart, found = patterns.build(snapshot, params), grouped(snapshot, params, "type", params.window)
    clear = {label for label, one in calendar_placebo(found).items() if one.clear}
    assert 0 < len(clear) < len(found) and f"{len(clear)} of {len(found)} averages" in chart.title
    paths = [one for one in drawn(chart)["data"] if not one["name"].endswith("band")]
    plain = theme.MUTED["light"]
    assert {one["name"] for one in paths if one["line"]["color"] != plain} == clear
    wide = calendar_placebo(grouped(snapshot, params, "type", params.shown))["relief"]
    mine = chart.table[chart.table["group"] == "relief"]
    assert mine["moved_low"].to_numpy() == pytest.approx(wide.low)
    assert mine["moved_high"].to_numpy() == pytest.approx(wide.high)


def test_later_returns_are_those_of_the_closes(snapshot):
    table = aftermath.build(snapshot, aftermath.Params(event=PROBE)).table
    assert set(table["type"]) == {"regulator_action"} and set(table["direction"]) == {"tightening"}
    row = table[(table["event_id"] == PROBE) & (table["symbol"] == "9988.HK")].iloc[0]
    prices = snapshot.ohlc("9988.HK")["adj_close"].reindex(snapshot.sessions("XHKG"))
    at = prices.index.get_loc(pd.Timestamp(row["day0"]))
    for days in (1, 5, 20, 60):
        assert row[f"return_{days}"] == pytest.approx(prices.iloc[at + days] / prices.iloc[at] - 1)


def ordinary_by_hand(snapshot, pairs, values):
    """Median of `values` (by symbol and session) over days without an event near, half-year by half-year.

    Every pair counts alike: its half-year's days share its weight.
    """
    result = run_study(snapshot)
    free = pd.DataFrame(result.cells.free[:, :-1], index=list(result.panel.symbols))
    drawn = []
    half = pairs["day0"].dt.year * 2 + (pairs["day0"].dt.month > 6)
    for (symbol, wanted), mine in pairs.groupby(["symbol", half]):
        row = list(result.panel.symbols).index(symbol)
        sessions = result.panel.sessions[row]
        days = sessions[free.loc[symbol].to_numpy()[: len(sessions)]]
        days = days[days.year * 2 + (days.month > 6) == wanted]
        found = values[symbol].reindex(days)
        drawn.append(pd.DataFrame({"value": found, "weight": len(mine) / max(len(found), 1)}))
    rows = pd.concat(drawn).dropna().sort_values("value")
    reached = rows["weight"].cumsum() / rows["weight"].sum()
    return rows["value"][reached >= 0.5 - 1e-12].iloc[0], len(rows)


def test_ordinary_days_by_another_route(snapshot):
    params = aftermath.Params(type=("penalty",), direction=("tightening",), company=("Tencent",))
    rows = later_returns(snapshot, params)
    usual = ordinary(snapshot, params, rows).set_index("sessions")
    prices = snapshot.ohlc("0700.HK")["adj_close"].reindex(snapshot.sessions("XHKG"))
    change = prices.shift(-20) / prices - 1
    median, days = ordinary_by_hand(snapshot, rows, {"0700.HK": change})
    assert usual.at[20, "median"] == pytest.approx(median) and usual.at[20, "days"] == days
    chart = aftermath.build(snapshot, params)
    assert f"ordinary days of the same half-years: {percent(median, signed=True)}" in chart.title


def test_usual_sizes_by_another_route(snapshot):
    result = run_study(snapshot)
    sizes = {
        symbol: pd.Series(abs(result.cells.values["car"][row, : len(sessions)]), sessions)
        for row, (symbol, sessions) in enumerate(
            zip(result.panel.symbols, result.panel.sessions, strict=True)
        )
    }
    params = impact_scatter.Params(severity=4)
    shown = points(snapshot, params)
    table = levels(snapshot, params, shown)
    for level, row in table.iterrows():
        median, windows = ordinary_by_hand(snapshot, shown[shown["severity"] == level], sizes)
        assert (row["ordinary"], row["windows"]) == (pytest.approx(median), windows)
    asked = fatigue.Params()
    rows = reactions(snapshot, asked)
    for row in halves(snapshot, asked, rows).itertuples():
        median, windows = ordinary_by_hand(snapshot, rows[rows["half"] == row.half], sizes)
        assert (row.ordinary, row.windows) == (pytest.approx(median), windows)


@pytest.mark.parametrize(
    "asked",
    [compare.Params(), compare.Params(event=PROBE, company=("Alibaba", "Tencent"))],
    ids=["events", "shares"],
)
def test_compared_lines_end_at_the_served_numbers(snapshot, asked):
    chart = compare.build(snapshot, asked)
    ends = chart.table[chart.table["day"] == asked.shown[1]]
    pairs = run_study(snapshot, StudySpec(window=asked.shown)).pairs.set_index(["event_id", "symbol"])
    assert len(ends) == (4 if not asked.event else 3)
    for row in ends.itertuples():
        pair = pairs.loc[(row.event_id, row.symbol)]
        assert (row.car, row.ci_low, row.ci_high) == pytest.approx(
            (pair["car"], pair["ci_low"], pair["ci_high"])
        )


def test_who_moved_first_follows_the_clock(snapshot):
    rows = lead_lag(snapshot, "Alibaba", StudySpec())
    assert ((rows["day0_hk"] <= rows["day0_us"]) == (rows["first"] == "Hong Kong")).all()
    pairs = run_study(snapshot, StudySpec(window=(0, 0))).pairs.set_index(["event_id", "symbol"])
    row = rows[rows["event_id"] == PROBE].iloc[0]
    assert row["car_hk"] == pytest.approx(pairs.at[(PROBE, "9988.HK"), "car"])
    assert row["car_us"] == pytest.approx(pairs.at[(PROBE, "BABA"), "car"])
    assert first_mover(row).startswith("Hong Kong could react first, on 24 Dec 2020")


def test_market_value_by_hand(snapshot):
    frame = values(snapshot, ("Alibaba", "Tencent"))
    when = pd.Timestamp("2021-03-15")
    shares, _ = snapshot.shares_outstanding("Tencent", when)
    assert frame.at[when, "Tencent"] == pytest.approx(
        snapshot.ohlc("0700.HK").at[when, "close"] * shares / 7.8 / 1e9
    )


def test_market_value_events_are_sums_of_the_served_changes_without_a_shared_session(snapshot):
    params = market_value.Params()
    moves = heaviest(snapshot, params)
    pairs = run_study(snapshot, StudySpec(symbols=("9988.HK", "0700.HK", "3690.HK"))).pairs
    summed = pairs.groupby("event_id")["mv_change_usd_bn"].sum()
    assert moves["mv_change_usd_bn"].to_numpy() == pytest.approx(summed[moves["event_id"]].to_numpy())
    place = np.sort(snapshot.sessions("XHKG").searchsorted(pd.DatetimeIndex(moves["day0"])))
    assert (np.diff(place) >= 3).all()


def test_market_value_adds_the_same_companies_throughout(snapshot):
    frame, start = counted_from(snapshot, market_value.Params(company=("Alibaba", "JD.com", "Kuaishou")))
    companies = [column for column in frame if column != TOGETHER]
    assert "Kuaishou" not in companies and frame.loc[start, companies].notna().all()
    with pytest.raises(BadParam, match="no total share count"):
        market_value.build(snapshot, market_value.Params(company=("Kuaishou",)))


def test_estimated_share_counts_are_said(snapshot):
    assert any(
        "low confidence" in note and "Meituan" in note
        for note in market_value.build(snapshot, market_value.Params()).notes
    )
    assert any("share counts" in note for note in impact.build(snapshot, impact.Params()).notes)


MODULES = [impact, impact_scatter, patterns, aftermath, fatigue]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.SLUG)
def test_an_impossible_combination_draws_a_message(snapshot, module):
    chart = module.build(snapshot, module.Params(q="zzzz no such word"))
    assert drawn(chart)["layout"]["annotations"][0]["text"] and chart.alt.startswith(
        ("An empty chart", "A dot plot of 0")
    )
    go.Figure(chart.figure.to_dict())


@settings(max_examples=40)
@given(data=st.data())
def test_any_valid_choice_draws_and_reopens(snapshot, data):
    module = data.draw(st.sampled_from(MODULES))
    query = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "event": st.sampled_from(list(snapshot.events.index)),
                "company": st.sampled_from(list(snapshot.companies.index)),
                "type": st.sampled_from(sorted(set(snapshot.events["type"]))),
                "direction": st.sampled_from(["tightening", "easing,neutral"]),
                "severity": st.integers(1, 5).map(str),
                "window": st.sampled_from(["0,0", "-1,1", "-5,10"]),
                "model": st.sampled_from(["market", "mean-adjusted", "two-factor"]),
                "market": st.sampled_from(["hk", "us"]),
                "clean": st.just("1"),
                "affected": st.just("0"),
            },
        )
    )
    params = module.Params.parse(query, snapshot)
    assert module.Params.parse(params.query(), snapshot) == params
    chart = module.build(snapshot, params, Look(size=data.draw(st.sampled_from(["wide", "phone"]))))
    go.Figure(chart.figure.to_dict())
    assert "nan" not in chart.title.lower().replace("finan", "") and "nan%" not in chart.alt


def test_two_markets_are_compared_by_their_returns_first(snapshot):
    rows = lead_lag(snapshot, "Alibaba", StudySpec())
    for row in rows.head(20).itertuples():
        for symbol, day0, raw in (("9988.HK", row.day0_hk, row.raw_hk), ("BABA", row.day0_us, row.raw_us)):
            prices = snapshot.ohlc(symbol)["adj_close"]
            at = prices.index.get_loc(day0)
            assert raw == pytest.approx(prices.iloc[at] / prices.iloc[at - 1] - 1)
    text = who_led(rows, "Alibaba")
    further = (rows["raw_us"].abs() > rows["raw_hk"].abs()).sum()
    beyond = (rows["car_us"].abs() > rows["car_hk"].abs()).sum()
    assert text.index(f"further {further} times") < text.index(f"further {beyond} times", 200)
