"""Firefox, asked over WebDriver BiDi, the protocol that every release of it speaks by itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE = 90
"""Seconds for a busy machine."""


def find_firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One tab. errors: what the console and scripts complained of since they were last taken."""

    def __init__(self, socket: ClientConnection):
        self._socket, self._last = socket, 0
        self.errors: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(timeout=PATIENCE))
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.errors.append(told["params"]["text"])
            if told.get("id") == self._last:
                assert told["type"] == "success", told
                return told["result"]

    def resize(self, width: int, height: int) -> None:
        self._ask(
            "browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height}
        )

    def open(self, address: str) -> None:
        """From a blank page: one of the app that is left may write its own address at that moment, and
        Firefox then gives up the way to the next."""
        try:
            self._ask("browsingContext.navigate", context=self._tab, url="about:blank", wait="complete")
        except AssertionError as error:
            if "NS_BINDING_ABORTED" not in str(error):
                raise
            self._ask("browsingContext.navigate", context=self._tab, url="about:blank", wait="complete")
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def value(self, expression: str) -> Any:
        """Of JavaScript whose value is a plain one; a promise is awaited."""
        asked = f"Promise.resolve({expression}).then((value) => JSON.stringify(value) ?? 'null')"
        told = self._ask(
            "script.evaluate", expression=asked, target={"context": self._tab}, awaitPromise=True
        )
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def screenshot(self) -> str:
        """PNG as base64."""
        return self._ask("browsingContext.captureScreenshot", context=self._tab)["data"]


@contextmanager
def running_firefox(path: str, folder: Path) -> Iterator[Firefox]:
    """folder: for its profile."""
    command = [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        said = next((line for line in process.stderr or () if "WebDriver BiDi listening on" in line), None)
        assert said, "Firefox did not start"
        with connect(said.split()[-1] + "/session", max_size=None, open_timeout=PATIENCE) as socket:
            yield Firefox(socket)
    finally:
        process.terminate()
        process.wait(30)
