"""Volume and range beside their usual level, in words."""

from __future__ import annotations

from components.charts.volume_and_range.params import Params
from components.charts.volume_and_range.study import Activities, Measure
from components.language import counted, day, decimal, listed, relative_day

NOTHING = "Neither volume nor range of this share is known around this date."
HEADS = {"volume": "Shares traded", "range": "Range from low to high"}


def times(ratio: float) -> str:
    """`2.0 times`."""
    return f"{decimal(ratio, 1)} times"


def title(one: Activities) -> str:
    """`…: Alibaba in Hong Kong traded 2.0 times its usual volume in 3 sessions, and its price ranged …`."""
    volume, spread = one.measures["volume"], one.measures["range"]
    said = [
        *([f"traded {times(volume.whole)} its usual volume"] if volume.known else []),
        *([f"ranged {times(spread.whole)} as widely as usual"] if spread.known else []),
    ]
    lead = f"{one.share.title}: {one.share.name}"
    if not said:
        return f"{lead} has neither volume nor range in these sessions"
    return f"{lead} {listed(said)} in {counted(one.share.spec.length, 'session')}"


def subtitle(one: Activities) -> str:
    return (
        "Each session beside the share’s usual level, that of its estimation sessions "
        f"({one.share.period}); 1 is usual, each step up a doubling. Band: the middle 95% of those sessions"
    )


def unusual(measure: Measure, name: str) -> str:
    """`12 of 772 ordinary windows were as busy or busier`."""
    verb, many = "was" if measure.k < 2 else "were", f"{measure.k:,}" if measure.k else "none"
    what = "as busy or busier" if name == "volume" else "as wide or wider"
    return f"{many} of {measure.n:,} ordinary windows {verb} {what}"


def ranks(one: Activities) -> str:
    """The ranks of volume and range among ordinary windows, as a sentence; empty without any."""
    said = "; ".join(unusual(measure, name) for name, measure in one.measures.items() if measure.n)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def notes(one: Activities) -> tuple[str, ...]:
    lacking = [
        HEADS[name].lower() for name, measure in one.measures.items() if not measure.days.notna().any()
    ]
    said = (ranks(one), f"Not on record here: {listed(lacking)}." if lacking else "")
    return (
        *filter(None, said),
        "Volume is counted on this exchange alone. Results days, index changes and half-day sessions move it "
        "too.",
    )


def alt(one: Activities, params: Params) -> str:
    lead = (
        f"Two panels around “{one.share.title}”: shares of {one.share.name} traded in each session, and the "
        "range of its price, both beside their usual level."
    )
    parts = []
    for name, measure in one.measures.items():
        inside = measure.days.loc[params.window[0] : params.window[1]].dropna()
        if measure.known and len(inside):
            said = "; ".join(
                f"day {relative_day(int(at))}, {day(one.sessions[at])}: {times(value)}"
                for at, value in (inside if len(inside) <= 7 else inside.nlargest(5).sort_index()).items()
            )
            parts.append(
                f"{HEADS[name]}: {times(measure.whole)} the usual over the window, {unusual(measure, name)}; "
                f"{said}. Usual sessions lie between {times(measure.low)} and {times(measure.high)}."
            )
    return " ".join([lead, *(parts or ["There are no numbers in the event window."])])
