"""Where the shares stood before the news, in words."""

from __future__ import annotations

import pandas as pd

from components.charts.run_up.study import Line
from components.language import counted, day, level, listed

SUBTITLE = (
    "Closes, dividends reinvested; 100 is the last close before day 0, the first session in which the "
    "market could react."
)


NO_PRICES = "No prices before this event."


def title(lines: list[Line], when: pd.Timestamp) -> str:
    """when: the date of the event."""
    known = [line for line in lines if len(line.values)]
    if not known:
        return f"No price of {listed(line.name for line in lines)} before the news of {day(when)}"
    sessions = max(len(line.values) for line in known)
    names = listed(line.name for line in known)
    return f"{names} in the {counted(sessions, 'session')} before the news of {day(when)}"


def notes(lines: list[Line]) -> tuple[str, ...]:
    without = [line.name for line in lines if not len(line.values)]
    lacking = (f"No closes before day 0 are on record for {listed(without)}.",) if without else ()
    return (*lacking, "What came after is left out on purpose.")


def alt(lines: list[Line], when: pd.Timestamp) -> str:
    lead = (
        f"Line chart of share prices up to the last close before the news of {day(when)}, which is set "
        "at 100; the chart ends there."
    )
    return (
        " ".join([lead, *(_sentence(line) for line in lines)])
        if lines
        else f"{lead} No listing has prices there."
    )


def _sentence(line: Line) -> str:
    low, high = int(line.values.argmin()), int(line.values.argmax())
    return (
        f"{line.name} stood at {level(line.values[0])} on {day(line.sessions[0])}, "
        f"{counted(-int(line.days[0]), 'session')} before day 0; at its lowest at "
        f"{level(line.values[low])} on {day(line.sessions[low])}; and at its highest at "
        f"{level(line.values[high])} on {day(line.sessions[high])}."
    )
