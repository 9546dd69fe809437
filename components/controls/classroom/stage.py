"""How much of a projector's screen of 720 lines is left for a chart, once the words have their lines.

Lengths were measured at the presenter mode's type; `python -m tests.bench.projector` walks every question
and every answer and says which would reach below the buttons.
"""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from components.charts.chart import Chart
from components.controls.show import PLOTLY_CONFIG

_ROOM, _LEAST = 345, 180
"""Height of an answer's chart without any words below the shares, and the least that can be read; pixels."""
_LINE, _TITLE_LINE = 24, 34
_IN_LINE, _IN_TITLE = 135, 80
"""Characters that surely fit a line of notes, and one of the title."""


def _lines(characters: int, most: int) -> int:
    return -(-characters // most)


def answer_height(title: str, *notes: str) -> int:
    """Pixels for the chart of an answer, below a title and above notes of these lengths."""
    used = _TITLE_LINE * (_lines(len(title), _IN_TITLE) - 1)
    used += sum(_LINE * _lines(len(note), _IN_LINE) + 8 for note in notes if note)
    return max(_ROOM - used, _LEAST)


def on_stage(chart: Chart, key: str, height: int | None = None) -> None:
    """The picture alone: on a projector the words around a chart stand elsewhere."""
    figure = chart.figure
    if height:
        figure = go.Figure(figure).update_layout(height=height)
    st.plotly_chart(figure, theme=None, key=key, config=PLOTLY_CONFIG, alt=chart.alt)
