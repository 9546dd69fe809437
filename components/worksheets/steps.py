"""The way from closes to a result in numbered steps: words, a formula, and the formula with numbers.

One list for the page, the printed sheet and the notebook, so that they cannot tell it differently.
Formulas are LaTeX without dollar signs.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.study.words import sessions
from components.worksheets.arithmetic import worked
from components.worksheets.pair import Pair

_MOST_TERMS = 5
"""Longest sum written out term by term."""

EXPECTED = {
    "market": r"E[R_t] = \hat\alpha + \hat\beta R_{m,t}",
    "market-adjusted": r"E[R_t] = R_{m,t}",
    "mean-adjusted": r"E[R_t] = \hat\alpha",
    "two-factor": r"E[R_t] = \hat\alpha + \hat\beta R_{m,t} + \hat\gamma R_{z,t}",
}
"""What each model expects of a session."""


@dataclass(frozen=True)
class Step:
    """key: of its numbers in `worked`. words: what is done and why. symbol: what is looked for.
    formula: the rule, without the symbol. numbers: the same with numbers; result: what it comes to.
    values: the numbers found, by name."""

    key: str
    words: str
    symbol: str
    formula: str
    numbers: str
    result: str
    values: dict[str, float]

    @property
    def rule(self) -> str:
        """The rule as an equation."""
        return f"{self.symbol} = {self.formula}"

    @property
    def whole(self) -> str:
        """Rule, numbers and result in one line."""
        return " = ".join(part for part in (self.rule, self.numbers, self.result) if part)


def steps(pair: Pair) -> tuple[Step, ...]:
    """The steps of the pair's model, in the order in which they are worked."""
    got = worked(pair)
    return (
        *_line_steps(pair, got),
        _spread(pair, got),
        _day0(pair, got),
        _sum(pair, got),
        *_test_steps(pair, got),
    )


def _line_steps(pair: Pair, got: dict[str, float]) -> tuple[Step, ...]:
    """What the share is expected to do."""
    n = int(got["n"])
    alpha = (f"{_number(got['alpha'], 6)}", {"alpha": got["alpha"]})
    match pair.spec.model:
        case "market":
            return (
                Step(
                    "beta",
                    (
                        f"The slope of the line through {n} earlier sessions: when the market moves by "
                        f"1%, the share usually moves by {_number(got['beta'], 2)}%."
                    ),
                    r"\hat\beta",
                    r"\frac{S_{xy}}{S_{xx}}",
                    rf"\frac{{{_number(got['s_xy'], 8)}}}{{{got['s_xx']:.8f}}}",
                    f"{_number(got['beta'], 4)}",
                    {"beta": got["beta"]},
                ),
                Step(
                    "alpha",
                    "The height of the line: what the share does on a day on which the market stands still.",
                    r"\hat\alpha",
                    r"\bar R - \hat\beta \bar R_m",
                    (
                        rf"{_number(got['mean_y'], 6)} - {_number(got['beta'], 4)} \times "
                        rf"{_in_brackets(got['mean_x'], 6)}"
                    ),
                    *alpha,
                ),
            )
        case "two-factor":
            bottom = rf"{got['s_xx']:.6f} \times {got['s_zz']:.6f} - {_in_brackets(got['s_xz'], 6)}^2"
            return (
                Step(
                    "beta",
                    (
                        f"How the share moves with its home market, the other held still, over {n} "
                        "earlier sessions."
                    ),
                    r"\hat\beta",
                    r"\frac{S_{xy} S_{zz} - S_{zy} S_{xz}}{S_{xx} S_{zz} - S_{xz}^2}",
                    (
                        rf"\frac{{{_number(got['s_xy'], 6)} \times {got['s_zz']:.6f} - "
                        rf"{_in_brackets(got['s_zy'], 6)} \times "
                        rf"{_in_brackets(got['s_xz'], 6)}}}{{{bottom}}}"
                    ),
                    f"{_number(got['beta'], 4)}",
                    {"beta": got["beta"]},
                ),
                Step(
                    "gamma",
                    f"How it moves with the second market ({pair.second}).",
                    r"\hat\gamma",
                    r"\frac{S_{zy} S_{xx} - S_{xy} S_{xz}}{S_{xx} S_{zz} - S_{xz}^2}",
                    (
                        rf"\frac{{{_number(got['s_zy'], 6)} \times {got['s_xx']:.6f} - "
                        rf"{_in_brackets(got['s_xy'], 6)} \times "
                        rf"{_in_brackets(got['s_xz'], 6)}}}{{{bottom}}}"
                    ),
                    f"{_number(got['gamma'], 4)}",
                    {"gamma": got["gamma"]},
                ),
                Step(
                    "alpha",
                    "What the share does on a day on which both markets stand still.",
                    r"\hat\alpha",
                    r"\bar R - \hat\beta \bar R_m - \hat\gamma \bar R_z",
                    (
                        rf"{_number(got['mean_y'], 6)} - {_number(got['beta'], 4)} \times "
                        rf"{_in_brackets(got['mean_x'], 6)} - {_in_brackets(got['gamma'], 4)} \times "
                        rf"{_in_brackets(got['mean_z'], 6)}"
                    ),
                    *alpha,
                ),
            )
        case "mean-adjusted":
            return (
                Step(
                    "alpha",
                    (
                        f"What the share is expected to do: its mean return of {n} earlier sessions. "
                        "The market is ignored."
                    ),
                    r"\hat\alpha",
                    r"\bar R = \frac{1}{n} \sum_s R_s",
                    rf"\frac{{{_number(got['mean_y'] * n, 6)}}}{{{n}}}",
                    *alpha,
                ),
            )
    return ()


