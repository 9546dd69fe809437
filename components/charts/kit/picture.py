"""A chart of the study but for its selection: what is costly, kept once for every selected event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.chart import Chart, Source
from components.charts.kit import theme
from components.charts.kit.look import Look
from components.charts.kit.selection import Selection
from components.language import listed
from components.params import Params
from components.params.record import Companies

if TYPE_CHECKING:
    from data import Snapshot


def no_places() -> pd.DataFrame:
    return pd.DataFrame({"event_id": [], "x": [], "y": []})


@dataclass(frozen=True)
class Picture:
    """Traces and layout without a selected event; `places` has event_id, x and y of every dot that can be
    selected.
    """

    traces: list[dict[str, Any]]
    layout: dict[str, Any]
    places: pd.DataFrame = field(default_factory=no_places)

    def selection(self, event: str | None, look: Look) -> Selection:
        """A ring around every dot of `event`; the rings ignore the pointer."""
        places = self.places[self.places["event_id"] == event] if event else self.places.iloc[:0]
        if places.empty:
            return Selection()
        ink = theme.INK[look.theme]
        ring = {
            "type": "scatter",
            "mode": "markers",
            "name": "selected",
            "x": places["x"].tolist(),
            "y": places["y"].tolist(),
            "marker": {"symbol": "circle-open", "size": 17, "color": ink, "line": {"width": 2, "color": ink}},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        return Selection(traces=(ring,))


def named(title: str, params: Params) -> str:
    """The title, led by the companies asked for where it does not name each of them itself."""
    asked = params.company if isinstance(params, Companies) else ()
    if all(company in title for company in asked):
        return title
    begun = title[:1].lower() + title[1:] if title[1:2].islower() and not title.startswith(asked) else title
    return f"{listed(asked)}: {begun}"


@dataclass(frozen=True)
class UnselectedChart:
    """Picture and words of a chart; `chart` dresses it for one selection."""

    picture: Picture
    title: str
    subtitle: str
    alt: str
    make_table: Callable[[], pd.DataFrame]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    unusual: str = ""

    @cached_property
    def table(self) -> pd.DataFrame:
        """See `Chart`; one for all selections."""
        return self.make_table()

    def chart(
        self,
        slug: str,
        snapshot: Snapshot,
        params: Params,
        look: Look,
        *,
        event: str | None = None,
        first: tuple[str, ...] = (),
    ) -> Chart:
        """The chart with `event` selected and the notes `first` before the others; its figure is fresh."""
        return Chart(
            slug=slug,
            title=named(self.title, params),
            subtitle=self.subtitle,
            figure=theme.finish(self.picture.traces, self.picture.layout, look),
            alt=self.alt,
            make_table=lambda: self.table,
            params=params,
            data_version=snapshot.version,
            through=snapshot.last_session.date(),
            sources=self.sources,
            notes=(*first, *self.notes),
            selection=self.picture.selection(event, look),
            unusual=self.unusual,
        )
