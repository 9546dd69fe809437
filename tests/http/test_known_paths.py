"""Every address of the whole app: what exists, what nearly does, what does not, and the files of a site."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient

import app
from components.http.known_paths import SENTENCE
from components.page_index import PAGES

READER = {"accept": "text/html"}


@pytest.fixture(scope="module")
def client():
    return TestClient(app.app, base_url="http://localhost", follow_redirects=False)


@pytest.mark.parametrize("path", [f"/{page.path}" for page in PAGES])
def test_pages_exist_under_their_policy(client, path):
    answer = client.get(path, headers=READER)
    assert answer.status_code == 200 and "<html" in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]


@pytest.mark.parametrize(
    "path", ["/evnt", "/event/more", "/wp-login.php", "/.env", "/%2e%2e/app.py", "/EVENTS"]
)
def test_misspelt_addresses_are_404_with_the_menu(client, path):
    page = client.get(path, headers=READER)
    assert page.status_code == 404 and all(f'href="/{one.path}"' in page.text for one in PAGES)
    assert client.get(path).json()["error"]


@pytest.mark.parametrize("prefix", app.OWN_ANSWERS[:-1])
@pytest.mark.parametrize("rest", ["..%2f..%2fapp.py", "%2e%2e/", "..%5c..%5capp.py", "a%00.csv"])
def test_what_leads_out_of_a_folder_is_refused_in_our_words(client, prefix, rest):
    assert client.get(prefix + rest).json() == {"error": SENTENCE}
    page = client.get(prefix + rest, headers=READER)
    assert page.status_code == 404 and SENTENCE in page.text and "<h1>" in page.text


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/Event/?event=x&y=%20z", "/event?event=x&y=%20z"),
        ("/embed/timeline/", "/embed/timeline"),
        ("/embed/Timeline?theme=dark", "/embed/timeline?theme=dark"),
        ("/data/Events.CSV", "/data/events.csv"),
        ("//impact//", "/impact"),
    ],
)
def test_slashes_and_case_are_sent_to_the_address(client, path, place):
    answer = client.get("http://localhost" + path)
    assert (answer.status_code, answer.headers["location"]) == (308, place)


def test_every_address_of_the_site_map_answers(client):
    for_crawlers = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in for_crawlers
    places = [
        element.text for element in ET.fromstring(client.get("/sitemap.xml").content).iter() if element.text
    ]
    addresses = [place.strip() for place in places if place.strip()]
    assert len(addresses) == len(PAGES) + len(app.CHARTS) + len(["/data/"])
    assert {place.removeprefix("http://localhost") for place in addresses} <= app.PATHS


def test_other_files_of_a_site(client):
    for name in ("/favicon.ico", "/favicon.png"):
        assert client.get(name).content.startswith(b"\x89PNG")
    told = client.get("/llms.txt").text
    assert "/data/events.csv" in told and all(f"/embed/{slug})" in told for slug in app.CHARTS)


def test_only_reading(client):
    for path in ("/data/events.csv", "/embed/timeline", "/healthz", "/robots.txt"):
        assert client.post(path).status_code == 405, path
        assert client.head("/data/events.csv").status_code == 200
