"""Terms across the app: every link has its entry, and every page that should link does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.controls.classroom.terms import TERMS
from components.controls.event_card import actors_line
from components.controls.glossary_links import actor_html, linked, linked_html
from components.controls.patterns.page import TESTS
from components.study.model_words import MODEL_WORDS
from components.study.spec import MODELS
from data import Snapshot
from tests.pages.app import NAVIGATION, html_of, opened

ROOT = NAVIGATION.parents[1]
FUNCTIONS = {"linked", "linked_html"}
WRITTEN = re.compile(r"glossary#([A-Za-z0-9-]+)")


def sources() -> list[Path]:
    return [path for place in ("components", "pages") for path in (ROOT / place).rglob("*.py")]


def terms_linked() -> set[str]:
    """Terms in calls with a literal, in addresses written out, and in the tables of terms."""
    found = {*TERMS.values(), *(words.term for words in MODEL_WORDS.values()), *TESTS}
    for path in sources():
        text = path.read_text()
        found |= set(WRITTEN.findall(text))
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in FUNCTIONS
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(node.args[0].value)
    for guide in (ROOT / "README.md", *(ROOT / "components").rglob("README.md")):
        found |= set(WRITTEN.findall(guide.read_text()))
    return found


def test_every_term_that_is_linked_has_an_entry(snapshot: Snapshot):
    linked_terms = terms_linked()
    assert len(linked_terms) > 25
    assert linked_terms <= set(snapshot.glossary.index)
    assert set(MODEL_WORDS) == set(MODELS)


def test_the_link_in_both_languages_of_the_page():
    assert linked("car", "CAR") == "[CAR](glossary#car)"
    assert (
        linked_html("car", "<CAR>") == '<a href="glossary#car" target="_blank" rel="noopener">&lt;CAR&gt;</a>'
    )


def test_bodies_are_linked_and_firms_are_not(snapshot: Snapshot):
    assert 'href="glossary#samr"' in actor_html(snapshot, "SAMR", "Regulator")
    assert actor_html(snapshot, "Tencent", "T & T") == "T &amp; T"
    assert 'href="glossary#samr"' in actors_line(snapshot, "2021-04-10-alibaba-fined-18-2bn")


def said(app: AppTest) -> str:
    """All Markdown and HTML of a page, and the help of its widgets and columns."""
    parts = [html_of(app), *(element.value for element in (*app.markdown, *app.caption))]
    for block in app.main:
        proto = getattr(block, "proto", None)
        parts += [str(getattr(proto, name, "")) for name in ("help", "columns")]
    return " ".join(parts)


@pytest.mark.parametrize(
    ("page", "terms"),
    [
        ("timeline.py", {"samr", "day-0", "abnormal-return", "market-model", "confounder", "severity"}),
        ("event.py", {"samr", "day-0", "abnormal-return", "market-model", "confidence-interval"}),
        (
            "impact.py",
            {
                "expected-return",
                "benchmark",
                "overlap",
                "clean-estimation",
                "false-discovery-rate",
                "placebo-share",
                "recovery",
                "market-value",
            },
        ),
        ("patterns.py", {"p-value", "clustering", "permutation-test", "benchmark", "patell", "corrado"}),
        ("compare.py", {"day-0", "abnormal-return", "overlap"}),
    ],
)
def test_each_page_links_its_terms(page: str, terms: set[str]):
    app = opened(page, event="2021-04-10-alibaba-fined-18-2bn")
    assert not app.exception
    missing = terms - set(WRITTEN.findall(said(app)))
    assert not missing


def test_every_page_leads_to_the_glossary():
    assert "[Glossary](glossary)" in (ROOT / "components/controls/frame.py").read_text()
    for page in ("timeline.py", "glossary.py"):
        assert any("(glossary)" in caption.value for caption in opened(page).caption)
