"""One file as a `Grid`, by what it contains and not by its name. Run in a child process: see `child`."""

from __future__ import annotations

from components.upload.delimited import SEPARATORS, read_delimited
from components.upload.encoding import NAMES, decode
from components.upload.grid import Grid, SheetCells
from components.upload.other_files import read_html, read_json, read_stata
from components.upload.problems import UploadError
from components.upload.workbook import read_workbook

_OTHER_FORMATS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
}


def parse(content: bytes, encoding: str | None = None) -> Grid:
    """Parse an upload. encoding: as the uploader says. Raises `UploadError` for what is no table."""
    for mark, kind in _OTHER_FORMATS.items():
        if content.startswith(mark):
            raise UploadError(f"This is {kind}: save the table as CSV or XLSX and upload that")
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return read_workbook(content)
    if content.startswith(b"<stata_dta>"):
        return read_stata(content)
    decoded = decode(content, encoding)
    notes = []
    if not decoded.certain:
        notes.append(
            f"The file has no encoding mark and was read as {NAMES[decoded.encoding]}: check the names below."
        )
    made = read_json(decoded.text) or read_html(decoded.text)
    if made is None:
        rows, separator = read_delimited(decoded.text)
        if separator != ",":
            notes.append(f"Cells were split at {SEPARATORS.get(separator, 'runs of spaces')}.")
        made = Grid(
            "text", [SheetCells("", [(n, list(cells)) for n, cells in rows])], [], delimiter=separator
        )
    return Grid(
        made.kind,
        made.sheets,
        notes + made.notes,
        decoded.encoding,
        (decoded.encoding, *decoded.others),
        made.delimiter,
    )
