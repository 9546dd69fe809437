"""A refresh continues the record, through yfinance itself and a real server."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data import load_snapshot, store
from data.check import check_folder
from data.market import last_refresh, refresh
from data.market.export import export_tables
from data.total_return import total_return_closes

ALL = [
    "^HSI",
    "^GSPC",
    "HSTECH.HK",
    "9988.HK",
    "BABA",
    "0700.HK",
    "3690.HK",
    "9618.HK",
    "1024.HK",
    "9888.HK",
    "PDD",
]


def last(snapshot, symbol):
    return snapshot.provenance.at[symbol, "last"]


def test_all_series_continue_in_one_request_each(market, snapshot):
    before = load_snapshot(market.path)
    report = market.refresh()
    assert report.troubled == () and market.yahoo.symbols == ALL
    assert report.requests == market.yahoo.requests
    after = load_snapshot(market.path)
    assert after.version != before.version
    assert after.last_session == market.sessions["XHKG"][-1] > before.last_session
    for symbol in after.provenance.index.difference(after.controls.index):
        row = after.provenance.loc[symbol]
        assert row.source == "bundled + yahoo" and row.fetched_at == market.stamp
    fresh = after.prices[after.prices.source == "yahoo"]
    assert set(fresh.symbol) == set(after.listings.index)
    tencent = after.ohlc("0700.HK").close
    pd.testing.assert_series_equal(
        tencent[tencent.index > before.last_session],
        market.yahoo.level("0700.HK")[lambda s: s.index > before.last_session],
        check_names=False,
        check_freq=False,
        check_index_type=False,
    )


def test_bundled_rows_stay_as_they_were(market, snapshot):
    market.refresh()
    after = load_snapshot(market.path)
    columns = ["open", "high", "low", "close", "adj_close", "volume"]
    bundled = after.prices[after.prices.source == "bundled"].reset_index(drop=True)
    pd.testing.assert_frame_equal(bundled[columns], snapshot.prices[columns].reset_index(drop=True))


def test_what_is_up_to_date_is_not_asked_for(market):
    market.refresh()
    asked = len(market.yahoo.asked)
    report = market.refresh()
    assert len(market.yahoo.asked) == asked and report.requests == 0
    assert {outcome.state for outcome in report.outcomes} == {"up to date"}
    assert report.message == "0 rows added."


def test_a_running_session_waits_until_it_is_settled(market):
    day = market.sessions["XHKG"][-1]
    market.refresh(now=day.tz_localize("Asia/Hong_Kong") + pd.Timedelta(hours=16, minutes=20))
    assert last(load_snapshot(market.path), "0700.HK") == market.sessions["XHKG"][-2]
    market.refresh(now=day.tz_localize("Asia/Hong_Kong") + pd.Timedelta(hours=17))
    assert last(load_snapshot(market.path), "0700.HK") == day


def test_a_dry_run_stores_nothing(market):
    before = store.meta(market.path)
    report = market.refresh(dry_run=True)
    assert report.rows > 0 and "would be added" in report.message
    assert store.meta(market.path) == before and last_refresh(market.path) is None


def test_one_symbol_from_a_day(market):
    report = market.refresh(symbols=("BABA",), since="2025-03-03")
    assert market.yahoo.symbols == ["BABA"] and report.rows > 0
    assert (
        pd.Timestamp(int(market.yahoo.asked[0][1]["period1"]), unit="s").date()
        == pd.Timestamp("2025-03-03").date()
    )
    with pytest.raises(KeyError, match="symbol 'AAPL': must be one of HSI, GSPC, HSTECH, 9988.HK"):
        market.refresh(symbols=("AAPL",))


def test_a_new_dividend_lowers_every_earlier_adjusted_close(market, snapshot):
    ex_date = market.sessions["XNYS"][-3]
    market.yahoo.dividends["BABA"] = {f"{ex_date:%Y-%m-%d}": 2.0}
    market.refresh(symbols=("BABA",))
    after = load_snapshot(market.path)
    actions = after.corporate_actions[after.corporate_actions.symbol == "BABA"]
    assert actions.iloc[-1].amount_per_share == 2.0 and actions.iloc[-1].source == "yahoo"
    prices = after.ohlc("BABA")
    expected = total_return_closes(prices.close, actions)
    np.testing.assert_allclose(prices.adj_close, expected, atol=6e-5)
    before = prices.close[prices.index < ex_date].iloc[-1]
    old = snapshot.ohlc("BABA").adj_close
    np.testing.assert_allclose(prices.adj_close[old.index] / old, (before - 2) / before, atol=2e-5)


def test_dividends_of_the_bundled_period_stay_ours(market, snapshot):
    market.yahoo.dividends["BABA"] = {"2025-06-12": 55.0, "2025-06-20": 7.0}
    market.refresh(symbols=("BABA",))
    after = load_snapshot(market.path)
    assert (after.corporate_actions.source == "bundled").all()
    old = snapshot.ohlc("BABA").adj_close
    np.testing.assert_array_equal(after.ohlc("BABA").adj_close[old.index], old)


def test_a_split_leaves_prices_as_traded_and_returns_smooth(market, snapshot):
    """Yahoo divides the whole overlap by the ratio; the split explains the factor."""
    ex_date = market.sessions["XHKG"][-4]
    level = market.yahoo.level("0700.HK")
    level[level.index >= ex_date] = (level[level.index >= ex_date] / 5).round(2)
    market.yahoo.closes["0700.HK"] = level
    market.yahoo.splits["0700.HK"] = {f"{ex_date:%Y-%m-%d}": 5.0}
    report = market.refresh(symbols=("HSI", "0700.HK"))
    assert report.troubled == () and report.quarantined == 0
    prices = load_snapshot(market.path).ohlc("0700.HK")
    old = snapshot.ohlc("0700.HK")
    np.testing.assert_array_equal(prices.close[old.index], old.close)
    assert prices.close[ex_date] < prices.close.shift()[ex_date] / 4
    np.testing.assert_allclose(prices.adj_close[old.index], old.adj_close / 5, atol=1e-4)
    assert prices.adj_close.pct_change().tail(8).abs().max() < 0.05


def test_a_daily_report_is_kept(market):
    report = market.refresh()
    assert last_refresh(market.path) == (market.stamp, report)


def test_refreshed_prices_survive_a_rebuild_of_the_tables(market, tables):
    market.refresh()
    before = load_snapshot(market.path)
    tables.edit("events.csv", 2, summary="Said quokkawise.")
    store.ensure(market.path, tables.folder)
    after = load_snapshot(market.path)
    assert after.version != before.version
    pd.testing.assert_frame_equal(after.prices, before.prices)
    pd.testing.assert_frame_equal(after.benchmarks, before.benchmarks)


def test_the_export_passes_the_check_and_builds_the_same_prices(market, early_tables, tmp_path):
    market.yahoo.dividends["BABA"] = {f"{market.sessions['XNYS'][-3]:%Y-%m-%d}": 2.0}
    market.refresh()
    changed = export_tables(tmp_path / "out", market.path, early_tables)
    assert "prices/BABA.csv" in changed and "corporate_actions.csv" in changed
    assert "events.csv" not in changed
    # The made-up prices know no tick grid; everything else must hold.
    assert [v for v in check_folder(tmp_path / "out") if "grid" not in v.rule] == []
    with pytest.raises(FileExistsError):
        export_tables(tmp_path / "out", market.path)


def test_untouched_series_are_exported_byte_for_byte(own_database, early_tables, tmp_path):
    assert export_tables(tmp_path / "out", own_database, early_tables) == []


def test_nothing_is_asked_without_being_told(market, monkeypatch):
    load_snapshot(market.path)
    store.ensure(market.path, always=True)
    assert market.yahoo.requests == 0


def test_the_setting_for_a_daily_refresh(market, monkeypatch):
    from data.market import daily

    monkeypatch.delenv("CRACKDOWN_REFRESH", raising=False)
    assert daily.start_daily_refresh(market.path) is None
    monkeypatch.setenv("CRACKDOWN_REFRESH", "hourly")
    with pytest.raises(ValueError, match="CRACKDOWN_REFRESH='hourly': must be one of never, daily, off"):
        daily.start_daily_refresh(market.path)
    assert daily.is_due(market.path, market.now)
    refresh(path=market.path, now=market.now)
    assert not daily.is_due(market.path, market.now + pd.Timedelta(hours=23))
    assert daily.is_due(market.path, market.now + pd.Timedelta(hours=25))
