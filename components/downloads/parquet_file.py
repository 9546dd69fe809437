"""Parquet: typed columns, lists as lists, each column's meaning in its metadata."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from components.downloads.cells import with_named_index


def parquet_bytes(frame: pd.DataFrame, meanings: Mapping[str, str], notes: Mapping[str, str]) -> bytes:
    """`frame` as one Parquet file, days as `date32`; equal frames make equal bytes.

    meanings: column → what it means, kept as the column's `description`. notes: kept with the whole file.
    """
    frame = with_named_index(frame)
    columns = {str(name): _column(frame[name]) for name in frame.columns}
    schema = pa.schema(
        [
            pa.field(name, column.type, metadata={"description": meanings.get(name, "")})
            for name, column in columns.items()
        ],
        metadata=dict(notes),
    )
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(list(columns.values()), schema=schema), out, compression="zstd")
    return out.getvalue()


def _column(cells: pd.Series) -> pa.Array:
    if pd.api.types.is_datetime64_any_dtype(cells):
        return pa.array(cells.astype("datetime64[ms]"), from_pandas=True).cast(pa.date32())
    if any(isinstance(cell, tuple | list) for cell in cells):
        return pa.array([list(cell) for cell in cells], pa.list_(pa.string()))
    if pd.api.types.is_numeric_dtype(cells):
        return pa.array(cells.to_numpy(), from_pandas=True)
    return pa.array([None if pd.isna(cell) else str(cell) for cell in cells], pa.string())
