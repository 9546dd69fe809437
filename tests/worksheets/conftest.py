"""Pairs of the record in every model, and their workbooks as LibreOffice calculates them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from components.worksheets.pair import Pair, collect
from components.worksheets.params import WorksheetParams
from components.worksheets.workbook import workbook
from data import Snapshot
from tests.altered import altered
from tests.office import find_office, recalculated

PROBE = "2020-12-24-samr-opens-alibaba-probe"
FINE = "2021-04-10-alibaba-fined-18-2bn"
GAMES = "2023-12-22-online-games-draft"

TEXTBOOK = dict(alpha="ols", variance="estimation")

CASES: dict[str, dict] = {
    "hong-kong": dict(event=PROBE, symbol="9988.HK"),
    "hong-kong-log": dict(event=PROBE, symbol="9988.HK", returns="log"),
    "new-york": dict(event=PROBE, symbol="BABA", window=(0, 5)),
    "other-index": dict(event=PROBE, symbol="BABA", benchmark="HSI", confidence=0.9),
    "one-day": dict(event=GAMES, symbol="0700.HK", window=(0, 0)),
    "long": dict(
        event="2022-03-16-liu-he-rescue-meeting", symbol="3690.HK", window=(-30, 60), estimation=(-250, -11)
    ),
    "every-session": dict(
        event=FINE, symbol="9988.HK", clean_estimation=False, estimation=(-60, -2), min_estimation=30
    ),
    "market-adjusted": dict(event=GAMES, symbol="0700.HK", model="market-adjusted"),
    "market-adjusted-log": dict(event=PROBE, symbol="BABA", model="market-adjusted", returns="log"),
    "mean-adjusted": dict(event=GAMES, symbol="0700.HK", model="mean-adjusted", window=(-5, 10)),
    "mean-adjusted-log": dict(event=PROBE, symbol="9988.HK", model="mean-adjusted", returns="log"),
    "two-factor": dict(event=PROBE, symbol="9988.HK", model="two-factor"),
    "two-factor-log": dict(event=GAMES, symbol="0700.HK", model="two-factor", returns="log", window=(-5, 10)),
    "textbook": dict(event=PROBE, symbol="9988.HK", **TEXTBOOK),
    "textbook-two-factor": dict(event=GAMES, symbol="0700.HK", model="two-factor", **TEXTBOOK),
    "textbook-market-adjusted": dict(event=GAMES, symbol="0700.HK", model="market-adjusted", **TEXTBOOK),
    "no-drift": dict(event=FINE, symbol="9988.HK", alpha="zero", window=(-5, 10)),
    "no-drift-two-factor": dict(event=GAMES, symbol="0700.HK", model="two-factor", alpha="zero"),
    "no-drift-mean-adjusted": dict(
        event=PROBE, symbol="BABA", model="mean-adjusted", alpha="zero", variance="estimation"
    ),
    "drift-weighed-alone": dict(event=PROBE, symbol="BABA", variance="estimation", window=(0, 20)),
    "controls": dict(event=PROBE, symbol="9988.HK", model="controls"),
    "controls-log": dict(event=PROBE, symbol="BABA", model="controls", returns="log", window=(-5, 10)),
    "controls-every-session": dict(
        event=FINE,
        symbol="9988.HK",
        model="controls",
        clean_estimation=False,
        window=(0, 0),
        variance="estimation",
        confidence=0.9,
    ),
    "controls-missing-close": dict(event=GAMES, symbol="0700.HK", model="controls"),
    "missing-close": dict(event="2022-04-11-game-approvals-resume", symbol="1024.HK"),
}
"""Two exchanges, five models, three kinds of drift, two of variance, both kinds of return, windows of 1 to
91 sessions, sessions left out, a close that is missing."""


@pytest.fixture(scope="session")
def records(snapshot) -> dict[str, Snapshot]:
    """The record that each case is worked out from: one lacks Kuaishou's close of 14 March 2022, one a
    control's of 14 November 2023."""
    prices, levels = snapshot.prices, snapshot.control_levels.copy()
    lost = (prices["symbol"] == "1024.HK") & (prices["date"] == "2022-03-14")
    levels.loc["2023-11-14", "0005.HK"] = float("nan")
    gaps = {
        "missing-close": altered(snapshot, prices=prices[~lost]),
        "controls-missing-close": altered(snapshot, control_levels=levels),
    }
    return {name: gaps.get(name, snapshot) for name in CASES}


@pytest.fixture(scope="session")
def pairs(records) -> dict[str, Pair]:
    return {name: collect(records[name], WorksheetParams(**asked)) for name, asked in CASES.items()}


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice, or a loud skip of what needs it."""
    path = find_office()
    if path is None:
        pytest.skip("NO LIBREOFFICE FOUND: the formulas of the worksheets are not recalculated")
    return path


@pytest.fixture(scope="session")
def calculate(office, tmp_path_factory) -> Callable[[dict[str, bytes]], dict[str, Workbook]]:
    """Files by name → the same with every formula's value, in one start of LibreOffice."""

    def run(files: dict[str, bytes]) -> dict[str, Workbook]:
        folder = tmp_path_factory.mktemp("office")
        paths: list[Path] = []
        for name, body in files.items():
            paths.append(folder / f"{name}.xlsx")
            paths[-1].write_bytes(body)
        return {
            path.stem: openpyxl.load_workbook(path, data_only=True)
            for path in recalculated(office, paths, folder)
        }

    return run


@pytest.fixture(scope="session")
def calculated(pairs, calculate) -> Iterator[dict[str, Workbook]]:
    """The workbook of every case, calculated."""
    yield calculate({name: workbook(pair) for name, pair in pairs.items()})
