"""Events or shares side by side, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.compare.params import Params
from components.charts.compare.study import Line
from components.charts.kit.method_notes import method_notes
from components.charts.kit.study_words import method_words, share_names, short_title, window_words
from components.language import listed, percent, relative_day
from components.study import MEANING
from components.study.words import how_unusual

if TYPE_CHECKING:
    from data import Snapshot


NOTHING = "None of these pairs of event and share has numbers"
AXIS = "Sessions from day 0"


def title(snapshot: Snapshot, found: list[Line], params: Params, one_event: bool) -> str:
    with_numbers = sorted((line for line in found if line.has_numbers), key=lambda line: line.pair["car"])
    if not with_numbers:
        return NOTHING
    day = relative_day(params.shown[1])
    low, high = with_numbers[0], with_numbers[-1]
    if one_event:
        about = f"“{short_title(snapshot, low.event_id, 60)}”"
        if low is high:
            return f"{about}: {low.name} at {percent(low.pair['car'], signed=True)} by day {day}"
        return (
            f"{about}: by day {day} from {percent(low.pair['car'], signed=True)} ({low.name}) to "
            f"{percent(high.pair['car'], signed=True)} ({high.name})"
        )
    share = share_names(snapshot, [low.symbol])[low.symbol]
    if low is high:
        return f"{share} around {low.name}: {percent(low.pair['car'], signed=True)} by day {day}"
    return (
        f"{share} by day {day}: {percent(low.pair['car'], signed=True)} around {low.name}, "
        f"{percent(high.pair['car'], signed=True)} around {high.name}"
    )


def subtitle(snapshot: Snapshot, found: list[Line], params: Params, one_event: bool) -> str:
    place = "" if one_event else f" of {found[0].company} ({found[0].symbol})"
    return (
        f"Cumulative abnormal return{place}, {window_words(params.shown)}: returns less what "
        f"{method_words(snapshot, params)} would give. Whiskers: 95% interval on the last day"
    )


def unusual(found: list[Line]) -> str:
    """How many ordinary windows as long as the one shown were as unusual, by line."""
    return " ".join(f"{line.name}: {how_unusual(line.pair)}." for line in found)


def notes(snapshot: Snapshot, found: list[Line], params: Params) -> tuple[str, ...]:
    notes = list(method_notes(snapshot, params))
    for line in found:
        if not line.has_numbers:
            notes.append(f"{line.name}: {MEANING[line.pair['status']]}")
    mixed = [line.name for line in found if line.has_numbers and line.pair["overlap_count"] > 0]
    if mixed:
        notes.append(
            "Other events on the company fall into the sessions shown: "
            f"{listed(dict.fromkeys(mixed))}. Their effects cannot be told apart."
        )
    markets = {snapshot.listing(line.symbol)["exchange"] for line in found}
    if len(markets) > 1:
        notes.append(
            "Day 0 is each market's own first session that could react; Hong Kong closes before "
            "New York opens."
        )
    notes.append("A move beside an event is not proof that the event caused it.")
    return tuple(notes)


def alt(found: list[Line], params: Params) -> str:
    parts = [
        (
            f"{line.name} {percent(line.pair['car'], signed=True)} (95% interval "
            f"{percent(line.pair['ci_low'], signed=True)} to "
            f"{percent(line.pair['ci_high'], signed=True)})"
        )
        for line in found
        if line.has_numbers
    ]
    if not parts:
        return "An empty chart: none of these pairs of event and share has numbers."
    return (
        f"Line chart of cumulative abnormal returns, {window_words(params.shown)}. On the last day: "
        f"{'; '.join(parts)}."
    )
