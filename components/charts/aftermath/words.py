"""What came after events of one kind, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.aftermath.params import Params
from components.charts.kit.study_words import short_title
from components.charts.kit.theme import TYPE_NAMES
from components.language import counted, listed, percent
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot


NOTHING = "No event fits these choices."


def _kind(params: Params) -> str:
    """`tightening events of type rule or law that name Meituan`."""
    directions = [direction for direction in DIRECTIONS if direction in params.direction]
    types = [TYPE_NAMES[one].lower() for one in TYPE_NAMES if one in params.type]
    lead = f"{listed(directions)} events" if directions else "events"
    return (
        lead
        + (f" of type {listed(types)}" if types else "")
        + (f" that name {listed(params.named, 'or')}" if params.named else "")
    )


def title(params: Params, lines: pd.DataFrame, usual: pd.DataFrame) -> str:
    row = lines[lines["sessions"] == 20].iloc[0]
    if not row["pairs"]:
        return "No event fits these choices"
    up = round(row["share_up"] * row["pairs"])
    any_day = usual[usual["sessions"] == 20].iloc[0]
    beside = (
        f" (ordinary days of the same half-years: {percent(any_day['median'], signed=True)})"
        if any_day["days"]
        else ""
    )
    return (
        f"20 sessions after {_kind(params)}, the share stood higher in {up} of {int(row['pairs'])} "
        f"cases; the median return was {percent(row['median'], signed=True)}{beside}"
    )


def subtitle() -> str:
    return (
        "Total return from the close of day 0, not adjusted for the market. A dot is one event and "
        "share; box: middle half, bar: median. Grey band: the middle 80% from ordinary days, those without "
        "an event, of the same shares in the same half-years; its line: their median"
    )


def notes(rows: pd.DataFrame, usual: pd.DataFrame) -> tuple[str, ...]:
    days = int(usual["days"].max())
    return (
        *(
            [f"{days:,} ordinary days; each pair counts alike, whatever the number of its days."]
            if days
            else []
        ),
        "Returns over 20 and 60 sessions depend on the times more than on the event: they hold whatever "
        "else happened to the shares and to the market.",
        f"{counted(rows['event_id'].nunique(), 'event')}; windows of 20 and 60 sessions overlap one "
        "another in crowded months, and listings of one company move together, so these are far fewer "
        "independent cases than dots.",
        "What followed past events is a record, not a forecast.",
    )


def _chosen(snapshot: Snapshot, params: Params, rows: pd.DataFrame) -> tuple[str, ...]:
    if params.event is None:
        return ()
    title = short_title(snapshot, params.event)
    if params.event in set(rows["event_id"]):
        return (f"Ringed: “{title}”.",)
    return (f"“{title}” itself is not among the events shown.",)


def alt(lines: pd.DataFrame, usual: pd.DataFrame) -> str:
    parts = [
        f"{counted(row.sessions, 'session')}: median {percent(row.median, signed=True)}, middle half "
        f"{percent(row.q25, signed=True)} to {percent(row.q75, signed=True)}, "
        f"{percent(row.share_up, 0)} up, of {row.pairs} pairs"
        + (
            f" (ordinary days: median {percent(any_day.median, signed=True)}, "
            f"{percent(any_day.share_up, 0)} up)"
            if any_day.days
            else ""
        )
        for row, any_day in zip(lines.itertuples(), usual.itertuples(), strict=True)
        if row.pairs
    ]
    return (
        "Dot plots of returns after day 0. " + ". ".join(parts) + "."
        if parts
        else "An empty chart: no event fits these choices."
    )


def unusual(lines: pd.DataFrame, usual: pd.DataFrame) -> str:
    """How many shares rose, against ordinary days of the same shares in the same half-years."""
    return " ".join(
        f"{counted(row.sessions, 'session')} later {percent(row.share_up, 0)} of {row.pairs} stood higher, "
        f"after ordinary days {percent(any_day.share_up, 0)}."
        for row, any_day in zip(lines.itertuples(), usual.itertuples(), strict=True)
        if row.pairs and any_day.days
    )


def card_heading(line: Any) -> str:
    """What stands under a panel of a card."""
    name = f"after {counted(line.sessions, 'session')}"
    return f"{name}<br><b>median {percent(line.median, signed=True)}</b>" if line.pairs else name


def heading(line: Any, any_day: Any, *, short: bool) -> str:
    """What stands under a panel: its horizon, its median and how many rose, against ordinary days."""
    if not line.pairs:
        return f"<b>{line.sessions}</b>"
    name = counted(line.sessions, "session")
    if short:
        usual = f"<br>usual {percent(any_day.share_up, 0)}" if any_day.days else ""
        median, up = percent(line.median, signed=True), percent(line.share_up, 0)
        return f"<b>day +{line.sessions}</b><br>{median}<br>{up} up{usual}"
    usual = (
        f"<br>ordinary days {percent(any_day.median, signed=True)} · {percent(any_day.share_up, 0)} up"
        if any_day.days
        else ""
    )
    return (
        f"<b>{name} later</b><br>median {percent(line.median, signed=True)} · "
        f"{percent(line.share_up, 0)} up{usual}"
    )
