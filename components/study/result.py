"""What a study gives back: tidy frames made from arrays when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from components.study.cells import Cells, abnormal_returns
from components.study.columns import EXTRA_COLUMNS, IMPACT_COLUMNS, PATH_COLUMNS
from components.study.inference import benjamini_hochberg, placebo_share, t_quantile, two_sided_t
from components.study.marks import Marks
from components.study.panel import Panel
from components.study.spec import StudySpec
from components.study.status import CODE, OUTSIDE, OVERLAP, STATUSES, USED

EventColumns = dict[str, "np.ndarray | pd.api.extensions.ExtensionArray"]
"""Columns of the event table as arrays, by name."""
LEVEL, POWER = 0.95, 0.8
"""Confidence at which a move is told from noise, and how often one of `detectable_80` would be."""
MOST_OVERLAPS = 2_000_000
"""Most event ids that the `overlaps` column of one result lists."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Event x listing pairs as parallel arrays.

    event: row of the event table. row, column: the panel's row and session of day 0, -1 for none.
    affected: the event affects the company. rule: position in `StudyResult.rules`.
    """

    event: np.ndarray
    row: np.ndarray
    column: np.ndarray
    affected: np.ndarray
    rule: np.ndarray


@dataclass(frozen=True, eq=False)
class StudyResult:
    """One study. `pairs` and `paths` are tidy frames, built on first use.

    events: table with event_id, date, title, type, direction, severity. listings: table with
    symbol, company, benchmark, primary, in the panel's order. outcomes: [S, T + 1] arrays that
    need no model. `version` is the data version, "" for frames of one's own. event_table: the
    events as `event_columns` makes them, when several studies share them.
    """

    spec: StudySpec
    panel: Panel
    cells: Cells
    marks: Marks
    index: Pairs
    events: pd.DataFrame
    listings: pd.DataFrame
    outcomes: dict[str, np.ndarray]
    rules: tuple[str, ...] = ("given",)
    words: tuple[str, ...] = ()
    version: str = ""
    event_table: EventColumns | None = None

    @cached_property
    def event_ids(self) -> pd.Index:
        """Ids of the event table, by its rows."""
        return pd.Index(self.events["event_id"], dtype=object)

    @cached_property
    def event_places(self) -> dict[str, int]:
        """Rows of the event table by id, those of the events that the study holds."""
        ids = self.event_ids
        return {ids[row]: row for row in np.unique(self.index.event).tolist()}

    @cached_property
    def lines(self) -> tuple[np.ndarray, np.ndarray]:
        """Per listing, the number of its company, and its rank among all: primary ones come first."""
        company, _ = pd.factorize(self.listings["company"])
        second = ~self.listings["primary"].to_numpy(bool)
        return company, np.lexsort((np.arange(len(company)), second)).argsort()

    @cached_property
    def _flat(self) -> np.ndarray:
        width = self.panel.shape[1] + 1
        column = np.where(self.index.column < 0, width - 1, self.index.column)
        return self.index.row * width + column

    def lookup(self, table: np.ndarray) -> np.ndarray:
        """The pairs' entries in a table [S, T + 1]."""
        return table.reshape(-1).take(self._flat)

    @cached_property
    def _overlaps(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Slices of the marks inside each event window, and how many are other events."""
        index, window = self.index, self.spec.window
        low, high = self.marks.slices(index.row, index.column, window)
        own = index.affected & (window[0] <= 0 <= window[1])
        count = np.where(index.column < 0, 0, high - low - own)
        return low, high, count

    @cached_property
    def _later_than_data(self) -> np.ndarray:
        """Per pair, True where the event has no day 0 because the listing's sessions end before it."""
        if "date" not in self.events:
            return np.zeros(len(self.index.column), bool)
        ends = pd.DatetimeIndex([index[-1] if len(index) else pd.NaT for index in self.panel.sessions])
        days = pd.DatetimeIndex(self.events["date"]).normalize()
        return (self.index.column < 0) & (days[self.index.event] >= ends[self.index.row])

    @cached_property
    def status_code(self) -> np.ndarray:
        """Per pair, positions in `status.STATUSES`."""
        code = np.where(self._later_than_data, CODE[OUTSIDE], self.lookup(self.cells.status))
        if self.spec.clean_events:
            dropped = (code == CODE[USED]) & (self._overlaps[2] > 0)
            code = np.where(dropped, CODE[OVERLAP], code)
        return code

    @cached_property
    def used(self) -> np.ndarray:
        """Per pair, True where the study has numbers."""
        return self.status_code == CODE[USED]

    @cached_property
    def numbers(self) -> dict[str, np.ndarray]:
        """Every numeric column of `pairs` as an array; the engine without the frame."""
        out = {name: self.lookup(table) for name, table in self.cells.values.items()}
        out |= self._tested()
        df = out.pop("df")
        half = t_quantile(df, self.spec.confidence) * out["se"]
        out["detectable"] = t_quantile(df, LEVEL) * out["se"]
        out["detectable_80"] = out["detectable"] + t_quantile(df, 2 * POWER - 1) * out["se"]
        out["ci_low"], out["ci_high"] = out["car"] - half, out["car"] + half
        out["scar"] = out["t"]
        if self.spec.clean_events:
            for name in out.keys() - {"n_estimation", "thin_share", "lost_share"}:
                out[name] = np.where(self.used, out[name], np.nan)
        for name in ("placebo_k", "placebo_n"):
            out[name] = np.nan_to_num(out[name])
        out["q"] = benjamini_hochberg(out["p"])
        out["overlap_count"] = self._overlaps[2]
        out |= {name: self.lookup(table) for name, table in self.outcomes.items()}
        if self.spec.clean_events and "mv_abnormal_usd_bn" in out:
            out["mv_abnormal_usd_bn"] = np.where(self.used, out["mv_abnormal_usd_bn"], np.nan)
        return out

    def _tested(self) -> dict[str, np.ndarray]:
        """p and placebo share, worked out once for each distinct cell that the pairs look up."""
        values = self.cells.values
        asked = np.zeros(self.cells.status.size, bool)
        asked[self._flat] = True
        cells = np.flatnonzero(asked)
        t, df = (values[name].reshape(-1)[cells] for name in ("t", "df"))
        share, large, count = placebo_share(
            np.abs(t),
            cells // self.cells.status.shape[1],
            self.cells.free.reshape(-1)[cells],
            self.cells.placebo,
        )
        found = {"p": two_sided_t(t, df), "placebo_share": share, "placebo_k": large, "placebo_n": count}
        place = np.cumsum(asked)[self._flat] - 1
        return {name: array[place] for name, array in found.items()}

    def overlaps_of(self, pairs: np.ndarray | None = None) -> np.ndarray:
        """Ids of the other events on the company inside each event window: an array of tuples.

        A table of events so dense that more than `MOST_OVERLAPS` ids would be listed gets, in
        place of the ids, their number in words.
        """
        chosen = np.arange(len(self.index.event)) if pairs is None else np.asarray(pairs)
        low, high, count = self._overlaps
        out = np.empty(len(chosen), object)
        if count[chosen].sum() > MOST_OVERLAPS:
            texts: dict[int, tuple[str, ...]] = {
                many: (f"{many:,} other events",) for many in np.unique(count).tolist()
            }
            texts[0] = ()
            out[:] = [texts[many] for many in count[chosen].tolist()]
            return out
        out[:] = [()] * len(chosen)
        ids = self.events["event_id"].to_numpy(object)
        named = ids[self.marks.event].tolist()
        some = np.flatnonzero(count[chosen] > 0)
        at = chosen[some]
        slices = zip(
            some.tolist(), low[at].tolist(), high[at].tolist(), ids[self.index.event[at]], strict=True
        )
        for place, start, end, own in slices:
            found = named[start:end]
            if own in found:
                found.remove(own)
            out[place] = tuple(found)
        return out

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row an event and listing: `IMPACT_COLUMNS`, then `EXTRA_COLUMNS`.

        Fractions and US$ bn; `overlaps` holds tuples of event ids; numbers are NaN where the
        status says why.
        """
        index, spec = self.index, self.spec
        event, listing = self._event_columns, self._listing_columns
        columns: dict[str, Any] = dict(self.numbers)
        for name in ("event_id", "title", "type", "direction"):
            columns[name] = event[name].take(index.event)
        for name in ("date", "severity"):
            columns[name] = event[name][index.event]
        for name in ("company", "symbol", "benchmark"):
            columns[name] = listing[name].take(index.row)
        columns["affected"] = index.affected
        columns["day0"] = self.lookup(self.panel.dates)
        columns["day0_rule"] = _words(self.rules).take(index.rule)
        size = len(index.event)
        columns["model"] = _words([spec.model]).take(np.zeros(size, np.int8))
        columns["window_start"] = np.full(size, spec.window[0])
        columns["window_end"] = np.full(size, spec.window[1])
        columns["n_estimation"] = np.nan_to_num(columns["n_estimation"]).astype(np.int64)
        for name in ("placebo_k", "placebo_n"):
            columns[name] = columns[name].astype(np.int64)
        columns["status"] = _words(STATUSES).take(self.status_code)
        columns["overlaps"] = self.overlaps_of()
        if "shares_confidence" in columns:
            code = np.nan_to_num(columns["shares_confidence"], nan=-1).astype(np.int64)
            columns["shares_confidence"] = _words((*self.words, "")).take(code)
        for name in IMPACT_COLUMNS:
            columns.setdefault(name, np.full(size, np.nan))
        order = [name for name in (*IMPACT_COLUMNS, *EXTRA_COLUMNS) if name in columns]
        return pd.DataFrame({name: columns[name] for name in order}, copy=False)

    @cached_property
    def _event_columns(self) -> EventColumns:
        return event_columns(self.events) if self.event_table is None else self.event_table

    @cached_property
    def _listing_columns(self) -> EventColumns:
        return {name: _words(self.listings[name]) for name in ("symbol", "company", "benchmark")}

    @cached_property
    def paths(self) -> pd.DataFrame:
        """Used pairs day by day: `PATH_COLUMNS`, one row a pair and day of the event window."""
        return self.paths_of(np.flatnonzero(self.used))

    def paths_of(self, pairs: np.ndarray) -> pd.DataFrame:
        """`paths` for some pairs only, by their row number in `pairs`.

        car runs from the first day of the window; its standard error is the prediction error of
        the days so far, and the interval has the study's confidence.
        """
        pairs = np.asarray(pairs, np.int64)
        days = np.array(self.spec.days)
        row, column = self.index.row[pairs], self.index.column[pairs]
        y, x, z, expected = abnormal_returns(self.panel, self.cells.fit, row, column, days)
        fit = self.cells.fit.at(row[:, None], column[:, None])
        car = (y - expected).cumsum(axis=1)
        se = np.sqrt(fit.variance(np.arange(1, len(days) + 1)[None, :], x.cumsum(axis=1), z.cumsum(axis=1)))
        half = t_quantile(fit.df, self.spec.confidence) * se
        repeat = len(days)
        at = np.clip(column[:, None] + days, 0, self.panel.shape[1])
        data = {
            "event_id": self._event_columns["event_id"].take(np.repeat(self.index.event[pairs], repeat)),
            "symbol": self._listing_columns["symbol"].take(np.repeat(row, repeat)),
            "day": np.tile(days, len(pairs)),
            "session": self.panel.dates[row[:, None], at].ravel(),
            "return": y.ravel(),
            "expected": expected.ravel(),
            "ar": (y - expected).ravel(),
            "car": car.ravel(),
            "se_car": se.ravel(),
            "ci_low": (car - half).ravel(),
            "ci_high": (car + half).ravel(),
        }
        return pd.DataFrame({name: data[name] for name in PATH_COLUMNS}, copy=False)

    def pair(self, event_id: str, symbol: str) -> pd.Series:
        """The row of `pairs` for one event and listing. KeyError names what is unknown."""
        return self.pairs.iloc[self.number_of(event_id, symbol)]

    def number_of(self, event_id: str, symbol: str) -> int:
        """Row number in `pairs` of one event and listing."""
        try:
            return self._places[event_id, symbol]
        except KeyError:
            raise KeyError(f"no pair of event {event_id!r} and listing {symbol!r}") from None

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        ids = self.events["event_id"].to_numpy(object)[self.index.event]
        symbols = np.array(self.panel.symbols, object)[self.index.row]
        return {key: place for place, key in enumerate(zip(ids, symbols, strict=True))}


def event_columns(events: pd.DataFrame) -> EventColumns:
    """The columns of the event table that `pairs` repeats, as arrays."""
    out: EventColumns = {name: _words(events[name]) for name in ("event_id", "title", "type", "direction")}
    out["date"] = events["date"].to_numpy("datetime64[s]")
    out["severity"] = events["severity"].to_numpy()
    return out


def _words(values: pd.Series | Sequence[str]) -> pd.api.extensions.ExtensionArray:
    """Text as pandas' string array, whose `take` is a copy of codes, not of objects."""
    if isinstance(values, pd.Series) and values.dtype == "str":
        return values.array
    return pd.array(list(values), dtype="str")
