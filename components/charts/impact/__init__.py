"""Impact: every pair of event and share ranked by its abnormal return, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.chart import Chart
from components.charts.impact import words
from components.charts.impact.figure import draw
from components.charts.impact.params import Params
from components.charts.impact.study import TABLE_COLUMNS, Ranking, ranked, ranking
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs, study
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import share_count_note, study_notes, study_sources
from components.study.moves import distinct_moves

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "impact"
NAME = "Ranked impact"
SUMMARY = "How far did shares move around each event beyond what their market explains, and how surely?"
CANNOT = (
    "Causes, or which of several events in the same sessions stands behind a move. The largest of "
    "many moves are large by luck too, so they overstate what such events usually go with."
)
PAGE = AppPage("impact")


@remembered(64)
def finding(snapshot: Snapshot, params: Params) -> str:
    """What the selection shows in one sentence, the moves that the `significant` switch hides counted too."""
    return words.finding(ranking(snapshot, params.replace(significant=False)))


@remembered(64)
def opening(snapshot: Snapshot, params: Params) -> str:
    """The same in plain words, before any number of the method."""
    return words.opening(ranking(snapshot, params.replace(significant=False)))


@remembered(64)
def moves(snapshot: Snapshot, params: Params) -> str:
    """How many distinct moves the selection holds, and in how many episodes, as sentences; "" for none."""
    params = params.replace(significant=False, event=None)
    result = study(snapshot, params)
    if result is None:
        return ""
    pairs = shown_pairs(snapshot, params)
    return words.moves(distinct_moves(result, pairs.index.to_numpy()), len(ranking(snapshot, params).pairs))


def unselected(
    snapshot: Snapshot, pairs: pd.DataFrame, params: Params, look: Look, shown: Ranking | None = None
) -> UnselectedChart:
    """The ranking of any pairs, those of a visitor's own events too; nothing is remembered here.

    shown: the `Ranking` of `pairs`, where it is there already.
    """
    shown = shown or Ranking.of(pairs)
    found = words.finding(shown)
    return UnselectedChart(
        draw(snapshot, shown.pairs, look),
        words.title(snapshot, shown, only_significant=params.significant),
        words.subtitle(snapshot, params),
        words.alt(snapshot, shown, params, found),
        lambda: pairs[[name for name in TABLE_COLUMNS if name in pairs]],
        study_sources(snapshot, pairs["symbol"].unique()),
        (*words.notes(shown), *study_notes(snapshot, pairs, params), *share_count_note(shown.pairs)),
        found,
    )


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    return unselected(snapshot, ranked(snapshot, params), params, look, ranking(snapshot, params))


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """The ranking for `params`; `params.event` is ringed."""
    return _unselected(snapshot, params.replace(event=None), look).chart(
        SLUG, snapshot, params, look, event=params.event
    )


def example(snapshot: Snapshot) -> Params:
    """The whole record."""
    return Params()
