"""Every embed as a graphics editor judges it: type and labels in the narrowest frame, and on paper."""

from __future__ import annotations

import io

from pypdf import PdfReader

from components.charts import catalogue
from components.embed.links import with_query

LEAST_TYPE = 11
PAPERS = {"A4": (703, 1032), "Letter": (725, 965)}
"""Pixels of a page between margins of 12 mm."""
MARGINS = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")

TEXTS = """() => {
    const shown = (one) => one.getClientRects().length && getComputedStyle(one).visibility === "visible";
    const found = [];
    const svg = [...document.querySelectorAll("#plot svg.static")].find(shown);
    for (const text of svg.querySelectorAll("text")) {
        const m = text.getScreenCTM(), box = text.getBoundingClientRect();
        const parts = [text, ...text.querySelectorAll("tspan")].filter((part) => part.textContent.trim());
        for (const part of parts) found.push({
            text: part.textContent, size: parseFloat(getComputedStyle(part).fontSize) * Math.hypot(m.a, m.b),
            turned: Math.abs(m.b) > 0.01, left: box.left, right: box.right,
        });
    }
    const edges = svg.getBoundingClientRect(), walk = document.createTreeWalker(document.body, 4);
    while (walk.nextNode()) {
        const one = walk.currentNode.parentElement;
        if (svg.contains(one) || !walk.currentNode.data.trim() || !shown(one) || one.closest(
            "svg,script,.hidden,details>:not(summary)")) continue;
        found.push({text: walk.currentNode.data, size: parseFloat(getComputedStyle(one).fontSize),
            turned: false, left: edges.left, right: edges.right});
    }
    return {texts: found, left: edges.left, right: edges.right};
}"""
FILLED = """() => {
    const words = [...document.querySelectorAll("main>h1,main>.sub,main>#plot,main>.foot")];
    return [document.querySelector("main>.foot").getBoundingClientRect().bottom, innerHeight,
        ...words.map((one) => one.scrollHeight - one.clientHeight)];
}"""


FIRST_DRAWING = 180_000
"""Milliseconds that a busy machine may take to draw a chart that nobody has asked for before."""


def embed(slug, snapshot):
    return with_query(slug, catalogue.CATALOGUE[slug].example(snapshot).query())


def test_in_the_narrowest_frame_type_has_eleven_pixels_and_no_label_is_cut(server, reader, snapshot):
    page = reader(width=320, height=800)
    page.set_default_timeout(FIRST_DRAWING)
    small, cut, turned = [], [], []
    for slug in catalogue.CATALOGUE:
        page.goto(f"{server}/embed/{embed(slug, snapshot)}")
        read = page.evaluate(TEXTS)
        assert len(read["texts"]) > 8
        for one in read["texts"]:
            if one["size"] < LEAST_TYPE - 0.05:
                small.append((slug, one["text"], one["size"]))
            if one["left"] < read["left"] - 2 or one["right"] > read["right"] + 2:
                cut.append((slug, one["text"]))
            if one["turned"]:
                turned.append((slug, one["text"]))
    assert not small and not cut and not turned, (small, cut, turned)


def pages_with(pdf, *words):
    """Numbers of the pages on which each of some words stands."""
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
    return [[at for at, text in enumerate(texts) if one in text] for one in words], len(texts)


def test_printed_every_chart_stays_on_one_page_alone_and_in_an_article(server, foreign, reader, snapshot):
    page = reader()
    page.set_default_timeout(FIRST_DRAWING)
    spread, gaps = [], []
    for slug in catalogue.CATALOGUE:
        page.goto(f"{server}/embed/{embed(slug, snapshot)}")
        for paper in PAPERS:
            _, pages = pages_with(page.pdf(format=paper))
            if pages != 1:
                spread.append((slug, paper, pages))
        page.goto(foreign("printed.html", embed(slug, snapshot)))
        page.wait_for_function("document.getElementById('chart').dataset.crackdown")
        frame = page.query_selector("#chart").content_frame()
        first = " ".join(frame.text_content("h1").split())[:20]
        for paper, (width, height) in PAPERS.items():
            (heads, feet), _ = pages_with(page.pdf(format=paper, margin=MARGINS), first, "Data version")
            if len(heads) != 1 or heads != feet:
                spread.append((slug, paper, "framed", heads, feet))
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(media="print")
            page.wait_for_timeout(100)
            end, tall, *hidden = frame.evaluate(FILLED)
            if not 0 <= tall - end <= 0.12 * tall or max(hidden) > 1:
                gaps.append((slug, paper, end, tall, hidden))
            page.emulate_media(media="null")
            page.set_viewport_size({"width": 1000, "height": 900})
    assert not spread and not gaps, (spread, gaps)
