"""The first sheet of an XLSX workbook as rows of text, read without trusting the file.

A workbook is a zip of XML, so a small one can unpack into gigabytes (a zip bomb) or, through XML
entities, into more: sizes are checked before anything is unpacked, and documents that declare
entities are refused.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl

from components.upload.limits import MAX_COLUMNS, MAX_PARTS, MAX_UNPACKED_BYTES, size_text
from components.upload.problems import UploadError

_DAMAGED = "The workbook is damaged or is no XLSX: save it again as XLSX or CSV"


def workbook_rows(content: bytes, max_rows: int) -> Iterator[Sequence[str]]:
    """Rows of the first visible sheet. Raises `UploadError` for a damaged or hostile file."""
    _inspect(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), book.worksheets[0])
        sheet.reset_dimensions()  # the file's own claim about its size is not to be trusted
        # One row and one column more than allowed, so that the caller sees the excess.
        for row in sheet.iter_rows(max_row=max_rows + 2, max_col=MAX_COLUMNS + 1, values_only=True):
            yield [_text(value) for value in row]
    except UploadError:
        raise
    except Exception as problem:  # openpyxl raises whatever the damage happens to trip over
        raise UploadError(_DAMAGED) from problem


def _inspect(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise UploadError(f"The workbook holds {len(parts):,} files; at most {MAX_PARTS} are read")
            unpacked = sum(part.file_size for part in parts)
            if unpacked > MAX_UNPACKED_BYTES:
                raise UploadError(
                    f"The workbook unpacks to {size_text(unpacked)}; at most {size_text(MAX_UNPACKED_BYTES)} are read"
                )
            if any(part.flag_bits & 1 for part in parts):
                raise UploadError("The workbook is protected by a password: save it without one")
            if "xl/workbook.xml" not in archive.namelist():
                raise UploadError("This is a zip archive but no XLSX workbook: upload the table itself")
            for part in parts:
                _refuse_entities(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as problem:
        if isinstance(problem, UploadError):
            raise
        raise UploadError(_DAMAGED) from problem


def _refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(part) as stream:
        head = stream.read(65536).replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UploadError(
            "The workbook declares XML entities, which tables never need: save it again as XLSX or CSV"
        )


def _text(value: Any) -> str:
    """A typed cell as unambiguous text: real dates become ISO dates."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
