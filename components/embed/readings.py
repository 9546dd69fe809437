"""What a reader of the picture can read off it: every point's place and label, packed small.

The drawing browser says where each point stands; the labels are the figure's own, filled in here.
Numbers travel as differences of whole numbers, and lists that several drawings share travel once.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from components.language import short_day

Series = dict[str, Any]
"""One series of a drawing. x, y: packed columns. a: place = a0 + a1·x, a2 + a3·y in the drawing's pixels.
t: a label for each point, or one template whose `%{x}` is a day and `%{y:…}` a number. n: the series'
name."""

LONG = 150
"""From so many points a line's labels are written where they are read, from its numbers."""
NEAR = 6.0
"""Pixels under which two of many points cannot be told apart."""
STEPS = 2000
"""Places along a series are kept to this share of its span: a quarter of a pixel, about."""

_FIELD = re.compile(r"%\{(\w+)(?:\[(\d+)\])?(?::([^}|]*)|\|([^}]*))?\}")
_SPEC = re.compile(r"(\+?),?\.(\d)([f%])")
_EPOCH = date(1970, 1, 1)


def series_of(figure: Mapping[str, Any], drawn: Sequence[Mapping[str, Any]]) -> list[Series]:
    """The readable series of a figure (plain JSON data), from what the browser measured.

    drawn: for each trace its number, the numbers of its points that are seen, their values on
    both axes and the axes' lines (days count from 1970).
    """
    found = []
    for one in drawn:
        trace = figure["data"][one["curve"]]
        trace = trace | {"ticks": _ticks(figure["layout"], trace.get("xaxis", "x"))}
        order = sorted(range(len(one["at"])), key=lambda i: (one["x"][i], one["y"][i]))
        if not order:
            continue
        template = trace.get("hovertemplate")
        step = _label_step(template, len(order))
        if step is None:
            order = _once(order, one, [_label(trace, one, i) for i in range(len(one["at"]))])
        xs, ys = ([one[axis][i] for i in order] for axis in "xy")
        found.append(
            {
                "n": _plain(trace.get("name") or ""),
                "x": _packed(xs, 1.0 if one["dates"] else None),
                "y": _packed(ys, step),
                "a": [float(f"{value:.9g}") for value in one["line"]],
                "t": _plain(template) if step is not None else [_label(trace, one, i) for i in order],
            }
        )
    return found


