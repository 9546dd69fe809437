"""Files that other programs read back to the same numbers."""

from __future__ import annotations

import io
import json

import numpy as np
import openpyxl
import pandas as pd
import pytest

from components.study import StudySpec, run_study, study_frames
from components.study.export import summary, to_csv, to_json, to_latex, to_xlsx


@pytest.fixture(scope="module")
def result(snapshot):
    return run_study(snapshot, StudySpec())


def test_csv_round_trip(result, tmp_path):
    to_csv(result, tmp_path / "pairs.csv")
    back = pd.read_csv(tmp_path / "pairs.csv", parse_dates=["date", "day0"])
    assert back.columns.tolist() == result.pairs.columns.tolist()
    for name in ("car", "se", "p", "q", "placebo_share", "mv_change_usd_bn"):
        np.testing.assert_array_equal(back[name], result.pairs[name])
    assert (back["day0"] == result.pairs["day0"]).all()
    lists = back["overlaps"].fillna("").map(lambda cell: tuple(one for one in cell.split(";") if one))
    assert (lists == result.pairs["overlaps"]).all()
    assert to_csv(result) == (tmp_path / "pairs.csv").read_text()


def test_json_is_strict_and_keeps_lists(result, tmp_path):
    to_json(result, tmp_path / "pairs.json")

    def refuse(name):
        raise AssertionError(name)

    back = json.loads((tmp_path / "pairs.json").read_text(), parse_constant=refuse)
    assert back["version"] == result.version
    assert back["spec"]["window"] == [-1, 1]
    assert len(back["pairs"]) == len(result.pairs)
    for row, pair in zip(back["pairs"][::50], result.pairs.iloc[::50].itertuples(), strict=True):
        assert row["overlaps"] == list(pair.overlaps)
        assert row["day0"] == f"{pair.day0:%Y-%m-%d}"
        assert row["car"] == (None if np.isnan(pair.car) else pair.car)


def test_xlsx_is_typed_and_runs_no_formula(world, tmp_path):
    here = world()
    events = here.events([200], "S0").assign(title="=1+1", date="2021-01-01")
    to_xlsx(study_frames(here.returns, here.benchmark, events), tmp_path / "study.xlsx")
    book = openpyxl.load_workbook(tmp_path / "study.xlsx")
    assert book.sheetnames == ["pairs", "paths", "notes"]
    sheet = book["pairs"]
    assert sheet.freeze_panes == "A2"
    head = {cell.value: cell.column for cell in sheet[1]}
    cell = sheet.cell(2, head["title"])
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert sheet.cell(2, head["car"]).data_type == "n"
    assert sheet.cell(2, head["date"]).is_date
    assert [row[0].value for row in book["notes"].iter_rows(min_row=2)][:2] == ["data version", "window"]


def test_latex_escapes_text(world):
    here = world()
    events = here.events([200, 250], "S0").assign(title="50% & more_of $this")
    text = to_latex(study_frames(here.returns, here.benchmark, events), columns=("event_id", "title", "car"))
    assert r"50\% \& more\_of \$this" in text
    assert text.startswith(r"\begin{longtable}{llr}")
    assert text.count(r"\\") == 3


def test_summary_counts(result):
    text = summary(result)
    used = int(result.used.sum())
    assert f"{len(result.pairs):,} pairs of event and listing: {used:,} used" in text
    assert f"luck alone would give about {0.05 * used:.0f}" in text
    assert result.version in text


def test_text_and_file_are_the_same(result, tmp_path):
    for write, ending in ((to_json, "json"), (to_latex, "tex")):
        assert write(result, tmp_path / f"out.{ending}") is None
        assert (tmp_path / f"out.{ending}").read_text() == write(result)
    assert io.StringIO(to_csv(result)).readline().startswith("event_id,date,title")
