"""The typefaces that a drawing's words are set in, read glyph by glyph: outlines, widths, kerning.

The browser that draws sets Helvetica and Georgia in whatever the machine has for them. Outlines are of
Liberation, which has the widths of Helvetica and Times and is free (SIL Open Font License), and where a
character is in none of its faces, of DejaVu.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
FILES = {
    ("sans", "normal"): ("LiberationSans-Regular", "DejaVuSans"),
    ("sans", "bold"): ("LiberationSans-Bold", "DejaVuSans-Bold"),
    ("serif", "normal"): ("LiberationSerif-Regular", "DejaVuSerif"),
    ("serif", "bold"): ("LiberationSerif-Bold", "DejaVuSerif-Bold"),
}


READING = threading.Lock()
"""Held while glyphs are read: a font unpacks each when it is first asked for, which two threads must not do
at once."""


class NoTypeface(RuntimeError):
    """None of the faces is on this machine; `str()` is a sentence for a reader."""

    def __init__(self) -> None:
        super().__init__(
            "Words cannot be drawn as outlines on this server: the Liberation fonts are not installed "
            "(package fonts-liberation)."
        )


@dataclass(frozen=True)
class Face:
    """One font file."""

    path: Path

    @cached_property
    def _font(self) -> TTFont:
        return TTFont(self.path, lazy=True)

    @cached_property
    def _characters(self) -> dict[int, str]:
        return self._font.getBestCmap()

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], int]:
        tables = self._font["kern"].kernTables if "kern" in self._font else ()
        return next((table.kernTable for table in tables if hasattr(table, "kernTable")), {})

    @cached_property
    def em(self) -> int:
        """Its own units to the size of its type."""
        return int(self._font["head"].unitsPerEm)

    def has(self, character: str) -> bool:
        return ord(character) in self._characters

    def advance(self, character: str, after: str = "") -> int:
        """From the character's origin to that of the one after it, in the face's own units."""
        name = self._characters[ord(character)]
        kerning = self._pairs.get((name, self._characters[ord(after)]), 0) if after and self.has(after) else 0
        return self._font["hmtx"][name][0] + kerning

    def outline(self, character: str) -> str:
        """The character's path in the face's own units, upwards from its origin on the line."""
        glyphs = self._font.getGlyphSet()
        pen = SVGPathPen(glyphs)
        glyphs[self._characters[ord(character)]].draw(pen)
        return pen.getCommands()


def faces(family: str, weight: str) -> tuple[Face, ...]:
    """The faces to try in turn for a CSS family and weight. Raises `NoTypeface` when there is none."""
    serif = family.rstrip("'\" ").split(",")[-1].strip() == "serif"
    bold = weight == "bold" or weight.isdigit() and int(weight) >= 600
    named = FILES["serif" if serif else "sans", "bold" if bold else "normal"]
    found = tuple(installed()[name] for name in named if name in installed())
    if not found:
        raise NoTypeface
    return found


@lru_cache(maxsize=1)
def installed() -> dict[str, Face]:
    wanted = {name for names in FILES.values() for name in names}
    return {path.stem: Face(path) for path in sorted(_font_files(), reverse=True) if path.stem in wanted}


def _font_files() -> Iterator[Path]:
    for folder in FOLDERS:
        for here, _, names in os.walk(Path(folder).expanduser()):
            yield from (Path(here, name) for name in names if name.lower().endswith(".ttf"))
