"""Why abnormal returns differ: a regression of the moves on what their events and shares are.

One row is a company's move at a session, as in `sample.draw`. Each trait (type, direction,
severity, company, year) is a set of indicators that compare its levels with the level on most
event days; the fine over market value is a number. Rows that share an event or a session are one
cluster. MacKinlay (1997, J. Economic Literature 35, 33-34) on such regressions; `clustered` on
their standard errors; `calendar` on moving all events together, which shows what the same
regression finds where the news is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.study.calendar import SHIFTS
from components.study.clustered import ClusteredFit, clustered_ols, separable, stacked
from components.study.event_traits import FEWEST_DAYS, TOLD, TRAITS, Design, design_of, traits_of
from components.study.inference import t_quantile
from components.study.result import StudyResult
from components.study.sample import Sample
from components.study.status import CODE, USED

OUTCOMES = ("move", "size")
"""The abnormal return with its sign, or its absolute value."""
DAYS_EACH = 3
"""Event days that must be there for each coefficient."""
LEVEL = 0.95

COLUMNS: dict[str, str] = {
    "trait": "what is compared: type, direction, severity, company, year or fine",
    "level": "the level that is compared; of the fine, the step that its coefficient stands for",
    "baseline": "the level that it is compared with",
    "n_moves": "moves with this level",
    "n_days": "event days with this level",
    "coef": "how much further the moves went than with the baseline, all other traits alike, fraction",
    "se": "its standard error, clustered by event day, fraction",
    "t": "coef / se",
    "p": "two-sided p-value, Student t with one degree of freedom less than there are event days",
    "ci_low": "lower end of its 95% interval, fraction",
    "ci_high": "upper end of its 95% interval, fraction",
    "moved_k": "moved calendars whose coefficient is at least as far from 0",
    "moved_n": "moved calendars that could be fitted",
    "moved_low": "lower end of the middle 95% of their coefficients, fraction",
    "moved_high": "upper end of the middle 95% of their coefficients, fraction",
    "status": "told, compared with (the baseline itself), or why there are no numbers",
}
"""Columns of `CrossSection.table` with their meanings."""
TRAIT_COLUMNS = ("trait", "q", "f", "p", "moved_k", "moved_n")


@dataclass(frozen=True, eq=False)
class CrossSection:
    """table: `COLUMNS`, a row a level. traits: trait, q (coefficients told), f, p, moved_k, moved_n.

    n_moves, n_days, n_events: what the regression rests on. r2: share of the moves' variance that all
    traits together account for; r2_moved: its mean over moved calendars. beyond: coefficients whose
    interval leaves zero out; beyond_moved: their mean number over moved calendars. reason: why
    there is no regression; then both tables are empty.
    """

    table: pd.DataFrame
    traits: pd.DataFrame
    n_moves: int
    n_days: int
    n_events: int
    r2: float = float("nan")
    r2_moved: float = float("nan")
    beyond: int = 0
    beyond_moved: float = float("nan")
    reason: str = ""

    @property
    def told(self) -> pd.DataFrame:
        """Rows of the table that have numbers."""
        return self.table[self.table["status"] == TOLD]


def cross_section(sample: Sample, outcome: str = "move") -> CrossSection:
    """The regression of a sample's CARs ("move") or of their absolute values ("size") on `TRAITS`.

    Observations without a known market value are left out where a fine is set against it. A level that
    says nothing beyond the levels before it is dropped, and told as "same as others".
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome: {outcome!r} is not one of {', '.join(OUTCOMES)}")
    if not len(sample):
        return _nothing(sample, "No event fits these choices.")
    traits = traits_of(sample)
    known = np.isfinite(traits["fine"].to_numpy())
    traits, day = traits[known].reset_index(drop=True), sample.day[known]
    row, column = sample.row[known], sample.column[known]
    design = design_of(traits, day)
    needed = DAYS_EACH * design.x.shape[1]
    days = len(np.unique(day))
    if not (design.levels["status"] == TOLD).any():
        return _nothing(sample, f"No trait has two levels on at least {FEWEST_DAYS} event days each.")
    if days < needed:
        numbers = design.x.shape[1]
        return _nothing(sample, f"{days} event days cannot tell {numbers} numbers apart: it takes {needed}.")
    y = _outcome(sample.result.cells.values["car"][row, column], outcome)
    fit = clustered_ols(y, design.x, day)
    moved = _moved(sample.result, row, column, day, design.x, outcome)
    return _told(sample, fit, moved, design, days)


