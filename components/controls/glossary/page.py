"""The glossary: every term in groups, found by typing, each with an address of its own."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components.answers.method import matching
from components.charts.kit.memo import remembered
from components.controls.state import bound
from components.language import counted
from data import Snapshot, search_events
from data.kinds import ACTOR_KINDS

PAGE = "glossary"
GROUPS = {
    "study": ("The event study", "How a move beside an event is measured, and how sure one can be of it."),
    "market": ("Markets and shares", "What the prices are, and where they are made."),
    "policy": ("Laws, policies and their vocabulary", "Only those that events in the record speak of."),
    "body": ("Who acts", "Regulators and other bodies that stand as actors in the record, by kind."),
}
BODIES = {
    "regulator": "Regulators",
    "ministry": "Ministries",
    "government": "Government",
    "party": "The Party",
    "legislature": "Legislature and advisory body",
    "court": "Courts and prosecutors",
    "exchange": "Exchanges",
    "US authority": "US authorities",
    "local authority": "Local authorities",
    "industry body": "Industry associations",
    "civil society": "Civil society",
}
_NEAR = re.compile(r'href="#([a-z0-9-]+)"')
"""A link within the page."""

_STYLE = """
<style>
.glossary { columns: 2 24rem; column-gap: 2.6rem; margin: .3rem 0 .9rem; padding: 0 !important; }
.glossary .entry { break-inside: avoid; padding: .5rem 0 .55rem; border-top: 1px solid rgba(128, 128, 128,
  .28); scroll-margin-top: 4.5rem; }
.glossary .entry:target, .glossary .entry.arrived { background: rgba(244, 213, 141, .28);
  box-shadow: -.5rem 0 0 rgba(244, 213, 141, .28); }
.glossary dt { font-family: Georgia, 'Times New Roman', 'Liberation Serif', 'Noto Serif CJK SC', serif;
  font-weight: 700; font-size: 1.05rem; line-height: 1.3; }
.glossary dt a { text-decoration: none !important; }
.glossary dt a:hover, .glossary dt a:focus-visible { text-decoration: underline !important; }
.glossary dt .zh { font-weight: 400; font-size: .95rem; margin-left: .35em; }
.glossary dt .code { font-family: inherit; font-weight: 400; font-size: .9rem; opacity: .75;
  margin-left: .35em; white-space: nowrap; }
.glossary dd { margin: .15rem 0 0; line-height: 1.45; overflow-wrap: anywhere; }
.glossary dd p { margin: .2rem 0 0; font-size: .85rem; line-height: 1.5; opacity: .9; }
.glossary-kind { font-size: .78rem; letter-spacing: .08em; text-transform: uppercase; font-family: inherit;
  margin: 1rem 0 .2rem; padding: 0; }
