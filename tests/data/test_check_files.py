"""Files that are missing, unreadable or misshapen."""

from __future__ import annotations

import pytest

from data.check import check_folder
from tests.data.command import commanded


def test_missing_file(tables):
    (tables.folder / "actors.csv").unlink()
    assert [str(v) for v in check_folder(tables.folder)] == ["actors.csv: the file is missing"]


def test_stray_file(tables):
    (tables.folder / "notes.csv").write_text("a,b\n")
    assert [str(v) for v in check_folder(tables.folder)] == ["notes.csv: no table of this name is known"]


def test_other_columns(tables):
    path = tables.folder / "actors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("name_zh", "chinese", 1), encoding="utf-8")
    (found,) = check_folder(tables.folder)
    assert found.value == "code,name,chinese,kind"
    assert "must be code,name,name_zh,kind" in found.rule


def test_row_with_a_cell_too_few(tables):
    path = tables.folder / "actors.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].rsplit(",", 1)[0]
    path.write_text("\n".join(lines), encoding="utf-8")
    (found,) = check_folder(tables.folder)
    assert str(found) == "actors.csv, row 5: 3 cells where the header has 4"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00bad", b'code,name,name_zh,kind\n"open,', b"\0"])
def test_bytes_that_are_no_table(tables, content):
    (tables.folder / "actors.csv").write_bytes(content)
    found = check_folder(tables.folder)
    assert [v.file for v in found] == ["actors.csv"]


@pytest.mark.parametrize("spoil", [False, True])
def test_the_command_reports_and_exits(tables, spoil):
    if spoil:
        tables.edit("events.csv", 5, severity="9")
    done = commanded("check", "--tables", str(tables.folder))
    assert done.returncode == int(spoil), done.stderr
    assert (
        'events.csv, row 5, column severity, value "9": must be one of 1, 2, 3, 4, 5' in done.stdout
    ) == spoil
