"""An event's move among ordinary windows, in words."""

from __future__ import annotations

from components.charts.kit.one_share import ShareStudy
from components.language import counted, day, percent
from components.study import Placebo

NO_WINDOWS = "No ordinary window of this length is on record to compare with."


MOVED_LESS, AS_LARGE = "ordinary windows that moved less", "at least as large"
THIS_EVENT = "this event"


def comparison(chance: Placebo) -> str:
    """`4 of 772 ordinary windows moved at least as much`."""
    return f"{chance.as_large:,} of {chance.count:,} ordinary windows moved at least as much"


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
        f"Abnormal return, added up, of every window of {length} from {day(sessions.iloc[0])} to "
        f"{day(sessions.iloc[-1])} with no recorded event on the company in it or next to it. Coloured: "
        "at least as large, in either direction"
    )


def notes(chance: Placebo | None) -> tuple[str, ...]:
    if chance is None or not chance.count:
        return ()
    share = (
        f"Counting this event’s own window with them, {chance.as_large + 1:,} of {chance.count + 1:,}: "
        f"a placebo share of {percent(chance.share, 2)}."
    )
    return (share, "Neighbouring windows share days, so they are not independent of one another.")


def alt(study: ShareStudy, chance: Placebo | None) -> str:
    lead = (
        f"Histogram of the cumulative abnormal returns of {study.name} in ordinary windows of "
        f"{counted(study.spec.length, 'session')}, without any recorded event on the company"
    )
    if chance is None or not chance.count:
        return f"{lead}: there is nothing to show. {study.reaction.reason or NO_WINDOWS}"
    low, middle, high = chance.windows["car"].quantile([0.05, 0.5, 0.95])
    return (
        f"{lead}: half of them lie below {percent(middle, signed=True)}, nine in ten between "
        f"{percent(low, signed=True)} and {percent(high, signed=True)}. Around “{study.title}” it was "
        f"{percent(chance.car, signed=True)}: {comparison(chance)}, in either direction."
    )


def axis(study: ShareStudy) -> str:
    return f"abnormal return over {counted(study.spec.length, 'session')}"


def mirrored(chance: Placebo) -> str:
    """What the mark on the other side of zero stands for."""
    return f"as large a {'rise' if chance.car < 0 else 'fall'}"
