"""The first answer of a page: readable without script, of exactly the view asked for, and never in the
way."""

from __future__ import annotations

import re
import time

import pytest

from components.charts import catalogue, timeline
from components.embed import first_view
from components.page_index import PAGES
from tests.chrome import find_chrome

needs_chrome = pytest.mark.skipif(find_chrome() is None, reason="no Chrome to draw the picture")


def shown(snapshot, path="", slug="timeline", **query) -> str:
    params = catalogue.CATALOGUE[slug].Params.parse(query, snapshot)
    return first_view.fragment(snapshot, path, slug, params)


def until_drawn(ask) -> str:
    """The answer once the picture has been drawn behind it."""
    for _ in range(300):
        if "<svg" in (html := ask()):
            return html
        time.sleep(0.1)
    raise AssertionError("the picture never came")


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path))
    first_view._kept.clear()


def test_before_a_picture_is_drawn_the_answer_has_the_words(snapshot):
    html = shown(snapshot)
    chart = timeline.build(snapshot, timeline.Params())
    assert chart.title in html and "<svg" not in html and "<h1>" in html


@needs_chrome
def test_the_picture_is_that_of_the_view_asked_for(snapshot):
    event = "2021-04-10-alibaba-fined-18-2bn"
    html = until_drawn(lambda: shown(snapshot, "event", "event-window", event=event))
    assert html.count("<svg") == 2 and snapshot.events.at[event, "summary"][:40] in html
    other = until_drawn(lambda: shown(snapshot, "event", "event-window"))
    assert snapshot.events.at[event, "summary"][:40] not in other


@needs_chrome
def test_each_theme_has_its_colours_and_every_variable_is_set(snapshot):
    html = until_drawn(lambda: shown(snapshot))
    used = set(re.findall(r"var\((--k[0-9a-f]{5})\)", html))
    light, dark = re.search(
        r"#first-view\{(.*?)\}@media\(prefers-color-scheme:dark\)\{#first-view\{(.*?)\}", html
    ).groups()
    assert used and all(f"{name}:" in light and f"{name}:" in dark for name in used)


def test_text_of_the_record_is_escaped(snapshot, monkeypatch):
    events = snapshot.events.copy()
    events.loc[events.index[0], "summary"] = "<script>alert(1)</script>"
    hostile = type(snapshot)(**{**snapshot.__dict__, "events": events, "version": "hostile", "_memory": {}})
    html = shown(hostile, "event", "event-window", event=events.index[0])
    assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_the_menu_names_every_page_and_marks_this_one(snapshot):
    html = shown(snapshot, "impact", "impact")
    assert all(f'href="/{page.path}"' in html for page in PAGES)
    assert re.findall(r"aria-current=page>([^<]+)", html) == ["Impact"]
