"""From a chart to its drawings: one for each size class, each good for light and dark."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import plotly

from components.charts import catalogue
from components.charts.chart import Chart
from components.charts.kit.look import WIDTH, Look, Size, Theme
from components.embed import themed
from components.embed.card import card_figure, laid_out
from components.embed.chrome import Chrome, chrome
from components.embed.disk_cache import DiskCache
from components.embed.highlight import highlighted
from components.embed.marks import add_marks
from components.embed.pointed import NOTHING, Pointed
from components.embed.readings import Series, series_of
from components.embed.svg import Drawing, clean
from components.params import Params

if TYPE_CHECKING:
    from data import Snapshot

RECIPE = "14"
"""Part of every cache key: raise it when the same figure should be drawn differently."""


@dataclass(frozen=True)
class SizeClass:
    """A drawing made `width` wide with the look of `size`, shown from `shown_from` pixels upwards.

    Classes of one look share their interactive figure, so their heights are equal.
    """

    name: str
    width: int
    size: Size
    shown_from: int
    height: int


SIZES = {
    one.name: one
    for one in (
        SizeClass("phone", WIDTH["phone"], "phone", 0, 440),
        SizeClass("column", 510, "phone", 500, 440),
        SizeClass("wide", WIDTH["wide"], "wide", 840, 540),
    )
}
"""Three, so that type is 11 pixels in the narrowest frame and never under 9 in any."""

COMPACT_COLUMN = 620
COMPACT_PICTURE, COMPACT_SQUEEZE = 312, 0.85
COMPACT_CARDS = {"phone": (300, COMPACT_PICTURE), "column": (520, 300), "wide": (820, 300)}
"""Pixels across a usual column; pixels that the picture of a compact embed takes at most, and how flat it
may be drawn before it is scaled; width and height of the drawings that are made like a card's."""

pictures = DiskCache("pictures")


@dataclass(frozen=True)
class Picture:
    """A drawing, the colours of its variables, and what can be read off it."""

    drawing: Drawing
    pairs: dict[str, themed.Pair]
    series: list[Series]
    shown_from: int


Draw = Callable[[Look], Chart]
"""One chart in any look."""


def figure_json(
    chart: Chart, pointed: Pointed, theme: Theme, size: str, **exactly: int | None
) -> dict[str, Any]:
    """The chart's figure as plain JSON data, with what the publisher points out, laid out for one size
    class."""
    figure = json.loads(chart.whole.to_json(validate=False))
    width = exactly.get("width") or SIZES[size].width
    height = exactly.get("height") or int(figure["layout"].get("height") or SIZES[size].height)
    layout = {**figure["layout"], "width": width, "height": height, "autosize": False}
    look = Look(theme, SIZES[size].size)
    figure = highlighted({"data": figure["data"], "layout": layout}, pointed)
    return add_marks(figure, pointed, look, grow=not exactly.get("height"))


def built(
    slug: str, snapshot: Snapshot, params: Params, theme: Theme, size: str, pointed: Pointed = NOTHING
) -> Chart:
    look = Look(theme, SIZES[size].size, standing=pointed.events)
    return catalogue.build(slug, snapshot, params, look)


def draw(
    slug: str,
    snapshot: Snapshot,
    params: Params,
    size: str,
    pointed: Pointed = NOTHING,
    *,
    height: int | None = None,
    width: int | None = None,
    card: bool = False,
    by: Chrome = chrome,
) -> Picture:
    """The chart drawn for one size class, or in that look for a social card.

    Raises `CannotRender` when no browser can draw it now.
    """
    recipe = _recipe(_of_record(slug, snapshot, params), size, pointed, width, height, card)
    kept = pictures.get(recipe.key, lambda: _drawn(recipe, size, by))
    return _picture(kept, recipe, size)


def draw_unkept(make: Draw, size: str, *, by: Chrome = chrome) -> Picture:
    """A chart of a visitor's own, drawn for one size class and kept nowhere. Raises `CannotRender`."""
    recipe = _recipe(make, size, NOTHING, None, None)
    return _picture(_drawn(recipe, size, by), recipe, size)


