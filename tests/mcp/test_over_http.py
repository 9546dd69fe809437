"""`/mcp` of the running app, asked by the protocol's official client in both eras of the protocol."""

from __future__ import annotations

import asyncio
import threading

import httpx2
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from components.answers.answer import SHAPE
from components.answers.questions import QUESTION_OF_NAME
from components.study import run_study
from tests.mcp.asking import wire_size, with_client

PROBE = "2020-12-24-samr-opens-alibaba-probe"
ASKED = {
    "search_events": {"q": "约谈", "severity": 2, "confounders": False},
    "event": {"event": PROBE},
    "impact": {"event": PROBE, "symbol": "BABA"},
    "rank": {"company": ["Alibaba", "Tencent"], "window": [0, 5], "rows": 200},
    "compare_groups": {"by": "direction"},
    "prices": {"symbols": ["9988.HK", "HSI"], "from": "2020-12-20", "to": "2020-12-31"},
    "changes": {"since": "2025.11"},
    "method": {"term": "CAAR"},
}
JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_every_tool_answers_within_its_bounds(server, snapshot, mode):
    async def ask(client: Client):
        listed = (await client.list_tools()).tools
        return listed, {name: await client.call_tool(name, asked) for name, asked in ASKED.items()}

    listed, told = with_client(f"{server}/mcp", ask, mode)
    assert [tool.name for tool in listed] == list(QUESTION_OF_NAME) == list(ASKED)
    assert all(tool.annotations.read_only_hint and tool.output_schema == SHAPE for tool in listed)
    for name, result in told.items():
        facts = result.structured_content
        assert not result.is_error and len(result.content) == 1, name
        assert facts.keys() >= set(SHAPE["required"])
        assert facts["data_version"] == snapshot.version and facts["citation"] in result.content[0].text
        assert facts["addresses"]["page"].startswith(server + "/")
        assert wire_size(result) < (4_096 if name == "event" else 20_480), name
    served_too = httpx2.get(
        f"{server}/data/answers/rank.json", params={**ASKED["rank"], "window": "0,5"}
    ).json()
    assert served_too == {"text": told["rank"].content[0].text, **told["rank"].structured_content}


def test_events_fit_on_the_wire(server, snapshot):
    async def ask(client: Client):
        return [await client.call_tool("event", {"event": event}) for event in snapshot.events.index[::9]]

    sizes = [wire_size(result) for result in with_client(f"{server}/mcp", ask)]
    assert 2_500 < max(sizes) < 4_096


def test_numbers_are_those_of_the_table(server, snapshot):
    pairs = run_study(snapshot).pairs
    row = pairs[(pairs["event_id"] == PROBE) & (pairs["symbol"] == "BABA")].iloc[0]
    result = with_client(f"{server}/mcp", lambda client: client.call_tool("impact", ASKED["impact"]))
    told = result.structured_content["beyond_index"]
    for name in ("car", "ci_low", "ci_high"):
        assert told[name] == pytest.approx(row[name], abs=5.1e-7)
    assert (told["placebo_k"], told["placebo_n"]) == (row["placebo_k"], row["placebo_n"])


@pytest.mark.parametrize(
    ("tool", "arguments", "parameter", "allowed"),
    [
        ("event", {}, "event", "by its id"),
        ("event", {"event": "nothing"}, "event", "no event has this id"),
        ("rank", {"window": "5,1"}, "window", "the first not after the second"),
        ("rank", {"severity": 9}, "severity", "from 1 to 5"),
        ("rank", {"company": ["Enron"]}, "company", "Alibaba, Tencent, Meituan"),
        ("rank", {"company": {"name": "Alibaba"}}, "company", "or a list of these"),
        ("rank", {"colour": "red"}, "colour", "allowed are"),
        ("prices", {"symbols": ["AAPL"]}, "symbols", "allowed are"),
        ("changes", {"since": "yesterday"}, "since", "an edition (2025.11"),
        ("method", {"term": "xyzzy"}, "term", "Placebo share"),
    ],
)
def test_an_error_names_the_parameter_and_what_is_allowed(server, tool, arguments, parameter, allowed):
    result = with_client(f"{server}/mcp", lambda client: client.call_tool(tool, arguments))
    assert result.is_error and f"“{parameter}”" in result.content[0].text
    assert result.structured_content["parameter"] == parameter
    assert allowed in result.structured_content["allowed"]


