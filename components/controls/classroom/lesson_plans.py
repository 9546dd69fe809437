"""The guide for teachers, readable on the Classroom page: the text of `components/classroom/README.md`."""

from __future__ import annotations

import re
from functools import cache

import streamlit as st

from data.paths import PROJECT

GUIDE = PROJECT / "components" / "classroom" / "README.md"
_ADDRESS = re.compile(r"`/([a-z][^`\s]*)`")


def lesson_plans() -> None:
    """The whole guide, folded away."""
    with st.expander(
        "For teachers: lesson plans of 15, 45 and 90 minutes", on_change="rerun", key="lesson-plans"
    ) as plans:
        if plans.open:
            st.markdown(guide())


@cache
def guide() -> str:
    """The guide without its title: addresses are links, headings stand below the page's."""
    text = GUIDE.read_text(encoding="utf-8").split("\n", 1)[1]
    text = _ADDRESS.sub(lambda found: f"[/{found[1]}]({found[1]})", text)
    return re.sub(r"^#", "##", text, flags=re.MULTILINE)