def _spread(pair: Pair, got: dict[str, float]) -> Step:
    n, ssr, df = int(got["n"]), f"{got['ssr']:.8f}", int(got["df"])
    words, top = {
        "market-adjusted": (
            "The usual size of a day’s difference between share and market, taken around its mean.",
            r"\sum (D_s - \bar D)^2",
        ),
        "mean-adjusted": ("The usual size of a day’s distance from that mean.", r"\sum (R_s - \bar R)^2"),
    }.get(
        pair.spec.model,
        ("The usual size of a day’s surprise: how far returns lie from what the line says.", r"\mathrm{SSR}"),
    )
    return Step(
        "sigma",
        words,
        r"\hat\sigma",
        rf"\sqrt{{\frac{{{top}}}{{n - {n - df}}}}}",
        rf"\sqrt{{\frac{{{ssr}}}{{{df}}}}}",
        f"{got['sigma']:.6f}",
        {"sigma": got["sigma"]},
    )


def _day0(pair: Pair, got: dict[str, float]) -> Step:
    """Expected and abnormal return of one session, by way of example."""
    day = 0 if pair.spec.window[0] <= 0 <= pair.spec.window[1] else pair.spec.window[0]
    row, path = (frame.set_index("day").loc[day] for frame in (pair.window, pair.path))
    market = _in_brackets(row["market"], 6)
    expected = {
        "market": rf"{_number(got['alpha'], 6)} + {_number(got['beta'], 4)} \times {market}",
        "market-adjusted": market,
        "mean-adjusted": f"{_number(got['alpha'], 6)}",
    }.get(pair.spec.model) or (
        rf"{_number(got['alpha'], 6)} + {_number(got['beta'], 4)} \times {market} + "
        rf"{_in_brackets(got['gamma'], 4)} \times {_in_brackets(row['second'], 6)}"
    )
    return Step(
        "ar",
        (
            "The abnormal return of a session is what the share did less what was expected; here for "
            f"day {day}"
        ).replace("-", "−")
        + ".",
        rf"\mathrm{{AR}}_{{{day}}}",
        rf"R_{{{day}}} - E[R_{{{day}}}]",
        rf"{_number(row['share'], 6)} - ({expected})",
        _number(path["ar"], 6),
        {f"ar_{day}": float(path["ar"])},
    )


def _sum(pair: Pair, got: dict[str, float]) -> Step:
    terms = [_in_brackets(value, 6) for value in pair.path["ar"]]
    if len(terms) > _MOST_TERMS:
        terms = [*terms[:2], r"\cdots", *terms[-1:]]
    return Step(
        "car",
        (
            f"The abnormal returns of the {sessions(len(pair.path))} of the event window added up: the "
            "cumulative abnormal return."
        )
        if len(pair.path) > 1
        else "The event window has one session, so that its abnormal return is the whole sum.",
        r"\mathrm{CAR}",
        r"\sum_t \mathrm{AR}_t",
        " + ".join(terms) if len(terms) > 1 else "",
        f"{_number(got['car'], 6)}",
        {"car": got["car"]},
    )


