"""The glossary: its rules, its place in the database, and that it says what the study and the record say."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from components.study import StudySpec, method
from data.curated import read_tables, typed
from data.kinds import GLOSSARY_KINDS, NEVER_EXPLAINED
from data.rules.glossary import FILE, RULES, anchor
from data.snapshot_reading import open_snapshot


def broken(tables) -> set[tuple[str, str]]:
    """Column and value of every violation of the glossary's rules."""
    frames = {name: typed(frame) for name, frame in read_tables(tables.folder)[0].items() if "/" not in name}
    return {(found.column, found.value) for rule, _ in RULES for found in rule(frames)}


def edited(tables, term: str, cells: dict[str, str]) -> set[tuple[str, str]]:
    tables.write(FILE, [{**row, **cells} if row["term"] == term else row for row in tables.rows(FILE)])
    return broken(tables)


def test_the_real_one_holds(tables):
    assert broken(tables) == set()


@pytest.mark.parametrize(
    ("term", "cells", "expected"),
    [
        ("car", {"see": "abnormal-return;nonsense"}, ("see", "nonsense")),
        ("car", {"see": "car"}, ("see", "car")),
        ("car", {"actor": "SAMR"}, ("actor", "SAMR")),
        ("car", {"name": ""}, ("name", "")),
        ("car", {"name_zh": ""}, ("name_zh", "")),
        ("car", {"aliases": "CAAR"}, ("aliases", "CAAR")),
        ("samr", {"actor": "KGB"}, ("actor", "KGB")),
        ("samr", {"actor": "Tencent"}, ("actor", "Tencent")),
        ("samr", {"term": "market-regulator"}, ("term", "market-regulator")),
        ("samr", {"name": "State Administration"}, ("name", "State Administration")),
        ("samr", {"name_zh": "市场监管总局"}, ("name_zh", "市场监管总局")),
        ("vie", {"name": "Quokka law", "name_zh": "袋鼠法", "aliases": ""}, ("term", "vie")),
    ],
)
def test_each_rule_can_fail(tables, term, cells, expected):
    assert expected in edited(tables, term, cells)


def test_the_snapshot_has_every_row_with_its_names(tables, snapshot):
    rows = tables.rows(FILE)
    assert list(snapshot.glossary.index) == [row["term"] for row in rows]
    for row in rows:
        entry = snapshot.glossary.loc[row["term"]]
        named = snapshot.actors.loc[row["actor"]] if row["actor"] else row
        assert (entry["name"], entry["name_zh"]) == (named["name"], named["name_zh"])
        for column in ("kind", "actor", "meaning", "statistic", "url"):
            assert entry[column] == row[column]
        for column in ("aliases", "see"):
            assert entry[column] == tuple(filter(None, row[column].split(";")))


def test_every_body_that_acted_is_explained(snapshot):
    bodies = snapshot.actors.index[~snapshot.actors["kind"].isin(NEVER_EXPLAINED)]
    explained = set(snapshot.glossary["actor"]) - {""}
    acted = {code for actors in snapshot.events["actors"] for code in actors}
    assert acted & set(bodies) <= explained
    for code in explained:
        assert anchor(code) in snapshot.glossary.index


def test_every_kind_is_there_and_meanings_are_sentences(snapshot):
    assert list(dict.fromkeys(snapshot.glossary["kind"])) == list(GLOSSARY_KINDS)
    for term, meaning in snapshot.glossary["meaning"].items():
        assert re.fullmatch(r"[“A-Z].*\.”?", meaning), term
        assert len(meaning) <= 330 and "  " not in meaning, term


def test_statistics_are_entries_of_the_method(snapshot):
    entries = {entry.key: entry for entry in (*method.PAIR_ENTRIES, *method.GROUP_ENTRIES)}
    named = snapshot.glossary[snapshot.glossary["statistic"] != ""]
    assert set(named["statistic"]) <= set(entries)
    kept = {"return_1", "mv_abnormal_usd_bn", "Patell Z, adjusted"}
    assert set(entries) - set(named["statistic"]) == kept, "explained nowhere, or beside another entry"
    for term, entry in named.iterrows():
        paper = entries[entry["statistic"]].paper
        assert not (entry["url"] and not paper), (
            f"{term}: a paper in the glossary that the method does not name"
        )


def test_the_study_s_defaults_are_said_right(snapshot):
    spec, meaning = StudySpec(), snapshot.glossary["meaning"]
    first, last = (f"−{-day}" for day in spec.estimation)
    assert (
        f"{spec.estimation_length} sessions, from day {first} to day {last}, of which at least "
        f"{spec.min_estimation}" in meaning["estimation-window"]
    )
    assert (
        spec.window == (-1, 1) and "from the session before to the session after" in meaning["event-window"]
    )
    assert spec.confidence == 0.95 and "95 of 100" in meaning["confidence-interval"]
    assert spec.returns == "simple" and "uses simple returns" in meaning["log-return"]


def test_addresses_are_papers_or_official_sites(snapshot):
    glossary = snapshot.glossary[snapshot.glossary["url"] != ""]
    for term, entry in glossary.iterrows():
        parts = urlsplit(entry["url"])
        if entry["kind"] == "study":
            assert parts.netloc in ("doi.org", "www.jstor.org"), term
        else:
            assert parts.path == "/" or parts.path == "/spdji/", f"{term}: the front page of a site"


def test_a_database_from_before_the_glossary_still_opens(snapshot, tmp_path):
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(snapshot.path)) as source, closing(sqlite3.connect(old)) as target:
        source.backup(target)
        target.execute("DROP TABLE glossary")
        target.commit()
    opened = open_snapshot(old)
    assert opened.glossary.empty and list(opened.glossary.columns) == list(snapshot.glossary.columns)
    assert opened.events.equals(snapshot.events)
