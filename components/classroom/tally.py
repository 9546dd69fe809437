"""A class's guesses from its phones: counted in memory, for one question at a time, and gone with the lesson.

Nobody is named, nothing is written down, no cookie is set. A page that asks carries a ticket of its own, so
that sending a guess again changes it instead of adding one; whoever opens the page anew has a new ticket,
which only the number of guesses bounds. Off unless the operator sets CRACKDOWN_TALLY=on: whoever may open
the classroom may then open a room.
"""

from __future__ import annotations

import hmac
import os
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from components.classroom.guesses import Counts
from components.classroom.scale import STEPS

VARIABLE = "CRACKDOWN_TALLY"
PREFIX = "/tally/"
MOST_ROOMS, MOST_GUESSES = 40, 400
LONGEST, IDLE = 3 * 3600.0, 600.0
"""Seconds that a room lives at most, and that it outlives its teacher's screen."""
_LETTERS, _LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 8
"""31 signs that nobody mistakes for each other; 8 of them make 850,000 million codes."""


def allowed() -> bool:
    """Whether the operator offers the tally."""
    return os.environ.get(VARIABLE, "").strip().lower() == "on"


class Full(RuntimeError):
    """No room is left, or no further guess; `str()` says which."""


@dataclass(frozen=True)
class Asked:
    """What the phones show of a question: nothing that the screen in front does not show.

    key: tells it from every other. title: its kicker and its title. until: up to when the move counts.
    shares: companies. steps: the five answers.
    """

    key: str
    title: str
    until: str
    shares: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass
class Room:
    """One lesson. `asked` is None while guesses are closed."""

    code: str
    opened: float
    seen: float
    asked: Asked | None = None
    guesses: dict[str, tuple[int, ...]] = field(default_factory=dict)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def ticket(self) -> str:
        """A new one, which only this room takes."""
        name = secrets.token_hex(8)
        return f"{name}{self._seal(name)}"

    def _seal(self, name: str) -> str:
        return hmac.new(self.secret, name.encode(), "sha256").hexdigest()[:16]

    def knows(self, ticket: str) -> bool:
        """Whether the ticket is this room's own."""
        return ticket.isascii() and hmac.compare_digest(ticket[16:], self._seal(ticket[:16]))


class Rooms:
    """All rooms of this process; safe to use from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock, self._lock = clock, threading.Lock()
        self._rooms: dict[str, Room] = {}

    def open(self) -> str:
        """A new room's code. `Full` while as many are open as may be."""
        with self._lock:
            self._prune()
            if len(self._rooms) >= MOST_ROOMS:
                raise Full("As many class tallies are open here as may be. Try again in ten minutes.")
            code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
            self._rooms[code] = Room(code, self._clock(), self._clock())
            return code

    def close(self, code: str) -> None:
        """End a room and forget its guesses."""
        with self._lock:
            self._rooms.pop(code, None)

    def ask(self, code: str, asked: Asked | None) -> bool:
        """Put a question to the phones, or close it with None; whether the room is still there.

        Guesses on another question are forgotten. Keeps the room alive.
        """
        with self._lock:
            room = self._room(code)
            if room is None:
                return False
            room.seen = self._clock()
            if asked != room.asked:
                if asked is None or room.asked is None or asked.key != room.asked.key:
                    room.guesses.clear()
                room.asked = asked
            return True

    def counts(self, code: str) -> tuple[Counts, ...]:
        """Per share of the question that is asked, how many chose each step; empty without one."""
        with self._lock:
            room = self._room(code)
            if room is None or room.asked is None:
                return ()
            return tuple(
                tuple(sum(guess[share] == step for guess in room.guesses.values()) for step in range(STEPS))
                for share in range(len(room.asked.shares))
            )

    def question(self, code: str) -> tuple[Asked | None, str] | None:
        """What is asked and a fresh ticket; None for a code that no room has."""
        with self._lock:
            room = self._room(code)
            return None if room is None else (room.asked, room.ticket())

    def guess(self, code: str, key: str, ticket: str, steps: Sequence[int]) -> bool:
        """Count a guess, in place of the ticket's earlier one; False where it is not or no longer asked for.

        `Full` once as many have guessed as are counted.
        """
        with self._lock:
            room = self._room(code)
            if room is None or room.asked is None or room.asked.key != key or not room.knows(ticket):
                return False
            if len(steps) != len(room.asked.shares) or any(step not in range(STEPS) for step in steps):
                return False
            if ticket not in room.guesses and len(room.guesses) >= MOST_GUESSES:
                raise Full(f"{MOST_GUESSES} guesses have been counted, which is as many as are.")
            room.guesses[ticket] = tuple(steps)
            return True

    def _room(self, code: str) -> Room | None:
        self._prune()
        return self._rooms.get(code.replace("-", "").lower())

    def _prune(self) -> None:
        now = self._clock()
        over = [c for c, r in self._rooms.items() if now - r.opened > LONGEST or now - r.seen > IDLE]
        for code in over:
            del self._rooms[code]


ROOMS = Rooms()
"""The rooms of this server."""


def shown(code: str) -> str:
    """A code as it is read out and typed: `abcd-efgh`."""
    return f"{code[:4]}-{code[4:]}"
