"""`event-window` and `car`: numbers by hand, missing data, every event of the record."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from components.charts import car, event_window
from components.charts.kit import event_headline, event_study
from components.charts.kit.look import Look
from components.charts.kit.record import plain_title
from components.language import percent
from components.params import BadParam
from components.study import StudySpec, run_study
from tests.charts.reading import drawn, line

EVENT = "2020-11-10-draft-platform-antitrust-guidelines"
LONELY = {"2020-08-07-us-wechat-executive-order": {"0700.HK"}}
"""Events that affect one company only, and its listings."""


def by_hand(snapshot, symbol: str, event: str = EVENT, window: tuple[int, int] = (-1, 1)) -> pd.DataFrame:
    """Market model by numpy's own least squares on the frames, without any code of the study."""
    listing = snapshot.listings.loc[symbol]
    sessions = snapshot.benchmarks[listing["benchmark"]].dropna()
    prices = snapshot.ohlc(symbol)["adj_close"].reindex(sessions.index)
    own, market = (series / series.shift(1) - 1 for series in (prices, sessions))
    zero = sessions.index.get_loc(snapshot.day0(event, symbol))
    beta, alpha = np.polyfit(market.iloc[zero - 130 : zero - 10], own.iloc[zero - 130 : zero - 10], 1)
    days = range(window[0], 21)
    rows = pd.DataFrame(
        {
            "return": own.iloc[[zero + d for d in days]].to_numpy(),
            "market": market.iloc[[zero + d for d in days]].to_numpy(),
        },
        index=days,
    )
    rows["expected"] = alpha + beta * rows["market"]
    rows["price"] = prices.iloc[[zero + d for d in days]].to_numpy()
    rows.attrs["before"] = float(
        snapshot.ohlc(symbol)["close"].reindex(sessions.index).iloc[zero + window[0] - 1]
    )
    rows.attrs["adjusted"] = float(prices.iloc[zero + window[0] - 1])
    return rows


@pytest.mark.parametrize("symbol", ["9988.HK", "BABA", "0700.HK", "3690.HK"])
def test_expected_path_starts_at_the_price_before_the_window_and_compounds(snapshot, symbol):
    chart = event_window.build(
        snapshot, event_window.Params(event=EVENT, clean_estimation=False, alpha="ols")
    )
    rows = chart.table[chart.table["symbol"] == symbol].set_index("day")
    hand = by_hand(snapshot, symbol)
    assert rows.at[-2, "expected_price"] == rows.at[-2, "price"] == pytest.approx(hand.attrs["before"])
    level = hand.attrs["before"]
    for day in hand.index:
        level *= 1 + hand.at[day, "expected"]
        assert rows.at[day, "expected_price"] == pytest.approx(level, rel=1e-9)
        assert rows.at[day, "price"] == pytest.approx(
            hand.at[day, "price"] * hand.attrs["before"] / hand.attrs["adjusted"], rel=1e-9
        )
        assert rows.at[day, "expected_low"] < level < rows.at[day, "expected_high"]
    assert rows.loc[:-3, "expected_price"].isna().all()


@pytest.mark.parametrize("symbol", ["9988.HK", "BABA", "0700.HK", "3690.HK"])
def test_car_adds_up_from_the_first_day_of_the_window(snapshot, symbol):
    chart = car.build(snapshot, car.Params(event=EVENT, clean_estimation=False, alpha="ols"))
    rows = chart.table[chart.table["symbol"] == symbol].set_index("day")
    hand = by_hand(snapshot, symbol)
    assert rows.loc[-1:, "car"].to_numpy() == pytest.approx(
        (hand["return"] - hand["expected"]).cumsum().to_numpy(), abs=1e-12
    )
    trace = line(chart, symbol)
    assert (trace["x"][0], trace["y"][0]) == (-2, 0) and trace["x"][1:] == list(hand.index)


