"""The teacher's guide: its addresses open, its minutes add up, its keys are the keys, and the app shows
it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from components.classroom.quiz import Quiz, draw
from components.controls.classroom.keys import BACK, CLEAR, FORWARD, SKIP, STEPS
from components.controls.classroom.lesson_plans import GUIDE, guide
from components.controls.classroom.room import ENTER, LEAVE
from components.controls.views import PARTS, VIEWS, Room
from components.http import worksheet_routes
from components.page_index import PAGE_OF_PATH
from components.params import Params
from components.worksheets.pair import collect
from components.worksheets.params import WorksheetParams
from data import Snapshot
from data.paths import PROJECT
from tests.pages.app import opened

TEXT = GUIDE.read_text(encoding="utf-8")
ADDRESSES = sorted(set(re.findall(r"`(/[a-z][^`\s]*)`", TEXT)))
PLANS = {15: "15 minutes", 45: "45 minutes", 90: "90 minutes"}


def section(title: str) -> str:
    (found,) = [part for part in re.split(r"^## ", TEXT, flags=re.MULTILINE) if part.startswith(title)]
    return found


def read(kind: type[Params], query: dict[str, list[str]], snapshot: Snapshot) -> Params:
    """The parameters of `kind` in an address, strictly."""
    return kind.parse({name: values for name, values in query.items() if name in kind.kinds()}, snapshot)


def quizzes() -> Iterator[dict[str, list[str]]]:
    for address in ADDRESSES:
        parts, query = urlsplit(address), parse_qs(urlsplit(address).query)
        if parts.path == "/classroom" and set(query) & set(Quiz.kinds()):
            yield query


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_opens(address: str, snapshot: Snapshot):
    parts = urlsplit(address)
    query, page = parse_qs(parts.query, strict_parsing=bool(parts.query)), parts.path.strip("/")
    if page.startswith("data/"):
        assert parts.path in {route.path for route in worksheet_routes.ROUTES}
        assert collect(snapshot, WorksheetParams.parse(query, snapshot)).name
        return
    assert page in PAGE_OF_PATH
    VIEWS[page].parse(query, snapshot)
    assert not parts.fragment or parts.fragment in snapshot.glossary.index


def test_the_quizzes_can_be_asked_as_they_stand(snapshot: Snapshot):
    found = list(quizzes())
    assert len(found) == len(PLANS)
    for query in found:
        quiz = read(Quiz, query, snapshot)
        question_set = draw(snapshot, quiz)
        assert not question_set.notes and len(question_set.entries) == (len(quiz.events) or 5)


@pytest.mark.parametrize("minutes", PLANS)
def test_the_minutes_of_a_plan_add_up(minutes: int):
    spans = [
        (int(a), int(b))
        for a, b in re.findall(r"^\| (\d+)–(\d+) \|", section(PLANS[minutes]), flags=re.MULTILINE)
    ]
    assert spans[0][0] == 0 and spans[-1][1] == minutes
    assert all(start < end for start, end in spans)
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]


@pytest.mark.parametrize("minutes", PLANS)
def test_a_plan_says_what_it_is_for_and_what_to_ask(minutes: int):
    plan = section(PLANS[minutes])
    for part in (
        "**For** ",
        "**Learning goals.**",
        "**Materials.**",
        "**Questions to ask.**",
        "**What to watch out for.**",
        "Exit question",
    ):
        assert part in plan, part
    assert len(re.findall(r"^- ", plan, flags=re.MULTILINE)) >= 3


def test_the_keys_are_those_of_quiz_and_lesson():
    keys = set(
        re.findall(r"^\| ([^|]+?) \|", section("Before the class").split("### Keys")[1], flags=re.MULTILINE)
    ) - {"key", "---"}
    names = {FORWARD: "→", BACK: "←", SKIP: "N", CLEAR: "Backspace"}
    assert set(names.values()) <= keys and f"{STEPS[0]} to {STEPS[-1]}" in keys
    assert {ENTER, LEAVE} <= keys
    assert keys == {"→", "←", "N", "1 to 5", "Backspace", "P", "Esc"}


def test_the_parts_of_the_page_are_named_as_the_page_names_them():
    for part, name in PARTS.items():
        assert re.search(
            rf"^\| {name} \| `/classroom{'' if part == Room().part else f'.part={part}'}` \|",
            TEXT,
            flags=re.MULTILINE,
        )


def test_it_can_be_read_on_the_page_and_its_addresses_are_links():
    app = opened("classroom.py")
    assert "For teachers: lesson plans of 15, 45 and 90 minutes" in [
        expander.label for expander in app.expander
    ]
    shown = guide()
    assert "`/" not in shown and shown.count("](classroom") >= 10
    assert not re.search(r"^# ", shown, flags=re.MULTILINE)


def test_the_projector_shows_nothing_of_it():
    app = opened("classroom.py", presenter="1")
    assert not any("lesson plans" in expander.label for expander in app.expander)


def test_readers_of_the_readme_find_it():
    assert "](components/classroom/README.md)" in (PROJECT / "README.md").read_text()
