"""Do the tests keep their promises? Simulated studies with nothing to find, and with something.

`python -m tests.bench.study_calibration` prints the table of `tests/study/README.md`; as part of
`make bench`, `rows()` holds each rate against its band. Every study is a `study_frames` run and
its group tests, exactly as a user would have them; seeds are fixed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

STUDIES = int(os.environ.get("CRACKDOWN_STUDIES", "2000"))
FIRMS, EVENTS, SESSIONS = 3, 30, 1_200
NOISE, COMMON, MARKET = 0.02, 0.012, 0.012
EFFECT = 0.01


@dataclass(frozen=True)
class Design:
    """name. clustered: all firms react to each event, and share a shock beyond the market; else
    each event hits one firm. effect: added to day 0. heavy: noise is Student t with 5 degrees
    instead of normal. extra: factor on day 0's noise. dense: events fall on any sessions of a
    quarter of the time, so that many windows share sessions."""

    name: str
    clustered: bool
    effect: float = 0.0
    heavy: bool = False
    extra: float = 1.0
    dense: bool = False


DESIGNS = (
    Design("independent", clustered=False),
    Design("clustered", clustered=True),
    Design("independent, fat tails", clustered=False, heavy=True),
    Design("independent, event adds noise", clustered=False, extra=2.0),
    Design("independent, 1% effect", clustered=False, effect=EFFECT),
    Design("clustered, 1% effect", clustered=True, effect=EFFECT),
    Design("clustered, windows overlap", clustered=True, dense=True),
)


def one_study(design: Design, seed: int) -> tuple[dict[str, float], np.ndarray, float, float]:
    """p-values of the group tests, hits of the pairs' intervals, their rejections, band hit."""
    from components.study import StudySpec, study_frames
    from components.study.group import group

    rng = np.random.default_rng([DESIGNS.index(design), seed])

    def noise(*shape: int) -> np.ndarray:
        if design.heavy:
            return rng.standard_t(5, shape) * NOISE / np.sqrt(5 / 3)
        return rng.normal(0, NOISE, shape)

    dates = pd.bdate_range("2012-01-02", periods=SESSIONS)
    market = rng.normal(0.0003, MARKET, SESSIONS)
    own = noise(SESSIONS, FIRMS)
    if design.clustered:
        own = own + rng.normal(0, COMMON, (SESSIONS, 1))
    gap = 1 if design.dense else 8  # eight sessions apart, windows of three never meet
    room = 300 if design.dense else (SESSIONS - 170) // gap
    places = 160 + np.sort(rng.choice(room, EVENTS, replace=False)) * gap
    firms = rng.integers(0, FIRMS, EVENTS)
    hit = np.ones((EVENTS, FIRMS), bool) if design.clustered else np.eye(FIRMS, dtype=bool)[firms]
    at = np.zeros((SESSIONS, FIRMS), bool)
    at[places] = hit
    own = np.where(at, own * design.extra + design.effect, own)
    returns = 0.0002 + np.outer(market, [0.8, 1.0, 1.2]) + own
    names = [f"F{firm}" for firm in range(FIRMS)]
    event, firm = np.nonzero(hit)
    events = pd.DataFrame(
        {
            "event_id": [f"e{number}" for number in event],
            "symbol": [names[number] for number in firm],
            "day0": dates[places[event]],
        }
    )
    result = study_frames(
        pd.DataFrame(returns, dates, names),
        pd.Series(market, dates),
        events,
        StudySpec(window=(-1, 1)),
    )
    found = group(result)
    p = dict(zip(found.tests["test"], found.tests["p"], strict=True))
    numbers = result.numbers
    inside = (numbers["ci_low"] <= design.effect) & (design.effect <= numbers["ci_high"])
    last = found.path.iloc[-1]
    band = float(last["band_low"] <= design.effect <= last["band_high"])
    return p, inside, float((numbers["p"] < 0.05).mean()), band


def _part(task: tuple[Design, range]) -> tuple[pd.DataFrame, float, float, float]:
    design, seeds = task
    found = [one_study(design, seed) for seed in seeds]
    p = pd.DataFrame([one[0] for one in found])
    inside = np.concatenate([one[1] for one in found]).mean()
    return p, inside, float(np.mean([one[2] for one in found])), float(np.mean([one[3] for one in found]))


def simulate(design: Design, studies: int = STUDIES, workers: int = 2) -> dict[str, float]:
    """Shares of studies in which each test rejects at 5%, and the coverage of intervals."""
    step = max(1, studies // (workers * 4))
    tasks = [(design, range(start, min(start + step, studies))) for start in range(0, studies, step)]
    with ProcessPoolExecutor(workers) as pool:
        parts = list(pool.map(_part, tasks))
    weight = np.array([len(task[1]) for task in tasks], float)
    p = pd.concat([part[0] for part in parts])
    out = {name: float((p[name] < 0.05).mean()) for name in p}
    for place, name in (
        (1, "interval of a pair covers"),
        (2, "p of a pair below 5%"),
        (3, "bootstrap band covers"),
    ):
        out[name] = float(np.average([part[place] for part in parts], weights=weight))
    return out


ROBUST = (
    "Cross-sectional t, by event day",
    "Patell Z, adjusted",
    "BMP t, adjusted",
    "Corrado rank",
)


def rows() -> Iterator[tuple[str, str, str, bool | None]]:
    """What was simulated, the rate, the band that is claimed, and whether it holds."""
    error = 2.6 * np.sqrt(0.05 * 0.95 / STUDIES)
    low, high = 0.04 - error, 0.06 + error
    for design in DESIGNS:
        found = simulate(design)
        for name, rate in found.items():
            claim = ""
            within: bool | None = None
            calm = design.name in ("independent", "clustered")
            dense = design.dense and name in ("Patell Z, adjusted", "BMP t, adjusted")
            if "covers" in name:
                if name.startswith("interval") and calm:
                    claim, within = "94% to 96%", 0.94 <= rate <= 0.96
            elif dense or calm and (not design.clustered or name in ROBUST or name == "p of a pair below 5%"):
                claim, within = "4% to 6%", bool(low <= rate <= high)
            yield f"{design.name}: {name}", f"{rate:.1%}", claim, within


def main(names: list[str]) -> None:
    chosen = [design for design in DESIGNS if not names or design.name in names]
    table = {design.name: simulate(design) for design in chosen}
    frame = pd.DataFrame(table)
    print(f"{STUDIES} studies a column")
    print("| test | " + " | ".join(frame.columns) + " |")
    print("|---|" + "---|" * len(frame.columns))
    for name, row in frame.iterrows():
        print(f"| {name} | " + " | ".join(f"{value:.1%}" for value in row) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
