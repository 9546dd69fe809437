"""What a spreadsheet computes for each model: quantities by name, each with its formula.

Formulas refer to names (`alpha`, `S_xx`), so that they read like the ones in a textbook. All
functions used exist in every Excel since 2007, in LibreOffice and in Google Sheets.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Column:
    """A column of the sheet Returns that serves the estimation; `formula` has {row} and letters."""

    key: str
    label: str
    how: str
    formula: str
    format: str = PERCENT


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


ESTIMATION: dict[str, tuple[Quantity, ...]] = {
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
    "market-adjusted": (
        N,
        Quantity("mean_y", "Mean difference of share and market", "the mean over the sample", "AVERAGE({y})"),
        SSR,
        _freedom(1),
        _sigma("square root of squared distances from the mean / degrees of freedom", "STDEV({y})"),
    ),
}
"""What each model estimates, in the order in which it is worked."""


def sample_columns(model: str) -> tuple[Column, ...]:
    """Columns y, x, z, products and squared surprises; empty text where a session does not serve."""
    y = Column("y", "y: share", "its return, where the session serves", "{share}")
    x = Column("x", "x: market", "the same of the market", "{market}")
    z = Column("z", "z: second", "the same of the second market", "{second}")

    def product(a: str, b: str) -> Column:
        label = f"({a} − mean)²" if a == b else f"({a} − mean) × ({b} − mean)"
        return Column(a + b, label, "", f"({{{a}}}-mean_{a})*({{{b}}}-mean_{b})", "0.00000000")

    def surprise(formula: str, how: str) -> tuple[Column, Column]:
        return Column("e", "Surprise", how, formula), Column(
            "ee", "Surprise²", "the surprise times itself", "{e}^2", "0.00000000"
        )

    match model:
        case "market":
            return (
                y,
                x,
                product("x", "x"),
                product("x", "y"),
                *surprise("{y}-alpha-beta*{x}", "y − alpha − beta × x"),
            )
        case "two-factor":
            products = (product(*pair) for pair in ("xx", "zz", "xz", "xy", "zy"))
            return (
                y,
                x,
                z,
                *products,
                *surprise("{y}-alpha-beta*{x}-gamma*{z}", "y − alpha − beta × x − gamma × z"),
            )
        case "mean-adjusted":
            return y, *surprise("{y}-alpha", "y − alpha")
    difference = Column(
        "y", "y: share − market", "the difference, where the session serves", "{share}-{market}"
    )
    return difference, *surprise("{y}-mean_y", "y − its mean")


EXPECTED = {
    "market": ("alpha+beta*{market}", "alpha + beta × market"),
    "two-factor": ("alpha+beta*{market}+gamma*{second}", "alpha + beta × market + gamma × second"),
    "mean-adjusted": ("alpha", "alpha"),
    "market-adjusted": ("{market}", "the market’s return"),
}
"""Expected return of a session: formula and words."""


def variance_factor(model: str, length: str, sum_x: str, sum_z: str) -> str:
    """Variance of a sum of `length` abnormal returns in units of sigma squared, as a formula."""
    if model == "market-adjusted":
        return length
    factor = f"{length}+{length}^2/n_sessions"
    x, z = f"({sum_x}-{length}*mean_x)", f"({sum_z}-{length}*mean_z)"
    if model == "market":
        factor += f"+{x}^2/S_xx"
    if model == "two-factor":
        factor += f"+({x}^2*S_zz-2*{x}*{z}*S_xz+{z}^2*S_xx)/determinant"
    return factor


FACTOR_WORDS = {
    "market": "L + L² / n + (sum of market − L × its mean)² / S_xx",
    "two-factor": (
        "L + L² / n + (a² S_zz − 2 a b S_xz + b² S_xx) / determinant; a, b: sums less L times means"
    ),
    "mean-adjusted": "L + L² / n",
    "market-adjusted": "L",
}


def window_quantities(model: str, returns: str) -> tuple[Quantity, ...]:
    """The window's sum and its test; {ar}, {market}, {second} are columns of the sheet Event window,
    {before} and {end} the adjusted closes around the window."""
    two, loaded = model == "two-factor", model in ("market", "two-factor")
    raw = (
        ("LN({end}/{before})", "logarithm of last close / close before the window")
        if returns == "log"
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
        Quantity(
            "variance_factor",
            "Variance of the sum, in units of sigma²",
            FACTOR_WORDS[model],
            variance_factor(model, "L_sessions", "sum_x", "sum_z"),
            RATE,
        ),
        Quantity(
            "se",
            "Standard error of the sum",
            "sigma × square root of that",
            "sigma*SQRT(variance_factor)",
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
