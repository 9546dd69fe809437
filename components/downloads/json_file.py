"""JSON: a list of records, lists kept as lists, a missing value as null."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pandas as pd

from components.downloads.cells import plain, with_named_index


def _encode(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"a cell of type {type(value).__name__} cannot be written as JSON")


def json_bytes(frame: pd.DataFrame) -> bytes:
    """`frame` as a JSON list, one object a row; strict JSON (no NaN), UTF-8, not escaped to ASCII."""
    frame = with_named_index(frame)
    names = [str(name) for name in frame.columns]
    columns = [[plain(value) for value in frame.iloc[:, place].tolist()] for place in range(frame.shape[1])]
    records = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    return json.dumps(records, ensure_ascii=False, allow_nan=False, default=_encode, indent=1).encode("utf-8")
