"""How often intervals miss on windows without an event: the yardstick that the study's defaults are held to.

`python -m tests.bench.study_intervals` prints the table of `tests/study/README.md` from the record.
"""

from __future__ import annotations

import numpy as np

from components.study import StudySpec, run_study
from components.study.record import drift_variance
from data import Snapshot, load_snapshot

METHODS = (("ols", "estimation"), ("shrunk", "estimation"), ("shrunk", "adaptive"))
WINDOWS = ((0, 0), (-1, 1), (0, 5))
FEWEST = 150
"""Windows that a year needs to be told."""


def misses(snapshot: Snapshot, spec: StudySpec) -> tuple[dict[int, float], float, float]:
    """Share of ordinary windows, principal listings, whose 95% interval leaves out nought: by year (those
    with `FEWEST` windows or more) and in all; and the share with p below 1%. Fractions."""
    result = run_study(snapshot, spec)
    row, column = np.nonzero(result.cells.free[:, :-1])
    p = result.cells.p_of(row, column)
    year = result.panel.dates[row, column].astype("datetime64[Y]").astype(int) + 1970
    counts = {int(one): p[year == one] for one in np.unique(year)}
    by_year = {one: float((these < 0.05).mean()) for one, these in counts.items() if len(these) >= FEWEST}
    return by_year, float((p < 0.05).mean()), float((p < 0.01).mean())


def main() -> None:
    snapshot = load_snapshot()
    print(
        f"Data version {snapshot.version}, through {snapshot.last_session:%Y-%m-%d}; "
        f"tau squared {drift_variance(snapshot):.3g}"
    )
    for alpha, variance in METHODS:
        for window in WINDOWS:
            by_year, whole, tail = misses(snapshot, StudySpec(window=window, alpha=alpha, variance=variance))
            cells = " | ".join(f"{year}: {100 * share:.1f}" for year, share in by_year.items())
            print(f"{alpha}, {variance} | {window} | {cells} | all: {100 * whole:.1f} | 1%: {100 * tail:.1f}")


if __name__ == "__main__":
    main()
