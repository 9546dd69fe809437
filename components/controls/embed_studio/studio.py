"""The parts of the Embed page: one form for any chart, its words and marks, preview and codes."""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.charts import catalogue
from components.charts.kit.theme import TYPE_NAMES
from components.controls.embed_studio.marks_form import marks_form
from components.controls.embed_studio.pasted import code_of, oembed_address
from components.controls.plain_text import plain
from components.embed import links
from components.embed.citation import cite
from components.embed.heights import embed_height
from components.embed.pointed import MOST_HIGHLIGHTED
from components.embed.presentation import MARKS, Presentation
from components.embed.request import Asked, read
from components.params import Params
from components.params.kinds import (
    NONE_OF_THEM,
    BadParam,
    Choice,
    Choices,
    Day,
    EventId,
    EventIds,
    EventIdsOrNone,
    Flag,
    Kind,
    Number,
    Text,
)
from data import Snapshot

_LABELS = {
    "q": "Text in the event",
    "event": "Event",
    "log": "Logarithmic axis",
    "significant": "Beyond chance only",
    "clean_events": "Clean events only",
}
_NAMES = {**TYPE_NAMES, "hk": "Hong Kong", "us": "New York", "both": "Both"}
WIDEST = 960
"""Pixels for which the height of a preview at full width is meant."""
WIDTHS: dict[str, int | Literal["stretch"]] = {"Phone": 375, "Column": 640, "Full width": "stretch"}


def chosen_chart(snapshot: Snapshot) -> tuple[str, dict[str, str]]:
    """The chart of the address and its query; another chart starts from its example."""
    slugs = list(catalogue.CATALOGUE)
    given = {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}
    asked = given.pop("chart", slugs[0])
    if asked not in slugs:
        st.warning(
            f"There is no chart “{plain(asked[:60])}”; here is the first of the list.",
            icon=":material/link_off:",
        )
    slug = st.selectbox(
        "Chart",
        slugs,
        index=slugs.index(asked) if asked in slugs else 0,
        format_func=lambda one: catalogue.CATALOGUE[one].NAME,
        help="Every chart of the dashboard can be embedded.",
    )
    st.caption(catalogue.CATALOGUE[slug].SUMMARY)
    if slug != asked or not given:
        given = catalogue.CATALOGUE[slug].example(snapshot).query()
    return slug, given


def chart_form(slug: str, query: dict[str, str], snapshot: Snapshot) -> Params:
    """A widget for every parameter of the chart, showing what the query says."""
    params_class: type[Params] = catalogue.CATALOGUE[slug].Params
    params, problems = params_class.parse_leniently(query, snapshot, ignore_unknown=True)
    for problem in problems:
        st.warning(f"{plain(str(problem))} The chart is shown without it.", icon=":material/link_off:")
    texts: dict[str, str] = {}
    wide, row = st.container(), list[DeltaGenerator]()
    for name, field in params_class.asked().items():
        kind, value = field.metadata["kind"], getattr(params, field.name)
        label = _LABELS.get(name, name.replace("_", " ").capitalize())
        if isinstance(kind, (EventId, EventIds)):
            place = wide
        else:  # row by row: on a phone, columns stand below one another
            row = row or list(st.columns(2, vertical_alignment="bottom"))
            place = row.pop(0)
        with place:
            texts[name] = _widget(
                label, kind, value, field.metadata["help"], f"studio-{slug}-{name}", snapshot
            )
    try:
        return params_class.parse({name: text for name, text in texts.items() if text}, snapshot)
    except BadParam as problem:
        st.error(str(problem))
        return params


