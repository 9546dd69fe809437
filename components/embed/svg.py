"""Plotly's SVG made fit to travel: small, deterministic, without inline styles or scripts.

Text stays text. Declarations move from `style` attributes to shared classes, so that a
page with a strict Content-Security-Policy may show the drawing, and so that light and
dark differ only in the variables that the classes use.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass

from components.embed.paths import minify, shorten_numbers

_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_KEPT_PROPERTIES = frozenset(
    [
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-opacity",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linejoin",
        "stroke-linecap",
        "opacity",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "dominant-baseline",
        "clip-path",
        "mask",
        "filter",
        "stop-color",
        "stop-opacity",
        "letter-spacing",
        "font-variant",
        "text-decoration",
        "image-rendering",
        "vector-effect",
    ]
)
_INITIAL = {
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "opacity": "1",
    "font-weight": "normal",
    "font-style": "normal",
    "font-variant": "normal",
    "letter-spacing": "normal",
}
_NUMERIC = frozenset(
    [
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "dx",
        "dy",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "width",
        "height",
        "transform",
        "points",
    ]
)
_KEPT_ATTRIBUTES = _NUMERIC | {
    "d",
    "id",
    "href",
    "offset",
    "preserveAspectRatio",
    "viewBox",
    "gradientUnits",
    "patternUnits",
    "patternTransform",
    "gradientTransform",
    "text-anchor",
    "clip-path",
}
_REFERENCE = re.compile(r"""url\(\s*['"]?[^#)]*#([^'")]+)['"]?\s*\)""")


@dataclass(frozen=True)
class Drawing:
    """The inside of an `<svg>` of `width` × `height`, and the CSS classes it uses."""

    body: str
    rules: dict[str, str]
    font: str
    width: int
    height: int


def clean(svg: str, prefix: str) -> Drawing:
    """Plotly's drawing without what no reader sees. `prefix` keeps ids apart from other drawings'."""
    root = ET.fromstring(svg)
    width, height = round(float(root.get("width", "0"))), round(float(root.get("height", "0")))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    rules: dict[str, str] = {}
    fonts = Counter(
        declared["font-family"]
        for element in root.iter("text")
        if "font-family" in (declared := _declared(element))
    )
    font = fonts.most_common(1)[0][0] if fonts else "sans-serif"
    _prune(root)
    for element in root.iter():
        _strip(element, rules, font)
    _rename_ids(root, rules, prefix)
    _unwrap(root)
    body = "".join(ET.tostring(child, encoding="unicode") for child in root)
    return Drawing(body.replace(" />", "/>"), rules, font, width, height)


def _declared(element: ET.Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}


def _invisible(element: ET.Element) -> bool:
    style = _declared(element)
    if style.get("display") == "none" or style.get("visibility") == "hidden" or style.get("opacity") == "0":
        return True
    if element.tag in ("path", "rect"):
        if element.tag == "path" and not element.get("d", "").strip():
            return True
        filled = style.get("fill") != "none" and style.get("fill-opacity") != "0"
        stroked = (
            style.get("stroke", "none") != "none"
            and style.get("stroke-opacity") != "0"
            and style.get("stroke-width", "1px") not in ("0", "0px")
        )
        return not filled and not stroked
    return element.tag == "text" and not "".join(element.itertext()).strip()


def _prune(parent: ET.Element) -> None:
    """Remove what is not seen, then groups left empty. Shapes inside `defs` are never seen themselves."""
    for child in list(parent):
        if child.tag in ("script", "foreignObject", "style", "metadata"):
            parent.remove(child)
            continue
        if child.tag == "a":
            child.tag = "g"
        if child.tag in ("clipPath", "mask", "pattern", "linearGradient", "radialGradient"):
            continue
        if _invisible(child):
            parent.remove(child)
            continue
        _prune(child)
        if child.tag in ("g", "defs") and not len(child):
            parent.remove(child)


def _strip(element: ET.Element, rules: dict[str, str], font: str) -> None:
    """Keep the attributes that draw; turn declarations into a class named after them."""
    style = _declared(element)
    style = {
        name: value
        for name, value in style.items()
        if name in _KEPT_PROPERTIES and _INITIAL.get(name) != value and (name, value) != ("font-family", font)
    }
    if element.tag == "text" or element.tag == "tspan":
        for name in ("stroke-width", "stroke"):
            if style.get("stroke", "none") == "none":
                style.pop(name, None)
    elif style.get("stroke") == "none" or style.get("stroke-width") in ("0", "0px"):
        style.pop("stroke", None), style.pop("stroke-width", None), style.pop("stroke-opacity", None)
    href = element.get(_XLINK_HREF) or element.get("href")
    kept = {name: value for name, value in element.attrib.items() if name in _KEPT_ATTRIBUTES and value}
    kept.pop("href", None)
    if (
        element.tag == "image"
        and href
        and href.startswith("data:image/")
        or element.tag == "use"
        and href
        and href.startswith("#")
    ):
        kept["href"] = href
    for name in kept.keys() & _NUMERIC:
        kept[name] = shorten_numbers(kept[name], 2 if "scale" in kept[name] else 1)
    if "d" in kept:
        kept["d"] = minify(kept["d"])
    if kept.get("transform") in ("translate(0,0)", "", "rotate(0)"):
        del kept["transform"]
    element.attrib.clear()
    element.attrib.update(kept)
    if style:
        element.set(
            "style", ";".join(f"{name}:{shorten_numbers(value)}" for name, value in sorted(style.items()))
        )


def _rename_ids(root: ET.Element, rules: dict[str, str], prefix: str) -> None:
    """Plotly's random ids become counted ones; unused ids and definitions go."""
    texts = [value for element in root.iter() for name, value in element.attrib.items() if name != "id"]
    used = {match for text in texts for match in _REFERENCE.findall(text)}
    used |= {text[1:] for text in texts if text.startswith("#")}
    for parent in root.iter():
        for child in list(parent):
            if (
                parent.tag in ("defs", "g")
                and child.tag in ("clipPath", "mask")
                and child.get("id") not in used
            ):
                parent.remove(child)
    names: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old is not None and old in used:
            names[old] = f"{prefix}{len(names)}"
            element.set("id", names[old])
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if "url(" in value:
                value = _REFERENCE.sub(lambda match: f"url(#{names.get(match[1], 'none')})", value)
                element.set(name, value)
            elif name == "href" and value.startswith("#"):
                element.set(name, "#" + names.get(value[1:], "none"))
        style = element.attrib.pop("style", "")
        if "clip-path" in style:
            declarations = dict(part.split(":", 1) for part in style.split(";"))
            element.set("clip-path", declarations.pop("clip-path"))
            style = ";".join(f"{name}:{value}" for name, value in declarations.items())
        if style:
            name = "s" + hashlib.sha256(style.encode()).hexdigest()[:4]
            rules[name] = style
            element.set("class", name)


def _unwrap(parent: ET.Element) -> None:
    """Groups that say nothing hand their children to their parent."""
    children: list[ET.Element] = []
    for child in parent:
        _unwrap(child)
        if child.tag == "g" and not child.attrib:
            children.extend(child)
        elif child.tag != "defs" or len(child):
            children.append(child)
    for child in list(parent):
        parent.remove(child)
    parent.extend(children)
