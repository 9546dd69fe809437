"""The study of the record: from a Snapshot to matrices, prepared once for each data version."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study.activity import Activity, beside_usual
from components.study.cells import fit_portfolios, study_cells
from components.study.control_fit import ControlFit
from components.study.control_returns import control_returns
from components.study.drift import estimated_variance
from components.study.marks import Marks
from components.study.outcomes import Valuation, after_event, market_value, raw_return
from components.study.panel import Panel, positions, returns_of, stack, stack_controls
from components.study.result import EventColumns, Pairs, StudyResult, event_columns
from components.study.spec import CONTROLS, DEFAULT, StudySpec
from data.kinds import HKD_PER_USD

if TYPE_CHECKING:
    from data import Snapshot

PER_USD = {"USD": 1.0, "HKD": HKD_PER_USD}
"""Exchange rates for market values; the Hong Kong dollar at the midpoint of its peg's band."""
CLOSING_ORDER = {"XHKG": 0, "XNYS": 1, "XNAS": 1}
"""Exchanges by the hour at which they close on one calendar day."""
OVERSEAS_FACTOR = "GSPC"
"""The second factor of the two-factor model: the S&P 500."""


@dataclass(frozen=True, eq=False)
class Record:
    """What every study of one snapshot shares: prices, event positions, share counts.

    columns: [E, S] session of each event's day 0, -1 for none. rule: [E, S] positions in `rules`.
    affected: [E, S]. later: [S, T + 1] outcomes that depend on no study.
    """

    snapshot: Snapshot
    symbols: tuple[str, ...]
    panel: Panel
    listings: pd.DataFrame
    events: pd.DataFrame
    columns: np.ndarray
    rule: np.ndarray
    rules: tuple[str, ...]
    affected: np.ndarray
    marks: Marks
    valuation: Valuation
    activity: Activity
    later: dict[str, np.ndarray]
    levels: dict[tuple[str, str], np.ndarray]
    drifts: dict[tuple[str, str], float]
    event_table: EventColumns


def run_study(snapshot: Snapshot, spec: StudySpec = DEFAULT) -> StudyResult:
    """Every event x listing of the record under one `StudySpec`.

    One row a pair, in the order of events, then listings, those without numbers included (see
    `status`). Results are kept for the last 32 combinations of data version and spec: treat their
    frames as read-only. ValueError for symbols, events or a benchmark that the record lacks.
    """
    if snapshot.private:
        return snapshot.remember(("study", spec), lambda: compute(prepare(snapshot, spec.symbols), spec))
    key = (snapshot.version, spec)
    with _LOCK:
        if key in _RESULTS:
            _RESULTS.move_to_end(key)
            return _RESULTS[key]
    result = compute(prepare(snapshot, spec.symbols), spec)
    with _LOCK:
        _RESULTS[key] = result
        while len(_RESULTS) > _KEPT_RESULTS:
            _RESULTS.popitem(last=False)
        heavy = [one for one in _RESULTS if one[1].model == CONTROLS]
        for one in heavy[:-_KEPT_HEAVY]:  # each may hold portfolios of its own, some 13 MB
            del _RESULTS[one]
    return result


_LOCK = Lock()
_KEPT_RESULTS, _KEPT_RECORDS, _KEPT_PORTFOLIOS, _KEPT_HEAVY = 32, 8, 4, 8
_RESULTS: OrderedDict[tuple[str, StudySpec], StudyResult] = OrderedDict()
_RECORDS: OrderedDict[tuple[str, tuple[str, ...]], Record] = OrderedDict()
_PORTFOLIOS: OrderedDict[Hashable, ControlFit] = OrderedDict()