def _picture(drawn: bytes, recipe: _Recipe, size: str) -> Picture:
    kept = json.loads(drawn)
    return Picture(
        Drawing(**kept["drawing"]),
        {themed.variable(pair): pair for pair in recipe.pairs},
        kept["series"],
        SIZES[size].shown_from,
    )


class CompactClass(NamedTuple):
    """A drawing of a compact embed: its size class, its measures, from which width it is shown, and whether
    it is drawn as a card is, with the fewest words."""

    name: str
    width: int
    height: int
    shown_from: int
    card: bool = False


def compact_classes(slug: str, snapshot: Snapshot, params: Params) -> list[CompactClass]:
    """The drawings of a compact embed: the usual ones a little flatter, and in a column the one whose type is
    larger. Whatever would be too tall at its own size, and so have small type, is drawn as a card is."""
    tall = {
        size: round(
            COMPACT_SQUEEZE
            * (built(slug, snapshot, params, "light", size).figure.layout.height or SIZES[size].height)
        )
        for size in ("phone", "wide")
    }
    upright, flat = (
        min(COMPACT_COLUMN / SIZES[name].width, COMPACT_PICTURE / tall[SIZES[name].size])
        for name in ("column", "wide")
    )
    room = SIZES["column"].shown_from
    column = [("column", room)] if upright >= flat or tall["phone"] > COMPACT_PICTURE else []
    shown = [("phone", 0), *column, ("wide", SIZES["wide"].shown_from if column else room)]
    return [
        CompactClass(name, SIZES[name].width, tall[SIZES[name].size], first)
        if tall[SIZES[name].size] <= COMPACT_PICTURE
        else CompactClass(name, *COMPACT_CARDS[name], first, card=True)
        for name, first in shown
    ]


def is_drawn(slug: str, snapshot: Snapshot, params: Params, size: str) -> bool:
    """Whether `draw` would find this drawing on disk, without a browser."""
    return pictures.holds(_recipe(_of_record(slug, snapshot, params), size, NOTHING, None, None).key)


def _of_record(slug: str, snapshot: Snapshot, params: Params) -> Draw:
    return lambda look: catalogue.build(slug, snapshot, params, look)


class _Recipe(NamedTuple):
    """The cache key of a drawing, the merged figure as JSON, its colours, and its size in pixels."""

    key: str
    text: str
    pairs: list[themed.Pair]
    width: int
    height: int
    thin: bool


def _recipe(
    make: Draw,
    size: str,
    pointed: Pointed,
    width: int | None,
    height: int | None,
    card: bool = False,
) -> _Recipe:
    themes: tuple[Theme, ...] = ("light", "dark")
    looks = {theme: Look(theme, SIZES[size].size, card=card, standing=pointed.events) for theme in themes}
    charts = {theme: make(look) for theme, look in looks.items()}
    pointed = pointed._replace(lenient=pointed.lenient or card)  # a card shows the fewest things
    figures = [
        figure_json(chart, pointed, theme, size, width=width, height=height)
        for theme, chart in charts.items()
    ]
    if card:
        as_it_is = laid_out(charts["light"].figure.layout.height or SIZES[size].height)
        figures = [card_figure(figure, as_it_is=as_it_is) for figure in figures]
    merged, pairs = themed.merge(*figures)
    width, height = merged["layout"]["width"], merged["layout"]["height"]
    text = json.dumps(merged, separators=(",", ":"), sort_keys=True)
    made = f"{size} card" if card else size
    key = "\n".join((RECIPE, plotly.__version__, made, f"{width}x{height}", json.dumps(pairs), text))
    return _Recipe(key, text, pairs, width, height, card)


def _drawn(recipe: _Recipe, size: str, by: Chrome) -> bytes:
    svg, points = by.drawn(recipe.text, recipe.width, recipe.height, recipe.thin)
    drawing = clean(themed.variables(svg, recipe.pairs), prefix=f"{size[0]}-")
    series = series_of(json.loads(recipe.text), points)
    return json.dumps({"drawing": dataclasses.asdict(drawing), "series": series}).encode()
