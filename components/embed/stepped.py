"""The middle of an embed in steps: a sentence and a picture each, stacked where no script runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from components.charts.kit.look import Theme
from components.embed.drawing import SIZES
from components.embed.request import Asked

STEPPER = 44
"""Pixels that the buttons under the picture take."""

Address = Callable[[int, str, Theme], str]
"""Where the picture of a step (from 1) in a size and a theme is."""


class Source(NamedTuple):
    """One picture of a step, and the screens it is for."""

    media: str
    address: str
    width: int
    height: int


def sequence(asked: Asked, address: Address) -> str:
    """The steps of an embed as HTML that is whole without a script."""
    steps = asked.steps
    rows = "".join(
        f"<li><p><b>{place}</b> {escape(step.sentence)}</p>"
        f'<p class="sub">{escape(shown.words.subtitle)}</p>'
        f"{_picture(_sources(asked, place, address), f'{step.sentence} {shown.words.alt}')}</li>\n"
        for place, (step, shown) in enumerate(zip(asked.presentation.steps, steps, strict=True), start=1)
    )
    buttons = (
        '<button type="button" id="back">← Back</button><span id="at"></span>'
        '<button type="button" id="on">Next →</button>'
    )
    return f'<ol id="steps">\n{rows}</ol>\n<p id="stepper" hidden>{buttons}</p>\n'


def papers(asked: Asked) -> tuple[Theme, ...]:
    """The themes in which each picture of a sequence is needed."""
    return ("dark", "light") if asked.presentation.theme == "auto" else (asked.paper,)


def _sources(asked: Asked, place: int, address: Address) -> Sequence[Source]:
    """The widest screens first, dark before light where the reader's setting decides; the last is for all
    others."""
    themes = papers(asked)
    found = []
    for size in sorted(SIZES.values(), key=lambda one: -one.shown_from):
        for paper in themes:
            wide = f"(min-width:{size.shown_from}px)" if size.shown_from else ""
            night = "(prefers-color-scheme:dark)" if paper == "dark" and len(themes) > 1 else ""
            media = " and ".join(filter(None, (wide, night)))
            height = asked.heights[size.name]
            found.append(Source(media, address(place, size.name, paper), size.width, height))
    return found


def _picture(sources: Sequence[Source], alt: str) -> str:
    *others, last = sources
    offered = "".join(
        f'<source media="{one.media}" srcset="{escape(one.address)}" width="{one.width}" '
        f'height="{one.height}">'
        for one in others
    )
    return (
        f'<picture>{offered}<img src="{escape(last.address)}" width="{last.width}" height="{last.height}" '
        f'alt="{escape(alt)}" loading="lazy" decoding="async"></picture>'
    )
