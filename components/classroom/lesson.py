"""How it is done: an event study in eight short steps, told with one event's and one share's own numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.charts import around, regression, returns
from components.charts.kit.event_study import chosen_event
from components.charts.kit.memo import remembered
from components.charts.kit.one_share import ShareStudy, chosen_symbol, share_study
from components.charts.kit.record import market_name
from components.charts.kit.share_params import ShareParams
from components.classroom import lesson_chance, lesson_controls, lesson_limits, lesson_line
from components.classroom.lesson_step import Step
from components.language import agreeing, counted, listed
from components.study.method import EXAMPLE_EVENT, EXAMPLE_SYMBOL
from components.study.status import MEANING, MISSING, NO_PRICES, NO_SESSION, NO_VARIATION, OUTSIDE, TOO_FEW

if TYPE_CHECKING:
    from data import Snapshot

STEPS = {
    1: ("From prices to returns", lesson_line.returns),
    2: ("What would have happened anyway", lesson_line.regression),
    3: ("The abnormal return", lesson_line.abnormal),
    4: ("Adding days up", lesson_line.adding_up),
    5: ("Could it be chance?", lesson_chance.placebo),
    6: ("Three companies, one news", lesson_chance.clustering),
    7: ("Shares that the news did not touch", lesson_controls.controls),
    8: ("What this cannot tell", lesson_limits.limits),
}
"""Title of each step, and the function that writes it."""

EVERY_SESSION, USUAL_LINE, EXAMPLE = "every session", "usual line", "example"


@dataclass(frozen=True)
class Obstacle:
    """Why a share has no numbers beside an event, and what a reader can do.

    ways: of `EVERY_SESSION` (fit on sessions near other events too), `USUAL_LINE` (back to the
    usual estimation window and index) and `EXAMPLE`, those that lead on. others: shares that
    have numbers beside this event.
    """

    why: str
    ways: tuple[str, ...]
    others: tuple[str, ...]


def step(snapshot: Snapshot, number: int, params: ShareParams) -> Step:
    """Step 1 to 8 for the event, share, window, benchmark and estimation of `params`.

    KeyError for another number; ValueError when the pair has no numbers (see `obstacle`).
    """
    title, write = STEPS[number]
    study = share_study(snapshot, params)
    if not study.used:
        raise ValueError(f"{study.event} and {study.symbol}: {study.pair['status']}")
    return write(snapshot, study, params, number, title)


def example(snapshot: Snapshot) -> tuple[str | None, str | None]:
    """Event and share of a lesson for which none is chosen: those of the worked example, while the record has
    them.
    """
    params = ShareParams()
    event = EXAMPLE_EVENT if EXAMPLE_EVENT in snapshot.events.index else chosen_event(snapshot, params)
    symbol = EXAMPLE_SYMBOL if EXAMPLE_SYMBOL in snapshot.listings.index else None
    return event, symbol


def without_numbers(number: int, params: ShareParams) -> tuple[str, ShareParams] | None:
    """Chart and parameters that a step can show of a pair without numbers: prices and dots need no line."""
    module = {1: returns, 2: regression, 8: around}.get(number)
    return (module.SLUG, module.Params.taking(params)) if module else None


def obstacle(snapshot: Snapshot, params: ShareParams) -> Obstacle | None:
    """None where the lesson can be told."""
    study = share_study(snapshot, params)
    return (
        None
        if study.used
        else Obstacle(
            _why(snapshot, study, params), _ways(snapshot, study, params), with_numbers(snapshot, params)
        )
    )


def _why(snapshot: Snapshot, study: ShareStudy, params: ShareParams) -> str:
    status, market = str(study.pair["status"]), market_name(study.reaction.exchange)
    lead = f"{study.name} has no numbers beside “{study.title}”: "
    if status == TOO_FEW:
        left, whole = int(study.pair["n_estimation"]), study.spec.estimation_length
        if params.clean_estimation and len(study.estimation) > left:
            return (
                f"{lead}of the {counted(whole, 'session')} before it that the line would be fitted on, "
                f"{counted(left, 'session')} {agreeing(left, 'is', 'are')} left once those next to "
                f"other recorded events are set aside; at least {study.spec.min_estimation} are needed."
            )
        return (
            f"{lead}the share had {counted(left, 'usable session')} in the {counted(whole, 'session')} "
            f"before it; at least {study.spec.min_estimation} are needed to fit the line."
        )
    if status == NO_SESSION:
        return f"{lead}the event has no day 0 in {market}, so no session there could react to it."
    if status == NO_PRICES:
        return f"{lead}the share did not trade then; it was not listed yet, or no longer."
    if status == OUTSIDE:
        return f"{lead}the event window reaches beyond the sessions on record."
    if status == MISSING:
        return f"{lead}a closing price is missing in the event window, so a return in it is unknown."
    if status == NO_VARIATION:
        return f"{lead}the returns do not vary before it, so there is nothing to fit."
    return lead + MEANING[status]


def _ways(snapshot: Snapshot, study: ShareStudy, params: ShareParams) -> tuple[str, ...]:
    """Only what helps: each way is tried."""
    usual = ShareParams(event=params.event, symbol=params.symbol, window=params.window)
    tries = {EVERY_SESSION: params.replace(clean_estimation=False), USUAL_LINE: usual}
    found = [way for way, other in tries.items() if other != params and share_study(snapshot, other).used]
    event, symbol = example(snapshot)
    return (
        (*found, EXAMPLE)
        if (chosen_event(snapshot, params), chosen_symbol(snapshot, params)) != (event, symbol)
        else tuple(found)
    )


@remembered(64)
def with_numbers(snapshot: Snapshot, params: ShareParams) -> tuple[str, ...]:
    """The shares that have numbers beside the event under these settings, in the record's order."""
    return tuple(
        symbol
        for symbol in snapshot.symbols(ring=9)
        if share_study(snapshot, params.replace(symbol=symbol)).used
    )


def share_names(snapshot: Snapshot) -> dict[str, str]:
    """Every share by symbol, as the lesson calls it."""
    return {
        str(symbol): f"{row['company']} in {market_name(row['exchange'])}"
        for symbol, row in snapshot.listings.iterrows()
    }


def others_words(snapshot: Snapshot, obstacle: Obstacle) -> str:
    """Which shares have numbers beside the same event, as a sentence."""
    names = share_names(snapshot)
    if not obstacle.others:
        return (
            "No share on record has numbers beside this event under these settings; another event will have."
        )
    return f"Beside this event there are numbers of {listed(names[symbol] for symbol in obstacle.others)}."
