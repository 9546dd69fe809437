"""CSV as RFC 4180 has it (`\\r\\n` line ends), UTF-8, lists joined with `;`, dates as YYYY-MM-DD."""

from __future__ import annotations

import csv
import io
import math
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from components.downloads.cells import defused, joined, with_named_index


def _text(value: Any) -> Any:
    match joined(value):
        case None:
            return ""
        case bool(flag):
            return "true" if flag else "false"
        case datetime() | date() as moment:
            return moment.isoformat()
        case float(number):
            return repr(number)
        case str(text):
            return defused(text)
        case other:
            return other


def _texts(column: pd.Series) -> list[Any]:
    """The cells of a column as written. Where a column is of one kind no cell's type is asked for, and each
    different text or day is written once.
    """
    kind = column.dtype.kind if isinstance(column.dtype, np.dtype) else ""
    if kind == "f":
        return [repr(number) if math.isfinite(number) else "" for number in column.tolist()]
    if kind == "M" or isinstance(column.dtype, pd.StringDtype):
        codes, different = pd.factorize(column)
        texts = [*map(_text, different.tolist()), ""]  # a gap has the code −1
        return [texts[code] for code in codes.tolist()]
    return [_text(value) for value in column.tolist()]


def csv_bytes(frame: pd.DataFrame, *, bom: bool = False) -> bytes:
    """`frame` as CSV. Numbers keep every digit (`repr`), so reading them back gives the same floats.

    Text that a spreadsheet would run as a formula gets an apostrophe before it. bom: begin with a byte-order
    mark, without which Excel takes the file for another encoding than UTF-8 and spoils Chinese text.
    """
    frame = with_named_index(frame)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([defused(str(name)) for name in frame.columns])
    columns = [_texts(frame.iloc[:, place]) for place in range(frame.shape[1])]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")
