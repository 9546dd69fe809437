"""A table whose ticked row is the chosen event, whatever rows it shows and wherever the event was chosen.

The browser keeps a table's tick by row *number*. So a table is a fresh one, with its tick set from the
address, whenever its rows change or the event was chosen elsewhere; the chosen event's rows then stand
first, since a table cannot be scrolled from here. A choice made in the table leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.charts.kit.look import Look
from components.controls.state import update_view

TWO_LINES = 65
"""Pixels of a row in which Streamlit breaks text into lines, so that titles are read whole."""
_PHONE_TITLE = 222
"""Pixels of a title on a phone: what tick and date leave of 390. Titles take three lines there."""


def title_column(look: Look, wide: int) -> Any:
    """Configuration of a column of titles in rows of TWO_LINES, `wide` pixels where there is room."""
    return st.column_config.TextColumn(width=_PHONE_TITLE if look.phone else wide)


@dataclass(frozen=True)
class _Kept:
    """What a table was last drawn with: how many came before it, its rows, the event that it ticks, and
    the one that was put first."""

    number: int
    rows: int
    chosen: str | None
    first: str | None


def event_table(
    name: str, rows: pd.DataFrame, ids: Sequence[str], chosen: str | None, **options: Any
) -> None:
    """`rows` as a table that chooses events; other `options` go to `st.dataframe`.

    name: of the table, once a page. ids: the event of each row, in the rows' order.
    """
    kept = _current(name, hash(tuple(ids)), chosen)
    order = sorted(range(len(ids)), key=lambda place: ids[place] != kept.first)
    ordered = [ids[place] for place in order]
    key = f"{name}-{kept.number}"
    st.dataframe(
        rows.iloc[order],
        hide_index=True,
        key=key,
        on_select=partial(_choose, name, ordered, key),
        selection_mode="single-row",
        selection_default={"selection": {"rows": [ordered.index(chosen)] if chosen in ordered else []}},
        **options,
    )


def _current(name: str, rows: int, chosen: str | None) -> _Kept:
    state, place = st.session_state, f"_event_table_{name}"
    kept = state.get(place)
    if kept is None or (kept.rows, kept.chosen) != (rows, chosen):
        kept = _Kept(kept.number + 1 if kept else 0, rows, chosen, chosen)
        state[place] = kept
    return kept


def _choose(name: str, ids: list[str], key: str) -> None:
    ticked = st.session_state[key].selection.rows
    chosen = ids[ticked[0]] if ticked else None
    kept = st.session_state[f"_event_table_{name}"]
    st.session_state[f"_event_table_{name}"] = _Kept(kept.number, kept.rows, chosen, kept.first)
    update_view(event=chosen)
