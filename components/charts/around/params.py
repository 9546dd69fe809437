"""The share, the event window and the days around it in which other events are named."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.share_params import ShareParams
from components.params import window as session_range


@dataclass(frozen=True)
class Params(ShareParams):
    span: tuple[int, int] = session_range(
        (-10, 10), -30, 30, help="sessions shown around day 0; it is stretched to hold the event window"
    )
