"""What the ranking says in words: title, subtitle, alt text, notes and the finding of the Impact page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.impact.params import Params
from components.charts.impact.study import Ranking
from components.charts.kit.columns import Columns
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


def title(snapshot: Snapshot, shown: Ranking, *, only_significant: bool = False) -> str:
    pairs, found = shown.pairs, shown.moves
    if pairs.empty:
        return NOTHING
    beyond = int((found["q"] <= SIGNIFICANT).sum())
    extreme = int(np.abs(pairs["car"]).argmax())
    car = float(pairs["car"][extreme])
    which = (
        f"{_shares(snapshot)[pairs['symbol'][extreme]]}’s, {percent(abs(car))} "
        f"{'below' if car < 0 else 'above'} expectation in {month(pd.Timestamp(pairs['date'][extreme]))}"
    )
    if len(found) == 1:
        return f"The only move is {'' if beyond else 'not clearly '}beyond chance: {which}"
    if only_significant:
        lead = f"{counted(beyond, 'move')} beyond chance"
    else:
        lead = (
            f"{beyond:,} of {len(found):,} moves went beyond chance"
            if beyond
            else f"None of {len(found):,} moves is clearly beyond chance"
        )
    return f"{lead}; the largest was {which}"


def subtitle(snapshot: Snapshot, params: StudyParams) -> str:
    return (
        f"Abnormal return of each share around each event, {window_words(params.window)}: its return "
        f"less what {method_words(snapshot, params)} would give. Lines: 95% intervals. Strong colour: "
        "beyond chance after correction for the number of comparisons"
    )


def finding(shown: Ranking) -> str:
    """One sentence on what a selection shows: how many moves went beyond chance, against how many would by
    luck.

    Names both counts: by the 5% rule alone, and after false-discovery control.
    """
    pairs, told = shown.pairs, shown.moves
    if pairs.empty:
        return "No pair of event and share with numbers fits these choices."
    events = len(set(pairs["event_id"].tolist()))
    found, kept = int((told["p"] <= 0.05).sum()), int((told["q"] <= SIGNIFICANT).sum())
    luck = len(told) * 0.05
    lucky = f"about {luck:.0f}" if luck >= 1 else "fewer than one"
    beyond_event = _events_beyond(pairs)
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


def opening(shown: Ranking) -> str:
    """What a selection shows as a newspaper would print it; `finding` has the numbers."""
    pairs, told = shown.pairs, shown.moves
    if pairs.empty:
        return "No pair of event and share with numbers fits these choices."
    many = len(set(pairs["event_id"].tolist()))
    events = counted(many, "event")
    beyond = told["car"][told["q"] <= SIGNIFICANT]
    if not len(beyond):
        return f"Beside these {events}, no share moved clearly further than on ordinary days."
    lead = (
        f"Beside most of these {events}, no share moved clearly further than on ordinary days. "
        if 2 * _events_beyond(pairs) < many
        else ""
    )
    down = int((beyond < 0).sum())
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


def alt(snapshot: Snapshot, shown: Ranking, params: Params, found: str) -> str:
    """found: what `finding` says of these pairs."""
    pairs, car = shown.pairs, shown.pairs["car"]
    if pairs.empty:
        return "An empty chart: no pair of event and share fits these choices."
    places = np.arange(len(pairs))
    falls, rises = pairs.at(places[:3]), pairs.at(places[::-1][:3])
    return (
        f"Ranked dot-and-interval plot of {counted(len(pairs), PAIR, PAIRS)}, "
        f"{window_words(params.window)}. {'' if params.significant else found + ' '}Deepest: "
        f"{_listed(snapshot, falls)}. Highest: {_listed(snapshot, rises)}. "
        f"{int((car < 0).sum()):,} abnormal returns are negative and "
        f"{int((car > 0).sum()):,} positive; the median is "
        f"{percent(float(np.median(car)), signed=True)}."
    )


def notes(shown: Ranking) -> tuple[str, ...]:
    said = []
    if (shown.pairs["type"] == "confounder").any():
        said.append(
            "Hollow marks are other shocks (results, wars, US measures), which are no part of the campaign."
        )
    if len(shown.moves) < len(shown.pairs):
        said.append(
            "A move that several events claim is one line, under the gravest of them (“+1” counts another); "
            "the table has a row for each event."
        )
    return (*said, CORRECTION)


def _events_beyond(pairs: Columns) -> int:
    """How many events have a pair beyond chance."""
    return len(set(pairs["event_id"][pairs["q"] <= SIGNIFICANT].tolist()))


def _shares(snapshot: Snapshot) -> dict[str, str]:
    """Every share's name by symbol."""
    return share_names(snapshot, snapshot.symbols(ring=9))


def _listed(snapshot: Snapshot, pairs: Columns) -> str:
    names = _shares(snapshot)
    return listed(
        (
            f"{names[symbol]} {percent(car, signed=True)} around "
            f"“{short_title(snapshot, event, 60)}” ({short_month(when)})"
        )
        for symbol, car, event, when in zip(
            pairs["symbol"].tolist(),
            pairs["car"].tolist(),
            pairs["event_id"].tolist(),
            pd.DatetimeIndex(pairs["date"]),
            strict=True,
        )
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