def prepare(snapshot: Snapshot, symbols: tuple[str, ...] | None = None) -> Record:
    """The snapshot as matrices; kept for the last 8 combinations of version and listings."""
    symbols = tuple(snapshot.symbols()) if symbols is None else symbols
    unknown = [symbol for symbol in symbols if symbol not in snapshot.listings.index]
    if unknown or len(set(symbols)) < len(symbols):
        raise ValueError(
            f"symbols: {', '.join(unknown) or symbols} must be distinct and among "
            f"{', '.join(snapshot.listings.index)}"
        )
    if snapshot.private:
        return snapshot.remember(("record", symbols), lambda: _record(snapshot, symbols))
    key = (snapshot.version, symbols)
    with _LOCK:
        if key in _RECORDS:
            _RECORDS.move_to_end(key)
            return _RECORDS[key]
    record = _record(snapshot, symbols)
    with _LOCK:
        _RECORDS[key] = record
        while len(_RECORDS) > _KEPT_RECORDS:
            _RECORDS.popitem(last=False)
    return record


def compute(record: Record, spec: StudySpec) -> StudyResult:
    """The study itself, with nothing remembered."""
    panel, names = with_returns(record, spec)
    drift = drift_variance(record.snapshot, spec) if spec.alpha == "shrunk" else 0.0
    portfolios = _portfolios(record, panel, spec) if spec.model == CONTROLS else None
    cells = study_cells(panel, record.marks, spec, drift, portfolios)
    money = market_value(panel, record.valuation, spec, cells.values["car"][:, :-1])
    money["raw_return"] = raw_return(panel, spec)
    money |= beside_usual(record.activity, cells.valid, spec)
    outcomes = record.later | {name: _padded(table) for name, table in money.items()}

    events = np.arange(len(record.events))
    if spec.events is not None:
        place = {name: at for at, name in enumerate(record.events["event_id"])}
        unknown = [name for name in spec.events if name not in place]
        if unknown:
            raise ValueError(f"events: {', '.join(unknown)}: no such event in the record")
        events = np.array(sorted({place[name] for name in spec.events}), np.int64)
    size = len(record.symbols)
    index = Pairs(
        event=np.repeat(events, size),
        row=np.tile(np.arange(size), len(events)),
        column=record.columns[events].ravel(),
        affected=record.affected[events].ravel(),
        rule=record.rule[events].ravel(),
    )
    return StudyResult(
        spec=spec,
        panel=panel,
        cells=cells,
        marks=record.marks,
        index=index,
        events=record.events,
        listings=record.listings.assign(benchmark=names),
        outcomes=outcomes,
        rules=record.rules,
        words=record.valuation.words,
        version=record.snapshot.version,
        event_table=record.event_table,
    )


def drift_variance(snapshot: Snapshot, spec: StudySpec = DEFAULT) -> float:
    """tau^2, the variance of drift per session, that a study of the record shrinks alpha with.

    0 for the control portfolio, which has no drift. Estimated on the principal listings, each beside
    its own benchmark, and the record's own events, whatever the study asks for, so that one pair has
    one number in every study; it depends on model and kind of returns alone. A spec's own
    `drift_variance` stands before it.
    """
    if spec.drift_variance is not None:
        return spec.drift_variance
    if spec.model == CONTROLS:
        return 0.0
    record = prepare(snapshot)
    key = (spec.model, spec.returns)
    if key not in record.drifts:
        panel, _ = with_returns(record, replace(spec, benchmark=None))
        record.drifts[key] = estimated_variance(panel, record.marks, spec.model)
    return record.drifts[key]


def affects(events: pd.DataFrame, company: str) -> np.ndarray:
    """Whether each event affects a company: `affects` or `companies` names it."""
    return np.array(
        [
            company in one or company in other
            for one, other in zip(events["affects"], events["companies"], strict=True)
        ],
        dtype=bool,
    )


