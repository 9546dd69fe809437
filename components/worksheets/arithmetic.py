"""Every number of a pair, worked out from its closes as one would by hand.

Plain sums over two tables, with nothing taken from the study but the choice of sessions: that it
comes to the study's numbers is what a worksheet shows.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from components.study.fit import PARAMETERS
from components.study.inference import t_quantile, two_sided_t
from components.worksheets.pair import Pair


def worked(pair: Pair) -> dict[str, float]:
    """Numbers by name; fractions, counts and sums of products of fractions.

    n, mean_y, mean_x, mean_z, s_yy, s_xx, s_xy (z: the second factor), ssr, df, alpha, beta,
    gamma, sigma; length, sum_x, sum_z of the window, factor (variance of the CAR in units of
    sigma squared), car, se, t, p, quantile, low, high, raw_return. Market-adjusted: y is the
    share's return less the market's.
    """
    model, sample, window = pair.spec.model, pair.estimation, pair.window
    y, x = sample["share"].to_numpy(), sample["market"].to_numpy()
    z = sample["second"].to_numpy() if pair.two_factors else np.zeros_like(x)
    if model == "market-adjusted":
        y = y - x
    means = {name: float(one.mean()) for name, one in (("y", y), ("x", x), ("z", z))}
    deviation = {"y": y - means["y"], "x": x - means["x"], "z": z - means["z"]}
    out = {f"mean_{name}": mean for name, mean in means.items()}
    out |= {f"s_{a}{b}": float(deviation[a] @ deviation[b]) for a, b in ("yy", "xx", "xy", "zz", "xz", "zy")}
    out["n"] = float(len(sample))
    out |= _line(model, out)
    fitted = out["beta"] * deviation["x"] + out["gamma"] * deviation["z"]
    residual = deviation["y"] - (fitted if model in ("market", "two-factor") else 0.0)
    out["ssr"] = float(residual @ residual)
    out["df"] = out["n"] - PARAMETERS[model]
    out["sigma"] = sqrt(out["ssr"] / out["df"])
    return out | _tested(pair, out) | {"raw_return": _raw(pair)} | {"length": float(len(window))}


def _line(model: str, sums: dict[str, float]) -> dict[str, float]:
    """alpha, beta and gamma, as the model estimates or fixes them."""
    beta = gamma = 0.0
    match model:
        case "market":
            beta = sums["s_xy"] / sums["s_xx"]
        case "two-factor":
            determinant = sums["s_xx"] * sums["s_zz"] - sums["s_xz"] ** 2
            beta = (sums["s_xy"] * sums["s_zz"] - sums["s_zy"] * sums["s_xz"]) / determinant
            gamma = (sums["s_zy"] * sums["s_xx"] - sums["s_xy"] * sums["s_xz"]) / determinant
        case "market-adjusted":
            return {"alpha": 0.0, "beta": 1.0, "gamma": 0.0}
    return {
        "alpha": sums["mean_y"] - beta * sums["mean_x"] - gamma * sums["mean_z"],
        "beta": beta,
        "gamma": gamma,
    }


def _tested(pair: Pair, line: dict[str, float]) -> dict[str, float]:
    """The window: its abnormal return, how far such a sum strays by chance, and the test."""
    model, window = pair.spec.model, pair.window
    length = len(window)
    sum_x = float(window["market"].sum())
    sum_z = float(window["second"].sum()) if pair.two_factors else 0.0
    car = float(window["share"].sum()) - length * line["alpha"] - line["beta"] * sum_x - line["gamma"] * sum_z
    factor = float(length)
    if model != "market-adjusted":
        factor += length**2 / line["n"]
    x, z = sum_x - length * line["mean_x"], sum_z - length * line["mean_z"]
    if model == "market":
        factor += x**2 / line["s_xx"]
    if model == "two-factor":
        determinant = line["s_xx"] * line["s_zz"] - line["s_xz"] ** 2
        factor += (x**2 * line["s_zz"] - 2 * x * z * line["s_xz"] + z**2 * line["s_xx"]) / determinant
    se = line["sigma"] * sqrt(factor)
    quantile = float(t_quantile(np.array(line["df"]), pair.spec.confidence))
    return {
        "sum_x": sum_x,
        "sum_z": sum_z,
        "car": car,
        "factor": factor,
        "se": se,
        "t": car / se,
        "p": float(two_sided_t(np.array(car / se), np.array(line["df"]))),
        "quantile": quantile,
        "low": car - quantile * se,
        "high": car + quantile * se,
    }


def _raw(pair: Pair) -> float:
    """The share's return from the close before the window to its last."""
    closes = pair.sessions.set_index("day")["adjusted"]
    ratio = closes[pair.spec.window[1]] / closes[pair.spec.window[0] - 1]
    return float(np.log(ratio) if pair.spec.returns == "log" else ratio - 1)
