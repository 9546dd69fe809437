"""Parameters of every chart of one share beside one event."""

from __future__ import annotations

from dataclasses import dataclass

from components.params.method import ShownMethod
from components.params.record import Event, Share


@dataclass(frozen=True)
class ShareParams(ShownMethod, Share, Event):
    """What every chart of one share beside one event shares. The model is always the market model."""

    FIXED = ShownMethod.FIXED | {"model", "returns", "clean_events"}
