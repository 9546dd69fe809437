"""The publisher's words, and how the embed looks and behaves."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.controls.embed_studio import draft
from components.controls.embed_studio.fields import Fields
from components.controls.embed_studio.naming import label_of
from components.embed.presentation import Presentation
from components.params.kinds import Text
from data import Snapshot

_LONG = ("note", "alt")
_EMPTY = {"note": "None", "byline": "None", "alt": "As on the chart: it states the numbers"}
_HELP = {"alt": "What a screen reader says, and what stands where pictures are off."}
WORDS = ("title", "subtitle", "note", "source", "byline", "alt")


def words_form(start: Presentation) -> dict[str, str]:
    """Texts in place of the chart's own."""
    limits = {name: kind.longest for name, kind in Presentation.kinds().items() if isinstance(kind, Text)}
    texts = {}
    for name in WORDS:
        label = "Source line" if name == "source" else label_of(name)
        same: dict[str, Any] = {
            "max_chars": limits[name],
            "placeholder": _EMPTY.get(name, "As on the chart"),
            "help": _HELP.get(name),
            **draft.kept(f"words-{name}", getattr(start, name)),
        }
        texts[name] = (
            st.text_area(label, height=80, **same) if name in _LONG else st.text_input(label, **same)
        )
    return texts


def look_form(
    query: dict[str, str], start: Presentation, snapshot: Snapshot, fields: Fields
) -> dict[str, object]:
    """Theme and switches."""
    theme = st.segmented_control(
        "Theme",
        ("auto", "light", "dark"),
        format_func=str.capitalize,
        required=True,
        help="Auto follows the setting of each reader's device.",
        **draft.kept("look-theme", start.theme if "theme" in query else "light"),
    )
    compact = st.toggle(
        "Compact",
        help="Title, picture and one line of source, for frames of a fixed height and newsletters.",
        **draft.kept("look-compact", start.compact),
    )
    with fields.place("choices"):
        choices = st.toggle(
            label_of("choices"),
            help="Chips inside the embed by which readers choose a company and an event window.",
            **draft.kept("look-choices", start.choices),
        )
    frozen = st.toggle(
        label_of("frozen"),
        help=(
            "On: the chart stays as you cite it, and says so if the record is corrected later. Off: it "
            "follows the record."
        ),
        **draft.kept("look-frozen", start.frozen is not None),
    )
    version = (start.frozen or snapshot.version) if frozen else None
    return {"theme": theme, "compact": compact, "choices": choices, "frozen": version}
