"""The picture of the ranking: the largest moves as named rows, the many between them as a thin slope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.impact import words
from components.charts.impact.rows import FRAMES, Frame, ends_of, limits_of, rows_of, standing_of, thinned
from components.charts.impact.study import claims, move_of
from components.charts.kit import theme
from components.charts.kit.axes import level_ticks, percent_texts
from components.charts.kit.columns import Columns
from components.charts.kit.dot_names import fitted
from components.charts.kit.dots import (
    direction_legend,
    event_and_symbol,
    hover_heads,
    nothing_to_see,
    zero_line,
)
from components.charts.kit.labels import text_width
from components.charts.kit.look import Look
from components.charts.kit.pairs import SIGNIFICANT
from components.charts.kit.picture import Picture
from components.charts.kit.study_words import share_names, short_title
from components.language import literal, percent, short_month
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot


MARGIN = {"l": 10, "r": 10, "t": 52, "b": 10}
CARD_MARGIN = {"l": 10, "r": 10, "t": 20, "b": 20}
CARD_GAP, ABOVE = 30.0, 8.0


def draw(snapshot: Snapshot, pairs: Columns, look: Look) -> Picture:
    """pairs: those of a `Ranking`; a move that several claim is one row."""
    if pairs.empty:
        return Picture([], nothing_to_see(f"{words.NOTHING}."))
    first, others = claims(pairs)
    shown = pairs.at(first).adding(others=others)
    frame, margin = FRAMES[look.frame], CARD_MARGIN if look.card else MARGIN
    beside, count = look.card or not look.phone, len(shown)
    shown = ends_of(shown, frame) if look.card else thinned(shown, frame, look.standing)
    named, y, height = rows_of(shown, frame)
    large = named | standing_of(shown, look.standing)
    if look.card:  # room between falls and rises for what is not drawn
        y, height = y + CARD_GAP * (shown["car"] > 0), height + CARD_GAP
    if not beside:  # room for the first name under the ticks
        y, height = y + ABOVE, height + ABOVE
    low, high = limits_of(shown, named, look)
    ticks = level_ticks(low, high, 6 if look.phone else 10)
    annotations = _names(snapshot, shown, y, named, (low, high), frame, look, beside=beside)
    between = count - int(named.sum())
    if look.card and between > 0:
        middle = float(y[shown["car"] < 0].max(initial=0.0)) + (frame.row + CARD_GAP) / 2
        annotations.insert(
            int((shown["car"] < 0).sum()),
            {"x": 0, "xanchor": "center", "y": middle, "text": words.not_drawn(count - len(shown))},
        )
    elif between > 8 and named.any():
        dots = len(shown) - int(named.sum())
        annotations.insert(
            int((shown["car"][named] < 0).sum()),
            {
                "x": high,
                "xanchor": "right",
                "y": float(np.mean(y[~named])),
                "text": words.between(between, dots),
                "align": "right",
            },
        )
    layout = {
        "height": int(height + margin["t"] + margin["b"]),
        "margin": margin,
        "hovermode": "closest",
        "hoverdistance": 12,
        "dragmode": False,
        "clickmode": "event+select",
        "legend": {
            "x": 0,
            "xanchor": "left",
            "y": 1 + 30 / height,
            "yanchor": "bottom",
            "itemsizing": "constant",
        },
        "xaxis": {
            "range": [low, high],
            "side": "bottom" if look.card else "top",
            "tickmode": "array",
            "tickvals": ticks,
            "fixedrange": True,
            "ticktext": percent_texts(ticks),
        },
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "shapes": [zero_line(look, axis="x")],
        "annotations": annotations,
    }
    traces = [
        *_intervals(shown, y, large, look),
        *_dots(snapshot, shown, y, large, look),
        *direction_legend(shown, look),
    ]
    return Picture(
        traces,
        layout,
        _places(pairs, shown, y, look.card),
    )


def _places(pairs: Columns, shown: Columns, y: np.ndarray, card: bool) -> pd.DataFrame:
    """Where each event's pairs stand in the ranking, those that share a move with a graver event too.

    Of moves that are thinned away the place is known all the same; on a card they have none.
    """
    if card:
        drawn = set(move_of(shown))
        pairs = pairs.at(np.array([move in drawn for move in move_of(pairs)]))
    height = np.interp(pairs["car"], shown["car"], y)
    return pd.DataFrame({"event_id": pairs["event_id"], "x": pairs["car"], "y": height})


def _strength(shown: Columns) -> np.ndarray:
    return shown["q"] <= SIGNIFICANT


def _intervals(shown: Columns, y: np.ndarray, bold: np.ndarray, look: Look) -> list[dict[str, Any]]:
    """One trace a direction and strength: segments parted by gaps."""
    traces = []
    strong, directions = _strength(shown), shown["direction"]
    every_end = np.stack([shown["ci_low"], shown["ci_high"]], axis=1).round(5)
    for direction in DIRECTIONS:
        for sure, large, opacity in (
            (False, False, 0.13),
            (True, False, 0.45),
            (False, True, 0.35),
            (True, True, 0.8),
        ):
            rows = (directions == direction) & (strong == sure) & (bold == large)
            if not rows.any():
                continue
            x = [value for low, high in every_end[rows].tolist() for value in (low, high, None)]
            colour = theme.faded(theme.direction_colour(direction, look), opacity)
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": f"{direction} intervals",
                    "x": x,
                    "y": np.repeat(np.round(y[rows], 2), 3).tolist(),
                    "line": {"color": colour, "width": 1.6 if sure else 1.1},
                    "hoverinfo": "skip",
                    "showlegend": False,
                    "connectgaps": False,
                }
            )
    return traces


def _dots(
    snapshot: Snapshot, shown: Columns, y: np.ndarray, large: np.ndarray, look: Look
) -> list[dict[str, Any]]:
    """One trace a direction; `customdata` of a dot is its event's id, its symbol and the events that share
    the move."""
    strong = _strength(shown)
    traces = []
    for direction in DIRECTIONS:
        rows = np.flatnonzero(shown["direction"] == direction)
        if not len(rows):
            continue
        part = shown.at(rows)
        symbol, colour = theme.DIRECTION_SYMBOLS[direction], theme.direction_colour(direction, look)
        hollow = (part["type"] == "confounder").tolist()
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": direction.capitalize(),
                "x": part["car"].round(6).tolist(),
                "y": np.round(y[rows], 2).tolist(),
                "customdata": [
                    [*both, *others]
                    for both, others in zip(event_and_symbol(part), part["others"], strict=True)
                ],
                "hovertext": [
                    words.hover(head + words.others(len(more)), *values)
                    for head, more, *values in zip(
                        hover_heads(snapshot, part, look),
                        part["others"],
                        *(part[name].tolist() for name in ("car", "ci_low", "ci_high", "raw_return", "q")),
                        strict=True,
                    )
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": {
                    "symbol": [f"{symbol}-open" if is_hollow else symbol for is_hollow in hollow],
                    "size": np.where(large[rows], 9, 4).tolist(),
                    "color": [colour if sure else theme.faded(colour, 0.45) for sure in strong[rows]],
                    "line": {"width": [1.5 if is_hollow else 0 for is_hollow in hollow]},
                },
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
                "showlegend": False,
            }
        )
    return traces


def _names(
    snapshot: Snapshot,
    shown: Columns,
    y: np.ndarray,
    named: np.ndarray,
    limits: tuple[float, float],
    frame: Frame,
    look: Look,
    *,
    beside: bool,
) -> list[dict[str, Any]]:
    """What each large move was: beside its interval, on a phone above it."""
    names = share_names(snapshot, snapshot.symbols(ring=9))
    low, high = limits
    per_unit = (frame.width - MARGIN["l"] - MARGIN["r"]) / (high - low)
    size = theme.font_size(look, 0)
    ink, paper = theme.INK[look.theme], theme.faded(theme.PAPER[look.theme], 0.85)
    large = shown.at(named)
    colours = {
        company: theme.legible(theme.company_colour(snapshot, company, look), look)
        for company in set(large["company"].tolist())
    }
    columns = ("event_id", "symbol", "company", "car", "ci_low", "ci_high", "others")
    annotations = []
    for event, symbol, company, car, ci_low, ci_high, more, when, height in zip(
        *(large[name].tolist() for name in columns),
        pd.DatetimeIndex(large["date"]),
        y[named].tolist(),
        strict=True,
    ):
        right = car <= 0  # where the free room lies
        room = (
            frame.width - 20 if not beside else per_unit * ((high - ci_high) if right else (ci_low - low)) - 8
        )
        head = f"{percent(car, signed=True)} {names[symbol]}"
        others = words.others(len(more), short=not beside)
        tail = "" if look.card else f"{others}, {short_month(when)}"
        title = short_title(snapshot, event, 200)
        text = fitted(title, room - text_width(f"{head} · {tail}", size) - 14, size)
        begin = f"<span style='color:{colours[company]}'><b>{literal(head)}</b></span>"
        annotations.append(
            {
                "x": (low if right else high) if not beside else ci_high if right else ci_low,
                "xanchor": "left" if right else "right",
                "xshift": 0 if not beside else 5 if right else -5,
                "y": height,
                "yshift": 0 if beside else 11,
                "align": "left",
                "text": f"{begin} {literal(text)}{tail}",
                "font": {"size": size, "color": ink},
                "bgcolor": paper,
                "borderpad": 0,
            }
        )
    return annotations
