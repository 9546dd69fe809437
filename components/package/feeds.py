"""Feeds that tell the truth: new events, and corrections as what they are.

An event's entry is published on its own day; it was updated when the edition that brought or last
corrected it was issued. What an edition corrected in a series or another table is an entry of its own.
Times are the record's: a feed changes only when the record does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from components.edition_words import change_and_reason, how_far
from components.language import counted
from components.record_name import LICENCE, record_name
from data import Snapshot
from data.changes import WHOLE_ROW

TAG = "tag:china-tech-crackdown,2020"
ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
MOST_TOLD = 12
"""Corrected entries that one item of a feed spells out."""

Page = Callable[[str], str]
"""The address of an event's page; of the list of changes for ""."""


@dataclass(frozen=True)
class Entry:
    """One item of a feed. published, updated: moments in ISO form with their offset."""

    name: str
    title: str
    page: str
    published: str
    updated: str
    summary: str
    told: str
    tags: tuple[str, ...]


def entries(snapshot: Snapshot, page: Page) -> list[Entry]:
    """Every event and every correction, the last updated first, then the last published."""
    issued = _issued(snapshot)
    found = [*_events(snapshot, page, issued), *_corrections(snapshot, page, issued)]
    return sorted(found, key=lambda entry: (entry.updated, entry.published, entry.name), reverse=True)


def _issued(snapshot: Snapshot) -> dict[str, str]:
    """The moment that stands for each edition: its day, or its month's first; of one in the making, the
    last session on record."""
    days = {}
    for edition, row in snapshot.editions.iterrows():
        text = row["issued"] or f"{snapshot.last_session:%Y-%m-%d}"
        days[str(edition)] = f"{text}-01"[:10] + "T00:00:00Z"
    return days


def _events(snapshot: Snapshot, page: Page, issued: dict[str, str]) -> Iterator[Entry]:
    changes = snapshot.changes
    cells = changes[(changes["table"] == "events.csv") & (changes["column"] != "")]
    told = {str(key): rows for key, rows in cells.groupby("key")}
    for event_id, row in snapshot.events.iterrows():
        published = f"{row['date']:%Y-%m-%d}T00:00:00+08:00"
        updated = issued.get(row["revised"]) or issued.get(row["added"]) or published
        yield Entry(
            str(event_id),
            row["title"],
            page(str(event_id)),
            published,
            updated,
            row["summary"],
            _told(told[str(event_id)]) if str(event_id) in told else "",
            (row["type"], row["direction"]),
        )


def _corrections(snapshot: Snapshot, page: Page, issued: dict[str, str]) -> Iterator[Entry]:
    """An entry for each edition and table that it corrected; rows that merely came are no corrections."""
    changes = snapshot.changes
    came = (changes["column"] == "") & (changes["new"] == WHOLE_ROW)
    came &= ~changes["table"].str.contains("/", regex=False)
    own_entry = (changes["table"] == "events.csv") & (changes["column"] != "")
    for (edition, table), rows in changes[~came & ~own_entry].groupby(["edition", "table"]):
        moment = issued[str(edition)]
        name = str(table).removesuffix(".csv").replace("/", " ")
        yield Entry(
            f"corrections:{edition}:{table}",
            f"Corrected: {counted(len(rows), 'entry', 'entries')} of {name}",
            page(""),
            moment,
            moment,
            f"Edition {edition} corrected {counted(len(rows), 'entry', 'entries')} of {name}.",
            _told(rows),
            ("correction",),
        )


def _told(rows: pd.DataFrame) -> str:
    """What was corrected and why, in sentences; the first of many."""
    sentences = [change_and_reason(row) for _, row in rows.head(MOST_TOLD).iterrows()]
    if len(rows) > MOST_TOLD:
        sentences.append(f"And {len(rows) - MOST_TOLD} more.")
    return " ".join(sentences)


def atom(snapshot: Snapshot, base: str, page: Page) -> str:
    """The feed as Atom (RFC 4287). base: public address of what holds it, or "" where it is not known."""
    found = entries(snapshot, page)
    self_link = f'<link rel="self" href={quoteattr(base + "/feed.xml")}/>\n' if base else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<title>{escape(record_name())}</title>\n<subtitle>{escape(how_far(snapshot))}</subtitle>\n"
        f"<id>{TAG}:events</id>\n{self_link}<link href={quoteattr(page('').split('?')[0] or base or '.')}/>\n"
        f"<updated>{_latest(found)}</updated>\n<rights>{escape(LICENCE)}</rights>\n"
        f"<author><name>{escape(record_name())}</name></author>\n{''.join(map(_atom_entry, found))}</feed>\n"
    )


def _atom_entry(entry: Entry) -> str:
    categories = "".join(f"<category term={quoteattr(tag)}/>" for tag in entry.tags)
    content = f'<content type="text">{escape(entry.told)}</content>' if entry.told else ""
    return (
        f"<entry><title>{escape(entry.title)}</title><id>{TAG}:{escape(entry.name)}</id>"
        f"<link href={quoteattr(entry.page)}/><published>{entry.published}</published>"
        f"<updated>{entry.updated}</updated>{categories}<summary>{escape(entry.summary)}</summary>"
        f"{content}</entry>\n"
    )


def json_feed(snapshot: Snapshot, base: str, page: Page) -> str:
    """The same as JSON Feed 1.1."""
    items = []
    for entry in entries(snapshot, page):
        text = f"{entry.summary}\n\n{entry.told}" if entry.told else entry.summary
        items.append(
            {
                "id": f"{TAG}:{entry.name}",
                "url": entry.page,
                "title": entry.title,
                "content_text": text,
                "summary": entry.summary,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "tags": list(entry.tags),
            }
        )
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": record_name(),
        "description": f"{how_far(snapshot)} {LICENCE}.",
        **({"home_page_url": f"{base}/", "feed_url": f"{base}/feed.json"} if base else {}),
        "language": "en",
        "authors": [{"name": record_name()}],
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _latest(found: list[Entry]) -> str:
    return max((entry.updated for entry in found), default="1970-01-01T00:00:00Z")
