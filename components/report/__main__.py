"""`python -m components.report EVENT… | --filter NAME=VALUE … --out report.html|pdf|docx`"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tqdm import tqdm

from components.embed.chrome import Chrome
from components.embed.document_file import write_document
from components.report.asked import CannotReport, asked_for
from components.report.blocks import Block, Heading
from components.report.document import WHOLE, blocks_of
from components.report.html import html_report
from data import Snapshot, load_snapshot


def _html(snapshot: Snapshot, blocks: Iterable[Block], title: str, by: Chrome) -> bytes:
    return html_report(snapshot, blocks, title, by).encode()


def _pdf(snapshot: Snapshot, blocks: Iterable[Block], title: str, by: Chrome) -> bytes:
    return by.pages(html_report(snapshot, blocks, title, by))


def _docx(snapshot: Snapshot, blocks: Iterable[Block], title: str, by: Chrome) -> bytes:
    from components.report.docx import docx_report  # its library loads for this format alone

    return docx_report(snapshot, blocks, title, by)


WRITERS: dict[str, Callable[[Snapshot, Iterable[Block], str, Chrome], bytes]] = {
    ".html": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m components.report",
        description="Write a report on some events: story, charts, tables, method, sources, changes.",
    )
    parser.add_argument("events", nargs="*", metavar="EVENT", help="ids of events")
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="as in the address of a page: type=penalty, severity=4, company=Meituan, window=0,5, …",
    )
    parser.add_argument("--out", type=Path, required=True, help=f"a file: {', '.join(WRITERS)}")
    parser.add_argument(
        "--whole", type=int, default=WHOLE, help=f"most events told whole, of filtered ones (default {WHOLE})"
    )
    given = parser.parse_args(arguments)
    write = WRITERS.get(given.out.suffix.lower())
    if write is None:
        parser.error(f"--out {given.out}: the ending must be one of {', '.join(WRITERS)}")
    if not given.events and not given.filter:
        parser.error("name an event, or choose events with --filter")

    def made(by: Chrome) -> bytes:
        snapshot = load_snapshot()
        blocks = blocks_of(snapshot, asked_for(snapshot, given.events, given.filter), max(given.whole, 0))
        title = next(block.text for block in blocks if isinstance(block, Heading))
        return write(snapshot, tqdm(blocks, unit="block", disable=None), title, by)

    return write_document(given.out, "report", made, CannotReport)


if __name__ == "__main__":
    sys.exit(main())
