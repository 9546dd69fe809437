"""The store heals: whatever happens to its file, what is missing is rebuilt, nothing of a user's is lost,
and the last good record goes on being served."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from data import load_snapshot, search_events, serving, store, trouble
from data.manifest import touch_user_tables
from data.market.daily import is_due
from data.market.report import Report, as_json, last_refresh
from data.paths import PROJECT
from data.repairs import acknowledge, repairs, unread
from data.rescue import copy_place
from tests.data.command import commanded
from tests.data.test_store_build import cut_short, damage_header, damage_middle, empty

STAMP = "2026-08-25T09:00:00Z"
LISTING = ("NTES", "NetEase", "NetEase", "网易", "", "#5A5A5A", "XNAS", "USD", "GSPC", 5, STAMP)
PRICES = [
    ("NTES", "2026-08-20", 130.0, 132.0, 129.0, 131.5, 1000, STAMP),
    ("NTES", "2026-08-21", 131.0, 133.0, 130.0, 132.5, 1100, STAMP),
    ("0700.HK", "2026-08-24", 600.0, 610.0, 599.0, 605.0, 9, STAMP),
]
DROP_FROM_BOUNDING_SET, OVERRIDE_RIGHTS = 24, 1  # prctl, CAP_DAC_OVERRIDE


@pytest.fixture
def owned(own_database: Path) -> Path:
    """A database in which a user has a listing, prices and a row kept aside."""
    with store.exclusive(own_database), store.writing(own_database) as connection:
        connection.execute(f"INSERT INTO user_listings VALUES ({', '.join('?' * 11)})", LISTING)
        connection.executemany("INSERT INTO refreshed_prices VALUES (?, ?, ?, ?, ?, ?, ?, ?)", PRICES)
        connection.execute(
            "INSERT INTO quarantine VALUES ('3690.HK', '2026-08-24', NULL, NULL, NULL, 50, NULL, 'far', ?)",
            (STAMP,),
        )
        touch_user_tables(connection)
    return own_database


@pytest.fixture(autouse=True)
def tried_again_at_once(monkeypatch):
    monkeypatch.setattr(serving, "AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(serving, "PATIENCE_SECONDS", 0.0)


def users_rows(path: Path) -> dict[str, list[tuple]]:
    with store.reading(path) as connection:
        names = ("user_listings", "refreshed_prices", "quarantine")
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


INCOMPLETE = {
    "no version row": ("DELETE FROM meta WHERE key = 'version'", "no version in meta"),
    "no prices": ("DELETE FROM prices", "table prices has 0 of"),
    "one price less": ("DELETE FROM prices WHERE rowid = 77", "table prices has"),
    "no table of sources": ("DROP TABLE sources", "no table sources"),
    "a column lost": ("ALTER TABLE events DROP COLUMN summary", "table events without its column summary"),
    "orphans": ("UPDATE sources SET event_id = 'no-such-event' WHERE id = 3", "rows of sources without"),
    "a row changed behind its back": (
        "UPDATE refreshed_prices SET close = 1 WHERE symbol = 'NTES' AND date = '2026-08-20'",
        "its version is not that of its rows",
    ),
    "no row in the manifest": (
        "DELETE FROM manifest WHERE name = 'events'",
        "table events is not in the manifest",
    ),
}


@pytest.mark.parametrize("running", [False, True], ids=["at a start", "while running"])
@pytest.mark.parametrize("what", INCOMPLETE)
def test_an_incomplete_database_is_made_whole_where_it_lies(owned, snapshot, what, running):
    statement, said = INCOMPLETE[what]
    if running:
        assert len(load_snapshot(owned).events) == 291
    before = users_rows(owned)
    execute(owned, statement)
    after = users_rows(owned)
    repaired = load_snapshot(owned)
    assert trouble(owned) == "" and store.examined(owned)[1] == ()
    assert len(repaired.prices) == len(snapshot.prices) + len(PRICES)
    assert len(repaired.sources) == len(snapshot.sources) and "NTES" in repaired.listings.index
    assert users_rows(owned) == after and (after == before or "refreshed_prices" in statement)
    (told,) = unread(owned)
    assert any(fault.startswith(said) for fault in told.faults)
    assert {part.table: part.read for part in told.rescued}["refreshed_prices"] == len(PRICES)


@pytest.mark.parametrize("spoil", [damage_header, damage_middle, cut_short, empty, Path.unlink])
@pytest.mark.parametrize("running", [False, True], ids=["at a start", "while running"])
def test_nothing_of_a_users_is_lost_with_a_damaged_file(owned, spoil, running):
    if running:
        load_snapshot(owned)
    before, version = users_rows(owned), store.meta(owned)["version"]
    spoil(owned)
    for ending in ("-wal", "-shm"):
        owned.with_name(owned.name + ending).unlink(missing_ok=True)
    assert load_snapshot(owned).version == version and trouble(owned) == ""
    assert users_rows(owned) == before
    (told,) = unread(owned)
    assert sum(part.read + part.from_copy for part in told.rescued) == 5
    assert spoil is Path.unlink or owned.with_name(told.kept).exists()
    assert acknowledge(owned) == 1 and unread(owned) == () and len(repairs(owned)) == 1


def test_a_users_table_that_was_dropped_comes_back_from_its_copy(owned):
    before = users_rows(owned)
    execute(owned, "DROP TABLE user_listings")
    assert "NTES" in load_snapshot(owned).listings.index
    assert users_rows(owned) == before


def test_each_damaged_file_is_kept_under_a_name_of_its_own(owned):
    for _ in range(3):
        damage_header(owned)
        load_snapshot(owned)
    assert len({told.kept for told in repairs(owned)}) == 3
    assert all(owned.with_name(told.kept).exists() for told in repairs(owned))


def test_a_removed_listing_does_not_come_back(owned):
    with store.exclusive(owned), store.writing(owned) as connection:
        connection.execute("DELETE FROM user_listings")
        connection.execute("DELETE FROM refreshed_prices WHERE symbol = 'NTES'")
        touch_user_tables(connection)
    damage_header(owned)
    assert "NTES" not in load_snapshot(owned).listings.index


def test_repairs_without_rows_of_a_user_need_no_word(own_database):
    execute(own_database, "DELETE FROM prices")
    load_snapshot(own_database)
    assert len(repairs(own_database)) == 1 and unread(own_database) == ()


def test_a_database_from_before_the_manifest_is_built_anew_without_a_word(owned):
    version = store.meta(owned)["version"]
    execute(owned, "DROP TABLE manifest")
    assert load_snapshot(owned).version == version
    assert repairs(owned) == () and store.examined(owned)[1] == ()


def is_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def lies_below_a_file(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way")


@pytest.mark.parametrize("spoil", [is_a_folder, lies_below_a_file])
def test_the_last_good_record_is_served_while_its_place_is_unusable(owned, spoil):
    before = load_snapshot(owned)
    aside = owned.parent.with_name("aside")
    shutil.copytree(owned.parent, aside)
    spoil(owned)
    assert load_snapshot(owned) is before and "cannot be kept at" in trouble(owned)
    found = search_events(before, "Alibaba fine")
    assert len(found) and found.equals(search_events(aside / owned.name, "Alibaba fine"))
    if owned.is_dir():
        owned.rmdir()
    else:
        owned.parent.unlink()
    copy_place(aside / owned.name).rename(copy_place(owned)) if owned.parent.exists() else aside.rename(
        owned.parent
    )
    assert load_snapshot(owned).version == before.version and trouble(owned) == ""
    assert len(users_rows(owned)["refreshed_prices"]) == len(PRICES)


def test_tables_that_break_while_running_take_nothing_from_the_reader(owned, tables, monkeypatch):
    """The file is gone, and the tables from which it would be rebuilt break their rules."""
    before = load_snapshot(owned)
    good = tables.edit("events.csv", 5, severity="9")
    ensure = store.ensure
    monkeypatch.setattr(store, "ensure", lambda path, **given: ensure(path, tables.folder, **given))
    owned.unlink()
    assert load_snapshot(owned) is before and "severity" in trouble(owned)
    tables.write(
        "events.csv",
        [good if row["id"] == good["id"] else row for row in tables.rows("events.csv")],
    )
    assert load_snapshot(owned).version == before.version and trouble(owned) == ""
    assert len(users_rows(owned)["user_listings"]) == 1


def test_a_lock_that_another_process_holds_keeps_no_reader_waiting(owned):
    before = load_snapshot(owned)
    with store.exclusive(owned):
        execute(owned, "DELETE FROM prices")
        assert load_snapshot(owned) is before and "another process" in trouble(owned)
    assert load_snapshot(owned).version == before.version and trouble(owned) == ""


@pytest.fixture
def open_place(owned) -> Iterator[Path]:
    """The database in a folder that anyone may look into."""
    folder = Path(tempfile.mkdtemp(prefix="crackdown-"))
    folder.chmod(0o755)
    place = folder / "crackdown.db"
    shutil.copyfile(owned, place)
    yield place
    folder.chmod(0o755)
    shutil.rmtree(folder)


ASK = (
    "from data import load_snapshot, search_events, trouble;"
    "from data.store import export_copy; import sys, tempfile, pathlib;"
    "s = load_snapshot(); n = len(search_events(s, 'Alibaba'));"
    "f = pathlib.Path(tempfile.mkdtemp()) / 'copy.db'; export_copy(s.path, f);"
    "print(s.version, len(s.listings), n > 0, f.stat().st_size > 10**6, trouble() or 'well')"
)


def bound_by_rights() -> None:
    """Root may no longer write where the rights of a folder forbid it."""
    if ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, OVERRIDE_RIGHTS, 0, 0, 0) != 0:
        raise OSError("rights cannot be given up")


def without_rights(path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command run by somebody whom the rights of the folder bind, as they do not bind root."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env={**os.environ, "CRACKDOWN_DB": str(path)},
        preexec_fn=bound_by_rights if os.getuid() == 0 else None,
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux does")
@pytest.mark.parametrize("log", [False, True], ids=["closed well", "with the log of a killed process"])
def test_a_good_database_in_a_place_that_is_read_only_is_served(owned, open_place, log):
    version = store.meta(owned)["version"]
    if log:
        with closing(sqlite3.connect(open_place, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO refresh_log VALUES ('2026-08-25T09:00:00Z', '{}')")
            connection.execute("UPDATE manifest SET rows = rows + 1 WHERE name = 'refresh_log'")
            connection.execute("COMMIT")
            lasting = open_place.with_name("kept")
            shutil.copyfile(f"{open_place}-wal", lasting)
        lasting.rename(f"{open_place}-wal")
    open_place.parent.chmod(0o555)
    done = without_rights(open_place, "-c", ASK)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(maxsplit=4) == [version, "9", "True", "True", "well\n"]
    assert sorted(file.name for file in open_place.parent.iterdir())[0] == "crackdown.db"
    build = without_rights(open_place, "-m", "data", "build")
    assert build.returncode == 1 and "cannot be kept at" in build.stderr and "Traceback" not in build.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux does")
def test_a_stale_database_that_cannot_be_written_is_served_with_the_reason(open_place):
    execute(open_place, "UPDATE meta SET value = 'of-other-tables' WHERE key = 'tables'")
    with closing(sqlite3.connect(open_place)) as connection, connection:
        touch_user_tables(connection)
    open_place.parent.chmod(0o555)
    done = without_rights(open_place, "-c", ASK)
    assert done.returncode == 0, done.stderr
    assert "cannot be kept at" in done.stdout and " 9 True True " in done.stdout


FULL = (
    "import resource, sys;"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
    "from data.__main__ import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on files")
@pytest.mark.parametrize("exists", [False, True], ids=["first build", "rebuild"])
def test_a_full_disk_ends_a_build_with_one_sentence(owned, tmp_path, exists):
    """A file may grow to 400 kB only, which SQLite meets as a write that fails."""
    path = owned if exists else tmp_path / "new" / "a.db"
    before = users_rows(owned)
    done = subprocess.run(
        [sys.executable, "-c", FULL, "build", "--db", str(path)], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 1 and "cannot be kept at" in done.stderr
    assert "Traceback" not in done.stderr and "building" not in str(list(path.parent.iterdir()))
    assert exists == path.exists()
    assert users_rows(owned) == before and store.examined(owned)[1] == ()


def test_a_clock_that_was_ahead_stops_no_refresh(owned):
    """A refresh while the clock stood in 2031, then one with the clock set right."""
    import pandas as pd

    with store.writing(owned) as connection:
        connection.execute("INSERT INTO refresh_log VALUES ('2031-01-01T00:00:00Z', ?)", (as_json(Report()),))
        touch_user_tables(connection)
    now = pd.Timestamp("2026-08-25T09:00:00Z")
    assert is_due(owned, now)
    with store.writing(owned) as connection:
        connection.execute("INSERT INTO refresh_log VALUES ('2026-08-25T09:00:00Z', ?)", (as_json(Report()),))
        touch_user_tables(connection)
    assert not is_due(owned, now) and last_refresh(owned)[0] == "2026-08-25T09:00:00Z"
    os.utime(owned, (1, 1))  # a file from 1970
    assert len(load_snapshot(owned).events) == 291 and trouble(owned) == ""


def test_the_command_tells_of_repairs(owned, monkeypatch):
    execute(owned, "DELETE FROM prices")
    load_snapshot(owned)
    monkeypatch.setenv("CRACKDOWN_DB", str(owned))
    for options, last in ((["--acknowledge"], "1 acknowledged."), ([], "1 repair(s).")):
        done = commanded("repairs", *options)
        assert done.returncode == 0 and "table prices has 0 of" in done.stdout
        assert done.stdout.strip().endswith(last)
    assert unread(owned) == ()
