"""Files that are too large, broken, of another kind or meant to do harm, read as the page reads them."""

import io
import re
import resource
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.upload.child import read_grid
from components.upload.events import read_events
from components.upload.limits import CHILD_BYTES, MAX_BYTES, MAX_COLUMNS, MAX_EVENT_ROWS
from components.upload.parse import parse
from components.upload.problems import NO_ANSWERS, UploadError
from components.upload.tables import find_table

HEADER = b"date,title\n"


def refusal(content: bytes) -> str:
    with pytest.raises(UploadError) as caught:
        read_grid(content)
    return str(caught.value)


def table(content: bytes, kind: str = "events"):
    return find_table(parse(content), kind, NO_ANSWERS)


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


@pytest.mark.parametrize("content", [b"", b"  \n\n"])
def test_empty_files(content):
    assert "empty" in refusal(content)


@pytest.mark.parametrize("content", [HEADER, b"\xef\xbb\xbf"])
def test_files_without_rows(content):
    with pytest.raises(UploadError, match="no rows"):
        table(content)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "damaged"),
        (b"SQLite format 3\x00", "database"),
        (b"\x1f\x8b\x08", "compressed"),
        (bytes(range(256)), "text"),
        (b"<stata_dta>" + bytes(50), "Stata"),
    ],
)
def test_other_kinds_of_file_are_named(content, named):
    assert named in refusal(content)


def test_too_many_rows_and_columns(snapshot):
    rows = HEADER + b"2021-01-01,x\n" * (MAX_EVENT_ROWS + 1)
    with pytest.raises(UploadError, match="more than 20,000 rows"):
        read_events(("e.csv", parse(rows)), snapshot)
    assert "more than 70,000 rows" in refusal(HEADER + b"2021-01-01,x\n" * 70_001)
    assert "lines" in refusal(b"\n" * (5 * 1024**2 - 9) + b"x")
    with pytest.raises(UploadError, match="columns"):
        table(
            b",".join(b"c%d" % place for place in range(MAX_COLUMNS + 1))
            + b"\n"
            + b"1," * MAX_COLUMNS
            + b"1\n"
        )


def test_a_giant_cell():
    assert "longer than" in refusal(HEADER + b"2021-01-01," + b"x" * 5_000 + b"\n")
    assert "Row 2 cannot be read" in refusal(HEADER + b'2021-01-01,"' + b"x" * 200_000)


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b'date,title\n2021-01-01,"a\n2021-01-02,b\n2021-01-03,c\n', 2),
        (b'date,title\n2021-01-01,a\n2021-01-02,"b\n2021-01-03,"c"\n2021-01-04,d\n', 3),
        (b'date,title\n2021-01-01,a\n2021-01-02,"b', 3),
        (b'date;title\n"2021-01-01;a\n2021-01-02;b\n', 2),
    ],
)
def test_a_quotation_mark_that_swallows_rows_is_refused_at_its_row(content, row):
    assert refusal(content).startswith(f"Row {row} opens a quotation mark")


def test_a_cell_of_several_lines_is_no_fault():
    read = table(b'date,title\n2021-01-01,"first line\nsecond line"\n2021-01-02,b\n')
    assert [row[1] for row in read.rows] == ["first line\nsecond line", "b"] and read.numbers == [2, 3]


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


def with_part(name: str, body: bytes) -> bytes:
    """A small workbook with one part replaced."""
    whole = zipfile.ZipFile(io.BytesIO(workbook([["date", "title"], ["2021-01-01", "x"]])))
    parts = {one: whole.read(one) for one in whole.namelist()}
    return archive(parts | {name: b'<?xml version="1.0"?>' + body})


NS = b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOMBS = {
    "styles": (
        "xl/styles.xml",
        b"<styleSheet%s><cellXfs>%s</cellXfs></styleSheet>" % (NS, b"<xf/>" * 5_000_000),
    ),
    "strings": ("xl/sharedStrings.xml", b"<sst%s>%s</sst>" % (NS, b"<si><t>a</t></si>" * 1_700_000)),
    "far corner": (
        "xl/worksheets/sheet1.xml",
        b'<worksheet%s><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576">'
        b"<v>1</v></c></row></sheetData></worksheet>" % NS,
    ),
    "cells": (
        "xl/worksheets/sheet1.xml",
        b"<worksheet%s><sheetData>%s</sheetData></worksheet>"
        % (NS, b'<row r="1"><c r="A1"><v>1</v></c></row>' * 700_000),
    ),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_costs_its_own_process_and_little(kind):
    content = with_part(*BOMBS[kind])
    assert len(content) < 200 * 1024
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        read_grid(content)
    except UploadError as problem:
        assert len(str(problem)) < 300
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


def test_the_child_is_bounded_in_memory(tmp_path):
    """The largest resident set of a child that reads the worst of the bombs."""
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(with_part(*BOMBS["strings"]))
    # The kernel's own high-water mark: what getrusage tells includes the parent before the exec.
    script = (
        "import sys; from components.upload import child; sys.argv = ['', '']\n"
        "try: child.main()\nfinally: print(open('/proc/self/status').read(), file=sys.stderr)"
    )
    with bomb.open("rb") as given:
        ran = subprocess.run([sys.executable, "-c", script], stdin=given, capture_output=True, check=False)
    (peak,) = re.findall(rb"VmHWM:\s+(\d+) kB", ran.stderr)
    assert int(peak) * 1024 < 200 * 1024**2 and CHILD_BYTES < 200 * 1024**2


def test_delimiters_and_quoted_separators():
    grid = parse(b'date;title\n2021-01-01;"a;b"\n')
    assert grid.sheets[0].rows[1][1] == ["2021-01-01", "a;b"] and "semicolons" in grid.notes[0]
    assert parse(b"date\ttitle\n2021-01-01\ta\n").sheets[0].rows[1][1] == ["2021-01-01", "a"]


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    assert table(b"\n\ndate,title\n\n2021-01-01,a\n,\n2021-01-02,b\n").numbers == [5, 7]


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from([b"", HEADER, b"PK\x03\x04", b"\xff\xfe", b"<table>", b"[{"]))
def test_any_bytes_are_a_table_or_a_clear_refusal(content, start):
    for kind in ("events", "prices"):
        try:
            assert find_table(parse(start + content), kind, NO_ANSWERS).rows
        except UploadError as problem:
            assert str(problem)
