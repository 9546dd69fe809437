"""What a visitor has brought, kept for this visit and nowhere else.

It is held beside the widgets, which forget their files when another page is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components.upload.child import read_grid
from components.upload.grid import Grid
from components.upload.problems import Answers, UploadError

_KEY = "_brought"
EVENTS, PRICES = "events", "prices"
_MOST_GRIDS, _MOST_RESULTS = 40, 6


@dataclass
class Brought:
    """files: kind → name → content. answers: what was asked and said. grids, results: what was made
    of the files, so that a click elsewhere on the page reads nothing again."""

    files: dict[str, dict[str, bytes]] = field(default_factory=lambda: {EVENTS: {}, PRICES: {}})
    answers: dict[str, str] = field(default_factory=dict)
    grids: dict[tuple[str, str], Grid | UploadError] = field(default_factory=dict)
    results: dict[Any, Any] = field(default_factory=dict)

    def put(self, kind: str, files: dict[str, bytes]) -> None:
        """Take these files for a kind instead of what was there."""
        for name in self.files[kind]:
            self.answers = {key: said for key, said in self.answers.items() if not _is_about(key, name)}
        self.files[kind] = dict(files)

    def said(self) -> Answers:
        return Answers(dict(self.answers))

    def grid(self, kind: str, name: str) -> Grid:
        """The cells of a file. Raises `UploadError`, remembered like the cells are."""
        content = self.files[kind][name]
        encoding = self.answers.get(f"encoding:{name}")
        key = (hashlib.sha256(content).hexdigest(), encoding or "")
        return _once(self.grids, _MOST_GRIDS, key, lambda: read_grid(content, encoding))

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What `make()` returns, or the `UploadError` it raises, made once for a key."""
        return _once(self.results, _MOST_RESULTS, key, make)

    def state_of(self, kind: str) -> tuple[Any, ...]:
        """Changes whenever the files of a kind, or anything that was said, change."""
        hashes = tuple((name, hashlib.sha256(one).hexdigest()) for name, one in self.files[kind].items())
        return (kind, hashes, tuple(sorted(self.answers.items())))


def _is_about(key: str, name: str) -> bool:
    """Whether an answer is of this file: `dates:NAME`, `column:NAME:3`."""
    return key.partition(":")[2] == name or key.partition(":")[2].startswith(f"{name}:")


def brought() -> Brought:
    """The visit's own; made when first asked for."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Brought()
    return st.session_state[_KEY]


def _once(kept: dict[Any, Any], most: int, key: Any, make: Callable[[], Any]) -> Any:
    """`make()`, or the `UploadError` that it raises, from `kept` if it is there; the oldest gives way."""
    if key not in kept:
        while len(kept) >= most:
            kept.pop(next(iter(kept)))
        try:
            kept[key] = make()
        except UploadError as problem:
            kept[key] = problem
    found = kept[key]
    if isinstance(found, UploadError):
        raise found
    return found
