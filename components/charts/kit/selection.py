"""What choosing an event adds to a chart, apart from the chart, so that a click need not draw it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go


@dataclass(frozen=True)
class Selection:
    """Marks of the selected event in Plotly's terms, and the sentence of the alt text about them.

    traces: rings around its points (markers without fill). shapes: lines from bottom to top through its day.
    annotations: labels under those lines.
    """

    traces: tuple[dict[str, Any], ...] = ()
    shapes: tuple[dict[str, Any], ...] = ()
    annotations: tuple[dict[str, Any], ...] = ()
    alt: str = ""

    def on(self, figure: go.Figure) -> go.Figure:
        """A figure with these marks drawn into it; `figure` stays as it is."""
        if not (self.traces or self.shapes or self.annotations):
            return figure
        plain = figure.to_dict()
        layout = dict(plain["layout"])
        layout["shapes"] = [*layout.get("shapes", ()), *self.shapes]
        layout["annotations"] = [*layout.get("annotations", ()), *self.annotations]
        return go.Figure({"data": [*plain["data"], *self.traces], "layout": layout}, _validate=False)
