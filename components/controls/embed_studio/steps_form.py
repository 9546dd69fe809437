"""A story in steps: a period, the events that stand out and a sentence each, in the publisher's order."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from components.controls.embed_studio import draft
from components.controls.embed_studio.fields import Fields
from components.controls.embed_studio.naming import events_named
from components.embed.presentation import Presentation
from components.embed.steps import FEWEST, MOST, MOST_EVENTS, SENTENCE, Step, StepsKind
from components.params import BadParam, Params
from components.params.record import record_period
from data import Snapshot

_INTRO = (
    f"From {FEWEST} to {MOST} steps that a story scrolls through, each with its own period. Without a script "
    "they stand below one another."
)


def can_step(params: Params) -> bool:
    """Whether the chart has a period that steps could choose."""
    return {"from", "to"} <= params.asked().keys()


def steps_form(start: Presentation, params: Params, snapshot: Snapshot, fields: Fields) -> tuple[Step, ...]:
    """The steps, when all of them are whole; none while there is something to mend, which is said."""
    order: list[int] = draft.held("steps", list(range(len(start.steps))))
    st.caption(_INTRO)
    steps = []
    for place, step in enumerate(order, start=1):
        with fields.place(f"steps, step {place}").container(border=True):
            old = start.steps[step] if step < len(start.steps) else None
            steps.append(_step(place, step, old, snapshot))
            _moves(place, step, order)
    with fields.place("steps"):
        if len(order) < MOST:
            st.button("Add a step", icon=":material/add:", on_click=_add, args=(params, snapshot))
    if order and len(order) < FEWEST:
        st.caption("The first step is kept here and shown as soon as there is a second.")
    whole = [step for step in steps if step is not None]
    if len(whole) < max(len(order), FEWEST):
        return ()
    kind = StepsKind()
    try:
        return kind.read("steps", kind.write(whole), snapshot)
    except BadParam as problem:
        fields.refuse(problem)
        return ()


def _step(place: int, step: int, old: Step | None, snapshot: Snapshot) -> Step | None:
    """One step, or None with a sentence about what it lacks."""
    left, right = st.columns(2)
    with left:
        first = _day(f"Step {place} from", _name(step, "first"), old.first if old else None)
    with right:
        last = _day(f"Step {place} to", _name(step, "last"), old.last if old else None)
    events = st.multiselect(
        f"Events of step {place}",
        list(snapshot.events.index),
        format_func=events_named(snapshot),
        max_selections=MOST_EVENTS,
        placeholder="Named on the picture, and standing out",
        **draft.kept(_name(step, "events"), list(old.events) if old else []),
    )
    text = st.text_area(
        f"Sentence of step {place}",
        max_chars=SENTENCE,
        height=80,
        **draft.kept(_name(step, "sentence"), old.sentence if old else ""),
    )
    sentence = " ".join(text.split())
    lacks = (
        "a first and a last day"
        if first is None or last is None
        else "a last day after its first"
        if first >= last
        else "a sentence"
        if not sentence
        else "a sentence without “|”, which stands between steps in addresses"
        if "|" in sentence
        else ""
    )
    if lacks or first is None or last is None:
        st.error(f"Step {place} needs {lacks}.", icon=":material/error:")
        return None
    return Step(first, last, tuple(events), sentence)


def _day(label: str, name: str, start: date | None) -> date | None:
    day = st.date_input(label, None, **draft.kept(name, start))
    return day if isinstance(day, date) else None


def _moves(place: int, step: int, order: list[int]) -> None:
    with st.container(horizontal=True, gap="small"):
        for words, icon, by, possible in (
            ("earlier", "arrow_upward", -1, place > 1),
            ("later", "arrow_downward", 1, place < len(order)),
        ):
            st.button(
                f"Step {place} {words}",
                key=draft.key("steps", step, words),
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=not possible,
                on_click=_move,
                args=(step, by),
            )
        st.button(
            f"Remove step {place}",
            key=draft.key("steps", step, "remove"),
            icon=":material/close:",
            type="tertiary",
            on_click=_remove,
            args=(step,),
        )


def _name(step: int, part: str) -> str:
    return f"step-{step}-{part}"


def _add(params: Any, snapshot: Snapshot) -> None:
    """A step over the period that the chart shows now, or where the last step ended."""
    order: list[int] = draft.held("steps", [])
    first, last = (edge.date() for edge in record_period(snapshot))
    ended = st.session_state.get(draft.key(_name(order[-1], "last"))) if order else None
    new = 1 + max((*order, st.session_state.get(draft.key("steps", "newest"), -1)))
    draft.put("steps-newest", new)
    until = params.to or last
    goes_on = ended if ended and ended < until else None
    draft.put(_name(new, "first"), params.from_ or goes_on or first)
    draft.put(_name(new, "last"), until)
    draft.put("steps", [*order, new])


def _move(step: int, by: int) -> None:
    order = list(draft.held("steps", []))
    at = order.index(step)
    order[at], order[at + by] = order[at + by], order[at]
    draft.put("steps", order)


def _remove(step: int) -> None:
    draft.put("steps", [one for one in draft.held("steps", []) if one != step])
