"""A user's own listings: added with their prices or not at all, joined, removed."""

from __future__ import annotations

import pandas as pd
import pytest

from data import load_snapshot, store
from data.check import check_folder
from data.market import ListingError, add_listing, export_tables, remove_listing, user_listings
from data.search import search_events


@pytest.fixture
def add(market):
    market.yahoo.closes["NTES"] = pd.Series([62.5], index=pd.DatetimeIndex(["2020-01-02"]))
    market.yahoo.closes["9999.HK"] = pd.Series([130.0], index=pd.DatetimeIndex(["2020-06-11"]))

    def add(symbol="NTES", name="NetEase", exchange="XNAS", **options):
        return add_listing(symbol, name, exchange, path=market.path, now=market.now, **options)

    return add


def test_an_added_listing_is_everywhere_the_others_are(market, add):
    report = add(shares_per_unit=5)
    assert report.rows == len(market.sessions["XNYS"]) and market.yahoo.symbols == ["NTES"]
    snapshot = load_snapshot(market.path)
    listing = snapshot.listing("NTES")
    assert (listing.company, listing.currency, listing.benchmark) == ("NetEase", "USD", "GSPC")
    assert (listing.shares_per_unit, listing.primary, listing.ring) == (5, True, 3)
    assert snapshot.symbols() == ("9988.HK", "BABA", "0700.HK", "3690.HK")
    assert snapshot.symbols(3)[-1] == "NTES"
    assert snapshot.companies.loc["NetEase", "name_zh"] == "网易"
    assert "NTES" in snapshot.wide("adj_close", "XNAS")
    assert snapshot.provenance.at["NTES", "source"] == "yahoo"
    assert sum("NetEase" in companies for companies in snapshot.events.companies) == 12
    with store.reading(market.path) as connection:
        joined = connection.execute(
            "SELECT count(*) FROM day0_returns WHERE symbol = 'NTES' AND affected AND total_return "
            "IS NOT NULL"
        ).fetchone()
        assert joined == (12,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("name", ["网易", "netease", "NetEase"])
def test_events_join_it_by_any_of_its_names(market, add, name):
    add(name=name)
    assert load_snapshot(market.path).listing("NTES").company == "NetEase"
    assert len(search_events(market.path, "网易")) >= 12


def test_a_company_the_record_does_not_know(market, add):
    add(name="Quokka Holdings", aliases=("Quokka",))
    snapshot = load_snapshot(market.path)
    assert snapshot.companies.at["Quokka Holdings", "aliases"] == ("Quokka",)
    assert not any("Quokka Holdings" in companies for companies in snapshot.events.companies)


def test_a_second_listing_of_one_company_is_not_its_main_line(market, add):
    add()
    add("9999.HK", "NetEase", "XHKG")
    listings = load_snapshot(market.path).listings
    assert listings.primary[["NTES", "9999.HK"]].tolist() == [True, False]
    add("TCEHY", "Tencent", "XNYS")
    assert not load_snapshot(market.path).listings.primary["TCEHY"]
    assert load_snapshot(market.path).companies.ring["Tencent"] == 1


def test_removing_it_leaves_the_record_as_it_was(market, add):
    before = load_snapshot(market.path)
    add()
    remove_listing("NTES", market.path)
    after = load_snapshot(market.path)
    assert after.version == before.version
    pd.testing.assert_frame_equal(after.prices, before.prices)
    pd.testing.assert_frame_equal(after.companies, before.companies)
    assert user_listings(market.path).empty


def test_it_survives_a_rebuild_and_a_damaged_bundled_part(market, add, tables):
    add()
    before = load_snapshot(market.path)
    tables.edit("events.csv", 2, summary="Said quokkawise.")
    store.ensure(market.path, tables.folder)
    after = load_snapshot(market.path)
    assert after.symbols(3) == before.symbols(3)
    pd.testing.assert_frame_equal(after.ohlc("NTES"), before.ohlc("NTES"))


def test_a_refresh_includes_it(market, add):
    market.now = pd.Timestamp("2025-07-20T02:00Z")
    add_listing("NTES", "NetEase", "XNAS", path=market.path, now=market.now)
    market.now = pd.Timestamp("2025-08-01T02:00Z")
    assert market.refresh(symbols=("NTES",)).rows == 9


def test_the_export_makes_it_a_second_ring_company(market, add, early_tables, tmp_path):
    add()
    market.refresh()
    changed = export_tables(tmp_path / "out", market.path, early_tables)
    assert {"companies.csv", "listings.csv", "other_firms.csv", "prices/NTES.csv"} <= set(changed)
    assert [v for v in check_folder(tmp_path / "out") if "grid" not in v.rule] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"symbol": "NT ES"}, "symbol 'NT ES': must be as Yahoo writes it"),
        ({"symbol": "../x"}, "symbol '../X': must be"),
        ({"exchange": "XLON"}, "exchange 'XLON': must be one of XHKG, XNYS, XNAS"),
        ({"exchange": "XHKG"}, "Hong Kong's end in .HK"),
        ({"symbol": "9999.HK"}, "Hong Kong's end in .HK"),
        ({"name": "  "}, "name '': must be 1 to 60 characters"),
        ({"name": "![x](http://x.example/a.png)"}, "must be plain words, without markup"),
        ({"name": "<b>Quokka</b>"}, "must be plain words, without markup"),
        ({"name": "$\\frac{1}{2}$"}, "must be plain words, without markup"),
        ({"name": "Quokka\u202eyekoms"}, "invisible signs"),
        ({"aliases": ("[Q](http://x)",)}, "other name"),
        ({"name": "A;B"}, "name 'A;B': must be"),
        ({"benchmark": "HSI"}, "benchmark 'HSI': on XNAS it must be one of GSPC"),
        ({"shares_per_unit": 0}, "shares per unit 0: must be at least 1"),
        ({"symbol": "BABA", "exchange": "XNYS"}, "BABA is in the record already"),
        ({"symbol": "GSPC"}, "GSPC is in the record already"),
    ],
)
def test_what_cannot_be_added_is_named(market, add, options, words):
    before = store.meta(market.path)
    with pytest.raises(ListingError) as error:
        add(**options)
    assert words in str(error.value)
    assert store.meta(market.path) == before and market.yahoo.asked == []


@pytest.mark.parametrize("trouble", ["unknown", "currency", "nobody"])
def test_without_prices_it_is_not_added(market, add, monkeypatch, trouble):
    if trouble == "unknown":
        market.yahoo.unknown = {"NTES"}
    elif trouble == "currency":
        market.yahoo.currency["NTES"] = "CNY"
    else:
        monkeypatch.setenv("CRACKDOWN_YAHOO_URL", "http://127.0.0.1:9")
    before = store.meta(market.path)
    with pytest.raises(ListingError, match="NTES was not added: Yahoo"):
        add()
    assert store.meta(market.path) == before and user_listings(market.path).empty


def test_bundled_and_unknown_listings_cannot_be_removed(market, add):
    with pytest.raises(ListingError, match="BABA is not a listing of yours: none was added"):
        remove_listing("BABA", market.path)
    add()
    with pytest.raises(ListingError, match="XYZ is not a listing of yours: must be one of NTES"):
        remove_listing("XYZ", market.path)


def test_it_is_carried_over_from_a_damaged_database(market, add):
    add()
    before = load_snapshot(market.path)
    connection = store.connect(market.path)
    connection.execute("DELETE FROM meta")
    connection.close()
    repaired = load_snapshot(market.path)
    assert repaired.version == before.version and "NTES" in repaired.listings.index
    assert market.path.with_name("crackdown.db.damaged").exists()
