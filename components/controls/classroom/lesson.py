"""How it is done: one step of the lesson on screen, its question, and the way from step to step.

An answer is computed and sent to the browser only once it has been asked for.
"""

from __future__ import annotations

import html

import streamlit as st

from components.charts.chart import Chart
from components.charts.kit.look import STAGE, Look
from components.charts.kit.memo import remembered
from components.charts.kit.one_share import share_study
from components.charts.kit.share_params import ShareParams
from components.charts.kit.theme import PAPER
from components.classroom import lesson as lesson_content
from components.classroom.lesson_step import Step
from components.controls.classroom.keys import BACK, FORWARD, SKIP, Press, listen
from components.controls.classroom.lesson_settings import (
    explain_obstacle,
    fitting,
    pickers,
    unusual,
    window_choice,
)
from components.controls.classroom.room import way_out
from components.controls.classroom.stage import on_stage
from components.controls.classroom.terms import with_terms
from components.controls.show import fine_print, picture, remembered_chart
from components.controls.state import open_view, update_view
from components.controls.views import Lesson, Room
from data import Snapshot

LAST = len(lesson_content.STEPS)
_SHOWN = "_lesson_answers"

_STYLE = """
<style>
.lesson-text { font-size: 1.05rem; line-height: 1.55; margin: .1rem 0 .7rem; }
.lesson-question { border-left: 4px solid currentColor; padding: .1rem 0 .1rem .8rem; margin: .5rem 0 .4rem;
  font-size: 1.05rem; line-height: 1.45; }
.lesson-question b { display: block; font-size: .8rem; letter-spacing: .06em; text-transform: uppercase;
  opacity: .8; }
.lesson-answer { font-weight: 600; }
.lesson-title { margin: 0; padding: 0; line-height: 1.25; }
.st-key-lesson-places button { min-width: 2.4rem; }
</style>
"""
_STAGE = """
<style>
.st-key-lesson-steps { position: fixed; bottom: 0; left: 0; right: 0; width: auto !important;
  padding: .35rem 1.6rem .45rem; background: BACKGROUND; z-index: 99; }
.lesson-text { font-size: 1rem; line-height: 1.37; margin: 0 0 .4rem; }
.lesson-question { font-size: 1rem; line-height: 1.35; margin: .3rem 0 .2rem; }
</style>
"""


def lesson(snapshot: Snapshot, view: Lesson, look: Look, room: Room) -> None:
    """The whole part: event and share, the step with its chart, question and answer, and the steps
    between."""
    params = _params(snapshot, view)
    trouble = lesson_content.obstacle(snapshot, params)
    _keys(view, params, room, answers=not trouble)
    st.html(_STYLE)
    if room.presenter:
        st.html(_STAGE.replace("BACKGROUND", PAPER[look.theme]))
    else:
        pickers(snapshot, view, params)
    step = None if trouble else _step(snapshot, view.step, params)
    shown = (step.slug, step.chart) if step else lesson_content.without_numbers(view.step, params)
    drawing = remembered_chart(snapshot, *shown, look) if shown else None
    _head(snapshot, view, params)
    picture_side, words = st.columns([6, 5], gap="medium")
    with picture_side:
        if drawing:
            _chart(drawing, view.step, room)
        _settings(snapshot, view, params)
    with words:
        if step:
            _say(step, room)
            _question(step, params)
        elif trouble:
            explain_obstacle(snapshot, trouble)
        if not room.presenter:
            _steps(step, view, params, room)
    if room.presenter:
        _steps(step, view, params, room)
    elif drawing:
        fine_print(drawing, key=f"lesson-{view.step}")


def _params(snapshot: Snapshot, view: Lesson) -> ShareParams:
    """What the view asks for; without an event, the worked example."""
    event, symbol = view.event, view.symbol
    if event is None:
        event, example = lesson_content.example(snapshot)
        symbol = symbol or example
    return ShareParams.taking(view, event=event, symbol=symbol)


@remembered(64)
def _step(snapshot: Snapshot, number: int, params: ShareParams) -> Step:
    return lesson_content.step(snapshot, number, params)


def _head(snapshot: Snapshot, view: Lesson, params: ShareParams) -> None:
    study = share_study(snapshot, params)
    st.html(
        f'<p class="kicker">Step {view.step} of {LAST} · {html.escape(study.name)} · '
        f"{html.escape(study.title)}</p><h2 "
        f'class="lesson-title">{html.escape(lesson_content.STEPS[view.step][0])}</h2>'
    )


