"""`data/README.md` and the tables name the same columns, both ways."""

from __future__ import annotations

import re

from data import store
from data.curated import COLUMNS, CONTROL_COLUMNS, PRICE_COLUMNS
from data.paths import PROJECT
from data.store_views import VIEWS

README = (PROJECT / "data" / "README.md").read_text(encoding="utf-8")


def documented() -> dict[str, tuple[str, ...]]:
    """Columns by table: the first cells of the rows below each `### `table`` heading."""
    tables = {}
    for section in re.split(r"^### ", README, flags=re.MULTILINE)[1:]:
        section = section.split("\n## ")[0]
        name = re.match(r"`([^`]+)`", section).group(1)
        tables[name] = tuple(re.findall(r"^\| `(\w+)` \| \S.*\|$", section, flags=re.MULTILINE))
    return tables


def test_every_column_is_explained_and_no_other():
    assert documented() == {
        **COLUMNS,
        "prices/<symbol>.csv": PRICE_COLUMNS,
        "control_prices/<symbol>.csv": CONTROL_COLUMNS,
    }


def test_the_headers_on_disk_are_the_documented_ones():
    for name, columns in documented().items():
        for path in (PROJECT / "data" / "tables").glob(name.replace("<symbol>", "[!GH]*")):
            if path.stem not in ("GSPC",):
                assert tuple(path.read_text(encoding="utf-8").split("\n")[0].split(",")) == columns


def test_every_view_and_table_of_the_database_is_named(snapshot):
    with store.reading(snapshot.path) as connection:
        names = {
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE 'search_%' AND name NOT LIKE 'sqlite_%'"
            )
        }
    assert set(VIEWS) <= names
    explained = set(re.findall(r"`(\w+)(?:\.csv|/<symbol>\.csv)?`", README))
    assert names <= explained, names - explained


def test_the_counts_in_the_text_are_the_tables(snapshot):
    assert f"{len(snapshot.events)} events" in README
    assert f"{len(snapshot.sources):,} source links" in README
    timed = (snapshot.events.announced_at != "").sum()
    assert f"All {timed} events with a known hour" in README