def _widget(label: str, kind: Kind, value: Any, help: str, key: str, snapshot: Snapshot) -> str:
    """One parameter as a widget; what it holds, as text for a query."""
    match kind:
        case EventId():
            ids: list[str | None] = [None, *snapshot.events.index]
            chosen: Any = st.selectbox(
                label,
                ids,
                ids.index(value),
                format_func=lambda one: _event_name(snapshot, one),
                help=help,
                key=key,
            )
        case Choice():
            options = kind.options if isinstance(kind.options, tuple) else tuple(kind.options(snapshot))
            offered: tuple[str | None, ...] = options if value is not None else (None, *options)
            chosen = st.selectbox(
                label, offered, offered.index(value), format_func=_named, help=help, key=key
            )
        case Choices():
            options = kind.options if isinstance(kind.options, tuple) else tuple(kind.options(snapshot))
            chosen = tuple(st.multiselect(label, options, value, format_func=_named, help=help, key=key))
        case EventIds():
            either = NONE_OF_THEM if isinstance(kind, EventIdsOrNone) else ()
            chosen = tuple(
                st.multiselect(
                    label,
                    [*either, *snapshot.events.index],
                    value,
                    format_func=lambda one: _event_name(snapshot, one),
                    help=help,
                    key=key,
                )
            )
        case Flag():
            chosen = st.checkbox(label, value, help=help, key=key)
        case Number() if kind.whole:
            chosen = st.number_input(label, int(kind.low), int(kind.high), value, help=help, key=key)
        case Number():
            chosen = st.number_input(label, kind.low, kind.high, value, help=help, key=key)
        case Day():
            first, last = snapshot.prices["date"].min().date(), snapshot.events["date"].max().date()
            chosen = st.date_input(label, value, min_value=first, max_value=last, help=help, key=key)
        case Text():
            chosen = st.text_input(label, value, max_chars=kind.longest, help=help, key=key)
        case _:
            shown = "" if value is None else kind.write(value)
            return st.text_input(label, shown, placeholder="Default", help=help, key=key)
    return "" if chosen is None or chosen == () else kind.write(chosen)


def _named(option: str | None) -> str:
    """What a reader calls an option; codes of listings and companies stay as they are."""
    if option is None:
        return "Default"
    return _NAMES.get(option, option.capitalize() if option.islower() and option.isascii() else option)


def _event_name(snapshot: Snapshot, event: str | None) -> str:
    named = event in snapshot.events.index
    return f"{event[:10]} {snapshot.events.at[event, 'title']}" if event and named else "None"


def words_form(query: dict[str, str], snapshot: Snapshot) -> Presentation:
    """The publisher's words, up to eight marked dates, theme and freezing."""
    start, problems = Presentation.parse_leniently(query, snapshot, ignore_unknown=True)
    for problem in problems:
        st.warning(f"{plain(str(problem))} The chart is shown without it.", icon=":material/link_off:")
    limits = {name: kind.longest for name, kind in Presentation.kinds().items() if isinstance(kind, Text)}
    title = st.text_input("Title", start.title, max_chars=limits["title"], placeholder="As on the chart")
    subtitle = st.text_input(
        "Subtitle", start.subtitle, max_chars=limits["subtitle"], placeholder="As on the chart"
    )
    note = st.text_area("Note", start.note, max_chars=limits["note"], placeholder="None", height=80)
    source = st.text_input(
        "Source line", start.source, max_chars=limits["source"], placeholder="As on the chart"
    )
    byline = st.text_input("Byline", start.byline, max_chars=limits["byline"], placeholder="None")
    alt = st.text_area(
        "Text in place of the picture",
        start.alt,
        max_chars=limits["alt"],
        placeholder="As on the chart: it states the numbers",
        height=80,
        help="What a screen reader says, and what stands where pictures are off.",
    )
    marks = marks_form(start, snapshot)
    highlight = _highlight(start, snapshot)
    theme = st.segmented_control(
        "Theme",
        ("auto", "light", "dark"),
        default=start.theme if "theme" in query else "light",
        format_func=str.capitalize,
        help="Auto follows the setting of each reader's device.",
    )
    compact = st.toggle(
        "Compact",
        start.compact,
        help="Title, picture and one line of source, for frames of a fixed height and newsletters.",
    )
    choices = st.toggle(
        "Reader’s choice",
        start.choices,
        help="Chips inside the embed by which readers choose a company and an event window.",
    )
    frozen = st.toggle(
        "Keep showing the data of today’s record",
        start.frozen is not None,
        help=(
            "On: the chart stays as you cite it, and says so if the record is corrected later. Off: it "
            "follows the record."
        ),
    )
    return start.replace(
        theme=theme or "light",
        title=title,
        subtitle=subtitle,
        note=note,
        source=source,
        byline=byline,
        alt=alt,
        compact=compact,
        choices=choices,
        highlight=highlight,
        frozen=(start.frozen or snapshot.version) if frozen else None,
        **dict(zip(MARKS, marks, strict=True)),
    )


