"""The share, the event window and the sessions shown around day 0."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.share_params import ShareParams
from components.params.record import Span


@dataclass(frozen=True)
class Params(Span, ShareParams):
    """The paths set out from the close before the event window and end by day +20."""

    USUAL_SPAN = (-1, 20)
