"""What has been corrected in the record since a frozen chart was made, as far as the chart shows it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from components.charts.chart import Chart
from components.params.method import Method
from components.study.spec import CONTROLS, DEFAULT
from data import Snapshot
from data.editions import changes_between_snapshots

DAYS_A_SESSION, HOLIDAYS = 1.5, 15
"""Calendar days that so many sessions take at most, weekends and the longest holidays counted."""
WITH_CONTROLS = frozenset({"counterfactual", "robustness"})
"""Charts that measure a share against its control portfolio, whatever their model."""


def corrections(chart: Chart, then: Snapshot, now: Snapshot) -> pd.DataFrame:
    """Rows of changes told between two records that touch what `chart` shows or was estimated from.

    Of the series, those of the chart's shares and of their indices; of the other tables, rows whose key
    begins with an event or a company of the chart. Rows that merely came are told only of the series.
    """
    told = changes_between_snapshots(then, now)
    companies, symbols, events = _shown(chart, now)
    series = {f"{folder}/{symbol}.csv" for folder in ("prices", "control_prices") for symbol in symbols}
    days = told["key"].where(told["table"].isin(series))
    first, last = _days(chart)
    of_series = days.notna() & (days >= first) & (days <= last)
    keyed = told["key"].str.split(" ").str[0]
    of_rows = (told["column"] != "") & ~told["table"].str.contains("/", regex=False)
    return told[of_series | (of_rows & keyed.isin({*companies, *symbols, *events}))]


def _shown(chart: Chart, snapshot: Snapshot) -> tuple[set[str], set[str], set[str]]:
    """Companies, symbols (with their indices) and events that the chart's table names."""
    table, listings = chart.table, snapshot.listings
    named = set(map(str, table.columns))
    for column in ("symbol", "company", "company_one", "company_other"):
        if column in table:
            named |= set(table[column].dropna().astype(str))
    mine = listings[listings.index.isin(named) | listings["company"].isin(named)]
    symbols = {*mine.index, *mine["benchmark"], *(named & set(snapshot.benchmarks.columns))}
    if _against_controls(chart):
        symbols |= set(snapshot.controls.index[snapshot.controls["default"]])
    events = {str(event) for event in [getattr(chart.params, "event", None)] if event}
    for column in ("event_id", "events", "overlaps"):
        if column in table:
            events |= {one for cell in table[column].dropna() for one in _ids(cell)}
    return set(mine["company"]), symbols, events


def _ids(cell: str | Iterable[object]) -> tuple[str, ...]:
    return tuple(cell.replace(";", " ").split()) if isinstance(cell, str) else tuple(map(str, cell))


def _against_controls(chart: Chart) -> bool:
    return chart.slug in WITH_CONTROLS or getattr(chart.params, "model", None) == CONTROLS


def _looks_back(chart: Chart) -> pd.Timedelta | None:
    """How long before the first day shown its estimates may begin; None: anywhere.

    A control portfolio rests on the latest 250 clean sessions, which may reach far back.
    """
    if _against_controls(chart):
        return None
    spec = chart.params.spec() if isinstance(chart.params, Method) else DEFAULT
    return pd.Timedelta(days=DAYS_A_SESSION * -spec.estimation_used[0] + HOLIDAYS)


def _days(chart: Chart) -> tuple[str, str]:
    """First and last day, as text, of which a price may matter to the chart."""
    back = _looks_back(chart)
    for column in ("session", "date", "day0"):
        if column in chart.table and len(days := pd.to_datetime(chart.table[column]).dropna()):
            return (
                "" if back is None else f"{days.min() - back:%Y-%m-%d}",
                f"{max(days.max(), pd.Timestamp(chart.through)):%Y-%m-%d}",
            )
    return "", "9999"