def _highlight(start: Presentation, snapshot: Snapshot) -> tuple[str, ...]:
    """Companies first, then events."""
    offered = [*snapshot.companies.index, *snapshot.events.index]
    chosen = st.multiselect(
        "Highlight",
        offered,
        list(start.highlight),
        format_func=lambda one: one if one in snapshot.companies.index else _event_name(snapshot, one),
        max_selections=MOST_HIGHLIGHTED,
        placeholder="Companies and events that stand out",
        help="The others are drawn faintly.",
    )
    return tuple(chosen)


def arranged(
    slug: str, params: Params, presentation: Presentation, snapshot: Snapshot, home: str
) -> Asked | None:
    """The embed that the form describes, or an explanation in its place."""
    try:
        asked = read(slug, {**params.query(), **presentation.query()}, snapshot, home=home)
        asked.check_pointed()
        embed_height(asked, WIDEST)  # steps and choices that the chart cannot have
        return asked
    except (BadParam, LookupError) as problem:
        st.error(str(problem))
        return None


def remember(asked: Asked) -> None:
    """The form lives in the address, so that a copied link reopens it."""
    wanted = {"chart": asked.slug, "theme": asked.presentation.theme, **asked.query}
    if {name: st.query_params.get_all(name) for name in st.query_params} != {
        name: [text] for name, text in wanted.items()
    }:
        st.query_params.from_dict(wanted)


def preview(asked: Asked, root: str) -> None:
    """The embed itself, at the address that is pasted, as wide as chosen."""
    width = st.segmented_control("Preview at", list(WIDTHS), default="Column") or "Column"
    pixels = WIDTHS[width]
    height = embed_height(asked, WIDEST if pixels == "stretch" else pixels)
    st.iframe(
        links.embed_url(root, asked.slug, asked.query),
        width=pixels,
        height=height,
        alt=f"Preview: {asked.words.title}",
    )


def codes(asked: Asked, base: str, root: str) -> None:
    """The preview, what a publisher copies, and what they keep as a file."""
    query, slug = asked.query, asked.slug
    shown, frame, oembed, citation, files = st.tabs(["Preview", "Embed code", "oEmbed", "Citation", "Files"])
    with shown:
        preview(asked, root)
    with frame:
        st.code(code_of(asked, base), language=None, wrap_lines=True)
        st.caption(
            "The frame works alone; the script fits its height to the chart and may stand once on a page."
        )
    with oembed:
        address = oembed_address(asked, base)
        st.code(address, language=None, wrap_lines=True)
        st.caption("Paste this address where your editor understands oEmbed. The answer it gets is at:")
        st.code(links.with_query(f"{base}/oembed", {"url": address}), language=None, wrap_lines=True)
    with citation:
        cited = cite(asked.chart, asked.words.title, links.embed_url(base, slug, asked.frozen_query))
        for name, text in (("Plain", cited.plain), ("APA", cited.apa), ("BibTeX", cited.bibtex)):
            st.caption(name)
            st.code(text, language=None, wrap_lines=True)
    row = files.container(horizontal=True, gap="small")
    for label, ending, more in (
        ("PNG", ".png", {"scale": "2", "download": "1"}),
        ("Social card", ".png", {"card": "1", "download": "1"}),
        ("SVG", ".svg", {"download": "1"}),
        ("PDF", ".pdf", {"download": "1"}),
        ("CSV", ".csv", {}),
        ("Excel", ".xlsx", {}),
        ("HTML file", ".html", {}),
    ):
        row.link_button(
            label, links.embed_url(base, slug, {**query, **more}, ending), icon=":material/download:"
        )
