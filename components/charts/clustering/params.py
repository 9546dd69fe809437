"""The event that is marked among ordinary days."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.share_params import ShareParams


@dataclass(frozen=True)
class Params(ShareParams):
    """The event is marked; the days are single sessions, whatever the event window."""
