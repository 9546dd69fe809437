"""A card for social media: a chart said in few words that can still be read at 500 pixels across."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Literal

from components.charts.kit.labels import spread
from components.charts.kit.look import CARD_PLACE
from components.embed.wrapping import wrapped
from components.record_name import record_name

CARD = (1200, 630)
MARGIN = 48
SCALE = 2
"""A card's drawing is made at half its size, so that type of 11 pixels is 22 on the card."""

LEAST_TYPE = 11.5
NARROW = 400
"""Pixels across a drawing under which its axis has fewer ticks, and one panel stands alone."""
HEADING, TICKS = 22, 38
"""Pixels of a drawing that a heading of one line takes above its panel, and two lines of ticks below it."""

TITLE_SIZES = (46, 42, 38, 34)
UNITS_SIZE = FOOT_SIZE = 24
_CLAUSE = re.compile(r"[;,.](?=\s)|\s·")

_BRACKETS = re.compile(r" \([^()]*\)")

_ABOVE = re.compile(r"^Above: ")
"""A card shows one row of panels, so nothing stands above another."""


def card_title(title: str, room: float) -> tuple[list[str], int]:
    """The title on at most two lines and its size in pixels: smaller, then without its last clauses.

    It is never cut within a clause: words that are too long for that are set smaller still.
    """
    for text in _shortened(title):
        for size in TITLE_SIZES:
            if _fits(text, room, size, 2):
                return wrapped(text, room, size, 2), size
    size = next((size for size in range(TITLE_SIZES[-1], 16, -1) if _fits(title, room, size, 2)), 16)
    return wrapped(title, room, size, 2), size


def card_line(text: str, room: float, size: int) -> str:
    """The first sentence, or as many whole clauses of it as fit on one line; none where no clause does."""
    text = _ABOVE.sub("", re.split(r"(?<=[^.]{12}\.)\s", text)[0]).rstrip(".")
    text = text[:1].upper() + text[1:]
    return next((short for short in _shortened(text) if _fits(short, room, size, 1)), "")


def card_foot(address: str, through: str) -> str:
    """Who says so and where, and how far the prices run."""
    return " · ".join(filter(None, (record_name(), address, through)))


def _shortened(text: str) -> Iterable[str]:
    """The text, then without what stands in brackets, then without its last clause, and so on."""
    yield text
    text = _BRACKETS.sub("", text)
    yield text
    for found in reversed(list(_CLAUSE.finditer(text))):
        head = text[: found.start()]
        if len(head) > 12 and head.count("(") == head.count(")"):
            yield head


def _fits(text: str, room: float, size: int, lines: int) -> bool:
    return len(wrapped(text, room, size, lines + 1)) <= lines


def laid_out(height: float) -> bool:
    """Whether a chart so tall has been laid out for a card by itself."""
    return height <= 1.2 * CARD_PLACE[1]


def card_figure(figure: dict[str, Any], *, as_it_is: bool = False) -> dict[str, Any]:
    """The figure with one row of panels alone, larger type and fewer ticks.

    figure: Plotly JSON. The row is the first that is not a mere strip: the one that a chart leads
    with. as_it_is: the chart has been laid out for a card, and every row belongs to it.
    """
    figure = copy.deepcopy(figure)
    layout = figure["layout"]
    rows, least_foot = panel_rows(figure), 0
    narrow = layout.get("width", NARROW) < NARROW
    if len(rows) > 1 and not as_it_is:
        kept = _leading(layout, rows)
        least_foot = TICKS if kept + 1 < len(rows) else 0  # the ticks stood within the figure
        _keep_row(figure, rows, kept)
    if narrow:
        _keep_first_of_row(figure)
    for name, axis in layout.items():
        if re.fullmatch(r"[xy]axis\d*", name) and not {"tickvals", "dtick"} & set(axis):
            axis["nticks"] = 5 if name[0] == "y" else 4 if narrow else 7
    if isinstance(layout.get("legend"), dict):
        layout["legend"] |= {"orientation": "h", "y": 1.02, "yanchor": "bottom"}
    margin = layout.setdefault("margin", {})
    margin["b"] = max(min(margin.get("b", 40), 48), least_foot)
    margin["t"] = min(margin.get("t", 30), 56)
    _enlarge(figure)
    _part_ends(layout)
    return figure


