"""The curators' guide speaks of rows as they are."""

from __future__ import annotations

import re

import pytest

from data.paths import PROJECT

GUIDE = (PROJECT / "data" / "GUIDE.md").read_text(encoding="utf-8")
EVENTS = re.findall(r"`(\d{4}-\d\d-\d\d(?:-[a-z0-9]+)+)`", GUIDE)


def section(heading: str) -> str:
    return GUIDE.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_every_example_is_an_event(snapshot):
    assert len(set(EVENTS)) > 15 and set(EVENTS) <= set(snapshot.events.index)


def test_examples_of_severity_have_it(snapshot):
    rows = re.findall(r"^\| (\d) \|.*\| (.+) \|$", section("Severity"), flags=re.MULTILINE)
    assert [int(severity) for severity, _ in rows] == [5, 4, 3, 2, 1]
    for severity, examples in rows:
        for event in re.findall(r"`([^`]+)`", examples):
            assert snapshot.events.at[event, "severity"] == int(severity), event


@pytest.mark.parametrize("direction", ["tightening", "easing", "neutral"])
def test_examples_of_direction_have_it(snapshot, direction):
    text = section("Direction").split(f"- `{direction}`")[1].split("\n- ")[0]
    found = re.findall(r"`(\d{4}-[^`]+)`", text)
    assert found and set(snapshot.events.loc[found, "direction"]) == {direction}


def test_examples_of_dates_are_as_told(snapshot):
    calmed = snapshot.events.loc["2021-07-28-csrc-calls-banks"]
    assert calmed["day0_us"] < calmed["day0_hk"]
    exceptions = set(snapshot.day0_exceptions["event_id"])
    assert {"2021-01-07-us-weighs-alibaba-tencent-blacklist", "2025-11-21-ai-bubble-selloff"} <= exceptions
    doubtful = re.findall(r"`(\d{4}-[^`]+)`", section("Confidence"))
    assert set(snapshot.events.loc[doubtful, "confidence"]) == {"medium"}
    assert snapshot.events.at["2023-12-22-online-games-draft", "announced_at"] == "2023-12-22T12:01+08:00"
