"""The lesson's words: their numbers are the study's, and they read right for every pair."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.charts import catalogue
from components.charts.kit.share_params import ShareParams
from components.classroom import lesson
from components.classroom.lesson_chance import worth
from components.classroom.lesson_words import chance, moved, signed
from components.language import decimal, percent
from components.study import StudySpec, run_study
from components.study.group import group
from components.study.status import MEANING, USED

EVENT, SYMBOL = "2020-12-24-samr-opens-alibaba-probe", "9988.HK"
WINDOWS = ((-1, 1), (0, 0), (0, 1), (0, 5), (-5, 10), (2, 5), (-30, 60))
BROKEN = re.compile(
    r"\bnan\b|\bNone\b|\bNaT\b|−−|\+−|-\d|\binf\b|\(\)|  | ,|\.\.|\b1 "
    r"(sessions|companies|days|events|pairs|others|reactions)\b|\b(two|three|[2-9]|\d\d+) "
    r"(session|company|event|pair|day)\b"
)


def texts(step):
    return (*step.paragraphs, step.question, step.answer)


@pytest.fixture(scope="module")
def told(snapshot):
    params = ShareParams(event=EVENT, symbol=SYMBOL)
    return {number: lesson.step(snapshot, number, params) for number in lesson.STEPS}


@pytest.fixture(scope="module")
def pair(snapshot):
    return run_study(snapshot, StudySpec()).pair(EVENT, SYMBOL)


def test_eight_steps_each_with_its_chart(snapshot, told):
    assert [step.slug for step in told.values()] == [
        "returns",
        "regression",
        "abnormal",
        "car",
        "placebo",
        "clustering",
        "counterfactual",
        "around",
    ]
    for step in told.values():
        assert type(step.chart) is catalogue.CATALOGUE[step.slug].Params
        assert type(step.chart).parse(step.chart.query(), snapshot) == step.chart
        assert (
            all(30 < len(text.split()) < 95 for text in step.paragraphs)
            and step.question.endswith("?")
            and step.answer.endswith(".")
        )


def test_the_numbers_are_those_of_the_study(snapshot, told, pair):
    assert (
        signed(pair["raw_return"]) in told[1].paragraphs[1]
        and signed(1 / (1 + pair["raw_return"]) - 1) in told[1].answer
    )
    assert f"Each of the {pair['n_estimation']} filled dots" in told[2].paragraphs[0]
    measured = run_study(snapshot, StudySpec.textbook()).pair(EVENT, SYMBOL)["alpha"]
    assert f"was {signed(measured)} on average" in told[2].paragraphs[0]
    assert f"only {percent(pair['drift_weight'], 0)} of it counts" in told[2].paragraphs[0]
    assert (
        f"is {signed(pair['alpha'])} high (alpha)" in told[2].paragraphs[0]
        and f"{signed(pair['beta'] / 100)} on the share (beta)" in told[2].paragraphs[0]
    )
    assert f"strayed by {percent(pair['recent_sigma'], 2)} of late" in told[4].paragraphs[1]
    assert (
        f"{percent(pair['r2'], 0)} of the share’s ups and downs" in told[2].paragraphs[1]
        and f"{percent(pair['sigma'], 2)} a day (sigma)" in told[2].paragraphs[1]
    )
    assert (
        f"make {signed(pair['car'])}" in told[4].paragraphs[0]
        and f"strays by {percent(pair['se'], 2)}" in told[4].paragraphs[1]
    )
    assert (
        f"from {signed(pair['ci_low'])} to {signed(pair['ci_high'])}, leaves out nought"
        in told[4].paragraphs[1]
    )
    k = pair["placebo_k"]
    assert (
        f"{k} of {pair['placebo_n']} ordinary windows {'was' if k == 1 else 'were'} at least as unusual"
        in told[5].paragraphs[1]
    )
    assert (
        f"({k} + 1) of ({pair['placebo_n']} + 1) is {percent(pair['placebo_share'], 2)}"
        in told[5].paragraphs[1]
    )
    assert f"for this pair it is {chance(pair['q'])}" in told[5].answer


def test_answers_are_worked_out_from_the_record(snapshot, told):
    closes = snapshot.benchmarks["HSI"].dropna()
    day0 = snapshot.day0(EVENT, SYMBOL)
    market = closes.pct_change()[day0]
    pair = run_study(snapshot).pair(EVENT, SYMBOL)
    expected = pair["alpha"] + pair["beta"] * market
    assert told[2].question.startswith(f"On day 0 the Hang Seng Index {moved(market)}.") and told[
        2
    ].answer.startswith(f"{signed(expected)}:")
    assert told[3].answer.startswith(f"{signed(-expected)}:")
    alone = run_study(snapshot, StudySpec(window=(0, 0))).pair(EVENT, SYMBOL)
    assert told[4].answer.startswith(
        f"Smaller: {signed(alone['car'])}, {decimal(alone['t'], 1)} standard errors"
    )
    for window in ((-1, 1), (-5, 10)):
        rows = run_study(snapshot, StudySpec(window=window)).pairs.query("status == 'used' and affected")
        assert f"{(rows['overlap_count'] > 0).sum()} of {len(rows)} pairs" in told[8].answer


def test_three_companies_are_worth_fewer(snapshot, told):
    found = group(run_study(snapshot), [EVENT])
    tests = found.tests.set_index("test")["statistic"]
    assert (
        decimal(tests["Patell Z"]) in told[6].paragraphs[1]
        and decimal(tests["Patell Z, adjusted"]) in told[6].paragraphs[1]
    )
    r = found.sample.mean_correlation
    assert tests["Patell Z"] / tests["Patell Z, adjusted"] == pytest.approx(np.sqrt(3 / worth(3, r)))
    assert f"worth {worth(3, r):.1f} independent companies" in told[6].paragraphs[1]
    wide = group(
        run_study(snapshot), list(snapshot.events.index[snapshot.events["direction"] == "tightening"])
    )
    by_test = wide.tests.set_index("test")["statistic"]
    assert f"On {wide.sample.event_days} days." in told[6].answer
    assert (
        decimal(by_test["Cross-sectional t"], 1) in told[6].answer
        and decimal(by_test["Cross-sectional t, by event day"], 1) in told[6].answer
    )


@settings(max_examples=70)
@given(data=st.data())
def test_words_read_right_for_any_pair(snapshot, data):
    params = ShareParams(
        event=data.draw(st.sampled_from(list(snapshot.events.index))),
        symbol=data.draw(st.sampled_from(list(snapshot.symbols(ring=9)))),
        window=data.draw(st.sampled_from(WINDOWS)),
        benchmark=data.draw(st.sampled_from([None, None, "HSI", "GSPC"])),
        clean_estimation=data.draw(st.booleans()),
    )
    trouble = lesson.obstacle(snapshot, params)
    if trouble:
        words = f"{trouble.why} {lesson.others_words(snapshot, trouble)}"
        assert not BROKEN.search(words), words
        with pytest.raises(ValueError):
            lesson.step(snapshot, 1, params)
        return
    for place in lesson.STEPS:
        step = lesson.step(snapshot, place, params)
        for text in texts(step):
            own = re.sub("“[^”]*”|Nasdaq-100", "“”", text)  # titles and names are the record’s
            assert not BROKEN.search(own), f"{params}: {text}"
            assert text == text.strip() and text[0] not in " ,;:"
            assert not re.search(r"\b(rose|fell) [−+]", own), text


@pytest.mark.parametrize(
    ("fraction", "words"),
    [
        (0.0123, "rose 1.23%"),
        (-0.0813, "fell 8.13%"),
        (0.00001, "did not move"),
        (-0.00004, "did not move"),
        (0.0, "did not move"),
    ],
)
def test_verbs(fraction, words):
    assert moved(fraction) == words


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.00001, "under 0.01%"),
        (0.00234, "0.23%"),
        (0.0432, "4.3%"),
        (0.61, "61%"),
        (float("nan"), "unknown"),
    ],
)
def test_chances(p, words):
    assert chance(p) == words


def test_rises_falls_and_moves_of_nothing_have_their_own_words(snapshot):
    pairs = run_study(snapshot).pairs.query("status == 'used'")
    for row in (
        pairs.loc[pairs["raw_return"].idxmax()],
        pairs.loc[pairs["raw_return"].idxmin()],
        pairs.loc[pairs["raw_return"].abs().idxmin()],
    ):
        step = lesson.step(snapshot, 1, ShareParams(event=row["event_id"], symbol=row["symbol"]))
        back = 1 / (1 + row["raw_return"]) - 1
        if abs(row["raw_return"]) > 0.03:
            assert (
                step.answer.startswith(signed(back))
                and ("smaller number" if row["raw_return"] > 0 else "larger number") in step.answer
            )
        else:
            assert "nearly the same" in step.answer or "ended the window where it began" in step.question


def test_overlaps_are_named_or_their_absence_is(snapshot):
    pairs = run_study(snapshot, StudySpec(window=(-5, 10))).pairs.query("status == 'used' and affected")
    crowded, alone = pairs.loc[pairs["overlap_count"].idxmax()], pairs[pairs["overlap_count"] == 0].iloc[0]
    step = lesson.step(
        snapshot, 8, ShareParams(event=crowded["event_id"], symbol=crowded["symbol"], window=(-5, 10))
    )
    assert (
        f"{crowded['overlap_count']} other recorded events" in step.paragraphs[0]
        and f"and {crowded['overlap_count'] - 2} others" in step.paragraphs[0]
    )
    step = lesson.step(
        snapshot, 8, ShareParams(event=alone["event_id"], symbol=alone["symbol"], window=(-5, 10))
    )
    assert "No other recorded event" in step.paragraphs[0]


def test_every_pair_without_numbers_has_a_reason_and_a_way_on(snapshot):
    seen = set()
    for symbol in snapshot.symbols(ring=9):
        result = run_study(snapshot, StudySpec(symbols=tuple(dict.fromkeys((*snapshot.symbols(), symbol)))))
        rows = result.pairs[result.pairs["symbol"] == symbol]
        for status, part in rows[rows["status"] != USED].groupby("status", observed=True):
            params = ShareParams(event=part["event_id"].iloc[0], symbol=symbol)
            trouble = lesson.obstacle(snapshot, params)
            seen.add(status)
            assert trouble.ways and "has no numbers" in trouble.why and trouble.why.endswith(".")
            if lesson.EVERY_SESSION in trouble.ways:
                assert lesson.obstacle(snapshot, params.replace(clean_estimation=False)) is None
            for other in trouble.others:
                assert lesson.obstacle(snapshot, params.replace(symbol=other)) is None
    assert len(seen) >= 3 and seen <= set(MEANING)


def test_the_example_has_numbers(snapshot):
    event, symbol = lesson.example(snapshot)
    assert lesson.obstacle(snapshot, ShareParams(event=event, symbol=symbol)) is None


def test_three_controls_by_hand_come_out_as_printed(snapshot):
    july = "2021-07-24-tencent-music-exclusive-rights"
    for symbol in ("0700.HK", "9988.HK", "BABA", "3690.HK"):
        step = lesson.step(snapshot, 7, ShareParams(event=july, symbol=symbol))
        text = step.paragraphs[1].replace("−", "-")
        sums = re.findall(r"([\d.]+) × \(([-+\d.]+)%\)", text)
        made, share, left = (
            float(re.search(pattern, text)[1])
            for pattern in (
                r"= ([-+\d.]+)%",
                r"add up to ([-+\d.]+)%",
                r"that ([-+\d.]+)% is left beyond the three",
            )
        )
        assert len(sums) == 3
        assert sum(float(weight) * float(moved) for weight, moved in sums) == pytest.approx(made, abs=0.0051)
        assert share - made == pytest.approx(left, abs=0.0101)
        for weight, _ in sums:
            assert f"{weight} of " in step.paragraphs[0]
        thirds = sum(float(moved) for _, moved in sums) / 3
        assert float(step.answer.replace("−", "-").split("%")[0]) == pytest.approx(share - thirds, abs=0.0101)
        controls = run_study(snapshot, StudySpec.textbook(model="controls")).pair(july, symbol)
        assert f"leave {signed(controls['car'])};" in step.paragraphs[1]


def test_without_a_portfolio_the_step_says_why(snapshot):
    long = lesson.step(snapshot, 7, ShareParams(event=EVENT, symbol=SYMBOL, window=(-5, 30)))
    assert "windows that end after day +20 are not measured" in long.paragraphs[1]
