"""The glossary page: what the search finds, where its links lead, and that numbers are those of the
record."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from components.controls.glossary import page as glossary_page
from components.controls.views import STATISTICS, TABS, View
from components.params.chosen_events import filtered_events
from data import Snapshot
from tests.pages.app import NAVIGATION, address, html_of, opened


def entries(app: AppTest) -> list[str]:
    return re.findall(r'<div class="entry" id="([a-z0-9-]+)">', html_of(app))


def test_every_term_is_shown_with_its_chinese_name(snapshot: Snapshot):
    app = opened("glossary.py")
    assert not app.exception and address(app) == {}
    assert sorted(entries(app)) == sorted(snapshot.glossary.index)
    text = html_of(app)
    assert all(f'lang="zh">{zh}<' in text for zh in snapshot.glossary["name_zh"])
    assert f"{len(snapshot.glossary)} terms" in text


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("CAAR", {"caar"}),
        ("约谈", {"summons"}),
        ("market regulator", {"samr"}),
        ("国家市场监督管理总局", {"samr"}),
        ("beyond the market", {"abnormal-return"}),
    ],
)
def test_the_search_finds_by_names_codes_and_chinese(q: str, found: set[str]):
    app = opened("glossary.py", term=q)
    assert address(app) == {"term": q}
    assert found <= set(entries(app)) and len(entries(app)) < 12


def test_typing_moves_the_address_and_nothing_found_is_said():
    app = opened("glossary.py")
    app.text_input[0].set_value("quokka <b>").run()
    assert address(app) == {"term": "quokka <b>"}
    assert entries(app) == [] and "No entry holds all of these words" in app.info[0].value


def test_the_record_s_search_and_the_glossary_s_keep_apart():
    """In addresses both were called `q` once; the glossary still reads it."""
    assert address(opened("glossary.py", q="CAAR")) == {"term": "CAAR"}
    app = AppTest.from_file(str(NAVIGATION), default_timeout=60)
    app.query_params["q"] = "antitrust"
    app.run()
    app.switch_page("glossary.py").run()
    app.text_input[0].set_value("beta").run()
    assert address(app) == {"term": "beta"} and "beta" in entries(app)
    app.query_params.clear()
    app.switch_page("timeline.py").run()
    assert address(app) == {"q": "antitrust"}


def test_a_link_into_the_record_shows_as_many_events_as_it_says(snapshot: Snapshot):
    counted = glossary_page.in_the_record(snapshot)
    kinds = snapshot.glossary["kind"]
    assert set(counted) == set(kinds.index[kinds.isin(["body", "policy"])])
    for term, (count, query) in counted.items():
        view = View.parse({name: [value] for name, value in query.items()}, snapshot)
        assert len(filtered_events(snapshot, view)) == count, term
        assert count > 0 or kinds[term] == "body", term


def test_every_link_leads_somewhere(snapshot: Snapshot):
    links = re.findall(r'href="([^"]+)"', glossary_page.entries_html(snapshot, "").replace("&amp;", "&"))
    assert len(links) > 500
    for link in links:
        parts = urlsplit(link)
        if link.startswith("#"):
            assert link[1:] in snapshot.glossary.index
        elif parts.scheme:
            assert link in set(snapshot.glossary["url"])
        elif parts.path == "method":
            query = dict(parse_qsl(parts.query))
            assert query["tab"] in TABS and query["statistic"] in STATISTICS
        else:
            assert parts.path == "./" and set(dict(parse_qsl(parts.query))) <= {"actor", "q"}


def test_a_related_term_hidden_by_the_search_is_linked_to_the_whole(snapshot: Snapshot):
    found = glossary_page.entries_html(snapshot, "bhar")
    assert 'id="bhar"' in found and 'id="car"' not in found and 'href="glossary#car"' in found


def method_at(**query: str) -> AppTest:
    app = AppTest.from_file(str(NAVIGATION.with_name("data_and_method.py")), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_how_it_is_computed_opens_that_statistic():
    app = method_at(tab="statistics", statistic="BMP t, adjusted")
    assert not app.exception and not app.warning
    assert [expander.label for expander in app.expander if expander.proto.expanded] == ["BMP t, adjusted"]
    assert not [expander for expander in method_at(tab="statistics").expander if expander.proto.expanded]


def test_a_statistic_that_is_none_is_named():
    app = method_at(tab="statistics", statistic="luck")
    assert "luck" in app.warning[0].value and app.expander
