"""The parts as one HTML file that asks for nothing, each on pages of its own."""

from __future__ import annotations

from html import escape

from components.edition_words import how_far
from components.language import counted
from components.lesson_pack.answers import answers
from components.lesson_pack.pack import LessonPack
from components.lesson_pack.plan import plan
from components.lesson_pack.sheets import sheet_1, sheet_2
from components.lesson_pack.style import STYLE
from components.record_name import LICENCE, record_name

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SAME = (
    " Numbers are those of the quiz, of the event study (/data/impacts.csv) and of the worksheets for the "
    "same days."
)


def document(pack: LessonPack) -> str:
    """The whole file. Printed, each part begins on a page of its own that says at its foot which it is."""
    parts = {
        "plan": f"{_head(pack)}{plan(pack)}",
        "predict": f"{sheet_1(pack)}{_whence(pack)}",
        "reproduce": f"{sheet_2(pack)}{_whence(pack)}",
        "answers": f"{answers(pack)}{_whence(pack, _SAME)}",
    }
    body = "\n".join(f'<section class="part {name}">{html}</section>' for name, html in parts.items())
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<title>{escape(_title(pack))}</title><link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body><main>\n{body}\n</main></body></html>\n"
    )


def _title(pack: LessonPack) -> str:
    return f"Lesson pack: {counted(len(pack.tasks), 'event')}, and what the shares did"


def _head(pack: LessonPack) -> str:
    """What the file is, and how to print it (which paper need not say)."""
    notes = "".join(f'<p class="small">{escape(note)}</p>' for note in pack.question_set.notes)
    return (
        "<nav>Print it from your browser’s menu; paper size A4. The foot of each page says what it is: copy "
        "sheets 1 and 2 alone.</nav>"
        f'<p class="kicker">{escape(record_name())} · for the teacher</p>'
        f"<h1>{escape(_title(pack))}</h1>{notes}"
    )


def _whence(pack: LessonPack, more: str = "") -> str:
    """Where the numbers come from, how far they run, and who may copy them."""
    return (
        f'<p class="small foot">{escape(record_name())}. {how_far(pack.snapshot)} Data version '
        f"{escape(pack.snapshot.version)}. {LICENCE}.{more}</p>"
    )
