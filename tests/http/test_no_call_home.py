"""Neither a start nor a handshake contacts anything outside: a real server, every attempt noted."""

from __future__ import annotations

import http.client
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import streamlit

from tests.browser.server import ROOT, running_app

WATCH = """
import os, socket
_connect, _lookup = socket.socket.connect, socket.getaddrinfo

def note(what):
    with open(os.environ["OUTBOUND_LOG"], "a") as log:
        log.write(f"{what}\\n")
    raise OSError("outbound traffic is dropped")

def connect(self, address):
    inside = self.family not in (socket.AF_INET, socket.AF_INET6)
    if inside or str(address[0]) in ("127.0.0.1", "::1", "localhost"):
        return _connect(self, address)
    note(address)

def lookup(host, *rest, **more):
    if host in (None, "127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost"):
        return _lookup(host, *rest, **more)
    note(host)

socket.socket.connect, socket.getaddrinfo = connect, lookup
"""
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}


@pytest.fixture
def watched(tmp_path):
    """Settings under which a Python process notes and refuses every way out; and the notes."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    log = tmp_path / "outbound.log"
    return {"PYTHONPATH": str(tmp_path / "watch"), "OUTBOUND_LOG": str(log)}, log


def handshake(base: str, origin: str) -> int:
    place = urlsplit(base)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    connection.request("GET", "/_stcore/stream", headers={**HANDSHAKE, "Origin": origin})
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_server_with_all_ways_out_dropped(tmp_path, watched, built):
    settings, log = watched
    with running_app(tmp_path, {**built, **settings}) as base:
        assert handshake(base, base) == 101
        for _ in range(5):
            assert handshake(base, "https://elsewhere.example") == 403
        connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=20)
        connection.request("GET", "/_stcore/health", headers={"Origin": "https://elsewhere.example"})
        assert connection.getresponse().status == 200
    assert not log.exists(), log.read_text()


def test_what_we_tell_streamlit_still_keeps_it_from_asking(watched):
    """Holds for Streamlit 1.67: without it, the same question goes out."""
    settings, log = watched
    ask = (
        "from streamlit.web.server.server_util import is_url_from_allowed_origins as ask; "
        "ask('https://elsewhere.example')"
    )
    tell = "from components.http.own_address import never_ask; never_ask(); "
    for words in (tell + ask, ask):
        assert not log.exists(), f"Streamlit {streamlit.__version__} asks all the same: {log.read_text()}"
        subprocess.run(
            [sys.executable, "-c", words], cwd=ROOT, env={**settings, "PATH": ""}, check=True, timeout=60
        )
    assert "checkip" in log.read_text()
