"""`python -m tests.mutation [FILE …] [--sample N] [--seed N]`: does a test fail when the code is wrong?

One operator or constant of a file at a time is turned into another, in a copy of the project, and the tests
that stand for the file are run until one fails. What no test notices is printed: it wants a test, or a reason
why it changes nothing. `tests/README.md` reports the figures.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300
"""Seconds after which a mutant counts as noticed: it does not come to an end."""

STUDY = [
    "tests/study/test_hand_worked.py",
    "tests/study/test_inference.py",
    "tests/study/test_frames.py",
    "tests/study/test_status.py",
    "tests/study/test_properties.py",
    "tests/study/test_record.py",
    "tests/study/test_against_statsmodels.py",
]
PARAMS = ["tests/test_params.py", "tests/test_params_record.py", "tests/test_params_everywhere.py"]
TESTS: dict[str, list[str]] = {
    "components/study/fit.py": [*STUDY, "tests/study/test_drift.py", "tests/study/test_recent.py"],
    "components/study/inference.py": ["tests/study/test_inference.py", "tests/study/test_hand_worked.py"],
    "components/study/group_tests.py": [
        "tests/study/test_group_tests.py",
        "tests/study/test_counted_once.py",
    ],
    "components/study/placebo.py": ["tests/study/test_placebo.py", "tests/study/test_inference.py", *STUDY],
    "components/study/outcomes.py": ["tests/study/test_record.py", *STUDY],
    "components/study/window_sums.py": [*STUDY, "tests/study/test_recent.py"],
    "data/day0.py": ["tests/data/test_day0.py"],
    "data/total_return.py": ["tests/data/test_total_return.py"],
    "components/upload/date_forms.py": ["tests/upload/test_dates.py", "tests/upload/test_sanity.py"],
    "components/upload/dates.py": ["tests/upload/test_dates.py", "tests/upload/test_sanity.py"],
    "components/params/base.py": PARAMS,
    "components/params/fields.py": PARAMS,
    "components/params/kinds.py": PARAMS,
    "components/params/method.py": PARAMS,
    "components/params/record.py": PARAMS,
}
"""The files whose arithmetic everything rests on, with their tests, the quickest to fail first."""

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


class Mutant(NamedTuple):
    """A line of a file, the code there before and after, and the whole file with the change."""

    line: int
    before: str
    after: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every change of one operator, number or truth value; annotations and texts are left alone."""
    tree = ast.parse(source)
    found = []
    for place, node in enumerate(_code(tree)):
        changed = _changed(node)
        if changed is None:
            continue
        other = copy.deepcopy(tree)
        twin = list(_code(other))[place]
        twin.__class__, twin.__dict__ = type(changed), {**vars(twin), **vars(changed)}
        before, after = (ast.unparse(one)[:90] for one in (node, changed))
        found.append(Mutant(node.lineno, before, after, ast.unparse(other)))
    return found


def _code(node: ast.AST) -> Iterator[ast.expr]:
    """Expressions below a node that are carried out."""
    skipped = {"annotation", "returns"} if not isinstance(node, ast.JoinedStr) else {"values"}
    for name, value in ast.iter_fields(node):
        if name in skipped:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                if isinstance(child, ast.expr):
                    yield child
                yield from _code(child)


def _changed(node: ast.expr) -> ast.expr | None:
    match node:
        case ast.BinOp() if type(node.op) in OPERATORS:
            return ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
        case ast.BoolOp():
            return ast.BoolOp(OPERATORS[type(node.op)](), node.values)
        case ast.Compare():
            first, *rest = node.ops
            return ast.Compare(node.left, [OPERATORS[type(first)](), *rest], node.comparators)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
            return node.operand
        case ast.Constant(value=bool()):
            return ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            return ast.Constant(node.value + 1)
    return None


def survives(copied: Path, file: str, mutant: Mutant) -> bool:
    """Whether all tests of the file pass with the mutant in its place."""
    (copied / file).write_text(mutant.source)
    child = os.fork()
    if not child:
        os.setsid()
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.chdir(copied)
        sys.path.insert(0, str(copied))
        for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
            del sys.modules[name]
        import pytest

        options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
        os._exit(int(pytest.main([*options, *TESTS[file]]) != 0))
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def main() -> None:
    """Prints a line for each file and one for each mutant that no test noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="of " + ", ".join(TESTS))
    parser.add_argument("--sample", type=int, help="so many mutants of each file, by chance; else all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--line", type=int, help="mutants of this line only")
    asked = parser.parse_args()
    sys.dont_write_bytecode = True  # a stale one would hide a mutant of the same size
    import hypothesis  # noqa: F401  what every run needs and no mutant changes is imported once
    import pandera.pandas  # noqa: F401
    import scipy.stats  # noqa: F401
    import sqlite_utils  # noqa: F401
    import statsmodels.api  # noqa: F401
    import streamlit  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "project"
        left = shutil.ignore_patterns(".git", ".venv", ".cache", "__pycache__", ".mypy_cache", ".ruff_cache")
        shutil.copytree(ROOT, copied, ignore=left)
        for file in asked.files or TESTS:
            whole = (copied / file).read_text()
            every = mutants(whole)
            if asked.line:
                every = [mutant for mutant in every if mutant.line == asked.line]
            tried = every
            if asked.sample and asked.sample < len(every):
                tried = sorted(random.Random(asked.seed).sample(every, asked.sample))
            if survives(copied, file, Mutant(0, "", "", whole)):
                missed = [mutant for mutant in tried if survives(copied, file, mutant)]
                noticed = len(tried) - len(missed)
                print(f"{file}: {noticed} of {len(tried)} noticed, of {len(every)} possible", flush=True)
                for mutant in missed:
                    print(f"  line {mutant.line}: {mutant.before}  →  {mutant.after}", flush=True)
            else:
                print(f"{file}: its tests fail as it stands", flush=True)
            (copied / file).write_text(whole)


if __name__ == "__main__":
    main()
