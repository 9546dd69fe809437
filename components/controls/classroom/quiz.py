"""Predict and reveal: one question after the other, then the score.

What happened is computed and sent to the browser only for a question whose guesses are
closed: before that there is nothing to find on the page, in its data or in its address.
"""

from __future__ import annotations

import html

import streamlit as st

from components.charts import run_up
from components.charts.kit.look import Look
from components.charts.kit.theme import PAPER, TYPE_NAMES
from components.classroom.guesses import Guess
from components.classroom.quiz import QuestionSet, QuizEntry, draw
from components.classroom.quiz_progress import QuizProgress
from components.classroom.scale import UNTIL
from components.controls.classroom.answer import answer, more
from components.controls.classroom.guess import guess_panel, take_back, ways_to_guess
from components.controls.classroom.phones import phones, phones_closed
from components.controls.classroom.quiz_keys import quiz_keys, screen_of
from components.controls.classroom.room import way_out
from components.controls.classroom.score import score_page
from components.controls.classroom.setup import move_to, nothing_to_ask, record, set_up
from components.controls.classroom.stage import on_stage
from components.controls.event_card import actors_line
from components.controls.scroll_to import scroll_to
from components.controls.show import remembered_chart, show
from components.controls.views import Room
from components.language import counted, day
from data import Snapshot

_STYLE = """
<style>
.st-key-guess-panel { gap: .25rem; }
.stLayoutWrapper:has(> .st-key-quiz-steps) { position: sticky; bottom: 0; z-index: 9; }
.st-key-quiz-steps { background: BACKGROUND; padding: .4rem 0; }
[class*=st-key-steps-] { display: grid !important; grid-template-columns: repeat(auto-fit, minmax(5.4rem,
  1fr)); gap: .35rem; margin-bottom: .3rem; align-items: stretch !important; }
[class*=st-key-steps-] > div { width: auto !important; min-width: 0 !important; display: flex;
  height: auto !important; }
[class*=st-key-steps-] .stButton, [class*=st-key-steps-] .stButton > div { display: flex; flex: 1;
  height: auto; }
[class*=st-key-steps-] button { padding: .25rem .35rem; min-height: 2.9rem; height: auto; }
.share-dot { display: inline-block; width: .75em; height: .75em; border-radius: 50%; margin-right: .4em; }
.bars { display: grid; grid-template-columns: repeat(5, 1fr); gap: .3rem; margin: .25rem 0 .35rem; }
.bars div { border: 1px solid currentColor; border-radius: .25rem; padding: .1rem .2rem; text-align: center;
  font-size: .78rem; line-height: 1.25; opacity: .72; }
.bars .right { opacity: 1; font-weight: 700; border-width: 2px; }
.bars b { display: block; font-size: 1.05rem; }
.outcome { margin: 0 0 .1rem; font-size: 1.1rem; }
.outcome-note { margin: 0 0 .5rem; font-size: .9rem; line-height: 1.4; }
.told { font-size: 1.08rem; line-height: 1.45; margin: .25rem 0; }
@media (max-width: 640px) {
  [class*=st-key-steps-]:has(.stButton) { grid-template-columns: repeat(5, 1fr); gap: .25rem; }
  [class*=st-key-steps-] button { padding: .1rem; font-size: .82rem; min-height: 2.5rem; }
  .block-container h2 { font-size: 1.25rem; }
  [data-testid=stHorizontalBlock]:has(.bars) { gap: .3rem; }
  [data-testid=stColumn]:has(.bars) [data-testid=stVerticalBlock] { gap: 0; }
  .bars { margin: .15rem 0; } .bars div { line-height: 1.15; } .outcome-note { margin: 0 0 .2rem; }
  [class*=st-key-steps-] button p { font-size: .82rem; line-height: 1.25; }
  .told { font-size: .97rem; line-height: 1.35; margin: .15rem 0; }
  .block-container .st-key-quiz-steps { position: fixed; bottom: 0; left: 0; right: 0; width: auto !important;
    padding: .4rem .8rem; z-index: 9; }
  .block-container { padding-bottom: 6rem !important; }
  .st-key-guess-panel .outcome { font-size: 1rem; }
  [class*=st-key-run-up-] .chart-title { font-size: 1rem; }
}
@media (max-width: 640px) and (max-height: 700px) {
  .told { font-size: .9rem; line-height: 1.3; }
  .outcome { font-size: 1rem; } .outcome-note { font-size: .84rem; line-height: 1.3; }
  .bars b { font-size: .9rem; line-height: 1.1; } .bars div { padding: 0 .2rem; }
}
</style>
"""


