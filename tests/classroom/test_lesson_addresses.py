"""Addresses of lesson steps, those of the first edition among them."""

from __future__ import annotations

import pytest

from components.classroom.lesson import STEPS
from components.classroom.lesson_step import LAST
from components.controls.views import Lesson
from components.params import BadParam

FIRST_EDITION = {
    "1": "From prices to returns",
    "2": "What would have happened anyway",
    "3": "The abnormal return",
    "4": "Adding days up",
    "5": "Could it be chance?",
    "6": "Three companies, one news",
    "7": "What this cannot tell",
}


def test_steps_open_what_they_opened_in_the_first_edition(snapshot):
    for text, title in FIRST_EDITION.items():
        assert STEPS[Lesson.parse({"step": text}, snapshot).step][0] == title


def test_every_step_has_an_address_of_its_own_that_leads_back(snapshot):
    assert max(STEPS) == LAST
    written = {Lesson(step=place).query().get("step", "1"): place for place in STEPS}
    assert len(written) == len(STEPS) and set(written) == {*FIRST_EDITION, "untouched"}
    for text, place in written.items():
        assert Lesson.parse({"step": text}, snapshot).step == place
    assert Lesson.parse({"step": "8"}, snapshot).step == LAST


@pytest.mark.parametrize("text", ["0", "9", "-1", "x", "7.0"])
def test_others_are_refused(snapshot, text):
    with pytest.raises(BadParam):
        Lesson.parse({"step": text}, snapshot)
