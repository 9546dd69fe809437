"""A loopback proxy that counts the bytes a browser really receives, WebSocket frames included."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Count:
    """Bytes sent to the browser so far."""

    def __init__(self) -> None:
        self.received = 0
        self._lock = threading.Lock()

    def add(self, number: int) -> None:
        with self._lock:
            self.received += number


@contextmanager
def counting_proxy(port: int) -> Iterator[tuple[str, Count]]:
    """Forward connections to `127.0.0.1:port`; yields the proxy's address and its count."""
    count = Count()
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_accept, args=(server, port, count), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}", count
    finally:
        server.close()


def _accept(server: socket.socket, port: int, count: Count) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        upstream = socket.create_connection(("127.0.0.1", port))
        threading.Thread(target=_pump, args=(client, upstream, None), daemon=True).start()
        threading.Thread(target=_pump, args=(upstream, client, count), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket, count: Count | None) -> None:
    try:
        while data := source.recv(65536):
            if count:
                count.add(len(data))
            target.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
