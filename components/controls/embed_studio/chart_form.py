"""What the chart shows: a widget for every parameter that it has."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.charts import catalogue
from components.charts.kit.windows import WINDOWS
from components.controls.embed_studio import draft
from components.controls.embed_studio.fields import Fields
from components.controls.embed_studio.naming import PLACEHOLDERS, events_named, label_of, option_name
from components.controls.plain_text import plain
from components.params import Params
from components.params.fields import Days
from components.params.kinds import (
    NONE_OF_THEM,
    BadParam,
    Choice,
    Choices,
    Day,
    EventId,
    EventIds,
    EventIdsOrNone,
    Flag,
    Kind,
    Number,
    Text,
    Window,
)
from components.params.method import Method
from data import Snapshot

METHOD = frozenset(Method.names()) - {"window", "clean_events"}
"""Parameters that few publishers change, folded away."""
OWN_WINDOW = "Other days"


def chart_form(
    slug: str, query: dict[str, str], snapshot: Snapshot, fields: Fields, *, opened: bool
) -> Params:
    """The parameters that the widgets say; they begin from `query`."""
    params_class: type[Params] = catalogue.CATALOGUE[slug].Params
    start, problems = params_class.parse_leniently(query, snapshot, ignore_unknown=True)
    for problem in problems:
        st.warning(f"{plain(str(problem))} The chart is shown without it.", icon=":material/link_off:")
    asked = params_class.asked()
    shown = [name for name in asked if name not in METHOD]
    folded = [name for name in asked if name in METHOD]
    texts: dict[str, str] = {}
    for title, names, expanded in (
        ("What the chart shows", shown, opened),
        ("How the numbers are made", folded, False),
    ):
        if names:
            with st.expander(title, expanded=expanded):
                texts |= _widgets(params_class, names, start, snapshot, fields)
    try:
        return params_class.parse({name: text for name, text in texts.items() if text}, snapshot)
    except BadParam as problem:
        fields.refuse(problem)
        raise


def _widgets(
    params_class: type[Params], names: list[str], start: Params, snapshot: Snapshot, fields: Fields
) -> dict[str, str]:
    """Events across the whole width, the others two in a row; what they hold, as texts of a query."""
    texts: dict[str, str] = {}
    row: list[DeltaGenerator] = []
    asked = params_class.asked()
    for name in names:
        field = asked[name]
        kind = field.metadata["kind"]
        if isinstance(kind, EventId | EventIds):
            place, row = fields.place(name), []
        else:  # row by row: on a phone, columns stand below one another
            row = row or list(st.columns(2, vertical_alignment="bottom"))
            place = fields.place(name, row.pop(0))
        with place:
            texts[name] = _widget(name, kind, getattr(start, field.name), field.metadata["help"], snapshot)
    return texts


def _widget(name: str, kind: Kind, value: Any, help: str, snapshot: Snapshot) -> str:
    """One parameter as a widget; what it holds, as text for a query."""
    label, key = label_of(name), f"chart-{name}"

    def named(option: Any) -> str:
        return option_name(snapshot, name, option)

    more: dict[str, Any] = {"help": help}
    empty = PLACEHOLDERS.get(name, "As usual")
    least: Any = None if value is None else "min"
    match kind:
        case EventId():
            chosen: Any = st.selectbox(
                label,
                [None, *snapshot.events.index],
                format_func=events_named(snapshot),
                placeholder=empty,
                **draft.kept(key, value),
                **more,
            )
        case Choice():
            options = _options(kind, snapshot)
            offered = options if value is not None else (None, *options)
            chosen = st.selectbox(label, offered, format_func=named, **draft.kept(key, value), **more)
        case Choices():
            chosen = tuple(
                st.multiselect(
                    label,
                    _options(kind, snapshot),
                    format_func=named,
                    placeholder=empty,
                    **draft.kept(key, list(value)),
                    **more,
                )
            )
        case EventIds():
            either = NONE_OF_THEM if isinstance(kind, EventIdsOrNone) else ()
            chosen = tuple(
                st.multiselect(
                    label,
                    [*either, *snapshot.events.index],
                    format_func=events_named(snapshot),
                    placeholder=empty,
                    **draft.kept(key, list(value)),
                    **more,
                )
            )
        case Flag():
            chosen = st.checkbox(label, **draft.kept(key, value), **more)
        case Number() if kind.whole:
            low, high = int(kind.low), int(kind.high)
            chosen = st.number_input(label, low, high, least, **draft.kept(key, value), **more)
        case Number():
            chosen = st.number_input(label, kind.low, kind.high, least, **draft.kept(key, value), **more)
        case Day():
            first, last = snapshot.prices["date"].min().date(), snapshot.events["date"].max().date()
            chosen = st.date_input(
                label, None, min_value=first, max_value=last, **draft.kept(key, value), **more
            )
        case Text():
            chosen = st.text_input(label, max_chars=kind.longest, **draft.kept(key, value), **more)
        case Window() if name == "window":
            chosen = _event_window(label, key, value, format_func=named, **more)
        case _:
            shown = "" if value is None else kind.write(value)
            return st.text_input(label, placeholder="As usual", **draft.kept(key, shown), **more)
    return "" if chosen is None or chosen == () else kind.write(chosen)


def _event_window(label: str, key: str, value: Days, **more: Any) -> Days:
    """A usual window, or first and last day as they are typed; what is allowed is the parameter's to say."""
    start = value if value in WINDOWS else OWN_WINDOW
    chosen = st.selectbox(label, (*WINDOWS, OWN_WINDOW), **draft.kept(key, start), **more)
    if chosen != OWN_WINDOW:
        return chosen
    first, last = st.columns(2)
    return (
        int(first.number_input("Window’s first day", step=1, **draft.kept(f"{key}-first", value[0]))),
        int(last.number_input("Window’s last day", step=1, **draft.kept(f"{key}-last", value[1]))),
    )


def _options(kind: Choice | Choices, snapshot: Snapshot) -> tuple[str, ...]:
    return kind.options if isinstance(kind.options, tuple) else tuple(kind.options(snapshot))
