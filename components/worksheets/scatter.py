"""The picture on the printed sheet: each session a dot, the share's return over the market's."""

from __future__ import annotations

from components.worksheets.arithmetic import worked
from components.worksheets.pair import Pair

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 270, 46, 10, 12, 38
_MOST_NAMED = 5
"""Longest event window whose sessions are named in the picture."""
_STEPS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


def scatter(pair: Pair, *, answered: bool) -> str:
    """An SVG element of the sample; with its line and the event window's sessions if `answered`.

    Without them the sheet asks the class to draw the line. Two factors have no line on paper, so
    that only the dots are drawn.
    """
    sample, window, got = pair.estimation, pair.window, worked(pair)
    shown = [*zip(sample["market"], sample["share"], strict=True)] + (
        [*zip(window["market"], window["share"], strict=True)] if answered else []
    )
    x, y = (
        _Axis([at for at, _ in shown], _LEFT, _WIDTH - _RIGHT),
        _Axis([at for _, at in shown], _HEIGHT - _BOTTOM, _TOP),
    )
    parts = [
        (
            f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="Return of the share over the '
            f'return of the {pair.against}, one dot a session">'
        ),
        *(
            (
                f'<path class="grid" d="M{x(at):.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/><text class="tick" '
                f'x="{x(at):.1f}" y="{_HEIGHT - _BOTTOM + 14}" text-anchor="middle">{_label(at)}</text>'
            )
            for at in x.ticks
        ),
        *(
            (
                f'<path class="grid" d="M{_LEFT} {y(at):.1f}H{_WIDTH - _RIGHT}"/><text class="tick" '
                f'x="{_LEFT - 6}" y="{y(at) + 3.5:.1f}" text-anchor="end">{_label(at)}</text>'
            )
            for at in y.ticks
        ),
        (
            f'<path class="zero" d="M{x(0):.1f} {_TOP}V{_HEIGHT - _BOTTOM}M{_LEFT} '
            f'{y(0):.1f}H{_WIDTH - _RIGHT}"/>'
        ),
        *(
            f'<circle class="dot" cx="{x(a):.1f}" cy="{y(b):.1f}" r="2.6"/>'
            for a, b in zip(sample["market"], sample["share"], strict=True)
        ),
        (
            f'<text class="axis" x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 6}" text-anchor="end">return of '
            f"the {pair.against}</text>"
        ),
        f'<text class="axis" x="{_LEFT + 4}" y="{_TOP + 9}">return of the share</text>',
    ]
    if answered:
        if not pair.two_factors:
            ends = [(at, got["alpha"] + got["beta"] * at) for at in (x.low, x.high)]
            parts.append(
                f'<clipPath id="inside"><rect x="{_LEFT}" y="{_TOP}" '
                f'width="{_WIDTH - _LEFT - _RIGHT}" height="{_HEIGHT - _TOP - _BOTTOM}"/></clipPath>'
            )
            parts.append(
                '<path class="line" clip-path="url(#inside)" d="M'
                + "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in ends)
                + '"/>'
            )
        places = [(x(a), y(b)) for a, b in zip(window["market"], window["share"], strict=True)]
        for day, (across, down) in zip(window["day"], places, strict=True):
            parts.append(
                f'<path class="event" d="M{across:.1f} {down - 4.5:.1f}l4.5 4.5l-4.5 4.5l-4.5 -4.5z"/>'
            )
            if len(window) <= _MOST_NAMED:
                crowded = (
                    any(0 < a - across < 60 and abs(b - down) < 14 for a, b in places) or across > _WIDTH - 60
                )
                side, anchor = (-8, "end") if crowded else (8, "start")
                parts.append(
                    f'<text class="day" x="{across + side:.1f}" y="{down + 4:.1f}" '
                    f'text-anchor="{anchor}">day {"−" if day < 0 else ""}{abs(day)}</text>'
                )
    return "".join(parts) + "</svg>"


class _Axis:
    """A linear scale from the data's range, widened to whole steps, to positions."""

    def __init__(self, values: list[float], start: float, end: float):
        low, high = min(0.0, *values), max(0.0, *values)
        step = next((step for step in _STEPS if (high - low) / step <= 7), _STEPS[-1])
        first, last = int(low // step), -int(-high // step)
        self.low, self.high = first * step, last * step
        self.ticks = [place * step for place in range(first, last + 1)]
        self.start, self.scale = start, (end - start) / (self.high - self.low)

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) * self.scale


def _label(value: float) -> str:
    text = f"{abs(value) * 100:.3g}%"
    return f"−{text}" if value < -1e-12 else text
