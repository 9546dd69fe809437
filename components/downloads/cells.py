"""What one cell of a frame becomes in a file: lists, dates, gaps and hostile text."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

# Spreadsheets run a text cell that begins with one of these as a formula (OWASP, "CSV injection").
# The full-width forms are read the same way by Excel in East Asian locales.
_FORMULA_START = re.compile(r"^[\s\x00]*[=+\-@＝＋－＠]|^[\t\r\n]")
_NUMBER = re.compile(r"[+\-]?(\d+\.?\d*|\.\d+)([eE][+\-]?\d+)?%?")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run `text`; plain numbers such as `-0.5` are not formulas."""
    return bool(_FORMULA_START.match(text)) and not _NUMBER.fullmatch(text)


def defused(text: str) -> str:
    """`text`, with an apostrophe before it when a spreadsheet could run it."""
    return f"'{text}" if is_formula(text) else text


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and pandas' NA; never true of a list."""
    return (
        value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    )


def plain(value: Any) -> Any:
    """A cell in plain Python: missing becomes None, numpy scalars lose their wrapping,
    midnight timestamps become dates, sets and arrays become lists."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(one) for one in value)
    if isinstance(value, np.generic):
        value = value.item()
    if is_missing(value):
        return None
    if isinstance(value, float) and math.isinf(value):
        return None
    if isinstance(value, datetime):
        moment = pd.Timestamp(value)
        return moment.date() if moment == moment.normalize() and moment.tz is None else moment.to_pydatetime()
    if isinstance(value, (str, bool, int, float, date)):
        return value
    return str(value)


def joined(value: Any) -> Any:
    """A plain cell for formats without lists: their parts are joined with `;`."""
    value = plain(value)
    return ";".join("" if part is None else str(part) for part in value) if isinstance(value, list) else value


def with_named_index(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a named index as ordinary columns, an unnamed one left out."""
    return frame.reset_index() if any(name is not None for name in frame.index.names) else frame