def _nothing(sample: Sample, reason: str) -> CrossSection:
    return CrossSection(
        pd.DataFrame(columns=list(COLUMNS)),
        pd.DataFrame(columns=list(TRAIT_COLUMNS)),
        len(sample),
        sample.event_days,
        len(sample.event_ids),
        reason=reason,
    )


def _outcome(car: np.ndarray, outcome: str) -> np.ndarray:
    return np.abs(car) if outcome == "size" else car


def _moved(
    result: StudyResult, row: np.ndarray, column: np.ndarray, day: np.ndarray, x: np.ndarray, outcome: str
) -> ClusteredFit:
    """The same regression under every moved calendar in which each of its columns can still be told."""
    car, status = result.cells.values["car"], result.cells.status
    fits = []
    for shift in SHIFTS:
        at = column + shift
        there = (at >= 0) & (at < result.panel.shape[1])
        there[there] = status[row[there], at[there]] == CODE[USED]
        if separable(x[there]):
            y = _outcome(car[row[there], at[there]], outcome)
            fits.append(clustered_ols(y, x[there], day[there]))
    return stacked(fits, x.shape[1])


def _told(sample: Sample, fit: ClusteredFit, moved: ClusteredFit, design: Design, days: int) -> CrossSection:
    table = design.levels
    told = (table["status"] == TOLD).to_numpy()
    at = table["column"].to_numpy()[told]
    half = t_quantile(fit.df[None], LEVEL)[0] * fit.se
    others = moved.coef
    nothing = np.full((2, len(fit.coef)), np.nan)
    low, high = np.quantile(others, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0) if len(others) else nothing
    numbers = {
        "coef": fit.coef,
        "se": fit.se,
        "t": fit.t,
        "p": fit.p,
        "ci_low": fit.coef - half,
        "ci_high": fit.coef + half,
        "moved_k": (np.abs(others) >= np.abs(fit.coef)).sum(axis=0),
        "moved_n": np.full(len(fit.coef), len(others)),
        "moved_low": low,
        "moved_high": high,
    }
    for name, values in numbers.items():
        table[name] = np.nan
        table.loc[told, name] = values[at]
    return CrossSection(
        table[list(COLUMNS)],
        _traits(table, fit, moved),
        len(design.x),
        days,
        len(sample.event_ids),
        float(fit.r2),
        float(moved.r2.mean()) if len(others) else float("nan"),
        int((fit.p[at] < 1 - LEVEL).sum()),
        float((moved.p[:, at] < 1 - LEVEL).sum(axis=1).mean()) if len(others) else float("nan"),
    )


def _traits(table: pd.DataFrame, fit: ClusteredFit, moved: ClusteredFit) -> pd.DataFrame:
    """Each trait as a whole: how far its coefficients are from zero, here and under moved calendars."""
    rows = []
    for trait in TRAITS:
        at = table.loc[(table["trait"] == trait) & (table["status"] == TOLD), "column"].to_numpy()
        if len(at):
            f, p = (float(value) for value in fit.joint(at))
            as_far = int((moved.joint(at)[0] >= f).sum())
            rows.append((trait, len(at), f, p, as_far, len(moved.coef)))
    return pd.DataFrame(rows, columns=list(TRAIT_COLUMNS))
