"""What editors' tools understand of our addresses: oembed-extractor, unfurl.js and open-graph-scraper read a
running server."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from components.charts import catalogue
from components.embed.head import MOST_ALT
from components.embed.heights import embed_height
from components.embed.request import pasted
from components.page_index import PAGE_OF_PATH
from components.record_name import LICENCE, LICENCE_URL, record_name
from tests.clients import FOLDER, SKIPPED, find_clients

pytestmark = [
    pytest.mark.skipif(find_clients() is None, reason=SKIPPED),
    pytest.mark.usefixtures("browser_at"),
]
EVENT = "2021-04-10-alibaba-fined-18-2bn"
FINE = "SAMR fines Alibaba a record 18.2 billion yuan for abusing dominance"
PAGES = {
    "": "timeline",
    f"event?event={EVENT}": "event-window",
    f"impact?event={EVENT}&window=0,5": "impact",
    "patterns": "patterns",
    f"compare?events={EVENT}": "compare",
    f"studio?chart=car&event={EVENT}": "car",
}


def understood(*questions) -> list[dict]:
    """What each of (client, address, parameters) answers."""
    done = subprocess.run(
        ["node", "ask.mjs"], input=json.dumps(questions), cwd=FOLDER, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def fetched(address: str):
    with urllib.request.urlopen(address, timeout=120) as answer:
        return answer.headers.get_content_type(), answer.read()


def png_size(body: bytes) -> tuple[int, int]:
    assert body.startswith(b"\x89PNG")
    return int.from_bytes(body[16:20]), int.from_bytes(body[20:24])


def frame_of(answer: dict) -> tuple[str, int, int]:
    """Address, width and height of the frame in an answer's html, which is read as a browser does."""
    html = answer["html"]
    found = re.search(r'<iframe src="([^"]+)" title="([^"]+)" width="(\d+)" height="(\d+)"', html)
    assert found and unescape(found[2]) == answer["title"] and html.count("<script src=") == 1
    return unescape(found[1]), int(found[3]), int(found[4])


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_every_embed_is_discovered_with_its_frame_as_tall_as_it_will_be(server, snapshot, width):
    rooms = catalogue.CATALOGUE
    queries = {slug: rooms[slug].example(snapshot).query() for slug in rooms}
    addresses = [
        f"{server}/embed/{slug}?" + "&".join(f"{name}={quote(text)}" for name, text in query.items())
        for slug, query in queries.items()
    ]
    answers = understood(*(["oembed", address, {"maxwidth": width}] for address in addresses))
    for (slug, query), answer in zip(queries.items(), answers, strict=True):
        asked = pasted(slug, query, snapshot, home=server)
        address, wide, tall = frame_of(answer)
        assert answer["title"] == asked.words.title and answer["method"] == "auto-discovery"
        assert (answer["provider_name"], answer["provider_url"]) == (record_name(), f"{server}/")
        assert wide == answer["width"] == min(width, 720)
        assert tall == answer["height"] == embed_height(asked, wide)
        assert parse_qs(urlsplit(address).query)["theme"] == ["light"]
        assert answer["thumbnail_width"] == min(width, 1200)
        assert answer["thumbnail_height"] == pytest.approx(answer["thumbnail_width"] * 630 / 1200, abs=0.5)


@pytest.mark.parametrize("page, slug", PAGES.items())
def test_an_editor_who_pastes_the_address_of_a_page_gets_its_chart(server, page, slug):
    (answer,) = understood(["oembed", f"{server}/{page}", {"maxwidth": 640, "maxheight": 400}])
    address, wide, tall = frame_of(answer)
    assert urlsplit(address).path == f"/embed/{slug}"
    assert (wide, tall <= 400) == (640, True) and "compact=1" in address, "a short frame has the short chart"
    if "event=" in page:
        assert parse_qs(urlsplit(address).query)["event"] == [EVENT]
    kind, picture = fetched(answer["thumbnail_url"])
    assert kind == "image/png"
    assert png_size(picture) == (answer["thumbnail_width"], answer["thumbnail_height"]) == (640, 336)
    assert fetched(address)[0] == "text/html"


