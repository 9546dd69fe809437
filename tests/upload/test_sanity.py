"""Prices are looked at before they are used; nothing is mended unasked."""

from __future__ import annotations

import numpy as np
import pytest

from tests.upload.files import answered, prices_of

NAME = "NTES.O.csv"


def series(snapshot, count=60, first="2021-03-01"):
    days = snapshot.sessions("XNYS")
    days = days[days >= first][:count]
    rng = np.random.default_rng(5)
    return days, np.round(100 * np.exp(np.cumsum(rng.normal(0, 0.02, count))), 2)


def content(days, closes, adjusted=None) -> str:
    lines = ["Date,Close" + (",Adj Close" if adjusted is not None else "")]
    for place, (day, close) in enumerate(zip(days, closes, strict=True)):
        more = f",{adjusted[place]}" if adjusted is not None else ""
        lines.append(f"{day:%Y-%m-%d},{close}{more}")
    return "\n".join(lines) + "\n"


def look(snapshot, text, **answers):
    key = {f"price:NTES:{name}": said for name, said in answers.items()}
    return answered(snapshot, {NAME: text}, key)


def test_ordinary_prices_need_no_look(snapshot):
    days, closes = series(snapshot)
    upload = prices_of(snapshot, {NAME: content(days, closes)})
    assert not upload.findings and len(upload.prices) == 60


@pytest.mark.parametrize(
    "symbol", ["0700.HK", "9988.HK", "BABA", "PDD", "3690.HK", "1024.HK", "9888.HK", "9618.HK"]
)
def test_the_record_itself_needs_no_look(snapshot, symbol):
    rows = snapshot.prices[snapshot.prices["symbol"] == symbol]
    from components.upload.problems import NO_ANSWERS
    from components.upload.sanity import look_at

    exchange = snapshot.listings.at[symbol, "exchange"]
    kept, findings = look_at(
        rows[["symbol", "date", "close", "adj_close"]],
        {symbol: exchange},
        {exchange: snapshot.sessions(exchange)},
        NO_ANSWERS,
    )
    assert len(kept) == len(rows) and not [one for one in findings if one.blocks]


@pytest.mark.parametrize("factor", [10, 100, 0.1, 0.01])
def test_a_close_in_another_unit_is_named_and_held_back(snapshot, factor):
    days, closes = series(snapshot)
    closes[30] = round(closes[30] * factor, 4)
    text = content(days, closes)
    upload = prices_of(snapshot, {NAME: text})
    (finding,) = upload.findings
    assert f"{days[30]:%Y-%m-%d}" in finding.text and finding.blocks and upload.prices.empty
    left = look(snapshot, text, **{f"{days[30]:%Y-%m-%d}": "leave out"})
    assert len(left.prices) == 59 and days[30] not in set(left.prices["date"])
    kept = look(snapshot, text, **{f"{days[30]:%Y-%m-%d}": "keep"})
    assert kept.prices["close"].tolist() == closes.tolist()


@pytest.mark.parametrize("ratio", [2, 4, 5, 10, 0.1, 1.5])
def test_an_unadjusted_split_can_be_treated_as_one(snapshot, ratio):
    days, closes = series(snapshot)
    split = closes.copy()
    split[30:] = np.round(split[30:] / ratio, 6)
    text = content(days, split)
    (finding,) = prices_of(snapshot, {NAME: text}).findings
    assert f"{days[30]:%Y-%m-%d}" in finding.text
    assert set(finding.question.options) == {"leave out", "split", "keep"}
    mended = look(snapshot, text, **{f"{days[30]:%Y-%m-%d}": "split"}).prices["adj_close"].to_numpy()
    assert np.allclose(mended[1:] / mended[:-1], closes[1:] / closes[:-1], rtol=1e-4)


def test_mixed_currencies_are_named_by_their_size(snapshot):
    days, closes = series(snapshot)
    closes[30:] = np.round(closes[30:] * 7.8, 2)
    (finding,) = prices_of(snapshot, {NAME: content(days, closes)}).findings
    assert "Hong Kong dollars" in finding.text


def test_an_adjusted_close_on_another_scale(snapshot):
    days, closes = series(snapshot)
    text = content(days, closes, np.round(closes * 7.8, 4))
    upload = prices_of(snapshot, {NAME: text})
    assert "adjusted close" in upload.findings[0].text and upload.prices.empty
    used = look(snapshot, text, scale="close").prices
    assert used["adj_close"].tolist() == used["close"].tolist()


def test_an_adjusted_close_that_is_something_else(snapshot):
    days, closes = series(snapshot)
    other = np.round(closes[::-1], 2)
    assert prices_of(snapshot, {NAME: content(days, closes, other)}).prices.empty


def test_dividends_and_splits_in_the_adjusted_close_are_ordinary(snapshot):
    days, closes = series(snapshot)
    adjusted = closes.copy()
    adjusted[:20] = np.round(adjusted[:20] * 0.97, 4)
    assert not prices_of(snapshot, {NAME: content(days, closes, adjusted)}).findings


def test_a_stale_run_is_named(snapshot):
    days, closes = series(snapshot)
    closes[20:32] = closes[20]
    text = content(days, closes)
    (finding,) = prices_of(snapshot, {NAME: text}).findings
    assert "12 sessions" in finding.text and f"{days[20]:%Y-%m-%d}" in finding.text
    assert len(look(snapshot, text, stale="leave out").prices) == 60 - 11
    assert len(look(snapshot, text, stale="keep").prices) == 60


def test_gaps_are_named_and_hold_nothing_back(snapshot):
    days, closes = series(snapshot)
    keep = [place for place in range(60) if not 20 <= place < 27]
    upload = prices_of(snapshot, {NAME: content(days[keep], closes[keep])})
    (finding,) = upload.findings
    assert "7 of 60 sessions" in finding.text and not finding.blocks and len(upload.prices) == 53


@pytest.mark.parametrize(("step", "word"), [(5, "weekly"), (21, "monthly")])
def test_prices_that_are_not_daily_are_refused(snapshot, step, word):
    days, closes = series(snapshot, 200)
    upload = prices_of(snapshot, {NAME: content(days[::step], closes[::step])})
    assert word in upload.findings[0].text and upload.prices.empty


def test_a_file_of_nothing_but_jumps_is_refused(snapshot):
    days, closes = series(snapshot)
    closes[::2] *= 7.8
    (finding,) = prices_of(snapshot, {NAME: content(days, np.round(closes, 2))}).findings
    assert finding.question is None and finding.blocks and "mixes" in finding.text
