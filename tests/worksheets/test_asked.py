"""What may be asked for, and what is said when the study has no numbers."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from components.params.impact import ImpactParams
from components.study import run_study
from components.study.status import NOT_DEFINED, TOO_FEW, USED
from components.worksheets.arithmetic import worked
from components.worksheets.pair import collect
from components.worksheets.params import NoNumbers, WorksheetParams, status_of
from components.worksheets.steps import steps
from tests.worksheets.conftest import CASES, FINE, PROBE


def test_parameters_mean_what_they_mean_for_impacts(snapshot):
    query = {"window": "0,5", "model": "mean-adjusted", "estimation": "-90,-11", "confidence": "0.9"}
    asked = WorksheetParams.parse({**query, "event": PROBE, "symbol": "BABA"}, snapshot)
    assert asked.spec() == ImpactParams.parse({**query, "symbol": "BABA"}, snapshot).spec()
    assert {**ImpactParams().query(), **WorksheetParams().query()} == {}


@pytest.mark.parametrize("case", CASES)
def test_the_arithmetic_by_hand_is_the_studys(pairs, case):
    pair, got = pairs[case], worked(pairs[case])
    for name, key in dict(
        n="n_estimation",
        sigma="sigma",
        car="car",
        se="se",
        t="t",
        p="p",
        low="ci_low",
        high="ci_high",
        raw_return="raw_return",
    ).items():
        assert got[name] == pytest.approx(pair.study[key], rel=1e-9, abs=1e-13), name
    found = {name: value for step in steps(pair) for name, value in step.values.items()}
    assert found["car"] == got["car"] and found.get("beta", got["beta"]) == got["beta"]


def test_the_steps_can_be_reproduced_from_their_tables(pairs):
    """Against statsmodels, from the returns that the worksheet shows."""
    pair = pairs["textbook"]
    sample, window = pair.estimation, pair.window
    fit = sm.OLS(sample["share"].to_numpy(), sm.add_constant(sample["market"].to_numpy())).fit()
    found = {name: value for step in steps(pair) for name, value in step.values.items()}
    np.testing.assert_allclose([found["alpha"], found["beta"]], fit.params)
    assert found["sigma"] == pytest.approx(np.sqrt(fit.scale))
    assert found["car"] == pytest.approx(
        (window["share"] - fit.params[0] - fit.params[1] * window["market"]).sum()
    )
    forecast = np.array([len(window), window["market"].sum()])
    assert found["se"] == pytest.approx(
        np.sqrt(fit.scale * len(window) + forecast @ fit.cov_params() @ forecast)
    )
    assert (found["t"], (found["low"] + found["high"]) / 2) == pytest.approx(
        (found["car"] / found["se"], found["car"])
    )
    written = " ".join(step.whole for step in steps(pair))
    assert f"{found['beta']:.4f}" in written and f"{abs(found['car']):.6f}" in written


def test_too_few_sessions_names_the_parameter_that_helps(snapshot):
    asked = WorksheetParams(event=FINE, symbol="BABA", min_estimation=60)
    with pytest.raises(
        NoNumbers, match="fewer valid sessions.* With clean_estimation=0 there are numbers"
    ) as refused:
        collect(snapshot, asked)
    assert refused.value.status == TOO_FEW
    assert status_of(snapshot, asked.replace(clean_estimation=False)) == USED


def test_a_model_that_is_not_defined_is_refused_with_the_way_out(snapshot):
    with pytest.raises(NoNumbers) as refused:
        collect(snapshot, WorksheetParams(event=PROBE, symbol="BABA", model="two-factor"))
    assert refused.value.status == NOT_DEFINED and refused.value.change == {"model": "market"}


def test_what_nothing_can_supply_is_said_so(snapshot):
    with pytest.raises(
        NoNumbers, match="not yet listed.* No choice of window or model can supply them"
    ) as refused:
        collect(snapshot, WorksheetParams(event="2020-08-07-us-wechat-executive-order", symbol="1024.HK"))
    assert refused.value.change == {}


def test_every_advice_given_is_true(snapshot):
    """Over all pairs of the record: with the parameters that are advised there are numbers."""
    for symbol in ("BABA", "0700.HK", "1024.HK"):
        pairs = run_study(snapshot, WorksheetParams(event=PROBE, symbol=symbol).spec()).pairs
        for row in pairs[pairs["status"] != USED].itertuples():
            with pytest.raises(NoNumbers) as refused:
                collect(snapshot, WorksheetParams(event=row.event_id, symbol=symbol))
            if change := refused.value.change:
                advised = WorksheetParams.parse({"event": row.event_id, "symbol": symbol, **change}, snapshot)
                assert status_of(snapshot, advised) == USED


def test_reasons_name_the_event_that_is_near(pairs):
    reasons = pairs["hong-kong"].sessions.set_index("day")["reason"]
    assert (
        reasons[-36]
        == "Near 2020-11-03: Shanghai exchange suspends Ant Group's IPO; Hong Kong leg halted too and 2 more"
    )
    assert (reasons[-10:] == "").all(), "outside the estimation window nothing is left out"
