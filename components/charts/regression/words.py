"""A share's line against its index, in words."""

from __future__ import annotations

import pandas as pd

from components.charts.kit.one_share import ShareStudy
from components.language import counted, decimal, percent, relative_day

NO_SESSIONS = "No sessions to fit a line on."


def title(study: ShareStudy) -> str:
    if not study.modelled:
        return f"{study.name} and {study.index}: no line can be fitted before “{study.title}”"
    return (
        f"For each 1% that {study.index} rose, {study.name} moved "
        f"{percent(study.beta / 100, 2, signed=True)} on average"
    )


def subtitle(study: ShareStudy, before: pd.DataFrame) -> str:
    if before.empty:
        return f"Daily returns before “{study.title}”"
    numbers = (
        (
            f"; alpha {percent(study.alpha, 2, signed=True)} a day, beta {decimal(study.beta)}, R² "
            f"{percent(study.r2, 0)}"
        )
        if study.modelled
        else ""
    )
    return (
        f"Daily returns on {counted(int(before['used'].sum()), 'session')}, {study.period}, before "
        f"“{study.title}”{numbers}"
    )


def alt(study: ShareStudy, before: pd.DataFrame, inside: pd.DataFrame) -> str:
    lead = (
        f"Scatter plot of the daily returns of {study.name} against those of {study.index} before "
        f"“{study.title}”"
    )
    if before.empty:
        return f"{lead}: there are no sessions to show."
    used = int(before["used"].sum())
    text = (
        f"{lead}: {counted(used, 'session')} from "
        f"{study.period}{' that the line is fitted on' if study.modelled else ' away from events'}, "
        f"{counted(len(before) - used, 'session')} left out as near another event."
    )
    if not study.modelled:
        return f"{text} No line can be fitted."
    text += (
        f" Fitted line: alpha {percent(study.alpha, 3, signed=True)} a day, beta {decimal(study.beta)}, "
        f"R squared {percent(study.r2, 0)}."
    )
    shown = (
        inside if len(inside) <= 11 else inside.loc[inside["abnormal"].abs().nlargest(5).index].sort_index()
    )
    said = "; ".join(
        f"day {relative_day(int(d))}: share {percent(row['share'], 2, signed=True)}, index "
        f"{percent(row['market'], 2, signed=True)}, {percent(abs(row['abnormal']), 2)} "
        f"{'below' if row['abnormal'] < 0 else 'above'} the line"
        for d, row in shown.iterrows()
    )
    if not said:
        return text
    farthest = "" if len(shown) == len(inside) else " farthest from the line"
    return f"{text} Days of the event window{farthest}: {said}."


USED, LEFT_OUT = "ordinary sessions", "left out: near an event"
"""What the dots of a card are."""


def equation(study: ShareStudy) -> str:
    """`expected = 0.31% + 1.35 × index`."""
    return (
        f"expected = {percent(study.alpha, 2)} {'−' if study.beta < 0 else '+'} {abs(study.beta):.2f} × index"
    )


def axis(study: ShareStudy) -> str:
    return f"{study.index[0].upper()}{study.index[1:]}, return of the session"


def event_days(inside: pd.DataFrame) -> str:
    """The event's dots in the legend."""
    return f"event window: {counted(len(inside), 'session')}"
