"""The same workbook byte for byte on every run: its clock stands at the data's own date."""

from __future__ import annotations

import io
import re
import zipfile

import pandas as pd
from openpyxl import Workbook

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def reproducible_bytes(book: Workbook, day: pd.Timestamp) -> bytes:
    """`book` as a file that says it was made on `day`."""
    book.properties.created = day.to_pydatetime()
    written = io.BytesIO()
    book.save(written)
    stamp = day.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(written) as loose, zipfile.ZipFile(out, "w") as tight:
        for name in loose.namelist():
            part = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            tight.writestr(part, _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", loose.read(name)))
    return out.getvalue()