def quiz(snapshot: Snapshot, progress: QuizProgress, room: Room, look: Look) -> None:
    """The whole part: how the quiz is set up, the question on screen or the score, and the steps between."""
    question_set = draw(snapshot, progress.quiz)
    quiz_keys(progress, question_set, room)
    st.html(_STYLE.replace("BACKGROUND", PAPER[look.theme]))
    if not room.presenter and not (look.phone and question_set.entries):
        set_up(snapshot, progress, question_set)
    if not question_set.entries:
        nothing_to_ask(question_set)
        way_out(room)
        return
    place = progress.place(question_set)
    if place == len(question_set.entries):
        score_page(snapshot, progress, question_set, room, look)
    else:
        _question(snapshot, progress, question_set, place, room, look)
    if look.phone and not room.presenter:
        set_up(snapshot, progress, question_set)


def _question(
    snapshot: Snapshot, progress: QuizProgress, question_set: QuestionSet, place: int, room: Room, look: Look
) -> None:
    current, guess = question_set.entries[place], progress.guesses(question_set)[place]
    with st.container(key=f"{'answer' if guess.revealed else 'question'}-{place}-top"):
        _tell(snapshot, question_set, place, room, look, revealed=guess.revealed)
    if look.phone and (progress.said or place):  # the next question, and an answer, come into view
        scroll_to(f".st-key-{'answer' if guess.revealed else 'question'}-{place}-top")
    if guess.revealed:
        phones_closed()
        answer(snapshot, current, guess, question_set.window, room, look)
        _steps(progress, question_set, place, room, look)
        more(snapshot, current, room)
        return
    sides = [st.container(), st.container()][::-1] if look.phone else st.columns([5, 4], gap="medium")
    picture, panel = sides  # on a phone the question and its answers share the screen, the chart follows
    with picture:
        _run_up(snapshot, current, place, room, look)
    with picture if room.presenter else panel:  # on a projector there is room below the chart
        phones(question_set, place, current.question.story.title, UNTIL[question_set.window])
    with panel:
        guess_panel(snapshot, progress, question_set, place, room, look)
        _steps(progress, question_set, place, room, look)
    if look.phone:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            ways_to_guess(progress)


def _tell(
    snapshot: Snapshot, question_set: QuestionSet, place: int, room: Room, look: Look, *, revealed: bool
) -> None:
    """What happened, who acted and when: what was public before the market could react, and no word of what
    it did. On a projector or a phone the answer leaves the headline alone, for want of room.
    """
    question = question_set.entries[place].question
    event = snapshot.events.loc[question.event]
    small = room.presenter or look.phone
    brief, kind = small and revealed, "" if look.phone else f" · {html.escape(TYPE_NAMES[event['type']])}"
    story = "" if brief else f'<p class="told">{html.escape(" ".join(question.story.sentences))}</p>'
    asked = f"Question {place + 1} of {len(question_set.entries)} · {day(event['date'])}{kind}"
    st.html(
        f'<p class="kicker" data-screen="{screen_of(question_set)}">{asked}</p>'
        f'<h2 style="margin:0;padding:0;line-height:1.25">{html.escape(question.story.title)}</h2>{story}'
        + ("" if small else actors_line(snapshot, question.event))
    )


def _run_up(snapshot: Snapshot, current: QuizEntry, place: int, room: Room, look: Look) -> None:
    """The chart cut off before day 0. Its embed is not offered here: an embed's address names the event."""
    question = current.question
    params = run_up.Params(event=question.event, company=question.companies, sessions=current.run_up)
    chart = remembered_chart(snapshot, run_up.SLUG, params, look)
    if room.presenter:
        on_stage(chart, f"run-up-{place}")
    else:
        show(chart, key=f"run-up-{place}", served=False)


def _steps(progress: QuizProgress, question_set: QuestionSet, place: int, room: Room, look: Look) -> None:
    """Back, and on: to the reveal once everybody has guessed, to the next question once it is revealed."""
    guess = progress.guesses(question_set)[place]
    onward = "Score" if place == len(question_set.entries) - 1 else "Next question"
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="quiz-steps"):
        st.button(
            "Back", key="quiz-back", shortcut="Left", disabled=place == 0, on_click=move_to, args=(place,)
        )
        if guess.revealed:
            st.button(
                onward, key="quiz-next", type="primary", shortcut="Right", on_click=move_to, args=(place + 2,)
            )
        else:
            st.button(
                "Reveal",
                key="quiz-reveal",
                type="primary",
                shortcut="Right",
                disabled=not guess.complete,
                on_click=record,
                args=(place, question_set, Guess.revealing),
            )
            st.button(
                "Skip",
                key="quiz-skip",
                type="tertiary",
                shortcut="N",
                help=f"To the {onward.lower()}; this one stays closed.",
                on_click=move_to,
                args=(place + 2,),
            )
            if not look.phone:  # there the row is short, and they stand below the chart
                ways_to_guess(progress)
            take_back(progress, question_set, place)
        way_out(room)
    if not room.presenter and not look.phone:
        missing = sum(not any(counts) for counts in guess.counts)
        waiting = f"{counted(missing, 'share')} still to be guessed before the reveal. " if missing else ""
        with st.container(key="keys-told"):
            st.caption(
                f"{waiting}Keys: ← back, → reveal and next, N skip; 1 to 5 choose a step for the first "
                "share without a guess, Backspace takes the guesses back."
            )
