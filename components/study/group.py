"""Groups of events: mean paths with bands, and the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from components.study.group_tests import TESTS
from components.study.resampling import bootstrap_band
from components.study.result import StudyResult
from components.study.sample import Sample, draw

PATH_COLUMNS = (
    "day",
    "n_pairs",
    "n_events",
    "n_days",
    "aar",
    "caar",
    "band_low",
    "band_high",
)


@dataclass(frozen=True, eq=False)
class GroupResult:
    """label: its name. sample: its observations, each with an abnormal return a day of the window."""

    label: str
    sample: Sample

    @property
    def days(self) -> list[int]:
        """Relative days of the event window."""
        return list(self.sample.result.spec.days)

    @cached_property
    def aar(self) -> np.ndarray:
        """[L] mean abnormal return of each day, fractions; NaN for an empty group."""
        return self.sample.ar.mean(axis=0) if len(self.sample) else np.full(len(self.days), np.nan)

    @cached_property
    def caar(self) -> np.ndarray:
        """[L] running sum of the mean abnormal returns."""
        return self.aar.cumsum()

    @cached_property
    def path(self) -> pd.DataFrame:
        """`PATH_COLUMNS` by relative day; fractions.

        The band, a bootstrap over event days at the study's confidence, costs many times the averages.
        """
        sample = self.sample
        low, high = bootstrap_band(sample, sample.result.spec.confidence)
        return pd.DataFrame(
            {
                "day": self.days,
                "n_pairs": len(sample),
                "n_events": self.n_events,
                "n_days": sample.event_days,
                "aar": self.aar,
                "caar": self.caar,
                "band_low": low,
                "band_high": high,
            }
        )

    @cached_property
    def tests(self) -> pd.DataFrame:
        """test, statistic, p, n, clustered (valid when observations share event days), note.

        Made when first asked for: the tests cost several times the path.
        """
        return pd.DataFrame([asdict(test(self.sample)) for test in TESTS])

    @property
    def n_events(self) -> int:
        """Distinct events behind the observations."""
        return len(self.sample.event_ids)


def group(
    result: StudyResult,
    ids: Sequence[str] | None = None,
    label: str = "all",
    *,
    affected_only: bool = True,
    symbols: Sequence[str] | None = None,
) -> GroupResult:
    """Average and test the events `ids` (None: all); see `sample.draw` for what is counted.

    An empty group has NaN numbers, and its tests say why.
    """
    return GroupResult(label, draw(result, ids, affected_only=affected_only, symbols=symbols))


def _listed(column: str) -> Callable[[pd.DataFrame], list[tuple[str, ...]]]:
    return lambda events: [tuple(names) for names in events[column]]


def _single(column: str) -> Callable[[pd.DataFrame], list[tuple[str, ...]]]:
    return lambda events: [(str(name),) for name in events[column]]


KEYS: Mapping[str, Callable[[pd.DataFrame], list[tuple[str, ...]]]] = {
    "type": _single("type"),
    "direction": _single("direction"),
    "severity": _single("severity"),
    "actor": _listed("actors"),
    "period": lambda events: [(str(date.year),) for date in events["date"]],
}
"""Groupings by a property of events; "company" and "symbol" group by listing."""


def groups(result: StudyResult, by: str, *, affected_only: bool = True) -> dict[str, GroupResult]:
    """A `GroupResult` for every value of `by`, in order of first appearance.

    by: "type", "direction", "severity", "actor" (an event with several actors is in several
    groups), "period" (calendar year), "company" or "symbol". For `affected_only` see
    `sample.draw`. ValueError for another `by`.
    """
    if by in ("company", "symbol"):
        table = result.listings
        return {
            str(name): group(
                result, None, str(name), affected_only=affected_only, symbols=list(rows["symbol"])
            )
            for name, rows in table.groupby(by, sort=False)
        }
    if by not in KEYS:
        allowed = ", ".join((*KEYS, "company", "symbol"))
        raise ValueError(f"by: {by!r} is not one of {allowed}")
    labels_of = KEYS[by](result.events)
    members: dict[str, list[str]] = {}
    for name, place in result.event_places.items():
        for label in labels_of[place]:
            members.setdefault(label, []).append(name)
    return {label: group(result, ids, label, affected_only=affected_only) for label, ids in members.items()}
