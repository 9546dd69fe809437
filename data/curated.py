"""The curated CSV tables, read as the text that their curators wrote.

Everything stays text here, so that a violation can quote the cell as it
stands; `typed` turns checked text into dates and numbers.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from data.paths import TABLES
from data.violations import Violation

PRICE_COLUMNS = ("date", "open", "high", "low", "close", "adj_close", "volume")
BENCHMARK_COLUMNS = ("date", "close")
CONTROL_COLUMNS = ("date", "close", "adj_close")
SERIES = {"prices/": (PRICE_COLUMNS, BENCHMARK_COLUMNS), "control_prices/": (CONTROL_COLUMNS,)}
"""Folders that hold one file a symbol, with the columns that a file may have."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "events.csv": (
        "id",
        "date",
        "announced_at",
        "day0_hk",
        "day0_us",
        "title",
        "title_zh",
        "official_name_zh",
        "summary",
        "type",
        "actors",
        "companies",
        "affects",
        "direction",
        "severity",
        "fine_cny",
        "confidence",
        "notes",
        "added",
        "revised",
        "label",
        "label_rank",
    ),
    "sources.csv": ("event_id", "publisher", "title", "url", "published", "archived"),
    "actors.csv": ("code", "name", "name_zh", "kind"),
    "companies.csv": ("company", "name", "name_zh", "ring", "colour", "aliases"),
    "other_firms.csv": ("firm", "name_zh", "aliases"),
    "listings.csv": (
        "symbol",
        "company",
        "exchange",
        "currency",
        "benchmark",
        "shares_per_unit",
        "primary",
        "ring",
    ),
    "benchmarks.csv": ("symbol", "name", "name_zh", "exchanges", "yahoo", "note"),
    "controls.csv": ("symbol", "name", "name_zh", "exchange", "currency", "sector", "default", "note"),
    "press_check.csv": (
        "event_id",
        "company",
        "exchange_or_ticker",
        "move_pct",
        "value_lost_usd_bn",
        "when",
        "source_url",
    ),
    "unread.csv": ("id",),
    "editions.csv": ("edition", "issued", "notes"),
    "changes.csv": ("edition", "table", "key", "column", "old", "new", "reason", "evidence"),
    "sealed.csv": ("table", "key", "digest"),
    "corporate_actions.csv": (
        "symbol",
        "ex_date",
        "kind",
        "amount_per_share",
        "currency",
        "note",
        "source_url",
    ),
    "share_counts.csv": (
        "company",
        "as_of",
        "shares_outstanding",
        "scope",
        "source",
        "url",
        "confidence",
    ),
    "day0_exceptions.csv": ("event_id", "exchange", "reason"),
    "glossary.csv": (
        "term",
        "kind",
        "actor",
        "name",
        "name_zh",
        "aliases",
        "meaning",
        "see",
        "statistic",
        "url",
    ),
}
DATES = ("date", "day0_hk", "day0_us", "ex_date", "as_of")
NUMBERS = (
    "open",
    "high",
    "low",
    "close",
    "adj_close",
    "volume",
    "fine_cny",
    "severity",
    "label_rank",
    "ring",
    "shares_per_unit",
    "amount_per_share",
    "shares_outstanding",
    "move_pct",
    "value_lost_usd_bn",
)

Tables = dict[str, pd.DataFrame]


def table_files(folder: Path = TABLES) -> list[Path]:
    """Every CSV below `folder`, in a fixed order."""
    return [
        *sorted(folder.glob("*.csv")),
        *(path for place in SERIES for path in sorted((folder / place).glob("*.csv"))),
    ]


def content_hash(folder: Path = TABLES, salt: str = "") -> str:
    """12 hex digits that change when any table's name or bytes change."""
    digest = hashlib.sha256(salt.encode())
    for path in table_files(folder):
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def read_tables(folder: Path = TABLES) -> tuple[Tables, list[Violation]]:
    """All tables as text, keyed by their path below `folder`, e.g.
    `prices/BABA.csv`; with what made a file unreadable or misshapen.

    Frames are indexed by spreadsheet row. A file with a violation is left out.
    """
    tables: Tables = {}
    violations: list[Violation] = []
    found = {path.relative_to(folder).as_posix(): path for path in table_files(folder)}
    for name in sorted(set(COLUMNS) | set(found)):
        if name not in found:
            violations.append(Violation(name, 0, "", "", "the file is missing"))
            continue
        if name not in COLUMNS and not name.startswith(tuple(SERIES)):
            violations.append(Violation(name, 0, "", "", "no table of this name is known"))
            continue
        frame, problems = _read(found[name], name)
        violations += problems
        if not problems:
            tables[name] = frame
    return tables, violations


def _read(path: Path, name: str) -> tuple[pd.DataFrame, list[Violation]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return pd.DataFrame(), [Violation(name, 0, "", "", f"not a UTF-8 CSV file ({error})")]
    header = tuple(rows[0]) if rows else ()
    allowed = [COLUMNS[name]] if name in COLUMNS else [*SERIES[name.partition("/")[0] + "/"]]
    if header not in allowed:
        expected = " or ".join(",".join(columns) for columns in allowed)
        found = ",".join(header)
        return pd.DataFrame(), [Violation(name, 1, "header", found, f"the columns must be {expected}")]
    problems = [
        Violation(name, number, "", "", f"{len(row)} cells where the header has {len(header)}")
        for number, row in enumerate(rows[1:], start=2)
        if len(row) != len(header)
    ]
    if problems:
        return pd.DataFrame(), problems
    index = pd.RangeIndex(2, len(rows) + 1, name="row")
    return pd.DataFrame(rows[1:], columns=header, index=index, dtype=object), []


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with dates and numbers; cells that are neither become NaT or NaN."""
    result = frame.copy()
    for column in frame.columns:
        if column in DATES:
            result[column] = pd.to_datetime(frame[column], format="%Y-%m-%d", errors="coerce")
        elif column in NUMBERS:
            result[column] = pd.to_numeric(frame[column].replace("", None), errors="coerce")
    return result


def split_list(cell: str) -> tuple[str, ...]:
    """The members of a `;`-separated cell; none for an empty one."""
    return tuple(cell.split(";")) if cell else ()


def join_list(members: Iterable[str]) -> str:
    return ";".join(members)
