"""Uploaded prices: what they were taken for, the record's own shares, and their study."""

import pandas as pd
import pytest

from components.downloads import csv_bytes
from components.study import StudySpec, run_study
from components.upload.limits import MAX_OWN_LISTINGS
from components.upload.own_study import own_pairs
from components.upload.prices import COLUMNS, template
from components.upload.problems import Asked, UploadError
from tests.upload.files import answered, events_of, prices_of


def test_the_template_is_a_valid_upload(snapshot):
    upload = prices_of(snapshot, {"prices.csv": csv_bytes(template())})
    assert len(upload.prices) == 2 and not upload.problems and not upload.notes
    assert upload.listings.loc["EXAMPLE"].to_dict() == {
        "company": "Example Ltd",
        "exchange": "XNYS",
        "currency": "USD",
    }
    assert list(template()) == list(COLUMNS)


def test_what_was_understood_is_shown(snapshot):
    upload = prices_of(
        snapshot,
        {"x.csv": "symbol,date,close\n01810,2021-03-16,25\n01810,2021-03-15,24\nNTES US,2021-03-15,110\n"},
    )
    shown = upload.understood.set_index("Share").astype(str)
    assert shown.loc[
        "1810.HK", ["Written as", "Exchange", "Currency", "Index", "Rows", "From", "To"]
    ].tolist() == [
        "01810",
        "Hong Kong",
        "HKD",
        "Hang Seng Index",
        "2",
        "2021-03-15",
        "2021-03-16",
    ]
    assert shown.loc["NTES", ["Currency", "Index"]].tolist() == ["USD", "S&P 500"]
    assert "dividends" in " ".join(upload.notes)


def test_an_unknown_ticker_is_never_made_a_share_of_new_york_unasked(snapshot):
    content = {"x.csv": "symbol,date,close\nNTES,2021-03-16,100\nZZZ,2021-03-16,5\n"}
    with pytest.raises(Asked) as asked:
        prices_of(snapshot, content)
    assert [question.key for question in asked.value.questions] == ["share:NTES", "share:ZZZ"]
    upload = answered(snapshot, content, {"share:NTES": "US", "share:ZZZ": ""})
    assert list(upload.listings.index) == ["NTES"] and upload.rows_left_out == 1


@pytest.mark.parametrize("place", ["NYSE", "Nasdaq", "美股", "XNYS"])
def test_an_exchange_column_answers(snapshot, place):
    upload = prices_of(
        snapshot,
        {"x.csv": f"symbol,date,close,exchange\nNTES,2021-03-16,100,{place}\nNTES,2021-03-17,101,\n"},
    )
    assert upload.listings.at["NTES", "currency"] == "USD" and len(upload.prices) == 2


def test_other_places_and_currencies_are_refused_by_row(snapshot):
    upload = prices_of(
        snapshot,
        {
            "x.csv": "symbol,date,close,exchange,currency\nNTES,2021-03-16,100,NYSE,USD\n"
            "600519,2021-03-16,2000,SSE,CNY\n"
            "7203,2021-03-16,8000,Tokyo,JPY\n1810,2021-03-16,3.2,HKEX,USD\nXYZ,2021-03-16,3,Narnia,USD\n"
        },
    )
    reasons = {bad.row: bad.reason for bad in upload.problems}
    assert (
        "Shanghai" in reasons[3]
        and "Tokyo" in reasons[4]
        and "USD" in reasons[5]
        and "do not know" in reasons[6]
    )
    assert list(upload.listings.index) == ["NTES"]


def test_a_symbol_and_a_name_that_contradict_each_other(snapshot):
    with pytest.raises(UploadError, match="Tencent by its symbol and Alibaba by its name"):
        prices_of(snapshot, {"x.csv": "symbol,company,date,close\n700,Alibaba,2021-03-16,600\n"})


def test_repeats_are_named_and_contradictions_not_used(snapshot):
    upload = prices_of(
        snapshot,
        {
            "NTES.O.csv": "date,close\n2021-03-15,10\n2021-03-15,10\n"
            "2021-03-16,11\n2021-03-16,12\n2021-03-17,11\n"
        },
    )
    assert upload.prices["date"].dt.day.tolist() == [15, 17] and upload.rows_left_out == 3


