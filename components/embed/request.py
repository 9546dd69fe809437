"""What a reader asks of `/embed/<chart>`: read once, strictly; names that mean nothing are passed over."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from components.answers.chart import Answer
from components.charts import catalogue
from components.charts.chart import Chart
from components.charts.kit.look import Look, Size, Theme
from components.embed.card import laid_out, panel_rows
from components.embed.chrome import Chrome, chrome
from components.embed.corrected import corrections
from components.embed.drawing import SIZES, Picture, built, compact_classes, draw, figure_json
from components.embed.image import Image, card, card_space
from components.embed.pointed import NOTHING, Pointed
from components.embed.presentation import BareOptions, FigureOptions, ImageOptions, Presentation
from components.embed.questions import answers_of
from components.embed.steps import Step
from components.embed.words import Words, words_of
from components.params import BadParam, Params, Query
from components.params.files import CsvFile
from data import Snapshot, versions

LOOK_SQUEEZE = 1.2
"""A card takes a phone's drawing unless it is so many times as tall as the wide one."""


@dataclass(frozen=True)
class Asked:
    """One chart with its parameters and presentation, on the data it is to be drawn from.

    home: public address of the record, which its pictures name; may be empty. lenient: what is pointed out
    and not shown is passed over, not refused.
    """

    slug: str
    params: Params
    presentation: Presentation
    snapshot: Snapshot
    current: Snapshot
    home: str = ""
    lenient: bool = False

    def presented(self, **changes: Any) -> Asked:
        """The same chart, otherwise presented."""
        return dataclasses.replace(self, presentation=self.presentation.replace(**changes))

    @property
    def query(self) -> dict[str, str]:
        """The canonical query of the address, the chart's own parameters first."""
        return {**self.params.query(), **self.presentation.query()}

    @property
    def frozen_query(self) -> dict[str, str]:
        return {**self.query, "frozen": self.snapshot.version}

    @property
    def paper(self) -> Theme:
        """The theme of an image, which cannot follow the reader's setting."""
        return "dark" if self.presentation.theme == "dark" else "light"

    @cached_property
    def chart(self) -> Chart:
        return built(self.slug, self.snapshot, self.params, "light", "wide", self.pointed)

    @cached_property
    def words(self) -> Words:
        return words_of(self.chart, self.presentation, self.home)

    def answers(self, address: str) -> tuple[Answer, ...]:
        """What readers ask under the chart. address: where it stands frozen, for its citation."""
        return answers_of(self.chart, address, self.words.title)

    @cached_property
    def pointed(self) -> Pointed:
        """What the publisher points out on the picture."""
        return self.presentation.pointed(self.snapshot, lenient=self.lenient)

    def check_pointed(self) -> None:
        """Raises `BadParam` when the chart cannot carry what is pointed out."""
        figure_json(self.chart, self.pointed, "light", "wide")

    @cached_property
    def steps(self) -> tuple[Asked, ...]:
        """The chart of each step of a sequence: its period, its events named and standing out.

        Raises `BadParam` where the chart has no period to choose, or not this one.
        """
        asked = self.params.asked()
        if self.presentation.steps and not {"from", "to"} <= asked.keys():
            raise BadParam("steps", self.slug, "this chart has no period that steps could choose")
        return tuple(self._step(place, step) for place, step in enumerate(self.presentation.steps, start=1))

    def _step(self, place: int, step: Step) -> Asked:
        named = {"landmarks": step.events} if step.events and "landmarks" in self.params.asked() else {}
        params = self.params.replace(from_=step.first, to=step.last, **named)
        try:
            params.check(self.snapshot)
        except BadParam as problem:
            raise BadParam(f"steps, step {place}", problem.value, problem.allowed) from None
        standing = {"highlight": step.events} if step.events else {}
        own = self.presentation.replace(
            steps=(), title=step.sentence, subtitle="", note="", alt="", byline="", **standing
        )
        return dataclasses.replace(self, params=params, presentation=own, lenient=True)

    @property
    def in_steps(self) -> bool:
        """Whether it is shown as a sequence; a compact chart is one picture."""
        return bool(self.presentation.steps) and not self.presentation.compact

    @cached_property
    def heights(self) -> dict[str, int]:
        """Pixels of each size class's drawing, the same for every step of a sequence."""
        shown = self.steps if self.in_steps else (self,)
        return {size: max(one.height_drawn(size) for one in shown) for size in SIZES}

    def height_drawn(self, size: str) -> int:
        """Pixels of one size class's drawing, with the room that its marks need."""
        chart = self.chart if SIZES[size].size == "wide" else self._upright
        return figure_json(chart, self.pointed, "light", size)["layout"]["height"]

    @cached_property
    def _upright(self) -> Chart:
        return built(self.slug, self.snapshot, self.params, "light", "phone", self.pointed)

    def picture(self, size: str, *, by: Chrome = chrome, card: bool = False, **exactly: int) -> Picture:
        return draw(self.slug, self.snapshot, self.params, size, self.pointed, by=by, card=card, **exactly)

    def card(self, paper: Theme, by: Chrome = chrome) -> Image:
        """The chart as a card for social media."""
        looks = {look: self._shape(look) for look in ("phone", "wide")}
        width, height = card_space(self.words)
        look = "phone" if looks["phone"] <= looks["wide"] else "wide"  # a phone's drawing says less
        return card(self.picture(look, by=by, width=width, height=height, card=True), self.words, paper)

    def _shape(self, look: str) -> tuple[int, float]:
        """Rows of panels, and the height where it tells a look that would have to be flattened."""
        size = SIZES[look].size
        chart = catalogue.build(self.slug, self.snapshot, self.params, Look("light", size, card=True))
        figure = figure_json(chart, NOTHING, "light", look)
        tall = figure["layout"]["height"]
        rows = 1 if laid_out(tall) else len(panel_rows(figure))
        return rows, tall if look == "wide" else tall / LOOK_SQUEEZE

    def pictures(self, by: Chrome = chrome) -> dict[str, Picture]:
        if not self.presentation.compact:
            return {name: self.picture(name, by=by) for name in SIZES}
        return {
            one.name: dataclasses.replace(
                self.picture(one.name, by=by, width=one.width, height=one.height, card=one.card),
                shown_from=one.shown_from,
            )
            for one in compact_classes(self.slug, self.snapshot, self.params)
        }

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """What has been told of corrections since the frozen data, as far as the chart shows it."""
        return corrections(self.chart, self.snapshot, self.current)

    def corrected_since(self) -> bool:
        """Whether the current record shows something else than the frozen one."""
        if self.snapshot.version == self.current.version:
            return False
        try:
            now = built(self.slug, self.current, self.params, "light", "wide")
        except (KeyError, ValueError):
            return True
        return not now.table.equals(self.chart.table) or now.title != self.chart.title


