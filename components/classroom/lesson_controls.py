"""Step 7: three shares that the news did not touch stand in for the index, with sums done by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts import counterfactual as chart
from components.charts.kit.one_share import ShareStudy
from components.charts.kit.share_params import ShareParams
from components.classroom.lesson_step import Step
from components.classroom.lesson_words import days_named, signed
from components.language import counted, decimal, listed
from components.study.counterfactual import Counterfactual, counterfactual, refitted
from components.study.status import MEANING, USED

if TYPE_CHECKING:
    from data import Snapshot

THREE = 3


def controls(snapshot: Snapshot, study: ShareStudy, params: ShareParams, place: int, title: str) -> Step:
    found = counterfactual(snapshot, study.spec, study.event, study.symbol)
    few = by_hand(snapshot, found)
    share = study.days(*study.spec.window)["share"].sum(min_count=study.spec.length)
    if found.status != USED or few["moved"].isna().any():
        paragraphs, question, answer = _without(study, found)
    else:
        paragraphs = (_why(study, found, few), _sums(study, found, few, share))
        question, answer = _thirds(few, share)
    return Step(place, title, chart.SLUG, chart.Params.taking(params), paragraphs, question, answer)


def by_hand(snapshot: Snapshot, found: Counterfactual) -> pd.DataFrame:
    """The three controls that weigh most: index symbol, with name, weight when only they may serve, moved.

    Weights with two decimals and moves with two of a per cent, as they are printed, so that sums by hand
    come out.
    """
    names = list(found.weights.sort_values(ascending=False, kind="stable").index[:THREE])
    weights = refitted(found, names) if names else pd.Series(dtype=float)
    return pd.DataFrame(
        {
            "name": snapshot.controls["name"].reindex(names),
            "weight": weights.round(2),
            "moved": found.moved.reindex(names).round(4),
        }
    )


def _why(study: ShareStudy, found: Counterfactual, few: pd.DataFrame) -> str:
    holds = (
        "An index that holds the share falls with it, and so counts a part of the fall as expected."
        if study.pair["benchmark"] == "HSI"
        else "An index may fall for the same news, and then counts a part of the fall as expected."
    )
    weights = listed(f"{decimal(row.weight)} of {row.name_}" for row in _rows(few))
    return (
        f"{holds} What had the share done beside shares that the news does not concern? Three of them, mixed "
        f"so that they came nearest to it on {counted(int(found.pair['n_estimation']), 'earlier session')}, "
        f"stand in for it: {weights}. No weight is below nought, and they need not add up to one: a share "
        "may swing more than any mixture of calm ones."
    )


def _sums(study: ShareStudy, found: Counterfactual, few: pd.DataFrame, share: float) -> str:
    expected = float((few["weight"] * few["moved"]).sum())
    products = " + ".join(f"{decimal(row.weight)} × ({signed(row.moved)})" for row in _rows(few))
    return (
        f"Over {days_named(study.spec.window)} they made {products} = {signed(expected)}. The share’s own "
        f"daily returns add up to {signed(share)}, so that {signed(share - expected)} is left beyond the "
        f"three. All {len(found.weights)} controls together, as in the chart, leave "
        f"{signed(found.pair['car'])}; beside {study.index} {signed(study.pair['car'])} was left. "
        "Neither is the truth: each answers another question."
    )


def _thirds(few: pd.DataFrame, share: float) -> tuple[str, str]:
    mean = float(few["moved"].mean())
    sums = " + ".join(f"({signed(moved)})" for moved in few["moved"])
    return (
        "Suppose that nobody had fitted weights, and each of the three simply counted a third. What would "
        "be left of the share’s move?",
        f"{signed(share - mean)}: the three made ({sums}) / 3 = {signed(mean)}. Equal parts are a choice "
        "too, and one that cannot be suited to the result; but shares that never moved like this one make a "
        "poor yardstick.",
    )


def _without(study: ShareStudy, found: Counterfactual) -> tuple[tuple[str, str], str, str]:
    reason = MEANING[found.status] if found.status != USED else "A return of the three is not on record."
    return (
        (
            "An index that holds the share falls with it, and so counts a part of the fall as expected. "
            "One may ask instead what the share had done beside shares that the news does not concern, mixed "
            "so that they came nearest to it before.",
            f"For {study.name} over {days_named(study.spec.window)} that cannot be told. {reason} Another "
            "event, or a shorter window, shows the sums; they are three products and one difference.",
        ),
        "Which shares would you take for such a mixture, and which ones would be a mistake?",
        "Shares that lived in the same times and had nothing to do with the news: banks, oil, builders. A "
        "mistake would be the share’s rivals, its owners, or the exchange that earns on its trading: "
        "the news concerns them too.",
    )


def _rows(few: pd.DataFrame) -> list:
    return list(few.rename(columns={"name": "name_"}).itertuples())
