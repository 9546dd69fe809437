"""A real server of the app on a free loopback port, for tests and measurements."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds; a first start builds the store on a busy machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_app(folder: Path, environment: Mapping[str, str] = {}) -> Iterator[str]:
    """Start the app with its database and cache in `folder`; yields its base address."""
    port = free_port()
    settings = {
        **os.environ,
        "PORT": str(port),
        "CRACKDOWN_DB": str(folder / "crackdown.db"),
        "CRACKDOWN_CACHE": str(folder / "cache"),
        **environment,
    }
    with open(folder / "server.log", "w+") as log:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=settings, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_until_healthy(base, process, log)
            yield base
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_healthy(base: str, process: subprocess.Popen, log) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(base + "/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError("The app did not start:\n" + log.read()[-4000:])
