"""The title of a chart of one event: whom the event names, what the share did, how unusual it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.event_study import Reaction
from components.charts.kit.record import plain_title
from components.language import counted, listed, percent, relative_day
from components.study.concern import by_concern
from components.study.model_words import MODEL_WORDS
from components.study.words import usual_phrase

if TYPE_CHECKING:
    from data import Snapshot


def spoken(snapshot: Snapshot, event: str, found: list[Reaction]) -> Reaction | None:
    """The reaction that a title is about, of those with a return in the event window.

    The first of `by_concern`. None without any return.
    """
    known = {r.symbol: r for r in found if pd.notna(r.pair["raw_return"])}
    return known[by_concern(snapshot, event, known)[0]] if known else None


def headline(snapshot: Snapshot, event: str, found: list[Reaction], *, unusual: bool) -> str:
    """`SAMR fines Alibaba: Alibaba in Hong Kong +6.5% in 3 sessions, +5.2% beyond the market`.

    Where the study has no numbers the return stands alone, and where the window is not over yet, or was
    before the first price, the prices that there are. `unusual` adds how many ordinary windows
    were as unusual.
    """
    name = plain_title(snapshot.events.at[event, "title"])
    r = spoken(snapshot, event, found)
    if r is None:
        return f"{name}: {_unmeasured(found)}"
    length = counted(r.window[1] - r.window[0] + 1, "session")
    text = f"{name}: {r.place} {percent(r.pair['raw_return'], signed=True)} in {length}"
    if pd.isna(r.pair["car"]):
        return text
    text += f", {percent(r.pair['car'], signed=True)} {MODEL_WORDS[r.pair['model']].beyond}"
    if not unusual or not r.pair["placebo_n"] > 0:
        return text
    return f"{text}; {usual_phrase(r.pair['placebo_share'], r.pair['car'], None, r.pair['placebo_n'])}"


def _unmeasured(found: list[Reaction]) -> str:
    """What is known of shares none of which has a return over the whole event window."""
    for r in found:
        before, last = r.window[0] - 1, r.window[1]
        known = r.path["price"].dropna() if len(r.path) else pd.Series(dtype=float)
        inside = known[(known.index > before) & (known.index <= last)]
        if before in known.index and len(inside):
            move = inside.iloc[-1] / known[before] - 1
            return (
                f"{r.place} {percent(move, signed=True)} by day {relative_day(int(inside.index[-1]))}, so far"
            )
    names = listed(dict.fromkeys(r.company for r in found))
    return f"no price of {names} over these sessions" if found else "no share price in these sessions"
