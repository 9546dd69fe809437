"""Whose share is it: certain things are normalised, open ones asked, others refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.upload.exchanges import exchange_of
from components.upload.shares import Company, Directory, NoShare, Share, Unsettled, parts_of_name


@pytest.fixture(scope="module")
def directory(snapshot):
    return Directory.of(snapshot)


OF_THE_RECORD = {
    "0700.HK": [700, 700.0, "700", "0700", "00700", "HK:700", "700:HK", "700 "
    "HK", "700 HK Equity", "0700.hk", "hk00700", "HKG:0700", "SEHK:700", "港股:700", "700-HK", "XHKG:700",
        "腾讯控股(00700)", "腾讯控股 00700.HK", "Tencent (700 HK)", "'00700"],
    "9988.HK": [9988, 9988.0, "9,988", "09988", "9988.HK", "阿里巴巴-W (9988)"],
    "BABA": ["BABA", "baba", "$BABA", "NYSE:BABA", "BABA US", "BABA US "
    "Equity", "BABA UN Equity", "BABA.N", "BABA.K", "usBABA", "BABA-US", "BABA:US", "NYSE "
    "BABA", "Alibaba (BABA)", "BABA (NYSE)"],
    "PDD": ["PDD", "NASDAQ:PDD", "PDD.O", "PDD.OQ", "PDD UW Equity", "PDD Holdings (PDD)"],
    "3690.HK": [3690, "03690", "3690.HK"],
}  # fmt: skip


@pytest.mark.parametrize(("symbol", "written"), [(s, w) for s, all_ in OF_THE_RECORD.items() for w in all_])
def test_a_share_of_the_record_under_any_of_its_names(directory, symbol, written):
    found = directory.understand(written)
    assert isinstance(found, Share) and found.symbol == symbol and found.in_record


@pytest.mark.parametrize(
    ("company", "names"),
    [
        ("Alibaba", ["Alibaba", "ALIBABA GROUP HOLDING LTD", "Alibaba Group Holding Limited Sponsored "
        "ADR", "阿里巴巴", "阿里巴巴集團", "阿里巴巴-SW", "阿里"]),
        ("Tencent", ["tencent", "Tencent Holdings Ltd.", "騰訊控股有限公司", "腾讯", "腾讯控股"]),
        ("Meituan", ["美团", "美團-W", "Meituan Dianping", "美团点评"]),
        ("JD.com", ["JD.com", "JD.com, Inc.", "京東集團-SW", "京东"]),
        ("Pinduoduo", ["PDD Holdings Inc.", "拼多多"]),
        ("Baidu", ["Baidu, Inc.", "百度集團"]),
    ],
)  # fmt: skip
def test_companies_in_english_chinese_and_short(directory, company, names):
    assert {name: directory.understand(name) for name in names} == dict.fromkeys(names, Company(company))


@pytest.mark.parametrize(
    ("written", "symbol", "exchange"),
    [
        ("1810.HK", "1810.HK", "XHKG"),
        ("01810", "1810.HK", "XHKG"),
        ("1810 HK Equity", "1810.HK", "XHKG"),
        ("NASDAQ:NTES", "NTES", "XNAS"),
        ("NTES US", "NTES", "XNYS"),
        ("NTES.O", "NTES", "XNAS"),
        ("NYSE:BRK.B", "BRK-B", "XNYS"),
    ],
)
def test_new_shares_with_their_exchange(directory, written, symbol, exchange):
    assert directory.understand(written) == Share(symbol, exchange)


@pytest.mark.parametrize(
    "written", ["NTES", "AAPL", "BRK.B", "1810", 7203, "T", "BIDU", "JD", "Tencent (BABA)"]
)
def test_what_is_not_certain_is_asked(directory, written):
    found = directory.understand(written)
    assert isinstance(found, Unsettled) and "" in found.options


def test_an_answer_makes_a_share(directory):
    assert directory.answered(directory.understand("NTES"), "US") == Share("NTES", "XNYS")
    assert directory.answered(directory.understand("1810"), "XHKG") == Share("1810.HK", "XHKG")
    assert directory.answered(directory.understand("JD"), "9618.HK").company == "JD.com"
    assert directory.answered(directory.understand("NTES"), "") is None


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("600519.SS", "Shanghai"),
        ("600519", "mainland China"),
        ("sh600519", "Shanghai"),
        ("000001.SZ", "Shenzhen"),
        ("7203.T", "Tokyo"),
        ("TYO:7203", "Tokyo"),
        ("HSBA.L", "London"),
        ("HSBA LN Equity", "London"),
        ("2330.TW", "Taiwan"),
        ("005930.KS", "Korea"),
        ("ASX:BHP", "Sydney"),
        ("80700", "renminbi"),
        ("HSI", "index"),
        ("^GSPC", "index"),
        ("恒生指数", "index"),
        ("S&P 500", "index"),
        ("ByteDance", "no share in the record"),
        ("BABA.HK", "no Hong Kong code"),
        ("700.US", "letters"),
        ("NOPE:X", "do not know"),
        (12.5, "no share"),
        ("some words here", "no share or company"),
    ],
)
def test_what_cannot_be_studied_here_is_refused_with_the_reason(directory, written, part):
    with pytest.raises(NoShare, match=part):
        directory.understand(written)


def test_index_files_of_the_record_are_no_shares(directory, snapshot):
    for symbol in snapshot.benchmark_names.index:
        with pytest.raises(NoShare, match="index"):
            directory.understand(symbol)


@pytest.mark.parametrize(
    ("name", "mic"),
    [("HKEX", "XHKG"), ("港股", "XHKG"), ("Hong Kong", "XHKG"), ("NYSE", "XNYS"), ("NASDAQ", "XNAS"),
        ("NasdaqGS", "XNAS"), ("美股", "US"), ("New York Stock Exchange", "XNYS"), ("Narnia", "")],
)  # fmt: skip
def test_exchanges_as_people_write_them(name, mic):
    assert exchange_of(name) == mic


def test_an_exchange_beside_the_symbol_settles_it_or_contradicts_it(directory):
    assert directory.understand("NTES", "XNAS") == Share("NTES", "XNAS")
    assert directory.understand(1810, "XHKG") == Share("1810.HK", "XHKG")
    assert directory.understand("Alibaba", "XHKG").symbol == "9988.HK"
    with pytest.raises(NoShare, match="contradicts"):
        directory.understand("0700.HK", "XNYS")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("BABA Historical Data.csv", "BABA"),
        ("0700.HK (1).csv", "0700.HK"),
        ("9988_hist.csv", "9988"),
        ("腾讯控股_日线.csv", "腾讯控股"),
        ("0700.HK_20210101_20211231.csv", "0700.HK"),
        ("NYSE_BABA, 1D.csv", "NYSE BABA"),
    ],
)
def test_file_names_say_whose(name, part):
    assert part in parts_of_name(name)


@given(
    st.one_of(
        st.text(max_size=30), st.integers(-(10**6), 10**9), st.floats(allow_nan=False, allow_infinity=False)
    )
)
def test_anything_is_understood_asked_or_refused(directory, written):
    try:
        found = directory.understand(written)
    except NoShare as reason:
        assert str(reason)
        return
    assert isinstance(found, (Share, Company, Unsettled))
    if isinstance(found, Share):
        assert found.exchange in ("XHKG", "XNYS", "XNAS")
