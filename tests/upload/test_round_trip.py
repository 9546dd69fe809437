"""What the record gives out can be brought back, and random tables survive every writer and reader."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.downloads import csv_bytes, json_bytes, xlsx_bytes
from components.downloads.stata_file import stata_bytes
from components.study import StudySpec, run_study
from components.upload.own_study import as_snapshot, own_pairs
from components.upload.parse import parse
from components.upload.prices import read_prices
from components.upload.problems import Answers
from tests.upload.files import events_of, workbook

WRITERS = {
    "csv": csv_bytes,
    "xlsx": lambda frame: xlsx_bytes(frame, {"Source": "the record"}),
    "json": json_bytes,
    "stata": lambda frame: stata_bytes(frame, {}, "the record", datetime(2025, 6, 30)),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_the_events_of_the_record_come_back_with_its_numbers(snapshot, kind):
    upload = events_of(snapshot, WRITERS[kind](snapshot.events.reset_index()))
    # Events that name nobody with a share are named, and have no pair in the record either.
    reasons = [bad.reason for bad in upload.problems if bad.dropped]
    assert all("no share in the record" in one or "concerns no share" in one for one in reasons)
    kept = upload.events.sort_index()
    ours = snapshot.events.loc[kept.index]
    for column in ("date", "title", "type", "direction", "severity", "announced_at", "day0_hk", "day0_us"):
        assert kept[column].fillna("").tolist() == ours[column].fillna("").tolist(), column
    spec = StudySpec(window=(-1, 1), symbols=snapshot.symbols(), clean_estimation=False)
    record = run_study(snapshot, StudySpec(clean_estimation=False)).pairs.set_index(["event_id", "symbol"])
    own = own_pairs(snapshot, upload.events, spec).query("affected").set_index(["event_id", "symbol"])
    record = record[record["affected"]]
    assert set(own.index) == set(record.index)
    assert np.allclose(own["car"], record.loc[own.index, "car"], equal_nan=True, atol=1e-15)


def test_an_edited_event_is_the_only_thing_that_changes(snapshot):
    table = snapshot.events.reset_index()
    table.loc[60, "title"] = "Edited"
    upload = events_of(snapshot, csv_bytes(table))
    assert upload.events.loc[table.loc[60, "id"], "title"] == "Edited"


@pytest.mark.parametrize("kind", WRITERS)
def test_the_prices_of_the_record_come_back(snapshot, kind):
    frame = snapshot.prices[snapshot.prices["symbol"].isin(["0700.HK", "BABA"])].reset_index(drop=True)
    upload = read_prices(
        [("prices", parse(WRITERS[kind](frame)))],
        snapshot,
        Answers({"own:0700.HK": "mine", "own:BABA": "mine"}),
    )
    assert (upload.rows_in, upload.rows_read) == (len(frame), len(frame)) and not upload.problems
    back = upload.prices.sort_values(["symbol", "date"], ignore_index=True)
    ours = frame.sort_values(["symbol", "date"], ignore_index=True)
    assert back["close"].tolist() == ours["close"].tolist()
    assert back["adj_close"].tolist() == ours["adj_close"].tolist()


def test_the_record_in_the_visitors_clothes_has_the_records_numbers(snapshot):
    upload = events_of(snapshot, csv_bytes(snapshot.events.reset_index()))
    own = as_snapshot(snapshot, upload.events)
    ours = run_study(snapshot, StudySpec(clean_estimation=False)).pairs
    theirs = run_study(own, StudySpec(clean_estimation=False)).pairs
    both = ours.merge(theirs, on=["event_id", "symbol"])
    assert len(both) >= len(ours) - 10 * 4
    assert np.allclose(both["car_x"], both["car_y"], equal_nan=True, atol=1e-15)
    assert (
        own.private and not own.events.index.equals(snapshot.events.index) or own.version != snapshot.version
    )


# Random tables through writers and readers --------------------------------------------------------------

TABLES = st.lists(st.integers(1_000, 9_999_999), min_size=3, max_size=25)


@settings(max_examples=60)
@given(
    TABLES,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "cp1252"]),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y", "%d-%b-%y", "%Y%m%d", "%B %d, %Y"]),
    st.sampled_from([".", ","]),
    st.booleans(),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.booleans(),
)
def test_random_prices_survive_any_dialect(
    snapshot, cents, separator, encoding, form, decimal, newest_first, line_end, quoted
):
    days = snapshot.sessions("XNYS")
    days = days[days >= "2021-06-01"][: len(cents)]
    closes = [100 + cent / 1e6 for cent in cents]
    rows = [
        (day.strftime(form), f"{close:.4f}".replace(".", decimal))
        for day, close in zip(days, closes, strict=True)
    ]
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=separator,
        lineterminator=line_end,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow(["Date", "Close"])
    writer.writerows(rows[::-1] if newest_first else rows)
    read = parse(out.getvalue().encode(encoding))
    answers = Answers(
        {"dates:NTES.O": "day first" if form.startswith("%d.") else "month first", "price:NTES:stale": "keep"}
    )
    upload = read_prices([("NTES.O", read)], snapshot, answers)
    assert upload.prices["date"].tolist() == list(days)
    assert upload.prices["close"].tolist() == [float(f"{close:.4f}") for close in closes]


@settings(max_examples=20)
@given(TABLES)
def test_random_prices_survive_a_workbook(snapshot, cents):
    days = snapshot.sessions("XHKG")
    days = days[days >= "2021-06-01"][: len(cents)]
    closes = [round(100 + cent / 1e6, 4) for cent in cents]
    rows = [
        ["Date", "Close"],
        *([day.to_pydatetime(), close] for day, close in zip(days, closes, strict=True)),
    ]
    upload = read_prices(
        [("01810", parse(workbook(rows)))], snapshot, Answers({"price:1810.HK:stale": "keep"})
    )
    assert upload.prices["date"].tolist() == list(days) and upload.prices["close"].tolist() == closes


TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40).filter(
    lambda text: text[0] not in "=+-@＝＋－＠'" and text.strip() == text
)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.dates(pd.Timestamp("2020-06-01").date(), pd.Timestamp("2025-06-01").date()), TITLES),
        min_size=1,
        max_size=15,
    ),
    st.sampled_from(["csv", "json", "xlsx"]),
)
def test_random_events_survive_every_writer(snapshot, events, kind):
    table = pd.DataFrame(
        {"date": pd.to_datetime([day for day, _ in events]), "title": [title for _, title in events]}
    )
    upload = events_of(snapshot, WRITERS[kind](table))
    back = upload.events.sort_values("row")
    assert not upload.problems
    assert list(back["date"].dt.date) == [day for day, _ in events]
    assert list(back["title"]) == [title for _, title in events]
