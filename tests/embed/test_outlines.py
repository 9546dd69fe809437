"""Pictures whose words are shapes: they look the same, and need no font."""

import io
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image as Picture
from pypdf import PdfReader

from components.embed import image, typefaces
from components.embed.outlines import outlined

SVG = "{http://www.w3.org/2000/svg}"


def ink(svg, size):
    """How dark each pixel is, 0 to 1."""
    painted = Picture.open(io.BytesIO(image.chrome.png(svg, *size))).convert("L")
    return 1 - np.asarray(painted, float) / 255


def document(body, style=""):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" viewBox="0 0 300 60"><style>'
        f'svg{{font-family:Arial,"Liberation Sans",sans-serif}}{style}</style>{body}</svg>'
    )


def test_several_readers_at_once_get_the_same_shapes():
    letters = "".join(map(chr, (*range(65, 91), *range(97, 123), *range(192, 383))))
    svg = document(
        f'<text x="5" y="20">{letters}</text><text x="5" y="40" font-weight="bold">{letters}</text>'
    )
    expected = outlined(svg)
    for _ in range(5):
        typefaces.installed.cache_clear()
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(outlined, [svg] * 8)) == {expected}


def test_every_chart_has_shapes_for_words_and_keeps_its_own_for_those_who_listen(client, slug, example):
    plain = client.get(f"/embed/{slug}.svg", params=example).text
    shapes = client.get(f"/embed/{slug}.svg", params={**example, "text": "outlines"}).text
    root, before = ET.fromstring(shapes), ET.fromstring(plain)
    assert not list(root.iter(f"{SVG}text"))
    assert root.find(f"{SVG}title").text == before.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text == before.find(f"{SVG}desc").text
    names = {one.get("id") for one in root.iter() if one.get("id")}
    used = {one.get("{http://www.w3.org/1999/xlink}href")[1:] for one in root.iter(f"{SVG}use")}
    assert used and used <= names
    assert sum(len("".join("".join(one.itertext()).split())) for one in before.iter(f"{SVG}text")) == len(
        list(root.iter(f"{SVG}use"))
    ), "a shape for every letter"


@pytest.mark.parametrize("slug", ["car", "impact", "share-of-fall", "clustering"])
def test_shapes_lie_where_the_browser_sets_the_words(client, slug):
    plain, shapes = (
        client.get(f"/embed/{slug}.svg", params={"text": kind}).text for kind in ("text", "outlines")
    )
    root = ET.fromstring(plain)
    size = round(float(root.get("width")) * 2), round(float(root.get("height")) * 2)
    one, other = ink(plain, size), ink(shapes, size)
    moved = np.roll(one, 12, axis=1)
    assert np.abs(one - other).mean() < 0.25 * np.abs(one - moved).mean()
    assert abs(one.sum() - other.sum()) < 0.06 * one.sum(), "letters and shapes are smoothed a little apart"


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_anchors_lines_and_styles(anchor):
    style = ".a{font-size:20px}.b{font-weight:bold;fill:#c00}"
    body = (
        f'<text class="a" x="150" y="20" text-anchor="{anchor}">AVATAR <tspan class="b">To</tspan>'
        f'<tspan x="150" dy="1.4em">second</tspan></text>'
    )
    plain = document(body, style)
    shapes = outlined(plain)
    assert "<text" not in shapes
    edges = []
    for one in (ink(plain, (900, 180)), ink(shapes, (900, 180))):
        for line in (one[:90], one[90:]):
            across = np.flatnonzero((line > 0.3).any(axis=0))
            edges.append((across[0], across[-1]))
    assert np.abs(np.subtract(edges[:2], edges[2:])).max() <= 3, "a pixel of the picture"


@pytest.mark.parametrize("words", ["腾讯控股", "عربي", "e\u0301te\u0301"])
def test_words_that_glyphs_alone_do_not_make_stay_text(words):
    shapes = outlined(document(f'<text x="5" y="20">{words}</text><text x="5" y="40">Latin</text>'))
    assert [one.text for one in ET.fromstring(shapes).iter(f"{SVG}text")] == [words]


def test_a_pdf_of_shapes_has_no_fonts(client):
    body = client.get("/embed/car.pdf?text=outlines").content
    (page,) = PdfReader(io.BytesIO(body)).pages
    assert "/Font" not in (page["/Resources"] or {}) and not page.extract_text().strip()


def test_without_the_faces_one_sentence_says_so(client, monkeypatch):
    monkeypatch.setattr(typefaces, "FOLDERS", ())
    typefaces.installed.cache_clear()
    try:
        answer = client.get("/embed/car.svg?text=outlines&title=Never+asked+before")
        assert answer.status_code == 503 and "fonts-liberation" in answer.json()["error"]
    finally:
        typefaces.installed.cache_clear()


def test_words_are_text_or_outlines(client):
    answer = client.get("/embed/car.svg?text=curves")
    assert answer.status_code == 400 and "outlines" in answer.json()["error"]
