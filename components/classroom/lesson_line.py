"""Steps 1 to 4: returns, the line, the abnormal return and its sum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from components.charts import abnormal as abnormal_chart
from components.charts import car as car_chart
from components.charts import regression as regression_chart
from components.charts import returns as returns_chart
from components.charts.abnormal.study import USUAL
from components.charts.kit.one_share import ShareStudy
from components.charts.kit.record import CURRENCY_SIGNS, HONG_KONG
from components.charts.kit.share_params import ShareParams
from components.charts.returns.study import days_shown
from components.classroom.lesson_step import Step, key_day
from components.classroom.lesson_words import (
    added,
    day_name,
    days_named,
    moved,
    nought,
    signed,
    times,
)
from components.language import agreeing, counted, day, decimal, level, percent
from components.study import StudyResult, run_study

if TYPE_CHECKING:
    from data import Snapshot

HYPOTHETICAL = -0.2
"""The fall that stands in where a share ended its window where it began."""


def returns(snapshot: Snapshot, study: ShareStudy, params: ShareParams, place: int, title: str) -> Step:
    first, last = study.spec.window
    frame = days_shown(study, (first - 1, last))
    sign = CURRENCY_SIGNS.get(study.reaction.currency, "")
    before, end = frame.loc[first - 1], frame.loc[last]
    at, whole = key_day(study), float(study.pair["raw_return"])
    row = frame.loc[at]
    priced = (
        f"{study.name} closed at {sign}{level(before['price'])} on {day(before['session'])}, the last "
        f"session before the window looked at here, and at {sign}{level(end['price'])} on "
        f"{day(end['session'])}, the window’s last (dividends, if any, counted as reinvested). Prices "
        "of different shares cannot be compared: one dollar is much for one and little for another. "
        "Returns can. A return is the change from one close to the next, as a part of the first."
    )
    meaning = (
        "Day 0 is the first session in which the market could react to the news; all other sessions "
        "are counted from it."
    )
    daily = added(frame.loc[first:last, "return"])
    together = (
        (
            f" Over the window, the daily returns of {daily} make {signed(whole)} in all: each is "
            "earned on the price that the one before has left, so they are multiplied up, not added."
        )
        if last > first and daily
        else f" Over the {counted(last - first + 1, 'session')} of the window the daily returns make "
        f"{signed(whole)} in all: each is earned on the price that the one before has left, so they are "
        "multiplied up, not added."
        if last > first
        else ""
    )
    text = (
        f"On {day_name(at)}, {day(row['session'])}, the share {moved(row['return'])} while "
        f"{study.index} {moved(row['index_return'])}. {meaning}{together}"
    )
    question, answer = _way_back(study, whole)
    return Step(
        place,
        title,
        returns_chart.SLUG,
        returns_chart.Params.taking(params),
        (priced, text),
        question,
        answer,
    )


def _way_back(study: ShareStudy, whole: float) -> tuple[str, str]:
    """The return that undoes a return."""
    lead = ""
    if nought(whole):
        lead, whole = "The share ended the window where it began. ", HYPOTHETICAL
    back = 1 / (1 + whole) - 1
    question = (
        f"{lead}{'Suppose it had moved' if lead else 'The share moved'} {signed(whole)}. What move "
        "would bring it back to where it started?"
    )
    sums = f"1 / (1 {'−' if whole < 0 else '+'} {abs(whole):.4f}) − 1"
    if abs(abs(back) - abs(whole)) < 0.0005:
        why = (
            "For moves as small as this, there and back are nearly the same; the larger the move, the "
            "more they differ."
        )
    elif whole < 0:
        why = "The way back up is the larger number, because it starts from the lower price."
    else:
        why = "The way back down is the smaller number, because it starts from the higher price."
    return question, f"{signed(back)}, for {sums} = {signed(back)}. {why}"


def regression(snapshot: Snapshot, study: ShareStudy, params: ShareParams, place: int, title: str) -> Step:
    before = study.estimation
    used = int(before["used"].sum())
    left_out = len(before) - used
    at = key_day(study)
    row = study.days(at, at).iloc[0]
    drawn = (
        "Shares move with their market, news or not. Each of the "
        f"{counted(used, 'filled dot')} is a session from {study.period}: across, what {study.index} "
        f"did; up, what {study.name} did. The line runs as close to them as a straight line can (least "
        f"squares){_height(study)} Each 1% on the index went with {signed(study.beta / 100)} on the share "
        "(beta)."
    )
    if not params.clean_estimation:
        kept = (
            "Every session of the estimation window serves here, also those near other recorded "
            "events, so that days of news count among the ordinary ones."
        )
    elif left_out:
        kept = (
            f"{counted(left_out, 'session')} of the estimation window "
            f"{agreeing(left_out, 'is', 'are')} left out "
            f"({'the hollow dot' if left_out == 1 else 'hollow dots'}): another recorded event on the "
            f"company lies on {'it or next to it' if left_out == 1 else 'them or next to them'}."
        )
    else:
        kept = (
            "No session of the estimation window had to be left out: no other recorded event on the "
            "company lies on them or next to them."
        )
    rest = (
        f"The index accounts for {percent(study.r2, 0)} of the share’s ups and downs on those days "
        f"(R²); the rest is the share’s own, with a standard deviation of {percent(study.sigma, 2)} a "
        f"day (sigma). {kept} The event window never helps to draw the line, which would then expect a "
        "part of what it is to judge."
    )
    expected = float(study.line(row["market"]))
    question = (
        f"On {day_name(at)} {study.index} {moved(row['market'])}. What did the line expect of the share "
        "that day?"
    )
    answer = (
        f"{signed(expected)}: alpha, {signed(study.alpha)}, and beta, {decimal(study.beta)}, times "
        f"{signed(row['market'])}. What the share did was {signed(row['share'])}."
    )
    return Step(
        place,
        title,
        regression_chart.SLUG,
        regression_chart.Params.taking(params),
        (drawn, rest),
        question,
        answer,
    )


def _height(study: ShareStudy) -> str:
    """How high the line runs, and why it is not as high as measured."""
    if not study.drift_weight > 0:
        return ", through nought: no drift of the share’s own is expected (alpha)."
    still = (
        f". With the index standing still, the share’s return was {signed(study.measured_alpha)} on average"
    )
    if study.drift_weight == 1:
        return f"{still} (alpha)."
    return (
        f"{still}; such averages are mostly luck, so only {percent(study.drift_weight, 0)} of it counts: the "
        f"line is {signed(study.alpha)} high (alpha)."
    )


def abnormal(snapshot: Snapshot, study: ShareStudy, params: ShareParams, place: int, title: str) -> Step:
    at = key_day(study)
    row = study.days(at, at).iloc[0]
    size = abs(row["abnormal"]) / study.sigma
    before = study.estimation
    before = before[before["used"]]
    surprise = np.abs(before["share"] - study.line(before["market"]))
    within = int((surprise <= USUAL * study.sigma).sum())
    difference = (
        f"On {day_name(at)} the share {moved(row['share'])}. Given what {study.index} did, the line "
        f"expected {signed(row['expected'])}. The difference, {signed(row['abnormal'])}, is the day’s "
        "abnormal return: the part of the move that the market does not account for."
    )
    usual = (
        "“Abnormal” is a term, not a verdict: every day has an abnormal return, by chance small or "
        f"large. On the {counted(len(before), 'session')} behind the line its standard deviation was "
        f"{percent(study.sigma, 2)}, and {within} of them ({percent(within / len(before), 0)}) stayed "
        f"within twice that, the shaded band. That of {day_name(at)} is {times(size)} the standard "
        f"deviation, {'outside' if size > USUAL else 'inside'} the band."
    )
    still = -float(row["expected"])
    question = f"Had the share not moved at all on {day_name(at)}, what would its abnormal return have been?"
    if nought(still):
        answer = (
            "Nought, to two decimals: the line expected next to nothing that day, so standing still "
            "would have been just what was expected."
        )
    else:
        answer = (
            f"{signed(still)}: nothing, less the {signed(-still)} that was expected. Standing still is "
            f"abnormal too, on a day when the line expects a {'rise' if still < 0 else 'fall'}."
        )
    return Step(
        place,
        title,
        abnormal_chart.SLUG,
        abnormal_chart.Params.taking(params),
        (difference, usual),
        question,
        answer,
    )


def adding_up(snapshot: Snapshot, study: ShareStudy, params: ShareParams, place: int, title: str) -> Step:
    window, pair = study.spec.window, study.pair
    days = study.days(*window)["abnormal"]
    other = (-1, 1) if window == (0, 0) else (0, 0)
    other_pair = study_of(snapshot, study, other)
    alone = study_of(snapshot, study, (0, 0))
    car, se = float(pair["car"]), float(pair["se"])
    if len(days) == 1:
        added_up = (
            "News rarely arrives at one moment: some know early, some think twice, and not every "
            "market is open. A longer window would add up the abnormal returns of several days. The "
            f"window chosen here is {day_name(window[0])} alone, so the sum, the cumulative abnormal "
            f"return or CAR, is that day’s: {signed(car)}."
        )
    else:
        parts = added(days)
        listed_parts = (
            f"{parts} make {signed(car)}"
            if parts
            else f"the {len(days)} of {days_named(window)} make {signed(car)}"
        )
        added_up = (
            "News rarely arrives at one moment: some know early, some think twice, and not every "
            f"market is open. So the abnormal returns of a window are added up: {listed_parts}. This "
            "sum is the cumulative abnormal return, CAR. The shaded days are the window; the line goes "
            "on after it."
        )
    single = (
        f", against {percent(float(alone['se']), 2)} for day 0 alone"
        if np.isfinite(alone["se"]) and window != (0, 0)
        else ""
    )
    recent = float(pair.get("recent_sigma", np.nan))
    times_words = (
        f" Wild times come in stretches: a session strayed by {percent(recent, 2)} of late, by "
        f"{percent(study.sigma, 2)} over the sample, and half of each variance counts."
        if np.isfinite(recent)
        else ""
    )
    low, high = float(pair["ci_low"]), float(pair["ci_high"])
    zero = "holds" if low <= 0 <= high else "leaves out"
    widens = (
        "A longer window catches more of the reaction, and more of everything else. By chance alone a "
        f"sum over {counted(len(days), 'session')} strays by {percent(se, 2)} (its standard "
        f"error){single}: the band around the line widens with every day.{times_words} The 95% "
        f"interval of the CAR, from {signed(low)} to {signed(high)}, {zero} nought."
    )
    question, answer = _other_window(window, other, pair, other_pair)
    market = "hk" if study.reaction.exchange == HONG_KONG else "us"
    chart = car_chart.Params.taking(
        params, event=study.event, company=(study.reaction.company,), market=market
    )
    return Step(place, title, car_chart.SLUG, chart, (added_up, widens), question, answer)


def _other_window(window: tuple[int, int], other: tuple[int, int], pair, other_pair) -> tuple[str, str]:
    question = (
        f"Would the number be larger or smaller, had one looked at {days_named(other)} "
        f"{'alone' if other == (0, 0) else 'instead'}?"
    )
    rule = (
        "The window is a choice, and a part of the result: it should be chosen before looking, and be "
        "told with the number."
    )
    if not np.isfinite(other_pair["car"]):
        return question, f"It cannot be said: {other_pair['status']}. {rule}"
    one, two = abs(float(other_pair["car"])), abs(float(pair["car"]))
    size = "Nearly the same" if abs(one - two) < 0.0005 else "Larger" if one > two else "Smaller"
    return question, (
        f"{size}: {signed(other_pair['car'])}, {decimal(other_pair['t'], 1)} standard errors from nought, "
        f"against {signed(pair['car'])} and {decimal(pair['t'], 1)} over {days_named(window)}. "
        f"{rule}"
    )


def study_of(snapshot: Snapshot, study: ShareStudy, window: tuple[int, int]):
    """The row of the same study for another event window."""
    return study_of_all(snapshot, study, window).pair(study.event, study.symbol)


def study_of_all(snapshot: Snapshot, study: ShareStudy, window: tuple[int, int]) -> StudyResult:
    """The same study for another event window."""
    return run_study(snapshot, replace(study.spec, window=window))
