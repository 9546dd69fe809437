"""Step 8: what the number cannot tell, with what the record says about this very pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from components.charts import around as around_chart
from components.charts.kit.one_share import ShareStudy
from components.charts.kit.record import market_name
from components.charts.kit.share_params import ShareParams
from components.charts.kit.study_words import short_title
from components.classroom.lesson_line import study_of_all
from components.classroom.lesson_step import Step
from components.classroom.lesson_words import day_name, days_named, signed, times
from components.language import agreeing, counted, day, listed, percent
from components.study import StudyResult

if TYPE_CHECKING:
    from data import Snapshot

MOST_NAMED = 2
WIDE, NARROW = (-5, 10), (0, 0)
NO_PROOF = (
    "And a share that moves beside news does not show that the news moved it: the study says how "
    "unusual the move was, not why it came."
)


def limits(snapshot: Snapshot, study: ShareStudy, params: ShareParams, place: int, title: str) -> Step:
    question, answer = _wider(snapshot, study)
    paragraphs = (_others(snapshot, study), f"{_hour(study)} {_before(study)} {NO_PROOF}")
    return Step(
        place, title, around_chart.SLUG, around_chart.Params.taking(params), paragraphs, question, answer
    )


def _others(snapshot: Snapshot, study: ShareStudy) -> str:
    company, window = study.reaction.company, days_named(study.spec.window)
    ids = list(study.pair["overlaps"])
    if not ids:
        free, whole = alone(study.result)
        return (
            (
                f"No other recorded event on {company} has its day 0 in the window, {window}. That is "
                f"worth something: of the {whole:,} pairs with numbers where the event concerns the "
                f"company, {free:,} ({percent(free / whole, 0)}) have their window to themselves. But "
                "rumours, results and large orders that no record holds are in the number too."
            )
            if whole
            else (
                f"No other recorded event on {company} has its day 0 in the window, {window}. But "
                "rumours, results and large orders that no record holds are in the number too."
            )
        )
    named = [f"“{short_title(snapshot, other)}”" for other in ids[:MOST_NAMED]]
    more = [counted(len(ids) - MOST_NAMED, "other")] if len(ids) > MOST_NAMED else []
    return (
        f"{'One other recorded event' if len(ids) == 1 else counted(len(ids), 'other recorded event')} "
        f"on {company} {agreeing(len(ids), 'has its', 'have their')} day 0 in the window, {window}: "
        f"{listed([*named, *more])}. Whatever each did to the share is in the one number of "
        f"{signed(study.pair['car'])}, and no arithmetic takes it apart. Rumours, results and large "
        "orders that no record holds are in it too."
    )


def _hour(study: ShareStudy) -> str:
    rule, market, when = (
        study.reaction.day0_rule,
        market_name(study.reaction.exchange),
        day(study.pair["day0"]),
    )
    first, last = study.spec.window
    covered = " The days on either side in the window allow for that." if first <= -1 and last >= 1 else ""
    if "unknown" in rule:
        return (
            f"The hour of publication is not known, so day 0 in {market}, {when}, may be a session "
            f"early or late.{covered}"
        )
    if "hour known" in rule:
        return f"The hour of publication is on record, so day 0 in {market}, {when}, is firm."
    return f"Day 0 in {market}, {when}, was judged by hand.{covered}"


def _before(study: ShareStudy) -> str:
    before = study.days(-1, -1)
    value = float(before["abnormal"].iloc[0]) if len(before) else float("nan")
    if not np.isfinite(value):
        return "Whether word had leaked out before cannot be seen."
    size = abs(value) / study.sigma
    text = f"On {day_name(-1)} the abnormal return was {signed(value)}, {times(size)} a standard deviation"
    if size > 2:
        return f"{text}: word may have been out, or something else was."
    return f"{text}: nothing beyond the ordinary, though word can leak out without a large move."


def alone(result: StudyResult) -> tuple[int, int]:
    """Pairs with numbers, of events that concern the company: those with no other event in the window, and
    all.
    """
    pairs = result.pairs[result.used & result.index.affected]
    return int((pairs["overlap_count"] == 0).sum()), len(pairs)


def _wider(snapshot: Snapshot, study: ShareStudy) -> tuple[str, str]:
    window = study.spec.window
    other = WIDE if study.spec.length < WIDE[1] - WIDE[0] + 1 else NARROW
    question = (
        f"Would a window of {days_named(other)}{' alone' if other == NARROW else ''} make it easier or "
        "harder to tell this event from others?"
    )
    parts = []
    for result, name in (
        (study.result, days_named(window)),
        (study_of_all(snapshot, study, other), days_named(other)),
    ):
        free, whole = alone(result)
        parts.append(
            f"over {name}, {whole - free:,} of {whole:,} pairs in the record "
            f"({percent((whole - free) / whole, 0) if whole else 'none'}) share their window with "
            "another event"
        )
    return (
        question,
        (
            f"{'Harder' if other == WIDE else 'Easier'}: {'; '.join(parts)}. And a window without "
            "overlap still shows only that the share moved then, not why."
        ),
    )
