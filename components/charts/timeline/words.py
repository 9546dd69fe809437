"""What the timeline says in words: title, subtitle, alt text, notes. All computed from what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.chart import Source
from components.charts.kit.lines import Line, late_lines
from components.charts.kit.record import CURRENCY_SIGNS, market_name, market_sources, plain_title
from components.charts.kit.theme import TYPE_NAMES, TYPE_PLURALS
from components.charts.timeline.params import Params
from components.charts.timeline.study import MOST_CANDLES, SEVERAL_LINES, TOO_LONG, Shown
from components.language import counted, day, level, listed, month, percent, short_month
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot

NOTABLE_FALL = -0.2
"""A fall from a peak that a title leads with."""
MOST_NAMED = 8
NO_PRICES, NO_EVENTS = "No prices in this period.", "No event fits these filters."
KEY, HOLLOW = "Larger: more severe. Hollow: not part of the campaign.", "○ Other shock"
CANDLES = "Opening, highest, lowest and closing prices (hollow: closed above the opening, filled: below)"


@dataclass(frozen=True)
class Words:
    title: str
    subtitle: str
    alt: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


def words_of(snapshot: Snapshot, shown: Shown, params: Params) -> Words:
    symbols = [line.symbol for line in shown.lines]
    sources = [Source(name) for name in market_sources(snapshot, symbols)] if symbols else []
    record = Source(f"event record of {len(snapshot.events)} events, each with its sources")
    return Words(
        title=title(shown),
        subtitle=subtitle(shown, params),
        alt=alt(shown, params),
        sources=(*sources, record),
        notes=notes(shown, params),
    )


def title(shown: Shown) -> str:
    """The finding: largest falls from a peak inside the period, and how many events stand below."""
    events = _count_directions(shown.events)
    if not shown.lines:
        return f"{events[0].upper()}{events[1:]} on record"
    names = listed(dict.fromkeys(line.company for line in shown.lines))
    falls = [line.fall for line in shown.lines]
    deepest = min(fall for fall, _, _ in falls)
    if deepest > NOTABLE_FALL:
        return f"{names} between {day(shown.first)} and {day(shown.last)}: {events}"
    if len(shown.lines) == 1:
        _, peak, trough = falls[0]
        line = shown.lines[0]
        top, bottom = (month(pd.Timestamp(line.dates[at])) for at in (peak, trough))
        when = f"in {top}" if top == bottom else f"between {top} and {bottom}"
        return f"{names} lost {percent(-deepest, 0)} {when}; the record shows {events}"
    return f"{names} lost up to {percent(-deepest, 0)} from their peaks; the record shows {events}"


def _count_directions(events: pd.DataFrame) -> str:
    counts = Counter(events["direction"].tolist())
    parts = [(direction, counts[direction]) for direction in ("tightening", "easing") if direction in counts]
    if not parts:
        return counted(len(events), "event") if len(events) else "no event that fits"
    *head, (direction, number) = parts
    return listed([*(f"{n} {d}" for d, n in head), f"{number} {direction}"]) + (
        " event" if number == 1 and not head else " events"
    )


def subtitle(shown: Shown, params: Params) -> str:
    return f"{_unit(shown, params)}. Below: events by type; larger marks are more severe."


def _unit(shown: Shown, params: Params) -> str:
    if not shown.lines:
        return f"{day(shown.first)} to {day(shown.last)}"
    scale = ", logarithmic axis" if params.log else ""
    if params.price == "traded":
        signs = listed(sorted({CURRENCY_SIGNS.get(line.currency, line.currency) for line in shown.lines}))
        what = "Closing prices" if shown.candles is None else CANDLES
        return f"{what} as traded, {signs}{scale}"
    starts = [line.dates[0] for line in shown.lines]
    base = day(pd.Timestamp(min(starts)))
    what = "Total return, dividends reinvested" if params.price == "total" else "Share prices"
    return (
        f"{what}{'' if shown.candles is None else f' ({CANDLES[:1].lower()}{CANDLES[1:]})'}, {base} = "
        f"100{scale}"
    )


def notes(shown: Shown, params: Params) -> tuple[str, ...]:
    """Caveats that stand under the chart."""
    lines = shown.lines
    said = [_no_candles(shown)] if shown.no_candles else []
    missing = [name for name in shown.companies if name not in {line.company for line in lines}]
    if missing:
        said.append(f"No prices of {listed(missing)} in this period.")
    late = late_lines(lines) if params.price != "traded" else []
    if late:
        starts = listed(f"{line.name} on {day(pd.Timestamp(line.dates[0]))}" for line in late)
        said.append(
            f"Lines that begin later are 100 on their own first day ({starts}): compare their "
            "course, not their height, with the others."
        )
    elsewhere = [line.company for line in lines if params.listing == "hk" and line.exchange != "XHKG"]
    if elsewhere:
        said.append(f"{listed(elsewhere)} is shown from New York, its only listing on record.")
    if params.listing == "us" and any(line.exchange == "XHKG" for line in lines):
        said.append(
            f"{listed(line.company for line in lines if line.exchange == 'XHKG')}: Hong Kong, the "
            "only listing on record."
        )
    if params.price == "traded" and len({line.currency for line in lines}) > 1:
        said.append(
            "Hong Kong dollars and US dollars share one axis; the American share stands for "
            "several ordinary ones."
        )
    return tuple(said)


def _no_candles(shown: Shown) -> str:
    """Why lines are drawn where candlesticks were asked for."""
    if shown.no_candles == SEVERAL_LINES:
        return "Candlesticks are drawn for one company at a time; lines are shown."
    line = shown.lines[0]
    if shown.no_candles == TOO_LONG:
        return (
            f"Candlesticks are drawn for up to {MOST_CANDLES} sessions; this period has {len(line.dates):,}, "
            "so a line is shown."
        )
    return f"Only closes are on record for {line.company}, so a line is shown."


def alt(shown: Shown, params: Params) -> str:
    """Prose for readers who do not see the picture."""
    kind = "Candlestick chart" if shown.candles is not None else "Line chart"
    parts = [f"{kind} of share prices above a timeline of events, {day(shown.first)} to {day(shown.last)}."]
    if shown.lines:
        parts.append(f"{_unit(shown, params)}.")
    parts += [_course(line) for line in shown.lines]
    parts.append(_events(shown.events))
    return " ".join(parts)


def _course(line: Line) -> str:
    values, dates = line.values, pd.DatetimeIndex(line.dates)
    high, low = values.argmax(), values.argmin()
    sign = CURRENCY_SIGNS.get(line.currency, "") if line.traded else ""
    return (
        f"{line.name} in {market_name(line.exchange)} goes from {sign}{level(values[0])} to "
        f"{sign}{level(values[-1])}, with a high of {sign}{level(values[high])} on {day(dates[high])} "
        f"and a low of {sign}{level(values[low])} on {day(dates[low])}."
    )


def _events(events: pd.DataFrame) -> str:
    if events.empty:
        return "No event is shown."
    directions, types = Counter(events["direction"].tolist()), Counter(events["type"].tolist())
    by_direction = listed(f"{directions[d]} {d}" for d in DIRECTIONS if d in directions)
    by_type = listed(
        f"{types[t]} {name.lower() if types[t] == 1 else TYPE_PLURALS[t]}"
        for t, name in TYPE_NAMES.items()
        if t in types
    )
    months = Counter(events["date"].to_numpy().astype("M8[M]").tolist())
    busiest, most = min(months.items(), key=lambda item: (-item[1], item[0]))
    text = f"Below, {counted(len(events), 'event')}: {by_direction}; by type {by_type}."
    if len(months) > 1:
        text += f" The month with most events is {month(busiest)} with {most}."
    ranked = sorted(
        row for row in zip(events["label_rank"], events["date"], events["label"], strict=True) if row[2]
    )[:MOST_NAMED]
    if ranked:
        in_time = sorted((when, label) for _, when, label in ranked)
        text += f" Landmarks: {listed(f'{label} ({short_month(when)})' for when, label in in_time)}."
    return text


def selected(snapshot: Snapshot, marks: Collection[str], event: str | None) -> str:
    """The sentence of the alt text about the selected event."""
    if event is None or event not in marks:
        return ""
    row = snapshot.events.loc[event]
    return f" Selected: {plain_title(row['title'])}, {day(row['date'])}."


def hidden(snapshot: Snapshot, marks: Collection[str], event: str | None) -> tuple[str, ...]:
    """A note when the selected event is not among those shown."""
    if event is None or event in marks:
        return ()
    row = snapshot.events.loc[event]
    return (
        (
            f"The selected event, “{plain_title(row['title'])}” of {day(row['date'])}, is outside the "
            "filters or the period shown."
        ),
    )
