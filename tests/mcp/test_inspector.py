"""The MCP Inspector, a client that is not ours, asks by its command line, over HTTP and over stdio."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from components.answers.questions import QUESTION_OF_NAME
from tests.inspector import find_inspector

ROOT = Path(__file__).resolve().parents[2]
PROBE = "2020-12-24-samr-opens-alibaba-probe"
inspector = find_inspector()
pytestmark = pytest.mark.skipif(
    inspector is None, reason="NOTICE: no MCP Inspector: `python -m tests.programs` installs it where npm is"
)


def inspected(*arguments: str) -> dict:
    command = [str(inspector), "--cli", "--connect-timeout", "110000", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_lists_and_calls_tools_over_http(server):
    at = (f"{server}/mcp", "--transport", "http")
    tools = inspected(*at, "--method", "tools/list")["tools"]
    assert [tool["name"] for tool in tools] == list(QUESTION_OF_NAME)
    call = (*at, "--method", "tools/call", "--tool-name", "event", "--tool-arg", f"event={PROBE}")
    told = inspected(*call)
    assert told["structuredContent"]["id"] == PROBE
    assert told["structuredContent"]["citation"] in told["content"][0]["text"]


def test_it_reads_the_editions_over_stdio(snapshot):
    read = ("--method", "resources/read", "--uri", "record://editions")
    ours = [f"{name}={os.environ[name]}" for name in ("CRACKDOWN_DB", "CRACKDOWN_CACHE")]
    told = inspected(
        *(part for one in ours for part in ("-e", one)), sys.executable, "-m", "components.mcp", *read
    )
    assert snapshot.version in told["contents"][0]["text"]
