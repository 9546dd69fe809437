"""What decides a published file: the data, the code that draws it, and the libraries behind that."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
LIBRARIES = ("plotly", "pandas", "numpy", "scipy")


def recipe_of(data_version: str, *settings: str) -> str:
    """One text that changes whenever the files of a site might: equal recipes make equal bytes."""
    return hashlib.sha256("\n".join((data_version, code_version(), *settings)).encode()).hexdigest()


@lru_cache(maxsize=1)
def code_version() -> str:
    """Hash of the project's code and assets, and the versions of the libraries that draw and compute."""
    found = hashlib.sha256()
    for folder in ("components", "data"):
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in (".py", ".css", ".js"):
                found.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    for name in LIBRARIES:
        found.update(f"{name} {version(name)}\n".encode())
    return found.hexdigest()
