"""The parts of the Compare page: choosing what to compare, the two markets, the events that weighed most."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from components.charts import market_value
from components.charts.compare.params import MOST
from components.charts.kit.look import Look
from components.charts.kit.pairs import impact_params
from components.charts.kit.record import plain_title
from components.charts.kit.study_params import StudyParams
from components.charts.kit.two_markets import first_mover, lead_lag, two_listed, who_led
from components.charts.market_value.study import heaviest
from components.controls.event.page import event_titles
from components.controls.event_table import TWO_LINES, event_table, title_column
from components.controls.filters import nothing_left
from components.controls.glossary_links import linked
from components.controls.plain_text import plain
from components.controls.state import bound
from components.controls.tables import billions_column, day_column, in_percent, percent_column
from components.controls.views import View
from data import Snapshot

PAGE = "compare"
MOST_ROWS = 12


def events_picker(snapshot: Snapshot, chosen: tuple[str, ...]) -> None:
    """Up to four events; one compares its shares."""
    titles = event_titles(snapshot)
    st.multiselect(
        "Events to compare",
        list(titles),
        format_func=titles.__getitem__,
        max_selections=MOST,
        placeholder="Two to four events; one compares its shares",
        **bound("events", list(chosen)),
    )


def markets(snapshot: Snapshot, view: View, params: StudyParams, look: Look) -> None:
    """Hong Kong against New York for every company listed in both: who could react first, and how far each
    moved.
    """
    asked = impact_params(snapshot, params)
    if asked is None:
        nothing_left(view)
        return
    for company in two_listed(snapshot):
        rows = lead_lag(snapshot, company, asked.spec())
        st.markdown(f"**{plain(company)}.** {plain(who_led(rows, company))}")
        if params.event in set(rows["event_id"]):
            chosen = rows[rows["event_id"] == params.event].iloc[0]
            st.markdown(f"“{plain(plain_title(chosen['title']))}”: {first_mover(chosen)}")
        if rows.empty:
            continue
        ids = rows.loc[
            rows[["raw_hk", "raw_us"]].abs().max(axis=1).sort_values(ascending=False, kind="stable").index,
            "event_id",
        ].tolist()
        shown = rows.set_index("event_id").loc[ids]
        event_table(
            f"markets-{company}",
            pd.DataFrame(
                {
                    "Date": shown["date"],
                    "Event": shown["title"].map(plain_title),
                    "Could react first": shown["first"],
                    "Day 0 Hong Kong": shown["day0_hk"],
                    "Hong Kong": in_percent(shown["raw_hk"]),
                    "beyond its index": in_percent(shown["car_hk"]),
                    "Day 0 New York": shown["day0_us"],
                    "New York": in_percent(shown["raw_us"]),
                    "beyond its own": in_percent(shown["car_us"]),
                    "Overlaps": shown["overlaps"].map(len),
                }
            ),
            ids,
            params.event,
            height=425,
            row_height=TWO_LINES,
            column_config={
                **{name: day_column() for name in ("Date", "Day 0 Hong Kong", "Day 0 New York")},
                "Event": title_column(look, 300),
                **{
                    place: percent_column(help=f"Return on the market’s own {linked('day-0', 'day 0')}")
                    for place in ("Hong Kong", "New York")
                },
                **{
                    place: percent_column(
                        help=(
                            f"{linked('abnormal-return', 'Abnormal return')} on the market’s own "
                            f"{linked('day-0', 'day 0')}"
                        ),
                    )
                    for place in ("beyond its index", "beyond its own")
                },
            },
            alt=(
                f"{len(shown)} events, the largest first: which market could react first, and day 0's "
                f"return and abnormal return of {company} in both."
            ),
        )


def since_picker(snapshot: Snapshot, since: date | None) -> None:
    """From which day losses are counted; by default the day of the highest total."""
    first, last = snapshot.prices["date"].min().date(), snapshot.last_session.date()
    st.date_input(
        "Count from (blank: the day on which the companies together were worth most)",
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        width=420,
        **bound("counted_from", since and min(max(since, first), last)),
    )


def heaviest_table(snapshot: Snapshot, params: market_value.Params, look: Look) -> None:
    """The events around which most market value went, and came back."""
    moves = heaviest(snapshot, params)
    columns = st.columns(2, gap="large")
    for column, rows, name in (
        (columns[0], moves.head(MOST_ROWS), "Largest falls"),
        (columns[1], moves.iloc[::-1].head(MOST_ROWS), "Largest rises"),
    ):
        with column:
            st.markdown(f"**{name}**, US$ billion, all together")
            st.dataframe(
                pd.DataFrame(
                    {
                        "Date": rows["date"],
                        "Event": rows["title"].map(plain_title),
                        "US$ bn": rows["mv_change_usd_bn"],
                        "Same sessions": rows["also"],
                    }
                ),
                hide_index=True,
                height=490,
                row_height=TWO_LINES,
                column_config={
                    "Date": day_column(width=92),
                    "Event": title_column(look, 235),
                    "US$ bn": billions_column(width=75),
                    "Same sessions": st.column_config.NumberColumn(
                        help=(
                            f"{linked('overlap', 'Other events')} on some of the same sessions; the "
                            "move may belong to any of them."
                        ),
                        width=80,
                    ),
                },
                alt=f"{name} of market value around events.",
            )