def _part_ends(layout: dict[str, Any]) -> None:
    """Names at the ends of lines, right of a panel, are parted anew: panels are lower on a card."""
    margin = layout["margin"]
    inner = layout.get("height", CARD_PLACE[1]) - margin.get("t", 0) - margin.get("b", 0)
    by_axis: dict[str, list[dict[str, Any]]] = {}
    for one in layout.get("annotations", ()):
        if one.get("xref") == "paper" and one.get("x") == 1 and one.get("xanchor") == "left":
            by_axis.setdefault(one.get("yref", "y"), []).append(one)
    for name, ends in by_axis.items():
        low, high = layout.get(_axis(name), {}).get("range") or (0, 0)
        if name == "paper" or low == high:
            continue
        bottom, top = _span(layout, name)
        tall = (top - bottom) * inner
        wanted = [(high - one["y"]) / (high - low) * tall for one in ends]
        size = max(one.get("font", {}).get("size", LEAST_TYPE) for one in ends)
        for one, want, place in zip(ends, wanted, spread(wanted, size + 3, 0, tall), strict=True):
            one["yshift"] = round(want - place, 1)


def panel_rows(figure: dict[str, Any]) -> list[list[str]]:
    """The y axes that traces use, as `y`, `y2`, …, by rows of panels from the top."""
    layout = figure["layout"]
    used = sorted(
        {trace.get("yaxis", "y") for trace in figure["data"]}, key=lambda name: -_span(layout, name)[1]
    )
    rows: list[list[str]] = []
    for name in used:
        if rows and _span(layout, name)[1] > _span(layout, rows[-1][0])[0] + 1e-6:
            rows[-1].append(name)
        else:
            rows.append([name])
    return rows


def _axis(name: str) -> str:
    return f"{name[0]}axis{name[1:]}"


def _span(layout: dict[str, Any], name: str) -> tuple[float, float]:
    axis = layout.get(_axis(name), {})
    over = axis.get("overlaying")
    if over and over != "free" and "domain" not in axis:
        return _span(layout, over)
    low, high = axis.get("domain", (0, 1))
    return float(low), float(high)


def _leading(layout: dict[str, Any], rows: Sequence[Sequence[str]]) -> int:
    """The place of the first row at least half as tall as the tallest."""
    tall = [high - low for low, high in (_span(layout, row[0]) for row in rows)]
    return next(place for place, one in enumerate(tall) if one >= max(tall) / 2)


def _keep_row(figure: dict[str, Any], rows: Sequence[Sequence[str]], place: int) -> None:
    """The figure becomes that row of panels, stretched over the whole height."""
    layout, row = figure["layout"], rows[place]
    spans = [_span(layout, name) for name in row]
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    floor = low - 1e-6 if place + 1 < len(rows) else -1.0  # what stands in the gap heads the next row
    ceiling = (high + _span(layout, rows[place - 1][0])[0]) / 2 if place else 9.0

    def moved(value: float) -> float:
        return (value - low) / (high - low)

    def stays(one: dict[str, Any], ends: Sequence[str]) -> bool:
        top = max((one[end] for end in ends), default=0.0)
        for end in ends:
            one[end] = moved(min(max(one[end], low), max(high, top)))
        return floor <= top <= ceiling

    across = _keep_panels(figure, "y", row, stays)
    _make_room_for_headings(layout)
    for name in row:
        axis = layout.setdefault(_axis(name), {})
        if "overlaying" not in axis:
            axis["domain"] = [moved(edge) for edge in _span(layout, name)]
        axis.pop("matches", None)
    for name in across:
        partner = next(one.get("yaxis", "y") for one in figure["data"] if one.get("xaxis", "x") == name)
        _free_dates(layout, name, partner)
    _drop_other_axes(layout, across.union(row))


