"""A picture whose words are shapes: for programs and printers that have other fonts than ours.

Only what our own pictures use is read: classes of one rule each, `text` and `tspan` with x, y, dx, dy and
an anchor. The words stay in the picture's title and description, for readers who cannot see it.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field

from components.embed.typefaces import READING, Face, faces

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
"""The older way to name what is used, which every program for print reads."""
_RULE = re.compile(r"(?:\.(\w+)|(svg))\{([^{}]*)\}")
_INHERITED = ("font-family", "font-size", "font-weight", "text-anchor")
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_USUAL = {"font-family": "sans-serif", "font-size": "16px", "font-weight": "normal", "text-anchor": "start"}

Style = Mapping[str, str]
_Glyphs = dict[tuple[Face, str], str]
"""The name of each glyph that the picture uses."""


@dataclass
class _Run:
    """Letters of one style, set from (x, y) when their chunk is anchored."""

    text: str
    style: Style
    owner: ET.Element
    y: float


@dataclass
class _Piece:
    """Letters of one face behind one another, each with its place in the face's own units."""

    face: Face
    letters: list[tuple[str, int]] = field(default_factory=list)
    end: int = 0

    @property
    def width(self) -> float:
        """In em."""
        return self.end / self.face.em

    def add(self, character: str, after: str) -> None:
        self.letters.append((character, self.end))
        self.end += self.face.advance(character, after)


@dataclass
class _Chunk:
    """Runs that stand behind one another from one x on."""

    x: float
    runs: list[_Run] = field(default_factory=list)


def outlined(svg: str) -> str:
    """The SVG document with shapes in place of every text; each glyph is drawn once and used by name.

    A text with a character that no face at hand has, or that is joined to others, stays text.
    Raises `NoTypeface` without any face.
    """
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(svg)
    sheet = "".join(style.text or "" for style in root.iter(f"{{{SVG}}}style"))
    rules = {name or tag: _declarations(rule) for name, tag, rule in _RULE.findall(sheet)}
    glyphs: _Glyphs = {}
    with READING:
        _walk(root, _styled(root, _USUAL | rules.get("svg", {}), rules), rules, glyphs)
        shapes = ET.SubElement(root, f"{{{SVG}}}defs")
        for (face, character), name in glyphs.items():
            ET.SubElement(shapes, f"{{{SVG}}}path", {"id": name, "d": face.outline(character)})
    return ET.tostring(root, encoding="unicode")


def _declarations(rule: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in rule.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def _styled(element: ET.Element, above: Style, rules: Mapping[str, Style]) -> Style:
    own: dict[str, str] = {}
    for name in _INHERITED:
        if value := element.get(name):
            own[name] = value
        if value := rules.get(element.get("class", ""), {}).get(name):
            own[name] = value
    return {**above, **own}


def _walk(parent: ET.Element, style: Style, rules: Mapping[str, Style], glyphs: _Glyphs) -> None:
    for place, child in enumerate(list(parent)):
        own = _styled(child, style, rules)
        if child.tag != f"{{{SVG}}}text":
            _walk(child, own, rules, glyphs)
        elif (drawn := _drawn(child, own, rules, glyphs)) is not None:
            parent[place] = drawn


def _drawn(text: ET.Element, style: Style, rules: Mapping[str, Style], glyphs: _Glyphs) -> ET.Element | None:
    """A group of shapes that looks like the text, or None where it cannot."""
    chunks: list[_Chunk] = []
    _read(text, style, rules, chunks, 0.0)
    kept = {name: text.get(name, "") for name in ("class", "transform", "clip-path") if text.get(name)}
    group = ET.Element(f"{{{SVG}}}g", kept)
    group.tail = text.tail
    for chunk in chunks:
        pieces = [_pieces(run) for run in chunk.runs]
        if any(piece is None for piece in pieces):
            return None
        known = [(run, piece) for run, found in zip(chunk.runs, pieces, strict=True) for piece in found or ()]
        wide = sum(piece.width * _size(run.style) for run, piece in known)
        x = chunk.x - (_ANCHORS[chunk.runs[0].style["text-anchor"]] * wide if chunk.runs else 0.0)
        for run, piece in known:
            group.append(_set(piece, run, x, glyphs, own=run.owner is not text))
            x += piece.width * _size(run.style)
    return group


def _set(piece: _Piece, run: _Run, x: float, glyphs: _Glyphs, *, own: bool) -> ET.Element:
    scale = f"{_size(run.style) / piece.face.em:.6g}"
    told = {"transform": f"translate({x:.2f},{run.y:.2f})scale({scale},-{scale})"}
    if own and run.owner.get("class"):
        told["class"] = run.owner.get("class", "")
    group = ET.Element(f"{{{SVG}}}g", told)
    for character, place in piece.letters:
        if character.isspace():
            continue
        name = glyphs.setdefault((piece.face, character), f"glyph{len(glyphs)}")
        ET.SubElement(group, f"{{{SVG}}}use", {f"{{{XLINK}}}href": f"#{name}", "x": str(place)})
    return group


def _read(
    element: ET.Element, style: Style, rules: Mapping[str, Style], chunks: list[_Chunk], y: float
) -> float:
    """Adds the element's letters to the chunks; answers where the line then stands."""
    if element.get("y") is not None:
        y = float(element.get("y", "0"))
    y += _length(element.get("dy", "0"), style)
    if element.get("x") is not None or not chunks:
        chunks.append(_Chunk(float(element.get("x", "0"))))
    chunks[-1].x += _length(element.get("dx", "0"), style) if not chunks[-1].runs else 0.0
    if element.text:
        chunks[-1].runs.append(_Run(element.text, style, element, y))
    for child in element:
        y = _read(child, _styled(child, style, rules), rules, chunks, y)
        if child.tail:
            chunks[-1].runs.append(_Run(child.tail, style, element, y))
    return y


def _pieces(run: _Run) -> list[_Piece] | None:
    """The run by faces, mostly one; None where a character is in no face."""
    at_hand = faces(run.style["font-family"], run.style["font-weight"])
    pieces: list[_Piece] = []
    for place, character in enumerate(run.text):
        face = next((one for one in at_hand if one.has(character)), None)
        if face is None or _needs_shaping(character):
            return None
        if not pieces or pieces[-1].face is not face:
            pieces.append(_Piece(face))
        pieces[-1].add(character, run.text[place + 1 : place + 2])
    return pieces


def _needs_shaping(character: str) -> bool:
    """Whether a glyph alone is not yet what is read: marks on letters, and letters that run leftwards."""
    return bool(unicodedata.combining(character)) or unicodedata.bidirectional(character) in ("R", "AL")


def _size(style: Style) -> float:
    return float(style["font-size"].removesuffix("px"))


def _length(text: str, style: Style) -> float:
    return float(text[:-2]) * _size(style) if text.endswith("em") else float(text.removesuffix("px"))
