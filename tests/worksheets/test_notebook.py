"""The notebook: valid, run from top to bottom, with the study's numbers, by pandas and SciPy alone."""

from __future__ import annotations

import ast
import re

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient

from components.worksheets.notebook import as_written, notebook
from components.worksheets.pair import collect
from components.worksheets.params import WorksheetParams
from tests.altered import altered
from tests.worksheets.conftest import CASES, PROBE

RESULTS = (
    "{name: float(globals()[name]) for name in ('n', 'alpha', 'beta', 'sigma', 'raw_return', 'car', "
    "'se', 't')}"
)


def book_of(pair) -> nbformat.NotebookNode:
    book = nbformat.reads(notebook(pair).decode(), as_version=4)
    nbformat.validate(book)
    return book


def code_of(book) -> str:
    return "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")


@pytest.mark.parametrize("case", ["hong-kong", "two-factor-log", "controls"])
def test_it_runs_from_top_to_bottom_in_a_kernel_of_its_own(pairs, case, tmp_path):
    pair, book = pairs[case], book_of(pairs[case])
    book.cells.append(nbformat.v4.new_code_cell(RESULTS))
    NotebookClient(
        book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    *_, check, _, results = book.cells
    printed = "".join(output.text for output in check.outputs)  # a kernel may send it in parts
    assert "Every number agrees with the study." in printed
    found = ast.literal_eval(results.outputs[0].data["text/plain"])
    for name, value in found.items():
        if name in ("alpha", "beta") and pair.portfolio:
            continue
        assert value == pytest.approx(
            pair.study["n_estimation" if name == "n" else name], rel=1e-9, abs=1e-12
        ), name
    assert not [
        output
        for cell in book.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


@pytest.mark.parametrize("case", CASES)
def test_every_model_comes_to_the_studys_numbers(pairs, case, capsys):
    book, space = book_of(pairs[case]), {}
    exec(compile(code_of(book), case, "exec"), space)
    assert "Every number agrees with the study." in capsys.readouterr().out
    study = pairs[case].study
    for name in ("sigma", "car", "se", "t", "raw_return"):
        assert float(space[name]) == pytest.approx(study[name], rel=1e-9, abs=1e-12), name
    assert list(space["window"]["abnormal"]) == pytest.approx(pairs[case].path["ar"].tolist(), abs=1e-9)


@pytest.mark.parametrize("case", ["controls", "controls-log", "controls-missing-close"])
def test_it_finds_the_weights_again(pairs, case):
    """By SciPy's search over the closes in the notebook, not by those that the study has found."""
    *cells, check = [cell.source for cell in book_of(pairs[case]).cells if cell.cell_type == "code"]
    space = {"print": lambda *_: None}
    exec(compile("\n".join(cells), case, "exec"), space)
    weights = pairs[case].portfolio.controls["weight"]
    np.testing.assert_allclose(space["portfolio"].to_numpy(), weights.to_numpy(), atol=1e-10)
    assert repr(float(weights.max())) in check and not any(repr(float(weights.max())) in c for c in cells)


@pytest.mark.parametrize("case", CASES)
def test_it_imports_nothing_but_pandas_and_for_weights_scipy_and_opens_no_file(pairs, case):
    tree = ast.parse(code_of(book_of(pairs[case])))
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    scipy = ["from scipy.optimize import nnls", "from scipy.linalg import solve"]
    assert [ast.unparse(node) for node in imports] == [
        "import pandas as pd",
        *(scipy if case.startswith("controls") else []),
    ]
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"open", "eval", "exec", "__import__"} and not any("read_" in name for name in called)


def test_the_studys_numbers_stand_in_the_last_code_cell_alone(pairs):
    *cells, check = [cell.source for cell in book_of(pairs["hong-kong"]).cells if cell.cell_type == "code"]
    assert repr(pairs["hong-kong"].study["car"]) in check
    assert not any(
        repr(pairs["hong-kong"].study[name]) in cell
        for cell in cells
        for name in ("car", "alpha", "beta", "se", "t")
    )


def test_the_same_pair_is_the_same_file(snapshot, pairs):
    assert notebook(pairs["new-york"]) == notebook(collect(snapshot, WorksheetParams(**CASES["new-york"])))


def test_hostile_titles_are_words(snapshot):
    title = '<img src=x onerror=alert(1)> [go](javascript:alert(1)) $x$ """ # `code` \n# heading'
    events = snapshot.events.assign(title=title, summary=title)
    book = book_of(
        collect(
            altered(snapshot, events=events),
            WorksheetParams(event=PROBE, symbol="9988.HK"),
        )
    )
    written = "".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert "<img" not in written and "](" not in written and "&lt;img" in written
    assert "onerror" not in code_of(book)
    exec(compile(code_of(book), "hostile", "exec"), {"print": lambda *_: None})


@given(st.text())
def test_nothing_in_a_text_is_markup(text):
    written = as_written(text)
    assert "<" not in written and "\n" not in written
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]$]", written)
