"""A second engine: every embed and every page of the app in Firefox."""

from __future__ import annotations

import time

import pytest

from components.charts import catalogue
from components.embed.links import with_query
from components.page_index import PAGES
from tests.firefox import PATIENCE, find_firefox, running_firefox

pytestmark = pytest.mark.skipif(
    find_firefox() is None, reason="NOTICE: no Firefox: embeds and pages are tried in Chromium alone"
)
CHARTS_ON = {chart.PAGE.path for chart in catalogue.MODULES} - {"classroom"}  # which opens without one
DRAWN = """[...document.querySelectorAll("#plot svg.static")]
    .filter((one) => one.getClientRects().length)
    .map((one) => [
        one.classList[1], one.getBoundingClientRect().width, one.querySelectorAll("text").length,
    ])"""
READ = """(() => {
    const plot = document.getElementById("plot");
    plot.focus();
    plot.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true}));
    return document.getElementById("tip")?.textContent ?? "";
})()"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    with running_firefox(find_firefox(), tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


def until(firefox, expression):
    end = time.monotonic() + PATIENCE
    while not (told := firefox.value(expression)):
        assert time.monotonic() < end, expression
        time.sleep(0.2)
    return told


@pytest.mark.parametrize("slug", list(catalogue.CATALOGUE))
def test_an_embed_is_drawn_and_read(server, snapshot, firefox, slug):
    query = catalogue.CATALOGUE[slug].example(snapshot).query()
    for width, drawing in ((320, "phone"), (1000, "wide")):
        firefox.errors.clear()
        firefox.resize(width, 900)
        firefox.open(with_query(f"{server}/embed/{slug}", {**query, "theme": "light"}))
        ((name, wide, texts),) = firefox.value(DRAWN)
        assert name == drawing and 0.8 * width < wide < width and texts > 5
        assert firefox.value("document.documentElement.scrollWidth") <= width
        assert firefox.value(READ), "an arrow key reads a point"
        assert firefox.errors == []


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_a_page_of_the_app_comes_to_life(server, firefox, path):
    firefox.errors.clear()
    firefox.resize(1280, 900)
    firefox.open(f"{server}/{path}")
    until(
        firefox, "document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]') !== null"
    )
    until(firefox, "document.querySelectorAll('[data-testid=stMarkdown]').length > 0")
    if path in CHARTS_ON:
        until(firefox, "document.querySelectorAll('.js-plotly-plot .main-svg').length > 0")
    assert not firefox.value("document.querySelectorAll('[data-testid=stException]').length")
    assert firefox.value("document.documentElement.scrollWidth") <= 1280
