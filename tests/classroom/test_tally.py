"""The class tally: bounded, closed by itself, and never counting one ticket twice."""

from __future__ import annotations

import pytest

from components.classroom.tally import IDLE, LONGEST, MOST_GUESSES, MOST_ROOMS, Asked, Full, Rooms, shown

ASKED = Asked("ab.0", "A fine", "to the close", ("Alibaba", "Tencent"), ("a", "b", "c", "d", "e"))


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rooms(clock):
    return Rooms(clock)


def test_guesses_are_counted_by_share_and_a_ticket_counts_once(rooms):
    code = rooms.open()
    assert rooms.ask(code, ASKED)
    tickets = [rooms.question(code)[1] for _ in range(3)]
    assert len(set(tickets)) == 3
    for ticket, steps in zip(tickets, ((0, 4), (0, 3), (2, 3)), strict=True):
        assert rooms.guess(code, ASKED.key, ticket, steps)
    assert rooms.guess(code, ASKED.key, tickets[0], (1, 4))
    assert rooms.counts(code) == ((1, 1, 1, 0, 0), (0, 0, 0, 2, 1))
    assert rooms.guess(shown(code).upper(), ASKED.key, tickets[1], (4, 4)), "as a pupil may type it"


@pytest.mark.parametrize(
    ("key", "ticket", "steps"),
    [
        ("ab.1", None, (0, 0)),  # another question's
        ("ab.0", "f" * 32, (0, 0)),  # made up
        ("ab.0", "é", (0, 0)),
        ("ab.0", "", (0, 0)),
        ("ab.0", None, (0,)),  # a share short
        ("ab.0", None, (0, 5)),
        ("ab.0", None, (-1, 0)),
    ],
)
def test_what_was_not_asked_counts_for_nothing(rooms, key, ticket, steps):
    code, other = rooms.open(), rooms.open()
    rooms.ask(code, ASKED), rooms.ask(other, ASKED)
    own, foreign = rooms.question(code)[1], rooms.question(other)[1]
    assert not rooms.guess(code, key, own if ticket is None else ticket, steps)
    assert not rooms.guess(code, ASKED.key, foreign, (0, 0)), "another room's ticket"
    assert not any(map(any, rooms.counts(code)))


def test_another_question_begins_at_nothing_and_a_closed_one_counts_nothing(rooms):
    code = rooms.open()
    rooms.ask(code, ASKED)
    ticket = rooms.question(code)[1]
    rooms.guess(code, ASKED.key, ticket, (0, 0))
    rooms.ask(code, ASKED)
    assert rooms.counts(code)[0][0] == 1, "asked again and again while the screen looks"
    rooms.ask(code, None)
    assert rooms.counts(code) == () and not rooms.guess(code, ASKED.key, ticket, (0, 0))
    rooms.ask(code, ASKED)
    assert not any(map(any, rooms.counts(code)))


def test_rooms_and_guesses_are_bounded(rooms):
    codes = [rooms.open() for _ in range(MOST_ROOMS)]
    assert len(set(codes)) == MOST_ROOMS and all(len(code) == 8 for code in codes)
    with pytest.raises(Full):
        rooms.open()
    rooms.close(codes[0])
    rooms.open()
    rooms.ask(codes[1], ASKED)
    for _ in range(MOST_GUESSES):
        assert rooms.guess(codes[1], ASKED.key, ticket := rooms.question(codes[1])[1], (0, 0))
    with pytest.raises(Full):
        rooms.guess(codes[1], ASKED.key, rooms.question(codes[1])[1], (0, 0))
    assert rooms.guess(codes[1], ASKED.key, ticket, (1, 1)), "a guess may still be changed"
    assert sum(rooms.counts(codes[1])[0]) == MOST_GUESSES


def test_a_room_ends_with_its_lesson(rooms, clock):
    left, kept = rooms.open(), rooms.open()
    rooms.ask(left, ASKED)
    while clock.now <= LONGEST:
        assert rooms.ask(kept, ASKED)
        clock.now += IDLE / 2
    assert rooms.question(left) is None and rooms.question(kept) is None
    assert not rooms.ask(left, ASKED)