def test_a_publisher_is_the_author_and_a_record_the_provider(server):
    address = f"{server}/embed/car?event={EVENT}&byline=Chart%3A%20A.%20Editor&title=In%20our%20words"
    oembed, unfurled = understood(["oembed", address, {}], ["unfurl", address, {}])
    assert (oembed["author_name"], oembed["provider_name"]) == ("Chart: A. Editor", record_name())
    assert oembed["title"] == unfurled["title"] == unfurled["oEmbed"]["title"] == "In our words"


@pytest.mark.parametrize("slug", ["timeline", "car", "impact"])
def test_cards_of_embeds_say_what_the_chart_says(server, snapshot, slug):
    query = catalogue.CATALOGUE[slug].example(snapshot).query()
    address = f"{server}/embed/{slug}?" + "&".join(f"{name}={quote(text)}" for name, text in query.items())
    unfurled, graph = understood(["unfurl", address, {}], ["openGraph", address, {}])
    words = pasted(slug, query, snapshot, home=server).words
    card = unfurled["open_graph"]
    assert unfurled["title"] == card["title"] == graph["ogTitle"] == words.title
    assert unfurled["description"] == card["description"] == graph["ogDescription"] == words.subtitle
    assert card["site_name"] == graph["ogSiteName"] == record_name()
    assert card["url"] == graph["ogUrl"] == unfurled["canonical_url"]
    assert unfurled["twitter_card"]["card"] == graph["twitterCard"] == "summary_large_image"
    (picture,), (scraped,) = card["images"], graph["ogImage"]
    assert picture["url"] == scraped["url"] and (scraped["width"], scraped["height"]) == ("1200", "630")
    assert png_size(fetched(picture["url"])[1]) == (picture["width"], picture["height"]) == (1200, 630)
    assert words.alt.startswith(picture["alt"].removesuffix("…")) and len(picture["alt"]) <= MOST_ALT
    assert picture["alt"].endswith((".", "…")), "crawlers get whole sentences"
    assert unfurled["oEmbed"]["title"] == words.title
    page = fetched(address)[1].decode()
    assert f'<link rel="license" href="{LICENCE_URL}">' in page and LICENCE in page
    about = json.loads(fetched(address.replace(f"/{slug}?", f"/{slug}.json?"))[1])
    assert about["licence"] == {"name": LICENCE, "url": LICENCE_URL}
    assert about["record"] == {"name": record_name(), "url": server}


@pytest.mark.parametrize("page", PAGES)
def test_cards_of_pages_say_what_the_page_shows(server, snapshot, page):
    address = f"{server}/{page}"
    unfurled, graph = understood(["unfurl", address, {}], ["openGraph", address, {}])
    card, event = unfurled["open_graph"], "event=" in page
    path = urlsplit(address).path.strip("/")
    name = f"{PAGE_OF_PATH[path].title} · {record_name()}" if path else record_name()
    title = f"{FINE} (10 April 2021)" if event else name
    assert unfurled["title"] == card["title"] == graph["ogTitle"] == title
    assert unfurled["description"] == graph["ogDescription"]
    (picture,) = card["images"]
    shown = picture["alt"].removeprefix("Chart: ")
    if event:
        summary = " ".join(str(snapshot.events.at[EVENT, "summary"]).split())
        assert summary.startswith(card["description"].removesuffix("…")) and shown == title
    else:
        assert card["description"].startswith(f"{shown}. "), "the finding of the chart that the card shows"
    assert card["url"] == graph["ogUrl"] == unfurled["canonical_url"]
    assert urlsplit(card["url"]).path == urlsplit(address).path
    assert (picture["width"], picture["height"]) == (1200, 630)
    assert unfurled["oEmbed"]["thumbnails"][0]["width"] == 1200
    assert f'<link rel="license" href="{LICENCE_URL}">' in fetched(address)[1].decode()
