"""The embed page: complete without scripts, small, and closed to foreign code."""

import base64
import functools
import hashlib
import html
import re
from html.parser import HTMLParser

import pytest

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "${title} $title %(x)s {{7*7}}",
    "javascript:alert(1)",
    "\u202eRIGHT TO LEFT",
]


class Elements(HTMLParser):
    """Tags with their attributes, and the text inside style and scripts that run."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.raw, self._open = [], {"script": [], "style": []}, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        data = dict(attrs).get("type") == "application/json"
        self._open = tag if tag in self.raw and not data else None

    def handle_data(self, data):
        if self._open:
            self.raw[self._open].append(data)

    def handle_endtag(self, tag):
        self._open = None


def test_the_picture_its_words_and_its_table_are_there_without_scripts(client, slug, example):
    about = client.get(f"/embed/{slug}.json", params=example).json()
    page = client.get(f"/embed/{slug}", params=example).text
    assert page.count('role="img"') == 3, "a drawing for a phone, a column and the full width"
    for words in (about["title"], about["subtitle"], about["alt"], about["source_line"], *about["notes"]):
        assert html.escape(words) in page
    elements = Elements(page)
    labelled = [
        attrs["aria-labelledby"].split()
        for tag, attrs in elements.tags
        if tag == "svg" and "aria-labelledby" in attrs
    ]
    ids = [attrs["id"] for _, attrs in elements.tags if "id" in attrs]
    assert len(labelled) == 3 and {name for pair in labelled for name in pair} <= set(ids)
    assert len(ids) == len(set(ids)), "ids are unique in the page"
    assert "<table>" in page and "<text" in page
    assert f"Data version {about['data_version']}" in page


def test_an_embed_weighs_less_than_sixty_kilobytes_and_asks_for_nothing_more(client, slug, example):
    answer = client.get(f"/embed/{slug}", params=example, headers={"Accept-Encoding": "br"})
    assert int(answer.headers["content-length"]) < 60_000
    for tag, attrs in Elements(answer.text).tags:
        if tag in ("script", "img", "image", "iframe", "video", "object", "embed", "source"):
            assert attrs.get("src", attrs.get("href", "data:")).startswith("data:")
        if tag == "link":
            assert attrs["rel"] in ("icon", "canonical", "alternate", "license")
    assert "url(http" not in answer.text and "@import" not in answer.text


def test_the_policy_allows_our_own_script_and_style_and_no_others(client):
    answer = client.get("/embed/timeline")
    policy = answer.headers["content-security-policy"]
    elements = Elements(answer.text)

    def digest(text):
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    assert len(elements.raw["script"]) == 1 and digest(elements.raw["script"][0]) in policy
    assert len(elements.raw["style"]) == 1 and digest(elements.raw["style"][0]) in policy
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert directives["default-src"] == "'none'" and directives["base-uri"] == "'none'"
    assert "unsafe" not in policy and "strict-dynamic" not in policy and "connect-src" not in policy
    assert directives["frame-ancestors"] == "*"
    assert not [
        attrs
        for _, attrs in elements.tags
        if "style" in attrs or any(name.startswith("on") for name in attrs)
    ]


@functools.lru_cache(maxsize=2)
def skeleton(page):
    """The tags of a page but paragraphs, since a note is one more; read once for all that are held to it."""
    tags = [(tag, sorted(attrs)) for tag, attrs in Elements(page).tags]
    return [one for one in tags if one[0] != "p"]


@pytest.mark.parametrize("name", ["title", "subtitle", "note", "source", "byline", "alt"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(client, name, text):
    answer = client.get("/embed/timeline", params={name: text})
    plain = client.get("/embed/timeline")
    assert answer.status_code == 200
    assert skeleton(answer.text) == skeleton(plain.text)
    kept = "".join(c for c in text if c.isprintable())
    assert html.escape(kept) in answer.text and (text == kept or text not in answer.text)
    assert "Words or marks were set by the publisher" in answer.text
    assert "Words or marks" not in plain.text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_images(client, text):
    import xml.etree.ElementTree as ET

    root = ET.fromstring(
        client.get("/embed/timeline.svg", params={"title": text, "mark1": f"2021-03-15 {text}"[:70]}).text
    )
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "foreignObject", "image", "a", "iframe"})
    assert not [name for element in root.iter() for name in element.attrib if name.lower().startswith("on")]


def test_theme_is_the_readers_or_the_one_asked_for(client):
    auto, dark, light = (
        client.get("/embed/timeline", params={"theme": one}).text for one in ("auto", "dark", "light")
    )
    assert "@media screen and (prefers-color-scheme:dark)" in auto
    night, day = dark.index("@media screen{:root{color-scheme:dark"), dark.index(":root{--serif")
    assert day < night and "color-scheme:light" in dark[day:night], "on paper even a dark chart is light"
    assert "prefers-color-scheme" not in dark.split("<script>")[0] and "color-scheme:dark" in dark
    assert "color-scheme:light" in light and "color-scheme:dark" not in light
    svg = re.compile(r"<svg class=.*?</svg>", re.S)
    assert svg.findall(auto) == svg.findall(dark) == svg.findall(light), "one drawing serves both papers"


def test_links_lead_to_the_same_view(client, snapshot):
    event = "2021-04-10-alibaba-fined-18-2bn"
    page = client.get("/embed/event-window", params={"event": event, "theme": "dark", "utm_source": "x"}).text
    assert f'href="../event?event={event}"' in page
    assert f'href="event-window.csv?event={event}&amp;theme=dark"' in page
    assert "utm_source" not in page


def test_a_long_table_is_shortened_and_says_so(client):
    page = client.get("/embed/timeline").text
    assert page.count("<tr>") <= 41 and "evenly spread" in page and "The whole table as CSV" in page
