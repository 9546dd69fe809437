"""Small parts that several figures of the study share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.kit import theme
from components.charts.kit.columns import Columns
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.charts.kit.study_words import share_names
from components.language import short_day, wrapped
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot

MOST_DOTS = 1_500


def dots_layout(height: int, margin: dict[str, int], above: float) -> dict[str, Any]:
    """What every cloud of dots to choose from shares; above: how far over the plot the legend stands, in its
    heights.
    """
    return {
        "height": height,
        "margin": margin,
        "hovermode": "closest",
        "hoverdistance": 12,
        "dragmode": False,
        "clickmode": "event+select",
        "legend": {
            "x": 0,
            "xanchor": "left",
            "y": 1 + above,
            "yanchor": "bottom",
            "itemsizing": "constant",
        },
    }


def fewer_dots(
    rows: pd.DataFrame, size: pd.Series, standing: frozenset[str] = frozenset(), most: int = MOST_DOTS
) -> pd.DataFrame:
    """At most `most` rows, in their order: those of the events that stand out, a fifth the largest by
    `size`, the others evenly spread over them.
    """
    if len(rows) <= most:
        return rows
    order = np.argsort(-size.to_numpy(), kind="stable")
    kept = rows["event_id"].isin(standing).to_numpy(copy=True)
    kept[order[: most // 5]] = True
    return rows[with_spread(kept, order, most)]


def with_spread(kept: np.ndarray, order: np.ndarray, most: int) -> np.ndarray:
    """The mask `kept`, and so many others, evenly spread over `order` (places), that it has `most` of
    them."""
    within = order[~kept[order]]
    wanted = max(most - int(kept[order].sum()), 0)
    spread = within[np.linspace(0, len(within) - 1, wanted).round().astype(int)]
    return kept | np.isin(np.arange(len(kept)), spread)


def thinned_note(count: int, most: int = MOST_DOTS) -> tuple[str, ...]:
    """Said when not every row has its dot; figures and tables always count all."""
    return (
        (f"{most:,} of {count:,} dots are drawn; every figure counts all of them.",) if count > most else ()
    )


def hover_heads(snapshot: Snapshot, pairs: pd.DataFrame | Columns, look: Look) -> list[str]:
    """What a dot says first, a row of `pairs` each: the event's title, its day and the share."""
    names = share_names(snapshot, snapshot.symbols(ring=9))
    heads = _event_heads(snapshot, 30 if look.phone else 46)
    return [
        heads[event] + names[symbol]
        for event, symbol in zip(pairs["event_id"].tolist(), pairs["symbol"].tolist(), strict=True)
    ]


@remembered(8)
def _event_heads(snapshot: Snapshot, width: int) -> dict[str, str]:
    """Title, in lines of `width` characters, and day by event."""
    events = snapshot.events
    return {
        event: f"<b>{wrapped(plain_title(title), width)}</b><br>{short_day(when)} · "
        for event, title, when in zip(
            events.index.tolist(), events["title"].tolist(), events["date"], strict=True
        )
    }


def event_and_symbol(pairs: pd.DataFrame | Columns) -> list[list[str]]:
    """The `customdata` of dots that can be chosen, a row of `pairs` each."""
    return [list(both) for both in zip(pairs["event_id"].tolist(), pairs["symbol"].tolist(), strict=True)]


def nothing_to_see(message: str) -> dict[str, Any]:
    """Layout of an empty figure that says why it is empty."""
    blank = {"visible": False, "range": [0, 1], "fixedrange": True}
    note = {"x": 0.5, "xref": "paper", "xanchor": "center", "y": 0.5, "yref": "paper", "text": message}
    return {"height": 160, "xaxis": blank, "yaxis": blank, "annotations": [note]}


def direction_legend(rows: pd.DataFrame | Columns, look: Look) -> list[dict[str, Any]]:
    """Legend entries for the directions present, and for other shocks, which are drawn hollow."""
    entries = [
        (direction.capitalize(), theme.DIRECTION_SYMBOLS[direction], theme.direction_colour(direction, look))
        for direction in DIRECTIONS
        if (rows["direction"] == direction).any()
    ]
    if (rows["type"] == "confounder").any():
        name = "Other shock" if look.phone and not look.card else "Hollow: other shock"
        entries.append((name, "diamond-open", theme.MUTED[look.theme]))
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [None],
            "y": [None],
            "hoverinfo": "skip",
            "marker": {
                "symbol": symbol,
                "color": colour,
                "size": 9,
                "line": {"width": 1.5 if symbol.endswith("-open") else 0},
            },
        }
        for name, symbol, colour in entries
    ]


def company_legend(snapshot: Snapshot, rows: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """Legend entries for the companies present, in the record's order."""
    present = set(rows["company"])
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": company,
            "x": [None],
            "y": [None],
            "hoverinfo": "skip",
            "marker": {"symbol": "circle", "size": 8, "color": theme.company_colour(snapshot, company, look)},
        }
        for company in snapshot.companies.index
        if company in present
    ]


def zero_line(look: Look, *, axis: str = "y", suffix: str = "") -> dict[str, Any]:
    """A line at zero across a panel, under the data. `axis` is the one whose zero it marks."""
    other = "x" if axis == "y" else "y"
    return {
        "type": "line",
        "layer": "below",
        "line": {"color": theme.RULE[look.theme], "width": 1.2},
        f"{axis}0": 0,
        f"{axis}1": 0,
        f"{axis}ref": f"{axis}{suffix}",
        f"{other}0": 0,
        f"{other}1": 1,
        f"{other}ref": f"{other}{suffix} domain",
    }
