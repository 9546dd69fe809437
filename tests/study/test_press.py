"""What newspapers printed is held against the price that they spoke of, and differences stand as they are."""

from __future__ import annotations

import pandas as pd
import pytest

from components.study.press import CLOSE, HIGH, LOW, OPEN, RANGE, press_check, understood, value_change


@pytest.fixture(scope="module")
def checked(snapshot):
    return press_check(snapshot)


@pytest.mark.parametrize(
    ("when", "first", "last", "measured"),
    [
        ("2020-11-03 close", "2020-11-03", "2020-11-03", CLOSE),
        ("2021-01-26", "2021-01-26", "2021-01-26", CLOSE),
        ("2020-11-04 open (HK$271.00)", "2020-11-04", "2020-11-04", OPEN),
        ("2026-02-16 at the open, HK$81.65 (half-day session)", "2026-02-16", "2026-02-16", OPEN),
        ("2021-01-20 intraday high", "2021-01-20", "2021-01-20", HIGH),
        ("2022-02-18 intraday low, HK$182", "2022-02-18", "2022-02-18", LOW),
        ("2026-06-25, 14:43 HKT, HK$94.1", "2026-06-25", "2026-06-25", RANGE),
        ("2021-04-13 intraday ('nearly' 2%, after opening almost 4% up)", "2021-04-13", "2021-04-13", RANGE),
        ("2021-05-10 and 2021-05-11, two days", "2021-05-10", "2021-05-11", CLOSE),
        ("2026-03-19 (page stamped 08:15 UTC, at the close)", "2026-03-19", "2026-03-19", CLOSE),
    ],
)
def test_words_name_days_and_a_price(when, first, last, measured):
    asked = understood(when)
    assert (asked.first, asked.last, asked.measured) == (pd.Timestamp(first), pd.Timestamp(last), measured)


@pytest.mark.parametrize(
    "when", ["week to 2021-05-14", "Jan 2021 peak to mid-May 2021", "2022-04-11 pre-market", "some day"]
)
def test_what_is_no_single_move_is_not_compared(when):
    assert understood(when) is None


def test_every_report_is_there_and_nearly_all_agree(checked, snapshot):
    assert len(checked) == len(snapshot.press_check) > 200
    counts = checked["status"].value_counts()
    compared = counts[["agrees", "agrees in round figures", "differs"]].sum()
    assert compared > 195 and counts["agrees"] / compared > 0.8 and counts["differs"] / compared < 0.08
    exact = checked[checked["status"] == "agrees"]
    assert (exact["difference"].abs() <= 0.001 + 1e-9).all()


def test_our_figure_is_that_of_the_prices(checked, snapshot):
    row = checked[(checked["symbol"] == "BABA") & (checked["when"] == "2020-11-03 close")].iloc[0]
    closes = snapshot.ohlc("BABA")["close"]
    assert row["ours"] == pytest.approx(closes["2020-11-03"] / closes["2020-11-02"] - 1)
    assert row["reported"] == pytest.approx(-0.081) and row["status"] == "agrees"
    assert row["reported_usd_bn"] == -68.4 and row["ours_usd_bn"] == pytest.approx(-68.4, rel=0.02)


def test_a_wrong_close_would_be_seen(snapshot):
    prices = snapshot.prices.copy()
    there = (prices["symbol"] == "BABA") & (prices["date"] == "2020-11-03")
    prices.loc[there, "close"] *= 1.02
    wrong = type(snapshot)(**{**snapshot.__dict__, "prices": prices, "_memory": {}})
    row = press_check(wrong).query("symbol == 'BABA' and when == '2020-11-03 close'").iloc[0]
    assert row["status"] == "differs" and row["difference"] == pytest.approx(0.0184, abs=0.001)


def test_tencents_two_sessions_of_march_2021(checked, snapshot):
    """US$65 bn as printed; the closes give 64.6 at 7.80, and 64.99 at the strong edge of the peg."""
    row = checked[checked["event_id"] == "2021-03-12-bloomberg-tencent-finance-next-target"].iloc[0]
    assert row["reported_usd_bn"] == -65 and row["status"] == "agrees in round figures"
    assert row["ours_usd_bn"] == pytest.approx(-52.5 * 9_593_912_711 / 7.80 / 1e9)
    assert round(row["ours_usd_bn"], 1) == -64.6
    strong = value_change(snapshot, "0700.HK", pd.Timestamp("2021-03-15"), 628.0 - 680.5, rate=7.75)
    assert round(strong, 2) == -64.99
