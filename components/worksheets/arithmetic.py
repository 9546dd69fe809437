"""Every number of a pair, worked out from its closes as one would by hand.

Plain sums over two tables, with nothing taken from the study but the choice of sessions and how
widely shares drift: that it comes to the study's numbers is what a worksheet shows.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from components.study.inference import t_quantile, two_sided_t
from components.study.recent import DECAY, HALF
from components.worksheets.pair import Pair


def worked(pair: Pair) -> dict[str, float]:
    """Numbers by name; fractions, counts and sums of products of fractions.

    n, mean_y, mean_x, mean_z, s_yy, s_xx, s_xy (z: the second factor), measured_alpha,
    measured_beta, measured_gamma, measured_ssr (by least squares), ssr, df, sigma, drift_part (variance of
    the measured alpha in units of sigma squared), drift_weight, drift_pull, alpha, beta, gamma (as the
    study believes them), recent_sum, recent_weights, recent_variance (where the variance is
    adaptive), session_variance; length, sum_x, sum_z of the window, line_factor (what the estimates
    add to the variance of the CAR, in units of sigma squared), car, se, t, p, quantile, low, high,
    raw_return. Market-adjusted: y is the share's return less the market's. Beside a control portfolio, whose
    return is x, nothing is estimated here but how far it may be trusted: alpha is nought and beta one.
    """
    model, sample = pair.spec.model, pair.estimation
    y, x = sample["share"].to_numpy(), sample["market"].to_numpy()
    z = sample["second"].to_numpy() if pair.two_factors else np.zeros_like(x)
    if model == "market-adjusted":
        y = y - x
    means = {name: float(one.mean()) for name, one in (("y", y), ("x", x), ("z", z))}
    deviation = {"y": y - means["y"], "x": x - means["x"], "z": z - means["z"]}
    out = {f"mean_{name}": mean for name, mean in means.items()}
    out |= {f"s_{a}{b}": float(deviation[a] @ deviation[b]) for a, b in ("yy", "xx", "xy", "zz", "xz", "zy")}
    out["n"] = float(len(sample))
    out |= _measured(model, out)
    fitted = out["measured_beta"] * deviation["x"] + out["measured_gamma"] * deviation["z"]
    residual = deviation["y"] - (fitted if model in ("market", "two-factor") else 0.0)
    if pair.portfolio:
        residual = y - x
    out["measured_ssr"] = float(residual @ residual)
    out["df"] = out["n"] - pair.parameters
    out |= _believed(pair, out)
    out |= _noise(pair, out)
    return out | _tested(pair, out) | {"raw_return": _raw(pair)}


def _measured(model: str, sums: dict[str, float]) -> dict[str, float]:
    """alpha, beta and gamma by least squares, or as the model fixes them."""
    beta = gamma = 0.0
    match model:
        case "market":
            beta = sums["s_xy"] / sums["s_xx"]
        case "two-factor":
            beta, gamma = _solved(model, sums, sums["s_xy"], sums["s_zy"])
        case "market-adjusted" | "controls":
            return {"measured_alpha": 0.0, "measured_beta": 1.0, "measured_gamma": 0.0}
    return {
        "measured_alpha": sums["mean_y"] - beta * sums["mean_x"] - gamma * sums["mean_z"],
        "measured_beta": beta,
        "measured_gamma": gamma,
    }


def _solved(model: str, sums: dict[str, float], x: float, z: float) -> tuple[float, float]:
    """The sums of squares and products of the factors, inverted, times (x, z)."""
    if model == "market":
        return x / sums["s_xx"], 0.0
    if model == "two-factor":
        determinant = sums["s_xx"] * sums["s_zz"] - sums["s_xz"] ** 2
        return (
            (x * sums["s_zz"] - z * sums["s_xz"]) / determinant,
            (z * sums["s_xx"] - x * sums["s_xz"]) / determinant,
        )
    return 0.0, 0.0


def _believed(pair: Pair, line: dict[str, float]) -> dict[str, float]:
    """sigma, and how far the measured drift is believed (`components.study.drift`)."""
    ssr, df, alpha = line["measured_ssr"], line["df"], line["measured_alpha"]
    weight, pull, part = 1.0, 0.0, 0.0
    on_x, on_z = _solved(pair.spec.model, line, line["mean_x"], line["mean_z"])
    if pair.weighs_drift:
        part = 1 / line["n"] + line["mean_x"] * on_x + line["mean_z"] * on_z
        if pair.drift_variance == 0:
            ssr, df = ssr + alpha**2 / part, df + 1
        noise = ssr / df * part
        weight = pair.drift_variance / (pair.drift_variance + noise)
        pull = (1 - weight) / part
    return {
        "ssr": ssr,
        "df": df,
        "sigma": sqrt(ssr / df),
        "drift_part": part,
        "drift_weight": weight,
        "drift_pull": pull,
        "alpha": weight * alpha,
        "beta": line["measured_beta"] + pull * alpha * on_x,
        "gamma": line["measured_gamma"] + pull * alpha * on_z,
    }


def _noise(pair: Pair, line: dict[str, float]) -> dict[str, float]:
    """Variance of one session of the event window (`components.study.recent`)."""
    variance = line["sigma"] ** 2
    if not pair.adaptive:
        return {"session_variance": variance}
    recent = pair.recent
    expected = line["alpha"] + line["beta"] * recent["market"]
    if pair.two_factors:
        expected = expected + line["gamma"] * recent["second"]
    weight = DECAY ** (pair.spec.recent[1] - recent["day"].to_numpy(float))
    total = float(weight @ (recent["share"] - expected).to_numpy() ** 2)
    return {
        "recent_sum": total,
        "recent_weights": float(weight.sum()),
        "recent_variance": total / float(weight.sum()),
        "session_variance": (1 - HALF) * variance + HALF * total / float(weight.sum()),
    }


def _tested(pair: Pair, line: dict[str, float]) -> dict[str, float]:
    """The window: its abnormal return, how far such a sum strays by chance, and the test."""
    model, window = pair.spec.model, pair.window
    length = len(window)
    sum_x = float(window["market"].sum())
    sum_z = float(window["second"].sum()) if pair.two_factors else 0.0
    car = float(window["share"].sum()) - length * line["alpha"] - line["beta"] * sum_x - line["gamma"] * sum_z
    factor = shared = 0.0
    if pair.portfolio:
        factor = pair.portfolio.spread(pair.sessions["day"].between(*pair.spec.window).to_numpy())
    elif model != "market-adjusted":
        x, z = sum_x - length * line["mean_x"], sum_z - length * line["mean_z"]
        on_x, on_z = _solved(model, line, x, z)
        shared = length / line["n"] - line["mean_x"] * on_x - line["mean_z"] * on_z
        factor = length**2 / line["n"] + x * on_x + z * on_z - line["drift_pull"] * shared**2
    se = sqrt(length * line["session_variance"] + line["sigma"] ** 2 * factor)
    quantile = float(t_quantile(np.array(line["df"]), pair.spec.confidence))
    return {
        "length": float(length),
        "sum_x": sum_x,
        "sum_z": sum_z,
        "shared": shared,
        "car": car,
        "line_factor": factor,
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