def _record(snapshot: Snapshot, symbols: tuple[str, ...]) -> Record:
    listings = snapshot.listings.loc[list(symbols)].rename_axis("symbol").reset_index()
    sessions = {exchange: snapshot.sessions(exchange) for exchange in listings["exchange"].unique()}
    rows = tuple(sessions[exchange] for exchange in listings["exchange"])
    width = max((len(index) for index in rows), default=1)

    def prices(field: str) -> np.ndarray:
        wide = {exchange: snapshot.wide(field, exchange) for exchange in sessions}
        return stack(
            [
                wide[exchange][symbol].to_numpy(float)
                for symbol, exchange in zip(symbols, listings["exchange"], strict=True)
            ],
            width,
        )

    adjusted, close = prices("adj_close"), prices("close")
    panel = Panel(
        symbols,
        rows,
        np.full_like(close, np.nan),
        np.full_like(close, np.nan),
        adjusted=adjusted,
        close=close,
    )
    events = snapshot.events.rename_axis("event_id").reset_index()
    columns = np.empty((len(events), len(symbols)), np.int64)
    texts = np.empty((len(events), len(symbols)), object)
    affected = np.empty((len(events), len(symbols)), bool)
    for place, listing in enumerate(listings.itertuples()):
        day0 = snapshot.day0_column(listing.exchange)
        columns[:, place] = positions(rows[place], events[day0])
        texts[:, place] = events[day0.replace("day0_", "day0_rule_")]
        affected[:, place] = affects(events, listing.company)
    rules, rule = np.unique(texts.astype(str), return_inverse=True)
    event, row = np.nonzero(affected)
    marks = Marks.of(row, columns[event, row], event, close.shape)
    return Record(
        snapshot=snapshot,
        symbols=symbols,
        panel=panel,
        listings=listings,
        events=events,
        columns=columns,
        rule=rule.reshape(columns.shape),
        rules=tuple(map(str, rules)),
        affected=affected,
        marks=marks,
        valuation=_valuation(snapshot, listings, rows, width),
        activity=Activity.of(prices("volume"), prices("high"), prices("low")),
        later={name: _padded(table) for name, table in after_event(panel).items()},
        levels={},
        drifts={},
        event_table=event_columns(events),
    )


def _valuation(
    snapshot: Snapshot, listings: pd.DataFrame, rows: tuple[pd.DatetimeIndex, ...], width: int
) -> Valuation:
    """The latest share count on or before each session; companies without a usable total: none."""
    shares = np.full((len(rows), width), np.nan)
    code = np.full((len(rows), width), -1)
    words: list[str] = []
    table = snapshot.share_counts[snapshot.share_counts["scope"] == "total"]
    for row, (company, index) in enumerate(zip(listings["company"], rows, strict=True)):
        counts = table[table["company"] == company].sort_values("as_of")
        if counts.empty:
            continue
        at = counts["as_of"].searchsorted(index, side="right") - 1
        known = np.flatnonzero(at >= 0)
        shares[row, known] = counts["shares_outstanding"].to_numpy(float)[at[known]]
        for word in counts["confidence"].unique():
            if word not in words:
                words.append(word)
        places = counts["confidence"].map(words.index).to_numpy()
        code[row, known] = places[at[known]]
    return Valuation(
        shares=shares,
        per_unit=listings["shares_per_unit"].to_numpy(float),
        per_usd=np.array([PER_USD.get(name, np.nan) for name in listings["currency"]]),
        confidence=code,
        words=tuple(words),
    )


