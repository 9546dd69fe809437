"""How a chart is dressed: theme and size class. It never changes what the chart says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
Size = Literal["wide", "phone"]


@dataclass(frozen=True)
class Look:
    """`theme` light or dark; `size` phone below about 600 px (fewer labels, taller lanes)."""

    theme: Theme = "light"
    size: Size = "wide"

    @property
    def phone(self) -> bool:
        return self.size == "phone"
