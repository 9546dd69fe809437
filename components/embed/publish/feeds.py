"""The site for readers that are programs: an Atom feed of the events, and a sitemap."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from components.record_name import record_name
from data import Snapshot

_TAG = "tag:china-tech-crackdown,2020"


def atom(snapshot: Snapshot, base: str) -> str:
    """Events, newest first. Times are the events' own: the feed changes only when the record does."""
    events = snapshot.events.iloc[::-1]
    entries = "".join(_entry(str(event_id), row, base) for event_id, row in events.iterrows())
    self_link = f'<link rel="self" href={quoteattr(base + "/feed.xml")}/>\n' if base else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(record_name())}</title>\n<id>{_TAG}:events</id>\n{self_link}"
        f"<link href={quoteattr(base + '/' if base else 'index.html')}/>\n<updated>"
        f"{_moment(events['date'].iloc[0])}</updated>\n"
        f"<author><name>{escape(record_name())}</name></author>\n{entries}</feed>\n"
    )


def _entry(event_id: str, row: pd.Series, base: str) -> str:
    page = f"events/{event_id}/index.html"
    return (
        f"<entry><title>{escape(row['title'])}</title><id>{_TAG}:{escape(event_id)}</id>"
        f"<link href={quoteattr(f'{base}/{page}' if base else page)}/><updated>"
        f"{_moment(row['date'])}</updated>"
        f"<category term={quoteattr(row['type'])}/><summary>{escape(row['summary'])}</summary></entry>\n"
    )


def _moment(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}T00:00:00Z"


def sitemap(base: str, pages: Iterable[str]) -> str:
    """Every page by its full address, as the protocol demands."""
    urls = "".join(f"<url><loc>{escape(f'{base}/{page}')}</loc></url>\n" for page in pages)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
