"""How the files were read: what was understood, what was left out and why, and the table itself."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.controls.bring_your_own.asking import ask
from components.controls.bring_your_own.kept import EVENTS, PRICES, Brought
from components.controls.plain_text import plain
from components.controls.tables import day_columns
from components.language import counted
from components.upload.encoding import NAMES
from components.upload.events import EventsUpload, read_events
from components.upload.grid import Grid
from components.upload.headers import EVENT_ROLES, PRICE_ROLES
from components.upload.prices import PricesUpload, read_prices
from components.upload.problems import Asked, UploadError, shortened
from components.upload.sheet import problem_table
from components.upload.tables import Table, find_table
from data import Snapshot

PREVIEW_ROWS = 30
MOST_ASSIGNED = 24
_ROLE_NAMES = {
    "": "not used",
    "-": "not used",
    "date": "date",
    "close": "close",
    "adj_close": "adjusted close",
    "symbol": "symbol",
    "shares": "shares concerned",
    "announced_at": "hour of publication",
    "fine_cny": "fine in yuan",
    "day0_hk": "day 0 in Hong Kong",
    "day0_us": "day 0 in New York",
}


def read_brought_prices(snapshot: Snapshot, held: Brought) -> PricesUpload | None:
    """The prices of this visit; questions and faults are shown, and None returned."""
    names = list(held.files[PRICES])
    if not names:
        return None

    def read() -> PricesUpload:
        files = []
        for name in names:
            try:
                files.append((name, held.grid(PRICES, name)))
            except UploadError as problem:
                raise UploadError(f"{name}: {problem}" if len(names) > 1 else str(problem)) from None
        return read_prices(files, snapshot, held.said())

    upload = _read(lambda: held.once((*held.state_of(PRICES), snapshot.version), read), held)
    if upload is not None:
        _report(upload, upload.rows_read, "price")
        _findings(upload, held)
    for name in names:
        _table_as_read(PRICES, name, held)
    return upload


def read_brought_events(
    snapshot: Snapshot, held: Brought, prices: PricesUpload | None
) -> EventsUpload | None:
    """The events of this visit; questions and faults are shown, and None returned."""
    name = next(iter(held.files[EVENTS]), None)
    if name is None:
        return None
    listings = prices.named if prices is not None else None
    state = (*held.state_of(EVENTS), snapshot.version, None if listings is None else tuple(listings.index))

    def read() -> EventsUpload:
        return read_events((name, held.grid(EVENTS, name)), snapshot, held.said(), brought=listings)

    upload = _read(lambda: held.once(state, read), held)
    if upload is not None:
        _report(upload, len(upload.events), "event")
    _table_as_read(EVENTS, name, held)
    return upload


def _read(make: Any, held: Brought) -> Any:
    try:
        return make()
    except Asked as asked:
        with st.container(border=True):
            st.markdown("**Before this can be read**")
            ask(asked.questions, held)
    except UploadError as problem:
        st.error(f"{plain(str(problem))}.", icon=":material/upload_file:")
    return None


def _report(upload: EventsUpload | PricesUpload, kept: int, noun: str) -> None:
    """Rows in, rows read, every row that was left out with its reason, and how the file was read."""
    left = upload.rows_left_out
    said = f"{counted(upload.rows_in, 'row')} in the file, {counted(kept, noun)} read"
    if left or kept < upload.rows_in:
        st.warning(f"{said}; {counted(left, 'row')} left out, for these reasons:", icon=":material/rule:")
    else:
        st.success(f"{said}, none left out.", icon=":material/check:")
    if upload.problems:
        table = problem_table(upload.problems)
        if not left:
            st.caption("Parts of these rows were not used:")
        st.dataframe(
            table, hide_index=True, height=min(38 * (len(table) + 1), 260), key=f"own-problems-{noun}"
        )
    if upload.notes:
        st.info("\n".join(f"- {plain(note)}" for note in upload.notes), icon=":material/info:")


def understood(prices: PricesUpload | None, events: EventsUpload | None) -> None:
    """What was understood of both files: symbol → share, exchange, currency, index, rows, period."""
    if prices is not None and len(prices.understood):
        st.caption("What each symbol of the prices was taken for")
        table = prices.understood
        st.dataframe(table, hide_index=True, column_config=day_columns(table), key="own-understood")
    if events is not None and events.understood is not None:
        table = events.understood
        with st.expander(
            f"What each share of the events was taken for: {counted(len(table), 'name')}", len(table) <= 6
        ):
            st.dataframe(table, hide_index=True, key="own-understood-events")


def _findings(upload: PricesUpload, held: Brought) -> None:
    """What is odd about the prices, with the ways to settle it."""
    open_ones = [one for one in upload.findings if one.blocks]
    for one in upload.findings:
        if not one.blocks:
            st.caption(plain(one.text) + ".")
    blocked = dict.fromkeys(one.symbol for one in open_ones if one.question is None)
    for one in open_ones:
        if one.question is None:
            st.error(f"{plain(one.text)}.", icon=":material/query_stats:")
    questions = [one.question for one in open_ones if one.question is not None]
    unanswered = [one for one in questions if held.said().get(one) is None]
    if questions:
        with st.container(border=True):
            waiting = dict.fromkeys(
                one.symbol for one in open_ones if one.question in unanswered and one.symbol not in blocked
            )
            st.markdown(
                f"**These prices need a look**: until you say, {plain(', '.join(waiting))} stays out of the "
                f"study."
                if waiting
                else "**These prices were looked at**, and are used as you said."
            )
            ask(questions, held)
    if upload.choices:
        with st.expander("Shares that the record has as well"):
            ask(upload.choices, held)


def _table_as_read(kind: str, name: str, held: Brought) -> None:
    """The table as it lies in the file, in which a column can be re-assigned and the encoding changed."""
    try:
        grid = held.grid(kind, name)
    except UploadError:
        return
    with st.popover(
        f"Look at {plain(shortened(name, 40))}, change columns",
        icon=":material/table_chart:",
        on_change="rerun",
        key=f"own-look-{kind}-{name}",
    ) as place:
        if not place.open:
            return
        _encoding(grid, name, held)
        try:
            table = find_table(grid, kind, held.said(), name)
        except Asked:
            return
        except UploadError as problem:
            st.caption(f"{plain(str(problem))}.")
            return
        head = [row for row in table.rows[:PREVIEW_ROWS]]
        st.dataframe(
            pd.DataFrame(
                [[str(cell) for cell in row] for row in head],
                columns=_unique([f"{one.letter} · {one.name}" for one in table.columns]),
                index=table.numbers[: len(head)],
            ),
            height=240,
            key=f"own-rows-{kind}-{name}",
        )
        if len(table.rows) > PREVIEW_ROWS:
            st.caption(f"The first {PREVIEW_ROWS} of {len(table.rows):,} rows.")
        _columns(table, kind, name, held)


def _unique(names: list[str]) -> list[str]:
    return [
        name if names.index(name) == place else f"{name} ({place + 1})" for place, name in enumerate(names)
    ]


def _encoding(grid: Grid, name: str, held: Brought) -> None:
    if not grid.encoding:
        return
    key = f"own-encoding-{name}"
    st.selectbox(
        "Encoding of the text",
        [*NAMES],
        index=[*NAMES].index(grid.encoding),
        format_func=lambda name: NAMES[name],
        key=key,
        on_change=_set,
        args=(f"encoding:{name}", key, held),
    )


def _columns(table: Table, kind: str, name: str, held: Brought) -> None:
    """What each column is taken for, changeable."""
    roles = ["", *(PRICE_ROLES if kind == PRICES else EVENT_ROLES)]
    with st.container(horizontal=True, gap="small", key=f"own-columns-{kind}"):
        for column in table.columns[:MOST_ASSIGNED]:
            key = f"own-column-{kind}-{name}-{column.place}"
            role = column.role if column.role in roles else ""
            st.selectbox(
                plain(f"{column.letter} · {shortened(column.name, 24)}"),
                roles,
                index=roles.index(role),
                format_func=lambda one: _ROLE_NAMES.get(one, one.replace("_", " ")),
                key=key,
                width=170,
                on_change=_set,
                args=(f"column:{name}:{column.place}", key, held),
            )


def _set(answer: str, key: str, held: Brought) -> None:
    held.answers[answer] = st.session_state[key] or "-"
