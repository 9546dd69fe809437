"""What a word means: an entry of the glossary, a statistic of the study, a status of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.answers.answer import Answer, Shown, finished
from components.charts.kit.memo import remembered
from components.language import listed
from components.params import BadParam
from components.params.answers import Term
from components.study.columns import EXTRA, IMPACT
from components.study.method import GROUP_ENTRIES, PAIR_ENTRIES, Entry
from components.study.status import MEANING

if TYPE_CHECKING:
    from data import Snapshot

MOST = 4
"""Entries told at once."""
STATISTICS = {entry.key: entry for entry in (*PAIR_ENTRIES, *GROUP_ENTRIES)}


@dataclass(frozen=True)
class MethodAnswerParams(Term):
    """The word that is to be explained; none means a list of those that can be."""


def method_answer(snapshot: Snapshot, params: MethodAnswerParams, base: str) -> Answer:
    """The entries that fit best: one of exactly this name, else those in which every word occurs."""
    entries = _entries(snapshot, params.term) if params.term else []
    if params.term and not entries:
        raise BadParam(
            "term",
            params.term,
            f"no entry holds these words; entries are {_names(snapshot)}",
            unknown_id=True,
        )
    exact = [entry for entry in entries if entry["names"] & {params.term.casefold()}]
    told = [
        {key: text for key, text in entry.items() if key != "names"} for entry in (exact or entries)[:MOST]
    ]
    more = len(exact or entries) - len(told)
    return finished(
        snapshot,
        base,
        title=f"What “{params.term}” means" if params.term else "Words of the study",
        sentences=[
            *(_sentence(entry) for entry in told),
            *([f"{more} more entries hold these words: ask for one by its name."] if more else []),
            *([] if params.term else [f"Words that can be asked for: {_names(snapshot)}."]),
        ],
        facts={"entries": told, "more": more},
        units={},
        shown=Shown("glossary", params.query(), data="/data/glossary.csv"),
    )


@remembered(32)
def matching(snapshot: Snapshot, q: str) -> pd.DataFrame:
    """Rows of the glossary in which every word of `q` occurs: in a name, a code or the meaning."""
    words = q.casefold().split()
    return snapshot.glossary[[all(word in text for word in words) for text in _texts(snapshot)]]


@remembered(4)
def _texts(snapshot: Snapshot) -> list[str]:
    """What the search looks into, an entry each."""
    return [
        "\n".join(
            (term, entry["actor"], entry["name"], entry["name_zh"], *entry["aliases"], entry["meaning"])
        ).casefold()
        for term, entry in snapshot.glossary.to_dict("index").items()
    ]


def _entries(snapshot: Snapshot, term: str) -> list[dict[str, Any]]:
    """What can be told of `term`; `names` are those by which an entry is known, folded."""
    words = term.casefold().split()
    found = [_of_glossary(key, row) for key, row in matching(snapshot, term).to_dict("index").items()]
    told = {entry["statistic"]["key"] for entry in found if "statistic" in entry}
    found += [
        {
            "name": entry.name,
            "meaning": entry.words,
            "statistic": _statistic(entry),
            "names": _folded(key, entry.name),
        }
        for key, entry in STATISTICS.items()
        if key not in told and all(word in f"{key} {entry.name}".casefold() for word in words)
    ]
    found += [
        {"name": key, "meaning": meaning, "names": _folded(key)}
        for key, meaning in _columns_and_statuses()
        if all(word in key.casefold() for word in words) and key not in STATISTICS
    ]
    first = " ".join(words)
    return sorted(
        found, key=lambda entry: (first not in entry["names"], first not in entry["name"].casefold())
    )


def _of_glossary(key: str, row: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": row["name"], "meaning": row["meaning"]}
    for name in ("name_zh", "url"):
        if row[name]:
            entry[name] = row[name]
    if row["see"]:
        entry["see"] = list(row["see"])
    if row["statistic"] in STATISTICS:
        entry["statistic"] = _statistic(STATISTICS[row["statistic"]])
    return entry | {"names": _folded(key, row["name"], row["name_zh"], row["actor"], *row["aliases"])}


def _statistic(entry: Entry) -> dict[str, str]:
    told = {"key": entry.key, "formula": entry.formula, "paper": entry.paper}
    return {name: text for name, text in told.items() if text}


def _columns_and_statuses() -> Iterator[tuple[str, str]]:
    yield from (IMPACT | EXTRA).items()
    yield from MEANING.items()


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names if name}


def _sentence(entry: dict[str, Any]) -> str:
    name = f"{entry['name']} ({entry['name_zh']})" if "name_zh" in entry else entry["name"]
    paper = entry.get("statistic", {}).get("paper", "")
    meaning = entry["meaning"][:1].upper() + entry["meaning"][1:].rstrip(".")
    return f"{name}: {meaning}.{f' After {paper}.' if paper else ''}"


def _names(snapshot: Snapshot) -> str:
    return listed(snapshot.glossary.loc[snapshot.glossary["kind"] == "study", "name"])
