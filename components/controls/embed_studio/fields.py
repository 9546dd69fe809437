"""Where each field of the form stands, so that what is wrong is said at the field itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.controls.embed_studio.naming import said
from components.controls.plain_text import plain
from components.params import BadParam


@dataclass
class Fields:
    """Containers by the name of the parameter that their widgets set."""

    places: dict[str, DeltaGenerator] = field(default_factory=dict)

    def place(self, name: str, within: DeltaGenerator | None = None) -> DeltaGenerator:
        """The place of a parameter's widgets, with room for a sentence under them."""
        self.places[name] = (within or st).container()
        return self.places[name]

    def refuse(self, problem: BadParam) -> None:
        """Say under the field what is wrong with it; the whole form's last word where it has none."""
        name = problem.name if problem.name in self.places else problem.name.partition(", ")[0]
        if name in self.places:
            self.places[name].error(plain(said(problem)), icon=":material/error:")
