"""Rows as parallel arrays by column: what a picture and its words read many times, without a frame's cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


class Columns:
    """Arrays of one length by name; text is an array of objects. Treat them as read-only."""

    def __init__(self, arrays: Mapping[str, np.ndarray]):
        self._arrays = dict(arrays)

    @classmethod
    def of(cls, frame: pd.DataFrame, names: Iterable[str]) -> Columns:
        """Those of the columns `names` that `frame` has."""
        return cls({name: _array(frame[name]) for name in names if name in frame})

    def __getitem__(self, name: str) -> Any:
        return self._arrays[name]

    def __len__(self) -> int:
        return len(next(iter(self._arrays.values())))

    @property
    def empty(self) -> bool:
        return not len(self)

    def at(self, rows: np.ndarray) -> Columns:
        """Some rows: their places in order, or a mask."""
        return Columns({name: array[rows] for name, array in self._arrays.items()})

    def adding(self, **arrays: np.ndarray) -> Columns:
        """The same rows with further columns."""
        return Columns(self._arrays | arrays)


def _array(column: pd.Series) -> np.ndarray:
    return column.to_numpy(object) if column.dtype == "str" else column.to_numpy()
