"""The published table of severe events under several mixtures of controls: its figures are the study's."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize

from components.study import StudySpec, run_study
from tests.bench.study_controls import MIXED, at_most_one, ridge, severe

README = Path(__file__).with_name("README.md")


def test_the_table_is_what_the_bench_makes(snapshot):
    table = severe(snapshot)
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in README.read_text().split("\n")
        if re.match(r"\| 20\d\d-\d\d-\d\d \|", line)
    ]
    assert len(rows) == len(table)
    for row, pair in zip(rows, table.to_dict("records"), strict=True):
        assert (row[0], row[2]) == (f"{pair['day0']:%Y-%m-%d}", pair["company"])
        for name, cell in zip(MIXED, row[3:], strict=True):
            assert float(cell.replace("−", "-")) == pytest.approx(100 * pair[name], abs=0.051), (row, name)


def test_its_columns_are_the_models_of_the_study(snapshot):
    table = severe(snapshot).set_index(["event_id", "symbol"])
    for name, model in (("index", "market"), ("controls", "controls")):
        pairs = run_study(snapshot, StudySpec.textbook(model=model)).pairs.set_index(["event_id", "symbol"])
        np.testing.assert_allclose(table[name], pairs.loc[table.index, "car"])


@pytest.mark.parametrize("scale", [0.5, 1.5])
def test_other_mixtures_are_the_best_under_their_own_rule(scale):
    rng = np.random.default_rng(3)
    x = rng.normal(0, 0.01, (120, 4)) + rng.normal(0, 0.01, (120, 1))
    y = x @ np.array([0.5, 0.3, 0.0, 0.4]) * scale + rng.normal(0, 0.005, 120)
    pull = 0.1 * np.square(x).sum() / 4

    def loss(w, extra):
        return 1e4 * (np.square(y - x @ w).sum() + extra * np.square(w).sum())

    bounds, start = [(0, None)] * 4, np.full(4, 0.2)
    best = minimize(loss, start, (pull,), bounds=bounds, tol=1e-14)
    assert loss(ridge(y, x), pull) <= best.fun + 1e-6
    limit = {"type": "ineq", "fun": lambda w: 1 - w.sum()}
    best = minimize(loss, start, (0.0,), bounds=bounds, constraints=limit, tol=1e-14)
    found = at_most_one(y, x)
    assert found.sum() <= 1 + 1e-5 and loss(found, 0.0) <= best.fun * (1 + 1e-5) + 1e-6
