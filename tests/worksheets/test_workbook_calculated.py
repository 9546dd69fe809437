"""The workbook as LibreOffice calculates it, against the study."""

from __future__ import annotations

import io

import numpy as np
import pytest

from components.study import run_study
from components.worksheets.pair import collect
from components.worksheets.params import WorksheetParams
from components.worksheets.sheet import FIRST
from components.worksheets.workbook import workbook
from tests.worksheets.books import cells, column, opened, value
from tests.worksheets.conftest import CASES, PROBE

NAMES = {
    "n_sessions": "n_estimation",
    "alpha": "alpha",
    "beta": "beta",
    "gamma": "gamma",
    "sigma": "sigma",
    "raw_return": "raw_return",
    "CAR": "car",
    "se": "se",
    "t_value": "t",
    "p_value": "p",
    "ci_low": "ci_low",
    "ci_high": "ci_high",
}
CLOSE = dict(rel=1e-9, abs=1e-12)


def study_of(snapshot, case: str):
    params = WorksheetParams(**CASES[case])
    result = run_study(snapshot, params.spec())
    at = result.number_of(params.event, params.symbol)
    return result.pairs.iloc[at], result.paths_of(np.array([at]))


@pytest.mark.parametrize("case", CASES)
def test_every_number_is_the_studys(records, calculated, case):
    book = calculated[case]
    pair, path = study_of(records[case], case)
    assert pair["status"] == "used"
    shared = [name for name in NAMES if name in book.defined_names]
    assert {"n_sessions", "sigma", "CAR", "se", "t_value", "p_value", "ci_low", "ci_high"} <= set(shared)
    for name in shared:
        assert value(book, name) == pytest.approx(pair[NAMES[name]], **CLOSE), name
    for heading, key in (
        ("Share", "return"),
        ("Expected", "expected"),
        ("Abnormal (AR)", "ar"),
        ("Sum so far", "car"),
        ("Standard error", "se_car"),
        ("Low", "ci_low"),
        ("High", "ci_high"),
    ):
        assert column(book, "Event window", heading) == pytest.approx(path[key].tolist(), **CLOSE), heading
    assert [day.date() for day in column(book, "Event window", "Session")] == [
        day.date() for day in path["session"]
    ]


@pytest.mark.parametrize("case", CASES)
def test_the_workbook_says_itself_that_all_agree_and_no_cell_is_an_error(calculated, case):
    book = calculated[case]
    verdicts = column(book, "Check", "Verdict")
    assert verdicts and set(verdicts) == {"agrees"}
    assert book["Check"]["A3"].value == f"{len(verdicts)} of {len(verdicts)} numbers agree with the study."
    broken = [
        (sheet, cell.coordinate, cell.value)
        for sheet, cell in cells(book)
        if cell.data_type == "e" or str(cell.value).startswith(("#", "Err:"))
    ]
    assert not broken


def test_one_function_of_the_spreadsheet_gives_the_same(calculated):
    for case in ("hong-kong", "mean-adjusted", "market-adjusted", "missing-close"):
        book = calculated[case]["Estimation"]
        twice = [
            (row[1], row[4]) for row in book.iter_rows(min_row=FIRST, values_only=True) if row[4] is not None
        ]
        assert len(twice) >= 2
        for worked, builtin in twice:
            assert worked == pytest.approx(builtin, rel=1e-9)


def test_sessions_left_out_and_missing_closes_do_not_serve(snapshot, pairs, calculated):
    assert pairs["hong-kong"].sessions["near"].sum() == 24
    book, pair = calculated["hong-kong"], pairs["hong-kong"]
    assert [flag == 1 for flag in column(book, "Returns", "In sample")] == pair.sessions["used"].tolist()
    gap = pairs["missing-close"].sessions
    assert gap["adjusted"].isna().sum() == 1 and (gap["reason"] == "A close is missing").sum() == 2
    missing = int(np.flatnonzero(gap["adjusted"].isna())[0])
    returns = column(calculated["missing-close"], "Returns", "Share")
    assert returns[missing] is None and returns[missing + 1] is None


def test_a_control_without_a_close_makes_its_session_missing(pairs, calculated):
    pair, book = pairs["controls-missing-close"], calculated["controls-missing-close"]
    hole = int(np.flatnonzero(pair.sessions["session"] == "2023-11-14")[0])
    assert (pair.sessions.loc[[hole, hole + 1], "reason"] == "A close is missing").all()
    made = column(book, "Returns", "Portfolio")
    assert made[hole] is None and made[hole + 1] is None and made[hole - 1] is not None
    assert column(book, "Returns", "In sample")[hole] == 0


