"""oEmbed answers hold against the specification (oembed.com, version 1.0)."""

import re
from urllib.parse import parse_qs

import pytest

from tests.embed.conftest import BASE

REQUIRED_OF_RICH = {"type": str, "version": str, "html": str, "width": int, "height": int}
OPTIONAL = {
    "title": str,
    "author_name": str,
    "author_url": str,
    "provider_name": str,
    "provider_url": str,
    "cache_age": (int, str),
    "thumbnail_url": str,
    "thumbnail_width": int,
    "thumbnail_height": int,
}


def validated(answer, max_width=None, max_height=None):
    """The response, after every rule of section 2.3.4 that a machine can check."""
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/json")
    body = answer.json()
    for name, kind in REQUIRED_OF_RICH.items():
        assert isinstance(body[name], kind), name
    assert set(body) <= REQUIRED_OF_RICH.keys() | OPTIONAL.keys()
    assert all(isinstance(body[name], kind) for name, kind in OPTIONAL.items() if name in body)
    assert body["version"] == "1.0" and body["type"] == "rich"
    thumbnail = [name in body for name in ("thumbnail_url", "thumbnail_width", "thumbnail_height")]
    assert all(thumbnail) or not any(thumbnail), "a thumbnail comes with its size"
    for limit, sides in (
        (max_width, ("width", "thumbnail_width")),
        (max_height, ("height", "thumbnail_height")),
    ):
        assert limit is None or all(body.get(side, 0) <= limit for side in sides)
    frame = re.fullmatch(
        r'<iframe src="([^"]+)" title="[^"]+" width="(\d+)" height="(\d+)" style="[^"]*" '
        r'loading="lazy"></iframe>\n'
        r'<script src="http://testserver/embed/host\.js" async></script>',
        body["html"],
    )
    assert frame and (int(frame[2]), int(frame[3])) == (body["width"], body["height"])
    return body, frame[1].replace("&amp;", "&")


def ask(client, url, **more):
    return client.get("/oembed", params={"url": url, **more})


def test_every_chart_has_an_answer_whose_frame_works(client, slug, example):
    about = client.get(f"/embed/{slug}.json", params=example).json()
    body, address = validated(ask(client, about["embed_url"]))
    own, _, query = about["embed_url"].partition("?")
    assert body["title"] == about["title"]
    assert address.startswith(f"{own}?") and parse_qs(address.partition("?")[2]) == {
        **parse_qs(query),
        "theme": ["light"],
    }
    assert client.get(address).status_code == 200
    assert client.get(body["thumbnail_url"]).headers["content-type"] == "image/png"


@pytest.mark.parametrize("width, height", [(300, None), (None, 200), (500, 400), (10, 10), (5000, 5000)])
def test_limits_are_respected(client, width, height):
    limits = {name: value for name, value in (("maxwidth", width), ("maxheight", height)) if value}
    validated(ask(client, f"{BASE}/embed/timeline", **limits), width, height)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/event?event=2021-04-10-alibaba-fined-18-2bn&window=0,5",
        "/studio?chart=car",
        "/?company=Alibaba&unknown=1",
    ],
)
def test_pages_of_the_app_have_answers(client, path):
    _, address = validated(ask(client, BASE + path))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/embed/timeline",
        BASE + "/embed/nope",
        BASE + "/nowhere",
        "ftp://testserver/embed/car",
        "javascript:alert(1)",
        "//testserver/embed/car",
        BASE + ".evil.example/embed/car",
        BASE + "@evil.example/embed/car",
        BASE + "/embed/car?event=nope",
        BASE + "/embed/timeline?company=Nokia",
        "not an address",
        "http://[::1",
        BASE + "/studio?chart=nope",
        BASE + "/event?event=2021-01-01-nothing",
    ],
)
def test_foreign_and_unknown_addresses_are_404(client, url):
    assert ask(client, url).status_code == 404


def test_xml_is_501_and_a_missing_address_400(client):
    assert ask(client, f"{BASE}/embed/car", format="xml").status_code == 501
    assert client.get("/oembed").status_code == 400
    assert ask(client, f"{BASE}/embed/car", maxwidth="wide").status_code == 400
    assert ask(client, f"{BASE}/embed/car", maxheight="-1").status_code == 400


def test_pages_point_to_their_answer(client):
    page = client.get("/embed/car?theme=dark").text
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)[
        1
    ].replace("&amp;", "&")
    _, address = validated(client.get(link))
    assert address == f"{BASE}/embed/car?theme=dark"


def test_words_in_the_answer_cannot_leave_their_attribute(client):
    body, _ = validated(ask(client, f"{BASE}/embed/car?title=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
    assert body["html"].count("<script") == 1 and "<script>alert" not in body["html"]


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_theme_of_the_address_is_kept_and_light_where_it_says_none(client, theme):
    _, address = validated(ask(client, f"{BASE}/embed/car?theme={theme}"))
    assert ("theme=" in address) == (theme != "auto") and (theme == "auto" or f"theme={theme}" in address)
    assert "theme=light" in validated(ask(client, f"{BASE}/embed/car"))[1]


def test_a_low_frame_gets_the_compact_chart_and_a_high_one_the_whole(client, slug, example):
    about = client.get(f"/embed/{slug}.json", params=example).json()
    body, address = validated(ask(client, about["embed_url"], maxwidth=640, maxheight=420), 640, 420)
    assert "compact=1" in address and 200 < body["height"] <= 420
    page = client.get(address).text
    assert 'class="compact"' in page and "<details>" not in page and "The tech crackdown record" in page
    assert "compact" not in validated(ask(client, about["embed_url"], maxwidth=640, maxheight=2000))[1]
