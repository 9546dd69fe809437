"""How much of a rerun is ours: the script's processor time, less what Streamlit's own commands take.

Streamlit serialises every chart and table at every rerun, which no page can avoid;
what the page computes between its commands is ours.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner


class Clock:
    """Milliseconds of processor time of each run: whole, and inside Streamlit's commands."""

    def __init__(self) -> None:
        self.whole: list[float] = []
        self.inside: list[float] = []
        self._depth = 0
        self._spent = 0.0

    def own(self) -> list[float]:
        return [whole - inside for whole, inside in zip(self.whole, self.inside, strict=True)]

    def command(self, function: Callable) -> Callable:
        @functools.wraps(function)
        def timed(*args, **kwargs):
            self._depth += 1
            started = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                if not self._depth:
                    self._spent += time.thread_time() - started

        return timed

    def run(self, function: Callable) -> Callable:
        @functools.wraps(function)
        def timed(*args, **kwargs):
            self._spent, started = 0.0, time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.whole.append((time.thread_time() - started) * 1000)
                self.inside.append(self._spent * 1000)

        return timed


@contextmanager
def clocked() -> Iterator[Clock]:
    """Time every run of a script, and the commands in it, until the block ends."""
    clock = Clock()
    undo: list[tuple[object, str, object]] = []

    def patch(owner: object, name: str, wrap: Callable[[Callable], Callable]) -> None:
        undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, wrap(getattr(owner, name)))

    for name, value in list(vars(st).items()):
        if isinstance(getattr(value, "__self__", None), DeltaGenerator):
            patch(st, name, clock.command)
    for name in dir(DeltaGenerator):
        if not name.startswith("_") and callable(getattr(DeltaGenerator, name)):
            patch(DeltaGenerator, name, clock.command)
    patch(ScriptRunner, "_run_script", clock.run)
    try:
        yield clock
    finally:
        for owner, name, value in reversed(undo):
            setattr(owner, name, value)
