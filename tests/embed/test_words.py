"""Citations, line breaks and the codes that publishers copy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts import catalogue
from components.embed.citation import cite
from components.embed.links import frame_html
from components.embed.wrapping import text_width, wrapped


def test_a_citation_is_dated_by_its_data(snapshot, slug, example):
    chart = catalogue.build(slug, snapshot, example)
    address = f"https://example.org/embed/{slug}?frozen={snapshot.version}"
    cited = cite(chart, chart.title, address)
    for text in cited:
        assert address in text and snapshot.version in text and str(chart.through.year) in text
    assert cited == cite(chart, chart.title, address)


@pytest.mark.parametrize(
    "title", ["100% of {everything} & more_things #1 ~ ^ \\ $", "line\nbreak", "中文 title"]
)
def test_bibtex_stays_balanced(snapshot, title):
    chart = catalogue.build("car", snapshot, {})
    text = cite(chart, title, "https://example.org/?a={b}").bibtex
    depth = 0
    for place, character in enumerate(text):
        if character in "{}" and text[place - 1] != "\\":
            depth += 1 if character == "{" else -1
        assert depth >= 0
    assert depth == 0 and text.count("\n  ") == 5


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=300),
    st.floats(60, 900),
    st.floats(9, 40),
)
def test_lines_fit_and_no_word_is_lost(text, width, size):
    lines = wrapped(text, width, size, most=1000)
    assert all(text_width(line, size) <= width or len(line) <= 40 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_too_many_lines_end_in_an_ellipsis_at_a_word():
    lines = wrapped("several words that do not fit into two lines of this width", 120, 14, most=2)
    assert len(lines) == 2 and lines[1].endswith("…") and " " not in lines[1][-3:]
    assert text_width(lines[1], 14) <= 120


def test_the_frame_code_is_one_frame_and_one_script():
    code = frame_html("https://example.org", "car", {"title": 'a"b&c'}, 'He said "no" <b>', "100%", 400)
    assert code.count("<iframe ") == 1 and code.count("<script ") == 1
    assert 'title="He said &quot;no&quot; &lt;b&gt;"' in code and "<b>" not in code
