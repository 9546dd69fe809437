"""Find a Chrome or Chromium for the browser tests and the images, or install one where that is possible.

`python -m tests.chrome` says what it found; the tests import `find_chrome`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

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


def install_chrome() -> None:
    """Try what the system offers; failing is allowed, silence is not."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL)
    elif sys.stdin.isatty():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if not find_chrome():
        install_chrome()
    found = find_chrome()
    print(f"Browser tests use {found}" if found else "NOTICE: no Chrome or Chromium: every browser and image test WILL BE SKIPPED")