def test_an_index_is_no_share(snapshot):
    for name in ("HSI.csv", "^GSPC.csv", "S&P 500.csv"):
        with pytest.raises(UploadError, match="index"):
            prices_of(snapshot, {name: "Date,Close\n2021-03-15,30000\n"})


def test_given_adjusted_closes_keep_their_gaps(snapshot):
    upload = prices_of(snapshot, {"NTES.O.csv": "date,close,adj_close\n2021-03-15,10,9.5\n2021-03-16,10,\n"})
    assert upload.prices["adj_close"].isna().tolist() == [False, True]


def test_too_many_shares(snapshot):
    rows = "".join(f"{1000 + place}.HK,2021-03-15,1\n" for place in range(MAX_OWN_LISTINGS + 1))
    with pytest.raises(UploadError, match="at most 30"):
        prices_of(snapshot, {"x.csv": "symbol,date,close\n" + rows})


def shares_of_the_record(snapshot, symbol: str) -> pd.DataFrame:
    rows = snapshot.prices[snapshot.prices["symbol"] == symbol]
    return rows[["symbol", "date", "close", "adj_close"]].reset_index(drop=True)


def test_shares_of_the_record_serve_with_its_prices_unless_the_visitor_says_otherwise(snapshot):
    rows = shares_of_the_record(snapshot, "0700.HK")
    rows.loc[300, ["close", "adj_close"]] *= 1.05
    content = {"x.csv": csv_bytes(rows)}
    upload = prices_of(snapshot, content)
    assert upload.prices.empty and f"1 of {len(rows)} closes differ" in " ".join(upload.notes)
    theirs = answered(snapshot, content, {"own:0700.HK": "mine"})
    assert theirs.replaced == ("0700.HK",)
    day = rows["date"][300]
    events = events_of(snapshot, f"date,title,company\n{day:%Y-%m-%d},x,Tencent\n").events
    spec = StudySpec(window=(0, 0), symbols=snapshot.symbols(), clean_estimation=False)
    ours, own = (
        own_pairs(snapshot, events, spec, prices).query("symbol == '0700.HK'").iloc[0]
        for prices in (upload, theirs)
    )
    assert own["raw_return"] - ours["raw_return"] == pytest.approx(0.05 * (1 + ours["raw_return"]), rel=1e-3)


def test_a_copy_of_a_share_gets_the_numbers_of_the_share(snapshot):
    rows = shares_of_the_record(snapshot, "0700.HK").assign(symbol="1810.HK", company="Copy Ltd")
    upload = prices_of(snapshot, {"x.csv": csv_bytes(rows)})
    record = run_study(snapshot, StudySpec(clean_estimation=False)).pairs
    events = snapshot.events.loc[["2021-04-10-alibaba-fined-18-2bn", "2023-12-22-online-games-draft"]]
    own = own_pairs(
        snapshot,
        events.assign(symbols=[()] * 2),
        StudySpec(symbols=("0700.HK",), clean_estimation=False),
        upload,
    )
    for event in events.index:
        copy = own[(own["event_id"] == event) & (own["symbol"] == "1810.HK")].iloc[0]
        pair = record[(record["event_id"] == event) & (record["symbol"] == "0700.HK")].iloc[0]
        assert copy["car"] == pytest.approx(pair["car"], abs=1e-12)


def test_beside_shares_outside_tech_a_copy_gets_the_numbers_of_the_share(snapshot):
    rows = shares_of_the_record(snapshot, "0700.HK").assign(symbol="1810.HK")
    prices = prices_of(snapshot, {"x.csv": csv_bytes(rows)})
    events = events_of(snapshot, "id,date\ne1,2021-07-26\ne2,2022-03-16\n").events
    spec = StudySpec(symbols=("0700.HK",), model="controls")
    pairs = own_pairs(snapshot, events, spec, prices).set_index(["event_id", "symbol"])
    assert (pairs["status"] == "used").all() and set(pairs["model"]) == {"controls"}
    for event in ("e1", "e2"):
        for name in ("car", "se", "placebo_k", "n_estimation"):
            assert pairs.at[(event, "1810.HK"), name] == pytest.approx(pairs.at[(event, "0700.HK"), name])
    long = own_pairs(snapshot, events, StudySpec(model="controls", window=(0, 30)), prices)
    assert set(long["status"]) == {"window too long for the model"}
