"""Plotly's SVG is cleaned without losing what is seen."""

import re
import xml.etree.ElementTree as ET

from components.embed.chrome import chrome
from components.embed.svg import clean

PLOTLY_LIKE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="300" height="200">
<defs id="defs-ab12"><g class="clips"><clipPath id="clipab12xy"><rect width="10" height="10"/></clipPath>
<clipPath id="unused"><rect/></clipPath></g></defs>
<script>alert(1)</script><foreignObject><b>x</b></foreignObject>
<g class="layer"><g class="empty"/><path d="M0,0L10.123456,10" onclick="alert(1)"
 style="fill: none; stroke: rgb(1, 2, 3); stroke-opacity: 1; stroke-width: 2px;"
 clip-path="url(#clipab12xy)"/></g>
<rect x="0" y="0" width="300" height="200" style="fill: rgb(0,0,0); fill-opacity: 0"/>
<a xlink:href="javascript:alert(1)"><text x="5" y="6.0001"
 style="font-family: Arial; font-size: 12px; fill: rgb(9, 9, 9)">Wörds &lt;b&gt; 中文</text></a>
<image xlink:href="https://evil.example/x.png" width="1" height="1"/>
<image xlink:href="data:image/png;base64,AAAA" width="1" height="1"/>
</svg>"""


def test_what_draws_stays_and_what_could_run_goes():
    drawing = clean(PLOTLY_LIKE, "w-")
    root = ET.fromstring(f"<svg>{drawing.body}</svg>")
    tags = [element.tag for element in root.iter()]
    assert not {"script", "foreignObject", "a"} & set(tags)
    assert (
        "evil.example" not in drawing.body
        and "javascript:" not in drawing.body
        and "onclick" not in drawing.body
    )
    assert "data:image/png;base64,AAAA" in drawing.body
    assert root.find(".//text").text == "Wörds <b> 中文"
    assert 'd="M0,0L10.12,10"' in drawing.body
    assert tags.count("rect") == 1, "the invisible background is gone, the clip stays"
    assert (drawing.width, drawing.height, drawing.font) == (300, 200, "Arial")


def test_random_ids_become_counted_ones_of_their_own():
    drawing = clean(PLOTLY_LIKE, "w-")
    assert (
        'id="w-0"' in drawing.body and 'clip-path="url(#w-0)"' in drawing.body and "ab12" not in drawing.body
    )


def test_no_inline_style_is_left_and_every_class_has_its_rule():
    drawing = clean(PLOTLY_LIKE, "w-")
    assert "style=" not in drawing.body
    assert set(re.findall(r'class="([^"]+)"', drawing.body)) == set(drawing.rules)


def test_the_same_figure_is_drawn_to_the_same_bytes(browser_at):
    figure = {"data": [{"type": "scatter", "y": [1, 3, 2]}], "layout": {"width": 300, "height": 200}}
    first, second = (clean(chrome.svg(figure, 300, 200), "w-") for _ in range(2))
    assert first == second


def test_every_text_and_mark_of_the_drawing_survives(browser_at, snapshot):
    """The cleaned timeline has every word and every marker that Plotly drew."""
    from components.charts import timeline
    from components.charts.kit.look import Look

    figure = timeline.build(snapshot, timeline.Params(), Look()).figure
    raw = chrome.svg(figure.to_json(validate=False), 960, 700)
    drawing = clean(raw, "w-")
    space = "{http://www.w3.org/2000/svg}"

    def words(root, prefix):
        return sorted(
            "".join(element.itertext()).strip()
            for element in root.iter(prefix + "text")
            if "".join(element.itertext()).strip()
        )

    before, after = ET.fromstring(raw), ET.fromstring(f"<svg>{drawing.body}</svg>")
    assert words(before, space) == words(after, "")
    points = [
        e
        for e in before.iter(space + "path")
        if e.get("transform", "").startswith("translate(") and e.get("d")
    ]
    assert len(points) >= len(snapshot.events)
    assert sum("transform" in e.attrib for e in after.iter("path")) >= len(points) - 5
    assert len(drawing.body) < len(raw) / 2
