"""Files are parsed in a process of their own, bounded in memory, time and output.

Whatever a file does to its parser, it does to a process that has nothing and is gone after
`CHILD_CPU_SECONDS` of work: the server, and every other visitor, keep theirs. The child starts with
the interpreter alone (no pandas), reads the file from its standard input and answers in JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from components.upload.grid import Grid
from components.upload.limits import (
    CHILD_BYTES,
    CHILD_CPU_SECONDS,
    CHILD_OUTPUT_BYTES,
    CHILD_WALL_SECONDS,
    MAX_BYTES,
    size_text,
)
from components.upload.problems import UploadError

ROOT = Path(__file__).resolve().parents[2]
TOO_MUCH = (
    "Reading the file takes more time or memory than an upload may have (a stray cell far from the table "
    "does that, or much formatting): copy the table alone into a new file, or save it as CSV"
)
_STATA = b"<stata_dta>"


def read_grid(content: bytes, encoding: str | None = None) -> Grid:
    """The file's cells. Raises `UploadError` with one sentence for whatever cannot be read."""
    if len(content) > MAX_BYTES:
        raise UploadError(f"The file has {size_text(len(content))}; at most {size_text(MAX_BYTES)} are read")
    if not content.strip():
        raise UploadError("The file is empty")
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(content)
        given.seek(0)
        try:
            subprocess.run(
                [sys.executable, "-m", "components.upload.child", encoding or ""],
                stdin=given,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"},
                timeout=CHILD_WALL_SECONDS,
                check=True,
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
            raise UploadError(TOO_MUCH) from None
        answer.seek(0)
        try:
            made = json.loads(answer.read())
        except ValueError:
            raise UploadError(TOO_MUCH) from None
    if "error" in made:
        raise UploadError(made["error"])
    return Grid.from_json(made)


def _bound(content: bytes) -> None:
    """Limits on this very process, where the system knows them."""
    try:
        import resource
        import signal
    except ImportError:  # Windows: the wall clock of the parent alone
        return
    stata = content.startswith(_STATA)  # pandas' own start takes a second on a slow machine
    memory = CHILD_BYTES * (3 if stata else 1)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (CHILD_OUTPUT_BYTES, CHILD_OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Processor time, in fractions of a second; the signal ends the process.
    signal.setitimer(signal.ITIMER_PROF, CHILD_CPU_SECONDS * (3 if stata else 1))


def main() -> None:
    """Parse standard input; one JSON object on standard output."""
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    _bound(content)
    from components.upload.parse import parse

    try:
        made = parse(content, sys.argv[1] or None).as_json()
    except UploadError as problem:
        made = {"error": str(problem)}
    except MemoryError:
        made = {"error": TOO_MUCH}
    except Exception:  # the last resort: a reader is owed a sentence whatever the file broke
        made = {"error": "The file cannot be read as a table: save it again as CSV or XLSX"}
    sys.stdout.write(json.dumps(made, ensure_ascii=False))


if __name__ == "__main__":
    main()
