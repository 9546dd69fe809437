"""The tables of the package: what each holds, what names its rows, how it is taken from the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from components.study import StudySpec, run_study
from components.study.columns import BY_METHOD
from components.study.cross_section import cross_section
from components.study.sample import draw
from data import Snapshot
from data.meanings import table_meanings

Reference = tuple[str, str, str]
"""Column, table and column that it names a row of."""


@dataclass(frozen=True)
class PackageTable:
    """One table. file: in `data/tables`, whose schema and meanings hold; "" for what is computed.

    key: the columns that name a row, or none. references: only columns with single values that
    name rows of other tables of the package. sometimes: numbers that only some parameters give.
    """

    name: str
    title: str
    file: str
    select: Callable[[Snapshot], pd.DataFrame]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    sometimes: tuple[str, ...] = ()

    @property
    def meaning(self) -> str:
        return table_meanings().get(self.file, "") or f"{self.title}."


def events(snapshot: Snapshot) -> pd.DataFrame:
    """Every event with the number of its sources."""
    frame = snapshot.events.reset_index()
    counts = snapshot.sources.groupby("event_id").size()
    frame["sources"] = frame["id"].map(counts).fillna(0).astype(int)
    return frame


def impacts(snapshot: Snapshot) -> pd.DataFrame:
    """The event study with its default settings, one row an event and listing of the three principals."""
    return run_study(snapshot, StudySpec()).pairs


def regression(snapshot: Snapshot) -> pd.DataFrame:
    """Why those moves differ, with the default settings; without rows where there are too few events."""
    return cross_section(draw(run_study(snapshot, StudySpec()))).table


def _of_event(column: str = "event_id") -> tuple[Reference, ...]:
    return ((column, "events", "id"),)


TABLES = (
    PackageTable("events", "Events, each dated and judged", "events.csv", events, ("id",)),
    PackageTable(
        "sources",
        "Sources of the events",
        "sources.csv",
        lambda s: s.sources,
        ("event_id", "url"),
        _of_event(),
    ),
    PackageTable("actors", "Who acted", "actors.csv", lambda s: s.actors.reset_index(), ("code",)),
    PackageTable(
        "companies",
        "Companies whose shares are followed",
        "companies.csv",
        lambda s: s.companies.reset_index(),
        ("company",),
    ),
    PackageTable(
        "listings",
        "Where the companies are traded",
        "listings.csv",
        lambda s: s.listings.reset_index(),
        ("symbol",),
        (("company", "companies", "company"), ("benchmark", "benchmarks", "symbol")),
    ),
    PackageTable(
        "benchmarks",
        "Market indices",
        "benchmarks.csv",
        lambda s: s.benchmark_names.reset_index(),
        ("symbol",),
    ),
    PackageTable(
        "controls",
        "Shares outside Chinese internet companies",
        "controls.csv",
        lambda s: s.controls.reset_index(),
        ("symbol",),
    ),
    PackageTable(
        "impacts",
        "The event study: how far each share moved beside each event",
        "",
        impacts,
        ("event_id", "symbol"),
        (*_of_event(), ("symbol", "listings", "symbol"), ("company", "companies", "company")),
        BY_METHOD,
    ),
    PackageTable(
        "regression",
        "Why moves differ: the abnormal returns against the traits of their events",
        "",
        regression,
        ("trait", "level"),
    ),
    PackageTable(
        "corporate_actions",
        "Dividends, distributions and splits",
        "corporate_actions.csv",
        lambda s: s.corporate_actions,
        ("symbol", "ex_date", "kind"),
        (("symbol", "listings", "symbol"),),
    ),
    PackageTable(
        "share_counts",
        "Shares outstanding",
        "share_counts.csv",
        lambda s: s.share_counts,
        ("company", "as_of", "scope"),
        (("company", "companies", "company"),),
    ),
    PackageTable(
        "press_check",
        "Moves as newspapers reported them",
        "press_check.csv",
        lambda s: s.press_check,
        (),
        _of_event(),
    ),
    PackageTable(
        "glossary", "Words explained", "glossary.csv", lambda s: s.glossary.reset_index(), ("term",)
    ),
    PackageTable(
        "editions", "Editions of the record", "editions.csv", lambda s: s.editions.reset_index(), ("edition",)
    ),
    PackageTable(
        "changes",
        "Corrections and additions, row by row",
        "changes.csv",
        lambda s: s.changes,
        (),
        (("edition", "editions", "edition"),),
    ),
)
TABLE_OF_NAME = {table.name: table for table in TABLES}
