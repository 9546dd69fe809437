"""What is said in words: true to the numbers, and never a bare "significant"."""

from __future__ import annotations

import inspect
import re

import pytest

from components.language import percent
from components.study import (
    EXTRA_COLUMNS,
    IMPACT_COLUMNS,
    StudySpec,
    run_study,
    usual_label,
    usual_phrase,
    words,
)
from components.study.group import group
from components.study.group_tests import TESTS
from components.study.method import GROUP_ENTRIES, PAIR_ENTRIES

NAN = float("nan")


@pytest.mark.parametrize(
    ("share", "car", "length", "n", "phrase"),
    [
        (12 / 701, -0.05, 3, 700, "11 of 700 ordinary windows of three sessions were as unusual"),
        (2 / 901, 0.04, 1, 900, "1 of 900 ordinary sessions was as unusual"),
        (
            481 / 601,
            -0.001,
            6,
            600,
            "an ordinary move: 480 of 600 ordinary windows of six sessions were as unusual",
        ),
        (1 / 773, -0.18, 3, 772, "none of 772 ordinary windows of three sessions was as unusual"),
        (NAN, -0.18, 3, 0, "no ordinary windows to compare with"),
        (0.1, NAN, 3, 10, "no ordinary windows to compare with"),
    ],
)
def test_how_usual(share, car, length, n, phrase):
    assert usual_phrase(share, car, length, n) == phrase


def test_a_share_is_said_as_the_count_that_it_came_from():
    assert words.out_of(2 / 773, 772) == "1 of 772"
    assert words.out_of(1 / 773, 772) == "none of 772"
    assert words.out_of(1.0, 1500) == "1,500 of 1,500"
    assert words.out_of(NAN, 0) == "unknown"


def test_labels_and_percentages():
    labels = [usual_label(share) for share in (0.002, 0.03, 0.1, 0.5, NAN)]
    assert labels == ["very rare", "rare", "uncommon", "ordinary", "unknown"]
    assert percent(-0.1234, signed=True) == "\u221212.3%"
    assert percent(0.05, signed=True) == "+5.0%"
    assert percent(-0.00001, signed=True) == "0.0%"
    assert percent(NAN, signed=True) == "unknown"


def test_every_pair_of_the_record_can_be_said(snapshot):
    for pair in run_study(snapshot, StudySpec()).pairs.to_dict("records"):
        text = words.how_unusual(pair)
        assert text and "nan" not in text and "significant" not in text


def test_no_word_of_significance_in_the_method():
    for entry in (*PAIR_ENTRIES, *GROUP_ENTRIES):
        assert "significan" not in entry.words
        assert entry.words.endswith((".", "?")) and entry.formula and entry.name


def test_the_method_explains_every_test_and_only_real_columns(snapshot):
    explained = {entry.key for entry in GROUP_ENTRIES}
    shown = set(group(run_study(snapshot, StudySpec())).tests["test"])
    assert shown <= explained
    assert explained - shown == {"caar", "band", "comparison", "cross-section"}
    models = {"market-adjusted", "mean-adjusted", "two-factor", "controls"}
    assert {entry.key for entry in PAIR_ENTRIES} - models <= {*IMPACT_COLUMNS, *EXTRA_COLUMNS}
    assert {"car", "se", "p", "q", "placebo_share", "raw_return", "mv_change_usd_bn", "overlaps"} <= {
        entry.key for entry in PAIR_ENTRIES
    }


def test_every_test_names_its_paper_and_formula():
    for test in TESTS:
        text = inspect.getdoc(test)
        assert re.search(r"\(?(1[0-9]{3}|20[0-9]{2})\b", text), test.__name__
