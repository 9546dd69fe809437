"""What a spreadsheet computes of the event window: its sum, how far such a sum strays, and the test."""

from __future__ import annotations

from components.worksheets.formulas import COUNT, NUMBER, PERCENT, RATE, Quantity
from components.worksheets.pair import Pair


def line_factor(pair: Pair, length: str, sum_x: str, sum_z: str) -> str:
    """What the estimates add to the variance of a sum of `length` abnormal returns, in units of sigma
    squared, as a formula: "" where nothing is estimated. Beside a portfolio `sum_x` is a row of sums, one of
    each control that has weight."""
    model = pair.spec.model
    if pair.portfolio:
        return f"SUMPRODUCT(MMULT({sum_x},inverse),{sum_x})"
    if model == "market-adjusted":
        return ""
    factor, shared = f"{length}^2/n_sessions", f"{length}/n_sessions"
    x, z = f"({sum_x}-{length}*mean_x)", f"({sum_z}-{length}*mean_z)"
    if model == "market":
        factor += f"+{x}^2/S_xx"
        shared += f"-{x}*mean_x/S_xx"
    if model == "two-factor":
        factor += f"+({x}^2*S_zz-2*{x}*{z}*S_xz+{z}^2*S_xx)/determinant"
        shared += f"-({x}*(mean_x*S_zz-mean_z*S_xz)+{z}*(mean_z*S_xx-mean_x*S_xz))/determinant"
    if pair.weighs_drift:
        pull = "1" if pair.no_drift else "(1-drift_weight)"
        factor += f"-{pull}*({shared})^2/drift_part"
    return factor


def standard_error(pair: Pair, length: str, factor: str) -> str:
    """Of a sum of `length` abnormal returns, as a formula; `factor`: see `line_factor`."""
    own = f"{length}*session_variance"
    return f"SQRT({own}+sigma^2*({factor}))" if factor else f"SQRT({own})"


_FACTOR_WORDS = {
    "market": "L² / n + (sum of market − L × its mean)² / S_xx",
    "two-factor": "L² / n + (a² S_zz − 2 a b S_xz + b² S_xx) / determinant; a, b: sums less L times means",
    "mean-adjusted": "L² / n",
    "controls": "sums of the window’s returns of each share outside tech, times the inverse, times the sums",
}
_WEIGHED = ", less what weighing the drift takes away: (1 − weight) × its share in the sum² / its variance"


def window_quantities(pair: Pair) -> tuple[Quantity, ...]:
    """The window's sum and its test; {ar}, {market}, {second} are columns of the sheet Event window, {sums}
    the controls' sums there, {before} and {end} the adjusted closes around the window."""
    model, two = pair.spec.model, pair.two_factors
    loaded = model in ("market", "two-factor")
    factor = line_factor(pair, "L_sessions", "{sums}" if pair.portfolio else "sum_x", "sum_z")
    raw = (
        ("LN({end}/{before})", "logarithm of last close / close before the window")
        if pair.spec.returns == "log"
        else ("{end}/{before}-1", "last close / close before the window − 1")
    )
    return (
        Quantity("raw_return", "Return of the share", raw[1], raw[0], PERCENT, "", "raw_return"),
        Quantity(
            "CAR",
            "Cumulative abnormal return (CAR)",
            "the abnormal returns added up",
            "SUM({ar})",
            PERCENT,
            "",
            "car",
        ),
        Quantity(
            "L_sessions", "Sessions in the window (L)", "how many abnormal returns", "COUNT({ar})", COUNT
        ),
        *(
            (Quantity("sum_x", "Market’s returns added up", "over the window", "SUM({market})"),)
            if loaded
            else ()
        ),
        *(
            (Quantity("sum_z", "Second market’s returns added up", "over the window", "SUM({second})"),)
            if two
            else ()
        ),
        *(
            (
                Quantity(
                    "line_factor",
                    "What the estimates add, in units of sigma²",
                    _FACTOR_WORDS[model] + (_WEIGHED if pair.weighs_drift else ""),
                    factor,
                    RATE,
                ),
            )
            if factor
            else ()
        ),
        Quantity(
            "se",
            "Standard error of the sum",
            "square root of L × variance of a session" + (" + sigma² × the line above" if factor else ""),
            standard_error(pair, "L_sessions", "line_factor" if factor else ""),
            PERCENT,
            "",
            "se",
        ),
        Quantity("t_value", "t", "CAR / standard error", "CAR/se", NUMBER, "", "t"),
        Quantity(
            "p_value",
            "p, two-sided",
            "Student’s t beyond |t| on either side",
            "TDIST(ABS(t_value),df,2)",
            "0.00E+00",
            "",
            "p",
        ),
        Quantity(
            "t_critical",
            "Student’s t for the interval",
            "two-sided, at the confidence asked for",
            "TINV(1-confidence,df)",
            NUMBER,
        ),
        Quantity(
            "ci_low",
            "Interval, lower end",
            "CAR − Student’s t × standard error",
            "CAR-t_critical*se",
            PERCENT,
            "",
            "ci_low",
        ),
        Quantity(
            "ci_high",
            "Interval, upper end",
            "CAR + Student’s t × standard error",
            "CAR+t_critical*se",
            PERCENT,
            "",
            "ci_high",
        ),
    )
