"""Where the tables and the database live."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TABLES = PROJECT / "data" / "tables"
DATABASE_VARIABLE = "CRACKDOWN_DB"
CACHE_VARIABLE = "CRACKDOWN_CACHE"


def cache_root() -> Path:
    """Where caches live: `CRACKDOWN_CACHE`, or `.cache` in the project."""
    return Path(os.environ.get(CACHE_VARIABLE) or PROJECT / ".cache")


def database_path(path: str | os.PathLike[str] | None = None) -> Path:
    """The database file: `path`, else the environment's CRACKDOWN_DB, else
    `.cache/crackdown.db` in the project."""
    chosen = path or os.environ.get(DATABASE_VARIABLE) or PROJECT / ".cache" / "crackdown.db"
    return Path(chosen).expanduser().resolve()
