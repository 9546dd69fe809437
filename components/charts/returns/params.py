"""The share, the event and the sessions shown."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.share_params import ShareParams
from components.params import window as session_range


@dataclass(frozen=True)
class Params(ShareParams):
    span: tuple[int, int] = session_range(
        (-20, 20), help="sessions shown around day 0; it is stretched to hold the event window"
    )
