"""What a file leaves open is asked here, and what was answered can be asked again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from components.controls.bring_your_own.kept import Brought
from components.controls.plain_text import plain
from components.upload.problems import Question

_FEW = 4  # options up to which all are shown at once


def ask(questions: Iterable[Question], held: Brought) -> None:
    """One widget a question; an answer reads the files again."""
    for question in questions:
        key = f"own-ask-{question.key}"
        said = held.answers.get(question.key)
        if question.free:
            st.text_input(
                plain(question.text),
                value=said or "",
                key=key,
                max_chars=60,
                on_change=_answered,
                args=(question.key, key, held),
            )
            continue
        options = list(question.options)
        widget: Any = st.radio if len(options) <= _FEW else st.selectbox
        widget(
            plain(question.text),
            options,
            index=options.index(said) if said in options else None,
            format_func=lambda option, question=question: (
                plain(question.options[option])
                + (" (likely)" if option and option == question.suggested else "")
            ),
            key=key,
            on_change=_answered,
            args=(question.key, key, held),
        )


def _answered(name: str, key: str, held: Brought) -> None:
    answer = st.session_state[key]
    if answer is not None:
        held.answers[name] = answer


def answers_so_far(held: Brought, kind_keys: tuple[str, ...]) -> None:
    """A way back for what was said: everything of these kinds is asked again."""
    mine = [key for key in held.answers if key.partition(":")[0] in kind_keys]
    if mine:
        st.button(
            "Ask me again",
            icon=":material/undo:",
            type="tertiary",
            key=f"own-again-{kind_keys[0]}",
            on_click=_forget,
            args=(mine, held),
        )


def _forget(keys: list[str], held: Brought) -> None:
    for key in keys:
        held.answers.pop(key, None)
