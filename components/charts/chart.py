"""`Chart`: what every page, embed, image, download and static site renders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from components.charts.kit.selection import Selection
from components.language import day
from components.params import Params


class Source(NamedTuple):
    """Where a fact on the chart comes from; `url` may be empty."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """One chart, complete: the picture and everything that must travel with it.

    slug: its name in the catalogue and in addresses.
    title: the finding or the subject, one line. subtitle: units, window, method.
    figure: Plotly figure without the selected event; event markers carry `event_id` as customdata[0].
    selection: the marks of the selected event; `whole` is the figure with them.
    alt: prose that states the numbers the picture shows.
    table: the tidy frame behind the picture, by `make_table` when first asked for; returns are fractions.
    through: last session that the prices in the picture run to.
    notes: caveats that must stand under the chart.
    unusual: how unusual what it shows is, counted against ordinary days; empty where it counts nothing.
    """

    slug: str
    title: str
    subtitle: str
    figure: go.Figure = field(repr=False)
    alt: str
    make_table: Callable[[], pd.DataFrame] = field(repr=False)
    params: Params
    data_version: str
    through: date
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    selection: Selection = Selection()
    unusual: str = ""

    @cached_property
    def table(self) -> pd.DataFrame:
        """The tidy frame behind the picture; most readers look at the picture alone."""
        return self.make_table()

    @property
    def whole(self) -> go.Figure:
        """The picture as it leaves the app: the figure with the selected event's marks."""
        return self.selection.on(self.figure)

    @property
    def source_line(self) -> str:
        """One line: who says so, each once with the number of its pages, and how far the prices run."""
        whole = {source.name for source in self.sources}
        # a copy of a publisher's page is that publisher, where another page of it is cited
        pages = Counter(
            plain if (plain := source.name.split(" (")[0]) in whole else source.name
            for source in self.sources
        )
        names = "; ".join(f"{name} ({many})" if many > 1 else name for name, many in pages.items())
        return f"Source: {names}. {self.through_line}" if names else self.through_line

    @property
    def through_line(self) -> str:
        """`Prices through 21 August 2026.`"""
        return f"Prices through {day(self.through)}."
