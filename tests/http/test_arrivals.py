"""Who counts as the operator, and whose WebSocket is opened: proxies, rebinding and forged headers."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from components import operators
from components.http.arrivals import Arrivals, may_open
from components.operators import MARK, PROOF, is_token, made_at_the_machine, token_trouble

HOME = {"host": "localhost:8501", "origin": "http://localhost:8501"}
TOKEN = "a-long-enough-token-for-tests"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in (operators.TOKEN_VARIABLE, operators.PROXIES_VARIABLE, operators.BASE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    operators._wrong.clear()


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
def test_somebody_at_the_machine(peer):
    assert made_at_the_machine("127.0.0.1", peer, HOME)


@pytest.mark.parametrize(
    ("bound", "peer", "headers"),
    [
        ("0.0.0.0", "127.0.0.1", HOME),
        (None, "127.0.0.1", HOME),
        ("127.0.0.1", "10.0.0.7", HOME),  # another program bound the app to a wider address
        ("127.0.0.1", "127.0.0.1", HOME | {"x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", "127.0.0.1", HOME | {"forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", "127.0.0.1", HOME | {"host": "crackdown.example"}),
        ("127.0.0.1", "127.0.0.1", HOME | {"host": "localhost.evil.example"}),
        ("127.0.0.1", "127.0.0.1", HOME | {"origin": "https://evil.example"}),
        ("127.0.0.1", "127.0.0.1", HOME | {"origin": "null"}),
        ("127.0.0.1", "127.0.0.1", HOME | {"host": "[bad"}),
    ],
)
def test_strangers(bound, peer, headers):
    assert not made_at_the_machine(bound, peer, headers)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        (operators.TOKEN_VARIABLE, TOKEN),
        (operators.PROXIES_VARIABLE, "127.0.0.1"),
        (operators.BASE_VARIABLE, "https://crackdown.example"),
    ],
)
def test_where_strangers_arrive_over_loopback_no_place_counts(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    assert not made_at_the_machine("127.0.0.1", "127.0.0.1", HOME)


def test_the_token_opens_and_guessing_is_slow(monkeypatch):
    assert not is_token("")  # none is set: nothing is the token
    operators._wrong.clear()
    monkeypatch.setenv(operators.TOKEN_VARIABLE, TOKEN)
    assert is_token(TOKEN) and not is_token(TOKEN[:-1]) and not is_token("ä" * 30)
    for _ in range(operators.GUESSES):
        is_token("wrong")
    assert not is_token(TOKEN)


def test_a_short_token_is_refused(monkeypatch):
    monkeypatch.setenv(operators.TOKEN_VARIABLE, "short")
    assert "at least 16 characters" in token_trouble() and not is_token("short")


@pytest.mark.parametrize(
    ("host", "origin", "opens"),
    [
        ("a.example", "https://a.example", True),
        ("a.example:8501", "http://a.example:8501", True),
        ("a.example", None, True),
        ("127.0.0.1:8501", "https://public.example", True),  # a proxy that writes its own Host
        ("a.example", "https://b.example", False),
        ("a.example", "https://a.example.b.example", False),
        ("a.example", "https://a.example:444", False),
        ("a.example", "null", False),
        ("a.example", "file://a.example", False),
        ("a.example", "https://[", False),
    ],
)
def test_whose_websocket_is_opened(monkeypatch, host, origin, opens):
    monkeypatch.setenv(operators.BASE_VARIABLE, "https://public.example/crackdown")
    assert may_open(Headers({"host": host} | ({"origin": origin} if origin else {}))) is opens


@pytest.fixture
def behind():
    """An app that says what it is told, behind the gate."""

    async def echo(socket):
        await socket.accept()
        await socket.send_json([socket.headers.get(MARK), socket.headers["host"]])

    inner = Starlette(
        routes=[
            Route("/", lambda request: PlainTextResponse(request.headers.get(MARK, "nobody"))),
            WebSocketRoute("/stream", echo),
        ]
    )
    return Arrivals(inner, bound=lambda: "127.0.0.1")


def test_the_mark_cannot_be_brought_along(behind):
    stranger = TestClient(behind, client=("10.0.0.7", 1))
    assert stranger.get("/", headers={MARK: PROOF}).text == "nobody"
    home = TestClient(behind, base_url="http://localhost:8501", client=("127.0.0.1", 1))
    assert home.get("/", headers={MARK: "forged"}).text == PROOF


def test_a_foreign_page_opens_nothing_and_the_public_one_reaches_streamlit_as_its_own(behind, monkeypatch):
    client = TestClient(behind, base_url="http://127.0.0.1:8501", client=("127.0.0.1", 1))
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/stream", headers={"origin": "https://evil.example"}),
    ):
        pass
    monkeypatch.setenv(operators.BASE_VARIABLE, "https://public.example")
    with client.websocket_connect("/stream", headers={"origin": "https://public.example"}) as socket:
        assert socket.receive_json() == [None, "public.example"]
