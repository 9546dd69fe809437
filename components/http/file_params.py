"""What the files below `/data` are asked, where one is a CSV: its own parameters, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass

from components.params.changes import ChangeParams
from components.params.files import CsvFile
from components.params.impact import ImpactParams
from components.params.prices import PriceParams
from components.params.record import OnePair, RecordFilters
from components.params.regression import RegressionParams


@dataclass(frozen=True)
class PricesCsv(CsvFile, PriceParams):
    """Prices, as CSV."""


@dataclass(frozen=True)
class ImpactsCsv(CsvFile, ImpactParams):
    """The study, as CSV."""


@dataclass(frozen=True)
class RegressionCsv(CsvFile, RegressionParams):
    """Why the moves differ, as CSV."""


@dataclass(frozen=True)
class ChangesCsv(CsvFile, ChangeParams):
    """What was corrected, as CSV."""


@dataclass(frozen=True)
class EventRows(RecordFilters):
    """Which events; a file has none that is selected."""

    FIXED = frozenset({"event"})


@dataclass(frozen=True)
class EventsCsv(CsvFile, EventRows):
    """Events, as CSV."""


@dataclass(frozen=True)
class OnePairCsv(CsvFile, OnePair):
    """Something of one event and one share, as CSV."""
