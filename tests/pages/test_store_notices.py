"""What a page says while the database cannot be used, and what the operator is told of repairs."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from components import operators
from components.controls import operator
from data import serving, store
from data.manifest import touch_user_tables
from tests.pages.app import opened


@pytest.fixture
def own_store(tmp_path, snapshot, monkeypatch):
    path = tmp_path / "own" / "crackdown.db"
    path.parent.mkdir()
    store.export_copy(snapshot.path, path)
    monkeypatch.setenv("CRACKDOWN_DB", str(path))
    monkeypatch.setattr(serving, "AGAIN_SECONDS", 0.0)
    return path


@pytest.fixture
def at_the_machine(monkeypatch):
    monkeypatch.setattr(operator.st.context.__class__, "headers", {operators.MARK: operators.PROOF})


def test_a_visitor_reads_on_and_is_told_so_without_a_path(own_store):
    serving.load_snapshot(own_store)
    shutil.rmtree(own_store.parent)
    own_store.parent.write_text("in the way")
    app = opened("timeline.py")
    assert not app.exception and not app.error
    assert any("the last good record is shown" in box.value for box in app.warning)
    assert str(own_store.parent) not in str(app.warning) + str([code.value for code in app.code])
    own_store.parent.unlink()
    own_store.parent.mkdir()
    assert not opened("timeline.py").warning, "the place is back, and so is the database"


def test_the_operator_is_told_of_a_repair_until_it_was_read(own_store, at_the_machine):
    with store.writing(own_store) as connection:
        connection.execute(
            "INSERT INTO refreshed_prices VALUES ('0700.HK', '2026-08-24', 1, 1, 1, 600, 1, 'now')"
        )
        touch_user_tables(connection)
    with closing(sqlite3.connect(own_store)) as connection, connection:
        connection.execute("DELETE FROM meta WHERE key = 'version'")
    app = opened("compare.py")
    said = " ".join(text.value for text in app.markdown)
    assert "The database was repaired" in said and "no version in meta" in said
    assert "1 of refreshed\\_prices" in said
    next(button for button in app.button if button.label == "I have read this").click().run()
    assert "The database was repaired" not in " ".join(text.value for text in app.markdown)


def test_visitors_are_told_of_no_repair(own_store):
    with store.writing(own_store) as connection:
        connection.execute(
            "INSERT INTO refreshed_prices VALUES ('0700.HK', '2026-08-24', 1, 1, 1, 600, 1, 'now')"
        )
    app = opened("compare.py")
    assert "repaired" not in " ".join(text.value for text in app.markdown)
