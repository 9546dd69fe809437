"""The embed as it is pasted, and what a publisher copies or keeps."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from components.controls.embed_studio import draft
from components.controls.embed_studio.files_form import files_form
from components.controls.embed_studio.pasted import code_of, oembed_address, story_of
from components.controls.embed_studio.period_drag import period_drag
from components.embed import links
from components.embed.citation import cite
from components.embed.heights import embed_height
from components.embed.request import Asked

WIDEST, NARROWEST = 960, 360
"""Pixels for which the height of a preview at full width is meant, on a wide screen and on a phone."""
WIDTHS: dict[str, int | Literal["stretch"]] = {"Phone": 375, "Column": 640, "Full width": "stretch"}
FRAME = "studio-preview"


def result(asked: Asked, base: str, root: str, *, narrow: bool) -> None:
    """The preview, the codes and the files, each behind its name. root: where this server is."""
    names = ("Preview", "Embed code", "oEmbed", "Citation", "Files")
    shown, frame, oembed, citation, files = st.tabs(names)
    with shown:
        _preview(asked, root, narrow=narrow)
    with frame:
        _codes(asked, base)
    with oembed:
        address = oembed_address(asked, base)
        st.code(address, language=None, wrap_lines=True)
        st.caption("Paste this address where your editor understands oEmbed. The answer it gets is at:")
        st.code(links.with_query(f"{base}/oembed", {"url": address}), language=None, wrap_lines=True)
    with citation:
        address = links.embed_url(base, asked.slug, asked.frozen_query)
        cited = cite(asked.chart, asked.words.title, address)
        for name, text in (("Plain", cited.plain), ("APA", cited.apa), ("BibTeX", cited.bibtex)):
            st.caption(name)
            st.code(text, language=None, wrap_lines=True)
    with files:
        files_form(asked, base)


def _preview(asked: Asked, root: str, *, narrow: bool) -> None:
    """The embed itself, at the address that is pasted, as wide as chosen or as a phone is."""
    width = "Full width"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if not narrow:
            width = st.segmented_control(
                "Preview at",
                list(WIDTHS),
                required=True,
                label_visibility="collapsed",
                **draft.kept("preview-width", "Column"),
            )
        period_drag(asked, FRAME)
    pixels = WIDTHS[width]
    full = NARROWEST if narrow else WIDEST
    with st.container(key=FRAME):
        st.iframe(
            links.embed_url(root, asked.slug, asked.query),
            width=pixels,
            height=embed_height(asked, full if pixels == "stretch" else pixels),
            alt=f"Preview: {asked.words.title}",
        )


def _codes(asked: Asked, base: str) -> None:
    st.code(code_of(asked, base), language=None, wrap_lines=True)
    st.caption("The frame works alone; the script fits its height to the chart and may stand once on a page.")
    if asked.in_steps:
        st.caption(
            "Or in a story that moves the chart as it is scrolled; the paragraphs are yours to rewrite:"
        )
        st.code(story_of(asked, base), language=None, wrap_lines=True)
