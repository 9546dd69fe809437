"""Reported moves beside ours; the events that the record began with; Tencent's two sessions worked out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.controls.plain_text import plain
from components.controls.tables import day_column, in_percent, percent_column
from components.language import counted, day, decimal, percent
from components.study import StudySpec, run_study
from components.study.press import press_check, value_change
from data import HKD_PER_USD, Snapshot

FOUNDING = (
    "2021-03-12-bloomberg-tencent-finance-next-target",
    "2021-03-15-xi-chairs-cfeac-on-platforms",
    "2021-03-16-samr-livestream-commerce-meeting",
    "2021-03-24-state-backed-data-venture-report",
)
"""The events with which this record began."""
TENCENT = "0700.HK"
PEG = (7.75, 7.85)
"""Hong Kong dollars to the US dollar: the edges of the peg's band."""
COMPARED = ("agrees", "agrees in round figures", "differs")
ON_A_PHONE = ("Day", "Of", "Printed, %", "Ours, %", "Result")
"""Columns that answer, which come first where few fit."""


@remembered(4)
def reports(snapshot: Snapshot) -> pd.DataFrame:
    """The comparison, made once for a snapshot."""
    return press_check(snapshot)


def finding(snapshot: Snapshot) -> str:
    """How many reports agree, in a sentence."""
    status = reports(snapshot)["status"]
    compared = status[status.isin(COMPARED)]
    agree, loosely = (compared == COMPARED[0]).sum(), (compared == COMPARED[1]).sum()
    return (
        f"Of {counted(len(compared), 'report')} that name a move of a share or an index followed here, "
        f"{agree} are within 0.1 percentage points of it, {loosely} agree in round figures, and "
        f"{len(compared) - agree - loosely} differ. {len(status) - len(compared)} cannot be compared."
    )


def _in_reading_order(frame: pd.DataFrame, first: Sequence[str], look: Look) -> list[str] | None:
    """On a phone these columns before the others; elsewhere None: as they come."""
    if not look.phone:
        return None
    return [*first, *(name for name in frame.columns if name not in first)]


def founding_events(snapshot: Snapshot, look: Look) -> None:
    """The four events, each with the return of its day 0 of the three shares in Hong Kong."""
    rows = []
    principal = snapshot.listings[
        (snapshot.listings["ring"] == 1) & (snapshot.listings["exchange"] == "XHKG")
    ]
    day0_alone = run_study(snapshot, StudySpec(window=(0, 0)))
    for event in map(snapshot.renamed, FOUNDING):
        if event not in snapshot.events.index:
            continue
        told = snapshot.events.loc[event]
        row = {"Date": told["date"], "Event": plain_title(told["title"]), "Day 0": told["day0_hk"]}
        for symbol, company in principal["company"].items():
            row[company] = day0_alone.pair(event, symbol)["raw_return"]
        rows.append(row)
    frame = pd.DataFrame(rows)
    names = list(principal["company"])
    frame[names] = frame[names].apply(in_percent)
    st.dataframe(
        frame,
        hide_index=True,
        column_order=_in_reading_order(frame, ["Date", *names], look),
        column_config={
            "Date": day_column(),
            "Day 0": day_column(),
            "Event": st.column_config.TextColumn(width=420),
            **{name: percent_column() for name in names},
        },
        alt="The four first events with the return of day 0 of Alibaba, Tencent and Meituan in Hong Kong",
    )
    st.caption("Return of the session of day 0 in Hong Kong, in per cent, dividends included.")


def two_sessions(snapshot: Snapshot) -> str:
    """Tencent's market value over the two sessions after the report of 12 March 2021, step by step."""
    told = snapshot.events.loc[snapshot.renamed(FOUNDING[0])]
    closes = snapshot.ohlc(TENCENT)["close"]
    place = closes.index.get_loc(told["day0_hk"])
    before, after = closes.iloc[place - 1], closes.iloc[place + 1]
    first, last = closes.index[place - 1], closes.index[place + 1]
    counted_shares = snapshot.shares_outstanding("Tencent", last)
    if counted_shares is None:
        return "No count of Tencent’s shares is known for those days."
    shares = counted_shares[0]
    change = after - before

    def lost(rate: float) -> str:
        value = value_change(snapshot, TENCENT, last, change, rate)
        return decimal(abs(value), 1) if value is not None else "unknown"

    return (
        f"Newspapers wrote that Tencent lost US\\$65 billion, or more, in two days. Its close fell from "
        f"HK\\${before:.2f} on {day(first)} to HK\\${after:.2f} on {day(last)} "
        f"({percent(after / before - 1)}): HK\\${-change:.2f} a share, times {shares:,} shares, is "
        f"HK\\${-change * shares / 1e9:.1f} billion. At the peg’s midpoint of {HKD_PER_USD:.2f}, which every "
        f"figure here uses, that is **US\\${lost(HKD_PER_USD)} billion**; at the edges of its band, {PEG[0]} "
        f"and {PEG[1]}, US\\${lost(PEG[0])} and US\\${lost(PEG[1])} billion. So the closes give 65 "
        "billion only in round figures, and no rate within the band gives more."
    )


def comparison(snapshot: Snapshot, look: Look) -> None:
    """Every report beside ours, those that differ first when asked for."""
    table = reports(snapshot)
    chosen = st.segmented_control(
        "Reports", ["All", "Differ", "Not compared"], default="All", required=True, key="press-shown"
    )
    if chosen == "Differ":
        table = table[table["status"] == "differs"]
    elif chosen == "Not compared":
        table = table[~table["status"].isin(COMPARED)]
    ranges = table["ours_low"].notna()
    shown = pd.DataFrame(
        {
            "Day": table["last"],
            "Event": snapshot.events["title"].reindex(table["event_id"]).map(plain_title).to_numpy(),
            "Of": table["company"],
            "Where": table["symbol"],
            "Printed, %": table["reported"] * 100,
            "Ours, %": table["ours"] * 100,
            "Ours, range": [
                f"{percent(low)} to {percent(high)}" if is_range else ""
                for low, high, is_range in zip(table["ours_low"], table["ours_high"], ranges, strict=True)
            ],
            "Market value, US$ bn": [
                f"{decimal(printed, 1)}; ours {decimal(ours, 1)}" if pd.notna(printed) else ""
                for printed, ours in zip(
                    table["reported_usd_bn"], table["ours_usd_bn"].astype(float), strict=True
                )
            ],
            "Result": table["status"],
            "As printed": table["when"],
            "Source": table["source_url"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        column_order=_in_reading_order(shown, ON_A_PHONE, look),
        height=560,
        placeholder="",
        column_config={
            "Day": day_column(),
            "Ours, range": st.column_config.TextColumn(width=130),
            "Event": st.column_config.TextColumn(width=300),
            **{name: st.column_config.NumberColumn(format="%+.2f") for name in ("Printed, %", "Ours, %")},
            "Source": st.column_config.LinkColumn(display_text="page"),
        },
        alt=f"{len(shown)} reported moves beside the record’s, with the result of the comparison",
    )
    st.caption(
        "Ours: the close against the close before, as traded; where the newspaper spoke of the open or of "
        "the day’s high or low, that price; where it wrote within the session, the day’s range. Round "
        "figures: the newspaper’s words or whole per cents, within one percentage point; of market values, "
        "within a tenth. "
        f"Market values in US dollars at {plain(f'HK${HKD_PER_USD:.2f}')}. Reported figures as a file: "
        "[CSV](/data/press_check.csv)."
    )
