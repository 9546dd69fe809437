"""A process that makes one of Streamlit's files as small as it gets.

`python -m components.http.smallest FILE` reads from standard input which sources may name an icon, a path
a line, and writes the small form to standard output. It has the lowest priority: a server that has just
started belongs to its first readers, and on two cores a thread of its own took half of what they got.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import brotli

from components.http.icon_font import cut_down, emptied, words_in

ROOT = Path(__file__).resolve().parents[2]
ICON_FONT = "MaterialSymbols-Rounded"
UNUSED_FONT = "SourceSansVF-Upright"
QUALITY = 11
WINDOW_BITS = 24  # Plotly is larger than brotli's usual window
LOWEST_PRIORITY = 19


def can_be_small(path: Path) -> bool:
    """Whether a smaller form of the file can be made; fonts that the pages draw with are small already."""
    return path.suffix != ".woff2" or path.name.startswith((ICON_FONT, UNUSED_FONT))


def smallest(path: Path, sources: Iterable[Path]) -> bytes:
    """The smallest form of a file; the icon font keeps those icons that `sources` may name."""
    if path.name.startswith(ICON_FONT):
        return cut_down(path, words_in(sources))
    if path.name.startswith(UNUSED_FONT):
        return emptied(path)
    return brotli.compress(path.read_bytes(), quality=QUALITY, lgwin=WINDOW_BITS)


def made_apart(path: Path, sources: Iterable[Path]) -> bytes:
    """`smallest`, by a process of its own. Raises CalledProcessError when that failed."""
    return subprocess.run(
        [sys.executable, "-m", "components.http.smallest", str(path)],
        input="\n".join(map(str, sources)).encode(),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
    ).stdout


def main() -> None:
    """See the module."""
    if os.name == "posix":
        os.setpriority(os.PRIO_PROCESS, 0, LOWEST_PRIORITY)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # it ends without a word when its server has gone
    sources = map(Path, sys.stdin.buffer.read().decode().splitlines())
    sys.stdout.buffer.write(smallest(Path(sys.argv[1]), sources))


if __name__ == "__main__":
    main()
