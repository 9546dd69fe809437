"""A chart as one picture that stands alone: title, subtitle, drawing, notes, source."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from components.charts.kit.theme import FONT, GRID, INK, MUTED, PAPER
from components.embed.card import (
    CARD,
    FOOT_SIZE,
    MARGIN,
    SCALE,
    UNITS_SIZE,
    card_foot,
    card_line,
    card_title,
)
from components.embed.chrome import Chrome, chrome
from components.embed.drawing import Picture, pictures
from components.embed.outlines import outlined
from components.embed.themed import resolved
from components.embed.words import HEADLINE_FONT, Words
from components.embed.wrapping import wrapped

MILLIMETRES_PER_INCH = 25.4


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


def standalone(picture: Picture, words: Words, theme: str, *, transparent: bool = False) -> Image:
    """The drawing with its words around it, as wide as the drawing and its margins.

    transparent: without the paper behind it, to be laid on another ground.
    """
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
    lines = [*head, *more, *foot]
    return _document(
        picture, words, theme, width, height, lines, margin, margin, top, 1.0, ground=not transparent
    )


def card_space(words: Words) -> tuple[int, int]:
    """Width and height in pixels at which a card's drawing is made, and then shown twice as large."""
    top, foot = _card_words(words)[1:]
    return round((CARD[0] - 2 * MARGIN) / SCALE), round((foot - 10 - top) / SCALE)


def card(picture: Picture, words: Words, theme: str) -> Image:
    """A card for social media: a short title, the units, one drawing, and whose it is."""
    lines, top, _ = _card_words(words)
    return _document(picture, words, theme, *CARD, lines, MARGIN, MARGIN, top, SCALE)


def _card_words(words: Words) -> tuple[list[_Line], float, float]:
    """The lines of a card, and the edges between which its drawing stands."""
    room = CARD[0] - 2 * MARGIN
    title, size = card_title(words.title, room)
    lines, y = [], 26.0
    for part in title:
        y += size * 1.2
        lines.append(_Line(part, size, y - size * 0.22, "t"))
    if units := card_line(words.subtitle, room, UNITS_SIZE):
        y += UNITS_SIZE * 1.35
        lines.append(_Line(units, UNITS_SIZE, y - 4, "m"))
    foot = CARD[1] - 52.0
    said = card_line(card_foot(words.address, words.through), room, FOOT_SIZE)
    lines.append(_Line(said, FOOT_SIZE, CARD[1] - 24, "m"))
    return lines, y + 12, foot


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
    *,
    ground: bool = True,
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
    behind = (
        f'<rect width="{width}" height="{height}" fill="{PAPER[paper]}"/>'
        f'<rect width="{width}" height="3" fill="{GRID[paper]}"/>'
        if ground
        else ""
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 '
        f'{width} {height}" '
        f'role="img" aria-labelledby="title desc"><title id="title">{escape(words.title)}</title>'
        f'<desc id="desc">{escape(words.alt)}</desc><style>'
        f"{escape(resolved(style, picture.pairs, paper), quote=False)}</style>"
        f"{behind}{texts}"
        f'<svg {place} viewBox="0 0 {drawing.width} {drawing.height}">{drawing.body}</svg></svg>'
    )
    return Image(svg, width, height)


def with_outlines(drawn: Image) -> Image:
    """The image with shapes for its words. Raises `NoTypeface` where there are no fonts to take them from."""
    return drawn._replace(svg=outlined(drawn.svg))


def painted(drawn: Image, scale: int = 1, by: Chrome = chrome, *, across: int | None = None) -> bytes:
    """The image as PNG, `scale` pixels to the CSS pixel, or `across` pixels wide.

    Raises `CannotRender` when no browser can paint it now.
    """
    width = across or drawn.width * scale
    height = round(drawn.height * width / drawn.width)
    return pictures.get(f"png\n{width}x{height}\n{drawn.svg}", lambda: by.png(drawn.svg, width, height))


def printed(drawn: Image, millimetres: float, by: Chrome = chrome) -> bytes:
    """The image as a vector PDF of one page, `millimetres` wide and as tall as the picture asks for.

    The same picture gives the same bytes. Raises `CannotRender` when no browser can print it now.
    """
    width = millimetres / MILLIMETRES_PER_INCH
    height = width * drawn.height / drawn.width
    key = f"pdf\n{width:.4f}x{height:.4f}\n{drawn.svg}"
    return pictures.get(key, lambda: by.pdf(drawn.svg, width, height))
