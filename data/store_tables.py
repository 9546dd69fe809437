"""How the curated tables become SQLite tables.

`write_bundled` replaces the bundled tables in an open transaction; what belongs
to the user (see `store_user`) is joined to them afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.curated import Tables, split_list, typed
from data.day0 import RESEARCHED_BY_HAND, RESEARCHED_HOUR_KNOWN, RESEARCHED_HOUR_UNKNOWN
from data.kinds import DAY0_COLUMNS
from data.store_schema import BUNDLED, PRICE_TYPES
from data.store_search import fill_search
from data.store_views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database

Rows = list[dict[str, Any]]
Progress = Callable[[str], None]


def write_bundled(db: Database, tables: Tables, progress: Progress) -> None:
    """Replace the bundled tables, views and the search index by `tables`.

    Call inside a transaction, with foreign keys off (they are checked by the
    caller before it commits): parents are dropped before their children.
    """
    for view in VIEWS:
        db.execute(f"DROP VIEW IF EXISTS {view}")
    for name, (columns, key, foreign) in BUNDLED.items():
        progress(name)
        db.execute(f"DROP TABLE IF EXISTS {name}")
        db.table(name).create(columns, pk=key, foreign_keys=foreign, strict=True)
    for name, rows in bundled_rows(tables).items():
        progress(name)
        insert(db, name, rows)
    for column in ("date", "type", "day0_hk", "day0_us"):
        db.table("events").create_index([column], if_not_exists=True)
    db.table("sources").create_index(["event_id"], if_not_exists=True)
    progress("search")
    fill_search(db)
    progress("views")
    for name, query in VIEWS.items():
        db.create_view(name, query)


def insert(db: Database, name: str, rows: Rows) -> None:
    """Add rows, all with the same columns; the library's own way looks at every cell, four times as long."""
    if rows:
        columns = ", ".join(f'"{column}"' for column in rows[0])
        places = ", ".join(f":{column}" for column in rows[0])
        db.conn.executemany(f"INSERT INTO {name} ({columns}) VALUES ({places})", rows)


def bundled_rows(tables: Tables) -> dict[str, Rows]:
    """The rows of every bundled table except `meta`."""
    parsed = {name: typed(frame) for name, frame in tables.items()}
    events, companies = parsed["events.csv"], parsed["companies.csv"]
    exceptions = parsed["day0_exceptions.csv"]
    by_hand = set(zip(exceptions.event_id, exceptions.exchange, strict=True))
    for exchange in ("XHKG", "XNYS"):
        rules = [
            day0_rule(event, event.announced_at != "", (event.id, exchange) in by_hand, exchange)
            for event in events.itertuples()
        ]
        events[DAY0_COLUMNS[exchange].replace("day0_", "day0_rule_")] = rules
    sources = parsed["sources.csv"].assign(id=range(1, len(parsed["sources.csv"]) + 1))
    sources["kind"] = [source_kind(publisher) for publisher in sources.publisher]
    listings = parsed["listings.csv"]
    listings["primary"] = (listings["primary"] == "yes").astype(int)
    firms = pd.concat([companies.rename(columns={"company": "firm"}), parsed["other_firms.csv"]])[
        ["firm", "name_zh", "aliases"]
    ]
    symbols = set(listings.symbol)
    prices: list[pd.DataFrame] = []
    levels: list[pd.DataFrame] = []
    for name, frame in parsed.items():
        if name.startswith("prices/"):
            symbol = name[7:-4]
            frame = frame.assign(symbol=symbol, source="bundled", fetched_at="")
            (prices if symbol in symbols else levels).append(frame)
    controls = parsed["controls.csv"]
    controls["default"] = (controls["default"] == "yes").astype(int)
    control_prices = [
        frame.assign(symbol=name.removeprefix("control_prices/")[:-4])
        for name, frame in parsed.items()
        if name.startswith("control_prices/")
    ]
    press = parsed["press_check.csv"].assign(id=range(1, len(parsed["press_check.csv"]) + 1))
    return {
        "events": rows_of(events, BUNDLED["events"][0]),
        "sources": rows_of(sources),
        "actors": rows_of(parsed["actors.csv"]),
        "companies": rows_of(companies),
        "firms": rows_of(firms),
        "benchmarks": rows_of(parsed["benchmarks.csv"]),
        "listings": rows_of(listings),
        "event_actors": members(events, "actors", "actor"),
        "event_firms": members(events, "companies", "firm"),
        "event_affects": members(events, "affects", "company"),
        "day0_exceptions": rows_of(exceptions),
        "glossary": rows_of(with_names(parsed["glossary.csv"], parsed["actors.csv"])),
        "prices": rows_of(pd.concat(prices), PRICE_TYPES),
        "levels": rows_of(pd.concat(levels)),
        "controls": rows_of(controls, BUNDLED["controls"][0]),
        "control_prices": rows_of(pd.concat(control_prices)),
        "press_check": rows_of(press),
        "unread": rows_of(parsed["unread.csv"]),
        "editions": rows_of(parsed["editions.csv"]),
        "changes": rows_of(tables["changes.csv"].assign(id=range(1, len(tables["changes.csv"]) + 1))),
        "corporate_actions": rows_of(parsed["corporate_actions.csv"].assign(source="bundled")),
        "share_counts": rows_of(parsed["share_counts.csv"]),
    }


def day0_rule(event: Any, hour_known: bool, by_hand: bool, exchange: str) -> str:
    """How a researched day 0 was found; empty when the event has none there."""
    if pd.isna(getattr(event, DAY0_COLUMNS[exchange])):
        return ""
    if by_hand:
        return RESEARCHED_BY_HAND
    return RESEARCHED_HOUR_KNOWN if hour_known else RESEARCHED_HOUR_UNKNOWN


def source_kind(publisher: str) -> str:
    """ "copy" for a page that repeats another's text, else "original"."""
    lowered = publisher.lower()
    return "copy" if " via " in lowered or "(repost)" in lowered else "original"


def with_names(glossary: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """The glossary with the names of its bodies, which stand in the table of actors alone;
    `actor` is None where there is none, as a foreign key wants it."""
    known = actors.set_index("code")
    codes = glossary.actor.where(glossary.actor != "", None)
    names = {
        column: glossary[column].where(codes.isna(), codes.map(known[column]))
        for column in ("name", "name_zh")
    }
    return glossary.assign(actor=codes, **names)


def members(events: pd.DataFrame, column: str, name: str) -> Rows:
    """One row for each member of a list column, with its place in the list."""
    return [
        {"event_id": event, name: member, "position": position}
        for event, cell in zip(events.id, events[column], strict=True)
        for position, member in enumerate(dict.fromkeys(split_list(cell)), start=1)
    ]


def rows_of(frame: pd.DataFrame, types: dict[str, type] | None = None) -> Rows:
    """Rows for SQLite: dates as ISO text, missing numbers as None, whole
    numbers as integers where `types` (or the frame) says so."""
    columns: dict[str, Iterable[Any]] = {}
    for column in types or frame.columns:
        cells = frame[column]
        if pd.api.types.is_datetime64_any_dtype(cells):
            text = cells.dt.strftime("%Y-%m-%d")
            columns[column] = text.astype(object).where(cells.notna(), None)
        elif pd.api.types.is_numeric_dtype(cells):
            values = cells.astype(object).where(cells.notna(), None)
            whole = types is not None and types[column] is int
            columns[column] = [None if v is None else int(v) if whole else v for v in values]
        else:
            columns[column] = cells
    names = list(columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]
