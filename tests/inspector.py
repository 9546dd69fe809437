"""Where the MCP Inspector is, whose command line asks the assistants' server as other people's clients do."""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / ".cache" / "inspector"
PACKAGE = "@modelcontextprotocol/inspector@2"


def find_inspector() -> str | None:
    """The program's path: the system's, or what npm put into `FOLDER`."""
    own = FOLDER / "node_modules" / ".bin"
    return shutil.which("mcp-inspector") or shutil.which("mcp-inspector", path=own)


def npm_command() -> list[str] | None:
    """What installs it, where there is npm."""
    npm = shutil.which("npm")
    quietly = ("--silent", "--no-fund", "--no-audit")
    return [npm, "install", "--prefix", str(FOLDER), *quietly, PACKAGE] if npm else None
