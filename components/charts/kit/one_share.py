"""One share around one event under the market model: what the lesson's charts and words are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.chart import Chart
from components.charts.kit import event_study, event_words, theme
from components.charts.kit.event_params import EventParams
from components.charts.kit.event_study import Reaction, chosen_event
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.record import HONG_KONG, market_name, plain_title
from components.charts.kit.share_params import ShareParams
from components.charts.kit.study_words import index_name
from components.language import day
from components.params import Params
from components.study import StudyResult, StudySpec, run_study

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True, eq=False)
class ShareStudy:
    """One share, one event. `name` is like `Alibaba in Hong Kong`, `index` like `the Hang Seng Index`."""

    event: str
    title: str
    symbol: str
    name: str
    index: str
    reaction: Reaction
    result: StudyResult
    number: int

    @property
    def pair(self) -> pd.Series:
        """The row of `/data/impacts`, with the extra columns."""
        return self.reaction.pair

    @property
    def spec(self) -> StudySpec:
        return self.result.spec

    @property
    def used(self) -> bool:
        return bool(self.result.used[self.number])

    @property
    def dated(self) -> bool:
        """Whether the event has a session on the share's exchange."""
        return self.column >= 0

    @property
    def _row(self) -> int:
        return int(self.result.index.row[self.number])

    @property
    def column(self) -> int:
        """The panel's session of day 0, -1 for none."""
        return int(self.result.index.column[self.number])

    def days(self, first: int, last: int) -> pd.DataFrame:
        """Sessions from `first` to `last` around day 0 that exist, by relative day.

        Columns session, share, market (returns), expected, abnormal; fractions, NaN where
        unknown. `expected` is the study's own line, also on days outside the event window.
        """
        panel = self.result.panel
        low, high = max(first, -self.column), min(last, int(panel.length[self._row]) - 1 - self.column)
        days = np.arange(low, high + 1) if self.dated else np.arange(0)
        at = self.column + days
        share, market = panel.returns[self._row, at], panel.market[self._row, at]
        expected = np.full(len(days), np.nan)
        if self.modelled:
            expected = self.line(market)
        columns = {
            "session": panel.dates[self._row, at],
            "share": share,
            "market": market,
            "expected": expected,
            "abnormal": share - expected,
        }
        return pd.DataFrame(columns, index=pd.Index(days, name="day"))

    @property
    def modelled(self) -> bool:
        """Whether the line exists; the event window may still lack a price."""
        return (
            self.dated
            and bool(np.isfinite(self.sigma))
            and self.pair["n_estimation"] >= self.spec.min_estimation
        )

    def _estimate(self, name: str) -> float:
        return (
            float(getattr(self.result.cells.fit, name)[self._row, self.column])
            if self.dated
            else float("nan")
        )

    @property
    def alpha(self) -> float:
        return self._estimate("alpha")

    @property
    def drift_weight(self) -> float:
        """Share of the measured alpha that is believed: 1 where it is taken as measured."""
        return self._estimate("weight")

    @property
    def measured_alpha(self) -> float:
        """alpha by least squares; NaN where none of it is believed."""
        return self.alpha / self.drift_weight if self.drift_weight > 0 else float("nan")

    @property
    def beta(self) -> float:
        return self._estimate("beta")

    @property
    def sigma(self) -> float:
        return self._estimate("sigma")

    @property
    def r2(self) -> float:
        total = self._estimate("total")
        return 1 - self._estimate("residual") / total if total > 0 else float("nan")

    def line(self, market: Any) -> Any:
        """Expected return where the index returns `market`."""
        return self.alpha + self.beta * market

    @cached_property
    def estimation(self) -> pd.DataFrame:
        """Sessions of the estimation window with both returns, by relative day.

        Columns session, share, market, used: False for those left out as near another event.
        """
        panel = self.result.panel
        first, last = self.spec.estimation_used
        days = np.arange(max(first, -self.column), last + 1) if self.dated else np.arange(0)
        at = self.column + days
        frame = pd.DataFrame(
            {
                "session": panel.dates[self._row, at],
                "share": panel.returns[self._row, at],
                "market": panel.market[self._row, at],
                "used": self.result.cells.valid[self._row, at],
            },
            index=pd.Index(days, name="day"),
        )
        return frame[np.isfinite(frame["share"]) & np.isfinite(frame["market"])]

    @property
    def period(self) -> str:
        """First to last session of the estimation window, in words."""
        sessions = self.estimation["session"]
        return f"{day(sessions.iloc[0])} to {day(sessions.iloc[-1])}" if len(sessions) else "no session"


@remembered(64)
def share_study(snapshot: Snapshot, params: ShareParams) -> ShareStudy:
    """The numbers of one share beside one event."""
    return _share_study(snapshot, ShareParams.taking(params))


@remembered(64)
def _share_study(snapshot: Snapshot, params: ShareParams) -> ShareStudy:
    event, symbol = chosen_event(snapshot, params), chosen_symbol(snapshot, params)
    listing = snapshot.listings.loc[symbol]
    asked = EventParams.taking(
        params, company=(listing["company"],), market="hk" if listing["exchange"] == HONG_KONG else "us"
    )
    reaction = next(r for r in event_study.reactions(snapshot, asked) if r.symbol == symbol)
    result = run_study(snapshot, event_study.study_of(snapshot, params, params.window, (symbol,)))
    benchmark = str(reaction.pair["benchmark"])
    return ShareStudy(
        event=event,
        title=plain_title(snapshot.events.at[event, "title"]),
        symbol=symbol,
        name=f"{listing['company']} in {market_name(listing['exchange'])}",
        index=index_name(snapshot, benchmark),
        reaction=reaction,
        result=result,
        number=result.number_of(event, symbol),
    )


def chosen_symbol(snapshot: Snapshot, params: ShareParams) -> str:
    """The share asked for; else the main line of the first principal company that the event names, or
    affects.
    """
    if params.symbol is not None:
        return params.symbol
    event = chosen_event(snapshot, params)
    affected = event_study.affected_companies(snapshot, event)
    company = next((name for name in snapshot.events.at[event, "companies"] if name in affected), affected[0])
    own = snapshot.listings[snapshot.listings["company"] == company]
    return str(own.index[own["primary"].to_numpy(bool).argmax()])


def chart_of(
    snapshot: Snapshot,
    study: ShareStudy,
    params: Params,
    look: Look,
    *,
    slug: str,
    title: str,
    subtitle: str,
    drawing: tuple[list[dict[str, Any]], dict[str, Any]],
    alt: str,
    make_table: Callable[[], pd.DataFrame],
    notes: tuple[str, ...] = (),
    unusual: str | None = None,
) -> Chart:
    """A chart of one share, with the sources and caveats that all of them carry; `notes` come first.

    unusual: see `Chart`; None: how unusual the share's move was.
    """
    asked = EventParams.taking(params, company=(study.reaction.company,))
    return Chart(
        slug=slug,
        title=title,
        subtitle=subtitle,
        figure=theme.finish(*drawing, look),
        alt=alt,
        make_table=make_table,
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=event_words.sources(snapshot, study.event, [study.reaction]),
        notes=(*notes, *event_words.caveats(snapshot, study.event, [study.reaction], asked)),
        unusual=event_words.unusual([study.reaction]) if unusual is None else unusual,
    )


def labelled(frame: pd.DataFrame, study: ShareStudy) -> pd.DataFrame:
    """A frame by relative day as a table that stands alone: event_id, symbol, day, then its columns."""
    out = frame.reset_index()
    out.insert(0, "symbol", study.symbol)
    out.insert(0, "event_id", study.event)
    return out
