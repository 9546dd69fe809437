"""One fact has one number: every event and listing, on every surface that tells its move."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from components.charts import car, impact
from components.charts.kit.one_share import share_study
from components.charts.kit.share_params import ShareParams
from components.classroom.outcomes import outcomes
from components.classroom.questions import askable
from components.classroom.scale import BOUNDS
from components.params.impact import ImpactParams
from components.study import run_study
from components.study.status import USED
from components.worksheets.pair import collect
from components.worksheets.params import WorksheetParams
from data import Snapshot


@pytest.fixture(scope="module")
def served(snapshot: Snapshot) -> pd.DataFrame:
    """The rows of `/data/impacts` for every listing, by event and listing."""
    asked = ImpactParams(symbols=snapshot.symbols(ring=9))
    return run_study(snapshot, asked.spec()).pairs.set_index(["event_id", "symbol"])


def test_the_impact_chart_page_and_embed(snapshot, served):
    shown = impact.build(snapshot, impact.Params()).table.set_index(["event_id", "symbol"])
    assert len(shown) > 700
    for name in ("raw_return", "car", "ci_low", "ci_high", "p", "placebo_share"):
        np.testing.assert_array_equal(shown[name], served.loc[shown.index, name], err_msg=name)


def test_the_car_chart_page_and_embed(snapshot, served):
    seen = 0
    for event in snapshot.events.index:
        table = car.build(snapshot, car.Params(event=event)).table
        last = table[table["day"] == car.Params().window[1]].set_index("symbol")
        for symbol, row in last.iterrows():
            pair = served.loc[(event, symbol)]
            if pair["status"] == USED:
                seen += 1
                for name in ("car", "ci_low", "ci_high"):
                    assert row[name] == pytest.approx(pair[name], rel=1e-9, abs=1e-13), (event, symbol, name)
            else:
                assert not math.isfinite(row["car"]), (event, symbol)
    assert seen > 700


def test_the_worksheet_and_the_lesson(snapshot, served):
    for event, symbol in served.index[served.index.get_level_values("symbol").isin(snapshot.symbols())]:
        pair = served.loc[(event, symbol)]
        lesson = share_study(snapshot, ShareParams(event=event, symbol=symbol))
        assert lesson.used == (pair["status"] == USED)
        if lesson.used:
            sheet = collect(snapshot, WorksheetParams(event=event, symbol=symbol)).study
            assert lesson.pair["car"] == pair["car"], (event, symbol)
            assert sheet["car"] == pytest.approx(pair["car"], rel=1e-12), (event, symbol)
            assert sheet["se"] == pytest.approx(pair["se"], rel=1e-12), (event, symbol)


@pytest.mark.parametrize("window", BOUNDS)
def test_the_quiz(snapshot, window):
    served = run_study(snapshot, ImpactParams(window=window).spec()).pairs.set_index(["event_id", "symbol"])
    asked = askable(snapshot, window).values()
    assert len(asked) > 50
    for question in asked:
        for told in outcomes(snapshot, question, window):
            pair = served.loc[(question.event, told.symbol)]
            assert (told.raw, told.beyond) == (pair["raw_return"], pair["car"]), (question.event, told.symbol)
