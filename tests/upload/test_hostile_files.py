"""Files that are too large, broken, of another kind or meant to do harm."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.upload.limits import MAX_BYTES, MAX_COLUMNS, MAX_EVENT_ROWS
from components.upload.problems import UploadError
from components.upload.raw_table import read_raw

HEADER = b"date,title\n"


def refusal(content: bytes, **options) -> str:
    with pytest.raises(UploadError) as caught:
        read_raw(content, **{"max_rows": 100, **options})
    return str(caught.value)


def workbook(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def test_200_megabytes_are_refused_unread():
    assert refusal(bytes(200 * 1024**2)) == "The file has 200 MB; at most 5 MB are read"
    assert "at most" in refusal(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize("content", [b"", b"  \n\n", HEADER, b"\xef\xbb\xbf"])
def test_empty_files(content):
    assert "empty" in refusal(content) or "no rows" in refusal(content)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "xls"),
        (b"SQLite format 3\x00", "database"),
        (b"\x1f\x8b\x08", "compressed"),
        (bytes(range(256)), "text"),
    ],
)
def test_other_kinds_of_file_are_named(content, named):
    assert named in refusal(content)


def test_too_many_rows_and_columns():
    assert "more than 100 rows" in refusal(HEADER + b"2021-01-01,x\n" * 101)
    assert len(read_raw(HEADER + b"2021-01-01,x\n" * 100, max_rows=100).rows) == 100
    assert "columns" in refusal(b",".join(b"c%d" % place for place in range(MAX_COLUMNS + 1)) + b"\n1\n")
    assert "more than 100 rows" in refusal(workbook([["date", "title"]] + [["2021-01-01", "x"]] * 101))


def test_a_giant_cell():
    assert "longer than" in refusal(HEADER + b"2021-01-01," + b"x" * 5_000 + b"\n")
    assert "cannot be read near line" in refusal(HEADER + b'2021-01-01,"' + b"x" * 200_000)


@pytest.mark.parametrize("header", ["date,title,Title", "date,title,date ", "日期,date,title"])
def test_duplicate_headers_are_named(header):
    message = refusal(f"{header}\n1,2,3\n".encode(), aliases={"日期": "date"})
    assert message.startswith("Two columns have one name (“")


def test_more_cells_than_the_header():
    assert "Row 2 has 3 cells and the header 2" in refusal(HEADER + b"2021-01-01,a,b\n")


def test_a_zip_bomb_is_refused_before_it_unpacks():
    bomb = archive({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(100 * 1024**2)})
    assert len(bomb) < 1024**2
    assert "unpacks to 100 MB" in refusal(bomb)


def test_an_entity_bomb_is_refused():
    bomb = archive({"xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'})
    assert "entities" in refusal(bomb)


def test_zips_that_are_no_workbooks():
    assert "no XLSX" in refusal(archive({"a.txt": b"hello"}))
    assert "damaged" in refusal(b"PK\x03\x04" + bytes(100))
    whole = workbook([["date", "title"], ["2021-01-01", "x"]])
    assert "damaged" in refusal(whole[: len(whole) // 2])
    assert "damaged" in refusal(archive({"xl/workbook.xml": b"<not xml"}))
    assert "files" in refusal(archive({f"{place}.xml": b"" for place in range(600)}))


def test_a_cell_at_the_far_corner_of_a_sheet_does_not_cost_a_million_rows():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["A2"] = "date", "title", "2021-01-01"
    book.active["XFD1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    assert len(read_raw(out.getvalue(), max_rows=MAX_EVENT_ROWS).rows) == 1


def test_delimiters_and_quoted_separators():
    table = read_raw(b'date;title\n2021-01-01;"a;b"\n', max_rows=10)
    assert table.column("title") == ["a;b"] and "semicolons" in table.notes[0]
    assert read_raw(b"date\ttitle\n2021-01-01\ta\n", max_rows=10).column("title") == ["a"]


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    assert read_raw(b"\n\ndate,title\n\n2021-01-01,a\n,\n2021-01-02,b\n", max_rows=10).row_numbers == [5, 7]


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from([b"", HEADER, b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes_are_a_table_or_a_clear_refusal(content, start):
    try:
        assert read_raw(start + content, max_rows=100).rows
    except UploadError as problem:
        assert str(problem)
