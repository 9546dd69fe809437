"""A Chrome that nobody looks into: pages are opened and asked for a value, and no more of its tools is on."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import DESKTOP
from tests.chrome import ARGUMENTS, find_chrome

PATIENCE = 90
"""Seconds for a busy machine."""


class PlainChrome:
    """One browser; every visit has a profile of its own, as somebody's who was never here."""

    def __init__(self, socket: ClientConnection):
        self._socket, self._last = socket, 0

    def _ask(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer.get("id") == self._last:
                assert "error" not in answer, answer
                return answer["result"]

    @contextmanager
    def visit(self, address: str, script: str) -> Iterator[Callable[[str], Any]]:
        """Open an address in a window of a desk, `script` running before all others.

        Yields a function that gives the value of JavaScript whose value is a plain one.
        """
        profile = self._ask("Target.createBrowserContext")["browserContextId"]
        target = self._ask("Target.createTarget", url="about:blank", browserContextId=profile)["targetId"]
        session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable", session)
        self._ask("Emulation.setDeviceMetricsOverride", session, **DESKTOP, deviceScaleFactor=1, mobile=False)
        self._ask("Page.addScriptToEvaluateOnNewDocument", session, source=script)
        self._ask("Page.navigate", session, url=address)
        yield lambda expression: self._ask("Runtime.evaluate", session, expression=expression)["result"].get(
            "value"
        )
        self._ask("Target.disposeBrowserContext", browserContextId=profile)


@contextmanager
def running_chrome(folder: Path) -> Iterator[PlainChrome]:
    """folder: for its profile. Raises FileNotFoundError without a Chrome."""
    path = find_chrome()
    if path is None:
        raise FileNotFoundError("no Chrome or Chromium found")
    command = [path, *ARGUMENTS, "--headless=new", f"--user-data-dir={folder}", "--remote-debugging-port=0"]
    process = subprocess.Popen([*command, "about:blank"], stderr=subprocess.PIPE, text=True)
    try:
        said = next((line for line in process.stderr or () if "DevTools listening on" in line), None)
        assert said, "Chrome did not start"
        with connect(said.split()[-1], max_size=None, open_timeout=PATIENCE) as socket:
            yield PlainChrome(socket)
    finally:
        process.terminate()
        process.wait(30)
