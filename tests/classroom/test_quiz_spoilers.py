"""What is told before the reveal, over the whole record."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from components.classroom.outcomes import outcomes
from components.classroom.questions import askable, question
from components.classroom.scale import WINDOWS
from components.classroom.spoilers import sentences, story_of
from components.study import StudySpec, run_study

# Written apart from the rule on purpose: what a reader would take for an outcome.
GIVEAWAY = re.compile(
    r"\b(share price|shares? (fell|rose|drop|jump|slid|ralli|sank)|stocks?|hang "
    r"seng|nasdaq|rall(y|ied)|plung|surg|slump|soar|tumbl|rout\b|sell-?off|sold off|"
    r"rebound|wiped|investors?|traders?|analysts?|bear market|fell|falls?|rose|"
    r"jump(ed|s)?|drop(ped|s)?|dive[sd]?|crash|gain(ed|s)|overhang|feared|fears|reaction|"
    r"sentiment|market value (fell|went)|record-low|in a day|lost)\b",
    re.IGNORECASE,
)


def test_no_question_tells_what_the_shares_did(snapshot):
    story = {
        event: " ".join([q.story.title, *q.story.sentences]) for event, q in askable(snapshot, (0, 1)).items()
    }
    assert len(story) > 100
    assert not {event: text for event, text in story.items() if GIVEAWAY.search(text)}


def test_no_address_of_a_question_tells_it(snapshot):
    ids = [event[11:].replace("-", " ") for event in askable(snapshot, (0, 1))]
    assert not [name for name in ids if GIVEAWAY.search(name)]


def test_nothing_of_the_record_is_lost_between_telling_and_reveal(snapshot):
    for _, event in snapshot.events.iterrows():
        story = story_of(event)
        words = " ".join([story.title, *story.sentences, *story.held_back])
        assert all(sentence in words for sentence in sentences(event["summary"]))
        assert " ".join(sentences(event["summary"])).split() == event["summary"].split()


def test_every_question_can_be_understood(snapshot):
    for q in askable(snapshot, (0, 1)).values():
        assert len(q.story.title) >= 8 and q.story.sentences and len(" ".join(q.story.sentences)) >= 40, (
            q.event
        )
        first = q.story.sentences[0]
        assert first[0].isupper() or first[0] in "“\"'0123456789", first


@pytest.mark.parametrize(
    ("event", "story", "held_back"),
    [
        (
            "2020-08-07-us-wechat-executive-order",
            "US executive order targets WeChat",
            "Tencent drops in Hong Kong",
        ),
        ("2021-04-10-alibaba-fined-18-2bn", "must stop the practice", "shares rose 6.5%"),
        ("2023-12-22-online-games-draft", "Draft game rules", "wipe US$80bn off the sector"),
        (
            "2020-12-24-samr-opens-alibaba-probe",
            "The same morning financial regulators",
            "largest one-day fall",
        ),
    ],
)
def test_the_outcome_in_a_title_or_a_summary_waits_for_the_reveal(snapshot, event, story, held_back):
    t = story_of(snapshot.events.loc[event])
    before, after = " ".join([t.title, *t.sentences]), " ".join(t.held_back)
    assert story in before and held_back in after and held_back not in before


@pytest.mark.parametrize(
    "event",
    [
        "2021-01-25-tencent-record-surge",
        "2022-03-14-march-rout",
        "2022-10-23-party-congress-sell-off",
        "2025-02-20-alibaba-results-ai-spending",
        "2021-05-09-meituan-ceo-poem",
    ],
)
def test_events_that_are_their_outcome_are_not_asked(snapshot, event):
    reason = question(snapshot, event, (0, 1))
    assert event not in askable(snapshot, (0, 1))
    assert isinstance(reason, str) and reason


@pytest.mark.parametrize("window", WINDOWS)
def test_every_share_asked_about_is_in_hong_kong_affected_and_has_numbers(snapshot, window):
    for q in askable(snapshot, window).values():
        assert q.symbols and all(symbol.endswith(".HK") for symbol in q.symbols)
        assert set(q.companies) <= set(snapshot.events.at[q.event, "affects"])
        found = outcomes(snapshot, q, window)
        assert tuple(o.symbol for o in found) == q.symbols
        assert all(pd.notna([o.raw, o.beyond, o.ci_low, o.ci_high]).all() and o.unusual for o in found)


def test_the_quiz_has_the_numbers_of_every_other_page(snapshot):
    """Also where events came thick: no question estimates from other sessions than the study does."""
    pairs = run_study(snapshot, StudySpec(window=(0, 1)))
    for event in ("2021-04-10-alibaba-fined-18-2bn", "2020-12-24-samr-opens-alibaba-probe"):
        for found in outcomes(snapshot, askable(snapshot, (0, 1))[event], (0, 1)):
            pair = pairs.pair(event, found.symbol)
            assert (found.raw, found.beyond, found.ci_low) == (pair.raw_return, pair.car, pair.ci_low)


def test_when_new_york_could_trade_first_it_is_known(snapshot):
    q = askable(snapshot, (0, 1))["2021-07-02-didi-cybersecurity-review"]
    assert q.new_york_first == snapshot.events.at[q.event, "day0_us"] < q.day0
    assert askable(snapshot, (0, 1))["2020-12-24-samr-opens-alibaba-probe"].new_york_first is None
