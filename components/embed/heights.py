"""How tall an embed will be, for frames that are made before it is loaded. The numbers are the style
sheet's."""

from __future__ import annotations

import math

from components.embed.choices import chips_height, groups
from components.embed.drawing import COMPACT_PICTURE, SIZES, compact_classes
from components.embed.request import Asked
from components.embed.stepped import STEPPER
from components.embed.wrapping import line_count

_LINE = 1.45
_SPARE = 8
"""Pixels more than counted: a frame that is a fraction too short has a scroll bar, and all its lines break
anew."""
_NAV = 490
"""Pixels that the links under a chart take beside one another, about."""


def embed_height(asked: Asked, width: int) -> int:
    """CSS pixels of the whole embed at `width`, with its table closed; a few more rather than fewer."""
    return _compact(asked, width) if asked.presentation.compact else _whole(asked, width)


def _whole(asked: Asked, width: int) -> int:
    size = max((one for one in SIZES.values() if one.shown_from <= width), key=lambda one: one.shown_from)
    sides, ends, title, subtitle = (
        (40, 32, 25, 15) if width >= 780 else (20, 24, 19, 14) if width < 400 else (28, 26, 21, 14)
    )
    room = width - sides
    words = asked.words
    head = line_count(words.title, room, title) * title * 1.22 + 4
    head += line_count(words.subtitle, room, subtitle) * subtitle * _LINE
    if asked.in_steps:
        head += _steps_head(asked, room) + STEPPER
    drawing = asked.heights[size.name] * room / size.width + 14
    foot = sum(line_count(text, room, 12) * 12 * _LINE for text in words.foot) + 3 * (len(words.foot) - 1)
    nav = 15 + (1 if room >= _NAV else 2) * 26.85 + 29
    if asked.presentation.choices:
        head += chips_height(groups(asked), room)
    return math.ceil(ends + head + drawing + foot + nav) + _SPARE


def _steps_head(asked: Asked, room: float) -> float:
    """Sentence and subtitle of the step that has most of both, in place of the chart's subtitle."""
    own = asked.presentation.subtitle
    most = max(
        line_count(f"1 {one.words.title}", room, 16) * 16 * _LINE
        + line_count(one.words.subtitle, room, 13) * 13 * _LINE
        for one in asked.steps
    )
    less = 0 if own else line_count(asked.words.subtitle, room, 14) * 14 * _LINE
    return most + 10 - less


def _compact(asked: Asked, width: int) -> int:
    classes = compact_classes(asked.slug, asked.snapshot, asked.params)
    shown = max((one for one in classes if one.shown_from <= width), key=lambda one: one.shown_from)
    room = width - 20
    title = min(line_count(asked.words.title, room, 18), 2) * 18 * 1.22
    picture = min(shown.height * room / shown.width, COMPACT_PICTURE)
    return math.ceil(3 + 14 + title + 8 + picture + 12 * _LINE)
