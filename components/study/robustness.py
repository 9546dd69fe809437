"""Does a result stand under other choices that one might as well have made?

Every sensible combination of model, benchmark, event window, estimation window, drift and clean
estimation, the control portfolio among the models, for one event and one listing: a specification
curve (Simonsohn, Simmons & Nelson 2020, Nature Human Behaviour 4, 1208-1214). It shows what hangs on
a choice; its specifications are not independent, so that "n of m" is a description and not a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study.benchmark_returns import with_returns
from components.study.cells import fit_portfolios, study_cells
from components.study.inference import t_quantile
from components.study.kept import Kept
from components.study.marks import Marks
from components.study.panel import Panel
from components.study.record import drift_variance, prepare
from components.study.spec import ALPHAS, CONTROLS, DEFAULT, LINES, StudySpec
from components.study.status import STATUSES, USED

if TYPE_CHECKING:
    from data import Snapshot

WINDOWS = ((0, 0), (-1, 1), (0, 1), (0, 5))
ESTIMATIONS = ((-130, -11), (-250, -11), (-70, -11))
LEVEL = 0.05

COLUMNS: dict[str, str] = {
    "model": "what the share was expected to do",
    "benchmark": "market index that the model uses, empty where it uses none",
    "window_start": "first session of the event window, relative to day 0",
    "window_end": "last session of the event window",
    "estimation_start": "first session of the estimation window",
    "estimation_end": "last session of the estimation window",
    "alpha": "how far the estimated drift is believed, empty where none is estimated",
    "clean_estimation": "whether days near other events are left out of the estimation",
    "default": "the specification that every other page shows",
    "n_estimation": "valid sessions in the estimation window",
    "car": "cumulative abnormal return over the window, fraction",
    "ci_low": "lower end of the 95% interval, fraction",
    "ci_high": "upper end of the 95% interval, fraction",
    "p": "two-sided p-value, Student t",
    "stands": "same sign as the default's and p below 5%",
    "status": "used, or why there are no numbers",
}
"""The columns of a robustness table, with meaning and unit."""


@dataclass(frozen=True, eq=False)
class Robustness:
    """table: `COLUMNS`, one row a specification, by size of CAR; those without numbers last."""

    event: str
    symbol: str
    table: pd.DataFrame

    @property
    def tried(self) -> int:
        """Specifications that have numbers."""
        return int((self.table["status"] == USED).sum())

    @property
    def stands_in(self) -> int:
        """Those with the default's sign and p below 5%."""
        return int(self.table["stands"].sum())

    @property
    def default(self) -> pd.Series:
        """The row of the default specification."""
        return self.table[self.table["default"]].iloc[0]


def specifications(benchmarks: tuple[str, ...], own: str) -> Iterator[StudySpec]:
    """Every combination once: choices that a model does not use are not varied."""
    for model in LINES:
        indexed = model != "mean-adjusted"
        for benchmark in (own, *(name for name in benchmarks if name != own)) if indexed else (own,):
            for window in WINDOWS:
                for estimation in ESTIMATIONS:
                    for alpha in ALPHAS if model != "market-adjusted" else (DEFAULT.alpha,):
                        for clean in (True, False):
                            yield replace(
                                DEFAULT,
                                model=model,
                                benchmark=None if benchmark == own else benchmark,
                                window=window,
                                estimation=estimation,
                                alpha=alpha,
                                clean_estimation=clean,
                            )
    for window in WINDOWS:
        for clean in (True, False):
            yield replace(DEFAULT, model=CONTROLS, window=window, clean_estimation=clean)


def robustness(snapshot: Snapshot, event: str, symbol: str) -> Robustness:
    """The result of one event and listing under every specification; the last 64 are kept.

    KeyError for an unknown event, ValueError for an unknown listing.
    """
    return _KEPT.get(
        snapshot, (event, symbol), lambda: Robustness(event, symbol, _table(snapshot, event, symbol))
    )


_KEPT: Kept[Robustness] = Kept(64)


def _table(snapshot: Snapshot, event: str, symbol: str) -> pd.DataFrame:
    record = prepare(snapshot, (symbol,))
    numbers = np.flatnonzero(record.events["event_id"] == event)
    if not numbers.size:
        raise KeyError(f"event {event!r}: no such event in the record")
    column = int(record.columns[numbers[0], 0])
    own = str(record.listings["benchmark"].iloc[0])
    rows = []
    drifts: dict[str, float] = {}
    worlds: dict[tuple[str, str | None], tuple[Panel, Marks, int]] = {}
    for spec in specifications(tuple(snapshot.benchmarks.columns), own):
        if spec.model not in drifts:
            drifts[spec.model] = drift_variance(snapshot, replace(spec, alpha="shrunk"))
        world = (spec.model, spec.benchmark)
        if world not in worlds:
            whole = with_returns(record, spec)[0]
            worlds[world] = (
                # the clean sessions of a control portfolio may lie far back
                (whole, record.marks, column)
                if spec.model == CONTROLS
                else _around(whole, record.marks, column)
            )
        panel, marks, at = worlds[world]
        portfolios = (
            fit_portfolios(panel, marks, spec, columns=np.array([max(at, 0)]))
            if spec.model == CONTROLS
            else None
        )
        cells = study_cells(panel, marks, spec, drifts[spec.model], portfolios)
        found = {name: float(cells.values[name][0, at]) for name in ("n_estimation", "car", "se", "df")}
        half = float(t_quantile(np.array(found["df"]), 1 - LEVEL)) * found["se"]
        rows.append(
            {
                "model": spec.model,
                "benchmark": "" if spec.model in ("mean-adjusted", CONTROLS) else spec.benchmark or own,
                "window_start": spec.window[0],
                "window_end": spec.window[1],
                "estimation_start": spec.estimation_used[0] if spec.model == CONTROLS else spec.estimation[0],
                "estimation_end": spec.estimation[1],
                "alpha": "" if spec.model in ("market-adjusted", CONTROLS) else spec.alpha,
                "clean_estimation": spec.clean_estimation,
                "default": spec == DEFAULT,
                "n_estimation": int(np.nan_to_num(found["n_estimation"])),
                "car": found["car"],
                "ci_low": found["car"] - half,
                "ci_high": found["car"] + half,
                "p": float(cells.p_of(np.array(0), np.array(at))),
                "status": STATUSES[int(cells.status[0, at])],
            }
        )
    table = pd.DataFrame(rows)
    sign = np.sign(table.loc[table["default"], "car"].iloc[0])
    table["stands"] = (np.sign(table["car"]) == sign) & (table["p"] < LEVEL)
    return table[list(COLUMNS)].sort_values("car", kind="stable", na_position="last", ignore_index=True)


def _around(panel: Panel, marks: Marks, column: int) -> tuple[Panel, Marks, int]:
    """The sessions that any specification of one day 0 can look at, and its place among them."""
    if column < 0:
        return panel, marks, -1
    low = max(0, column + min(first for first, _ in ESTIMATIONS) - 1)
    cut = slice(low, column + max(last for _, last in WINDOWS) + 2)
    near = Panel(
        panel.symbols,
        (panel.sessions[0][cut],),
        panel.returns[:, cut],
        panel.market[:, cut],
        None if panel.second is None else panel.second[:, cut],
    )
    inside = (marks.column >= low) & (marks.column < low + near.shape[1])
    row, at, event = marks.row[inside], marks.column[inside] - low, marks.event[inside]
    return near, Marks.of(row, at, event, near.shape), column - low
