"""Headers, validators, errors: what any cache, crawler or attacker may send."""

import gzip

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PATHS = [
    "/embed/car",
    "/embed/car.svg",
    "/embed/car.csv",
    "/embed/car.json",
    "/embed/car.figure.json",
    "/embed/car.png",
    "/embed/host.js",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_reader_with_the_current_copy_is_told_so(client, path):
    first = client.get(path)
    assert first.status_code == 200
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (
        again.status_code == 304 and again.content == b"" and again.headers["etag"] == first.headers["etag"]
    )
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_head_has_the_headers_and_no_body(client, path):
    got, head = client.get(path), client.head(path)
    assert head.status_code == 200 and head.content == b""
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in got.headers.items() if k != "date"
    }


@pytest.mark.parametrize("path", [*PATHS, "/embed/nope", "/embed/car?event=nope", "/oembed"])
def test_every_answer_is_safe_to_pass_on(client, path):
    answer = client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers
    assert "cache-control" in answer.headers


@pytest.mark.parametrize("encoding, unpack", [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_encodings_hold_the_same_page(client, encoding, unpack):
    plain = client.get("/embed/car", headers={"Accept-Encoding": "identity"})
    with client.stream("GET", "/embed/car", headers={"Accept-Encoding": encoding}) as packed:
        assert packed.headers["content-encoding"] == encoding and packed.headers["vary"] == "Accept-Encoding"
        assert unpack(b"".join(packed.iter_raw())) == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert (
        "content-encoding"
        not in client.get("/embed/car", headers={"Accept-Encoding": f"{encoding};q=0"}).headers
    )


@pytest.mark.parametrize(
    "path, status, words",
    [
        ("/embed/nope", 404, "timeline"),
        ("/embed", 404, "timeline"),
        ("/embed/car/deeper", 404, "timeline"),
        ("/embed/car.doc", 404, ".svg"),
        ("/embed/timeline?company=Nokia", 400, "Alibaba"),
        ("/embed/timeline?severity=" + "9" * 400, 400, "severity"),
        ("/embed/timeline?theme=pink", 400, "auto, light, dark"),
        ("/embed/timeline?theme=dark&theme=light", 400, "theme"),
        ("/embed/timeline?title=" + "x" * 161, 400, "160"),
        ("/embed/event-window?event=nope", 404, "event"),
        ("/embed/car?frozen=xyz", 400, "frozen"),
        ("/embed/car?frozen=0123456789ab", 404, "0123456789ab"),
        ("/embed/static/../../etc/passwd", 404, ""),
        ("/embed/static/plotly-0.0.0.min.js", 404, "plotly-"),
    ],
)
def test_errors_are_one_sentence_that_names_the_fault(client, path, status, words):
    answer = client.get(path)
    assert answer.status_code == status
    if words:
        assert words in answer.json()["error"]
        assert answer.headers["cache-control"] == "no-store"


def test_only_get_is_answered(client):
    assert client.post("/embed/car").status_code == 405


def test_a_forged_host_reaches_no_page(client):
    forged = 'evil.example"><script>alert(1)</script>'
    page = client.get("/embed/car", headers={"Host": forged.encode("latin-1").decode()})
    assert "evil.example" not in page.text and "<script>alert" not in page.text


def test_the_configured_address_is_used_in_what_crawlers_read(client, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_BASE_URL", "https://example.org/dash/")
    page = client.get("/embed/car").text
    assert '<link rel="canonical" href="https://example.org/dash/embed/car">' in page
    assert 'content="https://example.org/dash/embed/car.png?card=1"' in page


@settings(max_examples=60)
@given(
    name=st.sampled_from(["title", "mark1", "event", "from", "q", "scale", "x"]), text=st.text(max_size=40)
)
def test_no_query_breaks_the_headers_or_the_server(client, name, text):
    answer = client.get("/embed/timeline.json", params={name: text})
    assert answer.status_code in (200, 400, 404)
    assert not set("\r\n\0") & set("".join(answer.headers.values()))


def test_the_library_is_kept_by_readers_for_good(client):
    import plotly

    answer = client.get(
        f"/embed/static/plotly-{plotly.__version__}.min.js", headers={"Accept-Encoding": "gzip"}
    )
    assert answer.status_code == 200 and "max-age=31536000" in answer.headers["cache-control"]
    assert int(answer.headers["content-length"]) < 2_000_000


def test_names_that_others_added_are_passed_over_and_never_written(client):
    plain = client.get("/embed/timeline.json?severity=4")
    tagged = client.get("/embed/timeline.json?fbclid=IwAR0&severity=4&gclid=x&v=2&utm_source=mail")
    assert tagged.status_code == 200 and tagged.content == plain.content
    assert "fbclid" not in client.get("/embed/timeline?fbclid=IwAR0").text


@pytest.mark.parametrize("path", ["/embed/nowhere", "/embed/car?window=9", "/embed/car?frozen=000000000000"])
def test_an_error_in_a_frame_is_shown_as_a_page(client, path):
    page = client.get(path, headers={"accept": "text/html,application/xhtml+xml"})
    assert page.status_code in (400, 404) and page.headers["content-type"].startswith("text/html")
    assert "<h1>" in page.text and "{" not in page.text.partition("<main>")[2]
    assert client.get(path).status_code == page.status_code and client.get(path).json()["error"]