def test_the_band_at_the_end_of_the_window_is_the_study_of_that_window(snapshot):
    chart = car.build(snapshot, car.Params(event=EVENT, window=(0, 5)))
    pairs = run_study(snapshot, StudySpec(window=(0, 5))).pairs
    for symbol in chart.table["symbol"].unique():
        row = chart.table[(chart.table["symbol"] == symbol) & (chart.table["day"] == 5)].iloc[0]
        pair = pairs[(pairs["event_id"] == EVENT) & (pairs["symbol"] == symbol)].iloc[0]
        assert tuple(row[["car", "ci_low", "ci_high"]]) == pytest.approx(
            tuple(pair[["car", "ci_low", "ci_high"]])
        )


def test_alt_and_title_state_the_numbers_of_the_study(snapshot):
    pairs = run_study(snapshot, StudySpec()).pairs
    mine = pairs[pairs["event_id"] == EVENT].set_index("symbol")
    chart = car.build(snapshot, car.Params(event=EVENT))
    for symbol, row in mine.iterrows():
        market = "New York" if symbol == "BABA" else "Hong Kong"
        assert (
            f"{row['company']} in {market}: {percent(row['car'], signed=True)} over the event window"
            in chart.alt
        )
    named = mine.loc["9988.HK"]
    raw, beyond = percent(named["raw_return"], signed=True), percent(named["car"], signed=True)
    assert f"Alibaba in Hong Kong {raw} in 3 sessions, {beyond} beyond the market; 5 of 943 " in chart.title
    window = event_window.build(snapshot, event_window.Params(event=EVENT))
    for _, row in mine.iterrows():
        assert f"a move of {percent(row['raw_return'], signed=True)}" in window.alt


def test_only_affected_companies_unless_others_are_asked_for(snapshot):
    for event, symbols in LONELY.items():
        assert set(event_window.build(snapshot, event_window.Params(event=event)).table["symbol"]) == symbols
    chart = event_window.build(snapshot, event_window.Params(event=EVENT, company=("Alibaba",), market="us"))
    assert set(chart.table["symbol"]) == {"BABA"}


def test_new_york_is_dotted_and_hong_kong_solid(snapshot):
    chart = car.build(snapshot, car.Params(event=EVENT))
    assert (line(chart, "9988.HK")["line"]["dash"], line(chart, "BABA")["line"]["dash"]) == ("solid", "dot")


@pytest.mark.parametrize("module", [event_window, car])
def test_a_listing_without_prices_at_that_date_says_so(snapshot, module):
    chart = module.build(snapshot, module.Params(event=EVENT, company=("Kuaishou",)))
    assert any("Kuaishou in Hong Kong:" in note for note in chart.notes)
    texts = " ".join(a["text"].replace("<br>", " ") for a in drawn(chart)["layout"]["annotations"])
    assert "price" in texts and not [t for t in drawn(chart)["data"] if t.get("meta")]


def test_events_near_the_end_of_the_record_keep_the_sessions_there_are(snapshot):
    last = snapshot.events.index[-1]
    chart = car.build(snapshot, car.Params(event=last))
    rows = chart.table.dropna(subset=["car"])
    assert len(rows) and rows["day"].max() < 20 and rows["session"].max() <= snapshot.last_session


@pytest.mark.parametrize("module", [event_window, car])
def test_every_event_of_the_record_draws_in_every_model(snapshot, module):
    looks = [Look("light", "wide"), Look("dark", "phone")]
    models = ["market", "market-adjusted", "mean-adjusted", "two-factor"]
    for i, event in enumerate(snapshot.events.index):
        chart = module.build(snapshot, module.Params(event=event, model=models[i % 4]), looks[i % 2])
        assert (
            plain_title(snapshot.events.at[event, "title"]) in chart.title
            and "Confounder" not in chart.title
            and chart.alt
            and chart.figure.layout.height > 200
        )
        assert {s.url for s in chart.sources} >= set(
            snapshot.sources.loc[snapshot.sources["event_id"] == event, "url"]
        )