def figure_text(asked: Asked, look: Size, paper: Theme) -> str:
    """The interactive figure as JSON, laid out like the drawings of that look."""
    chart = built(asked.slug, asked.snapshot, asked.params, paper, look, asked.pointed)
    figure = figure_json(chart, asked.pointed, paper, look)
    return json.dumps(figure, separators=(",", ":"), ensure_ascii=False)


def heard(slug: str, query: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The part of a query that decides an answer: campaign tags and what framing scripts add do not."""
    classes = (
        catalogue.CATALOGUE[slug].Params,
        Presentation,
        ImageOptions,
        BareOptions,
        FigureOptions,
        CsvFile,
    )
    names = {name for kind in classes for name in kind.names()}
    return {name: given for name, given in query.items() if name in names}


def read(
    slug: str,
    query: Query,
    current: Snapshot,
    *,
    lenient: bool = False,
    home: str = "",
) -> Asked:
    """The chart asked for.

    Raises `KeyError` for an unknown chart, `BadParam` for a parameter that cannot be
    used, `NotHeld` or `Unreadable` for a frozen version that cannot be shown. lenient: wrong
    parameters of the chart are passed over (an app page's address has others of the same name), but not
    an id that does not exist: another event's chart would be no answer.
    """
    room = catalogue.CATALOGUE[slug]
    presentation = Presentation.parse(query, current, ignore_unknown=True)
    snapshot = current if presentation.frozen is None else versions.open_version(presentation.frozen, current)
    versions.keep(snapshot)
    if lenient:
        params, problems = room.Params.parse_leniently(query, snapshot, ignore_unknown=True)
        if unknown := next((one for one in problems if one.unknown_id), None):
            raise unknown
    else:
        params = room.Params.parse(query, snapshot, ignore_unknown=True)
    return Asked(slug, params, presentation, snapshot, current, home, lenient=presentation.choices)


def pasted(slug: str, query: Query, current: Snapshot, *, lenient: bool = False, home: str = "") -> Asked:
    """The chart as an article gets it: light unless the query says otherwise. Raises as `read` does."""
    asked = read(slug, query, current, lenient=lenient, home=home)
    return asked if "theme" in query else asked.presented(theme="light")
