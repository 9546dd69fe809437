"""The frozen Snapshot says what the tables say."""

from __future__ import annotations

import csv
import dataclasses

import numpy as np
import pandas as pd
import pytest

from data import load_snapshot
from data.paths import TABLES


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_event_arrives_whole(snapshot):
    table = rows("events.csv")
    assert len(table) == len(snapshot.events) == 291
    for row in table:
        event = snapshot.events.loc[row["id"]]
        for column in ("title", "title_zh", "summary", "notes", "type", "announced_at", "label"):
            assert event[column] == row[column]
        for column in ("actors", "companies", "affects"):
            assert event[column] == tuple(row[column].split(";") if row[column] else ())
        for column in ("date", "day0_hk", "day0_us"):
            assert f"{event[column]:%Y-%m-%d}" == row[column]
        assert event.severity == int(row["severity"])
        fine = row["fine_cny"]
        assert event.fine_cny == float(fine) if fine else np.isnan(event.fine_cny)
    order = list(zip(snapshot.events.date, snapshot.events.index, strict=True))
    assert order == sorted(order)


def test_the_four_founding_events_are_there(snapshot):
    for beginning in ("2021-03-12-", "2021-03-15-xi", "2021-03-16-"):
        assert snapshot.events.index.str.startswith(beginning).any()
    assert snapshot.events.index.str.contains("data-joint-venture|data-venture|joint-venture").any()


def test_every_price_arrives_whole(snapshot):
    for symbol in snapshot.listings.index:
        table = rows(f"prices/{symbol}.csv")
        own = snapshot.prices[snapshot.prices.symbol == symbol]
        assert own.date.dt.strftime("%Y-%m-%d").tolist() == [row["date"] for row in table]
        for field in ("open", "high", "low", "close", "adj_close", "volume"):
            expected = [float(row[field]) if row[field] else np.nan for row in table]
            np.testing.assert_array_equal(own[field], expected)
    for symbol in ("HSI", "GSPC"):
        levels = snapshot.benchmarks[symbol].dropna()
        assert levels.tolist() == [float(row["close"]) for row in rows(f"prices/{symbol}.csv")]


def test_wide_keeps_sessions_without_a_price(snapshot):
    wide = snapshot.wide("close", "XHKG")
    assert wide.index.equals(snapshot.sessions("XHKG"))
    assert list(wide)[:3] == ["9988.HK", "0700.HK", "3690.HK"]
    listed = {"9618.HK": "2020-06-18", "1024.HK": "2021-02-05", "9888.HK": "2021-03-23"}
    for symbol in wide:
        known = wide.index >= listed.get(symbol, "2020-01-02")
        assert wide[symbol].notna().tolist() == known.tolist()
    both = snapshot.wide("close", ("9988.HK", "BABA"))
    assert both.index.equals(snapshot.sessions("XHKG").union(snapshot.sessions("XNYS")))


def test_a_reader_cannot_spoil_the_shared_frames(snapshot):
    mine = snapshot.wide("close", "XHKG")
    before = mine.iloc[0, 0]
    mine.iloc[0, 0] = -1.0
    assert snapshot.wide("close", "XHKG").iloc[0, 0] == before
    with pytest.raises(dataclasses.FrozenInstanceError):
        snapshot.version = "x"


def test_symbols_in_order_and_by_ring(snapshot):
    assert snapshot.symbols() == ("9988.HK", "BABA", "0700.HK", "3690.HK")
    assert snapshot.symbols(2)[4:] == ("9618.HK", "1024.HK", "9888.HK", "PDD")


def test_share_counts_are_totals_or_none(snapshot):
    assert snapshot.shares_outstanding("Alibaba", "2021-03-31") == (21_699_031_448, "high")
    assert snapshot.shares_outstanding("Alibaba", "2021-03-30") == (21_491_994_944, "high")
    assert snapshot.shares_outstanding("Meituan", "2021-07-26")[0] == 5_885_000_000
    assert snapshot.shares_outstanding("Pinduoduo", "2021-01-04")[0] == 4_954_809_968
    assert snapshot.shares_outstanding("Kuaishou", "2024-01-02") is None
    assert snapshot.shares_outstanding("Baidu", "2024-01-02") is None
    assert snapshot.shares_outstanding("JD.com", "2021-01-04") is None


def test_day0_by_listing_with_its_rule(snapshot):
    halted = "2020-11-03-ant-ipo-suspended"
    assert snapshot.day0(halted, "9988.HK") == pd.Timestamp("2020-11-04")
    assert snapshot.day0(halted, "BABA") == pd.Timestamp("2020-11-03")
    assert snapshot.day0_rule(halted, "BABA") == "researched, hour known"
    linked = "2021-09-09-miit-link-blocking-order"
    assert snapshot.day0_rule(linked, "PDD") == "researched, judged by hand"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: s.sessions("XLON"), "exchange 'XLON': must be one of XHKG, XNAS, XNYS"),
        (lambda s: s.wide("price", "XHKG"), "field 'price': must be one of open, high"),
        (lambda s: s.ohlc("AAPL"), "symbol 'AAPL': must be one of 9988.HK"),
        (lambda s: s.day0("2020-01-01-x", "BABA"), "event '2020-01-01-x': no such id"),
        (lambda s: s.day0_column("XLON"), "exchange 'XLON'"),
    ],
)
def test_errors_say_what_is_allowed(snapshot, call, message):
    with pytest.raises(KeyError, match=message):
        call(snapshot)


def test_copied_sources_say_so(snapshot):
    kinds = dict(zip(snapshot.sources.publisher, snapshot.sources.kind, strict=True))
    assert kinds["Slashdot (excerpt of the WSJ report)"] == "original"
    assert kinds["Reuters via The Daily Asian Age"] == "copy"
    assert set(kinds.values()) == {"copy", "original"}


def test_prices_run_through_the_last_session_of_all_principals(snapshot):
    assert snapshot.last_session == pd.Timestamp("2026-08-21")
    benchmarks = ["HSI", "GSPC", "HSTECH"]
    assert list(snapshot.provenance.index)[: len(snapshot.listings) + 3] == [
        *snapshot.listings.index,
        *benchmarks,
    ]
    assert set(snapshot.provenance.index) >= set(snapshot.controls.index)
    assert snapshot.provenance.source.eq("bundled").all()


def test_one_object_until_the_database_changes(snapshot):
    assert load_snapshot(snapshot.path) is snapshot
    assert load_snapshot() is snapshot, "CRACKDOWN_DB names the same file"


def luminance(colour: str) -> float:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("background", ["#FFFFFF", "#14171A"])
def test_company_colours_can_be_seen(snapshot, background):
    """WCAG contrast of graphical objects: at least 3 to 1, light and dark."""
    for company, colour in snapshot.companies.colour.items():
        bright, dim = sorted((luminance(colour), luminance(background)), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 3, company


def test_a_snapshot_made_from_another_remembers_nothing_of_it(snapshot):
    snapshot.remember("how many events", lambda: len(snapshot.events))
    fewer = dataclasses.replace(snapshot, events=snapshot.events.iloc[:3])
    assert fewer.remember("how many events", lambda: len(fewer.events)) == 3
    assert snapshot.remember("how many events", lambda: -1) == len(snapshot.events)
