"""One drawing for both themes: colours that differ become variables before Chrome draws.

A figure built for light and one built for dark paper differ in their colours alone.
Each differing pair is replaced by a placeholder colour, the figure is drawn once, and
the placeholders in the SVG become `var(--k…)`, which the page or image resolves.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

Pair = tuple[str, str]
"""One colour on light paper and the same on dark, both as `#rrggbb`."""

_COLOUR = re.compile(
    r"#(?P<hex>[0-9a-fA-F]{6})\b|rgba?\(\s*(?P<r>\d+)\s*,\s*(?P<g>\d+)\s*,\s*(?P<b>\d+)\s*(?:,\s*(?P<a>[\d.]+)\s*)?\)"
)
_PLACEHOLDER = re.compile(r"rgba?\(3, ?(\d+), ?(\d+)(?:, ?1)?\)")


def merge(light: Any, dark: Any) -> tuple[Any, list[Pair]]:
    """The light figure (plain JSON data) with placeholders, and the pairs they stand for.

    Colours inside a colour scale stay as in light: Plotly computes with them.
    """
    pairs: list[Pair] = []
    return _merge(light, dark, pairs), pairs


def variables(svg: str, pairs: list[Pair]) -> str:
    """The drawn SVG with every placeholder as `var(--k…)`."""

    def name(match: re.Match[str]) -> str:
        index = int(match[1]) * 256 + int(match[2])
        return f"var({variable(pairs[index])})" if index < len(pairs) else match[0]

    return _PLACEHOLDER.sub(name, svg)


def variable(pair: Pair) -> str:
    """The CSS variable of a pair: the same pair has the same name in every drawing."""
    return "--k" + hashlib.sha256("".join(pair).encode()).hexdigest()[:5]


def resolved(text: str, pairs: Mapping[str, Pair], theme: str) -> str:
    """`text` with the variables of `pairs` (by name) as the colours of one theme."""
    place = 1 if theme == "dark" else 0
    return re.sub(r"var\((--k[0-9a-f]{5})\)", lambda match: pairs[match[1]][place], text)


def _merge(light: Any, dark: Any, pairs: list[Pair]) -> Any:
    if isinstance(light, dict) and isinstance(dark, dict):
        return {
            key: value if key == "colorscale" or key not in dark else _merge(value, dark[key], pairs)
            for key, value in light.items()
        }
    if isinstance(light, (list, tuple, np.ndarray)) and isinstance(dark, (list, tuple, np.ndarray)):
        if isinstance(light, np.ndarray) and light.dtype.kind not in "OUT" or len(light) != len(dark):
            return light
        return [_merge(one, other, pairs) for one, other in zip(light, dark, strict=True)]
    if isinstance(light, str) and isinstance(dark, str) and light != dark:
        return _placeholder(light, dark, pairs)
    return light


def _placeholder(light: str, dark: str, pairs: list[Pair]) -> str:
    """The light text with a placeholder for each colour that differs (text may hold colours: `<span
    style=…>`)."""
    if _COLOUR.split(light)[:: _COLOUR.groups + 1] != _COLOUR.split(dark)[:: _COLOUR.groups + 1]:
        return light
    others = (_read(match) for match in _COLOUR.finditer(dark))

    def replaced(match: re.Match[str]) -> str:
        (colour, opacity), (other, _) = _read(match), next(others)
        if colour == other:
            return match[0]
        if (colour, other) not in pairs:
            pairs.append((colour, other))
        high, low = divmod(pairs.index((colour, other)), 256)
        return f"rgba(3,{high},{low},{opacity})"

    return _COLOUR.sub(replaced, light)


def _read(match: re.Match[str]) -> tuple[str, str]:
    """`#rrggbb` and opacity."""
    if match["hex"]:
        return f"#{match['hex'].lower()}", "1"
    red, green, blue = (int(match[part]) for part in "rgb")
    return f"#{red:02x}{green:02x}{blue:02x}", match["a"] or "1"