.glossary-group { scroll-margin-top: 4.5rem; font-size: 1.45rem; margin: 1.2rem 0 0; padding: 0; }
@media print {
  header, [data-testid=stHeader], .st-key-glossary-search, [data-testid=stToolbar] { display: none
    !important; }
  .stApp, .stApp * { overflow: visible !important; }
  .stApp, [data-testid=stAppViewContainer], [data-testid=stMain] { position: static !important;
    height: auto !important; }
  .block-container { padding-top: 0 !important; max-width: none !important; }
  .glossary { columns: 2; font-size: 9.5pt; }
  .glossary .entry.arrived, .glossary .entry:target { background: none; box-shadow: none; }
}
</style>
"""


def glossary(snapshot: Snapshot, term: str) -> None:
    """The search box, the ways to the groups, and the entries that hold every word of `term`."""
    st.html(_STYLE)
    with st.container(key="glossary-search"):
        st.text_input(
            "Search the glossary",
            placeholder="Search: CAR, 约谈, market regulator …",
            label_visibility="collapsed",
            width=420,
            max_chars=100,
            **bound("term", term),
        )
    found = matching(snapshot, term)
    if snapshot.glossary.empty:
        st.info("The record in use is older than the glossary: mend the tables, and it appears here.")
    elif found.empty:
        st.info("No entry holds all of these words. Try one of them, or a Chinese name.")
    else:
        ways = " · ".join(
            f'<a href="#group-{kind}">{html.escape(name)}</a>'
            for kind, (name, _) in GROUPS.items()
            if kind in set(found["kind"])
        )
        whole = "" if len(found) == len(snapshot.glossary) else f" of {len(snapshot.glossary)}"
        st.html(f'<p class="event-meta">{counted(len(found), "term")}{whole} · {ways}</p>')
        st.html(entries_html(snapshot, term))


@remembered(32)
def entries_html(snapshot: Snapshot, q: str) -> str:
    """The entries that match, under the headings of their groups. A related term that the
    search has hidden is linked to the whole glossary."""
    found = matching(snapshot, q)
    entries, shown = _entries(snapshot), set(found.index)
    parts = []
    for kind, (name, about) in GROUPS.items():
        terms = found.index[found["kind"] == kind]
        if terms.empty:
            continue
        parts.append(
            f'<h2 class="glossary-group" id="group-{kind}">{html.escape(name)}</h2><p '
            f'class="event-meta">{html.escape(about)}</p>'
        )
        lists = {"": list(terms)} if kind != "body" else _by_kind(snapshot, found.loc[terms, "actor"])
        for heading, members in lists.items():
            parts.append(f'<h3 class="glossary-kind">{html.escape(heading)}</h3>' if heading else "")
            parts.append(f'<dl class="glossary">{"".join(entries[term] for term in members)}</dl>')
    return _NEAR.sub(lambda link: link[0] if link[1] in shown else f'href="{PAGE}#{link[1]}"', "".join(parts))


def _by_kind(snapshot: Snapshot, actors: pd.Series) -> dict[str, list[str]]:
    """Bodies by the heading of their kind, in the order of the kinds."""
    kinds = actors.map(snapshot.actors["kind"])
    return {BODIES[kind]: list(actors.index[kinds == kind]) for kind in ACTOR_KINDS if (kinds == kind).any()}


@remembered(4)
def _entries(snapshot: Snapshot) -> dict[str, str]:
    """Every entry as HTML, by term."""
    glossary = snapshot.glossary.to_dict("index")
    return {term: _entry(term, entry, glossary, in_the_record(snapshot)) for term, entry in glossary.items()}


def _entry(
    term: str,
    entry: dict[str, Any],
    glossary: dict[str, dict[str, Any]],
    record: dict[str, tuple[int, dict[str, str]]],
) -> str:
    code = f'<span class="code">{html.escape(entry["actor"])}</span>' if entry["actor"].isupper() else ""
    ways = (
        [f"See {', '.join(_link(f'#{other}', _short(glossary[other])) for other in entry['see'])}"]
        if entry["see"]
        else []
    )
    if entry["statistic"]:
        ways.append(
            _link(
                f"method?{urlencode({'tab': 'statistics', 'statistic': entry['statistic']})}",
                "How it is computed",
            )
        )
    count, query = record.get(term, (0, {}))
    if count:
        ways.append(f"In the record: {_link(f'./?{urlencode(query)}', counted(count, 'event'))}")
    if entry["url"]:
        ways.append(_link(entry["url"], "The paper" if entry["kind"] == "study" else "Official site"))
    return (
        f'<div class="entry" id="{term}"><dt>{_link(f"#{term}", entry["name"])}{code}'
        f'<span class="zh" lang="zh">{html.escape(entry["name_zh"])}</span></dt>'
        f"<dd>{html.escape(entry['meaning'])}<p>{' · '.join(ways)}</p></dd></div>"
    )


def _short(entry: dict[str, Any]) -> str:
    """A related term's name: of a body with an abbreviation, that."""
    return entry["actor"] if entry["actor"].isupper() else entry["name"]


def _link(address: str, words: str) -> str:
    outside = ' target="_blank" rel="noopener"' if address.startswith("http") else ""
    return f'<a href="{html.escape(address, quote=True)}"{outside}>{html.escape(words)}</a>'


@remembered(4)
def in_the_record(snapshot: Snapshot) -> dict[str, tuple[int, dict[str, str]]]:
    """For each body and policy: how many events have it, and the timeline's parameters that show them.

    A body is found as an actor; a policy by that of its names which the record uses most.
    """
    acted = snapshot.events["actors"].explode().value_counts()
    found = {}
    for term, entry in snapshot.glossary.to_dict("index").items():
        if entry["kind"] == "body":
            found[term] = (int(acted.get(entry["actor"], 0)), {"actor": entry["actor"]})
        elif entry["kind"] == "policy":
            queries = [f'"{name}"' for name in (entry["name_zh"], entry["name"], *entry["aliases"])]
            counts = [len(search_events(snapshot, query)) for query in queries]
            most = max(counts)
            found[term] = (most, {"q": queries[counts.index(most)]})
    return found
