"""Files to keep: for the web, for print and for other tools, in the sizes that a desk asks for."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.controls.embed_studio import draft
from components.embed import links
from components.embed.presentation import ImageOptions
from components.embed.request import Asked
from components.params.kinds import Kind, Number

SIZE_NAMES = {"wide": "Full width", "column": "Column", "phone": "Phone"}


class _Wanted(NamedTuple):
    """Choices for pictures, as queries of their addresses."""

    png: dict[str, str]
    svg: dict[str, str]
    pdf: dict[str, str]


def files_form(asked: Asked, base: str) -> None:
    """Pictures with their choices, then data, then what another tool reads."""
    wanted = _choices()
    keep = {"download": "1"}
    _links(
        asked,
        base,
        (
            ("PNG", ".png", wanted.png | keep),
            ("SVG", ".svg", wanted.svg | keep),
            ("PDF", ".pdf", wanted.pdf | keep),
            ("Social card", ".png", {"card": "1", **keep}),
        ),
    )
    st.caption("The data, and the chart as one file that needs no server:")
    _links(asked, base, (("CSV", ".csv", {}), ("Excel", ".xlsx", {}), ("HTML file", ".html", {})))
    st.caption(
        "Datawrapper: *New → Upload data → Link external dataset* with the first address; its API takes "
        "words and data at once from the second."
    )
    for more, ending in (({"bom": "0"}, ".csv"), ({}, ".datawrapper.json")):
        address = links.embed_url(base, asked.slug, {**asked.query, **more}, ending)
        st.code(address, language=None, wrap_lines=True)


def _choices() -> _Wanted:
    kinds = ImageOptions.kinds()
    start = ImageOptions()
    left, right = st.columns(2)
    size = left.selectbox(
        "Drawn for",
        list(SIZE_NAMES),
        format_func=SIZE_NAMES.__getitem__,
        **draft.kept("file-size", start.size),
    )
    width = _number("PNG, pixels wide", kinds["width"], 1920, "file-width", right)
    mm = _number("PDF, millimetres wide", kinds["mm"], int(start.mm), "file-mm", left)
    with right:
        clear = st.toggle(
            "No ground behind pictures",
            help="PNG, SVG and PDF without paper, to be laid on another colour.",
            **draft.kept("file-clear", False),
        )
        outlines = st.toggle(
            "Words as shapes",
            help="SVG and PDF for programs and printers without our fonts; words can no longer be edited.",
            **draft.kept("file-outlines", False),
        )
    looks = {**({"size": size} if size != start.size else {}), **({"transparent": "1"} if clear else {})}
    words = {"text": "outlines"} if outlines else {}
    return _Wanted({**looks, "width": str(width)}, looks | words, {**looks, **words, "mm": str(mm)})


def _number(label: str, kind: Kind, start: int, name: str, place: DeltaGenerator) -> int:
    """A whole number within what the address allows."""
    assert isinstance(kind, Number)
    return place.number_input(label, int(kind.low), int(kind.high), **draft.kept(name, start)) or start


def _links(asked: Asked, base: str, files: tuple[tuple[str, str, dict[str, str]], ...]) -> None:
    with st.container(horizontal=True, gap="small"):
        for label, ending, more in files:
            address = links.embed_url(base, asked.slug, {**asked.query, **more}, ending)
            st.link_button(label, address, icon=":material/download:")
