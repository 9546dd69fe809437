"""One warm Chrome that draws figures: bounded, and replaced when it dies.

Kaleido starts the browser and loads Plotly into its tabs. Figures are then drawn
in the loaded page (as `Plotly.toImage` does it), which takes a quarter of the time of
`Kaleido.calc_fig`: that call reloads the library after every picture.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import concurrent.futures
import json
import logging
import os
import re
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

import logistro
from choreographer.errors import ChromeNotFoundError
from kaleido import Kaleido

from components.embed import chrome_scripts as scripts

log = logging.getLogger(__name__)
logistro.getLogger("choreographer").setLevel(logging.ERROR)
logistro.getLogger("kaleido").setLevel(logging.ERROR)

PICTURES_PER_BROWSER = 2_000
"""A browser is replaced after so many pictures, so that what a page leaks stays small."""
PAUSE_AFTER_FAILURE = 10.0
"""Seconds in which a browser that did not start is not tried again."""
A4 = (8.27, 11.69)
"""Inches."""

_PRINTED_AT = re.compile(rb"(/(?:CreationDate|ModDate) \()D:\d{14}[+-]\d\d'\d\d'")


class CannotRender(RuntimeError):
    """No picture now; `str()` is a sentence for a reader."""


class Busy(CannotRender):
    """More pictures are wanted than may wait."""

    def __init__(self) -> None:
        super().__init__("Too many pictures are being drawn at once: try again in a few seconds.")


class NoChrome(CannotRender):
    """There is no Chrome on this machine, or it does not start."""

    def __init__(self, why: str) -> None:
        log.warning("Pictures cannot be drawn: %s", why)
        super().__init__(
            "Pictures cannot be drawn on this server: no Chrome or Chromium starts. "
            "Install one, or name it in BROWSER_PATH."
        )


class Chrome:
    """Draws SVG and PNG from any thread; every call blocks its caller, and ends.

    tabs: pictures drawn at the same time. waiting: calls that may wait besides; one
    more raises `Busy`. timeout: seconds for one picture, after which the browser is
    taken for dead and replaced; the picture is then tried once more.
    """

    def __init__(self, tabs: int = 1, waiting: int = 32, timeout: float = 20.0):
        self._tabs, self._timeout = tabs, timeout
        self._places = threading.BoundedSemaphore(tabs + waiting)
        self._start = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opening: asyncio.Lock | None = None
        self._browser: Kaleido | None = None
        self._failed_at = -PAUSE_AFTER_FAILURE
        self._drawn = 0

    def drawn(
        self, figure: dict[str, Any] | str, width: int, height: int, thin: bool = False
    ) -> tuple[str, list[dict[str, Any]]]:
        """The figure (Plotly JSON) as Plotly's own SVG, text as text, and the places of its points.

        The places are for `readings.series_of`: one entry for each trace that answers a pointer.
        thin: leave out labels that would lie on another or outside the picture.
        """
        text = figure if isinstance(figure, str) else json.dumps(figure)
        made = json.loads(self._call(scripts.DRAW % (text, width, height, json.dumps(thin))))
        return made["svg"], made["points"]

    def svg(self, figure: dict[str, Any] | str, width: int, height: int) -> str:
        """The drawing alone."""
        return self.drawn(figure, width, height)[0]

    def png(self, svg: str, width: int, height: int) -> bytes:
        """A complete SVG document painted on `width` × `height` pixels."""
        return base64.b64decode(self._call(scripts.PAINT % (json.dumps(svg), width, height)))

    def pdf(self, svg: str, width: float, height: float) -> bytes:
        """A complete SVG document printed on one page of `width` × `height` inches, its lines as lines.

        What differs from one printing to the next, the time, is taken out.
        """
        paper = {
            "paperWidth": width,
            "paperHeight": height,
            **dict.fromkeys(("marginTop", "marginBottom", "marginLeft", "marginRight"), 0),
            "printBackground": True,
            "pageRanges": "1",
        }
        body = base64.b64decode(self._call(scripts.SHOW % json.dumps(svg), printing=paper))
        return _PRINTED_AT.sub(lambda found: found[1] + b"D:20000101000000+00'00'", body)

    def pages(self, html: str) -> bytes:
        """An HTML document printed on pages of A4, unless its style says otherwise.

        Its scripts do not run, and its images must stand in it.
        """
        paper = {
            "paperWidth": A4[0],
            "paperHeight": A4[1],
            "printBackground": True,
            "preferCSSPageSize": True,
            "generateTaggedPDF": True,
        }
        return base64.b64decode(self._call(scripts.SHOW_PAGE % json.dumps(html), printing=paper))

    def close(self) -> None:
        """End the browser; the next picture starts a new one."""
        if self._loop is not None and self._loop.is_running():
            asyncio.run_coroutine_threadsafe(self._discard(self._browser), self._loop).result(15)

    def _call(self, script: str, printing: dict[str, Any] | None = None) -> str:
        if not self._places.acquire(blocking=False):
            raise Busy()
        try:
            call = asyncio.run_coroutine_threadsafe(self._twice(script, printing), self._running_loop())
            return call.result(self._timeout * 5 + 60)
        except concurrent.futures.TimeoutError:
            # The browser no longer reads what it is sent, and the loop waits in the write.
            call.cancel()
            if self._browser is not None:
                _kill(self._browser)
            raise CannotRender("This picture could not be drawn: the browser hangs.") from None
        finally:
            self._places.release()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._start:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._loop.set_exception_handler(lambda loop, context: log.debug("Chrome: %s", context))
                threading.Thread(target=self._loop.run_forever, name="chrome", daemon=True).start()
                atexit.register(self._at_exit)
            return self._loop

    def _at_exit(self) -> None:
        try:
            self.close()
        except Exception as error:
            log.debug("Chrome did not close: %s", error)

    async def _twice(self, script: str, printing: dict[str, Any] | None) -> str:
        for _ in range(2):
            browser = await self._open()
            try:
                return await self._evaluate(browser, script, printing)
            except FigureRefused:
                raise
            except Exception as error:
                log.warning("Chrome failed (%s: %s)", type(error).__name__, error)
                _kill(browser)  # what hangs does not close itself
                await self._discard(browser)
        raise CannotRender("This picture could not be drawn: the browser failed twice.")

    async def _evaluate(self, browser: Kaleido, script: str, printing: dict[str, Any] | None) -> str:
        """What the script answers; with `printing`, the page that it leaves, printed and put back."""
        tab = await _within(self._timeout * 2, browser.tabs_ready.get)

        async def command(name: str, **params: Any) -> dict[str, Any]:
            return await _within(self._timeout, lambda: tab.tab.send_command(name, params=params))

        try:
            answer = await command(
                "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
            )
            if printing is not None and "exceptionDetails" not in answer.get("result", {}):
                page = await command("Page.printToPDF", **printing)
                await command("Runtime.evaluate", expression=scripts.PUT_BACK)
                if "error" in page:
                    raise RuntimeError(str(page["error"]))
                self._drawn += 1
                return page["result"]["data"]
        finally:
            browser.tabs_ready.put_nowait(tab)
        if "error" in answer:
            raise RuntimeError(str(answer["error"]))
        result = answer["result"]
        if "exceptionDetails" in result:
            raise FigureRefused(
                str(result["exceptionDetails"].get("exception", result["exceptionDetails"]))[:500]
            )
        self._drawn += 1
        return result["result"]["value"]

    async def _open(self) -> Kaleido:
        """The running browser, or a new one; one caller starts it, the others wait for it."""
        self._opening = self._opening or asyncio.Lock()
        async with self._opening:
            browser = self._browser
            if (
                browser is not None
                and browser.subprocess.poll() is None
                and self._drawn < PICTURES_PER_BROWSER
            ):
                return browser
            if browser is not None:
                await self._discard(browser)
            if time.monotonic() - self._failed_at < PAUSE_AFTER_FAILURE:
                raise NoChrome("it failed to start a moment ago")
            try:
                opened = Kaleido(n=self._tabs, mathjax=False, timeout=self._timeout)
                await _within(30.0, opened.open)
            except ChromeNotFoundError as error:
                raise NoChrome(str(error)) from error
            except Exception as error:
                self._failed_at = time.monotonic()
                raise NoChrome(f"{type(error).__name__}: {error}") from error
            self._browser, self._drawn = opened, 0
            return opened

    async def _discard(self, browser: Kaleido | None) -> None:
        """End this browser; one that another caller has started since goes on."""
        if browser is None:
            return
        close = browser.close
        if self._browser is browser:
            self._browser = None
        try:
            await _within(10.0, close)
        except Exception as error:
            log.debug("Closing Chrome: %s", error)
        _kill(browser)


class FigureRefused(ValueError):
    """Plotly could not draw this figure: a fault of the chart, not of the browser."""


def _kill(browser: Kaleido) -> None:
    """The whole process group (Kaleido starts Chrome through a wrapper, in a session of its own)."""
    process = browser.subprocess
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass


async def _within(seconds: float, start: Callable[[], Awaitable[Any]]) -> Any:
    """The result in time, or an error. A browser that dies cancels what waits on it: an error too."""
    try:
        return await asyncio.wait_for(start(), seconds)
    except asyncio.CancelledError:
        raise ConnectionError("the browser went away") from None


chrome = Chrome()
"""The server's own; nothing starts before its first picture."""
