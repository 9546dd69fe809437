"""What pointing, tapping and the keyboard read on an embed's picture; nothing is asked for."""

from __future__ import annotations

import math
import re

import pytest

from components.charts import catalogue
from components.embed.links import with_query
from components.embed.page import LIBRARY_FILE
from components.embed.readings import NEAR

OURS = """() => {
    const plot = document.getElementById("plot"), tip = document.getElementById("tip"), found = [];
    const press = (key) => plot.dispatchEvent(new KeyboardEvent("keydown", {key}));
    const series = JSON.parse(document.getElementById("values").textContent).wide;
    for (const one of series) {
        press("Home");
        for (let i = 0; i < 4000; i++) {
            const before = document.getElementById("dot").getAttribute("cx") + tip.textContent;
            const dot = document.getElementById("dot");
            found.push([tip.textContent, +dot.getAttribute("cx"), +dot.getAttribute("cy")]);
            press("ArrowRight");
            if (document.getElementById("dot").getAttribute("cx") + tip.textContent === before) break;
        }
        press("ArrowDown");
    }
    return found;
}"""
LABELS = """async ([figure, width, height]) => {
    const box = document.createElement("div");
    document.body.append(box);
    await Plotly.newPlot(box, figure.data, {...figure.layout, width, height, autosize: false}, {});
    const found = [];
    const traces = box._fullData.filter((one) => one.visible === true && one.hoverinfo !== "skip" && one.x);
    for (const trace of traces) {
        const all = Array.from(trace.x, (_, i) => i).filter((i) => i % Math.ceil(trace.x.length / 2) === 0);
        for (const pointNumber of all) {
            const axes = (trace.xaxis || "x") + (trace.yaxis || "y");
            Plotly.Fx.hover(box, [{curveNumber: trace.index, pointNumber}], [axes]);
            await new Promise((done) => setTimeout(done, 60));
            const texts = [...box.querySelectorAll(".hoverlayer g.hovertext text.nums")].map((one) => {
                const lines = [...one.querySelectorAll("tspan.line")];
                return (lines.length ? lines : [one]).map((line) => line.textContent).join("\\n");
            });
            const {xaxis, yaxis} = box._fullLayout._plots[axes];
            const x = xaxis._offset + xaxis.d2p(trace.x[pointNumber]);
            found.push([texts[0] || "", x, yaxis._offset + yaxis.d2p(trace.y[pointNumber])]);
        }
    }
    Plotly.purge(box);
    box.remove();
    return found;
}"""


def tip(page):
    return page.eval_on_selector("#tip", "one => one.hidden ? '' : one.textContent")


def place_of(page, share):
    box = page.query_selector("#plot").bounding_box()
    return box["x"] + box["width"] * share, box["y"] + box["height"] * 0.25


@pytest.fixture(scope="module")
def library(context_of):
    """A page with the chart library in it, and nothing else."""
    page = context_of().new_page()
    page.add_script_tag(path=LIBRARY_FILE)
    yield page
    page.close()


@pytest.mark.parametrize("how", ["pointer", "touch"])
def test_pointing_and_tapping_read_values_without_asking_for_anything(server, reader, how):
    page = reader(width=700, has_touch=how == "touch")
    page.goto(f"{server}/embed/timeline", wait_until="networkidle")
    box = page.query_selector("#plot").bounding_box()
    asked, said = len(page.requests), set()
    for share in (0.2, 0.3, 0.45):
        x, y = place_of(page, share)
        page.mouse.move(x, y) if how == "pointer" else page.touchscreen.tap(x, y)
        said.add(tip(page))
    assert len(said) == 3 and all(said), "the label follows the pointer"
    assert len(page.requests) == asked and page.query_selector("#plot").bounding_box() == box
    assert not page.errors, "the strict policy lets the label be placed"


@pytest.mark.parametrize("slug", list(catalogue.CATALOGUE))
def test_labels_are_the_words_of_the_apps_chart(server, reader, library, snapshot, slug):
    """Held against the chart library itself, drawing the same figure with its own labels."""
    page = reader(width=1000)
    query = catalogue.CATALOGUE[slug].example(snapshot).query()
    page.goto(with_query(f"{server}/embed/{slug}", query))
    page.focus("#plot")
    read = page.evaluate(OURS)
    ours = {text for text, *_ in read}
    figure = page.request.get(
        with_query(f"{server}/embed/{slug}.figure.json", {**query, "look": "wide"})
    ).json()
    layout = figure["layout"]
    theirs = library.evaluate(LABELS, [figure, layout["width"], layout["height"]])
    # The library writes a hyphen before what the words on screen write with a minus sign.
    theirs = [(re.sub(r"(?<![\w-])-(?=[\d.])", "−", text), *place) for text, *place in theirs if text]
    assert len(theirs) >= 1
    # In a crowd, points that no pointer can tell apart are one reading: the words of its neighbour.
    missing = [
        text
        for text, *place in theirs
        if text not in ours and all(math.dist(place, other) >= NEAR + 1 for _, *other in read)
    ]
    exact = [text for text, *_ in theirs if text in ours]
    assert exact, "the words are the same"
    assert not missing, f"{len(missing)} of {len(theirs)}: {missing[:3]}; ours: {sorted(ours)[:3]}"


def test_the_keyboard_reaches_and_reads_everything(server, reader):
    page = reader(width=700)
    page.goto(f"{server}/embed/timeline")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "plot"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    first = page.text_content("#said")
    assert len(first) > 3
    page.keyboard.press("End")
    assert page.text_content("#said") not in ("", first)
    page.keyboard.press("Escape")
    assert page.text_content("#said") == "" and tip(page) == ""
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    table = "Table of the data, and what it can say"
    for name in ("CSV", "JSON", "PNG", "SVG", "Explore in the dashboard", table):
        assert name in reached
    page.focus("summary")
    page.keyboard.press("Enter")
    assert page.is_visible("table")
