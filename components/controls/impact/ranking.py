"""The table of the Impact page: one row an event and share, with its interval drawn in the cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd
import streamlit as st

from components.charts import impact
from components.charts.impact.study import ranked
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import SIGNIFICANT
from components.charts.kit.record import plain_title
from components.charts.kit.study_words import share_names
from components.charts.kit.theme import RULE, direction_colour
from components.controls.event_table import TWO_LINES, event_table
from components.controls.filters import DIRECTION_NAMES
from components.controls.glossary_links import linked
from components.controls.state import bound
from components.controls.tables import (
    billions_column,
    day_column,
    in_percent,
    percent_column,
    probabilities,
    probability_column,
)
from components.downloads import csv_bytes, xlsx_bytes
from components.study.status import USED
from components.study.words import out_of
from data import Snapshot

PICTURE = (120, 28)
"""Wide and tall. The table scales a picture to the height of its row (27 of 33 pixels) and cuts what is then
too wide for the column.
"""
FEW_ROWS = 10
"""Up to here the table is as tall as its rows."""
MOST_ROWS = 2_000
"""More would make the page heavy; the chart's download has every row."""


def ranking_table(
    snapshot: Snapshot, params: impact.Params, look: Look, *, whole: bool, height: int = 520
) -> None:
    """Largest moves first; a click on a heading sorts, a click on a row chooses its event.

    whole: every column, else those that answer first, with titles whole.
    """
    rows = table_rows(snapshot, params.replace(event=None), look, whole)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.toggle("All columns", help=f"Also: {', '.join(_LATER).lower()}.", **bound("all_columns", whole))
        for label, ending, write in (
            ("CSV", "csv", partial(csv_bytes, bom=True)),
            ("Excel", "xlsx", xlsx_bytes),
        ):
            st.download_button(
                label,
                partial(listed_file, rows, write),
                f"impact.{ending}",
                key=f"ranking-{ending}",
                help="Every row and column of this list, with units.",
                on_click="ignore",
            )
    if len(rows) == MOST_ROWS:
        st.caption(f"The {MOST_ROWS:,} largest moves; the download under the chart has every pair.")
    event_table(
        "ranking",
        as_shown(rows),
        rows["event_id"].tolist(),
        params.event,
        **table_options(rows, height, whole=whole),
    )


def listed_file(rows: pd.DataFrame, write: Callable[[pd.DataFrame], bytes]) -> bytes:
    """The table as listed, without its pictures, under plain headings with their units."""
    policy = rows["Policy"].str.split().str[-1].str.lower()
    plain = rows.drop(columns="95% interval", errors="ignore")
    return write(plain.assign(Policy=policy).rename(columns=_IN_FILES))


@remembered(32)
def table_rows(snapshot: Snapshot, params: impact.Params, look: Look, whole: bool) -> pd.DataFrame:
    return rows_of(snapshot, ranked(snapshot, params), look, whole=whole)


def rows_of(snapshot: Snapshot, pairs: pd.DataFrame, look: Look, *, whole: bool = True) -> pd.DataFrame:
    """The rows as shown: returns in per cent; US$ bn and sessions are those of `/data/impacts`, untouched.

    whole: with a picture of each interval, which only the table of all columns shows.
    """
    pairs = pairs.loc[
        pairs["car"].abs().sort_values(ascending=False, na_position="last", kind="stable").index[:MOST_ROWS]
    ]
    names = share_names(snapshot, snapshot.symbols(ring=9))
    drawn = {"95% interval": _pictures(pairs, look)} if whole else {}
    return pd.DataFrame(
        {
            "event_id": pairs["event_id"],
            "Date": pairs["date"],
            "Event": pairs["title"].map(plain_title),
            "Share": pairs["symbol"].map(names),
            "Abnormal": in_percent(pairs["car"]),
            **drawn,
            "From": in_percent(pairs["ci_low"]),
            "To": in_percent(pairs["ci_high"]),
            "Return": in_percent(pairs["raw_return"]),
            "As unusual": [
                out_of(share, n) if status == USED else ""
                for share, n, status in zip(
                    pairs["placebo_share"], pairs["placebo_n"], pairs["status"], strict=True
                )
            ],
            "q": pairs["q"],
            "Market value": pairs["mv_change_usd_bn"],
            "Recovered": pairs["recovery_sessions"],
            "Policy": pairs["direction"].map(DIRECTION_NAMES),
            "Overlaps": pairs["overlaps"].map(len),
            "Status": pairs["status"],
        }
    )


