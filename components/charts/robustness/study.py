"""Every way of measuring one move, and what each single choice leaves standing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.one_share import ShareStudy, share_study
from components.charts.kit.share_params import ShareParams
from components.charts.robustness.params import Params
from components.study.robustness import ESTIMATIONS, WINDOWS, Robustness, robustness
from components.study.spec import ALPHAS, MODELS
from components.study.status import USED

if TYPE_CHECKING:
    from data import Snapshot

CHOICES: dict[str, tuple[str, ...]] = {
    "model": ("model",),
    "benchmark": ("benchmark",),
    "window": ("window_start", "window_end"),
    "estimation": ("estimation_start", "estimation_end"),
    "alpha": ("alpha",),
    "clean_estimation": ("clean_estimation",),
}
"""Each choice of method, and the columns of the robustness table that say it."""


@dataclass(frozen=True, eq=False)
class Curve:
    """What the chart draws.

    used: rows of the robustness table that have numbers, from the lowest CAR. choices: one row a value
    of a choice: choice, value (a tuple), n (ways with numbers), stands, low, middle, high (lowest,
    median and highest CAR among them, fractions), usual (the value that every other page uses).
    """

    share: ShareStudy
    found: Robustness
    used: pd.DataFrame
    choices: pd.DataFrame


def curve(snapshot: Snapshot, params: Params) -> Curve:
    """The numbers of one chart."""
    share = share_study(snapshot, ShareParams.taking(params))
    found = robustness(snapshot, share.event, share.symbol)
    used = found.table[found.table["status"] == USED].reset_index(drop=True)
    values: dict[str, Sequence[tuple[object, ...]]] = {
        "model": [(model,) for model in MODELS],
        "benchmark": [(name,) for name in snapshot.benchmarks.columns],
        "window": WINDOWS,
        "estimation": ESTIMATIONS,
        "alpha": [(alpha,) for alpha in ALPHAS],
        "clean_estimation": [(True,), (False,)],
    }
    return Curve(share, found, used, pd.DataFrame(_choices(found, used, values)))


def _choices(
    found: Robustness, used: pd.DataFrame, values: Mapping[str, Sequence[tuple[object, ...]]]
) -> Iterator[dict[str, object]]:
    for choice, columns in CHOICES.items():
        usual = tuple(found.default[column] for column in columns)
        for value in values[choice]:
            rows = used[(used[list(columns)] == pd.Series(value, columns)).all(axis=1)]
            if rows.empty:
                continue
            yield {
                "choice": choice,
                "value": value,
                "n": len(rows),
                "stands": int(rows["stands"].sum()),
                "low": rows["car"].min(),
                "middle": rows["car"].median(),
                "high": rows["car"].max(),
                "usual": value == usual,
            }
