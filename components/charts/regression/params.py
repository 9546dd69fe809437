"""The share, the event and the sessions that the line is fitted on."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.share_params import ShareParams


@dataclass(frozen=True)
class Params(ShareParams):
    """The market model is the only one with a line to draw."""
