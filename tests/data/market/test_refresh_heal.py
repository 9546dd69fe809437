"""What the source changes later heals; what it may not change waits with a way out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data import load_snapshot, store
from data.manifest import touch_user_tables
from data.market import add_listing, confirm_quarantined, drop_row, replace_row

LATER = pd.Timestamp("2025-08-05T02:00Z")


def changes(market):
    with store.reading(market.path) as connection:
        return pd.read_sql_query("SELECT * FROM price_changes ORDER BY id", connection)


def say(market, symbol, change):
    """From now on the source sends other closes: `change(closes)` edits all of them in place."""
    level = market.yahoo.level(symbol).copy()
    change(level)
    market.yahoo.closes[symbol] = level


def add_sessions(market):
    """Two more sessions, so that the next refresh is due."""
    for exchange in ("XHKG", "XNYS"):
        days = market.yahoo.sessions[exchange]
        market.yahoo.sessions[exchange] = days.append(pd.DatetimeIndex(["2025-08-01", "2025-08-04"]))


def closes(market, symbol="BABA"):
    return load_snapshot(market.path).ohlc(symbol).close


def test_a_revised_close_is_taken_and_the_old_one_kept(market):
    market.refresh(symbols=("BABA",))
    day = market.sessions["XNYS"][-10]
    old = closes(market)[day]
    add_sessions(market)
    say(market, "BABA", lambda level: level.__setitem__(day, round(old * 1.003, 2)))
    report = market.refresh(symbols=("BABA",), now=LATER)
    assert report.troubled == () and "revised close on 1 day" in report.outcomes[0].message
    assert closes(market)[day] == round(old * 1.003, 2)
    kept = changes(market).query("field == 'close'")
    assert kept[["date", "old", "new", "source"]].to_numpy().tolist() == [
        [f"{day:%Y-%m-%d}", old, round(old * 1.003, 2), "yahoo"]
    ]
    again = market.refresh(symbols=("BABA",), since="2025-07-01", now=LATER)
    assert again.outcomes[0].changes == (), "healed once"


def test_a_dry_run_says_what_would_change_and_changes_nothing(market):
    market.refresh(symbols=("BABA",))
    day = market.sessions["XNYS"][-10]
    before = store.meta(market.path)
    say(market, "BABA", lambda level: level.__setitem__(day, level[day] + 1))
    report = market.refresh(symbols=("BABA",), since="2025-07-01", dry_run=True)
    assert any(f"{day:%Y-%m-%d} close" in change for change in report.outcomes[0].changes)
    assert "would be changed" in report.message and store.meta(market.path) == before


def test_a_revision_that_jumps_waits_and_the_stored_close_stays(market):
    market.refresh(symbols=("BABA",))
    day = market.sessions["XNYS"][-10]
    old = closes(market)[day]
    say(market, "BABA", lambda level: level.__setitem__(day, old * 10))
    report = market.refresh(symbols=("BABA",), since="2025-07-01")
    assert report.quarantined == 1 and closes(market)[day] == old
    assert load_snapshot(market.path).quarantine.reason[0].startswith("a move of +")
    assert confirm_quarantined("BABA", f"{day:%Y-%m-%d}", market.path) == 1
    assert closes(market)[day] == pytest.approx(old * 10) and "confirmed" in set(changes(market).kind)


def test_a_filled_gap_is_judged_like_any_row(market):
    gap, spike = market.sessions["XNYS"][-10], market.sessions["XNYS"][-6]
    level = market.yahoo.level("BABA")
    market.yahoo.closes["BABA"] = level.drop([gap, spike])
    market.refresh(symbols=("BABA",))
    assert gap not in closes(market).index
    level[spike] *= 3
    market.yahoo.closes["BABA"] = level
    report = market.refresh(symbols=("BABA",), since="2025-07-01")
    assert closes(market)[gap] == level[gap] and "filled gap on 1 day" in report.outcomes[0].message
    assert load_snapshot(market.path).quarantine.date.tolist() == [spike]


def test_corrected_late_and_withdrawn_dividends(market):
    days = [f"{day:%Y-%m-%d}" for day in market.sessions["XNYS"][-9:-6]]
    market.yahoo.dividends["BABA"] = {days[0]: 2.0, days[1]: 1.0}
    market.refresh(symbols=("BABA",))
    market.yahoo.dividends["BABA"] = {days[0]: 1.5, days[2]: 0.5}
    report = market.refresh(symbols=("BABA",), since="2025-07-01")
    actions = load_snapshot(market.path).corporate_actions.query("symbol == 'BABA' and source == 'yahoo'")
    assert actions.amount_per_share.tolist() == [1.5, 0.5]
    assert changes(market)[["old", "new", "kind"]].fillna(0).to_numpy().tolist() == [
        [2.0, 1.5, "corrected dividend"],
        [1.0, 0, "withdrawn dividend"],
        [0, 0.5, "late dividend"],
    ]
    assert len(report.outcomes[0].changes) == 3


def test_a_split_reported_late_puts_the_rows_after_it_right(market, snapshot):
    """First the divided prices of half the month come without the split: they wait.
    When the split is reported, they are taken as traded."""
    ex_date = market.sessions["XHKG"][-8]
    level = market.yahoo.level("0700.HK")
    level[level.index >= ex_date] = (level[level.index >= ex_date] / 5).round(2)
    market.yahoo.closes["0700.HK"] = level
    assert market.refresh(symbols=("HSI", "0700.HK")).quarantined == 8
    market.yahoo.splits["0700.HK"] = {f"{ex_date:%Y-%m-%d}": 5.0}
    assert market.refresh(symbols=("0700.HK",)).troubled == ()
    after = load_snapshot(market.path)
    assert after.quarantine.empty
    pd.testing.assert_series_equal(
        after.ohlc("0700.HK").close, level, check_names=False, check_freq=False, check_index_type=False
    )
    assert after.ohlc("0700.HK").adj_close.pct_change().tail(12).abs().max() < 0.05


def test_a_rescaled_history_waits_on_the_stored_scale_and_can_be_believed(market):
    before = closes(market)
    real = market.yahoo.level("BABA")
    market.yahoo.closes["BABA"] = real / 8
    report = market.refresh(symbols=("BABA",))
    assert report.outcomes[0].state == "refused" and report.rows == 0
    assert "0.125 times the stored ones and no split" in report.outcomes[0].message
    waiting = load_snapshot(market.path).quarantine
    assert confirm_quarantined("BABA", f"{waiting.date[0]:%Y-%m-%d}", market.path) == len(waiting)
    after = closes(market)
    np.testing.assert_allclose(after, real, rtol=1e-4)
    pd.testing.assert_series_equal(after[before.index], before)
    market.yahoo.closes["BABA"] = real
    assert market.refresh(symbols=("BABA",), since="2025-07-01").troubled == (), (
        "and goes on when it is mended"
    )


def test_a_whole_history_of_yahoos_own_is_replaced_when_it_is_rescaled(market):
    real = pd.Series([62.5], index=pd.DatetimeIndex(["2025-01-02"]))
    market.yahoo.closes["NTES"] = real
    add_listing("NTES", "NetEase", "XNAS", path=market.path, now=market.now)
    before = closes(market, "NTES")
    market.yahoo.closes["NTES"] = before / 5
    report = market.refresh(symbols=("NTES",), since="2025-07-01")
    assert report.troubled == () and report.quarantined == 0
    np.testing.assert_allclose(closes(market, "NTES"), before / 5, atol=1e-4)
    assert set(changes(market).kind) == {"whole history rescaled"}
    assert len(changes(market).query("field == 'close'")) == len(before)


def test_a_placeholder_replaced_is_named(market):
    market.refresh(symbols=("BABA",))
    day = market.sessions["XNYS"][-5]
    with store.exclusive(market.path), store.writing(market.path) as connection:
        connection.execute(
            "UPDATE refreshed_prices SET open = 110, high = 110, low = 110, close = 110, volume = NULL "
            "WHERE symbol = 'BABA' AND date = ?",
            (f"{day:%Y-%m-%d}",),
        )
        touch_user_tables(connection)
    report = market.refresh(symbols=("BABA",), since="2025-07-01")
    assert "placeholder replaced on 1 day" in report.outcomes[0].message
    assert closes(market)[day] == market.yahoo.level("BABA")[day]


def test_a_curated_close_is_changed_only_with_a_row_that_says_so(market, snapshot):
    day = pd.Timestamp("2025-06-26")
    old = snapshot.ohlc("BABA").close[day]
    say(market, "BABA", lambda level: level.__setitem__(day, old + 3))
    report = market.refresh(symbols=("BABA",))
    assert report.troubled == () and report.rows > 0, "the share goes on"
    assert closes(market)[day] == old
    confirm_quarantined("BABA", "2025-06-26", market.path)
    assert closes(market)[day] == old + 3
    store.ensure(market.path, always=True)
    assert closes(market)[day] == old + 3, "also after a rebuild"
    assert "bundled" in set(changes(market).source)
    assert market.refresh(symbols=("BABA",), since="2025-06-20").quarantined == 0
    replace_row("BABA", "2025-06-26", old, market.path)
    assert closes(market)[day] == old
    store.ensure(market.path, always=True)
    assert closes(market)[day] == old


def test_a_row_that_would_not_count_is_not_confirmed(market):
    with store.exclusive(market.path), store.writing(market.path) as connection:
        connection.execute("INSERT INTO quarantine VALUES ('BABA', '2025-06-28', 1, 1, 1, 1, 1, 'why', 'x')")
        touch_user_tables(connection)
    with pytest.raises(ValueError, match="run past 2025-06-28 and have none on it; it can only be dropped"):
        confirm_quarantined("BABA", "2025-06-28", market.path)


def test_a_row_replaced_by_hand_is_not_undone(market):
    market.refresh(symbols=("BABA",))
    day = market.sessions["XNYS"][-5]
    old = closes(market)[day]
    replace_row("BABA", f"{day:%Y-%m-%d}", old + 1, market.path)
    report = market.refresh(symbols=("BABA",), since="2025-07-01")
    assert closes(market)[day] == old + 1 and report.quarantined == 1
    assert "replaced by hand" in load_snapshot(market.path).quarantine.reason[0]
    confirm_quarantined("BABA", f"{day:%Y-%m-%d}", market.path)
    assert closes(market)[day] == old


def test_a_dropped_row_comes_back_when_asked(market):
    market.refresh(symbols=("BABA",))
    before = closes(market)
    for day in (before.index[-1], before.index[-5]):
        drop_row("BABA", f"{day:%Y-%m-%d}", market.path)
        assert day not in closes(market).index
        market.refresh(symbols=("BABA",))
        pd.testing.assert_series_equal(closes(market), before)
    assert market.refresh(symbols=("BABA",)).requests == 0, "nothing is missing any more"
    with pytest.raises(ValueError, match="a curated one: it can be replaced, not dropped"):
        drop_row("BABA", "2025-06-30", market.path)
    with pytest.raises(KeyError, match="no refreshed row of BABA on 2030-01-01"):
        drop_row("BABA", "2030-01-01", market.path)


def test_a_repair_replaces_all_refreshed_rows_or_nothing(market):
    market.refresh(symbols=("BABA",))
    good = closes(market)
    with store.exclusive(market.path), store.writing(market.path) as connection:
        connection.execute("UPDATE refreshed_prices SET close = close * 50, high = high * 50")
        connection.execute("INSERT INTO refreshed_prices VALUES ('BABA', '2025-07-05', 1, 1, 1, 1, 1, 'x')")
        touch_user_tables(connection)
    market.yahoo.unknown = {"BABA"}
    assert market.refresh(symbols=("BABA",), repair=True).troubled
    market.yahoo.unknown = set()
    report = market.refresh(symbols=("BABA",), repair=True)
    assert report.troubled == ()
    pd.testing.assert_series_equal(closes(market), good)
    assert set(changes(market).kind) == {"whole history rescaled", "removed by a repair"}
