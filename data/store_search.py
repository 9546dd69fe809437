"""The full-text index: English words and Chinese characters alike.

SQLite's tokenizers see a run of Chinese characters as one word. Here
zero-width spaces surround each of them, so that every character is a token and
a Chinese word is a phrase; stripping it gives the text back as written.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SEPARATOR = "\u200b"
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
COLUMNS = ("title", "title_zh", "official_name_zh", "summary", "names", "notes", "sources")
WEIGHTS = (10.0, 10.0, 6.0, 4.0, 4.0, 1.0, 0.5)
"""A hit in the title counts most (bm25 weights, in the order of COLUMNS)."""

CREATE = f"""
    CREATE VIRTUAL TABLE search USING fts5(
      event_id UNINDEXED, {", ".join(COLUMNS)}, tokenize = 'porter unicode61 remove_diacritics 2'
    )
"""
SELECT = """
    SELECT e.id, e.title, e.title_zh, e.official_name_zh, e.summary,
      coalesce((SELECT group_concat(a.name || ' ' || a.name_zh || ' ' || a.code, ' · ')
           FROM event_actors ea JOIN actors a ON a.code = ea.actor WHERE ea.event_id = e.id) || ' · ', '')
      || coalesce((SELECT
             group_concat(f.firm || ' ' || f.name_zh || ' ' || replace(f.aliases, ';', ' '), ' · ')
           FROM event_firms ef JOIN firms f ON f.firm = ef.firm WHERE ef.event_id = e.id), ''),
      e.notes,
      (SELECT group_concat(s.publisher || ': ' || s.title, ' · ')
         FROM sources s WHERE s.event_id = e.id)
    FROM events e ORDER BY e.date, e.id
"""


def spread(text: str | None) -> str:
    """`text` with zero-width spaces around each Chinese character."""
    return CHINESE.sub(lambda match: SEPARATOR + match.group() + SEPARATOR, text or "")


def fill_search(db: Database) -> None:
    """Make the index of the events and their sources anew."""
    db.execute("DROP TABLE IF EXISTS search")
    fill_index(db.conn, [(event, *(spread(text) for text in texts)) for event, *texts in db.execute(SELECT)])


def fill_index(connection: sqlite3.Connection, rows: Iterable[tuple[str, ...]]) -> None:
    """Make the index in `connection` of an event's id and its texts, spread, a row each."""
    connection.execute(CREATE)
    places = ", ".join("?" for _ in range(len(COLUMNS) + 1))
    connection.executemany(f"INSERT INTO search VALUES ({places})", rows)
