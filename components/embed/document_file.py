"""A command's document: made with a browser of its own, written to one file, and said in a line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from components.embed.chrome import CannotRender, Chrome
from components.params import BadParam
from data import RecordUnavailable

PATIENCE = 60.0
"""Seconds that a picture or a printed document may take: nobody waits for a page."""


def write_document(out: Path, name: str, make: Callable[[Chrome], bytes], reason: type[Exception]) -> int:
    """Write what `make` returns to `out`; the exit status, 1 where there is nothing to write or no way to.

    name: what is written, as the message of a failure calls it.
    reason: what `make` raises, beside failures of the record and the browser; a sentence for a reader.
    """
    browser = Chrome(timeout=PATIENCE)
    try:
        body = make(browser)
        out.write_bytes(body)
    except (BadParam, CannotRender, RecordUnavailable, reason) as problem:
        print(f"No {name} was written: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"{out} cannot be written to: {problem.strerror or problem}", file=sys.stderr)
        return 1
    finally:
        browser.close()
    print(f"{out}: {len(body):,} bytes")
    return 0
