"""Which sessions belong to events: overlaps, clean estimation, event-free windows.

An event marks a listing when it affects the company. The marks of all listings are held as one
list sorted by row and session, so that the events in any window are a slice of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

NEAR = 1
"""Sessions on either side of another event's day 0 that clean estimation leaves out."""


@dataclass(frozen=True, eq=False)
class Marks:
    """Events on the listings they affect: parallel arrays, sorted by row, column, event.

    row, column: listing and session of day 0. event: number of the event. shape: the panel's.
    """

    row: np.ndarray
    column: np.ndarray
    event: np.ndarray
    shape: tuple[int, int]

    @classmethod
    def of(cls, row: np.ndarray, column: np.ndarray, event: np.ndarray, shape: tuple[int, int]) -> Marks:
        """Sort marks and drop those without a session and repeated ones."""
        known = column >= 0
        events = int(event.max(initial=0)) + 1
        cell = row[known] * shape[1] + column[known]
        key = np.sort(cell * events + event[known])
        key = key[np.diff(key, prepend=-1) != 0]
        cell = key // events
        return cls(cell // shape[1], cell % shape[1], key % events, shape)

    @cached_property
    def per_session(self) -> np.ndarray:
        """[S, T] events whose day 0 is that session."""
        cell = self.row * self.shape[1] + self.column
        count = np.bincount(cell, minlength=self.shape[0] * self.shape[1])
        return count.reshape(self.shape)

    @cached_property
    def _before(self) -> np.ndarray:
        """Marks before each cell in the sorted list, and their number at the end."""
        return np.concatenate([[0], np.cumsum(self.per_session)])

    @cached_property
    def near(self) -> np.ndarray:
        """[S, T] True within NEAR sessions of an event's day 0."""
        marked = self.per_session > 0
        near = marked.copy()
        for step in range(1, NEAR + 1):
            near[:, step:] |= marked[:, :-step]
            near[:, :-step] |= marked[:, step:]
        return near

    def slices(
        self, row: np.ndarray, column: np.ndarray, window: tuple[int, int]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Start and end, in the sorted marks, of the events inside each pair's window."""
        width = self.shape[1]
        low = row * width + np.clip(column + window[0], 0, width)
        high = row * width + np.clip(column + window[1] + 1, 0, width)
        return self._before[low], self._before[high]
