"""The whole record as one SQLite file, with the study's results as a table beside the events."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd

from components.downloads.cells import joined
from components.package.tables import impacts
from data import Snapshot
from data.store import export_copy


def write_database(snapshot: Snapshot, target: Path) -> None:
    """A copy of the store with the table `impacts`: the study by its default settings.

    Its columns are those of `/data/impacts`, with days as text and lists joined by `;`. Raises
    FileExistsError when `target` exists and `sqlite3.Error` when the store cannot be read.
    """
    export_copy(snapshot.path, target)
    frame = impacts(snapshot).copy()
    for name in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[name]):
            frame[name] = frame[name].dt.strftime("%Y-%m-%d")
        elif frame[name].dtype == object:
            frame[name] = frame[name].map(joined)
    with closing(sqlite3.connect(target)) as copy, copy:
        frame.to_sql("impacts", copy, index=False)
        copy.execute("CREATE UNIQUE INDEX impacts_pair ON impacts (event_id, symbol)")
