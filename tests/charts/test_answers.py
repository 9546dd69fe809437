"""The answers under every chart are made of its own words and numbers."""

from __future__ import annotations

import re

import pytest

from components.answers.chart import UNCOUNTED
from components.charts import catalogue
from components.charts.catalogue import CATALOGUE
from components.embed.questions import answers_of, questions_html
from components.study import run_study
from components.study.words import how_unusual

COUNTS_NOTHING = {"timeline", "run-up", "market-value", "clustering"}
"""Charts that set nothing against ordinary days."""


@pytest.fixture(params=CATALOGUE)
def chart(request, snapshot):
    room = CATALOGUE[request.param]
    return room.build(snapshot, room.example(snapshot))


def test_four_answers_in_the_chart_s_own_words(chart):
    shows, cannot, unusual, cite = answers_of(chart, "https://record.example/embed/x?frozen=1")
    assert chart.title in shows.answer and chart.alt.strip().rstrip(".") in shows.answer
    assert cannot.answer.startswith(CATALOGUE[chart.slug].CANNOT)
    assert all(note.rstrip(".") in cannot.answer for note in chart.notes)
    assert chart.data_version in cite.answer and cite.answer.endswith(
        "https://record.example/embed/x?frozen=1"
    )
    assert (unusual.answer == UNCOUNTED) == (chart.slug in COUNTS_NOTHING)
    for one in (shows, cannot, unusual):
        assert one.question.endswith("?") and re.match("[“A-Z0-9]", one.answer), one
        assert one.answer.endswith((".", "”")) and ".." not in one.answer and "nan" not in one.answer.split()


def test_no_answer_says_that_an_event_moved_a_share(chart):
    told = " ".join(one.answer for one in answers_of(chart))
    told = told.replace("not proof that the event caused it", "").replace(
        "That the event moved the share", ""
    )
    assert not re.search(r"\b(caused|because of the event|due to the event)\b", told)


def test_how_unusual_counts_before_it_is_corrected(snapshot):
    chart = catalogue.build("car", snapshot, {"event": "2021-10-08-meituan-fined", "company": "Meituan"})
    pair = run_study(snapshot).pair("2021-10-08-meituan-fined", "3690.HK")
    assert chart.unusual == f"Meituan in Hong Kong: {how_unusual(pair)}."
    assert " of " in chart.unusual and "ordinary windows of three sessions" in chart.unusual


@pytest.mark.parametrize(
    "slug", ["impact", "impact-scatter", "patterns", "why-differ", "aftermath", "fatigue"]
)
def test_a_view_without_events_has_answers_too(snapshot, slug):
    for one in answers_of(catalogue.build(slug, snapshot, {"q": "zzzz"})):
        assert one.answer and "None" not in one.answer.split()


def test_markup_in_words_is_escaped(chart):
    assert "<" not in re.sub(r"</?(dl|dt|dd)>", "", questions_html(answers_of(chart)))
