"""Severity or fines against moves, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.impact_scatter.params import Params
from components.charts.kit.study_words import (
    beside_ordinary,
    beyond_words,
    share_names,
    short_title,
    window_words,
)
from components.language import counted, listed, percent

if TYPE_CHECKING:
    from data import Snapshot


NOTHING = "No pair of event and share fits these choices"
SEVERITY_AXIS, FINE_AXIS = "Severity", "Total fine, yuan"


def title(shown: pd.DataFrame, levels: pd.DataFrame, params: Params) -> str:
    if shown.empty:
        return NOTHING
    if params.x == "fine":
        fines = shown.drop_duplicates("event_id")
        negative = int((shown["car"] < 0).sum())
        return (
            f"{counted(len(fines), 'fine')}, the largest of {fines['fine_cny'].max() / 1e9:,.1f}bn "
            f"yuan: {negative} of {counted(len(shown), 'move')} beside them negative"
        )
    low, high = levels.index[0], levels.index[-1]
    least, most = beside_ordinary(levels.iloc[0]), beside_ordinary(levels.iloc[-1])
    if low == high:
        return f"Events of severity {low}: half of the moves are larger than {least}"
    return (
        f"Half of the moves are larger than {least} around events of severity {low}, and than {most} around "
        f"those of severity {high}"
    )


def subtitle(snapshot: Snapshot, params: Params) -> str:
    against = (
        "total fine, billion yuan, logarithmic scale"
        if params.x == "fine"
        else "severity as the curators judged it (1 background, 5 changed the regime). Bars: the median. "
        "Figures above: median size up or down (in ordinary windows) and pairs"
    )
    return (
        f"Abnormal return of each share, {window_words(params.window)} ({beyond_words(snapshot, params)}), "
        f"against {against}"
    )


def notes(params: Params, levels: pd.DataFrame) -> tuple[str, ...]:
    if params.x == "fine":
        return ("Fines are those of the whole event, which may fall on several companies.",)
    return (
        (
            "Severity was judged with the reaction of the sector in view, so it is no independent "
            "measure of the event."
        ),
        (
            "Ordinary windows: those without an event of the same shares in the same half-years, "
            f"{listed(f'{windows:,} for severity {level}' for level, windows in levels['windows'].items())}; "
            "each pair counts alike, whatever the number of its windows."
        ),
    )


def alt(snapshot: Snapshot, shown: pd.DataFrame, levels: pd.DataFrame, params: Params) -> str:
    if shown.empty:
        return "An empty chart: no pair of event and share fits these choices."
    names = share_names(snapshot, snapshot.symbols(ring=9))
    extremes = pd.concat([shown.nsmallest(2, "car"), shown.nlargest(2, "car")])
    said = listed(
        (
            f"{names[row['symbol']]} {percent(row['car'], signed=True)} around "
            f"“{short_title(snapshot, row['event_id'], 60)}”"
        )
        for _, row in extremes.iterrows()
    )
    if params.x == "fine":
        body = (
            f"fines from {shown['fine_cny'].min() / 1e9:.3g} to {shown['fine_cny'].max() / 1e9:.3g} "
            "billion yuan"
        )
    else:
        body = "median size of the move by severity: " + "; ".join(
            f"{level}: {beside_ordinary(row)} of {int(row['pairs']):,} pairs"
            for level, row in levels.iterrows()
        )
    return f"Scatter plot of {counted(len(shown), 'pair')} of event and share: {body}. Largest: {said}."


def level_name(name: int, level: pd.Series) -> str:
    """What stands under the dots of one severity on a card."""
    usual = f"<br>usual {percent(level['ordinary'])}" if level["windows"] else ""
    return f"severity <b>{name}</b>{usual}"


def level_figures(level: pd.Series, *, short: bool) -> str:
    """What stands over the dots of one severity."""
    size = percent(level["median"])
    pairs = f"{int(level['pairs']):,}{'' if short else ' pairs'}"
    usual = percent(level["ordinary"])
    if short:
        return "<br>".join([f"<b>{size}</b>", *([f"({usual})"] if level["windows"] else []), pairs])
    lines = [f"median size {size}", *([f"ordinary windows {usual}"] if level["windows"] else []), pairs]
    return "<br>".join(lines)
