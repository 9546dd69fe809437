"""Lines of text in images, where nothing wraps by itself: widths after Adobe's Helvetica metrics."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FIRST = 32
_WIDTHS = (
    278,
    278,
    355,
    556,
    556,
    889,
    667,
    191,
    333,
    333,
    389,
    584,
    278,
    333,
    278,
    278,
    556,
    556,
    556,
    556,
    556,
    556,
    556,
    556,
    556,
    556,
    278,
    278,
    584,
    584,
    584,
    556,
    1015,
    667,
    667,
    722,
    722,
    667,
    611,
    778,
    722,
    278,
    500,
    667,
    556,
    833,
    722,
    778,
    667,
    778,
    722,
    667,
    611,
    722,
    667,
    944,
    667,
    667,
    611,
    278,
    278,
    278,
    469,
    556,
    333,
    556,
    556,
    500,
    556,
    556,
    278,
    556,
    556,
    222,
    222,
    500,
    222,
    833,
    556,
    556,
    556,
    556,
    333,
    500,
    278,
    556,
    500,
    722,
    500,
    500,
    500,
    334,
    260,
    334,
    584,
)


def text_width(text: str, size: float) -> float:
    """Pixels that `text` takes at a font size; wide characters count one em, unknown ones 0.6."""
    return sum(_em(character) for character in text) * size


def _em(character: str) -> float:
    place = ord(character) - _FIRST
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place] / 1000
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.6


def wrapped(text: str, width: float, size: float, most: int = 8) -> list[str]:
    """`text` in lines no wider than `width` pixels; over `most` lines the last ends in “…”."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and text_width((line + piece).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        lines.append(line.rstrip())
    if len(lines) > most:
        last = lines[most - 1]
        while last and text_width(last + "…", size) > width:
            last = last.rpartition(" ")[0] or last[:-1]
        lines = [*lines[: most - 1], last.rstrip(" ,;.") + "…"]
    return lines


def line_count(text: str, width: float, size: float) -> int:
    """How many lines `wrapped` would make if it had no limit; quick for one text at many widths."""
    lines, filled = 0, 0.0
    for whole, bare in _piece_widths(text):
        if lines == 0 or (filled and (filled + bare) * size > width):
            lines, filled = lines + 1, 0.0
        filled += whole
    return lines


@lru_cache(maxsize=256)
def _piece_widths(text: str) -> tuple[tuple[float, float], ...]:
    """Ems of each piece, with and without the space at its end."""
    return tuple((text_width(one, 1), text_width(one.rstrip(), 1)) for one in _pieces(text.strip()))


def _pieces(text: str) -> list[str]:
    """Where a line may break: after a space, around a wide character, within an endless word."""
    pieces, word = [], ""
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            pieces += [word, character] if word else [character]
            word = ""
            continue
        word += character
        if character == " " or len(word) >= 40:
            pieces.append(word)
            word = ""
    return [*pieces, word] if word else pieces
