"""The parts of the Bring-your-own page: uploading, what is wrong with it, and its study.

What is uploaded lives in this visit's session and nowhere else: no cache that visits share sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components.charts import impact
from components.charts.chart import Source
from components.charts.impact.words import finding
from components.charts.kit.look import Look
from components.charts.kit.pairs import SIGNIFICANT, used
from components.charts.kit.record import chosen_companies, listings_of
from components.controls.glossary_links import linked
from components.controls.impact.ranking import MOST_ROWS, draw_rows, rows_of
from components.controls.plain_text import plain
from components.controls.show import show
from components.controls.state import View
from components.controls.study_switches import offer_every_session
from components.downloads import csv_bytes, xlsx_bytes
from components.language import counted
from components.upload import events as own_events
from components.upload import prices as own_prices
from components.upload.limits import MAX_BYTES, MAX_EVENT_ROWS, MAX_OWN_LISTINGS, MAX_PRICE_ROWS, size_text
from components.upload.own_study import as_snapshot, own_pairs
from components.upload.problems import AmbiguousDates, UploadError, problem_table
from data import Snapshot
from data.kinds import EXCHANGES

ORDERS = ("day first", "month first")
PREVIEW_ROWS = 200
PRIVACY = (
    "Your file is read in this visit only: it is not stored, not shown to anybody else, and gone when "
    f"you close or reload the page. Limits: {size_text(MAX_BYTES)} a file, {MAX_EVENT_ROWS:,} events, "
    f"{MAX_PRICE_ROWS:,} prices of up to {MAX_OWN_LISTINGS} shares."
)


def templates() -> None:
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
                notes = {column: meaning for column, meaning in kind.COLUMNS.items()}
                st.download_button(
                    "CSV",
                    csv_bytes(table),
                    f"{name}-template.csv",
                    key=f"{name}-template-csv",
                    on_click="ignore",
                )
                st.download_button(
                    "Excel",
                    lambda t=table, n=notes: xlsx_bytes(t, n),
                    f"{name}-template.xlsx",
                    key=f"{name}-template-xlsx",
                    on_click="ignore",
                )


def upload_events(snapshot: Snapshot, companies: tuple[str, ...]) -> own_events.EventsUpload | None:
    taken = frozenset(snapshot.events.index)
    return _upload(
        "events",
        "Your events (CSV or XLSX)",
        lambda content, order: own_events.read_events(content, companies, taken=taken, date_order=order),
    )


def upload_prices(snapshot: Snapshot) -> own_prices.PricesUpload | None:
    sessions = {exchange: snapshot.sessions(exchange) for exchange in EXCHANGES}
    taken = frozenset(snapshot.listings.index)
    return _upload(
        "prices",
        "Prices of further shares (CSV or XLSX), if wanted",
        lambda content, order: own_prices.read_prices(content, sessions, taken=taken, date_order=order),
    )


def _upload(name: str, label: str, read: Callable[[bytes, Any], Any]) -> Any:
    """One uploader: the file is parsed once, and again when the uploader says how its dates are written."""
    state = st.session_state
    file = st.file_uploader(
        label, type=["csv", "xlsx", "txt", "tsv"], key=f"own-{name}", max_upload_size=MAX_BYTES // 1024**2
    )
    if file is None:
        state.pop(f"own-{name}-parsed", None)
        return None
    order = state.get(f"own-{name}-order-{file.file_id}")
    key = (file.file_id, order)
    if state.get(f"own-{name}-parsed", (None,))[0] != key:
        try:
            state[f"own-{name}-parsed"] = (key, read(file.getvalue(), order))
        except UploadError as problem:
            state[f"own-{name}-parsed"] = (key, problem)
    outcome = state[f"own-{name}-parsed"][1]
    if isinstance(outcome, AmbiguousDates) or order:
        st.radio(
            "How are dates written in this file?",
            ORDERS,
            index=ORDERS.index(order) if order else None,
            format_func={"day first": "Day first: 31/12/2021", "month first": "Month first: 12/31/2021"}.get,
            horizontal=True,
            key=f"own-{name}-order-{file.file_id}",
        )
    if isinstance(outcome, UploadError):
        st.error(f"{plain(str(outcome))}.", icon=":material/upload_file:")
        return None
    return outcome


def report(upload: Any, kept: int, noun: str) -> None:
    """How the file was read, and every row that was left out, with its reason."""
    for note in upload.notes:
        st.info(note, icon=":material/info:")
    if not upload.problems:
        st.success(f"{counted(kept, noun)} read, none left out.", icon=":material/check:")
        return
    st.warning(
        f"{counted(kept, noun)} read; {counted(upload.rows_left_out, 'row')} left out, for these reasons:",
        icon=":material/rule:",
    )
    table = problem_table(upload.problems)
    st.dataframe(table, hide_index=True, height=min(38 * (len(table) + 1), 260), key=f"own-problems-{noun}")


def preview(events: pd.DataFrame) -> None:
    with st.expander(f"Preview of your {counted(len(events), 'event')}"):
        st.dataframe(events.reset_index().head(PREVIEW_ROWS).drop(columns="row"), hide_index=True)
        if len(events) > PREVIEW_ROWS:
            st.caption(f"The first {PREVIEW_ROWS} are shown.")


def study_of_own(
    snapshot: Snapshot, view: View, events: pd.DataFrame, prices: own_prices.PricesUpload | None, look: Look
) -> None:
    """The sentence, the ranking and the table of the visitor's own events."""
    symbols = tuple(listings_of(snapshot, chosen_companies(snapshot, view.company), view.market).index)
    pairs = own_pairs(snapshot, events, view.study_params(symbol=symbols).spec(), prices)
    if view.affected:
        pairs = pairs[pairs["affected"]]
    st.markdown(f"**{finding(used(pairs))}**")
    offer_every_session(pairs["status"], view)
    shown = pairs[pairs["q"] <= SIGNIFICANT] if view.significant else pairs
    shown = shown.sort_values(["car", "date", "event_id"], na_position="last", kind="stable")
    own = as_snapshot(snapshot, events, prices)
    params = view.for_chart(impact.Params, event=None)
    chart = impact.unselected(own, shown, params, look).chart(impact.SLUG, own, params, look)
    brought = Source(f"your own {counted(len(events), 'event')}, which are no part of the record")
    prices_from = tuple(source for source in chart.sources if not source.url)
    show(replace(chart, sources=(*prices_from, brought)), key="own-impact", served=False)
    rows = rows_of(own, shown, look)
    if len(rows) == MOST_ROWS:
        st.caption(f"The {MOST_ROWS:,} largest moves; the download above has every pair.")
    draw_rows(rows, height=460, key="own-ranking")
    st.caption(
        f"{linked('overlap', 'Overlaps')} and "
        f"{linked('clean-estimation', 'undisturbed estimation')} know your events only. "
        f"{linked('day-0', 'Day 0')} follows the rule of Data & method. Shares that you bring have "
        "no market value."
    )
