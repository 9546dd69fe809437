"""An event's move among ordinary windows, in words."""

from __future__ import annotations

from components.charts.kit.one_share import ShareStudy
from components.language import counted, day, decimal, percent
from components.study import Placebo

NO_WINDOWS = "No ordinary window of this length is on record to compare with."


LESS, AS_UNUSUAL = "ordinary windows that were less unusual", "at least as unusual"
THIS_EVENT = "this event"


def comparison(chance: Placebo) -> str:
    """`4 of 772 ordinary windows were at least as unusual`."""
    verb = "was" if chance.as_unusual == 1 else "were"
    return f"{chance.as_unusual:,} of {chance.count:,} ordinary windows {verb} at least as unusual"


def title(study: ShareStudy, chance: Placebo | None) -> str:
    if chance is None or not chance.count:
        return f"{study.title}: nothing to compare {study.name} with"
    return (
        f"{study.title}: {study.name} {percent(chance.car, signed=True)} against expectation; "
        f"{comparison(chance)}"
    )


def subtitle(study: ShareStudy, chance: Placebo | None) -> str:
    if chance is None or not chance.count:
        return f"Abnormal moves of {study.name} in ordinary windows"
    sessions = chance.windows["session"]
    length = counted(study.spec.length, "session")
    return (
        f"Abnormal return over {length}, in multiples of what noise alone gave at the time, of every "
        f"window from {day(sessions.iloc[0])} to {day(sessions.iloc[-1])} with no recorded event on the "
        "company in it or next to it. Coloured: at least as far from nought, up or down"
    )


def notes(chance: Placebo | None) -> tuple[str, ...]:
    if chance is None or not chance.count:
        return ()
    share = (
        f"Counting this event’s own window with them, {chance.as_unusual + 1:,} of {chance.count + 1:,}: "
        f"a placebo share of {percent(chance.share, 2)}."
    )
    return (share, "Neighbouring windows share days, so they are not independent of one another.")


def alt(study: ShareStudy, chance: Placebo | None) -> str:
    lead = (
        f"Histogram of the abnormal moves of {study.name}, in multiples of their standard error, "
        f"in ordinary windows of {counted(study.spec.length, 'session')}, without any recorded event on "
        "the company"
    )
    if chance is None or not chance.count:
        return f"{lead}: there is nothing to show. {study.reaction.reason or NO_WINDOWS}"
    low, middle, high = chance.windows["t"].quantile([0.05, 0.5, 0.95])
    return (
        f"{lead}: half of them lie below {times(middle)}, nine in ten between {times(low)} and "
        f"{times(high)}. Around “{study.title}” it was {times(chance.t)}, a move of "
        f"{percent(chance.car, signed=True)}: {comparison(chance)}, in either direction."
    )


def axis(study: ShareStudy) -> str:
    return f"abnormal return over {counted(study.spec.length, 'session')} ÷ its standard error"


def mirrored(chance: Placebo) -> str:
    """What the mark on the other side of zero stands for."""
    return f"as unusual a {'rise' if chance.t < 0 else 'fall'}"


def times(t: float) -> str:
    """A move in standard errors: `−2.1`."""
    return decimal(t, 1, signed=True)
