"""How far companies move together, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from components.charts.clustering.study import Couple
from components.charts.kit.one_share import ShareStudy
from components.charts.kit.study_words import short_title
from components.language import counted, decimal, listed, literal

if TYPE_CHECKING:
    from data import Snapshot

ORDINARY, ON_BOTH = "ordinary day", "day of an event on both"
"""Names in the legend."""


def title(found: list[Couple]) -> str:
    known = [c for c in found if np.isfinite(c.usual)]
    if not known:
        return "Too few days to say how far companies move together"
    top = max(known, key=lambda c: c.usual)
    on_event_days = (
        f", {decimal(top.eventful)} on days of events on both" if np.isfinite(top.eventful) else ""
    )
    return (
        (
            f"Beyond their index, {top.name} still move together: correlation {decimal(top.usual)} on "
            f"ordinary days{on_event_days}"
        )
        if top.usual >= 0.1
        else (
            f"Beyond their index, {top.name} hardly move together: correlation {decimal(top.usual)} "
            f"on ordinary days{on_event_days}"
        )
    )


def subtitle(index: str | None) -> str:
    """index: the one that all shares are measured against; None when each has its own."""
    return (
        f"Abnormal returns of single sessions, beyond what {index or 'each share’s home index'} "
        "explains; a dot is a day, r the correlation. Triangles: days of events on both (down: "
        "tightening, up: easing)"
    )


def alt(study: ShareStudy, found: list[Couple]) -> str:
    lead = (
        f"{counted(len(found), 'scatter plot')} of daily abnormal returns, one for each couple of "
        f"companies; “{study.title}” is marked."
    )
    said = "; ".join(
        (
            f"{c.name}: correlation {decimal(c.usual)} on {counted(len(c.ordinary), 'ordinary day')}, "
            f"{decimal(c.eventful)} on {counted(len(c.events), 'day')} of events on both"
        )
        for c in found
    )
    return f"{lead} {said}."


def notes(found: list[Couple]) -> tuple[str, ...]:
    lacking = [c.name for c in found if c.this is None]
    notes = (
        [
            (
                f"Day 0 of this event is not marked for {listed(lacking)}: there is no abnormal return "
                "on a day that both share."
            )
        ]
        if lacking
        else []
    )
    return tuple(notes)


def this(snapshot: Snapshot, event: str) -> str:
    """The name of the ring in the legend."""
    return f"ringed: {literal(short_title(snapshot, event, 30))}"


def correlations(couple: Couple) -> str:
    """What stands over a panel."""
    return f"r {decimal(couple.usual)}; event days {decimal(couple.eventful)}"
