"""No firm and no shock is ever counted twice."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import array_shapes, arrays
from hypothesis.strategies import floats
from scipy import stats

from components.study import StudySpec, compare_groups, run_study, study_frames
from components.study.group import group, groups
from components.study.resampling import column_quantiles
from components.study.sample import draw

SPEC = StudySpec(clean_estimation=False)


def test_firms_that_recur_over_9255_events_give_9255_rows(world):
    """A published package joined events to returns by firm alone and made 61,757 rows of 9,255."""
    here = world(seed=1, sessions=600, symbols=40)
    rng = np.random.default_rng(2)
    drawn = rng.choice(40 * 400, 9255, replace=False)
    events = pd.DataFrame(
        {
            "event_id": [f"e{number}" for number in range(9255)],
            "symbol": [f"S{number % 40}" for number in drawn],
            "day0": here.dates[150 + drawn // 40],
        }
    )
    result = study_frames(here.returns, here.benchmark, events, SPEC)
    assert len(result.pairs) == 9255
    assert (result.pairs["status"] == "used").all()
    assert len(draw(result)) == 9255
    assert result.pairs["event_id"].is_unique
    assert len(result.paths) == 9255 * 3


def test_a_repeated_pair_is_refused(world):
    here = world()
    events = here.events([200, 210], "S0").assign(event_id="same")
    with pytest.raises(ValueError, match="'same' and symbol 'S0' meet more than once"):
        study_frames(here.returns, here.benchmark, events, SPEC)


def test_two_listings_of_one_company_are_one_observation(world):
    here = world()
    events = here.events([150, 200])
    companies = {"S0": "Firm", "S1": "Firm", "S2": "Other"}
    result = study_frames(here.returns, here.benchmark, events, SPEC, companies=companies)
    sample = draw(result)
    assert len(result.pairs) == 6
    assert sorted(sample.row.tolist()) == [0, 0, 2, 2]
    assert sample.event_days == 2
    # A listing can be asked for by name.
    assert draw(result, symbols=["S1"]).row.tolist() == [1, 1]


def test_the_second_listing_serves_when_the_first_has_no_numbers(world):
    here = world()
    here.returns.iloc[150, 0] = np.nan
    events = here.events([150, 200])
    companies = {"S0": "Firm", "S1": "Firm", "S2": "Other"}
    sample = draw(study_frames(here.returns, here.benchmark, events, SPEC, companies=companies))
    found = sorted(zip(sample.column.tolist(), sample.row.tolist(), strict=True))
    assert found == [(150, 1), (150, 2), (200, 0), (200, 2)]


def test_alibaba_counts_once_in_the_record(snapshot):
    result = run_study(snapshot, StudySpec())
    found = group(result)
    symbols = np.array(result.panel.symbols)[found.sample.row]
    day = found.sample.column
    firm = np.where(np.isin(symbols, ["9988.HK", "BABA"]), "Alibaba", symbols)
    assert len(set(zip(symbols, day, strict=True))) == len(found.sample)
    by_event = groups(result, "company")
    assert sum(len(one.sample) for one in by_event.values()) == len(found.sample)
    assert set(firm) == {"Alibaba", "0700.HK", "3690.HK"}


def test_events_that_share_a_session_are_one_observation(world):
    here = world()
    events = pd.concat([here.events([200, 200, 240], "S0"), here.events([200, 200, 240], "S1")])
    result = study_frames(here.returns, here.benchmark, events, SPEC)
    sample = draw(result)
    assert sorted(zip(sample.row.tolist(), sample.column.tolist(), strict=True)) == [
        (0, 200),
        (0, 240),
        (1, 200),
        (1, 240),
    ]
    assert sample.event_days == 2
    assert len(sample.event_ids) == 3


def test_an_event_on_two_sessions_in_two_markets_is_one_event_day(snapshot):
    result = run_study(snapshot, StudySpec(symbols=("BABA", "0700.HK")))
    sample = draw(result)
    dates = result.panel.dates[sample.row, sample.column]
    pairs = result.pairs[result.pairs["affected"] & (result.pairs["status"] == "used")]
    both = pairs.groupby("event_id").filter(lambda rows: rows["day0"].nunique() == 2)
    assert len(both)
    day_of = dict(
        zip(zip(sample.row.tolist(), dates.tolist(), strict=True), sample.day.tolist(), strict=True)
    )
    rows = {symbol: place for place, symbol in enumerate(result.panel.symbols)}
    for _, event in both.groupby("event_id"):
        keys = [(rows[pair.symbol], pair.day0.to_pydatetime()) for pair in event.itertuples()]
        assert len({day_of[key] for key in keys}) == 1


def test_doubling_every_firm_of_an_event_does_not_narrow_the_band(world):
    """Six copies of one firm are one shock: the band must not shrink by the square root of six."""
    here = world(seed=11, sessions=500, symbols=1)
    places = range(150, 480, 12)
    one = group(study_frames(here.returns, here.benchmark, here.events(places), SPEC))
    copies = pd.concat({f"S{i}": here.returns["S0"] for i in range(6)}, axis=1)
    six = group(study_frames(copies, here.benchmark, here.events(places), SPEC))
    assert six.path["n_pairs"].iloc[0] == 6 * one.path["n_pairs"].iloc[0]
    for name in ("band_low", "band_high", "caar"):
        np.testing.assert_allclose(six.path[name], one.path[name], rtol=1e-9)
    tests = {k: g.tests.set_index("test")["statistic"] for k, g in (("one", one), ("six", six))}
    by_day, adjusted, rank = "Cross-sectional t, by event day", "BMP t, adjusted", "Corrado rank"
    assert tests["six"][by_day] == pytest.approx(tests["one"][by_day])
    assert tests["six"][rank] == pytest.approx(tests["one"][rank])
    assert abs(tests["six"]["BMP t"]) > 2.3 * abs(tests["one"]["BMP t"])
    assert tests["six"][adjusted] == pytest.approx(tests["one"][adjusted], rel=0.1)


def test_comparison_of_groups(world):
    here = world(seed=2, sessions=700, symbols=2)
    places = list(range(150, 690, 9))
    half = len(places) // 2
    shocked = here.returns.copy()
    for place in places[:half]:
        shocked.iloc[place] += 0.05
    events = here.events(places)
    ids = events["event_id"].tolist()
    result = study_frames(shocked, here.benchmark, events, SPEC)
    strong = compare_groups(result, ids[:half], ids[half:])
    assert strong.p == pytest.approx(1 / 10_000)
    assert strong.difference == pytest.approx(strong.mean_a - strong.mean_b)
    assert (strong.days_a, strong.days_b, strong.n_a) == (half, len(places) - half, 2 * half)
    plain = study_frames(here.returns, here.benchmark, events, SPEC)
    assert compare_groups(plain, ids[:half], ids[half:]).p > 0.05
    swapped = compare_groups(result, ids[half:], ids[:half])
    assert swapped.difference == pytest.approx(-strong.difference)
    with pytest.raises(ValueError, match="e0: in both groups"):
        compare_groups(result, ids[:3], ids[:1])
    empty = compare_groups(result, ids[:3], [])
    assert np.isnan(empty.p) and empty.note


def test_event_days_in_both_groups_are_left_out(world):
    here = world()
    events = here.events([180, 180, 200, 220, 240])
    result = study_frames(here.returns, here.benchmark, events, SPEC)
    found = compare_groups(result, ["e0", "e2"], ["e1", "e3", "e4"])
    assert (found.left_out, found.days_a, found.days_b) == (1, 1, 2)


def test_grouping_keys(snapshot):
    result = run_study(snapshot, StudySpec())
    types = groups(result, "type")
    assert sum(one.n_events for one in types.values()) == group(result).n_events
    assert set(groups(result, "period")) == {str(year) for year in range(2020, 2027)}
    assert "SAMR" in groups(result, "actor")
    with pytest.raises(ValueError, match="by: 'colour' is not one of type, direction"):
        groups(result, "colour")
    with pytest.raises(KeyError, match="no-such-event"):
        group(result, ["no-such-event"])


def test_the_band_is_scipys_bootstrap_with_wider_tails(world):
    """For single firms on distinct days the event-day bootstrap is the ordinary one."""
    here = world(seed=12, sessions=900, symbols=1)
    events = here.events(range(150, 890, 12))
    result = study_frames(here.returns, here.benchmark, events, SPEC)
    sample, size = draw(result), len(events)
    quantile = stats.t.ppf(0.975, size - 1) * np.sqrt(size / (size - 1))
    theirs = stats.bootstrap(
        (sample.car,),
        np.mean,
        confidence_level=1 - 2 * stats.norm.sf(quantile),
        method="percentile",
        n_resamples=20_000,
        rng=np.random.default_rng(0),
    ).confidence_interval
    last = group(result).path.iloc[-1]
    width = theirs.high - theirs.low
    assert last["band_low"] == pytest.approx(theirs.low, abs=0.06 * width)
    assert last["band_high"] == pytest.approx(theirs.high, abs=0.06 * width)


@settings(max_examples=40)
@given(arrays(float, array_shapes(min_dims=2, max_dims=2, max_side=30), elements=floats(-1, 1)), floats(0, 1))
def test_column_quantiles_are_numpys(table, level):
    for found, asked in zip(column_quantiles(table, (level, 1 - level)), (level, 1 - level), strict=True):
        np.testing.assert_allclose(found, np.quantile(table, asked, axis=0), rtol=0, atol=1e-12)
