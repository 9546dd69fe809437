"""Sums over a window around every session, for all rows at once."""

from __future__ import annotations

import numpy as np


def window_sums(values: np.ndarray, first: int, last: int) -> np.ndarray:
    """Sums over columns t + first to t + last for every t, clipped at the edges; NaN-free input."""
    width = values.shape[-1]
    running = np.zeros((*values.shape[:-1], width + 1))
    np.cumsum(values, axis=-1, out=running[..., 1:])
    return _at(running, last + 1) - _at(running, first)


def short_sums(values: np.ndarray, first: int, last: int) -> np.ndarray:
    """Like `window_sums`, by adding one day after the other: exact beside huge neighbours."""
    out = np.zeros(values.shape)
    width = values.shape[-1]
    for day in range(first, last + 1):
        low, high = max(0, -day), min(width, width - day)
        if low < high:
            out[..., low:high] += values[..., low + day : high + day]
    return out


def _at(running: np.ndarray, ahead: int) -> np.ndarray:
    """running[..., t + ahead] for every t, the ends standing in for what lies beyond them."""
    width = running.shape[-1] - 1
    out = np.empty((*running.shape[:-1], width))
    before = min(max(-ahead, 0), width)
    inside = max(min(width - ahead, width), before)
    out[..., :before] = running[..., :1]
    out[..., before:inside] = running[..., before + ahead : inside + ahead]
    out[..., inside:] = running[..., -1:]
    return out
