"""The first sheet: which event and share, under which parameters, and the way through the workbook."""

from __future__ import annotations

from openpyxl import Workbook

from components.study.model_words import MODEL_WORDS
from components.study.recent import DECAY
from components.worksheets.pair import Pair
from components.worksheets.params import APART, NONE, WORKED
from components.worksheets.sheet import DAY, Sheet
from components.worksheets.words import CAUTION, LEFT_OUT, returns_words

_WAY = (
    ("Prices", "The closes of the share and of its market: the only data."),
    ("Returns", "What each session brought, and the sample of ordinary sessions."),
    ("Estimation", "What the share usually does."),
    ("Event window", "What it did around the event, and what was to be expected."),
    ("Test", "The difference added up, and whether it could be chance."),
)
_WAY_BESIDE_CONTROLS = (
    ("Prices", "The closes of the share."),
    ("Control prices", "The closes of the shares outside tech: with those of the share the only data."),
    ("Weights", "How much of each the portfolio holds: given, as the study found it."),
    ("Control returns", "What each of them brought, session by session."),
    ("Returns", "What share and portfolio brought, and the sample of ordinary sessions."),
    ("Products", "How far estimated weights may be trusted."),
    *_WAY[2:],
)
_TASK = {
    WORKED: (
        "Every number on the sheets Returns to Test is a live formula: click a cell to see it, change "
        "a price or a day below and all follow. Check sets the study’s own numbers beside them."
    ),
    APART: (
        "Fill in the yellow cells, sheet by sheet; the grey line under each column’s name says how. "
        "Check, the last sheet, holds the study’s numbers and compares yours with them."
    ),
    NONE: "Fill in the yellow cells, sheet by sheet; the grey line under each column’s name says how.",
}


def read_me(book: Workbook, pair: Pair) -> None:
    sheet = Sheet(book, "Read me", [30, 100], wide=False)
    sheet.heading("Reproduce it by hand", _TASK[pair.params.answers], 2)
    spec, row = pair.spec, 4

    def line(name: str, text: str) -> None:
        nonlocal row
        sheet.text(f"A{row}", name, bold=True, wrap=True)
        sheet.text(f"B{row}", text, wrap=True)
        sheet.ws.row_dimensions[row].height = 15 * (1 + len(text) // 105)
        row += 1

    def value(name: str, number: float, kind: str, cell: str) -> None:
        nonlocal row
        sheet.text(f"A{row}", name, bold=True, wrap=True)
        sheet.data(f"B{row}", number, kind)
        sheet.name(f"B{row}", cell)
        sheet.ws[f"B{row}"].alignment = sheet.ws[f"B{row}"].alignment.copy(horizontal="left")
        row += 1

    line("Event", pair.title)
    line("Date of the event", f"{pair.date:%Y-%m-%d}")
    line("Share", pair.share)
    sheet.text(f"A{row}", "Day 0", bold=True)
    sheet.data(f"B{row}", pair.day0, DAY)
    sheet.ws[f"B{row}"].alignment = sheet.ws[f"B{row}"].alignment.copy(horizontal="left")
    row += 1
    line("Event window", f"days {spec.window[0]} to {spec.window[1]}".replace("-", "−"))
    line("Model", MODEL_WORDS[spec.model].by_hand)
    line(pair.against.capitalize(), pair.benchmark)
    if pair.second:
        line("Second market", f"{pair.second}, as last known before each close of this share’s market")
    line("Returns", returns_words(spec.returns))
    if spec.clean_estimation:
        line("Left out of the sample", LEFT_OUT)
    value("First day of the sample", pair.estimation_days[0], "0", "first_day")
    value("Last day of the sample", pair.estimation_days[1], "0", "last_day")
    if pair.weighs_drift and not pair.no_drift:
        value("Variance of drifts", pair.drift_variance, "0.0000E+00", "drift_variance")
    if pair.adaptive and pair.portfolio:
        value("First session of the recent variance", spec.recent[0], "0", "first_recent")
    if pair.adaptive:
        value("Last session before the window", spec.recent[1], "0", "last_recent")
        value("A session counts so much of the next", DECAY, "0.00", "decay")
    value("Confidence of the interval", spec.confidence, "0.0%", "confidence")
    row += 1
    for name, text in _WAY_BESIDE_CONTROLS if pair.portfolio else _WAY:
        line(name, text)
    if pair.params.answers != NONE:
        line("Check", "The study’s own numbers, and the differences.")
    row += 1
    if pair.overlaps:
        line("In the same window", "; ".join(pair.overlaps))
    line("Mind", CAUTION)
    line(
        "Empty cells?",
        "A viewer that does not calculate shows formulas as empty. In Excel, choose “Enable Editing”.",
    )
    line("Parameters", "&".join(f"{name}={text}" for name, text in pair.params.query().items()))
    line("Data", f"Version {pair.version}, prices through {pair.through:%Y-%m-%d}. Event table CC BY 4.0.")
