"""Pieces of the printed sheet: tables, formulas, numbers and days."""

from __future__ import annotations

from html import escape

import pandas as pd
from latex2mathml.converter import convert

_WORDS = ("Session", "Name")
"""Columns that hold words or dates, to the left."""


def table(head: list[str], rows: list[list[str | None]]) -> str:
    """Text cells, escaped; None is a box to fill in."""
    names = "".join(f"<th{' class=word' if name in _WORDS else ''}>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>"
        + "".join(
            '<td class="fill"></td>'
            if cell is None
            else f"<td{' class=word' if head[place] in _WORDS else ''}>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def maths(latex: str, display: str = "inline") -> str:
    return convert(latex, display=display)


def a_return(value: float) -> str:
    return "–" if pd.isna(value) else printed(f"{value:.6f}")


def printed(number: str) -> str:
    return number.replace("-", "−")


def iso(when: pd.Timestamp) -> str:
    return f"{when:%Y-%m-%d}"


def signed(day: int) -> str:
    return f"−{-day}" if day < 0 else str(day)
