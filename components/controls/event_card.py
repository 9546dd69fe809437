"""The chosen event in short, beside the timeline; and its facts, shared with the event page."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.charts.kit.theme import TYPE_NAMES
from components.controls.glossary_links import actor_html
from components.controls.impact_table import impact_table
from components.controls.plain_text import plain
from components.controls.since_then import since_then
from components.controls.state import update_view
from components.controls.views import View
from components.language import day
from data import Snapshot

CONFIDENCE = {"high": "date certain", "medium": "date likely"}


def event_card(snapshot: Snapshot, view: View) -> None:
    """What happened, who acted, how the shares moved, and the way to the whole story."""
    if view.event is None:
        st.info("Choose an event on the chart or in the list: its story and the moves beside it appear here.")
        landmarks(snapshot)
        return
    event = snapshot.events.loc[view.event]
    with st.container(border=True, key="event-card"):
        headline(event, level=3)
        st.html(f"<p>{html.escape(event['summary'])}</p>")
        st.html(actors_line(snapshot, view.event))
        impact_table(snapshot, view, view.event, brief=True)
        since_then(snapshot, view, view.event, brief=True)
        sources_list(snapshot, view.event, most=3)
        st.page_link("event.py", label="The whole story: sources, dating, charts", query_params=view.query())


def landmarks(snapshot: Snapshot, most: int = 8) -> None:
    """The landmark events in time, to start from."""
    ranked = snapshot.events[snapshot.events["label"] != ""].nsmallest(most, "label_rank").sort_index()
    st.caption("Or start from a landmark:")
    with st.container(gap=None):
        for event in ranked.itertuples():
            st.button(
                f"{day(event.date)}: {plain(event.label)}",
                key=f"landmark-{event.Index}",
                type="tertiary",
                on_click=update_view,
                kwargs={"event": event.Index},
            )


def headline(event: pd.Series, *, level: int) -> None:
    """Date, type and direction over the title, with its Chinese title."""
    kind, direction = TYPE_NAMES[event["type"]], event["direction"]
    zh = f'<div class="zh" lang="zh">{html.escape(event["title_zh"])}</div>' if event["title_zh"] else ""
    st.html(
        f'<p class="kicker">{day(event["date"])} · {html.escape(kind)} · '
        f'<span class="direction {direction}">{direction}</span> · severity {event["severity"]} of 5 · '
        f"{CONFIDENCE.get(event['confidence'], event['confidence'])}</p>"
        f'<h{level} style="margin:0;padding:0;line-height:1.25">'
        f"{html.escape(plain_title(event['title']))}</h{level}>{zh}"
    )


@remembered(256)
def actors_line(snapshot: Snapshot, event_id: str) -> str:
    """Who acted, with Chinese names and the way to what they are, as HTML."""
    event = snapshot.events.loc[event_id]
    names = [
        (
            f'{actor_html(snapshot, code, row["name"])} <span class="zh" '
            f'lang="zh">{html.escape(row["name_zh"])}</span>'
        )
        for code in event["actors"]
        for row in [snapshot.actors.loc[code]]
    ]
    named = ", ".join(html.escape(company) for company in event["companies"])
    parts = [
        f"<strong>Who acted:</strong> {'; '.join(names)}." if names else "",
        f"<strong>Named:</strong> {named}." if named else "",
    ]
    return f'<p class="event-meta">{" ".join(part for part in parts if part)}</p>'


def sources_list(snapshot: Snapshot, event_id: str, most: int | None = None) -> None:
    """The sources with their links; `most` of them, or all."""
    st.html(_sources_html(snapshot, event_id, most))


def _outward(url: str, words: str) -> str:
    """A link to another site; `words` are HTML."""
    return f'<a href="{html.escape(url, quote=True)}" target="_blank" rel="noopener">{words}</a>'


@remembered(256)
def _sources_html(snapshot: Snapshot, event_id: str, most: int | None) -> str:
    sources = snapshot.sources[snapshot.sources["event_id"] == event_id]
    shown = sources.head(most) if most else sources
    lines = []
    for source in shown.itertuples():
        title = html.escape(source.title or source.url)
        url = str(source.url)
        linked = _outward(url, title) if url.startswith("http") else title
        published = f", {source.published}" if source.published else ""
        kept = f", {_outward(source.archived, 'archived copy')}" if source.archived else ""
        lines.append(f"<li>{html.escape(source.publisher)}: {linked}{html.escape(str(published))}{kept}</li>")
    more = len(sources) - len(shown)
    rest = f'<p class="event-meta">and {more} more on the event page</p>' if more else ""
    return f'<ul class="event-meta" style="padding-left:1.1em;margin-bottom:.2em">{"".join(lines)}</ul>{rest}'
