"""Building the database: whole or not at all, fresh, and useful by itself."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from data import BrokenTables, load_snapshot, store
from data.paths import PROJECT
from tests.data.command import commanded


def build_command(path: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "data", "build", "--db", str(path), *options]


def built_at(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return commanded("build", "--db", str(path), *options)


def leftovers(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir() if "building" in file.name)


def test_the_same_tables_give_the_same_version(tmp_path, snapshot):
    store.ensure(tmp_path / "a.db")
    assert store.meta(tmp_path / "a.db")["version"] == snapshot.version
    assert len(snapshot.version) == 12 and int(snapshot.version, 16) >= 0


def test_foreign_keys_and_views_hold(own_database):
    with store.reading(own_database) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        references = {
            (table, row[2])
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for row in connection.execute(f"PRAGMA foreign_key_list({table})")
        }
        assert references >= {
            ("sources", "events"),
            ("event_actors", "actors"),
            ("event_affects", "companies"),
            ("listings", "companies"),
            ("listings", "benchmarks"),
            ("prices", "listings"),
        }
        for view in ("event_list", "actor_events", "returns", "day0_returns", "provenance", "sessions"):
            assert connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0


def test_the_returns_view_knows_no_two_day_return(own_database, snapshot):
    """Without its price of 15 January 2024, Alibaba has no return on that day nor on the next."""
    with store.writing(own_database) as connection:
        connection.execute("DELETE FROM prices WHERE symbol = '9988.HK' AND date = '2024-01-15'")
    with store.reading(own_database) as connection:
        days = "SELECT date FROM returns WHERE symbol = ? AND date BETWEEN '2024-01-12' AND '2024-01-17'"
        assert [d for (d,) in connection.execute(days, ("9988.HK",))] == ["2024-01-12", "2024-01-17"]
        assert len(connection.execute(days, ("0700.HK",)).fetchall()) == 4
        probe = "2020-12-24-samr-opens-alibaba-probe"
        found = connection.execute(
            "SELECT day0, total_return FROM day0_returns WHERE event_id = ? AND symbol = 'BABA'", (probe,)
        ).fetchone()
    closes = snapshot.ohlc("BABA").close
    assert found[0] == "2020-12-24"
    assert found[1] == pytest.approx(closes["2020-12-24"] / closes["2020-12-23"] - 1, abs=1e-4)


def test_the_database_is_in_wal_mode_and_the_copy_is_one_file(tmp_path):
    path = tmp_path / "a.db"
    store.ensure(path)
    with store.reading(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.export_copy(path, tmp_path / "copy.db")
    assert store.meta(tmp_path / "copy.db") == store.meta(path)
    with pytest.raises(FileExistsError):
        store.export_copy(path, tmp_path / "copy.db")


def test_fresh_tables_build_nothing(tmp_path, tables):
    path, steps = tmp_path / "a.db", []
    store.ensure(path, tables.folder, steps.append)
    assert len(steps) == store.BUILD_STEPS
    store.ensure(path, tables.folder, steps.append)
    assert len(steps) == store.BUILD_STEPS


def test_an_edited_table_is_built_in(tmp_path, tables):
    path = tmp_path / "a.db"
    store.ensure(path, tables.folder)
    before = store.meta(path)["version"]
    tables.edit("events.csv", 2, summary="Said quokkawise.")
    store.ensure(path, tables.folder)
    assert store.meta(path)["version"] != before
    with store.reading(path) as connection:
        (summary,) = connection.execute("SELECT summary FROM events ORDER BY date, id").fetchone()
        assert summary == "Said quokkawise."
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        hits = connection.execute("SELECT count(*) FROM search WHERE search MATCH 'quokkawise'").fetchone()
        assert hits == (1,)


def test_broken_tables_leave_the_last_good_database(tmp_path, tables, caplog):
    path = tmp_path / "a.db"
    store.ensure(path, tables.folder)
    before = store.meta(path)
    tables.edit("events.csv", 5, severity="9")
    violations = store.ensure(path, tables.folder)
    assert [(v.file, v.row, v.column) for v in violations] == [("events.csv", 5, "severity")]
    assert store.meta(path) == before
    assert "events.csv, row 5, column severity" in caplog.text


def test_broken_tables_and_no_database(tmp_path, tables):
    tables.edit("events.csv", 5, severity="9")
    with pytest.raises(BrokenTables, match="1 violation.*\n.*events.csv, row 5, column severity"):
        store.ensure(tmp_path / "a.db", tables.folder)
    assert not (tmp_path / "a.db").exists() and leftovers(tmp_path / "a.db") == []


def test_load_snapshot_serves_the_last_good_one_and_says_why(tmp_path, tables, monkeypatch):
    path = tmp_path / "a.db"
    store.ensure(path, tables.folder)
    tables.edit("events.csv", 5, severity="9")
    refused = store.ensure(path, tables.folder)
    monkeypatch.setattr(store, "ensure", lambda path: refused)
    served = load_snapshot(path)
    assert served.violations == refused and len(served.events) == 291


def test_the_command_builds_and_reports(tmp_path, tables):
    path = tmp_path / "new folder" / "a.db"
    done = built_at(path, "--tables", str(tables.folder))
    assert done.returncode == 0 and store.meta(path)["version"] in done.stdout
    assert "build" in done.stderr, "a progress bar"
    tables.edit("events.csv", 5, severity="9")
    done = built_at(path, "--tables", str(tables.folder))
    assert done.returncode == 1
    assert "events.csv, row 5, column severity" in done.stderr and "stays in use" in done.stderr


def test_a_folder_is_no_database_and_is_left_alone(tmp_path):
    (tmp_path / "precious").write_text("keep")
    done = built_at(tmp_path)
    assert done.returncode == 1 and "it is a folder" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "precious").read_text() == "keep"


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "a.db"
    with pytest.raises(store.NoPlace, match="cannot be kept at .*a.db.*CRACKDOWN_DB"):
        store.ensure(path)


@pytest.mark.parametrize("exists", [False, True])
def test_two_builders_at_once_both_end_well(tmp_path, tables, exists):
    path = tmp_path / "a.db"
    if exists:
        store.ensure(path, tables.folder)
        tables.edit("events.csv", 2, summary="Said quokkawise.")
    command = build_command(path, "--tables", str(tables.folder))
    builders = [subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for builder in builders:
        assert builder.wait(120) == 0, builder.stderr.read()
        builder.stderr.close()
    assert store.meta(path)["tables"] == store.wanted_hash(tables.folder)
    assert leftovers(path) == []


@pytest.mark.parametrize("exists", [False, True])
def test_a_killed_build_leaves_what_was_there(tmp_path, tables, exists):
    """kill -9 at moments spread over the build; the next one ends well."""
    path = tmp_path / "a.db"
    if exists:
        store.ensure(path, tables.folder)
    before = store.meta(path)
    tables.edit("events.csv", 2, summary="Said quokkawise.")
    wanted = store.wanted_hash(tables.folder)
    for delay in (1.0, 1.5, 1.8, 2.1):
        builder = subprocess.Popen(
            build_command(path, "--tables", str(tables.folder)),
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        builder.kill()
        builder.wait()
        found = store.meta(path)
        assert found == before or found.get("tables") == wanted
    assert store.ensure(path, tables.folder, always=True) == ()
    assert store.meta(path)["tables"] == wanted
    assert exists or leftovers(path) == []


def test_readers_see_one_state_during_a_rebuild(tmp_path, tables):
    """A read transaction opened before a rebuild still answers from the old record."""
    path = tmp_path / "a.db"
    store.ensure(path, tables.folder)
    with store.reading(path) as connection:
        old = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        tables.edit("events.csv", 2, summary="Said quokkawise.")
        store.ensure(path, tables.folder)
        assert connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone() == old
        assert connection.execute(
            "SELECT count(*) FROM events WHERE summary LIKE 'Said quokka%'"
        ).fetchone() == (0,)
    assert store.meta(path)["version"] != old[0]


def test_a_running_process_sees_a_rebuild(own_database, tables):
    first = load_snapshot(own_database)
    tables.edit("events.csv", 2, summary="Said quokkawise.")
    assert load_snapshot(own_database) is first, "edited tables wait for a build"
    assert built_at(own_database, "--tables", str(tables.folder)).returncode == 0
    second = load_snapshot(own_database)
    assert second.version != first.version
    assert "Said quokkawise." in second.events.summary.tolist()
    assert "Said quokkawise." not in first.events.summary.tolist(), "the old one stays as it was"
    assert load_snapshot(own_database) is second


def test_a_locked_database_is_waited_for(tmp_path, tables):
    path = tmp_path / "a.db"
    store.ensure(path, tables.folder)
    tables.edit("events.csv", 2, summary="Said quokkawise.")
    holding, released = threading.Event(), threading.Event()

    def hold() -> None:
        connection = store.connect(path)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE events SET severity = severity")
        holding.set()
        time.sleep(1.0)
        released.set()
        connection.rollback()
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait()
    store.ensure(path, tables.folder)
    assert released.is_set()
    holder.join()
    assert store.meta(path)["tables"] == store.wanted_hash(tables.folder)


def test_a_second_writer_may_refuse_to_wait(tmp_path):
    path = tmp_path / "a.db"
    with (
        store.exclusive(path),
        pytest.raises(store.Busy, match="another process is writing to"),
        store.exclusive(path, wait=0),
    ):
        pass
    with store.exclusive(path, wait=0):
        pass


def damage_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"not a database at all")


def damage_middle(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size // 2))


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def replace_by_another(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (x)")
    other.commit()
    other.close()


@pytest.mark.parametrize("spoil", [damage_header, damage_middle, cut_short, empty, replace_by_another])
def test_a_damaged_database_is_rebuilt_and_kept_aside(own_database, snapshot, spoil):
    spoil(own_database)
    repaired = load_snapshot(own_database)
    assert repaired.version == snapshot.version and len(repaired.events) == 291
    assert own_database.with_name("crackdown.db.damaged").exists()


def test_damage_while_running_is_repaired(own_database, snapshot):
    load_snapshot(own_database)
    damage_header(own_database)
    assert load_snapshot(own_database).version == snapshot.version


def test_a_database_that_vanishes_is_rebuilt(own_database, snapshot):
    load_snapshot(own_database)
    shutil.rmtree(own_database.parent)
    assert load_snapshot(own_database).version == snapshot.version
