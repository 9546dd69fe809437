"""How every figure is dressed: colours, shapes, type and the one Plotly template.

Figures carry no title (the page, the embed or the image draws it) and have a
transparent background, so they sit on any paper. Directions of policy are told
apart by colour *and* shape; the pair red-brown / blue survives every common form
of colour blindness.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from components.charts.kit.look import Look

if TYPE_CHECKING:
    from data import Snapshot

FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif'

INK = {"light": "#22262b", "dark": "#e8e6e1"}
MUTED = {"light": "#5c636b", "dark": "#a9afb7"}
GRID = {"light": "#e4e2dd", "dark": "#343a42"}
RULE = {"light": "#b9b5ad", "dark": "#5a626c"}
SHADE = {"light": "rgba(120,110,90,0.10)", "dark": "rgba(220,215,200,0.10)"}
PAPER = {"light": "#ffffff", "dark": "#14171a"}

TYPE_NAMES = {
    "penalty": "Penalty",
    "regulator_action": "Regulator action",
    "rule": "Rule or law",
    "meeting": "Meeting",
    "report": "Press report",
    "corporate": "Company move",
    "relief": "Relief",
    "confounder": "Other shock",
}
"""Plain names of the types, in the order of the lanes."""

TYPE_PLURALS = {
    "penalty": "penalties",
    "regulator_action": "regulator actions",
    "rule": "rules or laws",
    "meeting": "meetings",
    "report": "press reports",
    "corporate": "company moves",
    "relief": "relief measures",
    "confounder": "other shocks",
}

SEVERITY_NAMES = {1: "Background", 2: "Minor", 3: "Notable", 4: "Major", 5: "Regime-changing"}
DIRECTION_COLOURS = {
    "light": {"tightening": "#b23a1f", "easing": "#1f5fa6", "neutral": "#7b7b78"},
    "dark": {"tightening": "#f0845f", "easing": "#7db8ee", "neutral": "#a3a39e"},
}
DIRECTION_SYMBOLS = {"tightening": "triangle-down", "easing": "triangle-up", "neutral": "circle"}


def font_size(look: Look, step: int = 0) -> int:
    """Pixels: 12 wide and on a card, 11 on a phone, 15 where type is large, plus `step`; never under 11."""
    return max(11, (12 if look.card else 11 if look.phone else 15 if look.large else 12) + step)


@lru_cache(maxsize=16)
def template(look: Look) -> go.layout.Template:
    """The one Plotly template, for light or dark paper, wide or phone."""
    theme = look.theme
    axis = {
        "gridcolor": GRID[theme],
        "gridwidth": 1,
        "linecolor": RULE[theme],
        "zeroline": False,
        "ticks": "",
        "tickcolor": RULE[theme],
        "tickfont": {"color": MUTED[theme], "size": font_size(look)},
        "title": {"font": {"color": MUTED[theme], "size": font_size(look)}},
        "automargin": False,
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": font_size(look), "color": INK[theme]},
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {
                "bgcolor": PAPER[theme],
                "bordercolor": RULE[theme],
                "align": "left",
                "font": {"family": FONT, "size": font_size(look, 1), "color": INK[theme]},
            },
            "legend": {
                "font": {"color": INK[theme], "size": font_size(look)},
                "bgcolor": "rgba(0,0,0,0)",
                "orientation": "h",
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "modebar": {
                "bgcolor": "rgba(0,0,0,0)",
                "color": RULE[theme],
                "activecolor": INK[theme],
                "remove": [
                    "zoom",
                    "pan",
                    "lasso2d",
                    "zoomIn2d",
                    "zoomOut2d",
                    "autoScale2d",
                    "resetScale2d",
                    "select",
                ],
            },
            "annotationdefaults": {
                "showarrow": False,
                "font": {"color": MUTED[theme], "size": font_size(look)},
            },
            "separators": ".,",
        }
    )


@lru_cache(maxsize=16)
def _template_json(look: Look) -> dict[str, Any]:
    return template(look).to_plotly_json()


def finish(traces: list[dict[str, Any]], layout: dict[str, Any], look: Look) -> go.Figure:
    """A figure from plain dictionaries, in the house template.

    Property names are not validated here, which is six times faster and lets a
    click redraw in a few milliseconds; the tests validate every chart instead.
    """
    return go.Figure(
        {"data": traces, "layout": {"template": _template_json(look), **layout}}, _validate=False
    )


def direction_colour(direction: str, look: Look) -> str:
    return DIRECTION_COLOURS[look.theme][direction]


def company_colour(snapshot: Snapshot, company: str, look: Look) -> str:
    """The company's accent, lightened on dark paper until it stands out 3 to 1."""
    colour = snapshot.companies.at[company, "colour"]
    return legible(colour, look, 3.0)


@lru_cache(maxsize=256)
def legible(colour: str, look: Look, contrast: float = 4.5) -> str:
    """`colour` moved towards the ink until it reaches `contrast` (WCAG ratio) against the paper."""
    ink, paper = _rgb(INK[look.theme]), _rgb(PAPER[look.theme])
    start = _rgb(colour)
    for step in range(21):
        share = step / 20
        mixed = tuple(round(s + (i - s) * share) for s, i in zip(start, ink, strict=True))
        if _contrast(mixed, paper) >= contrast:
            break
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def faded(colour: str, opacity: float) -> str:
    red, green, blue = _rgb(colour)
    return f"rgba({red},{green},{blue},{opacity:g})"


def _rgb(colour: str) -> tuple[int, int, int]:
    digits = colour.lstrip("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """WCAG 2 contrast ratio of two sRGB colours, 1 to 21."""

    def luminance(rgb: tuple[int, ...]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
