"""How fast the study is, beside a loop of statsmodels and the `eventstudy` package.

The same pairs for all three in one run: four listings of the record, events drawn from its
sessions. Times are processor seconds of this process, the best of a few runs, so that a busy
machine does not distort ratios. The slow two are measured on at most `SLOW` pairs and scaled,
which the printed rows say.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd

from components.study import StudySpec, study_events, study_frames
from components.study.record import compute, prepare
from data import load_snapshot

SIZES = (144, 10_000, 100_000)
SLOW = 600
SPEC = StudySpec(clean_estimation=False)
MANY, DAYS, MEMORY_GIB = 1_000_000, (-10, 10), 2.0


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Processor seconds of the best of some runs."""
    best = np.inf
    for _ in range(runs):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns and benchmark returns of the record's principal listings."""
    snapshot = load_snapshot()
    returns, market = {}, {}
    for symbol in snapshot.symbols():
        listing = snapshot.listings.loc[symbol]
        level = snapshot.benchmarks[listing["benchmark"]].reindex(snapshot.sessions(listing["exchange"]))
        returns[symbol] = snapshot.wide("adj_close", listing["exchange"])[symbol].pct_change(fill_method=None)
        market[symbol] = level.pct_change(fill_method=None)
    return pd.DataFrame(returns), pd.DataFrame(market)


def drawn_events(returns: pd.DataFrame, pairs: int) -> pd.DataFrame:
    """Events on sessions of both exchanges, each meeting all listings."""
    days = returns.dropna().index[180:-40]
    size = pairs // returns.shape[1]
    day0 = np.random.default_rng(1).choice(days, size)
    return pd.DataFrame({"event_id": [f"e{number}" for number in range(size)], "day0": day0})


def by_statsmodels(returns: pd.DataFrame, market: pd.DataFrame, events: pd.DataFrame) -> list[float]:
    """A regression a pair, as a notebook would write it: CAR and its exact standard error."""
    import statsmodels.api as sm

    out = []
    for symbol in returns:
        sessions = market[symbol].dropna().index
        y, x = returns[symbol].reindex(sessions).to_numpy(), market[symbol].reindex(sessions).to_numpy()
        for at in sessions.get_indexer(events["day0"]):
            span = slice(at - 130, at - 10)
            fit = sm.OLS(y[span], sm.add_constant(x[span]), missing="drop").fit()
            window = sm.add_constant(x[at - 1 : at + 2], has_constant="add")
            car = (y[at - 1 : at + 2] - window @ fit.params).sum()
            ones = window.sum(axis=0)
            error = np.sqrt(fit.scale * 3 + ones @ fit.cov_params() @ ones)
            out.append(car / error)
    return out


def by_eventstudy(returns: pd.DataFrame, market: pd.DataFrame, events: pd.DataFrame) -> list[float]:
    """The published package, a `Single` a pair."""
    import matplotlib

    matplotlib.use("Agg")
    import eventstudy

    out = []
    for symbol in returns:
        sessions = market[symbol].dropna().index
        y = returns[symbol].reindex(sessions).fillna(0.0).to_numpy()  # it knows no missing returns
        x = market[symbol].reindex(sessions).to_numpy()
        for at in sessions.get_indexer(events["day0"]):
            rows = slice(at - 130, at + 2)
            single = eventstudy.Single(
                eventstudy.models.market_model,
                {"security_returns": y[rows], "market_returns": x[rows]},
                event_window=(-1, 1),
                estimation_size=120,
                buffer_size=9,
            )
            out.append(single.CAR[-1])
    return out


def rows() -> Iterator[tuple[str, str, str, bool | None]]:
    """What was measured, the measurement, its budget, and whether it is kept."""
    record = prepare(load_snapshot())
    pairs = len(record.events) * len(record.symbols)
    whole = seconds(lambda: compute(record, StudySpec()).pairs, 60)
    yield f"whole table, {pairs} pairs, all columns", f"{whole * 1e3:.1f} ms", "under 5 ms", whole < 5e-3
    bare = seconds(lambda: compute(record, StudySpec()).numbers, 60)
    yield "  its numbers without the frame", f"{bare * 1e3:.1f} ms", "", None

    returns, market = frames()
    few = drawn_events(returns, 4)
    by_statsmodels(returns, market, few), by_eventstudy(returns, market, few)  # imports, once
    for size in SIZES:
        yield from _beside(returns, market, size)

    own = pd.DataFrame(
        {
            "id": [f"e{number}" for number in range(10_000)],
            "date": np.random.default_rng(2).choice(returns.index[150:-40], 10_000),
            "announced_at": "2021-03-15T18:30+08:00",
        }
    )
    study_events(load_snapshot(), own.head(3))  # the calendar's closing times are read once
    took = seconds(lambda: study_events(load_snapshot(), own, SPEC).pairs)
    yield "10,000 own events × 4 listings, dated and studied", f"{took:.2f} s", "under 1 s", took < 1
    yield from _growth()


def _beside(
    returns: pd.DataFrame, market: pd.DataFrame, size: int
) -> Iterator[tuple[str, str, str, bool | None]]:
    events = drawn_events(returns, size)
    pairs = len(events) * returns.shape[1]
    ours = seconds(lambda: study_frames(returns, market, events, SPEC).numbers)
    each = ours / pairs
    budget = ("at most 1 µs a pair", each <= 1e-6) if size == 100_000 else ("", None)
    yield f"{pairs:,} pairs", f"{each * 1e6:.2f} µs a pair", *budget
    few = events.head(SLOW // returns.shape[1])
    slow = len(few) * returns.shape[1]
    scaled = "" if slow == pairs else f", scaled from {slow}"
    for name, work, least in (("statsmodels loop", by_statsmodels, 100), ("eventstudy", by_eventstudy, None)):
        theirs = seconds(partial(work, returns, market, few), 1) / slow
        ratio = theirs / each
        claim = (f"over {least}×", ratio > least) if least and size >= 10_000 else ("", None)
        yield f"  {name}{scaled}", f"{theirs * 1e6:,.0f} µs, {ratio:,.0f}×", *claim


def _growth() -> Iterator[tuple[str, str, str, bool | None]]:
    """Cost and peak memory by size, each in a process of its own."""
    for size in (1_000, 10_000, 100_000, MANY):
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.study_speed", str(size)],
            capture_output=True,
            text=True,
            check=True,
        )
        took, peak = map(float, done.stdout.split())
        largest = size == MANY
        yield (
            f"{size:,} pairs × {DAYS[1] - DAYS[0] + 1}-day windows, all columns",
            f"{took:.2f} s, {peak:.2f} GiB",
            f"within {MEMORY_GIB:.0f} GiB" if largest else "",
            peak < MEMORY_GIB if largest else None,
        )


def grow(size: int) -> None:
    """Study `size` pairs in this process; print processor seconds and its peak memory in GiB."""
    import resource

    returns, market = frames()
    events = drawn_events(returns, size)
    spec = StudySpec(window=DAYS, clean_estimation=False)
    took = seconds(lambda: study_frames(returns, market, events, spec).pairs, 1)
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)


def main() -> None:
    for row in rows():
        print(
            "{:<66} {:>26}  {:>20}  {}".format(*row[:3], {True: "within", False: "MISSED", None: ""}[row[3]]),
            flush=True,
        )


if __name__ == "__main__":
    grow(int(sys.argv[1])) if len(sys.argv) > 1 else main()
