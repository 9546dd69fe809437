"""The commands of `python -m data` around fresh prices, as a user runs them."""

from __future__ import annotations

import pandas as pd
import pytest

from data import load_snapshot
from data.__main__ import main
from data.market import Report
from data.market.report import FAILED, Outcome


@pytest.fixture
def run(market, monkeypatch, capsys):
    """Run a command on the test's database, with its server and its clock."""
    monkeypatch.setenv("CRACKDOWN_DB", str(market.path))
    monkeypatch.setattr("data.market.clock.now", lambda: market.now)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_refresh_one_symbol(market, run):
    market.yahoo.dividends["BABA"] = {}
    code, out, err = run("refresh", "--symbol", "BABA", "--since", "2025-06-02")
    assert code == 0, err
    assert "BABA       updated" in out and market.yahoo.symbols == ["BABA"]


def test_refresh_of_an_unknown_symbol(run):
    code, out, err = run("refresh", "--symbol", "AAPL")
    assert code == 1 and "symbol 'AAPL': must be one of HSI" in err


def test_refresh_from_a_day_in_the_future(run):
    code, out, err = run("refresh", "--since", "2099-01-01")
    assert code == 1 and "since 2099-01-01: must not lie in the future" in err


def test_refresh_from_no_day(run, capsys):
    with pytest.raises(SystemExit):
        run("refresh", "--since", "last week")
    assert "'last week' is not a day such as 2025-07-01" in capsys.readouterr().err


def test_trouble_is_shown_and_counts(market, run):
    market.yahoo.unknown = {"BABA"}
    code, out, err = run("refresh", "--symbol", "BABA")
    assert code == 1 and "BABA       failed     Yahoo has no prices for BABA" in out


def test_a_dry_run_prints_each_value_that_would_change(market, run):
    run("refresh", "--symbol", "BABA")
    level = market.yahoo.level("BABA")
    day = level.index[-5]
    level[day] += 1
    market.yahoo.closes["BABA"] = level
    code, out, err = run("refresh", "--symbol", "BABA", "--since", "2025-07-01", "--dry-run")
    assert code == 0 and f"would change {day:%Y-%m-%d} close {level[day] - 1:.10g} → {level[day]:.10g}" in out
    code, out, err = run("refresh", "--repair", "BABA")
    assert code == 0 and f"changed {day:%Y-%m-%d} close" in out, err
    assert run("refresh", "--repair", "BABA", "--symbol", "PDD")[0] == 1


def test_single_rows(market, run):
    run("refresh", "--symbol", "BABA")
    day = f"{load_snapshot(market.path).ohlc('BABA').index[-3]:%Y-%m-%d}"
    assert run("row", "replace", "BABA", day, "123.45")[0] == 0
    assert load_snapshot(market.path).ohlc("BABA").close[day] == 123.45
    assert run("row", "replace", "BABA", day, "-1")[2] == "close -1: must be a positive number\n"
    assert run("row", "drop", "BABA", day)[0] == 0
    assert pd.Timestamp(day) not in load_snapshot(market.path).ohlc("BABA").index
    code, out, err = run("row", "drop", "BABA", "2025-06-30")
    assert code == 1 and "it can be replaced, not dropped" in err


def test_listings_come_and_go(market, run):
    market.yahoo.closes["NTES"] = pd.Series([62.5], index=pd.DatetimeIndex(["2020-01-02"]))
    assert "No listing was added." in run("listing", "list")[1]
    code, out, err = run("listing", "add", "NTES", "NetEase", "--exchange", "XNAS", "--shares-per-unit", "5")
    assert code == 0 and "NTES is in the record" in out, err
    assert "NetEase" in run("listing", "list")[1]
    assert run("listing", "add", "NTES", "NetEase", "--exchange", "XNAS")[0] == 1
    assert run("listing", "remove", "NTES")[:2] == (0, "NTES is gone from the record.\n")
    code, out, err = run("listing", "remove", "NTES")
    assert code == 1 and "is not a listing of yours" in err


def test_quarantine(market, run):
    def spoil(symbol, result):
        result["indicators"]["quote"][0]["high"][-1] = 0.5

    market.yahoo.tweak = spoil
    run("refresh", "--symbol", "BABA")
    rows = load_snapshot(market.path).quarantine
    assert len(rows) == 1
    day = f"{rows.date[0]:%Y-%m-%d}"
    assert "the high is below the low" in run("quarantine", "list")[1]
    assert run("quarantine", "drop", "BABA", day)[0] == 0
    assert run("quarantine", "list")[1] == "No row is kept aside.\n"
    code, out, err = run("quarantine", "confirm", "BABA", day)
    assert code == 1 and "is kept aside" in err


def test_export_to_where_nothing_can_be_written(run, tmp_path):
    (tmp_path / "file").touch()
    for target in (tmp_path / "file", tmp_path / "file" / "below"):
        code, out, err = run("export", str(target))
        assert code == 1 and str(target) in err and err.count("\n") == 1


def test_every_command_is_in_the_readme():
    from data.paths import PROJECT

    readme = (PROJECT / "data" / "README.md").read_text(encoding="utf-8")
    for command in (
        "check",
        "build",
        "refresh",
        "listing add",
        "listing list",
        "listing remove",
        "row replace",
        "row drop",
        "quarantine list",
        "quarantine confirm",
        "export",
    ):
        assert f"python -m data {command}" in readme


def test_a_report_says_what_happened_in_one_sentence():
    outcomes = (Outcome("BABA", "updated", "", rows=1), Outcome("PDD", FAILED, "no network"))
    assert Report(outcomes).message == (
        "1 row added; no new prices for PDD. The stored record is as it was for them; "
        "the next try goes on from there."
    )
    assert Report(busy=True).message.startswith("Another refresh is running already")
