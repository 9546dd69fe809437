"""What a publisher takes away at one press: the code, the address, the picture, a second studio."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.controls.embed_studio.pasted import code_of, oembed_address
from components.embed import links
from components.embed.request import Asked

COPY = Path(__file__).parents[1] / "clipboard.js"
_HTML = """
<button class="code first" type="button">Copy embed code</button>
<button class="link" type="button">Copy link</button>
<button class="picture" type="button">Copy picture</button>
<a class="again" target="_blank" rel="noopener"
  title="The same settings in a second tab, to make a variant">Duplicate</a>
<span role="status"></span>
"""
_CSS = """
:host, div { font-family: var(--st-font); }
button, a { font: inherit; font-size: .93rem; line-height: 1.4; padding: .45rem .8rem;
  margin: 0 .35rem .35rem 0;
  display: inline-block; box-sizing: border-box; border: 1px solid var(--st-border-color); cursor: pointer;
  border-radius: var(--st-base-radius); background: var(--st-background-color); color: var(--st-text-color);
  text-decoration: none; }
.first { background: var(--st-primary-color); border-color: var(--st-primary-color);
  color: var(--st-background-color); }
button:hover, a:hover { border-color: var(--st-primary-color); text-decoration: underline; }
button:focus-visible, a:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 1px; }
span { font-size: .87rem; color: var(--st-text-color); white-space: nowrap; }
@media (max-width: 640px) {
  button, a { font-size: .82rem; padding: .55rem .42rem; margin: 0 .18rem .3rem 0; }
  span:not(:empty) { display: block; }
}
"""
_component = st.components.v2.component("clipboard", html=_HTML, css=_CSS, js=COPY.read_text())


def take_away(asked: Asked, base: str, root: str) -> None:
    """Buttons that are always in view. root: where this server is, as seen from the page."""
    query, slug = asked.query, asked.slug
    _component(
        key="clipboard",
        data={
            "code": code_of(asked, base),
            "link": oembed_address(asked, base),
            "picture": links.embed_url(root, slug, {**query, "scale": "2"}, ".png"),
            "again": links.with_query(f"{root}/studio", {"chart": slug, **query}),
        },
        height="content",
    )