def test_other_events_on_the_axis_carry_their_ids_and_days(snapshot):
    chart = event_window.build(snapshot, event_window.Params(event=EVENT, company=("Tencent",)))
    (ticks,) = [t for t in drawn(chart)["data"] if t.get("name") == "other events"]
    sessions = chart.table.set_index("day")["session"]
    for (other,), day in zip(ticks["customdata"], ticks["x"], strict=True):
        assert other != EVENT and snapshot.events.at[other, "day0_hk"] == sessions[day]
        assert "Tencent" in snapshot.events.at[other, "affects"] + snapshot.events.at[other, "companies"]
    wanted = [
        e
        for e, row in snapshot.events.iterrows()
        if e != EVENT
        and "Tencent" in row["affects"] + row["companies"]
        and sessions.iloc[0] <= row["day0_hk"] <= sessions.iloc[-1]
    ]
    assert sorted(c[0] for c in ticks["customdata"]) == sorted(wanted)


def test_overlaps_and_an_unknown_hour_are_noted(snapshot):
    chart = car.build(snapshot, car.Params(event=EVENT))
    pairs = run_study(snapshot, StudySpec()).pairs
    others = {o for row in pairs.loc[pairs["event_id"] == EVENT, "overlaps"] for o in row}
    noted = " ".join(chart.notes)
    assert others and any(snapshot.events.at[other, "title"] in noted for other in others)
    silent = next(e for e, row in snapshot.events.iterrows() if not row["announced_at"])
    assert "hour of publication is unknown" in " ".join(car.build(snapshot, car.Params(event=silent)).notes)


@pytest.mark.parametrize(
    "query",
    [
        {"estimation": "-39,-11"},
        {"model": "garch"},
        {"event": "nothing"},
    ],
)
def test_bad_parameters_are_named(snapshot, query):
    with pytest.raises(BadParam):
        event_window.Params.parse(query, snapshot)


@pytest.mark.parametrize("module", [car, event_window])
def test_the_days_shown_stretch_to_hold_the_window(snapshot, module):
    asked = module.Params.parse({"window": "-30,60"}, snapshot)
    chart = module.build(snapshot, asked)
    assert asked.days == (-30, 60) and chart.params.query() == {"window": "-30,60"}
    assert chart.table["day"].max() == 60
    assert module.Params.parse({"window": "-5,10", "span": "-1,5"}, snapshot).days == (-5, 10)


FINE = "2021-04-10-alibaba-fined-18-2bn"


def test_a_title_speaks_of_the_company_that_the_event_names_not_of_who_moved_most(snapshot):
    pairs = run_study(snapshot, StudySpec()).pairs
    mine = pairs[pairs["event_id"] == FINE].set_index("symbol")
    assert mine["car"].abs().idxmax() != "9988.HK"
    for room in (car, event_window):
        title = room.build(snapshot, room.Params(event=FINE)).title
        assert f"Alibaba in Hong Kong {percent(mine.at['9988.HK', 'raw_return'], signed=True)}" in title
        assert "Meituan" not in title.removeprefix(plain_title(snapshot.events.at[FINE, "title"]))


def test_every_title_speaks_of_a_named_company_where_one_has_a_return(snapshot):
    for event, row in snapshot.events.iterrows():
        found = event_study.reactions(snapshot, car.Params(event=event))
        named = [
            r for r in found if r.company in row["companies"] and r.pair["raw_return"] == r.pair["raw_return"]
        ]
        said = event_headline.spoken(snapshot, event, found)
        assert said is None or not named or said.company in row["companies"]


def test_a_share_without_a_model_is_drawn_with_its_returns_and_a_reason(snapshot):
    asked = car.Params(event=FINE, company=("Alibaba",), min_estimation=119)
    chart = car.build(snapshot, asked)
    lines = [one for one in drawn(chart)["data"] if one.get("meta")]
    assert {one["meta"] for one in lines} == {"9988.HK", "BABA"} and "fewer valid sessions" in chart.subtitle
    price = chart.table[chart.table["symbol"] == "BABA"].set_index("day")["price"]
    ended = next(one for one in lines if one["meta"] == "BABA")["y"][-1]
    assert ended == pytest.approx(price.loc[20] / price.loc[-2] - 1, abs=1e-4)
    assert "beyond" not in chart.title and "+" in chart.title
