"""Rendering is bounded, and survives a Chrome that dies, hangs or is missing."""

import asyncio
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.embed import drawing, request, routes
from components.embed.chrome import Busy, CannotRender, Chrome, FigureRefused, NoChrome
from components.embed.disk_cache import DiskCache
from components.http.answers import Answers, answer
from tests.embed.conftest import BASE, Fixed

FIGURE = {"data": [{"type": "scatter", "y": [1, 3, 2]}], "layout": {}}


@pytest.fixture(scope="module")
def own_chrome(browser_at):
    chrome = Chrome(tabs=1, waiting=4, timeout=15)
    yield chrome
    chrome.close()


def test_a_killed_browser_is_replaced_unnoticed(own_chrome):
    first = own_chrome.svg(FIGURE, 300, 200)
    os.killpg(own_chrome._browser.subprocess.pid, signal.SIGKILL)
    second = own_chrome.svg(FIGURE, 300, 200)
    assert "<svg" in first and "<svg" in second


def test_a_browser_killed_while_many_wait_serves_them_all(own_chrome):
    own_chrome.svg(FIGURE, 300, 200)
    heavy = {"data": [{"type": "scatter", "y": list(range(4000)), "mode": "markers"}] * 3, "layout": {}}
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(own_chrome.svg, heavy, 300, 200) for _ in range(4)]
        time.sleep(0.3)
        os.killpg(own_chrome._browser.subprocess.pid, signal.SIGKILL)
        assert all("<svg" in one.result(120) for one in waiting)


def test_a_browser_that_hangs_is_replaced(browser_at):
    chrome = Chrome(tabs=1, waiting=1, timeout=3)
    try:
        chrome.svg(FIGURE, 300, 200)
        os.killpg(chrome._browser.subprocess.pid, signal.SIGSTOP)
        assert "<svg" in chrome.svg(FIGURE, 300, 200)
    finally:
        chrome.close()


def test_more_than_may_wait_are_refused_at_once(own_chrome):
    own_chrome.svg(FIGURE, 300, 200)
    heavy = {"data": [{"type": "scatter", "y": list(range(5000)), "mode": "markers"}] * 2, "layout": {}}
    with ThreadPoolExecutor(12) as pool:
        results = [pool.submit(own_chrome.svg, heavy, 300, 200) for _ in range(12)]
        refused = sum(isinstance(one.exception(120), Busy) for one in results)
    assert refused == 12 - 5
    assert "<svg" in own_chrome.svg(FIGURE, 300, 200)


def test_a_figure_that_cannot_be_drawn_blames_the_figure(own_chrome):
    with pytest.raises(FigureRefused):
        own_chrome.svg("null", 300, 200)
    assert "<svg" in own_chrome.svg(FIGURE, 300, 200)


def test_a_missing_chrome_is_said_and_a_later_one_is_found(browser_at, monkeypatch):
    chrome = Chrome()
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chrome")
    with pytest.raises(NoChrome, match="BROWSER_PATH"):
        chrome.svg(FIGURE, 300, 200)
    monkeypatch.setenv("BROWSER_PATH", browser_at)
    assert "<svg" in chrome.svg(FIGURE, 300, 200)
    chrome.close()


class Broken:
    """A renderer for which nothing works until it is mended."""

    def __init__(self, error):
        self.error = error

    def drawn(self, *_):
        raise self.error

    png = drawn


@pytest.fixture
def without_chrome(client, monkeypatch, tmp_path):
    """The routes with an empty cache, no memory and no Chrome."""
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path))
    monkeypatch.setattr(routes, "answers", Answers())
    broken = Broken(NoChrome("none in this test"))
    # The shared renderer is a default argument: it is replaced where it is kept.
    monkeypatch.setattr(request.chrome, "drawn", broken.drawn)
    monkeypatch.setattr(request.chrome, "png", broken.png)
    return client


