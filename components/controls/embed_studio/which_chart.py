"""Which chart the studio dresses."""

from __future__ import annotations

import streamlit as st

from components.charts import catalogue
from components.controls.embed_studio import draft
from components.controls.plain_text import plain
from components.embed.request import Asked
from data import Snapshot

CARRIED = ("theme", "byline")
"""What goes with the publisher from one chart to the next."""


def chosen_chart(snapshot: Snapshot) -> tuple[str, dict[str, str]]:
    """The chart and the query that its form begins from; another chart begins from its example."""
    slugs = list(catalogue.CATALOGUE)
    draft.follow_address()
    query = draft.given()
    asked = query.pop("chart", slugs[0])
    if asked not in slugs:
        st.warning(
            f"There is no chart “{plain(asked[:60])}”; here is the first of the list.",
            icon=":material/link_off:",
        )
    slug = st.selectbox(
        "Chart",
        slugs,
        format_func=lambda one: catalogue.CATALOGUE[one].NAME,
        help="Every chart of the dashboard can be embedded.",
        **draft.kept("chart", asked if asked in slugs else slugs[0]),
    )
    st.caption(catalogue.CATALOGUE[slug].SUMMARY)
    draft.begin(slug)
    if slug != asked or not query:
        carried = {name: query[name] for name in CARRIED if name in query}
        query = {**catalogue.CATALOGUE[slug].example(snapshot).query(), **carried}
    return slug, query


def remember(asked: Asked) -> None:
    """The form lives in the address, so that a copied link reopens it."""
    draft.write({"chart": asked.slug, "theme": asked.presentation.theme, **asked.query})
