"""One event and one share, with everything that is needed to work its numbers out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.language import percent
from components.study import StudyResult, StudySpec, run_study
from components.study.benchmark_returns import OVERSEAS_FACTOR, benchmark_level
from components.study.fit import PARAMETERS
from components.study.record import prepare
from components.study.spec import CONTROLS
from components.study.words import usual_phrase
from components.worksheets.params import WorksheetParams, no_numbers
from components.worksheets.portfolio import Portfolio, portfolio, sample_places

if TYPE_CHECKING:
    from data import Snapshot

MARKETS = {"XHKG": "Hong Kong", "XNYS": "New York", "XNAS": "New York"}
STUDY_NUMBERS = (
    "n_estimation",
    "alpha",
    "beta",
    "gamma",
    "sigma",
    "raw_return",
    "car",
    "se",
    "t",
    "p",
    "ci_low",
    "ci_high",
    "drift_weight",
)
"""Columns of `pairs` that a worksheet works out again (gamma under two factors only)."""


@dataclass(frozen=True, eq=False)
class Pair:
    """What a worksheet starts from.

    title, summary, date, day0: of the event. share: "Alibaba (9988.HK), Hong Kong". benchmark, second:
    names of the index and of the second factor (None unless there are two factors).

    sessions: from the close before the estimation window (or the first on record) to the end of
    the event window, one row a session: day (relative), session, close (as traded), adjusted,
    level, level_2 (benchmarks as known at that close; none beside a portfolio), share, market (the
    benchmark, or the portfolio), second (returns, fractions, NaN where unknown), near (another event
    within one session, where such sessions are left out),
    used (in the estimation sample), reason (why not, "" otherwise).

    study: the study's own numbers, by the names of `STUDY_NUMBERS`. path: its day, expected, ar,
    car, se_car, one row a session of the event window. overlaps: titles of other events there.
    portfolio: of shares outside tech, under the model `controls`. finding: what came out, as a sentence.
    drift_variance: of the drift per session that is
    expected of a share, squared fractions; 0 where none is.
    """

    params: WorksheetParams
    spec: StudySpec
    title: str
    summary: str
    date: pd.Timestamp
    day0: pd.Timestamp
    share: str
    currency: str
    benchmark: str
    second: str | None
    sessions: pd.DataFrame
    portfolio: Portfolio | None
    study: dict[str, float]
    path: pd.DataFrame
    overlaps: tuple[str, ...]
    finding: str
    drift_variance: float
    version: str
    through: pd.Timestamp

    @property
    def two_factors(self) -> bool:
        return self.spec.model == "two-factor"

    @property
    def against(self) -> str:
        """What the share is compared with, in one word."""
        return "portfolio" if self.portfolio else "market"

    @property
    def estimation_days(self) -> tuple[int, int]:
        """First and last relative day of the sample; a portfolio takes the latest clean sessions."""
        first, last = self.spec.estimation_used
        return (int(self.estimation["day"].min()), last) if self.portfolio else (first, last)

    @property
    def parameters(self) -> int:
        """Degrees of freedom that the estimates take."""
        return len(self.portfolio.held) if self.portfolio else PARAMETERS[self.spec.model]

    @property
    def weighs_drift(self) -> bool:
        """Whether the measured drift is believed in part only, or not at all."""
        return self.spec.alpha != "ols" and self.spec.model not in ("market-adjusted", CONTROLS)

    @property
    def no_drift(self) -> bool:
        """Whether no drift is believed: none is asked for, or the record shows none."""
        return self.weighs_drift and self.drift_variance == 0

    @property
    def adaptive(self) -> bool:
        """Whether recent sessions have a say in how wild the share is."""
        return self.spec.variance == "adaptive"

    @property
    def recent(self) -> pd.DataFrame:
        """The sessions before the event window that the recent variance rests on, near events or not."""
        series = ["share", "market", *(["second"] if self.two_factors else [])]
        known = self.sessions[series].notna().all(axis=1)
        return self.sessions[known & self.sessions["day"].between(*self.spec.recent)]

    @property
    def estimation(self) -> pd.DataFrame:
        """The sessions that the estimates rest on."""
        return self.sessions[self.sessions["used"]]

    @property
    def window(self) -> pd.DataFrame:
        """The sessions of the event window, in order."""
        return self.sessions[self.sessions["day"].between(*self.spec.window)]

    @property
    def name(self) -> str:
        """For file names: ASCII, ours."""
        symbol = "".join(c if c.isascii() and c.isalnum() else "-" for c in str(self.params.symbol))
        return f"{self.date:%Y-%m-%d}-{symbol}"


def collect(snapshot: Snapshot, params: WorksheetParams) -> Pair:
    """The pair's prices, sample and study. `NoNumbers` when the study has none."""
    spec = params.spec()
    result = run_study(snapshot, spec)
    at = result.number_of(*params.named)
    if not result.used[at]:
        raise no_numbers(snapshot, params)
    pair = result.pairs.iloc[at]
    listing = snapshot.listings.loc[params.symbol]
    path = result.paths_of(np.array([at]))
    study = {name: float(pair[name]) for name in STUDY_NUMBERS if name in pair.index}
    titles = snapshot.events["title"]
    places = _places(result, at)
    held = (
        portfolio(snapshot, result, int(result.index.row[at]), int(result.index.column[at]), places)
        if spec.model == CONTROLS
        else None
    )
    return Pair(
        params=params,
        spec=spec,
        title=titles[params.event],
        summary=snapshot.events.at[params.event, "summary"],
        date=snapshot.events.at[params.event, "date"],
        day0=pair["day0"],
        share=f"{pair['company']} ({params.symbol}), {MARKETS.get(listing['exchange'], listing['exchange'])}",
        currency=listing["currency"],
        benchmark=f"portfolio of {len(held.controls)} shares outside tech"
        if held
        else snapshot.benchmark_names.at[pair["benchmark"], "name"],
        second=snapshot.benchmark_names.at[OVERSEAS_FACTOR, "name"] if spec.model == "two-factor" else None,
        sessions=_sessions(snapshot, result, at, places, str(pair["benchmark"]), held),
        portfolio=held,
        study=study,
        path=path[["day", "session", "return", "expected", "ar", "car", "se_car"]],
        overlaps=tuple(titles[other] for other in pair["overlaps"] if other in titles.index),
        finding=_finding(pair, spec),
        drift_variance=result.cells.drift_variance if spec.alpha == "shrunk" else 0.0,
        version=snapshot.version,
        through=snapshot.last_session,
    )