def test_without_chrome_the_page_loads_the_library_at_once_and_images_say_why(
    without_chrome, monkeypatch, caplog
):
    page = without_chrome.get("/embed/car")
    assert (
        page.status_code == 200
        and "data-library=" in page.text
        and page.headers["cache-control"] == "no-store"
    )
    assert "<table>" in page.text and "without its picture" in caplog.text
    assert "@media(scripting:none){#plot{display:none}}" in page.text, (
        "no empty space where no script can draw"
    )
    for ending in (".svg", ".png"):
        image_answer = without_chrome.get(f"/embed/car{ending}")
        assert image_answer.status_code == 503 and "Chrome" in image_answer.json()["error"]
        assert int(image_answer.headers["retry-after"]) > 0
    assert without_chrome.get("/embed/car.csv").status_code == 200


def test_pictures_return_with_chrome(without_chrome, monkeypatch):
    assert "data-library=" in without_chrome.get("/embed/car").text
    monkeypatch.delattr(request.chrome, "drawn")
    assert 'class="static wide"' in without_chrome.get("/embed/car").text


def test_too_many_different_questions_at_once_are_503(snapshot, monkeypatch, browser_at):
    release = threading.Event()
    monkeypatch.setattr(routes, "_current", Fixed(snapshot))
    monkeypatch.setattr(routes, "answers", Answers(threads=1, waiting=2))

    def slow(slug, query, base, current):
        release.wait(30)
        return answer("done", "text/plain", 60)

    monkeypatch.setitem(routes._FORMATS, ".json", slow)
    with TestClient(Starlette(routes=routes.ROUTES), base_url=BASE) as client, ThreadPoolExecutor(6) as pool:
        same = [pool.submit(client.get, "/embed/car.json?title=a") for _ in range(2)]
        other = pool.submit(client.get, "/embed/car.json?title=b")
        while len(routes.answers._making) < 2:
            time.sleep(0.01)
        refused = client.get("/embed/car.json?title=c")
        assert refused.status_code == 503 and refused.headers["retry-after"] == "5"
        release.set()
        assert [one.result(30).status_code for one in (*same, other)] == [200, 200, 200]
        assert client.get("/embed/car.json?title=c").status_code == 200


def test_equal_questions_are_answered_by_one_piece_of_work():
    made = []
    kept = Answers(threads=4)

    async def ask():
        def make():
            made.append(1)
            time.sleep(0.2)
            return answer("x", "text/plain", 60)

        return await asyncio.gather(*(kept.get("key", make) for _ in range(20)))

    assert len({id(one) for one in asyncio.run(ask())}) == 1 and len(made) == 1


def test_memory_is_bounded_and_the_least_used_goes_first():
    kept = Answers(limit=10_000)

    async def fill():
        for number in range(10):
            await kept.get(number, lambda: answer(os.urandom(3000), "image/png", 60))
            await kept.get(0, lambda: answer(os.urandom(3000), "image/png", 60))

    asyncio.run(fill())
    assert kept._size <= 10_000 and kept.remembered(0) is not None and kept.remembered(9) is not None
    assert kept.remembered(5) is None


def test_a_failure_is_not_remembered():
    kept = Answers()

    def fail():
        raise CannotRender("no")

    async def ask():
        with pytest.raises(CannotRender):
            await kept.get("key", fail)
        return await kept.get("key", lambda: answer("fine", "text/plain", 60))

    assert asyncio.run(ask()).body == b"fine"


def test_disk_is_bounded_and_a_broken_disk_costs_no_answer(tmp_path, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path))
    cache = DiskCache("pictures", limit=5_000)
    for number in range(130):
        assert cache.get(f"key {number}", lambda: b"x" * 1000) == b"x" * 1000
    cache.sweep()
    kept = [path for path in (tmp_path / "pictures").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in kept) <= 5_000
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path / "file"))
    assert cache.get("new", lambda: b"made") == b"made"


def test_pictures_are_kept_by_what_they_were_drawn_from(tmp_path, monkeypatch, snapshot, browser_at):
    from components.charts import car

    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path))
    drawn = []
    real = drawing.chrome

    class Counting:
        def drawn(self, *arguments):
            drawn.append(1)
            return real.drawn(*arguments)

    for _ in range(2):
        drawing.draw("car", snapshot, car.Params(), "phone", by=Counting())
    assert len(drawn) == 1
    drawing.draw("car", snapshot, car.example(snapshot).replace(window=(0, 5)), "phone", by=Counting())
    assert len(drawn) == 2
