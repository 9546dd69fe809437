"""Stata: a `.dta` file of version 118, which holds Chinese text and labels."""

from __future__ import annotations

import io
import textwrap
import warnings
from collections.abc import Mapping
from datetime import datetime

import pandas as pd
from pandas.errors import InvalidColumnName

from components.downloads.cells import joined, with_named_index

LABEL_CHARACTERS = 80
LONGEST_FIXED = 244
"""Bytes beyond which a text column is kept as long strings, each as long as it is."""
LARGEST_LONG = 2_147_483_620
"""Stata's largest whole number; larger ones are kept as doubles, which hold whole numbers to 9e15."""


def stata_bytes(frame: pd.DataFrame, meanings: Mapping[str, str], title: str, made: datetime) -> bytes:
    """`frame` as a Stata 14+ file; equal frames make equal bytes.

    meanings: column → its variable label. title: the data label. made: written as the file's time. Days
    are Stata days (`%td`), true and false 1 and 0, lists joined with `;`. A name that Stata keeps for itself
    (`default`) gets an underscore before it.
    """
    frame = with_named_index(frame)
    columns = {str(name): _column(frame[name]) for name in frame.columns}
    ready = pd.DataFrame(columns)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InvalidColumnName)
        ready.to_stata(
            out,
            version=118,
            write_index=False,
            data_label=_label(title),
            variable_labels={
                label: _label(meanings.get(name, ""))
                for name in ready.columns
                for label in (name, f"_{name}")
            },
            convert_dates={
                name: "td" for name in ready.columns if pd.api.types.is_datetime64_any_dtype(ready[name])
            },
            convert_strl=[name for name in ready.columns if _is_long(ready[name])],
            time_stamp=made,
        )
    return out.getvalue()


def _column(cells: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(cells):
        return cells.astype("int8")
    if pd.api.types.is_integer_dtype(cells):
        large = len(cells) > 0 and cells.abs().max() > LARGEST_LONG
        return cells.astype("float64" if large else "int32")
    if pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_datetime64_any_dtype(cells):
        return cells
    texts = ["" if (text := joined(cell)) is None else str(text) for cell in cells]
    return pd.Series(texts, index=cells.index, dtype=object)


def _is_long(cells: pd.Series) -> bool:
    return cells.dtype == object and max((len(cell.encode()) for cell in cells), default=0) > LONGEST_FIXED


def _label(text: str) -> str:
    return textwrap.shorten(text, LABEL_CHARACTERS, placeholder="…")
