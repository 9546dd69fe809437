"""The refreshed record back into CSV tables that a curator can commit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from data import store
from data.curated import BENCHMARK_COLUMNS, COLUMNS, PRICE_COLUMNS
from data.paths import TABLES, database_path


def export_tables(target: Path, path: Path | None = None, folder: Path = TABLES) -> list[str]:
    """Write all tables into the folder `target`, with fresh prices and the
    user's listings (as ring 2); the names of those that differ from `folder`.

    Raises FileExistsError when `target` holds anything or is a file.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{target} is not an empty folder")
    path = database_path(path)
    (target / "prices").mkdir(parents=True, exist_ok=True)
    for name in COLUMNS:
        shutil.copyfile(folder / name, target / name)
    shutil.copytree(folder / "control_prices", target / "control_prices")
    with store.reading(path) as connection:

        def table(query: str, *arguments: str) -> pd.DataFrame:
            return pd.read_sql_query(query, connection, params=arguments)

        own = table("SELECT * FROM user_listings ORDER BY rowid")
        for symbol in table("SELECT symbol FROM benchmarks").symbol:
            frame = table("SELECT date, close FROM levels WHERE symbol = ? ORDER BY date", symbol)
            _write(frame[list(BENCHMARK_COLUMNS)], target / "prices" / f"{symbol}.csv")
        for symbol in table("SELECT symbol FROM listings").symbol:
            frame = table("SELECT * FROM prices WHERE symbol = ? ORDER BY date", symbol)
            frame["volume"] = frame.volume.astype("Int64")
            _write(frame[list(PRICE_COLUMNS)], target / "prices" / f"{symbol}.csv")
        actions = table("SELECT * FROM corporate_actions WHERE source <> 'bundled' ORDER BY symbol, ex_date")
    _append(actions, target / "corporate_actions.csv")
    known = set(pd.read_csv(target / "companies.csv").company)
    fresh = own[~own.company.isin(known)].drop_duplicates("company").copy()
    fresh["name_zh"] = fresh.name_zh.where(fresh.name_zh != "", fresh.name)
    _append(fresh.assign(ring=2), target / "companies.csv")
    primary = ["no" if company in known else "yes" for company in own.company]
    first = ~own.company.duplicated()
    _append(
        own.assign(ring=2, primary=[p if f else "no" for p, f in zip(primary, first, strict=True)]),
        target / "listings.csv",
    )
    others = pd.read_csv(target / "other_firms.csv", dtype=str, keep_default_na=False)
    _write(others[~others.firm.isin(fresh.company)], target / "other_firms.csv")
    names = sorted(file.relative_to(target).as_posix() for file in target.rglob("*.csv"))
    return [
        name
        for name in names
        if not (folder / name).exists() or (folder / name).read_bytes() != (target / name).read_bytes()
    ]


def _write(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, lineterminator="\n")


def _append(rows: pd.DataFrame, path: Path) -> None:
    """Add rows to a table on disk, under its own columns."""
    if rows.empty:
        return
    columns = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    with path.open("a", encoding="utf-8", newline="") as file:
        rows[columns].to_csv(file, index=False, header=False, lineterminator="\n")
