"""Text shown as it was written: in Streamlit, most words on a page are read as Markdown."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    """Text for `st.write` in which nothing is taken for Markdown or a formula."""
    return re.sub(r"([\\`*_{}\[\]<>#$~|])", r"\\\1", text)
