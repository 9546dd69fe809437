"""The regression of the moves that the filters leave, and what is drawn of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.kit.memo import remembered
from components.charts.kit.pairs import study
from components.charts.why_differ.params import Params
from components.study.cross_section import CrossSection, cross_section
from components.study.sample import draw

if TYPE_CHECKING:
    from data import Snapshot

RARELY = 0.05
"""A trait or level sets moves apart when at most this share of moved calendars does as much."""


@remembered(32)
def differences(snapshot: Snapshot, params: Params) -> CrossSection | None:
    """Why the moves differ; None when the filters leave no event."""
    result = study(snapshot, params)
    if result is None:
        return None
    return cross_section(draw(result, affected_only=params.affected), params.outcome)


def apart(found: CrossSection) -> tuple[str, ...]:
    """The traits that set moves apart further than moved calendars do, in their usual order."""
    traits = found.traits
    rank = (traits["moved_k"] + 1) / (traits["moved_n"] + 1)
    return tuple(traits.loc[rank <= RARELY, "trait"])