def test_what_does_not_exist_is_refused_with_what_does(server):
    with pytest.raises(MCPError, match="tools are search_events, event"):
        with_client(f"{server}/mcp", lambda client: client.call_tool("delete_everything", {}))
    with pytest.raises(MCPError, match="resources are record://tables"):
        with_client(f"{server}/mcp", lambda client: client.read_resource("record://codebook/passwords"))


def test_tables_codebook_and_editions_can_be_read(server, snapshot):
    async def ask(client: Client):
        listed = (await client.list_resources()).resources
        texts = [(await client.read_resource(one.uri)).contents[0].text for one in listed]
        return (
            [str(one.uri) for one in listed],
            texts,
            await client.read_resource("record://codebook/impacts"),
        )

    listed, (tables, codebook, editions), impacts = with_client(f"{server}/mcp", ask)
    assert listed == ["record://tables", "record://codebook", "record://editions"]
    assert f"`events` ({len(snapshot.events):,} rows)" in tables
    assert "`car` (number): cumulative abnormal return" in codebook
    assert impacts.contents[0].text in codebook
    assert all(edition in editions for edition in snapshot.editions.index) and snapshot.version in editions


def test_only_questions_of_decent_size_by_post_and_from_here_are_read(server):
    post = {"url": f"{server}/mcp", "json": PING}
    assert httpx2.post(**post, headers=JSON).json()["result"] == {}
    assert httpx2.post(**post, headers={**JSON, "Origin": server}).status_code == 200
    foreign = httpx2.post(**post, headers={**JSON, "Origin": "https://elsewhere.example"})
    assert foreign.status_code == 403 and "Origin" in foreign.json()["error"]
    large = httpx2.post(f"{server}/mcp", content=b"[" + b" " * 70_000 + b"]", headers=JSON)
    assert large.status_code == 413
    for method in ("GET", "DELETE", "PUT", "OPTIONS"):
        reply = httpx2.request(method, f"{server}/mcp")
        assert reply.status_code == 405 and reply.headers["allow"] == "POST"
        assert "access-control-allow-methods" not in reply.headers
    page = httpx2.get(f"{server}/mcp", headers={"Accept": "text/html"})
    assert page.status_code == 405 and "<h1>This address is for programs</h1>" in page.text


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b"{}", b'{"jsonrpc":"2.0","id":1,"method":"x"}'])
def test_what_is_no_question_gets_an_error_and_no_trace(server, body):
    reply = httpx2.post(f"{server}/mcp", content=body, headers=JSON)
    assert "error" in reply.json() and "Traceback" not in reply.text and reply.status_code < 500


def test_half_a_character_is_no_trouble(server):
    body = (
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_events",'
        b'"arguments":{"q":"\\ud800antitrust","actor":["\\udfff"]}}}'
    )
    reply = httpx2.post(f"{server}/mcp", content=body, headers=JSON)
    assert reply.status_code < 500 and "Traceback" not in reply.text


def test_twenty_clients_at_once_leave_the_pages_alive(server, snapshot):
    """Every client gets its own answer, and pages are answered all the while."""
    events = list(snapshot.events.index[:: len(snapshot.events) // 20][:20])
    done, pages = threading.Event(), []

    def read_pages() -> None:
        while not done.is_set():
            pages.extend(
                httpx2.get(server + path, timeout=120).status_code for path in ("/healthz", "/impact")
            )

    async def one(number: int, event: str):
        async with Client(f"{server}/mcp") as client:
            first = await client.call_tool("event", {"event": event, "window": f"0,{number}"})
            more = await client.call_tool("rank", {"window": f"0,{number % 5}", "start": number + 1})
            return first, more

    async def crowd():
        return await asyncio.gather(*(one(number, event) for number, event in enumerate(events)))

    reader = threading.Thread(target=read_pages)
    reader.start()
    try:
        told = asyncio.run(crowd())
    finally:
        done.set()
        reader.join()
    for number, (event, (first, more)) in enumerate(zip(events, told, strict=True)):
        if first.is_error:  # told to come back, by name
            assert "try again in a few seconds" in first.content[0].text
        else:
            assert first.structured_content["id"] == event
            assert first.structured_content["window"] == [0, number]
        assert more.is_error or more.structured_content["start"] == number + 1
    assert sum(not first.is_error for first, _ in told) >= 10
    assert pages and set(pages) == {200}
