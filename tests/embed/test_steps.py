"""A chart in steps: read and written in one form, stacked pictures without a script, bounded."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

import pytest

from components.embed.heights import embed_height
from components.embed.presentation import Presentation
from components.embed.request import read
from components.embed.steps import MOST, StepsKind
from components.params import BadParam
from tests.embed.test_page import Elements

PROBE, FINE = "2020-12-24-samr-opens-alibaba-probe", "2021-04-10-alibaba-fined-18-2bn"
STEPS = (
    f"2020-10-01/2021-01-31 {PROBE} An investigation; it was short.|"
    f"2021-03-01/2021-06-30 {FINE} A fine <of> 18 billion.|2020-08-01/2026-08-21 Six years."
)


def test_steps_are_read_and_written_in_one_form(snapshot):
    kind = StepsKind()
    steps = kind.read("steps", f"  {STEPS.replace('|', ' | ')} ", snapshot)
    assert [len(step.events) for step in steps] == [1, 1, 0]
    assert steps[0].sentence == "An investigation; it was short."
    assert kind.write(steps) == STEPS and kind.read("steps", STEPS, snapshot) == steps
    given = Presentation.parse({"steps": STEPS}, snapshot)
    assert given.query() == {"steps": STEPS} and given.edited


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-10-01/2021-01-31 Alone", "from 2 to 12"),
        ("|".join(["2020-10-01/2021-01-31 Again"] * (MOST + 1)), "from 2 to 12"),
        ("2021-01-31/2020-10-01 A|2020-10-01/2021-01-31 B", "step 1.*after the first"),
        ("2020-10-01/2021-01-31 A|2020-10-01/2021-01-31", "step 2.*sentence"),
        (f"2020-10-01/2021-01-31 A|2020-10-01/2021-01-31 {'x' * 241}", "step 2.*240"),
        ("2020-10-01 A|2020-10-01/2021-01-31 B", "written like"),
        ("2020-10-01/2021-01-31 2020-10-01-nothing-here A|2020-10-01/2021-01-31 B", "no event has this id"),
        ("2020-02-31/2021-01-31 A|2020-10-01/2021-01-31 B", "step 1.*date"),
    ],
)
def test_what_cannot_be_a_step_is_refused_by_its_number(snapshot, text, words):
    with pytest.raises(BadParam, match=words):
        StepsKind().read("steps", text, snapshot)


def test_a_step_beyond_the_record_or_a_chart_without_a_period_is_refused(client):
    beyond = {"steps": "2030-01-01/2031-01-01 A|2020-10-01/2021-01-31 B"}
    answer = client.get("/embed/timeline", params=beyond)
    assert answer.status_code == 400 and "step 1" in answer.text and "record ends" in answer.text
    answer = client.get("/embed/placebo", params={"steps": STEPS})
    assert answer.status_code == 400 and "no period" in answer.text


def test_without_a_script_the_steps_are_stacked_pictures(client, snapshot):
    page = client.get("/embed/timeline", params={"steps": STEPS, "theme": "light"})
    elements = Elements(page.text)
    pictures = [attrs for tag, attrs in elements.tags if tag == "img"]
    assert len(pictures) == 3 and all(one["loading"] == "lazy" for one in pictures)
    assert len({(one["width"], one["height"]) for one in pictures}) == 1, "one place for all of them"
    assert "A fine &lt;of&gt; 18 billion." in page.text and "<of>" not in page.text
    said = [html.unescape(one["alt"]) for one in pictures]
    assert (
        said[1].startswith("A fine <of> 18 billion. Line chart") and "1 March 2021 to 30 June 2021" in said[1]
    )
    policy = page.headers["content-security-policy"]
    assert "img-src data: 'self';" in policy and "connect-src" not in policy
    subtitles = re.findall(r'<p class="sub">([^<]*)', page.text)
    assert len(subtitles) == 3 and "1 March 2021 = 100" in subtitles[1], "each step counts from its own day"


def test_a_sequence_is_light_and_its_pictures_too(client):
    page = client.get("/embed/timeline", params={"steps": STEPS}, headers={"Accept-Encoding": "br"})
    first = re.search(r'<img src="([^"]+)"', page.text)[1]
    picture = client.get(f"/embed/{html.unescape(first)}", headers={"Accept-Encoding": "br"})
    assert int(page.headers["content-length"]) + int(picture.headers["content-length"]) < 40_000


def test_the_picture_of_a_step_is_its_period_with_its_events_named(client, snapshot):
    page = client.get("/embed/timeline", params={"steps": STEPS, "theme": "dark"}).text
    second = html.unescape(re.findall(r'<img src="([^"]+)"', page)[1])
    answer = client.get(f"/embed/{second}")
    root = ET.fromstring(answer.text)
    texts = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert snapshot.events.at[FINE, "label"] in texts and snapshot.events.at[PROBE, "label"] not in texts
    assert "var(" not in answer.text and "script" not in answer.text
    assert root.get("height") == re.search(r"tall=(\d+)", second)[1]


def test_marks_outside_a_step_are_passed_over_there(client):
    given = {"steps": STEPS, "mark1": "2021-04-10 The fine"}
    page = client.get("/embed/timeline", params=given)
    assert page.status_code == 200
    texts = [
        client.get(f"/embed/{html.unescape(one)}").text
        for one in re.findall(r'<img src="([^"]+)"', page.text)
    ]
    assert ["The fine</text>" in text for text in texts] == [False, True, True]


def test_files_show_the_whole_chart_and_a_compact_one_is_a_picture(client):
    plain = client.get("/embed/timeline.csv").content
    assert client.get("/embed/timeline.csv", params={"steps": STEPS}).content == plain
    compact = client.get("/embed/timeline", params={"steps": STEPS, "compact": "1"}).text
    assert 'id="steps"' not in compact and "<svg" in compact


def test_the_height_has_room_for_sentence_picture_and_buttons(snapshot):
    asked = read("timeline", {"steps": STEPS}, snapshot)
    for width, size in ((360, "phone"), (640, "column"), (1000, "wide")):
        assert embed_height(asked, width) > asked.heights[size] * 0.9
