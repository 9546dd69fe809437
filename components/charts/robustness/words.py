"""What hangs on a choice of method, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.charts.robustness.study import Curve
from components.language import counted, listed, percent, relative_day
from components.study.benchmark_returns import OVERSEAS_FACTOR
from components.study.model_words import MODEL_WORDS
from components.study.spec import CONTROLS
from components.study.status import USED

if TYPE_CHECKING:
    from data import Snapshot

HEADS = {
    "model": "What it is measured against",
    "benchmark": "Index",
    "window": "Event window, sessions",
    "estimation": "Estimation window, sessions",
    "alpha": "Drift of the share",
    "clean_estimation": "Days near other events, in the estimation",
}
"""Over the rows of each choice."""
DRIFTS = {"shrunk": "weighed by its worth", "ols": "as measured", "zero": "none"}
CLEAN = {True: "left out", False: "kept"}


def value_words(snapshot: Snapshot, choice: str, value: tuple[object, ...]) -> str:
    """A value of a choice as its row says it."""
    first = value[0]
    if choice == "model":
        overseas = snapshot.benchmark_names.at[OVERSEAS_FACTOR, "name"]
        return MODEL_WORDS[str(first)].label.format(overseas=overseas)
    if choice == "benchmark":
        return str(snapshot.benchmark_names.at[first, "name"])
    if choice in ("window", "estimation"):
        days = [relative_day(int(str(day))) for day in value]
        return "day 0 alone" if days == ["0", "0"] else " to ".join(days)
    return DRIFTS[str(first)] if choice == "alpha" else CLEAN[bool(first)]


def title(one: Curve) -> str:
    """`…: Alibaba in Hong Kong −17.4% beyond the market; clearly a fall in 449 of 512 ways to measure it`."""
    lead = f"{one.share.title}: {one.share.name}"
    if one.used.empty:
        return f"{lead} cannot be measured in any way tried here"
    car = one.found.default["car"]
    if one.found.default["status"] != USED:
        return f"{lead} has no number by the usual method"
    return (
        f"{lead} {_signed(car)} beyond the market; clearly a {_way(car)} in {one.found.stands_in} of "
        f"{counted(one.found.tried, 'way')} to measure it"
    )


def subtitle(one: Curve) -> str:
    lead = (
        "Abnormal return by every combination of model, index, event window, estimation window, drift and "
        "clean estimation. Each thin line is one way with its 95% interval"
    )
    if one.found.default["status"] != USED:
        return lead
    way = _way(one.found.default["car"])
    return f"{lead}; coloured: the interval lies wholly on the side of the usual method’s {way}"


def alt(snapshot: Snapshot, one: Curve) -> str:
    lead = f"Ways to measure “{one.share.title}” ({one.share.name}), from the lowest to the highest result."
    if one.used.empty:
        return f"{lead} None has numbers."
    car = one.used["car"]
    parts = [
        f"{value_words(snapshot, row.choice, row.value)}: {row.stands} of {row.n} "
        f"({_signed(row.low)} to {_signed(row.high)})"
        for row in one.choices.itertuples()
    ]
    usual = (
        f"the usual method gives {_signed(one.found.default['car'])}. Clearly the same direction in "
        f"{one.found.stands_in} of {one.found.tried}."
        if one.found.default["status"] == USED
        else "the usual method has no number."
    )
    return (
        f"{lead} They run from {_signed(car.min())} to {_signed(car.max())}, the middle one "
        f"{_signed(car.median())}; {usual} By choice: {'; '.join(parts)}."
    )


def stands(one: Curve) -> str:
    """In how many ways the usual result stands; empty where there is none."""
    if one.used.empty or one.found.default["status"] != USED:
        return ""
    return (
        f"Measured otherwise, clearly the same direction in {one.found.stands_in} of {one.found.tried} ways."
    )


def notes(one: Curve) -> tuple[str, ...]:
    """What the count is, and what it is not."""
    if one.used.empty:
        return ()
    out = [
        "The ways share the same prices and most of their sessions: the count shows what hangs on a choice, "
        "and is no probability. Windows of different lengths measure different things.",
    ]
    controls = one.used[one.used["model"] == CONTROLS]
    if len(controls):
        out.append(
            f"Beyond shares outside tech: {_signed(controls['car'].min())} to "
            f"{_signed(controls['car'].max())}, clear in {int(controls['stands'].sum())} of "
            f"{counted(len(controls), 'way')}."
        )
    lost = one.found.table[one.found.table["status"] != USED]["status"].value_counts()
    if len(lost):
        reasons = listed(f"{number} {status}" for status, number in lost.items())
        out.append(f"{counted(int(lost.sum()), 'way')} without numbers: {reasons}.")
    return tuple(out)


def point(snapshot: Snapshot, row: Any) -> str:
    """What the row of one choice says when pointed at."""
    return (
        f"<b>{HEADS[row.choice]}: {value_words(snapshot, row.choice, row.value)}</b>"
        f"<br>clear in {row.stands} of {row.n}"
        f"<br>{_signed(row.low)} to {_signed(row.high)}, middle {_signed(row.middle)}"
    )


def _way(car: float) -> str:
    return "fall" if car < 0 else "rise"


def _signed(value: float) -> str:
    return percent(value, signed=True)
