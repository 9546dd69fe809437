"""The formats in which a table of the package is given; the same bytes whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd

from components.downloads import csv_bytes, json_bytes
from components.downloads.parquet_file import parquet_bytes
from components.downloads.stata_file import stata_bytes
from components.package.fields import fields_of
from components.package.tables import PackageTable
from components.record_name import LICENCE, record_name
from data import Snapshot
from data.editions import latest_edition

FORMATS = {
    "csv": ("text/csv; charset=utf-8", "CSV", "spreadsheets and any program"),
    "json": ("application/json", "JSON", "programs; lists are arrays"),
    "parquet": ("application/vnd.apache.parquet", "Parquet", "pandas, R, DuckDB, Spark"),
    "dta": ("application/x-stata", "Stata", "Stata 14 and later (version 118)"),
}
"""Ending → media type, name, who reads it."""


def as_of(snapshot: Snapshot) -> datetime:
    """The last session with prices: the time that files bear, so that equal records make equal files."""
    return datetime.combine(snapshot.last_session.date(), datetime.min.time(), UTC)


def table_bytes(
    table: PackageTable,
    snapshot: Snapshot,
    ending: str,
    frame: pd.DataFrame | None = None,
    *,
    bom: bool = True,
) -> bytes:
    """The table as a file. frame: part of it, instead of all. bom: of a CSV only, see `csv_bytes`.

    Raises `KeyError` for an ending that is not in `FORMATS`.
    """
    if ending not in FORMATS:
        raise KeyError(f"{ending!r}: must be one of {', '.join(FORMATS)}")
    frame = table.select(snapshot) if frame is None else frame
    if ending == "csv":
        return csv_bytes(frame, bom=bom)
    if ending == "json":
        return json_bytes(frame)
    meanings = {field.name: field.meaning for field in fields_of(table, frame)}
    title = f"{record_name()}: {table.title}"
    if ending == "dta":
        made = as_of(snapshot).replace(tzinfo=None)
        return stata_bytes(frame, meanings, f"{table.title}, version {snapshot.version}", made)
    return parquet_bytes(
        frame,
        meanings,
        {
            "title": title,
            "description": table.meaning,
            "data_version": snapshot.version,
            "edition": latest_edition(snapshot),
            "licence": LICENCE,
        },
    )