def _chart(chart: Chart, number: int, room: Room) -> None:
    key = f"lesson-{number}"
    if room.presenter:
        on_stage(chart, key, min(chart.figure.layout.height or STAGE, STAGE))
    else:
        picture(chart, key=key)


def _settings(snapshot: Snapshot, view: Lesson, params: ShareParams) -> None:
    """What a reader may turn: the line in step 2, the window in step 4. Elsewhere, that something was
    turned."""
    if view.step == 2:
        fitting(snapshot, view, params)
    elif view.step == 4:
        window_choice(view)
    else:
        unusual(view)


def _say(step: Step, room: Room) -> None:
    """The two paragraphs, their terms linked to the glossary; on a projector they stay plain."""
    texts = [html.escape(text) for text in step.paragraphs] if room.presenter else with_terms(step.paragraphs)
    st.html("".join(f'<p class="lesson-text">{text}</p>' for text in texts))


def _question(step: Step, params: ShareParams) -> None:
    answer = (
        f'<div class="lesson-question lesson-answer"><b>Answer</b>{html.escape(step.answer)}</div>'
        if _is_shown(step.number, params)
        else ""
    )
    st.html(
        f'<div aria-live="polite" data-screen="{_screen(step.number, params)}"><div '
        f'class="lesson-question"><b>Question</b>{html.escape(step.question)}</div>{answer}</div>'
    )


def _steps(step: Step | None, view: Lesson, params: ShareParams, room: Room) -> None:
    """Back, and on: to the answer while it is hidden, to the next step once it is shown."""
    hidden = step is not None and not _is_shown(view.step, params)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="lesson-steps"):
        st.button(
            "Back",
            key="lesson-back",
            shortcut="Left",
            disabled=view.step == 1,
            on_click=_go,
            args=(view.step - 1,),
        )
        if hidden:
            st.button(
                "Show the answer",
                key="lesson-answer",
                type="primary",
                shortcut="Right",
                on_click=_show_answer,
                args=(view.step, params),
            )
            if view.step < LAST:
                st.button(
                    "Next step",
                    key="lesson-skip",
                    type="tertiary",
                    shortcut="N",
                    on_click=_go,
                    args=(view.step + 1,),
                )
        elif view.step < LAST:
            st.button(
                "Next step",
                key="lesson-next",
                type="primary",
                shortcut="Right",
                on_click=_go,
                args=(view.step + 1,),
            )
        else:
            st.button("Back to step 1", key="lesson-again", type="primary", on_click=_go, args=(1,))
            if not room.presenter:
                st.button(
                    "Reproduce the number by hand", key="lesson-by-hand", on_click=_by_hand, args=(params,)
                )
        if room.presenter:
            way_out(room)
    if not room.presenter:
        with st.container(key="keys-told"):
            st.caption("Keys: → shows the answer, then leads on; ← goes back; N goes on without the answer.")


def _keys(view: Lesson, params: ShareParams, room: Room, *, answers: bool) -> None:
    """The keys of the buttons below; without numbers there is no answer to be shown."""

    def screen() -> str:
        return _screen(open_view().step, params, answers=answers)

    def press(pressed: Press) -> None:
        number = open_view().step
        if pressed.key == FORWARD and screen().endswith("question"):
            _show_answer(number, params)
        else:
            _go(number + (-1 if pressed.key == BACK else 1))

    listen(screen, (FORWARD, BACK, SKIP), press, clicker=room.presenter)


def _screen(number: int, params: ShareParams, *, answers: bool = True) -> str:
    """The step, and whether its answer is shown or there is none."""
    return f"{number}.{'answer' if not answers or _is_shown(number, params) else 'question'}"


def _by_hand(params: ShareParams) -> None:
    """To the page's third part, with the same event and share."""
    update_view(event=params.event, symbol=params.symbol, part="by-hand")


def _is_shown(number: int, params: ShareParams) -> bool:
    return (number, params) in st.session_state.get(_SHOWN, ())


def _show_answer(number: int, params: ShareParams) -> None:
    st.session_state[_SHOWN] = {*st.session_state.get(_SHOWN, ()), (number, params)}


def _go(number: int) -> None:
    update_view(step=min(max(number, 1), LAST))
