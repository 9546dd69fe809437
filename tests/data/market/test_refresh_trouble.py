"""A bad day at Yahoo or on the way: the record stays whole, the message is clear,
the next try works."""

from __future__ import annotations

import pandas as pd
import pytest

from data import load_snapshot, store
from data.market import refresh
from tests.data.market import yahoo_server


def no_name(market, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_YAHOO_URL", "http://no-such-host.invalid")


def nobody_listens(market, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_YAHOO_URL", "http://127.0.0.1:9")


def rate_limited(market, monkeypatch):
    market.yahoo.trouble = yahoo_server.too_many


def hung(market, monkeypatch):
    monkeypatch.setattr("data.market.yahoo.TIMEOUT_SECONDS", 0.3)
    market.yahoo.trouble = yahoo_server.hang(1.0)


def half_written(market, monkeypatch):
    market.yahoo.trouble = yahoo_server.half_written


def not_json(market, monkeypatch):
    market.yahoo.trouble = yahoo_server.not_json


def delisted(market, monkeypatch):
    market.yahoo.unknown = {"BABA"}


def empty_frame(market, monkeypatch):
    def cut(symbol, result):
        result["timestamp"] = []
        result["indicators"] = {"quote": [{k: [] for k in ("open", "high", "low", "close", "volume")}]}

    market.yahoo.tweak = cut


def missing_column(market, monkeypatch):
    market.yahoo.tweak = lambda symbol, result: result["indicators"]["quote"][0].pop("close")


def renamed_at_the_boundary(market, monkeypatch):
    """A future yfinance may call its columns otherwise."""
    import yfinance

    real = yfinance.Ticker.history
    monkeypatch.setattr(
        yfinance.Ticker,
        "history",
        lambda self, *args, **options: real(self, *args, **options).rename(columns={"Close": "Last"}),
    )


def other_currency(market, monkeypatch):
    market.yahoo.currency["BABA"] = "HKD"


def renamed(market, monkeypatch):
    market.yahoo.tweak = lambda symbol, result: result["meta"].update(symbol="BABX")


def answering(status, code="", description=""):
    def trouble(market, monkeypatch):
        market.yahoo.trouble = yahoo_server.answers(status, code, description)

    trouble.__name__ = f"http_{status}_{code}"
    return trouble


def without(column):
    def trouble(market, monkeypatch):
        market.yahoo.tweak = lambda symbol, result: result["indicators"]["quote"][0].pop(column)

    trouble.__name__ = f"without_{column}"
    return trouble


TROUBLES = [
    (no_name, "failed", "Yahoo's name could not be resolved: is there a network?"),
    (nobody_listens, "failed", "Yahoo could not be reached (Failed to connect to 127.0.0.1"),
    (rate_limited, "failed", "too many requests; try again in a quarter of an hour"),
    (hung, "failed", "Yahoo did not answer within 0 seconds"),
    (half_written, "failed", "Yahoo's answer for BABA came incomplete or garbled"),
    (not_json, "failed", "Yahoo's answer for BABA came incomplete or garbled"),
    (delisted, "failed", "Yahoo has no prices for BABA: No data found, symbol may be delisted"),
    (empty_frame, "failed", "Yahoo sent no rows"),
    (
        missing_column,
        "failed",
        "Yahoo's answer for BABA is not whole: a part of its table is missing (no close)",
    ),
    (renamed_at_the_boundary, "failed", "Yahoo's table lacks Close; it has"),
    (other_currency, "refused", "Yahoo gives HKD, the listing trades in USD"),
    (renamed, "failed", "Yahoo answers for BABA with BABX: was it renamed?"),
    (without("volume"), "failed", "is not whole: a part of its table is missing (no volume)"),
    (
        answering(401, "Unauthorized", "User is unable to access this feature"),
        "failed",
        "Yahoo did not authorise the request for BABA (HTTP 401)",
    ),
    (answering(403), "failed", "Yahoo blocks requests for BABA from here (HTTP 403)"),
    (answering(410), "failed", "Yahoo no longer has BABA (HTTP 410)"),
    (answering(503), "failed", "Yahoo has trouble of its own and did not answer for BABA (HTTP 503)"),
]


@pytest.mark.parametrize(("trouble", "state", "words"), TROUBLES, ids=lambda x: getattr(x, "__name__", None))
def test_the_record_stays_whole_and_the_next_try_works(market, monkeypatch, trouble, state, words):
    before, prices = store.meta(market.path)["version"], load_snapshot(market.path).prices
    with monkeypatch.context() as bad_day:
        closes = dict(market.yahoo.closes)
        trouble(market, bad_day)
        report = market.refresh(symbols=("BABA",))
    (outcome,) = report.outcomes
    assert (outcome.state, report.troubled) == (state, (outcome,))
    assert words in outcome.message
    assert "The stored record is as it was for them; the next try goes on from there." in report.message
    assert store.meta(market.path)["version"] == before
    pd.testing.assert_frame_equal(load_snapshot(market.path).prices, prices)

    market.yahoo.trouble = lambda handler, symbol: False
    market.yahoo.tweak = lambda symbol, result: None
    market.yahoo.unknown, market.yahoo.currency, market.yahoo.closes = set(), {}, closes
    again = market.refresh(symbols=("BABA",))
    assert again.troubled == () and again.rows > 0


def test_a_missing_symbol_does_not_stop_the_others(market):
    market.yahoo.unknown = {"0700.HK"}
    report = market.refresh()
    assert [outcome.symbol for outcome in report.troubled] == ["0700.HK"]
    after = load_snapshot(market.path)
    assert after.provenance.at["BABA", "last"] == market.sessions["XNYS"][-1]
    assert after.provenance.at["0700.HK", "last"] == pd.Timestamp("2025-06-30")
    assert after.last_session == pd.Timestamp("2025-06-30"), "a stale price never looks fresh"


@pytest.mark.parametrize(
    "trouble",
    [yahoo_server.answers(401), yahoo_server.answers(403), yahoo_server.hang(1.0)],
    ids=["401", "403", "hangs"],
)
def test_one_symbol_in_trouble_does_not_stop_the_others(market, monkeypatch, trouble):
    monkeypatch.setattr("data.market.yahoo.TIMEOUT_SECONDS", 0.5)
    market.yahoo.trouble = yahoo_server.only("0700.HK", trouble)
    report = market.refresh()
    assert [outcome.symbol for outcome in report.troubled] == ["0700.HK"]


def test_a_missing_adjusted_close_is_no_trouble(market):
    """Adjusted closes are computed here, never copied."""
    market.yahoo.tweak = lambda symbol, result: result["indicators"].pop("adjclose")
    report = market.refresh(symbols=("BABA",))
    assert report.troubled == () and report.rows > 0


def test_who_blocks_everything_is_not_asked_ten_times(market):
    market.yahoo.trouble = yahoo_server.answers(403)
    report = market.refresh()
    assert [outcome.state for outcome in report.outcomes] == ["failed"] * 3 + ["not asked"] * 8


def test_without_a_network_the_others_are_not_tried(market, monkeypatch):
    nobody_listens(market, monkeypatch)
    report = market.refresh()
    assert [outcome.state for outcome in report.outcomes] == ["failed"] + ["not asked"] * 10
    assert len({outcome.message for outcome in report.outcomes}) == 1


def test_rate_limits_midway_keep_what_came_before_and_the_next_try_resumes(market):
    def after_three(handler, symbol):
        return len(market.yahoo.asked) > 3 and yahoo_server.too_many(handler, symbol)

    market.yahoo.trouble = after_three
    report = market.refresh()
    assert [outcome.state for outcome in report.outcomes[:3]] == ["updated"] * 3
    assert {outcome.state for outcome in report.outcomes[4:]} == {"not asked"}
    assert load_snapshot(market.path).provenance.at["HSTECH", "last"] == market.sessions["XHKG"][-1]
    market.yahoo.trouble = lambda handler, symbol: False
    market.yahoo.asked.clear()
    assert market.refresh().troubled == ()
    assert market.yahoo.symbols == [
        "9988.HK",
        "BABA",
        "0700.HK",
        "3690.HK",
        "9618.HK",
        "1024.HK",
        "9888.HK",
        "PDD",
    ]


def test_a_rate_limit_is_waited_out(market):
    turned_down = []

    def twice(handler, symbol):
        if len(turned_down) < 2:
            turned_down.append(symbol)
            return yahoo_server.too_many(handler, symbol)
        return False

    market.yahoo.trouble = twice
    assert market.refresh(symbols=("BABA",)).troubled == ()


def test_requests_are_limited(market, monkeypatch):
    monkeypatch.setattr("data.market.session.REQUEST_LIMIT", 8)
    report = market.refresh()
    assert report.requests <= 8 and market.yahoo.requests <= 8
    assert "8 requests were made; the rest waits for the next refresh" in report.troubled[0].message
    assert report.outcomes[0].state == "updated"


def test_an_error_while_storing_rolls_everything_back(market, monkeypatch):
    before = store.meta(market.path)

    def fail(connection):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("data.market.apply.touch_user_tables", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        market.refresh()
    assert store.meta(market.path) == before
    with store.reading(market.path) as connection:
        for table in ("refreshed_prices", "refreshed_actions", "quarantine", "refresh_log"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    monkeypatch.undo()
    monkeypatch.setenv("CRACKDOWN_YAHOO_URL", market.yahoo.url)
    assert refresh(path=market.path, now=market.now).troubled == ()
