"""The share, the event window and the sessions shown around day 0."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.share_params import ShareParams
from components.params.record import Span


@dataclass(frozen=True)
class Params(Span, ShareParams):
    """The sessions shown always hold the event window."""

    USUAL_SPAN = (-10, 10)
