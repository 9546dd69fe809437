"""Find a Chrome or Chromium for the browser tests and the images."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chrome() -> str | None:
    """The path of a browser: `BROWSER_PATH` first, then the usual names."""
    given = os.environ.get("BROWSER_PATH")
    if given and os.path.exists(given):
        return given
    return next((path for name in NAMES if (path := shutil.which(name))), None)
