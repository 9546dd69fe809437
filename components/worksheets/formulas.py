"""What a spreadsheet estimates for each model: quantities by name, each with its formula.

Formulas refer to names (`alpha`, `S_xx`), so that they read like the ones in a textbook. All
functions used exist in every Excel since 2007, in LibreOffice and in Google Sheets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from components.study.recent import DECAY, HALF
from components.worksheets.pair import Pair

RATE, SUM, NUMBER, COUNT, PERCENT = "0.000000", "0.0000000000", "0.0000", "0", "0.000%"


@dataclass(frozen=True)
class Quantity:
    """name: of the cell. label: for people. how: the formula in words. formula: without "=", and
    with {y}, {x}, {z}, {xx}… for columns of the sheet Returns. builtin: the same by one function
    of the spreadsheet ("" where there is none). key: of the study's own number, "" for steps."""

    name: str
    label: str
    how: str
    formula: str
    format: str = RATE
    builtin: str = ""
    key: str = ""


def _sum(name: str, of: str, words: str) -> Quantity:
    return Quantity(name, f"Sum {words}", f"the column “{words}” added up", f"SUM({{{of}}})", SUM)


N = Quantity(
    "n_sessions",
    "Sessions in the sample",
    "how many sessions serve",
    "COUNT({y})",
    COUNT,
    "SUM({sample})",
    "n_estimation",
)
MEAN_Y = Quantity("mean_y", "Mean return of the share", "the mean over the sample", "AVERAGE({y})")
MEAN_X = Quantity("mean_x", "Mean return of the market", "the mean over the sample", "AVERAGE({x})")
MEAN_Z = Quantity("mean_z", "Mean return of the second market", "the mean over the sample", "AVERAGE({z})")
SSR = Quantity("SSR", "Squared surprises", "the column of squared surprises added up", "SUM({ee})", SUM)


def _freedom(parameters: int) -> Quantity:
    return Quantity(
        "df",
        "Degrees of freedom",
        f"sessions less {parameters} estimated number{'s' if parameters > 1 else ''}",
        f"n_sessions-{parameters}",
        COUNT,
    )


def _sigma(how: str, builtin: str = "") -> Quantity:
    return Quantity("sigma", "Usual size of a surprise (sigma)", how, "SQRT(SSR/df)", RATE, builtin, "sigma")


LEAST_SQUARES: dict[str, tuple[Quantity, ...]] = {
    "market": (
        N,
        MEAN_Y,
        MEAN_X,
        _sum("S_xx", "xx", "(x − mean)²"),
        _sum("S_xy", "xy", "(x − mean) × (y − mean)"),
        Quantity("beta", "Slope (beta)", "S_xy / S_xx", "S_xy/S_xx", RATE, "SLOPE({y},{x})", "beta"),
        Quantity(
            "alpha",
            "Height (alpha)",
            "mean of the share − beta × mean of the market",
            "mean_y-beta*mean_x",
            RATE,
            "INTERCEPT({y},{x})",
            "alpha",
        ),
        SSR,
        _freedom(2),
        _sigma("square root of squared surprises / degrees of freedom", "STEYX({y},{x})"),
    ),
    "two-factor": (
        N,
        MEAN_Y,
        MEAN_X,
        MEAN_Z,
        _sum("S_xx", "xx", "(x − mean)²"),
        _sum("S_zz", "zz", "(z − mean)²"),
        _sum("S_xz", "xz", "(x − mean) × (z − mean)"),
        _sum("S_xy", "xy", "(x − mean) × (y − mean)"),
        _sum("S_zy", "zy", "(z − mean) × (y − mean)"),
        Quantity("determinant", "Determinant", "S_xx × S_zz − S_xz²", "S_xx*S_zz-S_xz^2", "0.00E+00"),
        Quantity(
            "beta",
            "Slope on the market (beta)",
            "(S_xy × S_zz − S_zy × S_xz) / determinant",
            "(S_xy*S_zz-S_zy*S_xz)/determinant",
            RATE,
            "",
            "beta",
        ),
        Quantity(
            "gamma",
            "Slope on the second market (gamma)",
            "(S_zy × S_xx − S_xy × S_xz) / determinant",
            "(S_zy*S_xx-S_xy*S_xz)/determinant",
            RATE,
            "",
            "gamma",
        ),
        Quantity(
            "alpha",
            "Height (alpha)",
            "mean of the share − beta × mean of the market − gamma × mean of the second",
            "mean_y-beta*mean_x-gamma*mean_z",
            RATE,
            "",
            "alpha",
        ),
        SSR,
        _freedom(3),
        _sigma("square root of squared surprises / degrees of freedom"),
    ),
    "mean-adjusted": (
        N,
        MEAN_Y,
        Quantity(
            "alpha",
            "Expected return (alpha)",
            "the mean of the share",
            "mean_y",
            RATE,
            "AVERAGE({y})",
            "alpha",
        ),
        SSR,
        _freedom(1),
        _sigma("square root of squared surprises / degrees of freedom", "STDEV({y})"),
    ),
    "controls": (
        N,
        Quantity("n_weights", "Shares that have weight", "how many", 'COUNTIF(weights,">0")', COUNT),
        SSR,
        replace(_freedom(1), how="sessions less shares that have weight", formula="n_sessions-n_weights"),
        _sigma("square root of squared surprises / degrees of freedom"),
    ),
    "market-adjusted": (
        N,
        Quantity("mean_y", "Mean difference of share and market", "the mean over the sample", "AVERAGE({y})"),
        SSR,
        _freedom(1),
        _sigma("square root of squared distances from the mean / degrees of freedom", "STDEV({y})"),
    ),
}
"""What each model estimates, in the order in which it is worked."""


