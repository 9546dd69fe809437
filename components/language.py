"""Numbers and dates in plain English, for titles, alt texts and hovers."""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Iterable
from datetime import date

MINUS = "−"
LEAST_PROBABILITY = 0.001
"""What is less is written as below it."""


def day(when: date) -> str:
    """3 November 2020."""
    return f"{when.day} {when:%B %Y}"


def short_day(when: date) -> str:
    """3 Nov 2020."""
    return f"{when.day} {when:%b %Y}"


def month(when: date) -> str:
    """November 2020."""
    return f"{when:%B %Y}"


def short_month(when: date) -> str:
    """Nov 2020."""
    return f"{when:%b %Y}"


def listed(names: Iterable[str], joint: str = "and") -> str:
    """Alibaba, Tencent and Meituan; `joint` may be another word."""
    names = list(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}" if len(names) > 1 else names[0] if names else "none"


def percent(fraction: float, digits: int = 1, *, signed: bool = False) -> str:
    """−3.4% (a real minus sign); `signed` writes + as well, `unknown` where there is no number."""
    if not math.isfinite(fraction):
        return "unknown"
    text = f"{abs(fraction):.{digits}%}"
    nothing = float(text[:-1]) == 0
    return text if nothing else (MINUS if fraction < 0 else "+" if signed else "") + text


def decimal(value: float, digits: int = 2, *, signed: bool = False) -> str:
    """0.47, −1.20: a plain number with a real minus sign; `signed` writes + as well, `unknown` where there is
    none.
    """
    if not math.isfinite(value):
        return "unknown"
    text = f"{abs(value):,.{digits}f}"
    nothing = float(text.replace(",", "")) == 0
    return text if nothing else (MINUS if value < 0 else "+" if signed else "") + text


def probability(p: float) -> str:
    """0.024, as p and q are written everywhere: `below 0.001` where it would read as nought, `unknown` where
    there is none.
    """
    return f"below {LEAST_PROBABILITY}" if p < LEAST_PROBABILITY else decimal(p, 3)


def of_cases(p: float) -> str:
    """The same for readers: `2.4% of cases`, `fewer than 0.1% of cases`."""
    return f"{f'fewer than {percent(LEAST_PROBABILITY)}' if p < LEAST_PROBABILITY else percent(p)} of cases"


def counted(number: int, noun: str, plural: str = "") -> str:
    """1 event, 2 events."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def agreeing(number: int, one: str, many: str) -> str:
    """The word that agrees with a number: is or are, has or have."""
    return one if number == 1 else many


def level(value: float) -> str:
    """A price or an index level with the digits that matter: 1,234, 53.2, 4.31."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def relative_day(number: int) -> str:
    """day −1, day 0, day +3."""
    return f"{MINUS if number < 0 else '+' if number > 0 else ''}{abs(number)}"


def literal(text: str) -> str:
    """Text of a table or a visitor as it was written: Plotly takes tags in labels and hovers for its own."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int = 44) -> str:
    """The same, broken into lines."""
    return "<br>".join(literal(line) for line in textwrap.wrap(text, width))
