"""The workbook as written: where numbers may stand, what is blank, text that stays text."""

from __future__ import annotations

import io
import zipfile

import pytest

from components.worksheets.pair import collect
from components.worksheets.params import APART, NONE, WorksheetParams
from components.worksheets.workbook import workbook
from tests.altered import altered
from tests.worksheets.books import cells, named, opened
from tests.worksheets.conftest import CASES, PROBE

DATA_SHEETS = {"Prices", "Read me", "Control prices", "Weights"}
HOSTILE = '=HYPERLINK("http://evil.example","click")'


@pytest.mark.parametrize("case", CASES)
def test_numbers_stand_in_the_data_and_formulas_everywhere_else(pairs, case):
    book = opened(workbook(pairs[case]))
    for sheet, cell in cells(book):
        if sheet in DATA_SHEETS:
            assert cell.data_type != "f", (sheet, cell.coordinate)
        elif sheet == "Check":
            assert cell.data_type in ("s", "f") or cell.column_letter == "B"
        else:
            assert cell.data_type in ("s", "f"), (sheet, cell.coordinate, cell.value)


def test_prices_are_the_records(snapshot, pairs):
    pair = pairs["new-york"]
    sheet = opened(workbook(pair))["Prices"]
    closes = snapshot.ohlc("BABA")
    rows = [row for row in sheet.iter_rows(min_row=6, values_only=True) if row[1] is not None]
    assert len(rows) == len(pair.sessions) == 131 + 1 + 5
    for _, session, close, adjusted, level, *_ in rows:
        assert (close, adjusted) == tuple(closes.loc[session, ["close", "adj_close"]])
        assert level == snapshot.benchmarks.at[session, "GSPC"]
    assert [row[0] for row in rows if row[1].date().isoformat() == "2020-12-24"] == [0]


def test_cells_have_types_and_headers_stay_in_sight(pairs):
    book = opened(workbook(pairs["hong-kong"]))
    assert book["Prices"]["B6"].is_date and book["Prices"]["B6"].number_format == "yyyy-mm-dd"
    assert named(book, "CAR").number_format == "0.000%" and named(book, "confidence").number_format == "0.0%"
    for name in ("Prices", "Returns", "Event window"):
        assert book[name].freeze_panes == "C6"
    assert {"alpha", "beta", "sigma", "CAR", "se", "first_day", "last_day"} <= set(book.defined_names)
    assert named(book, "beta_ols").value == "=S_xy/S_xx"
    assert named(book, "alpha").value == "=drift_weight*alpha_ols"
    assert named(opened(workbook(pairs["textbook"])), "beta").value == "=S_xy/S_xx"


def test_blanks_stand_exactly_where_the_formulas_were(snapshot, pairs):
    teacher = opened(workbook(pairs["hong-kong"]))
    student = opened(workbook(collect(snapshot, WorksheetParams(**CASES["hong-kong"], answers=APART))))
    left = {place for place in blanks(teacher, student)}
    assert {
        (sheet, cell.coordinate)
        for sheet, cell in cells(teacher)
        if cell.data_type == "f" and sheet in ("Estimation", "Test")
    } <= left
    for sheet, place in left:
        assert teacher[sheet][place].data_type == "f" and student[sheet][place].fill.fgColor.rgb == "00FFF9DB"
    kept = {sheet for sheet, cell in cells(student) if cell.data_type == "f"}
    assert kept == {"Returns", "Event window", "Check"}, "days and dates, and the comparison"


def blanks(teacher, student):
    return [
        (sheet, cell.coordinate)
        for sheet, cell in cells(teacher)
        if student[sheet][cell.coordinate].value is None
    ]


def test_without_answers_no_number_of_the_study_is_in_the_file(snapshot, pairs):
    study = pairs["hong-kong"].study
    body = workbook(collect(snapshot, WorksheetParams(**CASES["hong-kong"], answers=NONE)))
    book = opened(body)
    assert "Check" not in book.sheetnames
    numbers = [cell.value for sheet, cell in cells(book) if cell.data_type == "n" and not cell.is_date]
    for name in ("alpha", "beta", "sigma", "car", "se", "t", "p"):
        assert not any(
            abs(number - study[name]) < 1e-6 for number in numbers if not isinstance(number, bool) and number
        ), name


def test_the_same_pair_is_the_same_file(snapshot, pairs):
    once = workbook(pairs["two-factor"])
    again = workbook(collect(snapshot, WorksheetParams(**CASES["two-factor"])))
    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {part.date_time[:3] for part in archive.infolist()} == {
            tuple(snapshot.last_session.timetuple())[:3]
        }
        assert snapshot.last_session.strftime("%Y-%m-%d").encode() in archive.read("docProps/core.xml")


def test_hostile_text_stays_text(snapshot):
    events = snapshot.events.copy()
    events["title"] = HOSTILE
    events["summary"] = "+1+cmd|' /C calc'!A0"
    hostile = altered(snapshot, events=events)
    pair = collect(hostile, WorksheetParams(event=PROBE, symbol="9988.HK"))
    assert pair.overlaps and set(pair.overlaps) == {HOSTILE}
    book = opened(workbook(pair))
    shown = [cell for _, cell in cells(book) if isinstance(cell.value, str) and "HYPERLINK" in cell.value]
    assert shown and all(cell.data_type == "s" or not cell.value.startswith("=H") for cell in shown)
    assert all(cell.hyperlink is None for cell in shown)
    raw = zipfile.ZipFile(io.BytesIO(workbook(pair)))
    sheets = "".join(raw.read(name).decode() for name in raw.namelist() if name.startswith("xl/worksheets"))
    assert "HYPERLINK" not in "".join(part.partition("</f>")[0] for part in sheets.split("<f>")[1:])


def test_hostile_text_is_still_text_after_calculation(snapshot, calculate):
    events = snapshot.events.assign(title=HOSTILE)
    pair = collect(
        altered(snapshot, events=events),
        WorksheetParams(event=PROBE, symbol="9988.HK"),
    )
    book = calculate({"hostile": workbook(pair)})["hostile"]
    assert HOSTILE in [cell.value for cell in book["Read me"]["B"]]
    assert book["Check"]["A3"].value == "24 of 24 numbers agree with the study."
