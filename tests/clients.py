"""Where the clients of newsrooms are (npm packages), which frame embeds and read addresses as editors' tools
do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

FOLDER = Path(__file__).parent / "embed" / "clients"
MODULES = FOLDER / "node_modules"
SKIPPED = "NOTICE: no clients of newsrooms: `python -m tests.programs` installs them where npm is"


def find_clients() -> str | None:
    """The folder of the installed packages, where there are all of them and a Node to run them."""
    wanted = json.loads((FOLDER / "package.json").read_text())["dependencies"]
    there = shutil.which("node") and all((MODULES / name).is_dir() for name in wanted)
    return str(MODULES) if there else None


def npm_command() -> list[str] | None:
    """What installs the versions of the lock file, where there is npm."""
    npm = shutil.which("npm")
    quietly = ("--ignore-scripts", "--silent", "--no-fund", "--no-audit")
    return [npm, "ci", "--prefix", str(FOLDER), *quietly] if npm else None
