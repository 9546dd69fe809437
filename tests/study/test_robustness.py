"""The specification curve: each row is the study that it names, and none is left out or doubled."""

from __future__ import annotations

import numpy as np
import pytest

from components.study import StudySpec, run_study
from components.study.robustness import COLUMNS, robustness, specifications

EVENT, SYMBOL = "2020-12-24-samr-opens-alibaba-probe", "9988.HK"


@pytest.fixture(scope="module")
def found(snapshot):
    return robustness(snapshot, EVENT, SYMBOL)


def test_every_row_is_the_study_that_it_names(snapshot, found):
    for row in found.table.sample(30, random_state=1).itertuples():
        spec = StudySpec(
            model=row.model,
            benchmark=row.benchmark or None,
            window=(row.window_start, row.window_end),
            estimation=(row.estimation_start, row.estimation_end),
            alpha=row.alpha or "ols",
            clean_estimation=row.clean_estimation,
            symbols=(SYMBOL,),
        )
        pair = run_study(snapshot, spec).pair(EVENT, SYMBOL)
        assert pair["status"] == row.status and pair["n_estimation"] == row.n_estimation
        np.testing.assert_allclose(
            [pair["car"], pair["ci_low"], pair["ci_high"], pair["p"]],
            [row.car, row.ci_low, row.ci_high, row.p],
            rtol=1e-8,
        )


def test_the_default_is_the_number_of_every_page(snapshot, found):
    pair = run_study(snapshot).pair(EVENT, SYMBOL)
    assert found.table["default"].sum() == 1
    np.testing.assert_allclose(found.default["car"], pair["car"], rtol=1e-9)
    sign = np.sign(pair["car"])
    used = found.table.query("status == 'used'")
    assert found.stands_in == ((np.sign(used["car"]) == sign) & (used["p"] < 0.05)).sum()
    assert 0 < found.stands_in <= found.tried <= len(found.table)


def test_specifications_are_distinct_and_what_is_not_used_does_not_vary(snapshot, found):
    specs = list(specifications(tuple(snapshot.benchmarks.columns), "HSI"))
    assert len(set(specs)) == len(specs) == len(found.table)
    assert list(found.table.columns) == list(COLUMNS)
    assert set(found.table.query("model == 'mean-adjusted'")["benchmark"]) == {""}
    assert set(found.table.query("model == 'market-adjusted'")["alpha"]) == {""}
    assert not found.table.drop(columns=["car", "p", "ci_low", "ci_high", "status"]).duplicated().any()


def test_no_session_and_no_such_event(snapshot):
    with pytest.raises(KeyError, match="no-such-event"):
        robustness(snapshot, "no-such-event", SYMBOL)
    early = snapshot.events.index[0]
    late = robustness(snapshot, early, "1024.HK")  # not yet listed
    assert late.tried == 0 and late.stands_in == 0 and late.table["car"].isna().all()
