"""Where the parts of the studio stand, and that the copy buttons never leave the screen."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_STYLE = """
<style>
[data-testid=stLayoutWrapper]:has(> .st-key-take-away) { position: sticky; top: 3.6rem; bottom: 0;
  z-index: 90; }
.st-key-take-away { background: var(--paper); border: solid var(--rule); border-width: 1px 0;
  padding: .4rem 0 .1rem; }
[data-testid=stColumn]:has(.st-key-studio-result) { position: sticky; top: 7.4rem; align-self: flex-start;
  max-height: calc(100vh - 7.8rem); overflow-y: auto; padding: 0 3px; scrollbar-width: thin; }
.st-key-studio-drag { position: absolute; height: 0; overflow: hidden; }
.st-key-studio-preview { position: relative; }
.st-key-studio-preview iframe { max-width: 100%; }
</style>
"""


class Places(NamedTuple):
    """chart: which one; take_away: the copy buttons; result: preview, codes and files; form: all the rest."""

    chart: DeltaGenerator
    take_away: DeltaGenerator
    result: DeltaGenerator
    form: DeltaGenerator


def places(*, narrow: bool) -> Places:
    """Form and result side by side, the result standing still while the form scrolls; on a narrow screen the
    chart and its result come first."""
    st.html(_STYLE)
    if narrow:
        chart, bar = st.container(), st.container(key="take-away")
        return Places(chart, bar, st.container(key="studio-result"), st.container())
    bar = st.container(key="take-away")
    left, right = st.columns([2, 3], gap="large")
    return Places(left.container(), bar, right.container(key="studio-result"), left.container())
