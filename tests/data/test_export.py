"""`python -m data export` of a record that nobody refreshed: the same tables, and nowhere over others."""

from __future__ import annotations

from data.__main__ import main


def test_export(own_database, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CRACKDOWN_DB", str(own_database))
    assert main(["export", str(tmp_path / "out")]) == 0
    assert "changed: none" in capsys.readouterr().out
    assert main(["export", str(tmp_path / "out")]) == 1
    assert "is not an empty folder" in capsys.readouterr().err
