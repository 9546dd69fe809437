"""Returns of a record's shares and of what they are held against, session by session."""

from __future__ import annotations

import numpy as np

from components.study.control_returns import control_returns
from components.study.matrices import Record
from components.study.panel import Panel, returns_of, stack, stack_controls
from components.study.spec import CONTROLS, StudySpec

CLOSING_ORDER = {"XHKG": 0, "XNYS": 1, "XNAS": 1}
"""Exchanges by the hour at which they close on one calendar day."""
OVERSEAS_FACTOR = "GSPC"
"""The second factor of the two-factor model: the S&P 500."""


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


def _closes_later(record: Record, benchmark: str, exchange: str) -> bool:
    """Whether a benchmark's market closes after `exchange` does on the same calendar day."""
    home = record.snapshot.benchmark_names.at[benchmark, "exchanges"]
    return CLOSING_ORDER[home[0]] > CLOSING_ORDER[exchange]
