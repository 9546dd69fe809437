"""SVG path data made small: fewer points where the eye sees none, short numbers."""

from __future__ import annotations

import re

import numpy as np

TOLERANCE = 0.4
"""Units (CSS pixels at the drawn size) by which a simplified line may leave the true one."""

_TOKEN = re.compile(r"[MLHVZmlhvz]|-?\d*\.?\d+(?:e-?\d+)?")
_POLYLINE = re.compile(r"[MLHVZ0-9.,\se\-]*$")
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")


def short(value: float, digits: int = 1) -> str:
    """`value` with at most `digits` decimals and no needless characters."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def shorten_numbers(text: str, digits: int = 2) -> str:
    """Every decimal number in `text` shortened."""
    return _NUMBER.sub(lambda match: short(float(match[0]), digits), text)


def minify(d: str) -> str:
    """The same outline in fewer bytes; long polylines are simplified, curves only shortened."""
    if len(d) < 160 or not _POLYLINE.match(d):
        return shorten_numbers(d)
    return "".join(_written(points, closed) for points, closed in _polylines(d))


def _polylines(d: str) -> list[tuple[np.ndarray, bool]]:
    """Runs of points with whether they close; the commands M, L, H, V and Z, absolute."""
    runs: list[tuple[list[tuple[float, float]], bool]] = []
    command, x, y = "M", 0.0, 0.0
    numbers: list[float] = []
    for token in _TOKEN.findall(d):
        if token.isalpha():
            command, numbers = token, []
            if command == "Z" and runs:
                runs[-1] = (runs[-1][0], True)
            continue
        numbers.append(float(token))
        if command in "ML" and len(numbers) == 2:
            (x, y), numbers = numbers, []
            if command == "M":
                runs.append(([(x, y)], False))
                command = "L"
            else:
                runs[-1][0].append((x, y))
        elif command in "HV":
            x, y = (numbers.pop(), y) if command == "H" else (x, numbers.pop())
            runs[-1][0].append((x, y))
    return [(np.array(points), closed) for points, closed in runs]


def simplify(points: np.ndarray, tolerance: float = TOLERANCE) -> np.ndarray:
    """Ramer–Douglas–Peucker: no dropped point lies farther than `tolerance` from the line. (n, 2) → (m,
    2)."""
    n = len(points)
    if n < 3:
        return points
    keep = np.zeros(n, dtype=bool)
    keep[0] = keep[-1] = True
    pending = [(0, n - 1)]
    while pending:
        first, last = pending.pop()
        if last - first < 2:
            continue
        start, along = points[first], points[last] - points[first]
        inner = points[first + 1 : last] - start
        length = float(np.hypot(*along))
        if length:
            # Distance to the segment, not to its endless line: a spike that returns must stay.
            share = np.clip(inner @ along / length**2, 0, 1)
            inner = inner - share[:, None] * along
        distance = np.hypot(inner[:, 0], inner[:, 1])
        farthest = int(distance.argmax())
        if distance[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            pending += [(first, middle), (middle, last)]
    return points[keep]


def _written(points: np.ndarray, closed: bool) -> str:
    """Relative line commands in tenths; rounding errors do not add up, since each step ends on a tenth."""
    tenths = np.rint(simplify(points) * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    parts = [f"M{short(tenths[0][0] / 10)},{short(tenths[0][1] / 10)}"]
    if len(steps):
        parts.append("l")
    first = True
    for dx, dy in steps:
        for value in (dx, dy):
            text = short(value / 10)
            parts.append(text if first or text.startswith("-") else f" {text}")
            first = False
    return "".join(parts) + ("z" if closed else "")
