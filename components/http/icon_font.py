"""Streamlit's icon font, cut down to the icons that can appear.

The whole font holds some 3,700 icons in 375 KB and is loaded on every first visit; Streamlit's
own scripts and ours can name fewer than a tenth of them. An icon is kept when its
name stands as a word in one of Streamlit's scripts or in our sources, so none that can
be drawn is ever missing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_QUOTED = re.compile(r"""["'`:/]([a-z0-9]+(?:_[a-z0-9]+)*)["'`:]""")


def words_in(paths: Iterable[Path]) -> set[str]:
    """Every quoted lower-case word of some sources: whatever could name an icon."""
    found: set[str] = set()
    for path in paths:
        found |= set(_QUOTED.findall(path.read_text(encoding="utf-8", errors="ignore")))
    return found


def cut_down(font_file: Path, names: set[str]) -> bytes:
    """The font with the icons in `names` only, as WOFF2; letters stay, since names are spelt with them."""
    font = TTFont(font_file)
    letters = _letters(font)
    kept = set(letters) | {icon for icon, name in _ligatures(font, letters) if name in names}
    return _with_glyphs(font, kept)


def icon_names(font_file: Path) -> set[str]:
    """The name of every icon in the font."""
    font = TTFont(font_file)
    return {name for _, name in _ligatures(font, _letters(font))}


def emptied(font_file: Path) -> bytes:
    """The font without its letters, for one that our theme never draws with."""
    return _with_glyphs(TTFont(font_file), {".notdef"})


def _with_glyphs(font: TTFont, kept: set[str]) -> bytes:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    options.layout_closure = False
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=kept)
    cutter.subset(font)
    out = io.BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()


def _letters(font: TTFont) -> dict[str, str]:
    """Glyph to letter, of ASCII."""
    return {glyph: chr(code) for code, glyph in font.getBestCmap().items() if code < 128}


def _ligatures(font: TTFont, letters: dict[str, str]) -> Iterable[tuple[str, str]]:
    """(glyph, name) of every icon: the font joins the letters of a name into its icon."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for ligature in ligatures:
                    glyphs = (first, *ligature.Component)
                    if all(glyph in letters for glyph in glyphs):
                        yield ligature.LigGlyph, "".join(letters[glyph] for glyph in glyphs)