def as_shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `rows_of` as a table on a page, whose cells say what numbers alone would not."""
    return rows.drop(columns="event_id").assign(q=probabilities(rows["q"]))


def table_options(rows: pd.DataFrame, height: int, *, whole: bool = True) -> dict[str, Any]:
    """How `st.dataframe` shows such rows, at most `height` pixels tall; all their columns or the first."""
    return {
        **({} if whole else {"column_order": _FIRST, "row_height": TWO_LINES}),
        "column_config": _COLUMNS,
        "height": height if len(rows) > FEW_ROWS else "auto",
        "alt": (
            f"{len(rows)} pairs of event and share, the largest abnormal return first: return, abnormal "
            "return with interval, how unusual, market value."
        ),
    }


_FIRST = ("Date", "Event", "Share", "Abnormal", "As unusual")
"""The columns that answer first."""
_LATER = ("Return", "95% interval", "q", "Market value", "Recovered", "Policy", "Overlaps", "Status")
_IN_FILES = {
    "Abnormal": "Abnormal return, %",
    "From": "95% interval from, %",
    "To": "95% interval to, %",
    "Return": "Return, %",
    "As unusual": "Ordinary windows as unusual",
    "q": "False-discovery rate q",
    "Market value": "Change of market value, US$ bn",
    "Recovered": "Sessions until the old price was regained",
    "Overlaps": "Other events in the window",
}
"""Headings of the list as a file."""
_percent = partial(percent_column, width=82)
_COLUMNS = {
    "Date": day_column(width=92),
    "Event": st.column_config.TextColumn(width=205),
    "Share": st.column_config.TextColumn(width=82),
    "Abnormal": _percent(
        help=(
            f"{linked('abnormal-return', 'Abnormal return')}: the return over the window less what the "
            "model expected."
        )
    ),
    "95% interval": st.column_config.ImageColumn(
        help=(
            f"Dot: abnormal return; line: its 95% {linked('confidence-interval', 'interval')}; grey "
            "tick: zero."
        ),
        width=135,
    ),
    "From": _percent(help="Lower end of the 95% interval."),
    "To": _percent(help="Upper end of the 95% interval."),
    "Return": _percent(help=f"{linked('total-return', 'Total return')} over the window, as it was."),
    "As unusual": st.column_config.TextColumn(
        help=(
            f"How often an {linked('placebo-share', 'ordinary window')}, free of events, was at "
            "least as unusual: its move measured against the noise of its own time, up or down."
        ),
        width=110,
    ),
    "q": probability_column(
        help=(
            f"{linked('false-discovery-rate', 'False-discovery rate')}: the share of false alarms among "
            "all results at least this strong."
        ),
        width=95,
    ),
    "Market value": billions_column(
        help=f"Change of {linked('market-value', 'market value')} over the window, US\\$ billion.",
        width=95,
    ),
    "Recovered": st.column_config.NumberColumn(
        format="%d",
        help=(
            f"{linked('recovery', 'Sessions until')} the price before the event was regained; blank: "
            "not by the end of the record."
        ),
        width=85,
    ),
    "Policy": st.column_config.TextColumn(
        width=105, help=f"The {linked('direction', 'direction')} of policy, not of the share price."
    ),
    "Overlaps": st.column_config.NumberColumn(
        help=f"{linked('overlap', 'Other events')} on the company in the same window.", width=75
    ),
    "Status": st.column_config.TextColumn(
        help="“used”, or why there are no numbers. See Data & method.", width=190
    ),
}


def _pictures(pairs: pd.DataFrame, look: Look) -> list[str | None]:
    """Each interval as a small drawing on one scale, as a data address."""
    car, low, high = (pairs[name].to_numpy(float) for name in ("car", "ci_low", "ci_high"))
    known = np.isfinite(car) & np.isfinite(low) & np.isfinite(high)
    if not known.any():
        return [None] * len(pairs)
    wide, tall = PICTURE
    reach = max(float(np.abs(np.concatenate([low[known], high[known]])).max()), 0.01)
    place = np.round(wide / 2 * (1 + np.nan_to_num(np.stack([low, car, high])) / reach * 0.96), 1)
    middle, rule = tall // 2, RULE[look.theme]
    strong = pairs["q"].to_numpy() <= SIGNIFICANT
    colours = [direction_colour(direction, look) for direction in pairs["direction"]]
    pictures: list[str | None] = []
    for number in range(len(pairs)):
        if not known[number]:
            pictures.append(None)
            continue
        left, dot, right = place[:, number]
        opacity = "1" if strong[number] else ".5"
        pictures.append(
            "data:image/svg+xml,"
            + quote(
                f"<svg xmlns='http://www.w3.org/2000/svg' width='{wide}' height='{tall}' viewBox='0 0 "
                f"{wide} {tall}'><path d='M{wide / 2:g} 0V{tall}' stroke='{rule}'/><g "
                f"opacity='{opacity}'><path d='M{left:g} {middle}H{right:g}' stroke='{colours[number]}' "
                f"stroke-width='2'/><circle cx='{dot:g}' cy='{middle}' r='4' "
                f"fill='{colours[number]}'/></g></svg>",
                safe="/:=' <>,.",
            )
        )
    return pictures
