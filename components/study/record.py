"""The study of the record: from a Snapshot to its results, prepared once for each data version."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from components.study.activity import beside_usual
from components.study.benchmark_returns import with_returns
from components.study.cells import fit_portfolios, study_cells
from components.study.control_fit import ControlFit
from components.study.drift import estimated_variance
from components.study.kept import Kept
from components.study.matrices import Record, padded, record_of
from components.study.outcomes import market_value, raw_return
from components.study.panel import Panel
from components.study.result import Pairs, StudyResult
from components.study.spec import CONTROLS, DEFAULT, StudySpec

if TYPE_CHECKING:
    from data import Snapshot

_RESULTS: Kept[StudyResult] = Kept(32)
_HEAVY_RESULTS: Kept[StudyResult] = Kept(8)
"""Each may hold control portfolios of its own, some 13 MB."""
_RECORDS: Kept[Record] = Kept(8)
_PORTFOLIOS: Kept[ControlFit] = Kept(4)


def run_study(snapshot: Snapshot, spec: StudySpec = DEFAULT) -> StudyResult:
    """Every event x listing of the record under one `StudySpec`.

    One row a pair, in the order of events, then listings, those without numbers included (see
    `status`). Results are kept for the last combinations of data version and spec (32, and 8 of control
    portfolios): treat their frames as read-only. ValueError for symbols, events or a benchmark that the
    record lacks.
    """
    kept = _HEAVY_RESULTS if spec.model == CONTROLS else _RESULTS
    if spec.events is None:
        return kept.get(snapshot, (spec,), lambda: compute(prepare(snapshot, spec.symbols), spec))
    whole = run_study(snapshot, replace(spec, events=None))  # the same for every choice of events
    return kept.get(snapshot, (spec,), lambda: _restricted(prepare(snapshot, spec.symbols), whole, spec))


def prepare(snapshot: Snapshot, symbols: tuple[str, ...] | None = None) -> Record:
    """The snapshot as matrices; kept for the last 8 combinations of version and listings."""
    asked = tuple(snapshot.symbols()) if symbols is None else symbols
    unknown = [symbol for symbol in asked if symbol not in snapshot.listings.index]
    if unknown or len(set(asked)) < len(asked):
        raise ValueError(
            f"symbols: {', '.join(unknown) or asked} must be distinct and among "
            f"{', '.join(snapshot.listings.index)}"
        )
    return _RECORDS.get(snapshot, (asked,), lambda: record_of(snapshot, asked))


def compute(record: Record, spec: StudySpec) -> StudyResult:
    """The study itself, with nothing remembered."""
    whole = _for_every_event(record, replace(spec, events=None))
    return whole if spec.events is None else _restricted(record, whole, spec)


def _for_every_event(record: Record, spec: StudySpec) -> StudyResult:
    """What costs the time; it is the same whichever events are asked for."""
    panel, names = with_returns(record, spec)
    drift = drift_variance(record.snapshot, spec) if spec.alpha == "shrunk" else 0.0
    portfolios = _portfolios(record, panel, spec) if spec.model == CONTROLS else None
    cells = study_cells(panel, record.marks, spec, drift, portfolios)
    money = market_value(panel, record.valuation, spec, cells.values["car"][:, :-1])
    money["raw_return"] = raw_return(panel, spec)
    money |= beside_usual(record.activity, cells.valid, spec)
    outcomes = record.later | {name: padded(table) for name, table in money.items()}

    return StudyResult(
        spec=spec,
        panel=panel,
        cells=cells,
        marks=record.marks,
        index=_pairs(record, np.arange(len(record.events))),
        events=record.events,
        listings=record.listings.assign(benchmark=names),
        outcomes=outcomes,
        rules=record.rules,
        words=record.valuation.words,
        version=record.snapshot.version,
        event_table=record.event_table,
    )


def _restricted(record: Record, whole: StudyResult, spec: StudySpec) -> StudyResult:
    """The pairs of `spec.events` alone, with the numbers that they have in the `whole` study."""
    place = {name: at for at, name in enumerate(record.events["event_id"])}
    unknown = [name for name in spec.events or () if name not in place]
    if unknown:
        raise ValueError(f"events: {', '.join(unknown)}: no such event in the record")
    events = np.array(sorted({place[name] for name in spec.events or ()}), np.int64)
    return replace(whole, spec=spec, index=_pairs(record, events))


def _pairs(record: Record, events: np.ndarray) -> Pairs:
    """`events`: rows of the event table; each stands beside every listing."""
    size = len(record.symbols)
    return Pairs(
        event=np.repeat(events, size),
        row=np.tile(np.arange(size), len(events)),
        column=record.columns[events].ravel(),
        affected=record.affected[events].ravel(),
        rule=record.rule[events].ravel(),
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


def _portfolios(record: Record, panel: Panel, spec: StudySpec) -> ControlFit:
    """The control portfolios of a record; the last few are kept by data version and what they rest on."""
    marks = hashlib.blake2b(np.packbits(record.marks.near).tobytes(), digest_size=16).digest()
    choice = (record.symbols, spec.returns, spec.clean_estimation, spec.estimation_used)
    return _PORTFOLIOS.get(
        record.snapshot, (choice, marks), lambda: fit_portfolios(panel, record.marks, spec)
    )
