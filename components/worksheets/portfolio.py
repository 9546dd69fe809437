"""The control portfolio of a pair: shares outside tech, with the weights that the study has found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study import StudyResult
from components.study.control_fit import ControlFit
from components.study.control_returns import known_levels

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True, eq=False)
class Portfolio:
    """What a share is measured against under the model `controls`.

    controls: index symbol: name, exchange, sector, weight (>= 0, as the study found it). levels, returns: a
    row a session of `Pair.sessions`, a column a control: total-return levels as known at the share's
    close, and what they returned (fractions); NaN where unknown. serves: [sessions] the estimation sample.
    """

    controls: pd.DataFrame
    levels: pd.DataFrame
    returns: pd.DataFrame
    serves: np.ndarray

    @property
    def held(self) -> list[str]:
        """Symbols of the controls with weight, in the order of the record."""
        return list(self.controls.index[self.controls["weight"] > 0])

    @property
    def made(self) -> np.ndarray:
        """[sessions] the portfolio's return; NaN where one of its controls has none."""
        return self.returns.to_numpy(float) @ self.controls["weight"].to_numpy(float)

    def spread(self, inside: np.ndarray) -> float:
        """What the estimated weights add to the variance of a sum over the sessions `inside`, over sigma
        squared: v' (X'X)^-1 v, with v the summed returns of the controls held.
        """
        held = self.returns[self.held].to_numpy(float)
        sums, sample = held[inside].sum(axis=0), held[self.serves]
        return float(sums @ np.linalg.solve(sample.T @ sample, sums))


def sample_places(result: StudyResult, row: int, column: int) -> np.ndarray:
    """Columns of the panel that the weights rest on: the latest clean ones up to the last that may serve."""
    many = int(result.cells.fit.n[row, column])
    clean = np.flatnonzero(result.cells.valid[row])
    return clean[clean <= column + result.spec.estimation_used[1]][-many:]


def portfolio(
    snapshot: Snapshot, result: StudyResult, row: int, column: int, places: np.ndarray
) -> Portfolio:
    """The portfolio of the panel's row and day 0's column, over the sessions at `places`.

    ValueError for a study of another model.
    """
    fit, panel = result.cells.fit, result.panel
    if not isinstance(fit, ControlFit):
        raise ValueError(f"model: {fit.model!r} has no control portfolio")
    names = list(panel.control_names[row])
    exchange = snapshot.listings.at[panel.symbols[row], "exchange"]
    controls = snapshot.controls.loc[names, ["name", "exchange", "sector"]]
    factor = panel.factor(fit.model)[row]
    return Portfolio(
        controls=controls.assign(weight=fit.weights[row, column, : len(names)]),
        levels=known_levels(snapshot, exchange)[names].iloc[places].reset_index(drop=True),
        returns=pd.DataFrame(factor[places, : len(names)], columns=names),
        serves=np.isin(places, sample_places(result, row, column)),
    )
