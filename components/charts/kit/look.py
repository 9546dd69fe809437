"""How a chart is dressed: theme and size class. It never changes what the chart says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
Size = Literal["wide", "phone"]
CARD_PLACE = 552, 200
"""Pixels across and down in which the chart of a card is drawn, about."""
WIDTH = {"wide": 960, "phone": 300, "card": CARD_PLACE[0]}
"""Pixels across a drawing for which its labels are laid out. On a phone that is what the narrowest frame
leaves, so that type is shown there at its own size; whatever is wider stretches the picture."""

STAGE = 560
"""Pixels down that a picture may have on a projector, below a title and above a row of buttons."""


@dataclass(frozen=True)
class Look:
    """`theme` light or dark; `size` phone below about 600 px (fewer labels, taller lanes);
    `large` for type that is read from the back of a room, on a projector; `card` for a picture of
    `CARD_PLACE` that is shown twice as large and then read at thumb size: the fewest words that tell it;
    `standing` events stand out: their dots are drawn wherever a chart of many thins them."""

    theme: Theme = "light"
    size: Size = "wide"
    large: bool = False
    card: bool = False
    standing: frozenset[str] = frozenset()

    @property
    def phone(self) -> bool:
        return self.size == "phone"

    @property
    def frame(self) -> Literal["wide", "phone", "card"]:
        """The measures that a chart with a layout of its own for cards goes by."""
        return "card" if self.card else self.size


DEFAULT_LOOK = Look()
