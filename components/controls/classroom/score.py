"""The end of a quiz: how the class did, and the sheet to take away."""

from __future__ import annotations

import streamlit as st

from components.charts.kit.look import Look
from components.classroom.quiz import QuestionSet
from components.classroom.quiz_progress import QuizProgress
from components.classroom.score import EXPLAINED, blindly, notes, score, sheet
from components.controls.classroom.quiz_keys import screen_of
from components.controls.classroom.room import way_out
from components.controls.classroom.setup import move_to, new_quiz, quiz_link, start_again
from components.controls.views import Room
from components.downloads import csv_bytes, xlsx_bytes
from components.language import counted, percent, short_day
from data import Snapshot


def score_page(
    snapshot: Snapshot, progress: QuizProgress, question_set: QuestionSet, room: Room, look: Look
) -> None:
    """Points of the revealed questions, a row a share, and the files."""
    guesses = progress.guesses(question_set)
    total, rows = score(snapshot, question_set, guesses), sheet(snapshot, question_set, guesses)
    st.html(f'<p class="kicker" data-screen="{screen_of(question_set)}">Score</p>')
    if not total.possible:
        st.header("No question has been revealed yet")
        st.write("Go back and guess: the score follows.")
    else:
        st.header(
            f"{total.earned:.1f} of {total.possible} points over {counted(total.questions, 'question')}"
        )
        st.write(f"{EXPLAINED} {blindly(total)}")
        shown = rows[rows["points"].notna()]
        st.table(
            {
                "Question": [
                    f"{row['question']}, {short_day(row['date'])}" for row in shown.to_dict("records")
                ],
                **({} if look.phone else {"Event": list(shown["event"])}),
                "Share": list(shown["share"]),
                "Most chosen": list(shown["most chosen"]),
                "What happened": [
                    f"{row['happened']} ({percent(row['return'], signed=True)})"
                    for row in shown.to_dict("records")
                ],
                **(
                    {}
                    if look.phone
                    else {
                        "Beyond the market": [
                            percent(value, signed=True) for value in shown["beyond the market"]
                        ]
                    }
                ),
                "Points": [f"{value:.2f}" for value in shown["points"]],
            },
            border="horizontal",
            hide_index=True,
            alt="Points by question and share",
        )
        closed = sum(not guess.revealed for guess in guesses)
        if closed:
            st.caption(
                (
                    f"{counted(closed, 'question')} not revealed: without points, and without its "
                    "outcome in the sheet."
                )
                if closed == 1
                else (
                    f"{closed} questions not revealed: without points, and without their outcomes in "
                    "the sheet."
                )
            )
    _files(snapshot, progress, question_set, rows)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="quiz-steps"):
        st.button(
            "Back", key="quiz-back", shortcut="Left", on_click=move_to, args=(len(question_set.entries),)
        )
        st.button("New quiz", key="score-new", type="primary", on_click=new_quiz)
        st.button("Same quiz again", key="score-again", on_click=start_again)
        way_out(room)


def _files(snapshot: Snapshot, progress: QuizProgress, question_set: QuestionSet, rows) -> None:
    link = quiz_link(progress.quiz)
    signed = rows.assign(quiz=link, **{"data version": snapshot.version})
    formats = {"return": "0.0%", "beyond the market": "0.0%", "points": "0.00"}
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Score sheet, Excel",
            lambda: xlsx_bytes(
                rows, notes(snapshot, progress.quiz, question_set, link), sheet="Score", formats=formats
            ),
            file_name="score-sheet.xlsx",
            key="score-xlsx",
            on_click="ignore",
        )
        st.download_button(
            "Score sheet, CSV",
            lambda: csv_bytes(signed, bom=True),
            file_name="score-sheet.csv",
            key="score-csv",
            on_click="ignore",
        )