PARTS = {
    "market": "1/n_sessions+mean_x^2/S_xx",
    "two-factor": "1/n_sessions+(mean_x^2*S_zz-2*mean_x*mean_z*S_xz+mean_z^2*S_xx)/determinant",
    "mean-adjusted": "1/n_sessions",
}
"""Variance of the measured alpha in units of sigma squared."""

_DRIFT_ON = {
    "market": {"beta": "mean_x/S_xx"},
    "two-factor": {
        "beta": "(S_zz*mean_x-S_xz*mean_z)/determinant",
        "gamma": "(S_xx*mean_z-S_xz*mean_x)/determinant",
    },
    "mean-adjusted": {},
}
"""What the slopes take over from a drift that is not believed."""


def estimation(pair: Pair) -> tuple[Quantity, ...]:
    """What is estimated, in the order in which it is worked; the drift weighed where the study does."""
    model, plain = pair.spec.model, LEAST_SQUARES[pair.spec.model]
    if not pair.weighs_drift:
        return (*plain, *_noise(pair))
    at = plain.index(SSR)
    measured = tuple(_measured(quantity) for quantity in plain[:at])
    part = Quantity("drift_part", "Variance of the measured alpha, in units of sigma²", "", PARTS[model])
    if pair.no_drift:
        parameters = 2 if model == "two-factor" else 1 if model == "market" else 0
        spread: tuple[Quantity, ...] = (
            part,
            replace(
                SSR,
                how="squared surprises, and what a line without height adds: alpha² / its variance",
                formula=f"{SSR.formula}+alpha_ols^2/drift_part",
            ),
            _freedom(parameters),
            replace(plain[-1], builtin=""),
        )
        alpha = Quantity("alpha", "Height (alpha)", "none is believed", "0", key="alpha")
    else:
        spread = (
            *plain[at:],
            part,
            Quantity(
                "drift_weight",
                "Weight of the measured alpha",
                "variance of drifts / (variance of drifts + sigma² × the line above)",
                "drift_variance/(drift_variance+sigma^2*drift_part)",
                key="drift_weight",
            ),
        )
        alpha = Quantity(
            "alpha", "Height (alpha)", "weight × measured alpha", "drift_weight*alpha_ols", key="alpha"
        )
    slopes = (
        Quantity(
            name,
            f"Slope ({name})" if model == "market" else f"Slope ({name}), the height weighed",
            "the line still runs through the middle of the dots as well as it can",
            f"{name}_ols+(alpha_ols-alpha)*{on}/drift_part",
            key=name,
        )
        for name, on in _DRIFT_ON[model].items()
    )
    return (*measured, *spread, alpha, *slopes, *_noise(pair))


def _measured(quantity: Quantity) -> Quantity:
    """The same by least squares, before the drift is weighed."""
    if quantity.name not in ("alpha", "beta", "gamma"):
        return quantity
    return replace(
        quantity,
        name=f"{quantity.name}_ols",
        label=f"{quantity.label}, measured",
        formula=least_squares(quantity.formula),
        key="",
    )


def least_squares(formula: str) -> str:
    """`formula` with the measured line instead of the believed one."""
    return re.sub(r"\b(alpha|beta|gamma)\b", r"\1_ols", formula)


def _noise(pair: Pair) -> tuple[Quantity, ...]:
    """Variance of one session of the event window."""
    if not pair.adaptive:
        return (Quantity("session_variance", "Variance of a session", "sigma²", "sigma^2", SUM),)
    return (
        Quantity(
            "recent_variance",
            "Recent variance",
            f"squared surprises before the window, each session counting {DECAY} of the next",
            "SUMPRODUCT({recent_weight},{recent_ee})/SUM({recent_weight})",
            SUM,
        ),
        Quantity(
            "session_variance",
            "Variance of a session",
            "half sigma², half recent variance",
            f"{1 - HALF}*sigma^2+{HALF}*recent_variance",
            SUM,
        ),
    )


EXPECTED = {
    "market": ("alpha+beta*{market}", "alpha + beta × market"),
    "two-factor": ("alpha+beta*{market}+gamma*{second}", "alpha + beta × market + gamma × second"),
    "mean-adjusted": ("alpha", "alpha"),
    "market-adjusted": ("{market}", "the market’s return"),
    "controls": ("{market}", "the portfolio’s return"),
}
"""Expected return of a session: formula and words."""