def as_json(pictures: Mapping[str, Sequence[Series]]) -> str:
    """The series of every drawing as one JSON text, to stand in a page: equal lists once."""
    kept: list[Any] = []
    places: dict[str, int] = {}
    labels: list[str] = []
    numbers: dict[str, int] = {}

    def number(label: str) -> int:
        key = "".join(label.split())
        if key not in numbers:
            numbers[key] = len(labels)
            labels.append(label)
        return numbers[key]

    def place(value: Any) -> Any:
        if isinstance(value, str):
            return value
        if value and isinstance(value[0], str):
            value = [number(label) for label in value]
        text = json.dumps(value)
        if text not in places:
            places[text] = len(kept)
            kept.append(value)
        return places[text]

    # The widest drawing first: labels that differ in their line breaks alone are written as there.
    # A long line is read where the widest drawing tells its points apart, the same in all drawings.
    widest, *others = reversed(list(pictures.items()))
    apart = {(one["n"], one["t"]): _told_apart(one) for one in widest[1] if isinstance(one["t"], str)}
    told = {"".join(label.split()) for one in widest[1] if isinstance(one["t"], list) for label in one["t"]}

    def agreed(one: Series, drawing: str) -> Series:
        if isinstance(one["t"], str):
            return _at(one, apart.get((one["n"], one["t"])))
        return one if drawing == widest[0] else _among(told, one)

    packed = {
        name: [
            {key: value if key in "an" else place(value) for key, value in agreed(one, name).items()}
            for one in series
        ]
        for name, series in (widest, *others)
    }
    text = json.dumps({"kept": kept, "labels": labels, **packed}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _among(told: set[str], one: Series) -> Series:
    """Of a crowd's readings those that the widest drawing has too."""
    if not isinstance(one["t"], list) or len(one["t"]) < LONG // 2:
        return one
    at = [i for i, label in enumerate(one["t"]) if "".join(label.split()) in told]
    if not at:
        return one

    return {**_at(one, at), "t": [one["t"][i] for i in at]}


def _told_apart(line: Series) -> list[int]:
    """The points of a long line that lie NEAR or farther from the one read before, its ends and extremes."""
    a0, a1, b0, b1 = line["a"]
    xs, ys = ([column[0] * whole for whole in accumulate(column[1:])] for column in (line["x"], line["y"]))
    kept = {0, len(ys) - 1, ys.index(min(ys)), ys.index(max(ys))}
    last = (math.inf, math.inf)
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        place = (a0 + a1 * x, b0 + b1 * y)
        if i in kept or math.dist(place, last) >= NEAR:
            kept.add(i)
            last = place
    return sorted(kept)


def _at(one: Series, places: Sequence[int] | None) -> Series:
    """The series at these places of it; all of it for None, or where it is not that long."""
    if not places or places[-1] >= len(one["x"]) - 1:
        return one

    def of(column: list[float]) -> list[float]:
        unit, *steps = column
        whole = list(accumulate(steps))
        chosen = [whole[i] for i in places]
        return [unit, chosen[0], *(b - a for a, b in zip(chosen, chosen[1:], strict=False))]

    return {**one, "x": of(one["x"]), "y": of(one["y"])}


def _packed(values: Sequence[float], step: float | None) -> list[float]:
    """A unit, a first whole number, and the differences that follow it."""
    if step is None:
        span = max(values) - min(values)
        step = 10.0 ** math.ceil(math.log10(span / STEPS)) if span > 0 else 10.0**-6
    whole = [round(value / step) for value in values]
    return [float(f"{step:.6g}"), whole[0], *(b - a for a, b in zip(whole, whole[1:], strict=False))]


def _label_step(template: Any, points: int) -> float | None:
    """The unit in which a long line's numbers are said, or None where labels are written here."""
    if points < LONG or not isinstance(template, str):
        return None
    fields = _FIELD.findall(template)
    if any(name not in ("x", "y") for name, *_ in fields):
        return None
    specs = [_SPEC.fullmatch(spec) for name, _, spec, _ in fields if name == "y"]
    if len(specs) != 1 or specs[0] is None:
        return None
    _, decimals, kind = specs[0].groups()
    return 10.0 ** -(int(decimals) + (2 if kind == "%" else 0))


def _ticks(layout: Mapping[str, Any], axis: str) -> dict[float, str]:
    """What the axis of that id writes at a place, where it writes words of the chart's own."""
    given = layout.get(f"xaxis{axis[1:]}", {})
    places, texts = given.get("tickvals"), given.get("ticktext")
    if not isinstance(places, list) or not isinstance(texts, list):
        return {}
    return dict(zip(places, texts, strict=False))


def _once(order: Sequence[int], drawn: Mapping[str, Any], labels: Sequence[str]) -> list[int]:
    """A line from the axis to its value (a stem) is one reading, at its far end."""
    kept: dict[tuple[float, str], int] = {}
    for i in order:
        key = (drawn["x"][i], labels[i])
        if key not in kept or abs(drawn["y"][i]) > abs(drawn["y"][kept[key]]):
            kept[key] = i
    single = list(kept.values())
    return single if len(single) < LONG else _apart(single, drawn)


def _apart(order: Sequence[int], drawn: Mapping[str, Any]) -> list[int]:
    """In a crowd, points that no pointer can tell apart are one reading; the table has them all."""
    a0, a1, b0, b1 = drawn["line"]
    places = {i: (a0 + a1 * drawn["x"][i], b0 + b1 * drawn["y"][i]) for i in order}
    kept: list[int] = []
    for i in order:
        if all(math.dist(places[i], places[other]) >= NEAR for other in kept):
            kept.append(i)
    return kept


def _label(trace: Mapping[str, Any], drawn: Mapping[str, Any], i: int) -> str:
    """The label of the drawn point `i`, filled in."""
    at, x, y, dates = drawn["at"][i], drawn["x"][i], drawn["y"][i], drawn["dates"]
    template = _of(trace.get("hovertemplate"), at)
    if not template:
        words = _of(trace.get("hovertext"), at) or _of(trace.get("text"), at) or ""
        return _plain(str(words) or str(trace.get("name") or ""))

    def filled(match: re.Match[str]) -> str:
        name, place, spec, _ = match.groups()
        if name == "x" and not spec and x in trace["ticks"]:
            value: Any = trace["ticks"][x]
        elif name in ("x", "y"):
            value = _EPOCH + timedelta(days=x) if name == "x" and dates else (x if name == "x" else y)
        else:
            value = _of(trace.get(name), at)
            value = value[int(place)] if place is not None else value
        return _said(value, spec or "")

    return _plain(_FIELD.sub(filled, template))


def _of(given: Any, at: int) -> Any:
    return given[at] if isinstance(given, list) else given


def _said(value: Any, spec: str) -> str:
    """A value as Plotly writes it; its number formats are a dialect of Python's."""
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        text = format(value, spec) if _SPEC.fullmatch(spec) else f"{value:g}"
        return text.replace("-", "−")
    return str(value)


_EXTRA = re.compile(r"<extra>.*?</extra>", re.S)
_TAG = re.compile(r"</?(?!b>)[a-zA-Z][^<>]*>")


def _plain(text: str) -> str:
    """Plotly's markup as lines of text, in which `<b>` and `</b>` alone are left."""
    return html.unescape(_TAG.sub("", re.sub(r"<br\s*/?>", "\n", _EXTRA.sub("", text)))).strip()
