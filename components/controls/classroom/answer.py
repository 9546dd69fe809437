"""The reveal: what the shares did, how much of it the market did not, how unusual it was, and what else
happened.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from components.charts import event_window
from components.charts.kit.look import Look
from components.charts.kit.theme import company_colour
from components.classroom.guesses import Guess
from components.classroom.outcome_words import (
    ALONE,
    BEYOND,
    ELSE,
    FURTHER,
    beyond,
    further,
    how_firm,
    moved,
    others,
)
from components.classroom.outcomes import Outcome, outcomes
from components.classroom.quiz import RUN_UP, QuizEntry
from components.classroom.scale import mean_points, step_names
from components.classroom.score import EXPLAINED
from components.controls.classroom.stage import answer_height, on_stage
from components.controls.event_card import sources_list
from components.controls.show import remembered_chart, show
from components.controls.views import Room
from data import Snapshot


def answer(
    snapshot: Snapshot, current: QuizEntry, guess: Guess, window: tuple[int, int], room: Room, look: Look
) -> None:
    """Each share's move beside the class's guesses, over its prices. Call it for revealed questions only, as
    everything here.
    """
    question = current.question
    found = outcomes(snapshot, question, window)
    for column, outcome, counts in zip(
        st.columns(len(found), gap="medium"), found, guess.counts, strict=True
    ):
        with column:
            _outcome(outcome, counts, window, company_colour(snapshot, outcome.company, look))
    beside = others(snapshot, found)
    _overlaps(beside, listed=not room.presenter)
    _chart(snapshot, current, window, beside, room, look)


def _chart(
    snapshot: Snapshot,
    current: QuizEntry,
    window: tuple[int, int],
    beside: Sequence[str],
    room: Room,
    look: Look,
) -> None:
    """The prices around the event; the days that another question asks about stay outside."""
    question = current.question
    params = event_window.Params(
        event=question.event,
        company=question.companies,
        market="hk",
        window=window,
        span=(-min(RUN_UP // 2, current.run_up), window[1] + current.after),
    )
    chart = remembered_chart(snapshot, event_window.SLUG, params, look)
    key = f"answer-{question.event}"
    if room.presenter:
        story = question.story
        notes = (
            f"{ELSE}{'; '.join(beside)}",
            f"{FURTHER}{' '.join(story.held_back)}" * bool(story.held_back),
        )
        on_stage(chart, key, answer_height(story.title, *notes))
    else:
        show(chart, key=key)


def more(snapshot: Snapshot, current: QuizEntry, room: Room) -> None:
    """What the telling had kept back, the headlines, and the way to the event's page."""
    question = current.question
    _held_back(question.story.held_back, brief=room.presenter)
    if not room.presenter:
        with st.expander("The headlines, and the whole story"):
            sources_list(snapshot, question.event, most=5)
            st.page_link(
                "event.py",
                label="This event’s page: sources, dating, charts",
                query_params={"event": question.event},
            )
        st.caption(EXPLAINED)


def _outcome(outcome: Outcome, counts: Sequence[int], window: tuple[int, int], colour: str) -> None:
    """One share: the move in words, the class's hands over the steps, the part beyond the market."""
    earned, hands = mean_points(counts, outcome.step), sum(counts)
    bars = "".join(
        f'<div class="{"right" if step == outcome.step else ""}"><b>{count}</b>{html.escape(name)}</div>'
        for step, (name, count) in enumerate(zip(step_names(window), counts, strict=True))
    )
    st.html(
        f'<p class="outcome"><span class="share-dot" style="background:{colour}"></span><strong>'
        f"{html.escape(moved(outcome))}</strong> · "
        f"{earned:.2g} of 1 point{f' on average over {hands} hands' if hands > 1 else ''}</p>"
        f'<div class="bars" role="group" aria-label="Hands for each step">{bars}</div>'
        f'<p class="outcome-note">{BEYOND} <strong>{beyond(outcome)}</strong> '
        f"{html.escape(how_firm(outcome))}</p>"
    )


def _overlaps(beside: Sequence[str], *, listed: bool) -> None:
    """What else happened that day: moves in these sessions may belong to any of it."""
    if not beside:
        st.html(f'<p class="outcome-note">{ALONE}</p>')
        return
    lead = f'<p class="outcome-note" style="margin-bottom:0"><strong>{ELSE}</strong> '
    if not listed:
        st.html(f"{lead}{html.escape('; '.join(beside))}.</p>")
        return
    items = "".join(f"<li>{html.escape(other)}</li>" for other in beside)
    st.html(
        f'{lead}The move may belong to any of it:</p><ul class="outcome-note" '
        f'style="margin:.1rem 0 .4rem;padding-left:1.1em">{items}</ul>'
    )


def _held_back(held_back: Sequence[str], *, brief: bool) -> None:
    """The rest of the record's words on the event, which would have told the outcome."""
    if held_back:
        st.html(
            f'<p class="{"outcome-note" if brief else "told"}"><strong>{FURTHER}</strong> '
            f"{html.escape(further(held_back))}</p>"
        )
