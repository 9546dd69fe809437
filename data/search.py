"""Full-text search over events and their sources, in English and Chinese."""

from __future__ import annotations

import html
import os
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from data import store
from data.paths import database_path
from data.snapshot import Snapshot
from data.store_search import CHINESE, SEPARATOR, WEIGHTS, fill_index, spread

OPEN, CLOSE = "\x02", "\x03"
SNIPPET_TOKENS = 24
LONGEST_QUERY = 200
PIECES = re.compile(r'"([^"]*)"|(\S+)')
WORD = re.compile(r"[^\W_]+")


def search_events(source: Snapshot | Path | str | os.PathLike[str] | None, text: str) -> pd.DataFrame:
    """Events that contain every word of `text`, best first.

    Columns: event_id, rank (1 is best), title_html, snippet_html; hits are
    wrapped in <mark>, everything else is escaped. Words match their other
    endings (fine, fined), and beginnings (regul); double quotes hold a phrase
    together; Chinese is found by any run of characters. Any text is legal;
    one without a letter or digit finds nothing.
    """
    query = match_expression(text)
    columns = ["event_id", "rank", "title_html", "snippet_html"]
    if not query:
        return pd.DataFrame(columns=columns)
    weights = ", ".join(str(weight) for weight in (0.0, *WEIGHTS))
    statement = f"""
        SELECT event_id, highlight(search, 1, '{OPEN}', '{CLOSE}'),
          highlight(search, 2, '{OPEN}', '{CLOSE}'),
          snippet(search, -1, '{OPEN}', '{CLOSE}', '…', {SNIPPET_TOKENS})
        FROM search WHERE search MATCH ? ORDER BY bm25(search, {weights}), rowid
    """
    if isinstance(source, Snapshot):
        with source.remember("search", lambda: Index(source.search_rows)).reading() as connection:
            found = connection.execute(statement, (query,)).fetchall()
    else:
        with store.reading(database_path(source)) as connection:
            found = connection.execute(statement, (query,)).fetchall()
    rows = [
        (event, rank, marked(title), marked(snippet))
        for rank, (event, title, _, snippet) in enumerate(found, start=1)
    ]
    return pd.DataFrame(rows, columns=columns)


class Index:
    """The full-text index of a snapshot, in memory: it answers from the record that is shown,
    whatever became of the file. One thread asks at a time."""

    def __init__(self, rows: tuple[tuple[str, ...], ...]):
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        fill_index(self._connection, rows)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection


def match_expression(text: str) -> str:
    """`text` as an FTS5 query: every piece must occur; "" if there is none.

    Each piece becomes quoted phrases of its words, so that no character of
    `text` is ever an operator.
    """
    phrases = []
    for quoted, bare in PIECES.findall(text[:LONGEST_QUERY]):
        words = WORD.findall(spread(quoted or bare))
        if not words:
            continue
        phrase = f'"{" ".join(words)}"'
        is_prefix = bare and not CHINESE.search(words[-1]) and len(words[-1]) > 1
        phrases.append(f"({phrase} OR {phrase}*)" if is_prefix else phrase)
    return " AND ".join(phrases)


def marked(text: str) -> str:
    """Escaped text with its hits in <mark>; neighbouring hits are one."""
    plain = html.escape(text.replace(SEPARATOR, ""))
    return plain.replace(CLOSE + OPEN, "").replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
