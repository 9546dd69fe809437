"""The same study on a researcher's own frames, with nothing of the record in it.

Pure: equal frames give equal results. It therefore splits over processes or machines by listing
(every column of the results but q is the same to the last digit) or, when `context` names all
events, by event; `with_q` then adds the false-discovery column over the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from components.study.cells import study_cells
from components.study.inference import benjamini_hochberg
from components.study.marks import Marks
from components.study.outcomes import after_event, compounded, raw_return
from components.study.panel import Panel, positions, stack, stack_controls
from components.study.result import Pairs, StudyResult
from components.study.spec import DEFAULT, StudySpec

EVENT_COLUMNS = {"date": pd.NaT, "title": "", "type": "", "direction": "", "severity": np.nan}
"""Optional columns of an event table, and what stands for them when they are not given."""


def study_frames(
    returns: pd.DataFrame,
    benchmark: pd.Series | pd.DataFrame,
    events: pd.DataFrame,
    spec: StudySpec = DEFAULT,
    *,
    second: pd.Series | None = None,
    prices: pd.DataFrame | None = None,
    context: pd.DataFrame | None = None,
    companies: Mapping[str, str] | None = None,
    controls: Mapping[str, pd.DataFrame] | None = None,
) -> StudyResult:
    """Study events on plain frames.

    returns: dates x symbols, fractions of the kind that `spec.returns` names. benchmark: returns
    by date, one series for all or a column a symbol; the dates on which it has a value are the
    sessions of its symbols, so that exchanges with different holidays fit into one frame, and a
    symbol without a return on a session has a missing one. events: `event_id` and `day0`, and if
    wanted `symbol` (without it every event meets every symbol), `affected`, and any of
    `EVENT_COLUMNS`; further columns are kept for grouping. second: the second factor by date.
    prices: total-return prices for the returns after the event and the recovery. context: the
    events that count as overlaps and in clean estimation, when `events` is only a part of them.
    companies: symbol -> company, for listings of one firm. controls: symbol -> returns of the shares
    that its control portfolio may hold, by date, for the model of that name; a symbol without any has
    no numbers there.

    A day 0 that is no session gives the status "no session". ValueError, naming frame and column,
    for a missing column, unsorted or repeated dates, an unknown symbol, or a repeated pair.
    An event's description is that of its first row.
    """
    if spec.benchmark is not None:
        raise ValueError("benchmark: give the benchmark's returns instead of its name")
    symbols = tuple(map(str, returns.columns)) if spec.symbols is None else spec.symbols
    panel = _with_controls(_panel(returns, benchmark, second, prices, symbols), controls)
    names = _benchmark_names(benchmark, symbols)
    listings = pd.DataFrame(
        {
            "symbol": symbols,
            "company": [(companies or {}).get(symbol, symbol) for symbol in symbols],
            "benchmark": names,
            "primary": True,
        }
    )
    listings["primary"] = ~listings["company"].duplicated()

    chosen = events if spec.events is None else events[events["event_id"].isin(spec.events)]
    table, event, row, column, affected = _pairs(chosen, panel, "events")
    if context is None:
        marks = Marks.of(row[affected], column[affected], event[affected], panel.shape)
    else:
        marks, table = _context_marks(context, table, panel)
    cells = study_cells(panel, marks, spec)
    outcomes = {"raw_return": compounded(panel, spec)}
    if prices is not None:
        outcomes = after_event(panel) | {"raw_return": raw_return(panel, spec)}
    return StudyResult(
        spec=spec,
        panel=panel,
        cells=cells,
        marks=marks,
        index=Pairs(event, row, column, affected, np.zeros(len(event), np.int8)),
        events=table,
        listings=listings,
        outcomes={
            name: np.pad(values, ((0, 0), (0, 1)), constant_values=np.nan)
            for name, values in outcomes.items()
        },
    )


def with_q(pairs: pd.DataFrame) -> pd.DataFrame:
    """`pairs` with q over all its rows: for results put together from parts."""
    return pairs.assign(q=benjamini_hochberg(pairs["p"].to_numpy()))


def _panel(
    returns: pd.DataFrame,
    benchmark: pd.Series | pd.DataFrame,
    second: pd.Series | None,
    prices: pd.DataFrame | None,
    symbols: tuple[str, ...],
) -> Panel:
    _check_frames(returns, benchmark, second, prices, symbols)
    sessions, y, x, z, p = [], [], [], [], []
    shared: dict[int, pd.DatetimeIndex] = {}
    for symbol in symbols:
        column = benchmark[symbol] if isinstance(benchmark, pd.DataFrame) else benchmark
        key = id(column) if isinstance(benchmark, pd.Series) else len(shared)
        if key not in shared:
            known = column.index[np.isfinite(column.to_numpy(float))]
            shared[key] = pd.DatetimeIndex(known)
        index = shared[key]
        sessions.append(index)
        y.append(_finite(returns[symbol].reindex(index)))
        x.append(_finite(column.reindex(index)))
        if second is not None:
            z.append(_finite(second.reindex(index)))
        if prices is not None:
            level = _finite(prices[symbol].reindex(index))
            p.append(np.where(level > 0, level, np.nan))
    width = max((len(index) for index in sessions), default=0)
    if width == 0:
        raise ValueError("benchmark: it has no value on any date")
    adjusted = stack(p, width) if prices is not None else None
    return Panel(
        symbols,
        tuple(sessions),
        stack(y, width),
        stack(x, width),
        stack(z, width) if second is not None else None,
        adjusted,
        adjusted,
    )


def _with_controls(panel: Panel, controls: Mapping[str, pd.DataFrame] | None) -> Panel:
    if controls is None:
        return panel
    for symbol, frame in controls.items():
        _check_dates(f"controls of {symbol}", frame.index)
    tables = [
        controls[symbol].reindex(index) if symbol in controls else pd.DataFrame(index=index)
        for symbol, index in zip(panel.symbols, panel.sessions, strict=True)
    ]
    return replace(
        panel,
        controls=stack_controls(tables, panel.shape[1]),
        control_names=tuple(tuple(map(str, table.columns)) for table in tables),
    )


def _check_frames(
    returns: pd.DataFrame,
    benchmark: pd.Series | pd.DataFrame,
    second: pd.Series | None,
    prices: pd.DataFrame | None,
    symbols: tuple[str, ...],
) -> None:
    frames = {"returns": returns, "benchmark": benchmark, "second": second, "prices": prices}
    for name, frame in frames.items():
        if frame is not None:
            _check_dates(name, frame.index)
    wanted = {"returns": returns, "prices": prices}
    if isinstance(benchmark, pd.DataFrame):
        wanted["benchmark"] = benchmark
    for name, frame in wanted.items():
        lacking = [] if frame is None else [s for s in symbols if s not in frame.columns]
        if lacking:
            raise ValueError(f"{name}: no column for {', '.join(lacking)}")
        if frame is not None and not frame.columns.is_unique:
            raise ValueError(f"{name}: columns are repeated")


def _finite(values: pd.Series) -> np.ndarray:
    array = values.to_numpy(float, na_value=np.nan)
    return np.where(np.isfinite(array), array, np.nan)


def _check_dates(name: str, index: pd.Index) -> None:
    if not isinstance(index, pd.DatetimeIndex) or index.tz is not None:
        raise ValueError(f"{name}: the index must hold dates without a time zone")
    if index.hasnans or not index.is_monotonic_increasing or not index.is_unique:
        raise ValueError(f"{name}: dates must be ascending, each one once, none missing")


def _benchmark_names(benchmark: pd.Series | pd.DataFrame, symbols: tuple[str, ...]) -> list[str]:
    name = benchmark.name if isinstance(benchmark, pd.Series) else "own"
    return ["" if name is None else str(name)] * len(symbols)


def _pairs(
    events: pd.DataFrame, panel: Panel, name: str
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The event table, and event, row, column and affected of every pair."""
    for column in ("event_id", "day0"):
        if column not in events:
            raise ValueError(f"{name}: no column {column}")
    events = events.reset_index(drop=True)
    ids = events["event_id"].astype(str)
    event, names = pd.factorize(ids)
    first = ~ids.duplicated()
    table = events.loc[first].drop(columns=["symbol", "day0", "affected"], errors="ignore")
    table = table.assign(event_id=names.astype("str")).reset_index(drop=True)
    for column, nothing in EVENT_COLUMNS.items():
        if column not in table:
            table[column] = nothing
    table["date"] = pd.to_datetime(table["date"])

    affected = events.get("affected", pd.Series(True, index=events.index)).to_numpy(bool)
    day0 = pd.to_datetime(events["day0"])
    if "symbol" in events:
        row = pd.Index(panel.symbols).get_indexer(events["symbol"])
        if (row < 0).any():
            lost = events["symbol"][row < 0].iloc[0]
            raise ValueError(f"{name}: symbol {lost!r} is not a column of the returns")
    else:
        size = len(panel.symbols)
        row = np.tile(np.arange(size), len(events))
        event, affected = np.repeat(event, size), np.repeat(affected, size)
        day0 = day0.repeat(size)
    doubled = pd.Series(event * len(panel.symbols) + row).duplicated().to_numpy()
    if doubled.any():
        at = np.flatnonzero(doubled)[0]
        raise ValueError(
            f"{name}: event {names[event[at]]!r} and symbol {panel.symbols[row[at]]!r} meet more than once"
        )
    at_session = np.full(len(event), -1, np.int64)
    places: dict[int, np.ndarray] = {}
    days = pd.DatetimeIndex(day0)
    for at, index in enumerate(panel.sessions):
        if id(index) not in places:
            places[id(index)] = positions(index, days)
        here = row == at
        at_session[here] = places[id(index)][here]
    return table, event.astype(np.int64), row.astype(np.int64), at_session, affected


def _context_marks(context: pd.DataFrame, table: pd.DataFrame, panel: Panel) -> tuple[Marks, pd.DataFrame]:
    """Marks of all events; the event table grows by those that are not studied."""
    if "symbol" in context:
        context = context[context["symbol"].isin(panel.symbols)]
    others, event, row, column, affected = _pairs(context, panel, "context")
    both = pd.concat([table, others]).drop_duplicates("event_id").reset_index(drop=True)
    number = pd.Index(both["event_id"]).get_indexer(others["event_id"])
    marks = Marks.of(row[affected], column[affected], number[event[affected]], panel.shape)
    return marks, both
