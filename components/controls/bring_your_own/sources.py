"""Where files come from: a file of one's own, a table that is pasted, an example, a template."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components.controls.bring_your_own.kept import EVENTS, PRICES, Brought
from components.controls.plain_text import plain
from components.downloads import csv_bytes, xlsx_bytes
from components.upload import events as own_events
from components.upload import prices as own_prices
from components.upload.example import NAME, antitrust_fines
from components.upload.limits import (
    MAX_BYTES,
    MAX_EVENT_ROWS,
    MAX_FILES,
    MAX_OWN_LISTINGS,
    MAX_PRICE_ROWS,
    size_text,
)
from data import Snapshot

KINDS = ["csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "dta", "json", "html", "htm"]
PRIVACY = (
    "Your files are read in this visit only: they are not stored, not shown to anybody else, and gone when "
    "you "
    f"close or reload the page. Limits: {size_text(MAX_BYTES)} a file, {MAX_EVENT_ROWS:,} events, "
    f"{MAX_PRICE_ROWS:,} prices of up to {MAX_OWN_LISTINGS} shares."
)
_PASTED = "pasted table"
_LABELS = {
    EVENTS: "Your events: CSV, Excel, Stata",
    PRICES: "Prices of further shares, if wanted: as downloaded, several files at once",
}


def begin(snapshot: Snapshot, held: Brought) -> None:
    """The example at one click and the templates."""
    with st.container(horizontal=True, gap="small", key="own-begin"):
        st.button(
            "Try it with eight antitrust fines",
            icon=":material/play_arrow:",
            key="own-example",
            on_click=_take_example,
            args=(snapshot, held),
        )
        _templates()
        if held.files[EVENTS] or held.files[PRICES]:
            st.button(
                "Start over", icon=":material/restart_alt:", key="own-clear", on_click=_clear, args=(held,)
            )


def _take_example(snapshot: Snapshot, held: Brought) -> None:
    held.put(EVENTS, {NAME: csv_bytes(antitrust_fines(snapshot))})


def _clear(held: Brought) -> None:
    held.put(EVENTS, {})
    held.put(PRICES, {})
    held.answers.clear()


def uploader(kind: str, held: Brought) -> None:
    """The place to drop files, the box to paste into, and what is held from before."""
    st.file_uploader(
        _LABELS[kind],
        type=KINDS,
        accept_multiple_files=kind == PRICES,
        key=f"own-{kind}",
        max_upload_size=MAX_BYTES // 1024**2,
        on_change=_files_changed,
        args=(kind, held),
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"own-{kind}-more"):
        with st.popover("Paste a table", icon=":material/content_paste:"):
            st.text_area(
                "Copied from a spreadsheet or a web page, with its header",
                key=f"own-{kind}-paste",
                height=180,
                max_chars=400_000,
                placeholder="date\tticker\tevent\n2021-04-10\t9988.HK\tFine"
                if kind == EVENTS
                else "Date\tClose\n2021-07-02\t110.50",
                on_change=_pasted,
                args=(kind, held),
            )
        if held.files[kind] and not st.session_state.get(f"own-{kind}"):
            names = ", ".join(held.files[kind])
            st.caption(f"In use: **{plain(names)}**")
            st.button("Remove", key=f"own-{kind}-remove", type="tertiary", on_click=held.put, args=(kind, {}))


def _files_changed(kind: str, held: Brought) -> None:
    """The uploader's files are those of the kind; runs only when a visitor changes them."""
    given = st.session_state[f"own-{kind}"]
    files = given if isinstance(given, list) else [given] if given else []
    named: dict[str, bytes] = {}
    for file in files[:MAX_FILES]:
        name, number = file.name, 2
        while name in named:
            name, number = f"{number}. {file.name}", number + 1
        named[name] = file.getvalue()
    held.put(kind, named)


def _pasted(kind: str, held: Brought) -> None:
    text = st.session_state[f"own-{kind}-paste"]
    if text.strip():
        held.put(kind, {_PASTED: text.encode("utf-8", "replace")})


def _templates() -> None:
    """Tables to fill in, and what each column means."""
    with st.popover("Templates", icon=":material/table_view:"):
        for name, kind in (("events", own_events), ("prices", own_prices)):
            st.markdown(f"**{name.capitalize()}**")
            st.table(
                pd.DataFrame({"Column": list(kind.COLUMNS), "Meaning": list(kind.COLUMNS.values())}),
                hide_index=True,
            )
            with st.container(horizontal=True):
                table = kind.template()
                st.download_button(
                    "CSV",
                    csv_bytes(table, bom=True),
                    f"{name}-template.csv",
                    key=f"{name}-template-csv",
                    on_click="ignore",
                )
                st.download_button(
                    "Excel",
                    partial(xlsx_bytes, table, dict(kind.COLUMNS)),
                    f"{name}-template.xlsx",
                    key=f"{name}-template-xlsx",
                    on_click="ignore",
                )
        st.caption(
            "Other layouts are understood as well: lists with a column ticker or company, and price files "
            "as quote pages, "
            "terminals and spreadsheets give them."
        )
