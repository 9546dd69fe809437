"""Shares outside tech as the yardstick: what it costs, and how far its numbers hang on how it is mixed.

`python -m tests.bench.study_controls` prints the tables of `tests/study/README.md`; as part of `make bench`,
`rows()` holds the costs against their budgets and shows how far the ways of mixing lie apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from components.study import StudyResult, StudySpec, run_study
from components.study import record as study_record
from components.study.control_returns import control_returns
from components.study.control_weights import FEWEST, LONGEST, control_weights, out_of_sample_r2
from components.study.status import USED
from data import Snapshot, load_snapshot

SEVERE = 5
SPEC = StudySpec.textbook(model="controls")
"""Plain least squares for the index too, so that the table does not hang on the study's defaults."""
RIDGE = 0.1
"""Penalty on squared weights, as a share of the mean variance of the controls."""
MIXED = {
    "index": "the market model on the listing's own index",
    "S&P before": "the market model on the S&P 500 of the session before",
    "controls": "the model `controls`",
    "with HKEX": "HKEX among the controls",
    "ridge": f"a penalty on squared weights, {RIDGE:g} of the controls' mean variance",
    "sum ≤ 1": "weights that add up to one at most",
}


def ridge(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Weights >= 0 that pay for their squares."""
    pull = np.sqrt(RIDGE * np.square(x).sum() / x.shape[1])
    return np.asarray(nnls(np.vstack([x, pull * np.eye(x.shape[1])]), np.append(y, np.zeros(x.shape[1])))[0])


def at_most_one(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Weights >= 0 with a sum of one at most: where the free ones exceed it, the sum is one."""
    free = np.asarray(nnls(x, y)[0])
    if free.sum() <= 1:
        return free
    strong = 1e3 * np.sqrt(np.square(x).sum())
    return np.asarray(nnls(np.vstack([x, np.full(x.shape[1], strong)]), np.append(y, strong))[0])


def remixed(result: StudyResult, mix: Callable[[np.ndarray, np.ndarray], np.ndarray], at: int) -> float:
    """CAR of one pair with weights by `mix`, on the very sessions of the model's fit."""
    row, column = int(result.index.row[at]), int(result.index.column[at])
    y, x = result.panel.returns[row], result.panel.factor("controls")[row]
    x = x[:, : len(result.panel.control_names[row])]
    rows = np.flatnonzero(result.cells.valid[row][: column - 10])[-LONGEST:]
    window = slice(column + SPEC.window[0], column + SPEC.window[1] + 1)
    return float(y[window].sum() - x[window].sum(axis=0) @ mix(y[rows], x[rows]))


@cache
def severe(snapshot: Snapshot) -> pd.DataFrame:
    """CAR of the Hong Kong pairs of the severest events under every way in `MIXED`."""
    everyone = snapshot.controls.assign(default=True)
    with_hkex = replace(snapshot, controls=everyone, private=True, _memory={})
    results = {
        "index": run_study(snapshot, replace(SPEC, model="market")),
        "S&P before": run_study(snapshot, replace(SPEC, model="market", benchmark="GSPC")),
        "controls": run_study(snapshot, SPEC),
        "with HKEX": run_study(with_hkex, SPEC),
    }
    pairs = results["controls"].pairs
    home = pairs["symbol"].str.endswith(".HK")
    chosen = pairs[(pairs["severity"] >= SEVERE) & pairs["affected"] & home & (pairs["status"] == USED)]
    table = chosen[["event_id", "date", "title", "symbol", "company", "day0"]].copy()
    for name, result in results.items():
        table[name] = result.pairs.loc[chosen.index, "car"]
    for name, mix in (("ridge", ridge), ("sum ≤ 1", at_most_one)):
        table[name] = [remixed(results["controls"], mix, at) for at in chosen.index]
    return table.drop_duplicates(["symbol", "day0"])


def fits(snapshot: Snapshot) -> pd.DataFrame:
    """R² of one-session forecasts on ordinary sessions, and pairs with numbers, by listing and its controls.

    New York's portfolio is mixed without and with the controls of Hong Kong, by their session of one date.
    """
    result, out = run_study(snapshot, SPEC), []
    for row, symbol in enumerate(result.panel.symbols):
        length = int(result.panel.length[row])
        y, clean = result.panel.returns[row, :length], ~result.marks.near[row, :length]
        exchange = snapshot.listings.at[symbol, "exchange"]
        own = control_returns(snapshot, exchange, "simple")
        ways = {"own": own}
        if exchange != "XHKG":
            home = control_returns(snapshot, "XHKG", "simple")
            home = home[[name for name in home if name.endswith(".HK")]].reindex(own.index)
            ways["with Hong Kong"] = own.join(home)
        for name, table in ways.items():
            x = table.to_numpy(float)
            fit = control_weights(y, x, clean, fewest=FEWEST)
            out.append(
                {
                    "symbol": symbol,
                    "way": name,
                    "r2": out_of_sample_r2(y, x, fit.weights, clean),
                    "pairs": _measured(result, row, np.isfinite(x).all(axis=1) & (fit.n >= FEWEST)),
                }
            )
    return pd.DataFrame(out)


def _measured(result: StudyResult, row: int, known: np.ndarray) -> int:
    """Pairs of a listing whose window has the controls' returns throughout."""
    columns = result.index.column[result.index.row == row]
    days = columns[columns > 0][:, None] + np.arange(SPEC.window[0], SPEC.window[1] + 1)
    inside = (days < len(known)).all(axis=1)
    return int(known[np.minimum(days, len(known) - 1)].all(axis=1)[inside].sum())


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rows() -> Iterator[tuple[str, str, str, bool | None]]:
    """What was measured, the figure, its budget, and whether it holds."""
    snapshot = load_snapshot()
    run_study(snapshot)
    study_record._PORTFOLIOS.entries.clear()
    first = _seconds(lambda: run_study(snapshot, SPEC))
    yield "controls, whole table, first time", f"{first:.2f} s", "1.5 s", first < 1.5
    kept = _seconds(lambda: run_study(snapshot, SPEC))
    yield "the same, kept", f"{1000 * kept:.2f} ms", "1 ms", kept < 0.001
    other = _seconds(lambda: run_study(snapshot, replace(SPEC, window=(-1, 2))))
    yield "another window", f"{1000 * other:.0f} ms", "", None
    for one in fits(snapshot).itertuples():
        yield (
            f"R² on ordinary sessions not seen: {one.symbol}, {one.way}",
            f"{one.r2:.2f}",
            f"{one.pairs} pairs",
            None,
        )
    table = severe(snapshot)
    for name in MIXED:
        yield f"mean |CAR| of {len(table)} severe pairs: {name}", f"{table[name].abs().mean():.1%}", "", None


def main() -> None:
    """Print the tables in Markdown."""
    snapshot = load_snapshot()
    print("| day 0 | event | share | " + " | ".join(MIXED) + " |\n|---|---|---|" + "---|" * len(MIXED))
    table = severe(snapshot)
    for row in table.to_dict("records"):
        numbers = " | ".join(f"{100 * row[name]:+.1f}".replace("-", "−") for name in MIXED)
        print(f"| {row['day0']:%Y-%m-%d} | {row['title'][:60]} | {row['company']} | {numbers} |")
    means = " | ".join(f"{100 * table[name].abs().mean():.1f}" for name in MIXED)
    print(f"| | mean size | | {means} |\n")
    print(fits(snapshot).to_string(index=False))


if __name__ == "__main__":
    main()
