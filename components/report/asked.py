"""Which events a report is about, and how their moves are measured."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.charts.kit.study_params import StudyParams
from components.params import BadParam
from components.params.chosen_events import filtered_events

if TYPE_CHECKING:
    from data import Snapshot


class CannotReport(ValueError):
    """There is nothing to report on; `str()` says why."""


@dataclass(frozen=True)
class ReportParams(StudyParams):
    """Filters of the record and the method, as on pages; a report has no selected event."""

    FIXED = StudyParams.FIXED | {"event"}


@dataclass(frozen=True)
class Asked:
    """events: ids in the order of the record. named: whether they were named one by one."""

    events: tuple[str, ...]
    params: ReportParams
    named: bool


def asked_for(snapshot: Snapshot, names: Sequence[str], filters: Sequence[str]) -> Asked:
    """What the command line asks for. filters: `name=value`, as in the address of a page.

    Events named are taken as far as the filters leave them. Raises `BadParam` for a filter that cannot
    be read, `CannotReport` for ids that do not exist or choices that leave no event.
    """
    query: dict[str, list[str]] = {}
    for text in filters:
        name, sign, value = text.partition("=")
        if not sign:
            raise CannotReport(f"--filter {text!r}: it must be NAME=VALUE, such as type=penalty")
        query.setdefault(name.strip(), []).append(value)
    params = ReportParams.parse(dict(query), snapshot)
    _check_known(snapshot, names)
    left = filtered_events(snapshot, params, params.from_, params.to).index
    chosen = tuple(one for one in left if not names or one in names)
    if names and len(chosen) < len(set(names)):
        lost = ", ".join(one for one in dict.fromkeys(names) if one not in chosen)
        raise CannotReport(f"The filters leave out events that were named: {lost}")
    if not chosen:
        raise CannotReport("No event fits these filters.")
    return Asked(chosen, params, bool(names))


def _check_known(snapshot: Snapshot, names: Sequence[str]) -> None:
    known = list(snapshot.events.index)
    unknown = []
    for name in names:
        if name not in snapshot.events.index:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
            unknown.append(f"{name!r}" + (f" (near: {near[0]})" if near else ""))
    if unknown:
        raise CannotReport(f"No such event: {', '.join(unknown)}")


__all__ = ["Asked", "BadParam", "CannotReport", "ReportParams", "asked_for"]
