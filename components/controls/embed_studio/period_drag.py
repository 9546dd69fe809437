"""A shorter period, drawn with pointer or finger on the preview.

The preview is the very document that is pasted, from this server: the studio listens to it from outside and
lays a band over it, and its bytes stay as they are. Where its days stand is in the document itself, which
has them for reading values.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from components.controls.embed_studio import draft
from components.controls.embed_studio.steps_form import can_step
from components.controls.triggers import triggered
from components.embed.axes import time_span
from components.embed.drawing import figure_json
from components.embed.pointed import NOTHING
from components.embed.request import Asked

SHORTEST = 7
"""Days under which a drag is taken for a slip."""
_component = st.components.v2.component(
    "period_drag",
    html='<span role="status"></span>',
    css="span { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def days_shown(asked: Asked) -> tuple[date, date] | None:
    """First and last day of the axis on which a period can be drawn, or None where there is none."""
    if not can_step(asked.params) or asked.in_steps:
        return None
    span = time_span(figure_json(asked.chart, NOTHING, "light", "wide"))
    if span is None:
        return None
    first, last = (date.fromisoformat(day[:10]) for day in span)
    prices = asked.snapshot.prices["date"]
    return max(first, prices.min().date()), min(last, asked.snapshot.events["date"].max().date())


def period_drag(asked: Asked, frame: str) -> None:
    """Let a drag across the preview in the container `frame` (its key) set the chart's first and last day."""
    shown = days_shown(asked)
    if shown is None:
        return
    key = draft.key("drag")
    params = asked.params.query()
    if "from" in params or "to" in params:
        st.button(
            "Whole period", icon=":material/undo:", type="tertiary", on_click=partial(_set_period, None, None)
        )
    st.caption(
        "Drag across the picture for a shorter period; “First day” and “Last day” do the same.",
        width="content",
    )
    _component(
        key=key,
        data={
            "frame": frame,
            "first": shown[0].isoformat(),
            "last": shown[1].isoformat(),
            "shortest": SHORTEST,
        },
        on_period_change=_dragged(key, shown),
        height="content",
    )


def _dragged(key: str, shown: tuple[date, date]) -> Callable[[], None]:
    def set_period() -> None:
        drawn = triggered(key, "period")
        if drawn:
            first, last = sorted(date.fromisoformat(day) for day in drawn)
            _set_period(max(first, shown[0]), min(last, shown[1]))

    return set_period


def _set_period(first: date | None, last: date | None) -> None:
    draft.put("chart-from", first)
    draft.put("chart-to", last)