def _finding(pair: pd.Series, spec: StudySpec) -> str:
    unusual = usual_phrase(pair["placebo_share"], pair["car"], spec.length, pair["placebo_n"])
    return (
        f"{pair['company']} moved {percent(pair['raw_return'], signed=True)}, "
        f"{percent(pair['car'], signed=True)} beyond what was "
        f"expected (between {percent(pair['ci_low'], signed=True)} and "
        f"{percent(pair['ci_high'], signed=True)}); {unusual}."
    )


def _places(result: StudyResult, at: int) -> np.ndarray:
    """Columns of the panel from the close before the first session that serves to the window's end."""
    spec, row, column = result.spec, int(result.index.row[at]), int(result.index.column[at])
    first = column + spec.estimation_used[0]
    if spec.model == CONTROLS:
        first = min(int(sample_places(result, row, column)[0]), column + spec.recent[0])
    return np.arange(max(first - 1, 0), column + spec.window[1] + 1)


def _sessions(
    snapshot: Snapshot,
    result: StudyResult,
    at: int,
    places: np.ndarray,
    benchmark: str,
    held: Portfolio | None,
) -> pd.DataFrame:
    """The frame `Pair.sessions` of the study's pair number `at`, over the panel's columns `places`."""
    spec, panel = result.spec, result.panel
    row, column = int(result.index.row[at]), int(result.index.column[at])
    symbol = panel.symbols[row]
    day = places - column
    record = prepare(snapshot, spec.symbols)
    exchange = snapshot.listings.at[symbol, "exchange"]
    first, last = spec.estimation_used
    if held:
        first = int(day[held.serves][0])
    inside = (day >= first) & (day <= last)
    near = result.marks.near[row, places] & spec.clean_estimation
    frame = pd.DataFrame(
        {
            "day": day,
            "session": panel.dates[row, places],
            "close": panel.traded[row, places],
            "adjusted": panel.total_return[row, places],
            "level": benchmark_level(record, benchmark, exchange)[places],
            "share": panel.returns[row, places],
            "market": held.made if held else panel.market[row, places],
            "near": near & inside,
            "used": result.cells.valid[row, places] & inside,
        }
    )
    if held:
        frame = frame.drop(columns="level")
    elif panel.second is not None:
        frame.insert(5, "level_2", benchmark_level(record, OVERSEAS_FACTOR, exchange)[places])
        frame.insert(8, "second", panel.second[row, places])
    # The first close only opens the first return; a share's first session on record has none.
    frame.loc[frame.index[0], [name for name in ("share", "market", "second") if name in frame]] = np.nan
    frame["reason"] = [
        ""
        if used or not wanted
        else _neighbours(snapshot, result, row, int(place))
        if close_by
        else "A close is missing"
        for wanted, used, close_by, place in zip(inside, frame["used"], near, places, strict=True)
    ]
    return frame


def _neighbours(snapshot: Snapshot, result: StudyResult, row: int, place: int) -> str:
    """The event on the company nearest to `place`, by date and title, and how many more are near."""
    marks = result.marks
    close_by = (marks.row == row) & (np.abs(marks.column - place) <= 1)
    order = np.argsort(np.abs(marks.column[close_by] - place), kind="stable")
    ids = result.events["event_id"].to_numpy(object)[marks.event[close_by][order]]
    more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
    return f"Near {snapshot.events.at[ids[0], 'date']:%Y-%m-%d}: {snapshot.events.at[ids[0], 'title']}{more}"
