"""The share and the event window that ordinary windows are held against."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.share_params import ShareParams


@dataclass(frozen=True)
class Params(ShareParams):
    """The event window sets the length of the ordinary windows too."""