def with_returns(record: Record, spec: StudySpec) -> tuple[Panel, list[str]]:
    """The panel with returns, benchmark returns and second factor as the spec asks for them."""
    benchmarks = record.snapshot.benchmarks
    if spec.benchmark is not None and spec.benchmark not in benchmarks.columns:
        raise ValueError(f"benchmark: {spec.benchmark!r} is not one of {', '.join(benchmarks.columns)}")
    names = [spec.benchmark or own for own in record.listings["benchmark"]]
    width = record.panel.shape[1]
    exchanges = record.listings["exchange"]
    market = stack([benchmark_level(record, *pair) for pair in zip(names, exchanges, strict=True)], width)
    second = None
    if spec.model == "two-factor":
        second = stack(
            [
                benchmark_level(record, OVERSEAS_FACTOR, exchange)
                if name != OVERSEAS_FACTOR and _closes_later(record, OVERSEAS_FACTOR, exchange)
                else np.full(width, np.nan)
                for name, exchange in zip(names, exchanges, strict=True)
            ],
            width,
        )
        second = returns_of(second, spec.returns)
    old = record.panel
    panel = Panel(
        old.symbols,
        old.sessions,
        returns_of(old.total_return, spec.returns),
        returns_of(market, spec.returns),
        second,
        old.adjusted,
        old.close,
        *(_controls(record, spec.returns) if spec.model == CONTROLS else ()),
    )
    return panel, names


def _controls(record: Record, kind: str) -> tuple[np.ndarray, tuple[tuple[str, ...], ...]]:
    """[S, T, K] returns of each listing's controls and their names; NaN where the exchange has none."""
    tables = [control_returns(record.snapshot, exchange, kind) for exchange in record.listings["exchange"]]
    names = tuple(tuple(map(str, table.columns)) for table in tables)
    return stack_controls(tables, record.panel.shape[1]), names


def _portfolios(record: Record, panel: Panel, spec: StudySpec) -> ControlFit:
    """The control portfolios of a record; the last few are kept by data version and what they rest on."""
    marks = hashlib.blake2b(np.packbits(record.marks.near).tobytes(), digest_size=16).digest()
    choice = (record.symbols, spec.returns, spec.clean_estimation, spec.estimation_used)
    if record.snapshot.private:
        return record.snapshot.remember(
            ("portfolios", choice, marks), lambda: fit_portfolios(panel, record.marks, spec)
        )
    key = (record.snapshot.version, choice, marks)
    with _LOCK:
        if key in _PORTFOLIOS:
            _PORTFOLIOS.move_to_end(key)
            return _PORTFOLIOS[key]
    found = fit_portfolios(panel, record.marks, spec)
    with _LOCK:
        _PORTFOLIOS[key] = found
        while len(_PORTFOLIOS) > _KEPT_PORTFOLIOS:
            _PORTFOLIOS.popitem(last=False)
    return found


def _closes_later(record: Record, benchmark: str, exchange: str) -> bool:
    """Whether a benchmark's market closes after `exchange` does on the same calendar day."""
    home = record.snapshot.benchmark_names.at[benchmark, "exchanges"]
    return CLOSING_ORDER[home[0]] > CLOSING_ORDER[exchange]


def benchmark_level(record: Record, benchmark: str, exchange: str) -> np.ndarray:
    """Benchmark level as last known at each close of `exchange`.

    At home, the session's own close. Abroad, the latest close on or before the session's date,
    or strictly before it when that market closes later in the day: Hong Kong on Tuesday knows
    New York's Monday. The return between two sessions then covers all that became known between
    their closes, and is zero when the other market was shut.
    """
    key = (benchmark, exchange)
    if key not in record.levels:
        sessions = record.snapshot.sessions(exchange)
        series = record.snapshot.benchmarks[benchmark]
        if exchange in record.snapshot.benchmark_names.at[benchmark, "exchanges"]:
            level = series.reindex(sessions).to_numpy(float)
        else:
            series = series.dropna()
            side = "left" if _closes_later(record, benchmark, exchange) else "right"
            at = series.index.searchsorted(sessions, side=side) - 1
            level = np.where(at >= 0, series.to_numpy(float)[np.maximum(at, 0)], np.nan)
        record.levels[key] = level
    return record.levels[key]


def _padded(table: np.ndarray) -> np.ndarray:
    """Append the NaN column that stands for "no session"."""
    return np.concatenate([table, np.full((len(table), 1), np.nan)], axis=1)
