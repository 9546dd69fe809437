"""`show`: one chart on a page, with everything that must stand around it."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from components.charts.catalogue import build
from components.charts.chart import Chart
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.controls.address import app_address
from components.controls.chart_clicks import on_chart_click
from components.controls.share import share
from components.controls.tables import day_columns, small_columns
from components.downloads import csv_bytes, json_bytes, xlsx_bytes
from components.embed.chrome import CannotRender
from components.embed.drawing import Draw
from components.embed.links import embed_url
from components.embed.own_file import own_file
from components.embed.questions import answers_of, questions_html
from components.params import Params
from data import Snapshot

PLOTLY_CONFIG = {"displayModeBar": False, "responsive": True, "doubleClick": "reset", "scrollZoom": False}


@remembered(96)
def remembered_chart(snapshot: Snapshot, slug: str, params: Params, look: Look) -> Chart:
    """The chart `slug`, remembered: most reruns change something else on the page."""
    return build(slug, snapshot, params, look)


def show(
    chart: Chart,
    *,
    key: str,
    on_click: Callable[[str], None] | None = None,
    on_select: Callable[[], None] | None = None,
    selection_mode: tuple[str, ...] = ("points",),
    served: bool = True,
    redraw: Draw | None = None,
) -> None:
    """Title, figure, source line, table view, downloads and the way to embed it.

    `on_click` gets the id that a clicked point carries. `on_select` is called before the rerun; the selection
    is `st.session_state[key]`.
    `served` is False for charts of a reader's own data, which no address can rebuild:
    those offer files instead of links, and the embed as one too where `redraw` gives the chart in any look.
    """
    picture(chart, key=key, on_click=on_click, on_select=on_select, selection_mode=selection_mode)
    fine_print(chart, key=key, served=served, redraw=redraw)


def picture(
    chart: Chart,
    *,
    key: str,
    on_click: Callable[[str], None] | None = None,
    on_select: Callable[[], None] | None = None,
    selection_mode: tuple[str, ...] = ("points",),
) -> None:
    """The upper part of `show`: title and figure. `fine_print` must stand somewhere near."""
    st.html(
        f'<p class="chart-title" role="heading" aria-level="2">{html.escape(chart.title)}</p>'
        f'<p class="chart-subtitle">{html.escape(chart.subtitle)}</p>'
    )
    selecting: dict[str, Any] = (
        {"on_select": on_select, "selection_mode": selection_mode} if on_select else {}
    )
    st.plotly_chart(
        chart.figure,
        theme=None,
        key=key,
        config=PLOTLY_CONFIG,
        alt=chart.alt.removesuffix(chart.selection.alt),
        **selecting,
    )
    if on_click:
        on_chart_click(key, on_click, chart.selection)


def fine_print(chart: Chart, *, key: str, served: bool = True, redraw: Draw | None = None) -> None:
    """The lower part of `show`: sources, caveats, table, downloads, embed, answers."""
    notes = "".join(f"<br>{html.escape(note)}" for note in chart.notes)
    st.html(f'<p class="source-line">{_source_line(chart)}{notes}</p>')
    _around(chart, key, served, redraw)
    _answers(chart, key, served)


def _source_line(chart: Chart) -> str:
    """The chart's source line with its links: a publisher's first page on its name, further ones numbered."""
    pages: dict[str, list[str]] = {}
    for source in chart.sources:
        pages.setdefault(source.name, []).append(source.url)
    names = [_linked_pages(name, urls) for name, urls in pages.items()]
    through = chart.through_line
    return f"Source: {'; '.join(names)}. {through}" if names else through


def _linked_pages(name: str, urls: list[str]) -> str:
    words = html.escape(name)
    further = [
        _page(url, str(number), f"{words}, page {number}") for number, url in enumerate(urls[1:], start=2)
    ]
    return _page(urls[0], words) + (f" ({', '.join(further)})" if further else "")


def _page(url: str, words: str, spoken: str = "") -> str:
    """A link to a page outside; the words alone where the address is none."""
    if not url.startswith(("https://", "http://")):
        return words
    label = f' aria-label="{spoken}"' if spoken else ""
    return f'<a href="{html.escape(url, quote=True)}" rel="noopener" target="_blank"{label}>{words}</a>'


def _around(chart: Chart, key: str, served: bool, redraw: Draw | None) -> None:
    """Table, downloads and embed, each made only when asked for."""
    served = served and not chart.data_version.endswith("+own")  # an address does not know this visit
    row = st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"{key}-around")
    with row:
        table = st.popover("Table", on_change="rerun", key=f"{key}-table")
        files = st.popover("Download", on_change="rerun", key=f"{key}-files")
        if served:
            st.page_link(
                "embed_studio.py",
                label="Embed this",
                query_params={"chart": chart.slug, **chart.params.query()},
            )
            share(chart, key)
    if table.open:
        with table:
            st.caption("The numbers behind the picture. Returns are fractions: −0.05 is −5%.")
            st.dataframe(
                chart.table,
                hide_index=True,
                column_config=day_columns(chart.table) | small_columns(chart.table),
            )
    if files.open:
        with files:
            _files(chart, key, served)
            if redraw is not None:
                _embed_file(chart.slug, redraw, key)


def _answers(chart: Chart, key: str, served: bool) -> None:
    """What readers ask under a chart, answered when asked for. A visitor's own chart stands at no address."""
    asked = st.expander("What does it show, and what not?", on_change="rerun", key=f"{key}-answers")
    if not asked.open:
        return
    frozen = {**chart.params.query(), "frozen": chart.data_version}
    address = embed_url(app_address()[0], chart.slug, frozen) if served else ""
    with asked:
        st.html(questions_html(answers_of(chart, address)))


def _files(chart: Chart, key: str, served: bool) -> None:
    st.caption("Exactly what is shown.")
    notes = [
        ("Chart", chart.title),
        ("What it shows", chart.subtitle),
        ("Source", chart.source_line),
        ("Data version", chart.data_version),
        *(("Note", note) for note in chart.notes),
    ]
    for label, ending, data in (
        ("CSV", "csv", lambda: csv_bytes(chart.table, bom=True)),
        ("Excel", "xlsx", lambda: xlsx_bytes(chart.table, notes)),
        ("JSON", "json", lambda: json_bytes(chart.table)),
    ):
        st.download_button(
            label,
            data,
            file_name=f"{chart.slug}.{ending}",
            key=f"{key}-{ending}",
            on_click="ignore",
            width="stretch",
        )
    if served:
        query = urlencode(chart.params.query())
        st.markdown(f"[PNG](/embed/{chart.slug}.png?{query}) · [SVG](/embed/{chart.slug}.svg?{query})")


def _embed_file(slug: str, redraw: Draw, key: str) -> None:
    """The embed of a reader's own chart, drawn when asked for and kept by nobody but them."""
    if not st.button("Make an embed file", key=f"{key}-make-embed", width="stretch"):
        return
    try:
        with st.spinner("Drawing…"):
            made = own_file(redraw)
    except CannotRender as why:
        st.caption(str(why))
        return
    name = f"{slug}-own.html"
    st.download_button(
        "Embed (HTML)", made, name, "text/html", key=f"{key}-embed", on_click="ignore", width="stretch"
    )
    st.caption("One file to put on a site or to keep. Nothing of it stays here.")