def test_the_weights_are_given_and_everything_else_follows_them(snapshot, pairs, calculate):
    """Half of every weight: the portfolio makes half, and the share strays the further from it."""
    pair, book = pairs["controls"], opened(workbook(pairs["controls"]))
    weights = pair.portfolio.controls["weight"]
    assert [cell.value for cell in book["Weights"]["E"][FIRST - 1 :]] == pytest.approx(
        list(weights), rel=1e-14
    )
    for row in range(FIRST, FIRST + len(weights)):
        book["Weights"][f"E{row}"] = weights.iloc[row - FIRST] / 2
    out = io.BytesIO()
    book.save(out)
    after = calculate({"half": out.getvalue()})["half"]
    window, sample = pair.window, pair.estimation
    assert value(after, "CAR") == pytest.approx((window["share"] - window["market"] / 2).sum(), abs=1e-12)
    squares = ((sample["share"] - sample["market"] / 2) ** 2).sum()
    assert value(after, "sigma") == pytest.approx(
        (squares / (len(sample) - (weights > 0).sum())) ** 0.5, rel=1e-9
    )
    assert value(after, "se") > pair.study["se"]


def changed(book, sheet: str, place: str, new: float) -> bytes:
    book[sheet][place] = new
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_formulas_are_live(snapshot, pairs, calculate):
    """A price, a session left out, a day of the sample: what is changed is followed to the end."""
    pair = pairs["hong-kong"]
    written = workbook(pair)
    sessions = pair.sessions.reset_index(drop=True)
    day0, early = (FIRST + int(sessions.index[sessions["day"] == day][0]) for day in (0, -100))
    book = opened(written)
    close = book["Prices"][f"D{day0}"].value
    files = {
        "dearer": changed(opened(written), "Prices", f"D{day0}", close * 1.1),
        "longer": changed(
            opened(written),
            "Read me",
            book.defined_names["first_day"].attr_text.split("!")[1].replace("$", ""),
            -90,
        ),
        "fewer": changed(opened(written), "Prices", f"F{early}", 1),
    }
    after = calculate(files)
    # Dearer on day 0: that return is larger, the next one smaller, the line and the end unchanged.
    share = sessions.set_index("day")["share"]
    gain = 0.1 * (1 + share[0]) + (1 + share[1]) * (1 / 1.1 - 1)
    assert value(after["dearer"], "CAR") == pytest.approx(pair.study["car"] + gain, abs=1e-12)
    assert value(after["dearer"], "t_value") != pytest.approx(pair.study["t"], abs=1e-3)
    assert value(after["dearer"], "beta") == pytest.approx(pair.study["beta"], rel=1e-12)
    assert "differs" in column(after["dearer"], "Check", "Verdict")
    # A shorter sample is the study's own with that estimation window.
    shorter = collect(
        snapshot, WorksheetParams(event=PROBE, symbol="9988.HK", estimation=(-90, -11), min_estimation=30)
    )
    for name in ("n_sessions", "beta", "se", "p_value"):
        assert value(after["longer"], name) == pytest.approx(shorter.study[NAMES[name]], rel=1e-9)
    assert value(after["fewer"], "n_sessions") == pair.study["n_estimation"] - 1
    assert value(after["fewer"], "beta") != pair.study["beta"]


def test_a_class_that_fills_in_the_blanks_is_told_so(snapshot, calculate):
    """The student's workbook with the teacher's formulas in its blanks agrees with the study."""
    asked = dict(event=PROBE, symbol="9988.HK")
    teacher = opened(workbook(collect(snapshot, WorksheetParams(**asked))))
    student = opened(workbook(collect(snapshot, WorksheetParams(**asked, answers="apart"))))
    out = io.BytesIO()
    student.save(out)
    for sheet, cell in cells(teacher):
        if cell.data_type == "f" and student[sheet][cell.coordinate].value is None:
            student[sheet][cell.coordinate] = cell.value
    filled = io.BytesIO()
    student.save(filled)
    books = calculate({"blank": out.getvalue(), "filled": filled.getvalue()})
    assert books["blank"]["Check"]["A3"].value.startswith("0 of ")
    assert set(column(books["filled"], "Check", "Verdict")) == {"agrees"}
