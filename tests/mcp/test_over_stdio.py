"""`python -m components.mcp`: the same answers over standard input and output."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mcp import Client, StdioServerParameters, stdio_client

from components.answers.questions import QUESTION_OF_NAME
from tests.mcp.asking import with_client

ROOT = Path(__file__).resolve().parents[2]
PROBE = "2020-12-24-samr-opens-alibaba-probe"


def started(folder: Path, **settings: str):
    """The transport of a server of its own, with the tests' database, started in any folder."""
    environment = {
        name: os.environ[name]
        for name in ("CRACKDOWN_DB", "CRACKDOWN_CACHE", "PATH", "HOME")
        if name in os.environ
    }
    environment["PYTHONPATH"] = str(ROOT)
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "components.mcp"], cwd=folder, env={**environment, **settings}
    )
    return stdio_client(command)


def test_it_answers_as_the_server_does(snapshot, tmp_path):
    async def ask(client: Client):
        tools = (await client.list_tools()).tools
        return tools, await client.call_tool("event", {"event": PROBE}), await client.call_tool("event", {})

    tools, told, refused = with_client(started(tmp_path, CRACKDOWN_BASE_URL="https://record.example"), ask)
    assert [tool.name for tool in tools] == list(QUESTION_OF_NAME)
    question = QUESTION_OF_NAME["event"]
    answer = question.answer(
        snapshot, question.kind.parse({"event": PROBE}, snapshot), "https://record.example"
    )
    assert told.content[0].text == answer.text and told.structured_content == answer.facts
    assert refused.is_error and refused.structured_content["parameter"] == "event"


def test_without_a_public_address_it_gives_paths(snapshot, tmp_path):
    told = with_client(
        started(tmp_path), lambda client: client.call_tool("event", {"event": PROBE}), mode="legacy"
    )
    addresses = told.structured_content["addresses"]
    assert addresses["page"] == f"/event?event={PROBE}"
    assert addresses["frozen"].endswith(f"frozen={snapshot.version}")
