"""Streamlit's scripts and fonts made small, and its shell made ours: the same files, fewer bytes."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time

import brotli
import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from components.http import ahead, smallest
from components.http.headers import SecurityHeaders
from components.http.icon_font import cut_down, words_in
from components.http.shell import OwnShell, rewritten
from data.access import exclusive

SCRIPT = max(ahead.STATIC_ROOT.glob("js/react-dom.*.js"))


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path))
    monkeypatch.setattr(ahead, "_underway", {})
    inner = Starlette(routes=[Route("/{path:path}", lambda request: PlainTextResponse("untouched"))])
    return TestClient(ahead.PrecompressedStatic(inner))


def kept(tmp_path) -> list:
    return list(tmp_path.glob("static/*/*.small"))


def all_made() -> threading.Event:
    """Set once everything asked for so far has been made small, or given up."""
    done = threading.Event()
    ahead._queue().put(done.set)
    return done


def test_a_script_arrives_whole_and_small(client, tmp_path):
    for _ in range(2):
        answer = client.get(f"/static/js/{SCRIPT.name}", headers={"Accept-Encoding": "br"})
        assert answer.content == SCRIPT.read_bytes()
        assert answer.headers["content-encoding"] == "br"
        assert "immutable" in answer.headers["cache-control"]
        assert int(answer.headers["content-length"]) < SCRIPT.stat().st_size / 2
        for _ in range(200):
            if kept(tmp_path):
                break
            time.sleep(0.05)
    assert brotli.decompress(kept(tmp_path)[0].read_bytes()) == SCRIPT.read_bytes()


@pytest.mark.parametrize(
    ("path", "encoding"),
    [
        (f"/static/js/{SCRIPT.name}", "gzip"),
        ("/static/../index.html", "br"),
        ("/static/js/../../../../proto/__init__.py", "br"),
        ("/static/js/no-such-file.js", "br"),
        ("/data/events.csv", "br"),
    ],
)
def test_everything_else_passes_untouched(client, path, encoding):
    assert client.get(path, headers={"Accept-Encoding": encoding}).text == "untouched"


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system has no such priorities")
def test_readers_come_before_what_is_made_small():
    """The process that makes files small takes what the server leaves: it has the lowest priority."""
    command = [sys.executable, "-m", "components.http.smallest", str(SCRIPT)]
    with subprocess.Popen(command, cwd=smallest.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as made:
        for _ in range(600):  # it waits for its list of sources meanwhile
            if os.getpriority(os.PRIO_PROCESS, made.pid) == smallest.LOWEST_PRIORITY:
                break
            time.sleep(0.05)
        assert os.getpriority(os.PRIO_PROCESS, made.pid) == smallest.LOWEST_PRIORITY
        body, _ = made.communicate(b"")
    assert brotli.decompress(body) == SCRIPT.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="this system has no such signal")
def test_what_is_made_small_for_a_server_that_has_gone_ends_without_a_word():
    command = [sys.executable, "-m", "components.http.smallest", str(SCRIPT)]
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, cwd=smallest.ROOT, **streams) as made:
        made.stdout.close()
        made.stdin.close()
        assert made.stderr.read() == b""
    assert made.returncode == -signal.SIGPIPE


def test_a_file_that_cannot_be_made_small_goes_out_as_it_can(client, monkeypatch, caplog):
    """A process that fails (no memory, say) costs bytes, not the answer, and the log says so."""
    monkeypatch.setattr(smallest.sys, "executable", "/bin/false")
    answer = client.get(f"/static/js/{SCRIPT.name}", headers={"Accept-Encoding": "br"})
    assert all_made().wait(60)
    again = client.get(f"/static/js/{SCRIPT.name}", headers={"Accept-Encoding": "br"})
    assert answer.content == again.content == SCRIPT.read_bytes()
    assert "is not made smaller" in caplog.text


def test_processes_that_share_a_cache_make_a_file_once(client, tmp_path, monkeypatch):
    """While another process is at it, this one waits; what that one has made is not made again."""
    made = []
    monkeypatch.setattr(ahead, "made_apart", lambda path, sources: made.append(path) or b"ours")
    there = ahead.kept_at(SCRIPT)
    with exclusive(there.with_name("making")):
        client.get(f"/static/js/{SCRIPT.name}", headers={"Accept-Encoding": "br"})
        waiting = all_made()
        assert not waiting.wait(0.3) and not made
        there.write_bytes(brotli.compress(SCRIPT.read_bytes(), quality=1))
    assert waiting.wait(60)
    answer = client.get(f"/static/js/{SCRIPT.name}", headers={"Accept-Encoding": "br"})
    assert answer.content == SCRIPT.read_bytes() and not made


def test_a_server_that_is_stopped_waits_for_no_small_file(tmp_path):
    """As Ctrl+C in the first minute stops it: with everything still to be made, and another process at it."""
    (tmp_path / "static" / ahead.cache_folder().name).mkdir(parents=True)
    with exclusive(tmp_path / "static" / ahead.cache_folder().name / "making"):
        command = [sys.executable, "-c", "from components.http import ahead; ahead.prepare()"]
        environment = {**os.environ, "CRACKDOWN_CACHE": str(tmp_path)}
        done = subprocess.run(command, cwd=smallest.ROOT, env=environment, timeout=60, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_where_nothing_can_be_kept_memory_does(client, tmp_path, monkeypatch):
    ahead.cache_folder().parent.mkdir(parents=True)
    ahead.cache_folder().write_text("a file where the folder should be")
    client.get(f"/static/js/{SCRIPT.name}", headers={"Accept-Encoding": "br"})
    assert all_made().wait(60)
    assert brotli.decompress(ahead._underway[SCRIPT.name]) == SCRIPT.read_bytes()
    quick = len(brotli.compress(SCRIPT.read_bytes(), quality=ahead.QUICK))
    assert len(ahead._underway[SCRIPT.name]) < quick


def test_the_cut_icon_font_draws_what_was_asked_and_nothing_else():
    whole = next(ahead.STATIC_ROOT.glob("media/MaterialSymbols-Rounded*.woff2"))
    few = TTFont(io.BytesIO(cut_down(whole, {"expand_more", "close"})))
    fewer = TTFont(io.BytesIO(cut_down(whole, set())))
    assert len(few.getGlyphOrder()) - len(fewer.getGlyphOrder()) == 2
    assert set(map(ord, "abcdefghijklmnopqrstuvwxyz_")) <= set(few.getBestCmap())


def test_an_upgrade_that_names_another_icon_does_not_draw_with_the_font_of_before(tmp_path, monkeypatch):
    """The same Streamlit and the same cache, other sources of ours: in a new process, a new font."""
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path))
    monkeypatch.setattr(ahead, "_underway", {})
    whole = next(ahead.STATIC_ROOT.glob("media/MaterialSymbols-Rounded*.woff2"))
    source = tmp_path / "page.py"
    monkeypatch.setattr(ahead, "_our_sources", lambda: [source])
    places = []
    for words in ('icon=":material/close:"', 'icon=":material/close:"  # "not_an_icon"', '"skateboarding"'):
        source.write_text(words)
        ahead._named_icons.cache_clear()
        places.append(ahead.kept_at(whole))
    ahead._named_icons.cache_clear()
    before, same, after = places
    assert before == same != after
    before.parent.mkdir(parents=True)
    before.write_bytes(b"the font of before")
    assert ahead.small(whole) is None, "the whole font until the new one is made"
    assert all_made().wait(120)
    drawn = TTFont(io.BytesIO(after.read_bytes()))
    without = TTFont(io.BytesIO(cut_down(whole, words_in(ahead.STATIC_ROOT.glob("js/*.js")))))
    assert len(drawn.getGlyphOrder()) - len(without.getGlyphOrder()) == 1
    ahead._named_icons.cache_clear()


def test_icons_are_found_where_code_names_them(tmp_path):
    source = tmp_path / "page.py"
    source.write_text('st.button("Go", icon=":material/arrow_forward:")\nname = "bar_chart"')
    assert {"arrow_forward", "bar_chart"} <= words_in([source])


def test_the_shell_is_ours_and_otherwise_the_same():
    shell = (ahead.STATIC_ROOT.parent / "index.html").read_bytes()
    ours = rewritten(shell)
    assert b"<title>Streamlit</title>" not in ours and "China’s tech crackdown".encode() in ours
    assert b'<div id="root"></div>' in ours
    assert ours.count(b"<script") == shell.count(b"<script") + 1


def test_only_the_shell_is_rewritten():
    page = "<html><title>Another page</title></html>"
    inner = Starlette(
        routes=[
            Route("/", lambda r: HTMLResponse(page)),
            Route("/shell", lambda r: HTMLResponse("<title>Streamlit</title>")),
        ]
    )
    client = TestClient(OwnShell(inner))
    assert client.get("/").text == page
    answer = client.get("/shell")
    assert "record" in answer.text and int(answer.headers["content-length"]) == len(answer.content)
    assert client.head("/shell").content == b""


@pytest.mark.parametrize(
    ("setting", "policy"),
    [(None, "frame-ancestors 'self'"), ("https://news.example", "frame-ancestors https://news.example")],
)
def test_the_app_says_who_may_frame_it(monkeypatch, setting, policy):
    monkeypatch.delenv("CRACKDOWN_FRAME_ANCESTORS", raising=False)
    if setting:
        monkeypatch.setenv("CRACKDOWN_FRAME_ANCESTORS", setting)
    inner = Starlette(
        routes=[Route("/{path:path}", lambda r: PlainTextResponse("x"))],
        middleware=[Middleware(SecurityHeaders)],
    )
    client = TestClient(inner)
    assert client.get("/").headers["content-security-policy"].endswith(f"; {policy}")
    assert "content-security-policy" not in client.get("/embed/timeline").headers


def test_a_setting_cannot_smuggle_in_another_directive(monkeypatch):
    monkeypatch.setenv("CRACKDOWN_FRAME_ANCESTORS", "'self'; script-src *")
    assert ";" not in SecurityHeaders(None).policy.partition("frame-ancestors ")[2]
