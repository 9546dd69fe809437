"""A chart as one picture that stands alone: title, subtitle, drawing, notes, source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import NamedTuple

from components.charts.kit.theme import FONT, GRID, INK, MUTED, PAPER
from components.embed.chrome import Chrome, chrome
from components.embed.drawing import Picture, pictures
from components.embed.themed import resolved
from components.embed.words import HEADLINE_FONT, Words
from components.embed.wrapping import wrapped

CARD = (1200, 630)
CARD_LEAST, CARD_SQUEEZE = 390, 0.85
"""A card's drawing is this tall at least, and this share of the chart's own height; then it is scaled to
fit."""


class Image(NamedTuple):
    """A complete SVG document and its size in CSS pixels."""

    svg: str
    width: int
    height: int


class _Line(NamedTuple):
    text: str
    size: float
    y: float
    style: str


def standalone(picture: Picture, words: Words, theme: str) -> Image:
    """The drawing with its words around it, as wide as the drawing and its margins."""
    margin = 14 if picture.drawing.width < 500 else 20
    width = picture.drawing.width + 2 * margin
    room = width - 2 * margin
    small = picture.drawing.width < 500
    head, y = _stack(words.title, room, 19 if small else 24, margin, "t")
    more, y = _stack(words.subtitle, room, 13 if small else 15, y + 2, "m")
    top = y + 8
    y = top + picture.drawing.height + 4
    foot: list[_Line] = []
    for text in words.foot:
        lines, y = _stack(text, room, 11 if small else 12, y + 2, "m")
        foot += lines
    height = round(y + margin - 4)
    return _document(picture, words, theme, width, height, [*head, *more, *foot], margin, margin, top, 1.0)


def card(draw: Callable[..., Picture], own_heights: Mapping[str, int], words: Words, theme: str) -> Image:
    """A card for social media: the title large, and below it the drawing, made to fill the rest.

    draw: draws the chart at a size class, width and height. own_heights: what it takes in each
    look. A phone's drawing says less and larger; one too tall for that gives way to the wide
    one where that is flatter, as flattening a drawing further would run its labels together.
    """
    width, height = CARD
    margin = 48
    room = width - 2 * margin
    head, y = _stack(words.title, room, 38, 30, "t", most=2)
    foot, _ = _stack(words.source, room, 16, height - 42, "m", most=1)
    top = y + 20
    space = height - 50 - top
    talls = {look: max(CARD_LEAST, round(CARD_SQUEEZE * own)) for look, own in own_heights.items()}
    look = "phone" if talls["phone"] <= max(space, talls["wide"]) else "wide"
    tall = talls[look]
    scale = space / tall
    picture = draw(look, width=round(room / scale), height=tall)
    return _document(picture, words, theme, width, height, [*head, *foot], margin, margin, top, scale)


def _stack(
    text: str, room: float, size: float, y: float, style: str, most: int = 6
) -> tuple[list[_Line], float]:
    """Lines of one text from `y` downwards, and where they end."""
    lines = []
    for part in wrapped(text, room, size, most):
        y += size * 1.28
        lines.append(_Line(part, size, y - size * 0.3, style))
    return lines, y


def _document(
    picture: Picture,
    words: Words,
    theme: str,
    width: int,
    height: int,
    lines: list[_Line],
    margin: float,
    left: float,
    top: float,
    scale: float,
) -> Image:
    paper = "dark" if theme == "dark" else "light"
    drawing = picture.drawing
    rules = "".join(f".{name}{{{rule}}}" for name, rule in sorted(drawing.rules.items()))
    style = (
        f"svg{{font-family:{drawing.font};stroke-miterlimit:2}}text{{white-space:pre}}{rules}"
        f".t{{font-family:{HEADLINE_FONT};font-weight:700;fill:{INK[paper]}}}"
        f".m{{font-family:{FONT};fill:{MUTED[paper]}}}"
    )
    texts = "".join(
        f'<text class="{line.style}" x="{margin:g}" y="{line.y:.1f}" font-size="{line.size:g}">'
        f"{escape(line.text)}</text>"
        for line in lines
    )
    place = (
        f'x="{left:.1f}" y="{top:.1f}" width="{drawing.width * scale:.1f}" '
        f'height="{drawing.height * scale:.1f}"'
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 '
        f'{width} {height}" '
        f'role="img" aria-labelledby="title desc"><title id="title">{escape(words.title)}</title>'
        f'<desc id="desc">{escape(words.alt)}</desc><style>'
        f"{escape(resolved(style, picture.pairs, paper), quote=False)}</style>"
        f'<rect width="{width}" height="{height}" fill="{PAPER[paper]}"/>'
        f'<rect width="{width}" height="3" fill="{GRID[paper]}"/>{texts}'
        f'<svg {place} viewBox="0 0 {drawing.width} {drawing.height}">{drawing.body}</svg></svg>'
    )
    return Image(svg, width, height)


def painted(drawn: Image, scale: int = 1, by: Chrome = chrome) -> bytes:
    """The image as PNG. Raises `CannotRender` when no browser can paint it now."""
    width, height = drawn.width * scale, drawn.height * scale
    return pictures.get(f"png\n{width}x{height}\n{drawn.svg}", lambda: by.png(drawn.svg, width, height))
