"""What is refused, what is kept aside, and what is said about it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import load_snapshot, store
from data.market import confirm_quarantined, drop_quarantined
from data.market.plan import Series
from data.market.verify import as_traded, verify
from data.market.yahoo import Batch

NOW = pd.Timestamp("2025-08-01T02:00Z")
JULY = pd.DatetimeIndex(["2025-07-02", "2025-07-03", "2025-07-04", "2025-07-07", "2025-07-08"])


def series(stored=None, currency="HKD", bundled_end=None):
    if stored is None:
        stored = pd.Series([100.0], index=pd.DatetimeIndex(["2025-06-30"]))
    end = pd.Timestamp(bundled_end) if bundled_end else stored.index[-1] if len(stored) else pd.NaT
    return Series("X.HK", "X.HK", "XHKG", currency, stored, end, pd.Timestamp("2025-06-20"), True)


def batch(closes: dict[str, float], currency="HKD", dividends=None, splits=None, **changes):
    dates = pd.DatetimeIndex(list(closes))
    close = pd.Series(list(closes.values()), index=dates, dtype=float)
    rows = pd.DataFrame(
        {
            "open": close,
            "high": close * 1.01,
            "low": close * 0.99,
            "close": close,
            "volume": np.arange(1.0, len(close) + 1),
        }
    )
    for column, values in changes.items():
        for day, value in values.items():
            rows.loc[day, column] = value

    def events(values):
        values = values or {}
        return pd.Series(list(values.values()), index=pd.DatetimeIndex(list(values)), dtype=float)

    return Batch(rows, events(dividends), events(splits), currency, currency)


GOOD = {"2025-06-30": 100.0, "2025-07-02": 101.0, "2025-07-03": 102.0}


def test_a_good_batch_is_accepted_after_the_stored_rows():
    verdict = verify(series(), batch(GOOD), NOW)
    assert verdict.refused == "" and verdict.quarantined.empty
    assert verdict.rows.close.to_dict() == {
        pd.Timestamp("2025-07-02"): 101.0,
        pd.Timestamp("2025-07-03"): 102.0,
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"close": {"2025-07-03": np.nan}}, "no close"),
        ({"close": {"2025-07-03": 0.0}}, "a price that is not positive"),
        ({"low": {"2025-07-03": -1.0}}, "a price that is not positive"),
        ({"high": {"2025-07-03": np.inf}}, "an infinite price"),
        ({"close": {"2025-07-03": np.inf}}, "no close"),
        ({"high": {"2025-07-03": 90.0}}, "the high is below the low"),
        ({"close": {"2025-07-03": 110.0}}, "the close is outside the day's range"),
        ({"open": {"2025-07-03": 90.0}}, "the open is outside the day's range"),
        ({"volume": {"2025-07-03": -5.0}}, "a negative volume"),
        (
            {
                "open": {"2025-07-03": 101.0},
                "high": {"2025-07-03": 101.0},
                "low": {"2025-07-03": 101.0},
                "close": {"2025-07-03": 101.0},
                "volume": {"2025-07-03": 0.0},
            },
            "no trade: the last close repeated as a placeholder",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_kept_aside(changes, reason):
    verdict = verify(series(), batch(GOOD, **changes), NOW)
    assert list(verdict.rows.index) == [pd.Timestamp("2025-07-02")]
    assert verdict.quarantined.reason.to_dict() == {pd.Timestamp("2025-07-03"): reason}


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2025-07-01", "XHKG was closed on that day"),  # establishment day of the region
        ("2025-07-05", "XHKG was closed on that day"),  # a Saturday
        ("2025-09-01", "in the future"),
    ],
)
def test_a_day_that_is_no_session_is_kept_aside(day, reason):
    verdict = verify(series(), batch({**GOOD, day: 101.0}), NOW)
    assert verdict.quarantined.reason.to_dict() == {pd.Timestamp(day): reason}
    assert len(verdict.rows) == 2


def test_two_rows_for_one_day_are_both_kept_aside():
    doubled = batch(GOOD)
    doubled = Batch(
        pd.concat([doubled.rows, doubled.rows.iloc[[-1]]]), doubled.dividends, doubled.splits, "HKD", "HKD"
    )
    verdict = verify(series(), doubled, NOW)
    assert verdict.quarantined.reason.tolist() == ["two rows for the same day"] * 2
    assert list(verdict.rows.index) == [pd.Timestamp("2025-07-02")]


def test_a_jump_waits_and_the_way_back_does_not():
    spike = dict(
        zip(["2025-06-30", *JULY.strftime("%Y-%m-%d")], [100, 101, 150, 102, 103, 104.0], strict=True)
    )
    verdict = verify(series(), batch(spike), NOW)
    assert verdict.quarantined.reason.to_dict() == {
        pd.Timestamp("2025-07-03"): "a move of +49% from the close before"
    }
    assert len(verdict.rows) == 4
    exact = verify(series(), batch({"2025-06-30": 100.0, "2025-07-02": 140.0, "2025-07-03": 84.0}), NOW)
    assert exact.quarantined.empty, "40% itself is not beyond 40%"


def test_a_new_level_waits_as_a_whole():
    level = dict(zip(["2025-06-30", *JULY.strftime("%Y-%m-%d")], [100, 101, 50, 51, 52, 53.0], strict=True))
    verdict = verify(series(), batch(level), NOW)
    assert len(verdict.quarantined) == 4 and len(verdict.rows) == 1


@pytest.mark.parametrize("factor", [0.5, 2.0, 0.1, 1.02])
def test_a_silent_new_base_is_refused(factor):
    stored = pd.Series(
        [98.0, 99.0, 100.0], index=pd.DatetimeIndex(["2025-06-26", "2025-06-27", "2025-06-30"])
    )
    closes = {f"{day:%Y-%m-%d}": close * factor for day, close in stored.items()}
    verdict = verify(series(stored), batch({**closes, "2025-07-02": 101 * factor}), NOW)
    assert f"{factor:g} times the stored ones and no split that it reports explains this" in verdict.refused
    assert verdict.rows.empty and verdict.actions.empty and verdict.changes == ()
    assert verdict.quarantined.close.tolist() == [101.0], "waits on the stored scale"


def test_a_base_that_a_split_explains_is_accepted():
    stored = pd.Series(
        [98.0, 99.0, 100.0], index=pd.DatetimeIndex(["2025-06-26", "2025-06-27", "2025-06-30"])
    )
    closes = {
        "2025-06-26": 24.5,
        "2025-06-27": 24.75,
        "2025-06-30": 25.0,
        "2025-07-02": 25.25,
        "2025-07-03": 25.5,
    }
    verdict = verify(
        series(stored), batch(closes, splits={"2025-07-03": 4.0}, dividends={"2025-07-02": 0.25}), NOW
    )
    assert verdict.refused == "" and verdict.quarantined.empty
    assert verdict.rows.close.tolist() == [101.0, 25.5], "as traded on each day"
    assert verdict.rows.volume.tolist() == [1.0, 5.0], "in shares of the day"
    assert [tuple(row)[1:] for row in verdict.actions.to_numpy()] == [("split", 4.0), ("cash dividend", 1.0)]


def test_the_wrong_split_explains_nothing():
    closes = {"2025-06-30": 25.0, "2025-07-02": 25.25, "2025-07-03": 25.5}
    verdict = verify(series(), batch(closes, splits={"2025-07-03": 5.0}), NOW)
    assert "1.25 times the stored ones" in verdict.refused


def test_closes_that_differ_without_a_pattern_are_refused_by_name():
    stored = pd.Series(
        [98.0, 99.0, 100.0], index=pd.DatetimeIndex(["2025-06-26", "2025-06-27", "2025-06-30"])
    )
    closes = {"2025-06-26": 97.0, "2025-06-27": 95.0, "2025-06-30": 100.0, "2025-07-02": 101.0}
    verdict = verify(series(stored), batch(closes), NOW)
    assert verdict.refused == (
        "Yahoo's close of 2025-06-26 is 97, the stored one 98; "
        "2 of 3 compared closes differ, so it may be another share"
    )


def test_one_curated_close_that_differs_waits_alone():
    stored = pd.Series(
        [98.0, 99.0, 100.0], index=pd.DatetimeIndex(["2025-06-26", "2025-06-27", "2025-06-30"])
    )
    closes = {"2025-06-26": 98.0, "2025-06-27": 95.0, "2025-06-30": 100.0, "2025-07-02": 101.0}
    verdict = verify(series(stored), batch(closes), NOW)
    assert verdict.refused == "" and verdict.rows.close.tolist() == [101.0]
    assert verdict.quarantined.reason.to_dict() == {
        pd.Timestamp("2025-06-27"): "Yahoo's close is 95, the curated one 99"
    }


def test_no_common_close_is_refused():
    verdict = verify(series(), batch({"2025-07-02": 101.0}), NOW)
    assert "so the two cannot be compared" in verdict.refused


def test_another_currency_is_refused():
    assert verify(series(), batch(GOOD, currency="CNY"), NOW).refused == (
        "Yahoo gives CNY, the listing trades in HKD"
    )
    assert verify(series(currency=""), batch(GOOD, currency="CNY"), NOW).refused == "", "an index has points"


def test_dividends_in_another_currency():
    good = batch(GOOD, dividends={"2025-07-03": 1.0})
    dollars = Batch(good.rows, good.dividends, good.splits, "HKD", "USD")
    assert verify(series(), dollars, NOW).actions.amount_per_share.tolist() == [7.8]
    yuan = Batch(good.rows, good.dividends, good.splits, "HKD", "CNY")
    verdict = verify(series(), yuan, NOW)
    assert verdict.actions.empty and verdict.notes[0] == "a dividend of 2025-07-03 in CNY was left out"


def test_a_dividend_beyond_the_price_is_left_out():
    verdict = verify(series(), batch(GOOD, dividends={"2025-07-03": 200.0}), NOW)
    assert verdict.actions.empty and "exceeds the share price" in verdict.notes[0]


def test_an_unscheduled_closure_is_tolerated_and_reported():
    gap = {"2025-06-30": 100.0, "2025-07-02": 101.0, "2025-07-04": 102.0}
    verdict = verify(series(), batch(gap), pd.Timestamp("2025-07-05T00:00Z"))
    assert len(verdict.rows) == 2
    assert verdict.notes == ("no row for 2025-07-03: closed without notice, or a gap at Yahoo",)


@settings(max_examples=60)
@given(
    st.lists(st.floats(-0.39, 0.39), min_size=5, max_size=5),
    st.dictionaries(st.sampled_from(list(JULY)), st.sampled_from([2.0, 3.0, 0.1, 10.0]), max_size=2),
)
def test_whatever_splits_yahoo_applied_prices_come_back_as_traded(moves, splits):
    """Adjusting as Yahoo does and undoing it gives the traded prices again."""
    dates = JULY.insert(0, pd.Timestamp("2025-06-30"))
    base = 100 * np.cumprod([1.0, *(1 + np.array(moves))])
    ratios = pd.Series(splits, dtype=float)
    shares = np.array([np.prod([r for day, r in splits.items() if day <= date]) for date in dates])
    traded = pd.Series(base / shares, index=dates)
    later = np.array([np.prod([r for day, r in splits.items() if day > date]) for date in dates])
    adjusted = traded / later
    sent = batch(dict(zip(dates.strftime("%Y-%m-%d"), adjusted, strict=True)), splits=splits)
    verdict = verify(series(), sent, NOW)
    assert verdict.refused == "" and verdict.quarantined.empty
    np.testing.assert_allclose(verdict.rows.close, traded.iloc[1:], atol=1e-4)
    assert len(verdict.actions) == len(ratios)
    np.testing.assert_allclose(as_traded(sent.rows, sent.splits).close, traded, atol=1e-4)


def test_a_kept_row_can_be_believed_or_dropped(market):
    days = market.sessions["XNYS"]
    jump, after = days[-2], days[-1]

    def double(symbol, result):
        if symbol == "BABA":
            for column in ("open", "high", "low", "close"):
                prices = result["indicators"]["quote"][0][column]
                prices[-2:] = [2 * price for price in prices[-2:]]

    market.yahoo.tweak = double
    report = market.refresh(symbols=("GSPC", "BABA"))
    assert report.quarantined == 2
    waiting = load_snapshot(market.path)
    assert waiting.quarantine.reason.str.contains("a move of").all()
    assert jump not in waiting.ohlc("BABA").index
    assert confirm_quarantined("BABA", f"{jump:%Y-%m-%d}", market.path) == 2, "and the day after"
    done = load_snapshot(market.path)
    assert done.ohlc("BABA").index[-1] == after and done.quarantine.empty
    with pytest.raises(KeyError, match="no row of BABA on"):
        drop_quarantined("BABA", f"{jump:%Y-%m-%d}", market.path)


def test_believing_one_jump_does_not_believe_the_next(market):
    days = market.sessions["XNYS"]

    def twice(symbol, result):
        if symbol == "BABA":
            for column in ("open", "high", "low", "close"):
                prices = result["indicators"]["quote"][0][column]
                prices[-6:] = [2 * price for price in prices[-6:]]
                prices[-3:] = [3 * price for price in prices[-3:]]

    market.yahoo.tweak = twice
    assert market.refresh(symbols=("GSPC", "BABA")).quarantined == 6
    assert confirm_quarantined("BABA", f"{days[-6]:%Y-%m-%d}", market.path) == 3
    waiting = load_snapshot(market.path)
    assert waiting.quarantine.date.tolist() == list(days[-3:])
    assert waiting.ohlc("BABA").index[-1] == days[-4]


def test_a_dropped_row_is_gone(market):
    def spoil(symbol, result):
        result["indicators"]["quote"][0]["close"][-1] = None

    market.yahoo.tweak = spoil
    market.refresh(symbols=("BABA",))
    ((symbol, day),) = load_snapshot(market.path).quarantine[["symbol", "date"]].itertuples(index=False)
    with pytest.raises(ValueError, match="no usable close; it can only be dropped"):
        confirm_quarantined(symbol, f"{day:%Y-%m-%d}", market.path)
    drop_quarantined(symbol, f"{day:%Y-%m-%d}", market.path)
    assert load_snapshot(market.path).quarantine.empty
    with store.reading(market.path) as connection:
        assert connection.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)
