"""Uploaded prices: sessions, symbols and numbers are checked row by row."""

import pandas as pd
import pytest

from components.downloads import csv_bytes
from components.upload.limits import MAX_OWN_LISTINGS
from components.upload.prices import COLUMNS, read_prices, template
from components.upload.problems import UploadError

SESSIONS = {
    "XHKG": pd.DatetimeIndex(["2021-03-15", "2021-03-16", "2021-03-17"]),
    "XNYS": pd.DatetimeIndex(["2021-03-12", "2021-03-15", "2021-03-16"]),
}


def read(text: str, **options):
    return read_prices(text.encode(), SESSIONS, **options)


def test_the_template_is_a_valid_upload():
    upload = read_prices(csv_bytes(template()), SESSIONS)
    assert len(upload.prices) == 2 and not upload.problems and not upload.notes
    assert upload.listings.loc["EXAMPLE"].to_dict() == {
        "company": "Example Ltd",
        "exchange": "XNYS",
        "currency": "USD",
    }
    assert list(template()) == list(COLUMNS)


def test_blank_columns_have_defaults_that_are_told():
    upload = read("symbol,date,close\n9999.hk,2021-03-16,100\n9999.hk,2021-03-15,99\n")
    assert list(upload.prices["close"]) == [99, 100] and list(upload.prices["adj_close"]) == [99, 100]
    assert upload.listings.loc["9999.HK", ["company", "exchange"]].tolist() == ["9999.HK", "XHKG"]
    assert "dividends" in upload.notes[0]


def test_every_bad_row_is_named():
    upload = read(
        "symbol,date,close,company,exchange\n"
        "NEW,2021-03-15,10,New Ltd,XNYS\n"
        "NEW,2021-03-15,11,,\n"
        "NEW,2021-03-13,10,,\n"
        "NEW,2021-03-16,-4,,\n"
        "NEW,2021-03-16,10,Other Ltd,\n"
        "BABA,2021-03-16,10,,\n"
        "a b,2021-03-16,10,,\n"
        "NEW,2031-03-16,10,,XLON\n",
        taken=frozenset({"BABA"}),
    )
    assert upload.prices.to_dict("list") == {
        "symbol": ["NEW"],
        "date": [pd.Timestamp("2021-03-15")],
        "close": [10.0],
        "adj_close": [10.0],
    }
    reasons = {(bad.row, bad.column): bad.reason for bad in upload.problems}
    for where, part in {
        (3, "date"): "second row",
        (4, "date"): "no trading day of XNYS",
        (5, "close"): "above 0",
        (6, "company"): "differs from “New Ltd”",
        (7, "symbol"): "in the record",
        (8, "symbol"): "letters",
        (9, "date"): "outside the record",
        (9, "exchange"): "not one of",
    }.items():
        assert part in reasons[where]


def test_given_adjusted_closes_keep_their_gaps():
    upload = read("symbol,date,close,adj_close\nNEW,2021-03-15,10,9\nNEW,2021-03-16,11,\n")
    assert upload.prices["adj_close"].isna().tolist() == [False, True]


def test_too_many_symbols():
    rows = "".join(f"S{place},2021-03-15,1\n" for place in range(MAX_OWN_LISTINGS + 1))
    with pytest.raises(UploadError, match="at most 30"):
        read("symbol,date,close\n" + rows)
