"""Classroom: predict and reveal, the method in eight steps, and a number reproduced by hand."""

from __future__ import annotations

from components.controls.classroom import room as classroom
from components.controls.classroom.by_hand import by_hand
from components.controls.classroom.lesson import lesson
from components.controls.classroom.lesson_plans import lesson_plans
from components.controls.classroom.quiz import quiz
from components.controls.frame import page_footer, page_frame
from components.controls.state import current_view
from components.controls.viewport import current_look
from components.controls.views import ClassroomView
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, "classroom", ClassroomView)
page_frame(snapshot)
look = classroom.look_of(view, current_look())

classroom.entrance(view, look)
if view.part == "quiz":
    quiz(snapshot, view, view, look)
elif view.part == "lesson":
    lesson(snapshot, view, look, view)
else:
    by_hand(snapshot, view, view)

if not view.presenter:
    lesson_plans()
    page_footer(snapshot)
