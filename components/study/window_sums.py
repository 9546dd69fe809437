"""Sums over a window around every session, for all rows at once."""

from __future__ import annotations

import numpy as np


def window_sums(values: np.ndarray, first: int, last: int) -> np.ndarray:
    """Sums over columns t + first to t + last for every t, clipped at the edges; NaN-free input."""
    width = values.shape[-1]
    running = np.zeros((*values.shape[:-1], width + 1))
    np.cumsum(values, axis=-1, out=running[..., 1:])
    return _at(running, last + 1) - _at(running, first)


def row_sums(values: np.ndarray) -> np.ndarray:
    """Sums over the last axis, kept as an axis of 1, added up in order: zeros at a row's end, which say
    only that another listing has more sessions, change not even the last digit."""
    return np.cumsum(values, axis=-1)[..., -1:]


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


def decayed_sums(values: np.ndarray, first: int, last: int, decay: float) -> np.ndarray:
    """Sums over columns t + first to t + last, each step back from t + last weighing `decay` times less.

    By doubling, without differences: a huge value outside the window leaves no trace in it. Columns
    beyond the edges count as zero.
    """
    width = values.shape[-1]
    if last > 0:  # room for sums that end beyond the last column
        values = np.concatenate([values, np.zeros((*values.shape[:-1], last))], axis=-1)
    size, block, done = 1, values, 0
    out = np.zeros(values.shape)
    many = max(last - first + 1, 0)
    while many:
        if many & 1:
            out += decay**done * _shifted(block, done)
            done += size
        many >>= 1
        if many:
            block = block + decay**size * _shifted(block, size)
            size *= 2
    return _shifted(out, -last)[..., :width]


def _shifted(values: np.ndarray, back: int) -> np.ndarray:
    """values[..., t - back] in column t, zero beyond the edges."""
    if back == 0:
        return values
    out = np.zeros(values.shape)
    width = values.shape[-1]
    if 0 < back < width:
        out[..., back:] = values[..., : width - back]
    elif -width < back < 0:
        out[..., : width + back] = values[..., -back:]
    return out