def _keep_first_of_row(figure: dict[str, Any]) -> None:
    """Of panels side by side the first is stretched over the whole width: narrow ones have no room for
    words.
    """
    layout = figure["layout"]
    used = {trace.get("xaxis", "x") for trace in figure["data"]}
    first = min(used, key=lambda name: _span(layout, name)[0])
    low, high = _span(layout, first)
    if all(_span(layout, name)[0] < high for name in used):
        return

    def stays(one: dict[str, Any], ends: Sequence[str]) -> bool:
        inside = all(low - 1e-6 <= one[end] <= high + 1e-6 for end in ends)
        for end in ends:
            one[end] = (one[end] - low) / (high - low)
        return inside

    up = _keep_panels(figure, "x", (first,), stays)
    layout[_axis(first)]["domain"] = [0, 1]
    _drop_other_axes(layout, {first, *up})


def _keep_panels(
    figure: dict[str, Any],
    along: Literal["x", "y"],
    axes: Sequence[str],
    stays: Callable[[dict[str, Any], Sequence[str]], bool],
) -> set[str]:
    """Only what is drawn on these axes stays: traces, annotations and shapes. Returns the axes of the other
    direction that the traces have.

    stays: moves what is placed on the paper, given with the names of its coordinates there, as its panel is
    stretched, and says whether it belongs to it.
    """
    layout, other = figure["layout"], "y" if along == "x" else "x"
    figure["data"] = [trace for trace in figure["data"] if trace.get(f"{along}axis", along) in axes]
    partners = {trace.get(f"{other}axis", other) for trace in figure["data"]}

    def belongs(one: dict[str, Any]) -> bool:
        on, against = (str(one.get(f"{name}ref", name)).split()[0] for name in (along, other))
        if against != "paper" and against not in partners:
            return False
        if on != "paper":
            return on in axes
        ends = [end for end in (along, f"{along}0", f"{along}1") if isinstance(one.get(end), (int, float))]
        return stays(one, ends)

    for kind in ("annotations", "shapes"):
        layout[kind] = [one for one in layout.get(kind, ()) if belongs(one)]
    return partners


def _drop_other_axes(layout: dict[str, Any], kept: Collection[str]) -> None:
    for name in [key for key in layout if re.fullmatch(r"[xy]axis\d*", key)]:
        if name[0] + name[5:] not in kept:
            del layout[name]


def _make_room_for_headings(layout: dict[str, Any]) -> None:
    """Headings above the panels, on one line or more, stand in the margin that they need."""
    heads = [
        one for one in layout["annotations"] if one.get("yref") == "paper" and one.get("y", 0) > 1 + 1e-6
    ]
    if heads:
        lowest = min(one.get("yshift") or 0 for one in heads)
        for one in heads:
            one |= {"y": 1, "yanchor": "bottom", "yshift": (one.get("yshift") or 0) - lowest}
        layout["margin"] = {**layout.get("margin", {}), "t": HEADING - lowest}


def _free_dates(layout: dict[str, Any], name: str, partner: str) -> None:
    """An x axis that took its range and labels from the lowest panel's has its own, under its panel."""
    axis = layout.setdefault(_axis(name), {})
    leader = layout.get(_axis(axis.pop("matches", name)), {})
    for key in ("range", "type", "tickvals", "ticktext", "tickformat", "tickmode", "dtick", "ticksuffix"):
        if key in leader:
            axis.setdefault(key, leader[key])
    axis |= {"showticklabels": True, "anchor": partner}


def _enlarge(part: Any) -> None:
    """No type under the least, wherever a font is named."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name.lower().endswith("font") and isinstance(value, dict):
                if not isinstance(value.get("size"), list):
                    value["size"] = max(float(value.get("size", 0)), LEAST_TYPE)
                else:
                    value["size"] = [max(float(size or 0), LEAST_TYPE) for size in value["size"]]
            _enlarge(value)
    elif isinstance(part, list):
        for one in part:
            _enlarge(one)
