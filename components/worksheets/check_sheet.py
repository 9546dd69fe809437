"""The last sheet: the study's own numbers beside those of the formulas."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment

from components.worksheets import formulas, formulas_window
from components.worksheets.pair import Pair
from components.worksheets.sheet import FIRST, Sheet

TOLERANCE = "1E-9"
"""Largest difference that counts as the same number."""


def check_sheet(book: Workbook, pair: Pair, window: dict[str, str]) -> None:
    """One row a number: the study's (a value), the workbook's (a formula), their difference."""
    sheet = Sheet(book, "Check", [36, 20, 20, 14, 12], wide=False)
    whose = "This workbook" if pair.params.answers == "worked" else "Yours"
    note = (
        f"Only this sheet holds numbers of the study itself (data version {pair.version}). Two numbers "
        f"agree when they differ by no more than {TOLERANCE}."
    )
    sheet.heading("Check: the study’s numbers beside these", note, 5)
    sheet.table(
        ["Number", "The study", whose, "Difference", "Verdict"],
        ["", "as at /data/impacts", "by the formulas", "", ""],
        f"A{FIRST}",
        words=(1, 5),
    )
    rows = [
        (q.label, pair.study[q.key], q.name, q.format)
        for q in (
            *formulas.estimation(pair),
            *formulas_window.window_quantities(pair),
        )
        if q.key
    ]
    for key, label in (
        ("expected", "Expected return"),
        ("ar", "Abnormal return"),
        ("car", "Sum so far"),
        ("se", "Standard error so far"),
    ):
        column = window[key].split("$")[1]
        rows += [
            (
                f"{label}, day {day}".replace("-", "−"),
                value,
                f"'Event window'!{column}{FIRST + place}",
                formulas.PERCENT,
            )
            for place, (day, value) in enumerate(
                zip(pair.path["day"], pair.path["se_car" if key == "se" else key], strict=True)
            )
        ]
    for row, (label, value, cell, kind) in enumerate(rows, FIRST):
        sheet.text(f"A{row}", label)
        sheet.data(f"B{row}", float(value), kind)
        sheet.same(f"C{row}", f'IF(ISNUMBER({cell}),{cell},"")', kind)
        sheet.same(f"D{row}", f'IF(ISNUMBER(C{row}),C{row}-B{row},"")', "0.0E+00")
        sheet.same(
            f"E{row}", f'IF(ISNUMBER(D{row}),IF(ABS(D{row})<={TOLERANCE},"agrees","differs"),"")', "General"
        )
        sheet.ws[f"E{row}"].alignment = Alignment(horizontal="left", indent=1)
    last = FIRST + len(rows) - 1
    sheet.same(
        "A3", f'COUNTIF(E{FIRST}:E{last},"agrees")&" of {len(rows)} numbers agree with the study."', "General"
    )
