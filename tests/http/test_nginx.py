"""The configuration of nginx, under a real nginx before a real server."""

from __future__ import annotations

import http.client
import os
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.browser.server import ROOT, free_port, running_app
from tests.http.test_no_call_home import HANDSHAKE
from tests.nginx import find_nginx

PUBLIC = "crackdown.example"
AS_ROOT = "user root;" if os.geteuid() == 0 else ""
"""Its workers would else be another user, who cannot write to the folder of the test."""


@pytest.fixture(scope="module")
def front(tmp_path_factory, cache):
    """Port of an nginx that passes to an app which builds its record itself."""
    program = find_nginx()
    if program is None:
        pytest.skip("NO NGINX FOUND: its configuration is not tested")
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    settings = {
        "CRACKDOWN_CACHE": str(cache),
        "CRACKDOWN_TRUSTED_PROXIES": "127.0.0.1",
        "CRACKDOWN_BASE_URL": "",
    }
    with running_app(folder, settings) as base:
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        text = text.replace("server app:8501;", f"server {base.removeprefix('http://')};")
        text = text.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace(
            "/tmp/nginx", f"{folder}/nginx"
        )
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(text)
        process = subprocess.Popen([program, "-c", str(configuration), "-g", f"daemon off; {AS_ROOT}"])
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait(10)


def ask(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": PUBLIC, **named})
    return connection.getresponse()


def test_links_carry_the_public_scheme_and_host(front):
    plain = ask(front, "/sitemap.xml").read().decode()
    secure = ask(front, "/sitemap.xml", X_Forwarded_Proto="https").read().decode()
    assert f"<loc>http://{PUBLIC}/event</loc>" in plain and f"<loc>https://{PUBLIC}/event</loc>" in secure


def test_data_is_kept_by_host_and_question(front):
    paths = ["/data/events.csv"] * 2 + ["/data/events.json"]
    assert [ask(front, path).headers["X-Kept"] for path in paths] == ["MISS", "HIT", "MISS"]
    assert ask(front, "/data/events.csv", Host="other.example").headers["X-Kept"] == "MISS"


def test_websockets_pass_and_foreign_ones_do_not(front):
    own = ask(front, "/_stcore/stream", Origin=f"http://{PUBLIC}", **HANDSHAKE)
    assert own.status == 101
    assert ask(front, "/_stcore/stream", Origin="https://evil.example", **HANDSHAKE).status == 403


def test_a_crowd_from_one_address_is_slowed(front):
    statuses = {ask(front, "/robots.txt").status for _ in range(400)}
    assert statuses == {200, 429}
