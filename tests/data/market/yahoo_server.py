"""A loopback server that speaks Yahoo's chart format, with its bad days.

Prices are a made-up but fixed function of symbol and day. `tweak(symbol,
chart)` may change an answer, `trouble` replace it.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np
import pandas as pd

ZONES = {"XHKG": "Asia/Hong_Kong", "XNYS": "America/New_York"}


class FakeYahoo:
    """Use as a context manager; `url` is its address.

    `closes`: closes that it continues, by Yahoo symbol (Series by date); later
    sessions follow by small steps. `sessions`: trading days by exchange.
    """

    def __init__(self, sessions: dict[str, pd.DatetimeIndex]):
        self.sessions = sessions
        self.closes: dict[str, pd.Series] = {}
        self.dividends: dict[str, dict[str, float]] = {}
        self.splits: dict[str, dict[str, float]] = {}
        self.currency: dict[str, str] = {}
        self.unknown: set[str] = set()
        self.trouble: Callable[[BaseHTTPRequestHandler, str], bool] = lambda handler, symbol: False
        self.tweak: Callable[[str, dict], None] = lambda symbol, result: None
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.requests = 0

    def __enter__(self) -> FakeYahoo:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.requests += 1
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    server.answer(self)

            do_POST = do_GET

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        return self

    def __exit__(self, *exception) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def symbols(self) -> list[str]:
        return [symbol for symbol, _ in self.asked]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        if parts.path.endswith("/getcrumb"):
            return send(handler, 200, b"crumb", "text/plain")
        if "/v8/finance/chart/" not in parts.path:
            return send(handler, 404, b"no cookie here", "text/plain")
        symbol = unquote(parts.path.rsplit("/", 1)[1])
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append((symbol, query))
        if self.trouble(handler, symbol):
            return None
        if symbol in self.unknown:
            error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
            return send_json(handler, 404, {"chart": {"result": None, "error": error}})
        result = self.chart(symbol, int(query["period1"]), int(query["period2"]))
        self.tweak(symbol, result)
        return send_json(handler, 200, {"chart": {"result": [result], "error": None}})

    def exchange(self, symbol: str) -> str:
        return "XHKG" if symbol.endswith(".HK") or symbol == "^HSI" else "XNYS"

    def level(self, symbol: str) -> pd.Series:
        """Closes as traded for every session: the known ones, then small steps."""
        sessions = self.sessions[self.exchange(symbol)]
        known = self.closes.get(symbol, pd.Series(100.0, index=sessions[:1]))
        later = sessions[sessions > known.index[-1]]
        steps = 1 + 0.01 * np.sin(np.arange(1, len(later) + 1))
        tail = pd.Series(known.iloc[-1] * np.cumprod(steps), index=later).round(2)
        return pd.concat([known, tail])

    def chart(self, symbol: str, begin: int, end: int) -> dict:
        exchange = self.exchange(symbol)
        closes = self.level(symbol)
        opening = closes.index.tz_localize(ZONES[exchange]) + pd.Timedelta(hours=9, minutes=30)
        stamps = opening.as_unit("s").asi8
        inside = (stamps >= begin) & (stamps < end)
        closes, stamps, days = closes[inside], stamps[inside], closes.index[inside]
        stamp_of = dict(zip(closes.index.strftime("%Y-%m-%d"), stamps.tolist(), strict=True))
        factors = np.ones(len(closes))
        for day, ratio in self.splits.get(symbol, {}).items():
            factors[days < pd.Timestamp(day)] *= ratio
        close = closes.to_numpy() / factors
        events = {}
        dividends = {d: a for d, a in self.dividends.get(symbol, {}).items() if d in stamp_of}
        if dividends:
            events["dividends"] = {
                str(stamp_of[d]): {"amount": a, "date": stamp_of[d]} for d, a in dividends.items()
            }
        splits = {d: r for d, r in self.splits.get(symbol, {}).items() if d in stamp_of}
        if splits:
            events["splits"] = {
                str(stamp_of[d]): {
                    "date": stamp_of[d],
                    "numerator": r,
                    "denominator": 1.0,
                    "splitRatio": f"{r}:1",
                }
                for d, r in splits.items()
            }
        currency = self.currency.get(symbol, "HKD" if exchange == "XHKG" else "USD")
        return {
            "meta": {
                "currency": currency,
                "symbol": symbol,
                "exchangeName": exchange,
                "instrumentType": "INDEX" if symbol.startswith("^") else "EQUITY",
                "exchangeTimezoneName": ZONES[exchange],
                "timezone": "X",
                "gmtoffset": 0,
                "priceHint": 3,
                "dataGranularity": "1d",
                "range": "",
                "validRanges": ["1d", "max"],
                "firstTradeDate": 0,
                "regularMarketTime": int(stamps[-1]) if len(stamps) else 0,
                "currentTradingPeriod": {
                    kind: {"timezone": "X", "start": 0, "end": 1, "gmtoffset": 0}
                    for kind in ("pre", "regular", "post")
                },
            },
            "timestamp": stamps.tolist(),
            "events": events,
            "indicators": {
                "quote": [
                    {
                        "open": close.tolist(),
                        "high": (close * 1.01).tolist(),
                        "low": (close * 0.99).tolist(),
                        "close": close.tolist(),
                        "volume": [1_000_000 + i for i in range(len(close))],
                    }
                ],
                "adjclose": [{"adjclose": (close * 0.5).tolist()}],
            },
        }


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def send_json(handler: BaseHTTPRequestHandler, status: int, content: dict) -> None:
    send(handler, status, json.dumps(content).encode(), "application/json")


def too_many(handler, symbol) -> bool:
    send(handler, 429, b"Too Many Requests\r\n", "text/plain")
    return True


def answers(status: int, code: str = "", description: str = "") -> Callable[..., bool]:
    """Every chart is answered with `status`; with Yahoo's own error when a code is given."""

    def trouble(handler, symbol) -> bool:
        if code:
            error = {"code": code, "description": description}
            send_json(handler, status, {"chart": {"result": None, "error": error}})
        else:
            send(handler, status, b"<html>no</html>", "text/html")
        return True

    return trouble


def only(symbol: str, trouble: Callable[..., bool]) -> Callable[..., bool]:
    """`trouble` for one symbol, a good day for the others."""
    return lambda handler, asked: asked == symbol and trouble(handler, asked)


def hang(seconds: float) -> Callable[..., bool]:
    def trouble(handler, symbol) -> bool:
        time.sleep(seconds)
        return True

    return trouble


def half_written(handler, symbol) -> bool:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"chart": {"result": [{"meta": {"curren')
    handler.close_connection = True
    return True


def not_json(handler, symbol) -> bool:
    send(handler, 200, b"<html>Will be back</html>", "text/html")
    return True
