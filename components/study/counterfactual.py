"""What a share did beyond a portfolio of shares outside tech, and how far to trust that portfolio.

An index that holds the share falls with it: what the share takes down with it counts as "expected".
The control portfolio is made of shares that the events do not concern (Goldsmith-Pinkham & Lyu 2025,
Causal Inference in Financial Event Studies); `control_weights` finds its weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study.control_weights import FEWEST, ControlWeights, control_weights, out_of_sample_r2
from components.study.inference import two_sided_t
from components.study.panel import returns_of
from components.study.result import StudyResult
from components.study.status import MISSING, NO_SESSION, NOT_DEFINED, OUTSIDE, TOO_FEW, USED
from components.study.window_sums import short_sums, window_sums

if TYPE_CHECKING:
    from data import Snapshot

LAST_DAY = 20
"""Windows that end later are not measured: fixed weights say less with every session that passes."""
SEEN_FROM_HONG_KONG = ("QQQ", "AMZN", "EWY")
"""Controls of New York that serve Hong Kong listings, by their previous session."""
BEFORE = (-30, -11)
"""The stretch before the event over which share and portfolio should not drift apart."""
_HOME, _ABROAD = "XHKG", "XNYS"


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """One pair of event and listing against its control portfolio; returns are fractions.

    status: one of `status.STATUSES`; other than "used", every number is NaN and every series empty.
    n: clean sessions behind the weights. expected: the portfolio's return summed over the window.
    car: the share's less that. se, df, p: of the CAR, sigma^2 (L + leverage) with sigma^2 = SSR / df.
    r2, ordinary_r2: in the fit, and of one-session forecasts on all ordinary sessions of the listing.
    as_large, windows: event-free windows of the listing with a |t| at least as large, of how many.
    before: sum of the differences over days -30 to -11, which the fit has seen. weights, moved:
    each control's weight and its own return over the window, by symbol.
    """

    status: str
    n: int
    expected: float
    car: float
    se: float
    df: float
    p: float
    r2: float
    ordinary_r2: float
    as_large: int
    windows: int
    before: float
    weights: pd.Series
    moved: pd.Series


@dataclass(frozen=True, eq=False)
class _Portfolio:
    """A listing's fits for its T sessions. y: [T] its returns. x: [T, K] those of the controls `names`.
    known: [T] sessions on which all have one. ordinary_r2: see `Counterfactual`."""

    names: tuple[str, ...]
    y: np.ndarray
    x: np.ndarray
    known: np.ndarray
    fit: ControlWeights
    ordinary_r2: float


def counterfactual(snapshot: Snapshot, result: StudyResult, event_id: str, symbol: str) -> Counterfactual:
    """Measure one pair of a study of the record against shares outside tech, over the study's window.

    The study's model plays no part; its window and kind of return do. The fits of a listing are kept
    with the snapshot. ValueError for a window that ends after day +20 or begins within the sessions
    that weights may rest on; KeyError where the study has no such pair.
    """
    first, last = result.spec.window
    if last > LAST_DAY or first <= -11:
        raise ValueError(
            f"window: {first} to {last} is not measured against shares outside tech, only windows "
            f"within days -10 to +{LAST_DAY}: the weights rest on sessions up to day -11 and say less with "
            "every session that passes"
        )
    at = result.number_of(event_id, symbol)
    row, column = int(result.index.row[at]), int(result.index.column[at])
    if not len(snapshot.controls):
        return _nothing(NOT_DEFINED)
    kind = result.spec.returns
    portfolio = snapshot.remember(
        ("control portfolio", symbol, kind), partial(_portfolio, snapshot, result, row, symbol)
    )
    fit, days = portfolio.fit, result.spec.length
    length = int(result.panel.length[row])
    if column < 0:
        return _nothing(NO_SESSION)
    if column + first < 1 or column + last >= length:
        return _nothing(OUTSIDE)
    if not portfolio.known[column + first : column + last + 1].all():
        return _nothing(MISSING)
    if fit.n[column] < FEWEST or not fit.used[column].any():
        return _nothing(TOO_FEW)

    known = portfolio.known
    sums = short_sums(np.where(known, np.column_stack([portfolio.y, portfolio.x]).T, 0.0), first, last)
    measured = (window_sums((~known).astype(float), first, last) == 0) & (fit.n >= FEWEST)
    place = np.arange(len(known))
    measured &= (place + first >= 1) & (place + last < length) & fit.used.any(axis=1)
    columns = np.flatnonzero(measured)
    moved = sums[1:, columns].T
    expected = (moved * fit.weights[columns]).sum(axis=1)
    car = sums[0, columns] - expected
    sigma2 = fit.residual[columns] / fit.df[columns]
    se = np.sqrt(sigma2 * (days + fit.leverage(columns, moved)))
    size = np.abs(car / se)
    own = int(np.searchsorted(columns, column))
    inside = window_sums(result.marks.near[row, :length].astype(float), first, last) == 0
    ordinary = inside[columns] & (columns != column)
    return Counterfactual(
        status=USED,
        n=int(fit.n[column]),
        expected=float(expected[own]),
        car=float(car[own]),
        se=float(se[own]),
        df=float(fit.df[column]),
        p=float(two_sided_t(car[own : own + 1] / se[own : own + 1], fit.df[column : column + 1])[0]),
        r2=float(1 - fit.residual[column] / fit.total[column]),
        ordinary_r2=portfolio.ordinary_r2,
        as_large=int((size[ordinary] >= size[own]).sum()),
        windows=int(ordinary.sum()),
        before=_drift(portfolio, column),
        weights=pd.Series(fit.weights[column], portfolio.names),
        moved=pd.Series(moved[own], portfolio.names),
    )


def control_returns(snapshot: Snapshot, exchange: str, kind: str) -> pd.DataFrame:
    """Returns of an exchange's default controls as known at its closes: its sessions x controls.

    Hong Kong: its own controls, and three of New York by the level of the session before. New York:
    those listed there. A session that a control lacks stays missing, never carried over.
    """
    controls = snapshot.controls[snapshot.controls["default"]]
    home = controls.index[controls["exchange"] == _HOME]
    sessions = snapshot.sessions(exchange)
    levels = snapshot.control_levels
    if exchange != _HOME:
        names = controls.index.difference(home, sort=False)
        table = levels[names].reindex(sessions)
    else:
        abroad = snapshot.sessions(_ABROAD)
        names = [name for name in SEEN_FROM_HONG_KONG if name in controls.index]
        seen = levels[names].reindex(abroad).to_numpy(float)
        at = abroad.searchsorted(sessions, side="left") - 1
        past = np.where((at >= 0)[:, None], seen[np.maximum(at, 0)], np.nan)
        table = levels[home].reindex(sessions).join(pd.DataFrame(past, sessions, names))
    return pd.DataFrame(returns_of(table.to_numpy(float).T, kind).T, sessions, table.columns)


def _portfolio(snapshot: Snapshot, result: StudyResult, row: int, symbol: str) -> _Portfolio:
    length = int(result.panel.length[row])
    y = result.panel.returns[row, :length]
    table = control_returns(snapshot, snapshot.listings.at[symbol, "exchange"], result.spec.returns)
    x = table.to_numpy(float)
    known = np.isfinite(y) & np.isfinite(x).all(axis=1)
    clean = ~result.marks.near[row, :length]
    fit = control_weights(y, x, clean)
    ordinary_r2 = out_of_sample_r2(y, x, fit.weights, clean)
    return _Portfolio(tuple(table.columns), y, x, known, fit, ordinary_r2)


def _drift(portfolio: _Portfolio, column: int) -> float:
    """Share less portfolio, summed over `BEFORE`; sessions that lack a return are left out."""
    here = slice(max(column + BEFORE[0], 0), column + BEFORE[1] + 1)
    known = portfolio.known[here]
    gap = portfolio.y[here] - portfolio.x[here] @ portfolio.fit.weights[column]
    return float(gap[known].sum())


def _nothing(status: str) -> Counterfactual:
    none, empty = float("nan"), pd.Series(dtype=float)
    return Counterfactual(status, 0, none, none, none, none, none, none, none, 0, 0, none, empty, empty)
