"""Two buttons at a chart: the address of the page as it stands, and the picture, for the clipboard."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.charts.chart import Chart
from components.embed import links

_HTML = """
<button class="link" type="button" title="The address of this page with everything chosen on it"
  >Copy link</button><button class="picture" type="button">Copy picture</button><span role="status"></span>
"""
_CSS = """
:host, div { font-family: var(--st-font); white-space: nowrap; }
button { font: inherit; font-size: .875rem; line-height: 1.45; padding: .45rem .75rem; margin: 0 .9rem 0 0;
  border: 1px solid var(--st-border-color); cursor: pointer; border-radius: var(--st-base-radius);
  background: var(--st-background-color); color: var(--st-text-color); }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 1px; }
span { font-size: .87rem; color: var(--st-text-color); }
"""
_component = st.components.v2.component(
    "share", html=_HTML, css=_CSS, js=Path(__file__).with_name("clipboard.js").read_text()
)


def share(chart: Chart, key: str) -> None:
    """For a chart that this server draws."""
    picture = links.embed_url("", chart.slug, {**chart.params.query(), "scale": "2"}, ".png")
    _component(
        key=f"{key}-share",
        data={"picture": picture, "files": "Download"},
        width="content",
        height="content",
    )
