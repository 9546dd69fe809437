"""The programs that tests need beside Python: found, or installed where that is possible.

`python -m tests.programs` looks for each, tries to install what is missing and says what it found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests import clients, inspector
from tests.chrome import find_chrome
from tests.firefox import find_firefox
from tests.nginx import find_nginx
from tests.office import find_office


@dataclass(frozen=True)
class Program:
    """name: for people. find: its path or None. packages: Debian's. without: what is skipped. more: the
    command that installs it, where Debian's packages are not the program itself."""

    name: str
    find: Callable[[], str | None]
    packages: tuple[str, ...]
    without: str
    more: Callable[[], list[str] | None] = lambda: None


PROGRAMS = (
    Program(
        "Chrome or Chromium", find_chrome, ("chromium", "fonts-liberation"), "every browser and image test"
    ),
    Program(
        "LibreOffice", find_office, ("libreoffice-calc-nogui",), "every test that recalculates a worksheet"
    ),
    Program("Firefox", find_firefox, ("firefox-esr",), "embeds and pages in a second browser"),
    Program("nginx", find_nginx, ("nginx-light",), "the test of the configuration of nginx"),
    Program(
        "MCP Inspector",
        inspector.find_inspector,
        (),
        "the test of /mcp by its command line",
        inspector.npm_command,
    ),
    Program(
        "clients of newsrooms",
        clients.find_clients,
        (),
        "every test of embeds by pym.js, iframe-resizer, unfurl.js and their like",
        clients.npm_command,
    ),
)


def install(program: Program) -> None:
    """Try what the system offers; failing is allowed, silence is not."""
    if program.packages and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {
            "check": False,
            "stdout": subprocess.DEVNULL,
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *program.packages], **quiet
        )
    elif program.find is find_chrome and sys.stdin.isatty():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if command := program.more():
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    for program in PROGRAMS:
        if not program.find():
            install(program)
        found = program.find()
        print(
            f"{program.name}: {found}"
            if found
            else f"NOTICE: no {program.name}: {program.without} WILL BE SKIPPED",
            flush=True,
        )
