"""The pack printed: the same pages as a browser's own print menu gives."""

from __future__ import annotations

from pathlib import Path

from choreographer.browsers.chromium import Chromium

from components.embed.chrome import Chrome, chrome


def can_print() -> bool:
    """Whether there is a Chrome or Chromium on this machine; it is looked for, not started."""
    found = Chromium.find_browser(skip_local=False)
    return found is not None and Path(found).is_file()


def printed(html: str, by: Chrome = chrome) -> bytes:
    """A4 pages of the document. Raises `CannotRender` where no browser can print it now."""
    return by.pages(html)
