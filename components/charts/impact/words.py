"""What the ranking says in words: title, subtitle, alt text, notes and the finding of the Impact page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.impact.params import Params
from components.charts.impact.study import distinct
from components.charts.kit.pairs import SIGNIFICANT
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import method_words, share_names, short_title, window_words
from components.language import agreeing, counted, listed, month, percent, probability, short_month
from components.study.moves import Moves

if TYPE_CHECKING:
    from data import Snapshot

PAIR = "pair of event and share"
PAIRS = "pairs of event and share"
NOTHING = "No pair of event and share fits these choices"
CORRECTION = "The correction (Benjamini–Hochberg) counts every event and share studied, those not shown too."


def title(snapshot: Snapshot, shown: pd.DataFrame, *, only_significant: bool = False) -> str:
    if shown.empty:
        return NOTHING
    told = distinct(shown)
    beyond = int((told["q"] <= SIGNIFICANT).sum())
    extreme = shown.loc[shown["car"].abs().idxmax()]
    side = "below" if extreme["car"] < 0 else "above"
    which = (
        f"{_share(snapshot, extreme)}’s, {percent(abs(extreme['car']))} {side} expectation in "
        f"{month(extreme['date'])}"
    )
    if len(told) == 1:
        return f"The only move is {'' if beyond else 'not clearly '}beyond chance: {which}"
    if only_significant:
        lead = f"{counted(beyond, 'move')} beyond chance"
    else:
        lead = (
            f"{beyond:,} of {len(told):,} moves went beyond chance"
            if beyond
            else f"None of {len(told):,} moves is clearly beyond chance"
        )
    return f"{lead}; the largest was {which}"


def subtitle(snapshot: Snapshot, params: StudyParams) -> str:
    return (
        f"Abnormal return of each share around each event, {window_words(params.window)}: its return "
        f"less what {method_words(snapshot, params)} would give. Lines: 95% intervals. Strong colour: "
        "beyond chance after correction for the number of comparisons"
    )


def finding(pairs: pd.DataFrame) -> str:
    """One sentence on what a selection shows: how many moves went beyond chance, against how many would by
    luck.

    pairs: used pairs. Names both counts: by the 5% rule alone, and after false-discovery control.
    """
    if pairs.empty:
        return "No pair of event and share with numbers fits these choices."
    told, events = distinct(pairs), pairs["event_id"].nunique()
    found, kept = int((told["p"] <= 0.05).sum()), int((told["q"] <= SIGNIFICANT).sum())
    luck = len(told) * 0.05
    lucky = f"about {luck:.0f}" if luck >= 1 else "fewer than one"
    beyond_event = pairs.loc[pairs["q"] <= SIGNIFICANT, "event_id"].nunique()
    standing = (
        f"{kept:,}, around {counted(beyond_event, 'event')}, still {agreeing(kept, 'stands', 'stand')} out"
        if kept
        else "none still stands out"
    )
    return (
        f"Of {counted(len(told), 'move')} of a share around {counted(events, 'event')}, "
        f"{f'{found:,}' if found else 'none'} went further from what was expected than 95 of 100 would "
        f"by chance; 5 in 100 are {lucky}. After correction for the number of comparisons, {standing}."
    )


def opening(pairs: pd.DataFrame) -> str:
    """What a selection shows as a newspaper would print it; `finding` has the numbers.

    pairs: used pairs.
    """
    if pairs.empty:
        return "No pair of event and share with numbers fits these choices."
    told, many = distinct(pairs), pairs["event_id"].nunique()
    events, significant = counted(many, "event"), pairs["q"] <= SIGNIFICANT
    beyond = told[told["q"] <= SIGNIFICANT]
    if beyond.empty:
        return f"Beside these {events}, no share moved clearly further than on ordinary days."
    lead = (
        f"Beside most of these {events}, no share moved clearly further than on ordinary days. "
        if 2 * pairs.loc[significant, "event_id"].nunique() < many
        else ""
    )
    down = int((beyond["car"] < 0).sum())
    return (
        f"{lead}{len(beyond):,} of {counted(len(told), 'move')} went clearly further: {down:,} down, "
        f"{len(beyond) - down:,} up."
    )


def moves(found: Moves, pairs: int) -> str:
    """What is behind the count of moves: pairs that share one, luck's range, episodes; "" without moves.

    Luck's range is that of the same calendar moved elsewhere, with all its clusters.
    """
    if not found.tested:
        return ""
    said = []
    if pairs > found.tested:
        said.append(
            f"A move that several events claim counts once: {counted(pairs, PAIR, PAIRS)} are "
            f"{counted(found.tested, 'move')}."
        )
    if math.isfinite(found.luck):
        said.append(
            f"The same calendar moved elsewhere lets {found.luck:.0f} through on average, between "
            f"{found.luck_low:.0f} and {found.luck_high:.0f} in 95 of 100 tries."
        )
    if stand := len(found.beyond):
        said.append(
            f"The {counted(stand, 'move')} that {agreeing(stand, 'stands', 'stand')} out after correction "
            f"{agreeing(stand, 'forms', 'form')} {counted(found.episodes, 'episode')}: {found.campaign:,} "
            f"beside events of the campaign, {stand - found.campaign:,} beside other shocks alone. Of "
            f"ordinary windows, {percent(found.ordinary_share)} pass the same bar."
        )
    return " ".join(said)


def alt(snapshot: Snapshot, shown: pd.DataFrame, params: Params, found: str) -> str:
    """found: what `finding` says of these pairs."""
    if shown.empty:
        return "An empty chart: no pair of event and share fits these choices."
    falls, rises = shown.head(3), shown.tail(3).iloc[::-1]
    return (
        f"Ranked dot-and-interval plot of {counted(len(shown), PAIR, PAIRS)}, "
        f"{window_words(params.window)}. {'' if params.significant else found + ' '}Deepest: "
        f"{_listed(snapshot, falls)}. Highest: {_listed(snapshot, rises)}. "
        f"{int((shown['car'] < 0).sum()):,} abnormal returns are negative and "
        f"{int((shown['car'] > 0).sum()):,} positive; the median is "
        f"{percent(shown['car'].median(), signed=True)}."
    )


def notes(shown: pd.DataFrame) -> tuple[str, ...]:
    said = []
    if (shown["type"] == "confounder").any():
        said.append(
            "Hollow marks are other shocks (results, wars, US measures), which are no part of the campaign."
        )
    if shown.duplicated(["symbol", "day0"]).any():
        said.append(
            "A move that several events claim is one line, under the gravest of them (“+1” counts another); "
            "the table has a row for each event."
        )
    return (*said, CORRECTION)


def _share(snapshot: Snapshot, pair: pd.Series) -> str:
    market = share_names(snapshot, snapshot.symbols(ring=9))
    return market[pair["symbol"]]


def _listed(snapshot: Snapshot, rows: pd.DataFrame) -> str:
    return listed(
        (
            f"{_share(snapshot, row)} {percent(row['car'], signed=True)} around "
            f"“{short_title(snapshot, row['event_id'], 60)}” ({short_month(row['date'])})"
        )
        for _, row in rows.iterrows()
    )


def others(count: int, *, short: bool = False) -> str:
    """` and 2 more events`, short ` +2`: those that claim the same move; "" for none."""
    if not count:
        return ""
    return f" +{count}" if short else f" and {count} more {agreeing(count, 'event', 'events')}"


def between(moves: int, dots: int) -> str:
    """How many moves lie between the named ones, and how many of them are drawn where not all are."""
    return f"{moves:,} moves between" + ("" if dots == moves else f",<br>{dots:,} of them drawn")


def not_drawn(moves: int) -> str:
    return f"{moves:,} moves between are not drawn"


def hover(head: str, car: float, low: float, high: float, raw: float, q: float) -> str:
    return (
        f"{head}<br>Abnormal {percent(car, signed=True)} ({percent(low, signed=True)} to "
        f"{percent(high, signed=True)})<br>Return {percent(raw, signed=True)}, q {probability(q)}"
    )
