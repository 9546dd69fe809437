"""Every page drawn of a record whose texts mean to be more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1.element_tree import Block, Element

import data
from components.page_index import PAGES
from tests.hostile import LONG, came_alive
from tests.pages.app import opened

MARKDOWN = (
    re.compile(r"(?<!\\)!?(?<!\\)\[i(?<!\\)\]\(http://evil"),
    re.compile(r"(?<!\\)\$\\?\\frac"),
    re.compile(r"(?<!\\)\*\*b(?<!\\)\*\*"),
    re.compile(r"(?<!\\)<(?:a|img|script)\b"),
)
TEXT = {
    ("Selectbox", "options"),
    ("Selectbox", "raw_value"),
    ("MultiSelect", "options"),
    ("MultiSelect", "raw_values"),
    ("TextInput", "default"),
    ("TextInput", "value"),
    ("Code", "code_text"),
    ("BidiComponent", "json"),
    ("PlotlyChart", "spec"),
    ("PlotlyChart", "alt"),
    ("Arrow", "alt"),
    ("PageLink", "query_string"),
    ("LinkButton", "url"),
}
"""Fields in which Streamlit shows text as text; figures are held to it by `tests/charts`."""


def messages(node: Block | Element) -> Iterator[Message]:
    if isinstance(node, Block):
        if isinstance(getattr(node, "proto", None), Message):
            yield node.proto
        for child in node.children.values():
            yield from messages(child)
    elif isinstance(node.proto, Message):
        yield node.proto


def texts(message: Message) -> Iterator[tuple[str, str, str]]:
    """Every text of an element: the name of its message, of its field, and the text."""
    for field, value in message.ListFields():
        values: Any = value if field.is_repeated else [value]
        for one in values if not hasattr(values, "items") else values.values():
            if isinstance(one, Message):
                yield from texts(one)
            elif isinstance(one, str):
                yield message.DESCRIPTOR.name, field.name, one


EVENT = "2021-04-10-alibaba-fined-18-2bn"
VIEWS = [
    *((page.file, {}) for page in PAGES),
    ("timeline.py", {"event": EVENT}),
    ("timeline.py", {"q": "antitrust"}),
    ("event.py", {"event": EVENT, "window": "-1,5"}),
    ("impact.py", {"event": EVENT}),
    ("glossary.py", {"term": "samr"}),
    ("classroom.py", {"part": "by-hand", "event": EVENT}),
    *(("data_and_method.py", {"tab": tab}) for tab in ("record", "changes", "prices")),
]
SILENT = ("glossary.py", "bring_your_own.py", "press.py", "data_and_method.py")
"""Pages that may open without any text of an event."""


def alive(read: tuple[str, str, str]) -> str:
    """What would be more than text in this field, with its place; "" for nothing."""
    kind, field, text = read
    if (kind, field) in TEXT or field == "id":
        return ""
    if kind == "Html" or field == "html_content":
        return " ".join(came_alive(text))
    for rule in MARKDOWN:
        if found := rule.search(text):
            return f"{kind}.{field}: {text[max(found.start() - 60, 0) : found.end() + 60]}"
    return ""


@pytest.mark.parametrize("times", [1, LONG])
@pytest.mark.parametrize(("page", "query"), VIEWS, ids=str)
def test_text_of_the_tables_is_text_on_every_page(hostile_of, monkeypatch, page, query, times):
    monkeypatch.setattr(data, "load_snapshot", lambda: hostile_of(times))
    app = opened(page, **query)
    assert not app.exception, [error.value for error in app.exception]
    assert not app.error, [error.value for error in app.error]
    read = [text for message in messages(app._tree) for text in texts(message)]
    assert [found for found in map(alive, read) if found] == []
    assert page in SILENT or any("evil.example" in text for _, _, text in read)
