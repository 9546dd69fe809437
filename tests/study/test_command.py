"""`python -m components.study` as a user types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pandas as pd
import pytest

from components.study import StudySpec, run_study
from components.study.__main__ import main
from components.study.export import to_csv
from data import load_snapshot


@pytest.mark.parametrize("window", [["--window", "-1,1"], ["--window=-1,1"], ["--window", "-1:1"]])
def test_a_window_may_begin_with_a_minus(window, capsys):
    event = "2020-12-24-samr-opens-alibaba-probe"
    assert main([*window, "--model", "market", "--event", event]) == 0
    out = capsys.readouterr().out
    pair = run_study(load_snapshot()).pair(event, "BABA")
    assert "window -1 to +1" in out and f"{pair['car']:.4g}" in out and "BABA" in out


def test_as_a_program(database):
    done = subprocess.run(
        [sys.executable, "-m", "components.study", "--window", "-1,1", "--model", "market"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1,164 pairs of event and listing" in done.stdout


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "tex"])
def test_written_files(snapshot, tmp_path, ending, capsys):
    path = tmp_path / f"out.{ending}"
    assert main(["--window", "0,1", "--no-clean-estimation", "--output", str(path)]) == 0
    expected = run_study(snapshot, StudySpec(window=(0, 1), clean_estimation=False)).pairs
    if ending == "csv":
        assert pd.read_csv(path)["car"].equals(expected["car"])
    if ending == "json":
        assert len(json.loads(path.read_text())["pairs"]) == len(expected)
    assert path.stat().st_size > 1000


def test_groups(capsys):
    assert main(["--by", "direction"]) == 0
    out = capsys.readouterr().out
    assert "direction tightening:" in out and "BMP t, adjusted" in out


def test_own_events(tmp_path, capsys):
    path = tmp_path / "mine.csv"
    path.write_text("id,date,announced_at,affects\nmine,2020-12-24,2020-12-24T09:00+08:00,Alibaba; Tencent\n")
    assert main(["--events-file", str(path), "--no-clean-estimation"]) == 0
    assert "4 pairs of event and listing: 4 used" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--window", "-99,1"], "window: (-99, 1)"),
        (["--symbol", "AAPL"], "symbols: AAPL"),
        (["--event", "nothing"], "events: nothing"),
        (["--benchmark", "DAX"], "benchmark: 'DAX'"),
        (["--output", "pairs.doc"], "--output: 'pairs.doc' must end in one of csv"),
        (["--output", "/no such folder/pairs.csv"], "pairs.csv cannot be written: No such file"),
        (["--output", "/no such folder/pairs.xlsx"], "pairs.xlsx cannot be written: "),
        (["--events-file", "/no such file.csv"], "/no such file.csv cannot be read: No such file"),
        (["--events-file", sys.executable], "is not a CSV file in UTF-8"),
        (["--events-file", os.devnull], "is not a CSV file in UTF-8"),
    ],
)
def test_mistakes_are_one_line(arguments, message, capsys):
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_usage_errors_are_argparses(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--model", "capm"])
    assert stop.value.code == 2
    with pytest.raises(SystemExit):
        main(["--window", "one,two"])
    assert "'one,two' is not two whole days such as -1,1" in capsys.readouterr().err


def test_a_large_table_is_written_in_steps_with_a_bar(tmp_path, world, monkeypatch):
    from components.study import __main__ as command
    from components.study import study_frames

    here = world(sessions=500)
    result = study_frames(here.returns, here.benchmark, here.events(range(150, 490)))
    to_csv(result, tmp_path / "whole.csv")
    monkeypatch.setattr(command, "CHUNK", 100)
    command.write_csv(result, tmp_path / "steps.csv")
    assert (tmp_path / "steps.csv").read_text() == (tmp_path / "whole.csv").read_text()
