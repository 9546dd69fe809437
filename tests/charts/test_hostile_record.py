"""Text of a table that means to be more: in no figure is it a tag, a link or a formula."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from components.charts import catalogue
from components.charts.kit.look import Look
from components.embed.table import table_html
from tests.hostile import LONG


@pytest.fixture(scope="module", params=[1, LONG])
def hostile(request, hostile_of):
    return hostile_of(request.param)


def drawn_texts(part: Any, name: str = "") -> Iterator[str]:
    """Every text that Plotly draws or shows but the names of traces, which stand in legends alone."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key != "name":
                yield from drawn_texts(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from drawn_texts(value, name)
    elif isinstance(part, str):
        yield part


@pytest.mark.parametrize("slug", list(catalogue.CATALOGUE))
def test_text_of_the_tables_is_text_in_every_figure(hostile, snapshot, slug):
    room = catalogue.CATALOGUE[slug]
    long = len(hostile.companies["name_zh"].iloc[0]) > 10_000
    look = Look("light", "phone" if long else "wide")
    chart = room.build(
        hostile,
        room.example(snapshot),
        look,
    )
    figure = json.loads(chart.whole.to_json())
    legend = figure["layout"].get("showlegend") is True
    names = [trace.get("name", "") for trace in figure["data"] if legend]
    found = {
        tag.lower() for text in (*names, *drawn_texts(figure)) for tag in re.findall(r"</?([a-zA-Z]+)", text)
    }
    assert found <= {"b", "br", "i", "span", "sup", "sub", "extra"}
    table = table_html(chart.table, "")
    assert not re.search(r"<(?:a|img|script)\b", table)
