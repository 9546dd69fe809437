"""Find a LibreOffice, and let it calculate workbooks that nothing has calculated yet."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_MACOS = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_PATIENCE = 240  # seconds; a first start on a busy machine makes its profile


def find_office() -> str | None:
    """The path of soffice, or None."""
    return (
        shutil.which("soffice") or shutil.which("libreoffice") or (_MACOS if os.path.exists(_MACOS) else None)
    )


def recalculated(office: str, books: Sequence[Path], folder: Path) -> list[Path]:
    """`books` opened, calculated and saved by LibreOffice in one start, in `folder`/calculated.

    The profile lies in `folder`, so that no two runs share one.
    """
    out = folder / "calculated"
    command = [
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        *map(str, books),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE)
    made = [out / book.name for book in books]
    missing = [path.name for path in made if not path.exists()]
    assert not missing, f"LibreOffice did not write {', '.join(missing)}:\n{done.stdout}{done.stderr}"
    return made
