"""Classroom: predict and reveal, the method in seven steps, and a number reproduced by hand."""

from __future__ import annotations

from components.classroom.quiz_progress import QuizProgress
from components.controls.classroom import room as classroom
from components.controls.classroom.by_hand import ByHand, by_hand
from components.controls.classroom.lesson import Lesson, lesson
from components.controls.classroom.lesson_plans import lesson_plans
from components.controls.classroom.quiz import quiz
from components.controls.frame import page_footer, page_frame
from components.controls.page_params import names_of, page_params
from components.controls.state import current_view
from components.controls.viewport import current_look
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(
    snapshot,
    classroom.PAGE,
    own=(*names_of(classroom.Room), *names_of(QuizProgress), *names_of(Lesson), *names_of(ByHand)),
)
page_frame(snapshot)
room = page_params(snapshot, classroom.PAGE, classroom.Room)
look = classroom.look_of(room, current_look())

classroom.entrance(room)
if room.part == "quiz":
    quiz(snapshot, room, look)
elif room.part == "lesson":
    lesson(snapshot, view, look, room)
else:
    by_hand(snapshot, view, room)

if not room.presenter:
    lesson_plans()
    page_footer(snapshot)
