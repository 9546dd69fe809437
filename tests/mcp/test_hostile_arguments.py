"""Whatever is sent as arguments is answered, or refused by name: no trace, no error of another kind."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st
from mcp import Client

from components.answers.questions import QUESTION_OF_NAME
from components.mcp.arguments import as_query
from components.mcp.protocol import WRONG, server
from components.params import BadParam
from data import load_snapshot

texts = st.one_of(
    st.text(max_size=30),
    st.text(st.characters(categories=["Cc", "Co", "Cn"]), max_size=5),
    st.sampled_from(
        ["", " ", "-1,1", "0,0", "2021-06-01", "9999-12-31", "BABA", "Alibaba", "nan", "1e999", "2025.11"]
    ),
    st.sampled_from(
        ["9" * 400, "a" * 999, '"', "'; DROP TABLE events; --", "../../etc/passwd", "<script>", "*", "NEAR("]
    ),
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.integers(10**300, 10**301), texts
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=120)
@given(data=st.data())
def test_any_arguments_are_answered_or_refused_by_name(data):
    question = QUESTION_OF_NAME[data.draw(st.sampled_from(sorted(QUESTION_OF_NAME)))]
    names = st.one_of(st.sampled_from([*question.kind.names()]), texts)
    arguments = data.draw(st.dictionaries(names, values, min_size=1, max_size=4))

    async def ask():
        async with Client(server()) as client:
            return await client.session.call_tool(question.name, arguments)

    result = asyncio.run(ask())
    said = result.content[0].text
    assert said and said != WRONG and "Traceback" not in said
    said.encode()
    if result.is_error:
        assert "parameter" in result.structured_content and result.structured_content["allowed"]
    else:
        assert result.structured_content["data_version"] == load_snapshot().version


halves = st.text(st.characters(categories=["Cs"]), max_size=3)


@given(st.dictionaries(texts | halves, values | halves | st.lists(halves), max_size=5))
def test_arguments_become_texts_or_are_refused_by_name(arguments):
    try:
        query = as_query(arguments)
    except BadParam as error:
        str(error).encode()
        return
    for name, text in query.items():
        assert isinstance(text, str)
        (name + text).encode()
    assert len(query) <= len(arguments)
