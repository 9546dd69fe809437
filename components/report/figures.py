"""Charts of the catalogue as pictures that stand alone: drawn once, for whichever writer asks."""

from __future__ import annotations

from typing import NamedTuple

from components.embed import image
from components.embed.chrome import Chrome
from components.embed.presentation import Presentation
from components.embed.request import Asked
from components.report.blocks import Figure
from data import Snapshot

PRINTED = 2
"""Pixels of a PNG for each CSS pixel: sharp on paper."""


class Drawn(NamedTuple):
    """A picture with its words around it, and what it shows in words."""

    image: image.Image
    alt: str


def drawn(snapshot: Snapshot, figure: Figure, by: Chrome) -> Drawn:
    """The figure on light paper. Raises `CannotRender` when no browser can draw it now."""
    asked = Asked(figure.slug, figure.params, Presentation(), snapshot, snapshot)
    return Drawn(image.standalone(asked.picture("wide", by=by), asked.words, "light"), asked.chart.alt)


def as_png(picture: Drawn, by: Chrome) -> bytes:
    """The same as PNG, for files that hold no drawings."""
    return image.painted(picture.image, PRINTED, by)
