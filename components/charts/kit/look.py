"""How a chart is dressed: theme and size class. It never changes what the chart says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
Size = Literal["wide", "phone"]


@dataclass(frozen=True)
class Look:
    """`theme` light or dark; `size` phone below about 600 px (fewer labels, taller lanes);
    `large` for type that is read from the back of a room, on a projector."""

    theme: Theme = "light"
    size: Size = "wide"
    large: bool = False

    @property
    def phone(self) -> bool:
        return self.size == "phone"


DEFAULT_LOOK = Look()
