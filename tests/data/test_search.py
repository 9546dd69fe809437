"""Full-text search: any text is legal, both languages are found, hits marked."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data import search_events

COLUMNS = ["event_id", "rank", "title_html", "snippet_html"]


def plain(marked: str) -> str:
    return html.unescape(re.sub("</?mark>", "", marked))


@pytest.mark.parametrize("query", ["美团", "网信办", "习近平", "蚂蚁集团", "罚款", "二选一"])
def test_chinese_is_found_wherever_it_stands(snapshot, query):
    found = set(search_events(snapshot, query).event_id)
    names = {**snapshot.actors.name_zh, **snapshot.firms.name_zh}
    events = snapshot.events
    for event in events.itertuples():
        own = " ".join([event.title_zh, event.official_name_zh, event.summary, event.notes])
        named = " ".join(names[name] for name in (*event.actors, *event.companies))
        if query in own or query in named:
            assert event.Index in found


def test_words_find_their_other_endings_and_beginnings(snapshot):
    titles = " ".join(search_events(snapshot, "fine alibaba").title_html)
    assert "<mark>fines</mark>" in titles or "<mark>fined</mark>" in titles
    assert len(search_events(snapshot, "regul")) >= len(search_events(snapshot, "regulator")) > 20


def test_the_best_hit_is_first(snapshot):
    found = search_events(snapshot, "livestreaming meeting")
    assert found.event_id[0].startswith("2021-03-16")
    assert found["rank"].tolist() == list(range(1, len(found) + 1))


def test_a_word_of_a_source_alone_is_found(snapshot):
    source = next(row for row in snapshot.sources.itertuples() if "Slashdot" in row.publisher)
    assert source.event_id in set(search_events(snapshot, "slashdot").event_id)


def test_all_words_must_occur_and_phrases_hold_together(snapshot):
    both = set(search_events(snapshot, "ant ipo").event_id)
    assert both == set(search_events(snapshot, "ant").event_id) & set(search_events(snapshot, "ipo").event_id)
    phrase = set(search_events(snapshot, '"jack ma gives up"').event_id)
    assert phrase == {"2023-01-07-jack-ma-cedes-ant-control"}
    assert search_events(snapshot, '"up gives ma jack"').empty


def test_titles_come_back_as_written_but_for_the_marks(snapshot):
    for query in ("alibaba", "“双减”", "double reduction", "antitrust"):
        for row in search_events(snapshot, query).itertuples():
            assert plain(row.title_html) == snapshot.events.title[row.event_id]


@pytest.mark.parametrize(
    "query", ["", "   ", "\n", '"', "*", "()", "'; DROP TABLE events --"[:1], "☃", "\u200b"]
)
def test_no_word_no_hits(snapshot, query):
    found = search_events(snapshot, query)
    assert found.empty and list(found.columns) == COLUMNS


@settings(max_examples=300)
@given(st.text(max_size=80))
@example('alibaba" OR 1=1')
@example("title:alibaba NOT tencent")
@example("NEAR(ant ipo, 5) AND ^ant *")
@example("a-b + {c} : d*")
@example("ant\x00ipo")
@example("<script>alibaba</script>")
@example("阿里巴巴 AND 罚")
@example("\x02alibaba\x03")
@example("﷐\ud83d alibaba".encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
def test_any_text_is_legal(snapshot, text):
    found = search_events(snapshot, text)
    assert list(found.columns) == COLUMNS
    assert set(found.event_id) <= set(snapshot.events.index)
    for cell in [*found.title_html, *found.snippet_html]:
        assert not re.search(r"<(?!/?mark>)", cell)
        assert cell.count("<mark>") == cell.count("</mark>")


@given(st.data())
@settings(max_examples=100)
def test_any_word_of_a_title_finds_its_event(snapshot, data):
    event = data.draw(st.sampled_from(list(snapshot.events.index)))
    words = re.findall(r"[^\W_]+", snapshot.events.title[event])
    word = data.draw(st.sampled_from(words))
    assert event in set(search_events(snapshot, word).event_id)


@given(st.data())
@settings(max_examples=100)
def test_any_two_chinese_characters_of_a_title_find_their_event(snapshot, data):
    event = data.draw(st.sampled_from(list(snapshot.events.index)))
    runs = [run for run in re.findall(r"[\u4e00-\u9fff]{2,}", snapshot.events.title_zh[event])]
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 2))
    assert event in set(search_events(snapshot, run[start : start + 2]).event_id)


def test_surrogates_are_legal(snapshot):
    assert list(search_events(snapshot, "\ud800 alibaba").columns) == COLUMNS