def _test_steps(pair: Pair, got: dict[str, float]) -> tuple[Step, ...]:
    """Whether it could be chance."""
    n, length, df = int(got["n"]), int(got["length"]), int(got["df"])
    formula, numbers = r"\hat\sigma \sqrt{L", rf"{got['sigma']:.6f} \sqrt{{{length}"
    if pair.spec.model != "market-adjusted":
        formula, numbers = formula + r" + \frac{L^2}{n}", numbers + rf" + \frac{{{length}^2}}{{{n}}}"
    if pair.spec.model == "market":
        formula += r" + \frac{(\sum_t R_{m,t} - L \bar R_m)^2}{S_{xx}}"
        numbers += (
            rf" + \frac{{({_number(got['sum_x'], 6)} - {length} \times "
            rf"{_in_brackets(got['mean_x'], 6)})^2}}{{{got['s_xx']:.8f}}}"
        )
    if pair.two_factors:
        formula += r" + \frac{a^2 S_{zz} - 2 a b S_{xz} + b^2 S_{xx}}{S_{xx} S_{zz} - S_{xz}^2}"
        a, b = got["sum_x"] - length * got["mean_x"], got["sum_z"] - length * got["mean_z"]
        numbers += (
            rf" + \frac{{{_in_brackets(a, 6)}^2 \times {got['s_zz']:.6f} - 2 \times "
            rf"{_in_brackets(a, 6)} \times {_in_brackets(b, 6)} \times {_in_brackets(got['s_xz'], 6)} "
            r"+ "
            rf"{_in_brackets(b, 6)}^2 \times {got['s_xx']:.6f}}}{{{got['s_xx']:.6f} \times "
            rf"{got['s_zz']:.6f} - {_in_brackets(got['s_xz'], 6)}^2}}"
        )
    meant = (
        (
            r" Here a is the sum of the window’s market returns less L times their mean, and b the same "
            r"of the second market."
        )
        if pair.two_factors
        else ""
    )
    level = f"{pair.spec.confidence:.4g}"
    level_words = f"{pair.spec.confidence * 100:.4g}%"
    return (
        Step(
            "se",
            "How far such a sum usually strays by chance: its standard error"
            + _unknown(pair.spec.model)
            + meant,
            r"\mathrm{se}",
            formula + "}",
            numbers + "}",
            f"{got['se']:.6f}",
            {"se": got["se"]},
        ),
        Step(
            "t",
            "The sum in such units.",
            "t",
            r"\frac{\mathrm{CAR}}{\mathrm{se}}",
            rf"\frac{{{_number(got['car'], 6)}}}{{{got['se']:.6f}}}",
            f"{_number(got['t'], 3)}",
            {"t": got["t"]},
        ),
        Step(
            "p",
            (
                "How often chance alone would go as far in either direction, if returns had the "
                "familiar bell shape."
            ),
            "p",
            rf"2 \Pr(T_{{{df}}} \ge |t|)",
            rf"2 \Pr(T_{{{df}}} \ge {abs(got['t']):.3f})",
            _small(got["p"]),
            {"p": got["p"]},
        ),
        Step(
            "interval",
            (
                f"The {level_words} interval: the values that the data do not rule out. The factor is "
                f"Student’s t for {df} degrees of freedom."
            ),
            rf"[\mathrm{{low}}, \mathrm{{high}}]_{{{level}}}",
            r"\mathrm{CAR} \pm t^{*} \, \mathrm{se}",
            rf"{_number(got['car'], 6)} \pm {got['quantile']:.4f} \times {got['se']:.6f}",
            f"[{_number(got['low'], 4)}, {_number(got['high'], 4)}]",
            {"low": got["low"], "high": got["high"]},
        ),
    )


def _unknown(model: str) -> str:
    """What the standard error counts beside the share's own noise."""
    match model:
        case "market-adjusted":
            return "."
        case "mean-adjusted":
            return ", which also counts that the mean is only estimated."
    return ", which also counts that the line is only estimated."


def _number(value: float, digits: int) -> str:
    """A number; the braces keep a minus sign close to its digits."""
    text = f"{value:.{digits}f}"
    return f"{{{text}}}" if text.startswith("-") else text


def _in_brackets(value: float, digits: int) -> str:
    """A number within a product or a sum: a negative one in brackets."""
    text = _number(value, digits)
    return f"({text})" if text.startswith("{") else text


def _small(value: float) -> str:
    """A probability, in powers of ten when it is tiny."""
    if value >= 0.0001 or value == 0:
        return f"{value:.4f}"
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return rf"{mantissa} \times 10^{{{int(exponent)}}}"
