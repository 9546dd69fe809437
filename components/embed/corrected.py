"""What has been corrected in the record since a frozen chart was made, as far as the chart shows it."""

from __future__ import annotations

import pandas as pd

from components.charts.chart import Chart
from data import Snapshot
from data.editions import changes_between_snapshots

LOOKS_BACK = pd.Timedelta(days=210)
"""Calendar days before the first day shown that its estimates may rest on: 130 sessions."""


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
    events = {str(event) for event in [getattr(chart.params, "event", None)] if event}
    for column in ("event_id", "events", "overlaps"):
        if column in table:
            events |= {one for cell in table[column].dropna() for one in _ids(cell)}
    return set(mine["company"]), symbols, events


def _ids(cell: object) -> tuple[str, ...]:
    return tuple(cell.replace(";", " ").split()) if isinstance(cell, str) else tuple(map(str, cell))  # type: ignore[call-overload]


def _days(chart: Chart) -> tuple[str, str]:
    """First and last day, as text, of which a price may matter to the chart."""
    for column in ("session", "date", "day0"):
        if column in chart.table and len(days := pd.to_datetime(chart.table[column]).dropna()):
            return (
                f"{days.min() - LOOKS_BACK:%Y-%m-%d}",
                f"{max(days.max(), pd.Timestamp(chart.through)):%Y-%m-%d}",
            )
    return "", "9999"
