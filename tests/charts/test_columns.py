"""Rows as arrays by column say what the frame says that they were taken from."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from components.charts.impact.params import Params
from components.charts.impact.study import RANKED_COLUMNS, claimed, claims, ranked, ranking
from components.charts.kit.columns import Columns
from components.charts.kit.pairs import used

FRAME = pd.DataFrame({"share": ["a", "b", "c"], "move": [0.1, float("nan"), -0.2], "day": [3, 1, 2]})


def test_columns_are_those_of_the_frame_that_were_asked_for():
    rows = Columns.of(FRAME, ("share", "move", "unknown"))
    assert rows["share"].tolist() == ["a", "b", "c"] and rows["share"].dtype == object
    assert len(rows) == 3 and not rows.empty
    np.testing.assert_array_equal(rows["move"], FRAME["move"])


def test_rows_are_taken_by_place_and_by_mask():
    rows = Columns.of(FRAME, ("share", "day"))
    assert rows.at(np.array([2, 0]))["share"].tolist() == ["c", "a"]
    few = rows.at(rows["day"] > 2)
    assert few["share"].tolist() == ["a"] and few["day"].tolist() == [3]
    assert rows.at(rows["day"] > 3).empty


def test_a_further_column_leaves_the_rows_as_they_were():
    rows = Columns.of(FRAME, ("day",))
    assert rows.adding(double=2 * rows["day"])["double"].tolist() == [6, 2, 4]
    with pytest.raises(KeyError):
        rows["double"]


def test_a_ranking_has_the_pairs_with_numbers_and_their_moves(snapshot):
    pairs, found = used(ranked(snapshot, Params())), ranking(snapshot, Params())
    for name in RANKED_COLUMNS:
        np.testing.assert_array_equal(found.pairs[name], pairs[name].to_numpy())
    moves = pairs.drop_duplicates(["symbol", "day0"])
    for name in ("car", "p", "q"):
        np.testing.assert_array_equal(found.moves[name], moves[name])


def test_a_move_stands_under_its_gravest_and_then_its_earliest_event(snapshot):
    pairs = used(ranked(snapshot, Params()))
    first, others = claims(ranking(snapshot, Params()).pairs)
    table = claimed(pairs)
    assert table["event_id"].tolist() == pairs["event_id"].iloc[first].tolist()
    assert table["others"].tolist() == others.tolist()
    by_move = pairs.sort_values(["severity", "date"], ascending=[False, True], kind="stable").groupby(
        ["symbol", "day0"], sort=False
    )["event_id"]
    gravest = by_move.agg(list)
    for row in table.itertuples():
        assert [row.event_id, *row.others] == gravest[row.symbol, row.day0]
