"""Type on an embed's picture: no label covers another, and a compact one keeps the floor of 11 pixels on a
phone."""

from __future__ import annotations

import pytest

from components.charts import catalogue
from components.embed.links import with_query

WIDTHS = (320, 640, 768, 834, 900, 960)
LEAST_TYPE, TALLEST = 10.9, 420
LABELS = """() => {
    const svg = [...document.querySelectorAll("#plot svg.static")].find((one) => one.clientWidth);
    const all = svg.getBoundingClientRect(), made = svg.viewBox.baseVal;
    const scale = Math.min(all.width / made.width, all.height / made.height);
    const lines = [...svg.querySelectorAll("text")].flatMap((one) => {
        const parts = [...one.querySelectorAll("tspan[dy]")];
        return parts.length ? parts : [one];
    }).filter((one) => one.textContent.trim());
    const boxes = lines.map((one) => [one.textContent, one.getBoundingClientRect()]);
    const covered = boxes.flatMap(([text, a], at) => boxes.slice(at + 1).filter(([, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5
    ).map(([other]) => `${text} × ${other}`));
    const type = Math.min(...lines.map((one) => parseFloat(getComputedStyle(one).fontSize))) * scale;
    return {covered, type, height: document.body.getBoundingClientRect().height};
}"""


@pytest.fixture
def look(server, snapshot, reader):
    """What stands on a chart's picture at some widths."""
    page = reader(width=320)

    def looked(slug, widths, **more):
        query = catalogue.CATALOGUE[slug].example(snapshot).query()
        page.goto(with_query(f"{server}/embed/{slug}", {**query, "theme": "light", **more}))
        found = {}
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            found[width] = page.evaluate(LABELS)
        return found

    return looked


@pytest.mark.parametrize("slug", catalogue.CATALOGUE)
def test_no_label_covers_another(look, slug):
    found = {width: one["covered"] for width, one in look(slug, WIDTHS).items() if one["covered"]}
    assert not found


def test_words_of_levels_stand_beside_the_charts_own(look):
    levels = (245, 215, 160, 100, 75)
    marks = {f"mark{at}": f"={level} July 2020" for at, level in enumerate(levels, 1)}
    found = {width: one["covered"] for width, one in look("timeline", (320, 640, 960), **marks).items()}
    assert not any(found.values()), found


@pytest.mark.parametrize("slug", catalogue.CATALOGUE)
def test_a_compact_embed_can_be_read_on_a_phone(look, slug):
    found = look(slug, (320, 640), compact="1")
    assert found[320]["type"] >= LEAST_TYPE, found[320]
    assert found[640]["height"] <= TALLEST
    assert not found[320]["covered"] and not found[640]["covered"]
