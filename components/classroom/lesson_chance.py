"""Steps 5 and 6: ordinary windows to compare with, and why three companies are not three witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from components.charts import clustering as clustering_chart
from components.charts import placebo as placebo_chart
from components.charts.clustering.study import Couple, couples
from components.charts.kit.one_share import ShareStudy
from components.charts.kit.share_params import ShareParams
from components.charts.placebo.words import comparison
from components.classroom.lesson_step import Step
from components.classroom.lesson_words import chance, signed
from components.language import counted, day, decimal, listed, percent
from components.study import Placebo, placebo_of, usual_phrase
from components.study.group_tests import cross_sectional, cross_sectional_by_day, patell, patell_adjusted
from components.study.sample import Sample, draw

if TYPE_CHECKING:
    from data import Snapshot

MARK = 0.05
"""The share at which a move is called unusual, and the q at which it counts as a discovery."""
DIRECTION_WORDS = {
    "tightening": "that tightened policy",
    "easing": "that eased policy",
    "neutral": "that did neither, tighten nor ease",
}


def placebo(snapshot: Snapshot, study: ShareStudy, params: ShareParams, place: int, title: str) -> Step:
    found = placebo_of(study.result, study.event, study.symbol)
    paragraphs = _compared(study, found) if found.count else _nothing_to_compare(study)
    question, answer = _many_comparisons(study)
    return Step(
        place, title, placebo_chart.SLUG, placebo_chart.Params.taking(params), paragraphs, question, answer
    )


def _compared(study: ShareStudy, found: Placebo) -> tuple[str, str]:
    pair, length = study.pair, study.spec.length
    each = "session" if length == 1 else f"window of {length} sessions"
    sizes, sessions = found.windows["car"].abs(), found.windows["session"]
    ordinary = (
        f"How large is large? The share’s own ordinary days tell. Take every {each} with no recorded "
        "event on the company in it or next to it, fit the line to the days before, and work out its "
        f"CAR in the same way. From {day(sessions.iloc[0])} to {day(sessions.iloc[-1])} there are "
        f"{found.count:,} of them; half moved by less than {percent(float(sizes.median()), 2)} in "
        "either direction. Divided by their standard errors, the noise of their time, they are the bars."
    )
    phrase = usual_phrase(pair["placebo_share"], pair["car"], length, pair["placebo_n"])
    in_words = f" In words: {phrase}." if found.as_unusual else ""
    verdict = (
        f"The CAR here is {signed(found.car)}, {decimal(abs(found.t), 1)} of its standard errors; "
        f"{comparison(found)}, up or down.{in_words} Counting this "
        f"window among them, ({found.as_unusual:,} + 1) of ({found.count:,} + 1) is "
        f"{percent(found.share, 2)}: the placebo share. The usual t test, which needs a bell curve, "
        f"says {chance(float(pair['p']))} (its p value)."
    )
    return ordinary, verdict


def _nothing_to_compare(study: ShareStudy) -> tuple[str, str]:
    pair = study.pair
    return (
        "How large is large? The share’s own ordinary days would tell: every window of "
        f"{study.spec.length} sessions with no recorded event on the company in it or next to it. "
        "Events stand so close in this record that no window of this length is free of them.",
        f"So there is no placebo share for the CAR of {signed(pair['car'])}. The usual t test can still "
        f"be made: it gives a p value of {chance(float(pair['p']))}, and leans on returns that follow a "
        "bell curve. A shorter window finds ordinary ones to compare with.",
    )


def _many_comparisons(study: ShareStudy) -> tuple[str, str]:
    pairs = study.result.pairs[study.result.used]
    known = pairs["placebo_share"].notna()
    count, unusual = int(known.sum()), int((pairs["placebo_share"] <= MARK).sum())
    q = float(study.pair["q"])
    if not count:
        count, unusual = len(pairs), int((pairs["p"] <= MARK).sum())
    question = (
        f"The record holds {count:,} such pairs of event and share. If no event had anything to do with "
        "any share, how many would still look unusual at the mark of 1 in 20?"
    )
    more = (
        "more than chance alone would give; but no one of them is safe by itself"
        if unusual > 1.5 * count * MARK
        else "not far from what chance alone would give"
    )
    stands = "stands out even so" if q <= MARK else "does not stand out"
    answer = (
        f"About {round(count * MARK):,}. In the record it is {unusual:,}, {more}. The q value corrects "
        f"for the number of comparisons: for this pair it is {chance(q)}, so at a mark of "
        f"{percent(MARK, 0)} it {stands}."
    )
    return question, answer


def clustering(snapshot: Snapshot, study: ShareStudy, params: ShareParams, place: int, title: str) -> Step:
    chart = clustering_chart.Params.taking(params)
    sample = draw(study.result, [study.event])
    together = _together(couples(snapshot, chart))
    paragraphs = (_one_news(study, sample, together), _worth(sample))
    question, answer = _all_of_a_kind(snapshot, study)
    return Step(place, title, clustering_chart.SLUG, chart, paragraphs, question, answer)


def _together(found: list[Couple]) -> str:
    """How the couples of the chart move together, the closest first."""
    known = [couple for couple in found if np.isfinite(couple.usual)]
    if not known:
        return ""
    top = max(known, key=lambda couple: couple.usual)
    events = f", and {decimal(top.eventful)} on days of events on both" if np.isfinite(top.eventful) else ""
    return (
        f" Beyond their index, {top.name} have a correlation of {decimal(top.usual)} on ordinary "
        f"days{events}: where dots lie along the rising diagonal, one company tells what the other did."
    )


def _one_news(study: ShareStudy, sample: Sample, together: str) -> str:
    names = study.result.listings["company"].to_numpy()[sample.row]
    cars = [f"{name} {signed(car)}" for name, car in zip(names, sample.car, strict=True)]
    if len(cars) > 1:
        lead = (
            f"This event concerned {counted(len(cars), 'company', 'companies')} with numbers: "
            f"{listed(cars)}. It is tempting to count them as {len(cars)} witnesses. But they share "
            "investors and moods."
        )
    elif cars:
        lead = (
            f"Of the companies that this event concerned, one alone has numbers: {cars[0]}. Most events "
            "of the record concern several, and it is tempting to count each company as a witness of "
            "its own. But they share investors, customers and moods."
        )
    else:
        lead = (
            "The record expects none of these companies to be concerned by this event. Most events "
            "concern several, and it is tempting to count each company as a witness of its own. But "
            "they share investors, customers and moods."
        )
    return lead + together


def worth(size: int, correlation: float) -> float:
    """As many independent observations as `size` with this mean correlation are worth: N / (1 + (N − 1)
    r)."""
    return size / (1 + (size - 1) * correlation)


def _worth(sample: Sample) -> str:
    size = len(sample)
    if size < 2:
        return (
            "With one observation there is nothing to correct here. Where N companies have a mean "
            "correlation r, they are worth N / (1 + (N − 1) r) independent ones: three with a "
            f"correlation of one half are worth {decimal(worth(3, 0.5), 1)}. Tests that take each for "
            "independent are too sure of themselves by the root of that ratio."
        )
    naive, adjusted, r = patell(sample), patell_adjusted(sample), sample.mean_correlation
    mean = float(sample.car.mean())
    counted_as = worth(size, r)
    lead = (
        f"Their mean CAR is {signed(mean)}. Taken for {size} independent observations it is "
        f"{decimal(naive.statistic)} standard errors from nought (Patell’s Z, p {chance(naive.p)}). "
    )
    if not np.isfinite(adjusted.statistic) or r <= 0:
        return lead + (
            f"The mean correlation of their forecast errors is {decimal(r)} here, so nothing has to "
            "be taken off; on days of news it is often higher."
        )
    weaker = "hardly changes" if abs(naive.statistic - adjusted.statistic) < 0.05 else "shrinks"
    return (
        f"{lead}With the mean correlation of their forecast errors, {decimal(r)}, it {weaker} to "
        f"{decimal(adjusted.statistic)} (p {chance(adjusted.p)}): {size} / (1 + {size - 1} × "
        f"{decimal(r)}) makes them worth {decimal(counted_as, 1)} independent companies."
    ).replace("hardly changes to", "is hardly changed, at")


def _all_of_a_kind(snapshot: Snapshot, study: ShareStudy) -> tuple[str, str]:
    direction = str(snapshot.events.at[study.event, "direction"])
    ids = list(snapshot.events.index[snapshot.events["direction"] == direction])
    sample = draw(study.result, ids)
    size, days = len(sample), sample.event_days
    kind = DIRECTION_WORDS[direction]
    question = (
        f"All {len(ids)} events of the record {kind} give {counted(size, 'reaction')} of a company. On "
        "how many separate event days, and what does that do to the test of their mean?"
    )
    naive, by_day = cross_sectional(sample), cross_sectional_by_day(sample)
    if not (np.isfinite(naive.statistic) and np.isfinite(by_day.statistic)):
        return question, f"On {counted(days, 'day')}: too few to test a mean."
    change = "shrinks" if abs(by_day.statistic) < abs(naive.statistic) else "does not shrink"
    answer = (
        f"On {counted(days, 'day')}. Their mean CAR is {signed(float(sample.car.mean()))}. Taken one by "
        f"one, its t is {decimal(naive.statistic, 1)} (p {chance(naive.p)}); counted by event day, "
        f"{decimal(by_day.statistic, 1)} (p {chance(by_day.p)}). The number stays; the certainty "
        f"{change}."
    )
    return question, answer
