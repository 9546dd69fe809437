"""A downloaded file holds the frame, typed, and nothing in it can run."""

import csv
import io
import json
from datetime import date, datetime

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.downloads import csv_bytes, json_bytes, xlsx_bytes
from components.downloads.cells import is_formula

FRAME = pd.DataFrame(
    {
        "day": pd.to_datetime(["2021-04-12", None]),
        "car": [0.0651234567890123, np.nan],
        "n": [3, 4],
        "used": [True, False],
        "title": ["阿里巴巴, fined", None],
        "overlaps": [("a", "b"), ()],
    }
)
DANGEROUS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    '=HYPERLINK("http://x")',
]
HARMLESS = ["-0.5", "+3", "-1e-5", "-1.5%", "plain", "a=b", ""]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def sheet_of(content: bytes, name: str = "Data"):
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def test_csv_writes_dates_lists_flags_and_gaps():
    assert rows_of(csv_bytes(FRAME)) == [
        ["day", "car", "n", "used", "title", "overlaps"],
        ["2021-04-12", "0.0651234567890123", "3", "true", "阿里巴巴, fined", "a;b"],
        ["", "", "4", "false", "", ""],
    ]


def test_json_keeps_lists_and_nulls():
    assert json.loads(json_bytes(FRAME)) == [
        {
            "day": "2021-04-12",
            "car": 0.0651234567890123,
            "n": 3,
            "used": True,
            "title": "阿里巴巴, fined",
            "overlaps": ["a", "b"],
        },
        {"day": None, "car": None, "n": 4, "used": False, "title": None, "overlaps": []},
    ]


def test_json_has_no_infinity():
    assert json.loads(json_bytes(pd.DataFrame({"t": [np.inf, -np.inf, 1.0]}))) == [
        {"t": None},
        {"t": None},
        {"t": 1.0},
    ]


def test_xlsx_is_typed_with_a_frozen_header_a_filter_and_notes():
    content = xlsx_bytes(
        FRAME, [("Method", "market model"), ("Source", "https://example.org/a")], formats={"car": "0.0%"}
    )
    sheet = sheet_of(content)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F3"
    assert sheet["A2"].value == datetime(2021, 4, 12) and sheet["A2"].number_format == "yyyy-mm-dd"
    assert (
        sheet["B2"].value == pytest.approx(0.0651234567890123, abs=1e-15)
        and sheet["B2"].number_format == "0.0%"
    )
    assert sheet["C2"].value == 3 and sheet["D2"].value is True and sheet["F2"].value == "a;b"
    assert [sheet.cell(3, column).value for column in (1, 2, 5)] == [None, None, None]
    notes = sheet_of(content, "Notes")
    assert [(row[0].value, row[1].value) for row in notes.iter_rows()] == [
        ("Method", "market model"),
        ("Source", "https://example.org/a"),
    ]


def test_notes_may_be_a_mapping():
    assert sheet_of(xlsx_bytes(FRAME, {"Chart": "Title"}), "Notes")["B1"].value == "Title"


def test_a_named_index_is_a_column_and_an_unnamed_one_is_not():
    named = pd.DataFrame({"x": [1]}, index=pd.Index(["BABA"], name="symbol"))
    assert rows_of(csv_bytes(named))[0] == ["symbol", "x"]
    assert rows_of(csv_bytes(pd.DataFrame({"x": [1]})))[0] == ["x"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_formulas_are_defused(text):
    frame = pd.DataFrame({text: [text]})
    for row in rows_of(csv_bytes(frame)):
        assert row[0].startswith("'")
    cells = [cell for row in sheet_of(xlsx_bytes(frame, [(text, text)])).iter_rows() for cell in row]
    assert all(cell.data_type in "sn" and cell.quotePrefix for cell in cells)
    assert sheet_of(xlsx_bytes(frame, [(text, text)]), "Notes")["B1"].data_type == "s"


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_text_is_left_alone(text):
    assert rows_of(csv_bytes(pd.DataFrame({"a": [text], "b": [1]})))[1][0] == text


def test_control_characters_and_giant_cells_do_not_break_a_workbook():
    frame = pd.DataFrame({"x": ["a\x00\x0bb", "y" * 40_000], "big": [10**18, 1]})
    sheet = sheet_of(xlsx_bytes(frame))
    assert sheet["A2"].value == "ab" and len(sheet["A3"].value) == 32_767
    assert sheet["B2"].value == str(10**18)


def test_a_sheet_name_excel_forbids_is_mended():
    assert sheet_of(xlsx_bytes(FRAME, sheet="a/b:c?" + "x" * 40), "a b c " + "x" * 25)["A1"].value == "day"


def test_empty_frames_make_files():
    empty = FRAME.iloc[:0]
    assert len(rows_of(csv_bytes(empty))) == 1
    assert json.loads(json_bytes(empty)) == []
    assert sheet_of(xlsx_bytes(empty)).max_row == 1
    assert xlsx_bytes(pd.DataFrame())


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_numbers_come_back_from_csv_and_json_exactly(values):
    frame = pd.DataFrame({"x": values})
    assert [float(row[0]) for row in rows_of(csv_bytes(frame))[1:]] == values
    assert [row["x"] for row in json.loads(json_bytes(frame))] == values


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1, max_size=10))
def test_any_text_survives_csv_and_json_unless_a_spreadsheet_would_run_it(values):
    frame = pd.DataFrame({"x": pd.Series(values, dtype=object), "keep": "k"})
    assert [row["x"] for row in json.loads(json_bytes(frame))] == values
    read = [row[0] for row in rows_of(csv_bytes(frame))[1:]]
    assert read == [f"'{text}" if is_formula(text) else text for text in values]


def test_zoned_times_stay_readable():
    frame = pd.DataFrame({"at": [pd.Timestamp("2021-03-15T18:30+08:00")], "day": [date(2021, 3, 15)]})
    assert sheet_of(xlsx_bytes(frame))["A2"].value == "2021-03-15T18:30:00+08:00"
    assert rows_of(csv_bytes(frame))[1] == ["2021-03-15T18:30:00+08:00", "2021-03-15"]


CELLS = {
    "numbers": (st.none() | st.floats(), "float64"),
    "texts": (st.none() | st.sampled_from(["", "=1+1", "腾讯", "a;b", "-0.5", "nan"]), "str"),
    "days": (st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)), "datetime64[us]"),
}


@pytest.mark.parametrize("kind", CELLS)
@given(data=st.data())
def test_a_column_of_one_kind_is_written_as_its_cells_alone_would_be(kind, data):
    cells, dtype = CELLS[kind]
    frame = pd.DataFrame({"x": pd.Series(data.draw(st.lists(cells, max_size=12)), dtype=dtype)})
    assert csv_bytes(frame) == csv_bytes(frame.astype(object))
