"""What is known of the events and shares behind some moves, as the columns of a regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.study.clustered import own_columns
from components.study.sample import Sample
from data.kinds import CNY_PER_USD, DIRECTIONS, TYPES

TRAITS = ("type", "direction", "severity", "company", "year", "fine")
FEWEST_DAYS = 5
"""A level on fewer event days stays in the regression and is told no number: one day could be all of it."""
FINE_STEP = 0.001
"""The fine's coefficient is told for each 0.1% of market value."""

TOLD, BASELINE, RARE, SAME = "told", "compared with", "too few event days", "same as others"
"""What may be said of a level."""


@dataclass(frozen=True, eq=False)
class Design:
    """Columns of the regression, the intercept first, and what is told of each.

    x: [N, K] independent columns. levels: a row a level of every trait: trait, level, baseline,
    n_moves, n_days, column (its place in x, -1 for none) and status.
    """

    x: np.ndarray
    levels: pd.DataFrame


def traits_of(sample: Sample) -> pd.DataFrame:
    """The traits of each observation, by position: `TRAITS`, with levels in reading order, and events.

    fine: a fraction of market value. events: how many events share the session. The gravest of them
    (then the first in the table) lends type, direction, severity and year; fines that name the company
    add up, over its market value before the window.
    """
    result, events = sample.result, sample.result.events
    event, row = result.index.event[sample.pairs], result.index.row[sample.pairs]
    company = result.listings["company"].to_numpy(object)
    named = [
        name in companies
        for name, companies in zip(company[row], events["companies"].to_numpy(object)[event], strict=True)
    ]
    frame = pd.DataFrame(
        {
            "observation": sample.observation,
            "event": event,
            "severity": events["severity"].to_numpy(int)[event],
            "fine": events["fine_cny"].fillna(0.0).to_numpy(float)[event] * np.array(named, bool),
        }
    ).sort_values(["observation", "severity", "event"], ascending=[True, False, True])
    grouped = frame.groupby("observation")
    lead = events.iloc[grouped["event"].first()]
    fine_usd_bn = grouped["fine"].sum().to_numpy() / CNY_PER_USD / 1e9
    value = result.outcomes["mv_before_usd_bn"][sample.row, sample.column]
    return pd.DataFrame(
        {
            "type": pd.Categorical(lead["type"], TYPES),
            "direction": pd.Categorical(lead["direction"], DIRECTIONS),
            "severity": _rising(lead["severity"]),
            "company": pd.Categorical(company[sample.row], dict.fromkeys(company)),
            "year": _rising(lead["date"].dt.year),
            "fine": np.where(fine_usd_bn > 0, fine_usd_bn / value, 0.0),
            "events": grouped.size().to_numpy(),
        }
    )


def _rising(numbers: pd.Series) -> pd.Categorical:
    return pd.Categorical(numbers.astype(str), map(str, sorted(numbers.unique())))


def design_of(traits: pd.DataFrame, day: np.ndarray) -> Design:
    """An indicator for each level but the baseline, of which there is one a trait; then the fine."""
    columns, rows = [np.ones(len(traits))], []
    for trait in TRAITS[:-1]:
        levels = traits[trait]
        days = pd.Series(day).groupby(levels, observed=False).nunique()
        ordered = [level for level in levels.cat.categories if days[level]]
        baseline = max(ordered, key=lambda level: days[level])
        for level in ordered:
            here = (levels == level).to_numpy()
            rows.append((trait, level, baseline, int(here.sum()), int(days[level])))
            if level != baseline:
                columns.append(here.astype(float))
    fined = traits["fine"].to_numpy() > 0
    if fined.any():
        rows.append(
            (
                "fine",
                f"{FINE_STEP:.1%} of market value",
                "no fine",
                int(fined.sum()),
                len(np.unique(day[fined])),
            )
        )
        columns.append(traits["fine"].to_numpy() / FINE_STEP)
    table = pd.DataFrame(rows, columns=["trait", "level", "baseline", "n_moves", "n_days"])
    x = np.column_stack(columns)
    own = own_columns(x)
    place = np.where(own, own.cumsum() - 1, -1)
    compared = (table["level"] != table["baseline"]).to_numpy()
    table["column"] = -1
    table.loc[compared, "column"] = place[1:]
    rare = (table["n_days"] < FEWEST_DAYS).to_numpy()
    table["status"] = np.select([~compared, table["column"] < 0, rare], [BASELINE, SAME, RARE], default=TOLD)
    return Design(x[:, own], table)
