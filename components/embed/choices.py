"""What a reader may choose inside an embed: a company and an event window, each a link to the same chart.

The links need no script. With one, the page that a link leads to takes this page's place (`choices.js`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from html import escape
from itertools import product
from typing import Any, NamedTuple

from components.charts.kit.labels import text_width
from components.charts.kit.windows import WINDOWS, window_name
from components.embed.request import Asked
from components.params import BadParam
from components.params.chosen_events import principals

FIELDS = ("company", "window")
"""Parameters that are offered, where a chart has them."""
SIZE, ROW = 13, 29
"""Pixels of type and of a row of chips, as in `choices.css`."""


class Chip(NamedTuple):
    """One choice, the chart that it shows, and whether that is shown now."""

    words: str
    shown: Asked
    current: bool


class Group(NamedTuple):
    name: str
    chips: tuple[Chip, ...]


def groups(asked: Asked) -> tuple[Group, ...]:
    """What the chart lets a reader choose. Raises `BadParam` where that is nothing."""
    offered = _offered(asked)
    if not offered:
        raise BadParam("choices", "1", "this chart has neither companies nor windows to choose among")
    return tuple(
        Group(
            name,
            tuple(
                Chip(words, _other(asked, **{field: value}), getattr(asked.params, field) == value)
                for words, value in options
            ),
        )
        for name, field, options in offered
    )


def offers_choices(asked: Asked) -> bool:
    return not asked.params.asked().keys().isdisjoint(FIELDS)


def every_choice(asked: Asked) -> list[Asked]:
    """The chart with each combination of choices, for a site that must have them all."""
    offered = _offered(asked)
    fields = [field for _, field, _ in offered]
    values = [[value for _, value in options] for _, _, options in offered]
    return [_other(asked, **dict(zip(fields, chosen, strict=True))) for chosen in product(*values)]


def chips(found: Sequence[Group], address: Callable[[Asked], str]) -> str:
    """The choices as HTML."""
    rows = "".join(
        f'<p><span id="choice-{place}">{escape(group.name)}</span>'
        f'<span role="group" aria-labelledby="choice-{place}">'
        + "".join(
            f'<a href="{escape(address(chip.shown))}"{" aria-current=true" if chip.current else ""}>'
            f"{escape(chip.words)}</a>"
            for chip in group.chips
        )
        + "</span></p>"
        for place, group in enumerate(found)
    )
    return f'<nav id="choices" aria-label="Choose what is shown">{rows}</nav>\n'


def chips_height(found: Sequence[Group], room: float) -> float:
    """Pixels that the choices take in a column `room` wide, about."""
    tall = 8.0
    for group in found:
        x, rows = text_width(group.name, SIZE) + 10, 1
        for chip in group.chips:
            wide = text_width(chip.words, SIZE) + 27
            if x + wide > room:
                x, rows = 0.0, rows + 1
            x += wide
        tall += rows * ROW + 2
    return tall


def _offered(asked: Asked) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    """Name, field and options of each group; what the publisher chose is always among them."""
    params: Any = asked.params
    names, found = params.asked(), []
    if "company" in names:
        companies: list[tuple[str, Any]] = [
            ("All", ()),
            *((one, (one,)) for one in principals(asked.snapshot)),
        ]
        found.append(("Companies", "company", _with(params.company, ", ".join(params.company), companies)))
    if "window" in names:
        windows = [(window_name(one), one) for one in WINDOWS]
        found.append(("Event window", "window", _with(params.window, window_name(params.window), windows)))
    return found


def _with(value: Any, words: str, options: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return options if value in [one for _, one in options] else [(words, value), *options]


def _other(asked: Asked, **chosen: Any) -> Asked:
    """The chart with another choice. A publisher's headline, subtitle and text alternative speak of their own
    choice alone."""
    params = asked.params.replace(**chosen)
    if params == asked.params:
        return asked
    words = asked.presentation.replace(title="", subtitle="", alt="")
    return dataclasses.replace(asked, params=params, presentation=words)
