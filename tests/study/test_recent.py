"""Variance of recent sessions: by a loop over days, blind to the window, exact beside rubbish."""

from __future__ import annotations

import numpy as np
import pytest

from components.study import StudySpec, study_frames
from components.study.window_sums import decayed_sums

SPEC = StudySpec(window=(0, 2), clean_estimation=False, variance="adaptive")


@pytest.mark.parametrize("model", ["market", "two-factor", "mean-adjusted", "market-adjusted"])
@pytest.mark.parametrize("alpha", ["ols", "shrunk"])
def test_recent_variance_by_a_loop(world, model, alpha):
    here = world(seed=1, missing=0.04)
    spec = StudySpec(window=(0, 2), clean_estimation=False, variance="adaptive", alpha=alpha, model=model)
    result = study_frames(here.returns, here.benchmark, here.events([150, 220]), spec, second=here.second)
    factor = {"mean-adjusted": 0.0}.get(model, 1.0)
    for pair in result.pairs.query("status == 'used'").to_dict("records"):
        at = here.dates.get_loc(pair["day0"])
        total = count = 0.0
        for back, day in enumerate(range(at - 1, at - 131, -1)):
            y = here.returns[pair["symbol"]].iloc[day]
            if np.isfinite(y):
                expected = pair["alpha"] + pair["beta"] * here.benchmark.iloc[day] * factor
                error = y - expected - pair.get("gamma", 0.0) * here.second.iloc[day]
                total, count = total + 0.94**back * error**2, count + 0.94**back
        assert pair["recent_sigma"] == pytest.approx(np.sqrt(total / count), rel=1e-9)
        plain = study_frames(
            here.returns,
            here.benchmark,
            here.events([150, 220]),
            StudySpec(window=(0, 2), clean_estimation=False, variance="estimation", alpha=alpha, model=model),
            second=here.second,
        ).pair(pair["event_id"], pair["symbol"])
        blend = 0.5 * pair["sigma"] ** 2 + 0.5 * pair["recent_sigma"] ** 2
        assert pair["se"] ** 2 == pytest.approx(plain["se"] ** 2 + 3 * (blend - pair["sigma"] ** 2), rel=1e-9)
        assert pair["car"] == plain["car"] and pair["sigma"] == plain["sigma"]


def test_nothing_of_the_window_or_after_it_is_looked_at(world):
    here = world(seed=2)
    events = here.events([200])
    before = study_frames(here.returns, here.benchmark, events, SPEC).pairs
    later = here.returns.copy()
    later.iloc[200:] *= 5
    after = study_frames(later, here.benchmark, events, SPEC).pairs
    np.testing.assert_allclose(after["se"], before["se"], rtol=1e-12)
    assert not np.allclose(after["car"], before["car"])


def test_a_wild_fortnight_widens_and_a_calm_one_narrows(world):
    here = world(seed=3)
    events = here.events([200])
    spec = StudySpec.textbook(window=(0, 2), clean_estimation=False)
    plain = study_frames(here.returns, here.benchmark, events, spec).pairs["se"]
    for factor, wider in ((3.0, True), (0.2, False)):
        changed = here.returns.copy()
        changed.iloc[190:200] *= factor  # after the estimation window
        se = study_frames(changed, here.benchmark, events, SPEC).pairs["se"]
        assert ((se > plain) == wider).all()


@pytest.mark.parametrize(("first", "last"), [(-7, -1), (-130, -2), (-5, 3), (-1, -1), (2, 6), (-3, -8)])
def test_decayed_sums_by_a_loop(first, last):
    values = np.random.default_rng(4).normal(size=(2, 3, 150))
    values[0, 0, 20] = 1e12
    values[0, 1, 5:] = 0.0
    found = decayed_sums(values, first, last, 0.94)
    for column in (0, 3, 25, 80, 149):
        days = [day for day in range(first, last + 1) if 0 <= column + day < 150]
        expected = sum((0.94 ** (last - day) * values[..., column + day] for day in days), np.zeros((2, 3)))
        np.testing.assert_allclose(found[..., column], expected, rtol=1e-12, atol=1e-15)
    assert (found[0, 1, 5 + max(-first, 0) + 1 :] == 0).all()  # nothing lingers beyond the window
