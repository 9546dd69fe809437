"""Visitors in Streamlit's own protocol, files over kept connections, and what the server holds meanwhile.

Twenty browsers would measure themselves on these cores.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


@asynccontextmanager
async def visit(base: str) -> AsyncIterator[ClientConnection]:
    """A session of the app, gone at the end as a closed tab is."""
    address = base.replace("http", "ws") + "/_stcore/stream"
    # As patient as a browser: a slow answer is measured, not an error.
    async with connect(
        address, subprotocols=["streamlit"], max_size=None, open_timeout=120, ping_interval=None
    ) as socket:
        yield socket


async def click(socket: ClientConnection, query: str, page: str = "") -> float:
    """Ask for a run at an address and wait for its end; milliseconds."""
    message = BackMsg()
    message.rerun_script.query_string = query
    if page:
        message.rerun_script.page_name = page
    started = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await socket.recv())
        if answer.WhichOneof("type") == "script_finished":
            return (time.perf_counter() - started) * 1000


class Files:
    """One kept connection that asks for files, as a program or a proxy does."""

    def __init__(self, base: str):
        place = urlsplit(base)
        self._host, self._port = place.hostname or "", place.port or 80
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> tuple[int, dict[str, str]]:
        """Status and headers of an answer that was read whole."""
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port, limit=2**20)
        self._writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nAccept-Encoding: br\r\n\r\n".encode()
        )
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:]) if name
        }
        await self._reader.readexactly(int(headers["content-length"]))
        return int(head[0].split()[1]), headers

    def close(self) -> None:
        """End the connection; the next question opens another."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def rate(base: str, path: str, connections: int = 16, seconds: float = 4.0) -> float:
    """Answers a second to the same question, over kept connections. Raises ValueError for an error answer."""
    end = time.monotonic() + seconds

    async def ask() -> int:
        files, done = Files(base), 0
        while time.monotonic() < end:
            status, _ = await files.get(path)
            if status != 200:
                raise ValueError(f"{path} answered {status}")
            done += 1
        files.close()
        return done

    return sum(await asyncio.gather(*(ask() for _ in range(connections)))) / seconds


def server_of(base: str) -> psutil.Process:
    """The process that serves `base`. Raises LookupError when there is none."""
    port = int(base.rsplit(":", 1)[1])
    for process in psutil.process_iter():
        try:
            if any(
                c.laddr and c.laddr.port == port and c.status == "LISTEN" for c in process.net_connections()
            ):
                return process
        except psutil.Error:
            continue
    raise LookupError(base)
