"""Rules of the glossary: names from one place, relations that lead somewhere, policies that are in the
record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.curated import Tables, split_list
from data.kinds import NEVER_EXPLAINED
from data.rules.record import missing_members
from data.violations import Violation

FILE = "glossary.csv"
TOLD = ("title", "title_zh", "official_name_zh", "summary")
"""Columns of an event that tell readers what happened."""


def anchor(code: str) -> str:
    """An actor's code as it stands in an address: `CPC Central Committee` gives `cpc-central-committee`."""
    return re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")


def related_terms_exist(tables: Tables) -> Iterator[Violation]:
    glossary = tables[FILE]
    yield from missing_members(glossary, FILE, "see", set(glossary.term), "no such term in glossary.csv")
    for row, entry in glossary.iterrows():
        if entry.term in split_list(entry.see):
            yield Violation(FILE, row, "see", entry.term, "is the term itself")


def names_stand_in_one_place(tables: Tables) -> Iterator[Violation]:
    """A body takes its names from actors.csv and its term from the code there; others have their own."""
    actors = tables["actors.csv"].drop_duplicates("code").set_index("code")
    for row, entry in tables[FILE].iterrows():
        if entry.kind != "body":
            if entry.actor:
                yield Violation(FILE, row, "actor", entry.actor, "must be empty unless the kind is body")
            for column in ("name", "name_zh"):
                if not entry[column]:
                    yield Violation(FILE, row, column, "", "must not be empty")
            continue
        if entry.actor not in actors.index:
            yield Violation(FILE, row, "actor", entry.actor, "no such code in actors.csv")
            continue
        if (kind := actors.at[entry.actor, "kind"]) in NEVER_EXPLAINED:
            yield Violation(FILE, row, "actor", entry.actor, f"a {kind} is not explained in the glossary")
        if entry.term != anchor(entry.actor):
            yield Violation(FILE, row, "term", entry.term, f"must be {anchor(entry.actor)}, after its actor")
        for column in ("name", "name_zh"):
            if entry[column]:
                yield Violation(
                    FILE, row, column, entry[column], "must be empty: a body's names stand in actors.csv"
                )


def names_are_used_once(tables: Tables) -> Iterator[Violation]:
    """No two entries answer to one name."""
    seen: dict[str, str] = {}
    for row, entry in tables[FILE].iterrows():
        own = {"actor": [entry.actor], "name": [entry["name"]], "aliases": split_list(entry.aliases)}
        for column, names in own.items():
            for name in filter(None, names):
                if seen.setdefault(name.casefold(), entry.term) != entry.term:
                    yield Violation(FILE, row, column, name, f"already a name of {seen[name.casefold()]}")


def policies_are_in_the_record(tables: Tables) -> Iterator[Violation]:
    """A law or policy is explained only when some event speaks of it, by one of its names."""
    events = tables["events.csv"]
    told = "\n".join(events[list(TOLD)].agg("\n".join, axis=1)).casefold()
    glossary = tables[FILE]
    for row, entry in glossary[glossary.kind == "policy"].iterrows():
        names = (entry["name"], entry.name_zh, *split_list(entry.aliases))
        if not any(name and name.casefold() in told for name in names):
            yield Violation(FILE, row, "term", entry.term, "no event in events.csv speaks of it")


RULES = (
    (related_terms_exist, (FILE,)),
    (names_stand_in_one_place, (FILE, "actors.csv")),
    (names_are_used_once, (FILE,)),
    (policies_are_in_the_record, (FILE, "events.csv")),
)
