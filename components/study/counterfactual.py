"""What a share did beyond a portfolio of shares outside tech, and how far to trust that portfolio.

An index that holds the share falls with it: what the share takes down with it counts as "expected".
The control portfolio is made of shares that the events do not concern (Goldsmith-Pinkham & Lyu 2025,
Causal Inference in Financial Event Studies); `control_weights` finds its weights, and the model
`controls` of the study measures every pair against it. Here stands what one pair owes its reader
besides: the weights, what the controls themselves did, and two placebos.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study.cells import study_cells
from components.study.control_fit import ControlFit, fit_controls
from components.study.control_weights import control_weights, out_of_sample_r2
from components.study.marks import Marks
from components.study.panel import Panel
from components.study.record import run_study
from components.study.result import StudyResult
from components.study.spec import CONTROLS, CONTROLS_LAST_DAY, StudySpec
from components.study.status import NO_PRICES, NO_SESSION, NO_VARIATION, NOT_DEFINED, TOO_FEW

if TYPE_CHECKING:
    from data import Snapshot

BEFORE = (-30, -11)
"""The stretch before the event over which share and portfolio should not drift apart."""
_HOME = "XHKG"
WITHOUT_WEIGHTS = (NO_SESSION, NO_PRICES, NOT_DEFINED, NO_VARIATION, TOO_FEW)
"""Statuses of a pair that leave no portfolio at all."""


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """One pair of event and listing against its control portfolio; returns are fractions.

    result: the study under the model `controls`. pair: its row of `pairs`. weights, moved: each control's
    weight, and its own return added up over the window, by symbol; empty where there is no portfolio.
    r2, ordinary_r2: in the fit, and of one-session forecasts on all ordinary sessions of the listing, each
    by the weights of its own past. before: share less portfolio, added up over `BEFORE`, which the fit
    has seen. space_rank, space_n: place of the share's |t| among the controls of its exchange, each
    measured as if it were the share against the others; 1 is the largest of n. 0 of 0 without numbers.
    """

    result: StudyResult
    pair: pd.Series
    weights: pd.Series
    moved: pd.Series
    r2: float
    ordinary_r2: float
    before: float
    space_rank: int
    space_n: int

    @property
    def status(self) -> str:
        """Why there are numbers or none: see `status.MEANING`."""
        return str(self.pair["status"])

    @property
    def expected(self) -> float:
        """The portfolio's return added up over the window."""
        return float((self.weights * self.moved).sum()) if len(self.weights) else float("nan")


def counterfactual(snapshot: Snapshot, spec: StudySpec, event_id: str, symbol: str) -> Counterfactual:
    """One pair of the record beyond shares outside tech, over the spec's window and with its returns.

    The spec's own model plays no part. KeyError for an event or a listing that the study lacks.
    """
    result = run_study(snapshot, replace(spec, model=CONTROLS))
    at = result.number_of(event_id, symbol)
    pair = result.pairs.iloc[at]
    row, column = int(result.index.row[at]), int(result.index.column[at])
    fit = result.cells.fit
    if str(pair["status"]) in WITHOUT_WEIGHTS or not isinstance(fit, ControlFit):
        none, empty = float("nan"), pd.Series(dtype=float)
        return Counterfactual(result, pair, empty, empty, none, none, none, 0, 0)
    names = result.panel.control_names[row]
    y, x = result.panel.returns[row], result.panel.factor(CONTROLS)[row][:, : len(names)]
    weights = fit.weights[row][:, : len(names)]
    rank, many = _in_space(snapshot, result, row, column) if result.used[at] else (0, 0)
    return Counterfactual(
        result=result,
        pair=pair,
        weights=pd.Series(weights[column], names),
        moved=pd.Series(_inside(x, column, result.spec.window).sum(axis=0), names),
        r2=float(1 - fit.residual[row, column] / fit.total[row, column]),
        ordinary_r2=out_of_sample_r2(y, x, weights, result.cells.valid[row] & ~result.marks.near[row]),
        before=float(np.nansum(_inside(y, column, BEFORE) - _inside(x, column, BEFORE) @ weights[column])),
        space_rank=rank,
        space_n=many,
    )


def paths(found: Counterfactual, days: tuple[int, int]) -> pd.DataFrame:
    """The share beside its portfolio from the first day of the window on: `PATH_COLUMNS` by day.

    days: first and last relative day wanted; none after day +20, and none without weights.
    """
    result = found.result
    last = min(days[1], CONTROLS_LAST_DAY)
    at = result.number_of(str(found.pair["event_id"]), str(found.pair["symbol"]))
    longer = replace(result, spec=replace(result.spec, window=(result.spec.window[0], last)))
    return longer.paths_of(np.array([at])) if len(found.weights) else longer.paths.iloc[:0]


def _inside(values: np.ndarray, column: int, days: tuple[int, int]) -> np.ndarray:
    """Rows of relative days that exist."""
    return values[max(column + days[0], 0) : max(column + days[1] + 1, 0)]


def _in_space(snapshot: Snapshot, result: StudyResult, row: int, column: int) -> tuple[int, int]:
    """Place of the share's |t| among its exchange's controls, each in the share's place, and of how many.

    A control is measured by the rule of the share: against all the others, on the sessions that served
    the share, over the same window.
    """
    spec, panel = result.spec, result.panel
    end = column + max(spec.window[1], 0) + 1
    names = panel.control_names[row]
    sea = snapshot.controls["exchange"].reindex(names) == _HOME
    targets = np.flatnonzero(
        sea.to_numpy() == (snapshot.listings.at[panel.symbols[row], "exchange"] == _HOME)
    )
    x = panel.factor(CONTROLS)[row][:end, : len(names)]
    many = len(targets)
    world = Panel(
        tuple(names[place] for place in targets),
        (panel.sessions[row][:end],) * many,
        x[:, targets].T,
        np.zeros((many, end)),
        controls=np.stack([np.delete(x, place, axis=1) for place in targets]),
    )
    nothing = np.empty(0, np.int64)
    portfolios = fit_controls(
        world.returns,
        world.factor(CONTROLS),
        np.broadcast_to(result.cells.valid[row][:end], world.shape),
        fewest=spec.sessions_needed,
        last=spec.estimation_used[1],
        columns=np.array([column]),
    )
    cells = study_cells(world, Marks.of(nothing, nothing, nothing, world.shape), spec, portfolios=portfolios)
    t = np.abs(cells.values["t"][:, column])
    own = abs(float(result.cells.values["t"][row, column]))
    known = np.isfinite(t)
    return 1 + int((t[known] >= own).sum()), int(known.sum()) + 1


def refitted(found: Counterfactual, names: Sequence[str]) -> pd.Series:
    """Weights of a pair's portfolio when it may hold these controls alone, on the sessions it was fitted on.

    NaN where there is no portfolio. KeyError for a control that the listing's exchange does not have.
    """
    result, known = found.result, list(found.weights.index)
    if not known:
        return pd.Series(np.nan, names)
    at = result.number_of(str(found.pair["event_id"]), str(found.pair["symbol"]))
    row, column = int(result.index.row[at]), int(result.index.column[at])
    places = [known.index(name) if name in known else _unknown(name) for name in names]
    fit = control_weights(
        result.panel.returns[row],
        result.panel.factor(CONTROLS)[row][:, places],
        result.cells.valid[row],
        last=result.spec.estimation_used[1],
        columns=np.array([column]),
    )
    return pd.Series(fit.weights[column], names)


def _unknown(name: str) -> int:
    raise KeyError(f"control {name!r}: not one of this listing's")
