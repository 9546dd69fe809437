"""The way from closes to a result in numbered steps: words, a formula, and the formula with numbers.

One list for the page, the printed sheet and the notebook, so that they cannot tell it differently.
Formulas are LaTeX without dollar signs.
"""

from __future__ import annotations

from components.study.words import sessions
from components.worksheets.arithmetic import worked
from components.worksheets.pair import Pair
from components.worksheets.step import Step, in_brackets, number
from components.worksheets.steps_noise import drift_steps, noise_steps
from components.worksheets.steps_portfolio import portfolio_step

_MOST_TERMS = 5
"""Longest sum written out term by term."""

_EXPECTED = {
    "market": r"E[R_t] = \hat\alpha + \hat\beta R_{m,t}",
    "market-adjusted": r"E[R_t] = R_{m,t}",
    "mean-adjusted": r"E[R_t] = \hat\alpha",
    "two-factor": r"E[R_t] = \hat\alpha + \hat\beta R_{m,t} + \hat\gamma R_{z,t}",
    "controls": r"E[R_t] = \sum_k w_k R_{k,t}",
}


def expected_rule(pair: Pair) -> str:
    """What the pair's model expects of a session; a tilde marks a line whose drift is weighed."""
    rule = _EXPECTED[pair.spec.model]
    return rule.replace(r"\hat", r"\tilde") if pair.weighs_drift else rule


def steps(pair: Pair) -> tuple[Step, ...]:
    """The steps of the pair's model, in the order in which they are worked."""
    got = worked(pair)
    spread, drift = _spread(pair, got), drift_steps(pair, got)
    without = pair.no_drift  # sigma then rests on the height's variance
    return (
        *_line_steps(pair, got),
        *((drift[0], spread, *drift[1:]) if without else (spread, *drift)),
        _day0(pair, got),
        _sum(pair, got),
        *noise_steps(pair, got),
        *_test_steps(pair, got),
    )


def _name(pair: Pair, estimate: str) -> str:
    """Of an estimate by least squares, which is not the last word where the drift is weighed."""
    return f"measured_{estimate}" if pair.weighs_drift else estimate


def _line_steps(pair: Pair, got: dict[str, float]) -> tuple[Step, ...]:
    """What the share is expected to do."""
    if pair.portfolio:
        return (portfolio_step(pair, pair.portfolio),)
    n = int(got["n"])
    alpha = (f"{number(got['measured_alpha'], 6)}", {_name(pair, "alpha"): got["measured_alpha"]})
    match pair.spec.model:
        case "market":
            return (
                Step(
                    _name(pair, "beta"),
                    (
                        f"The slope of the line through {n} earlier sessions: when the market moves by "
                        f"1%, the share usually moves by {number(got['measured_beta'], 2)}%."
                    ),
                    r"\hat\beta",
                    r"\frac{S_{xy}}{S_{xx}}",
                    rf"\frac{{{number(got['s_xy'], 8)}}}{{{got['s_xx']:.8f}}}",
                    f"{number(got['measured_beta'], 4)}",
                    {_name(pair, "beta"): got["measured_beta"]},
                ),
                Step(
                    _name(pair, "alpha"),
                    "The height of the line: what the share does on a day on which the market stands still.",
                    r"\hat\alpha",
                    r"\bar R - \hat\beta \bar R_m",
                    (
                        rf"{number(got['mean_y'], 6)} - {number(got['measured_beta'], 4)} \times "
                        rf"{in_brackets(got['mean_x'], 6)}"
                    ),
                    *alpha,
                ),
            )
        case "two-factor":
            bottom = rf"{got['s_xx']:.6f} \times {got['s_zz']:.6f} - {in_brackets(got['s_xz'], 6)}^2"
            return (
                Step(
                    _name(pair, "beta"),
                    (
                        f"How the share moves with its home market, the other held still, over {n} "
                        "earlier sessions."
                    ),
                    r"\hat\beta",
                    r"\frac{S_{xy} S_{zz} - S_{zy} S_{xz}}{S_{xx} S_{zz} - S_{xz}^2}",
                    (
                        rf"\frac{{{number(got['s_xy'], 6)} \times {got['s_zz']:.6f} - "
                        rf"{in_brackets(got['s_zy'], 6)} \times "
                        rf"{in_brackets(got['s_xz'], 6)}}}{{{bottom}}}"
                    ),
                    f"{number(got['measured_beta'], 4)}",
                    {_name(pair, "beta"): got["measured_beta"]},
                ),
                Step(
                    _name(pair, "gamma"),
                    f"How it moves with the second market ({pair.second}).",
                    r"\hat\gamma",
                    r"\frac{S_{zy} S_{xx} - S_{xy} S_{xz}}{S_{xx} S_{zz} - S_{xz}^2}",
                    (
                        rf"\frac{{{number(got['s_zy'], 6)} \times {got['s_xx']:.6f} - "
                        rf"{in_brackets(got['s_xy'], 6)} \times "
                        rf"{in_brackets(got['s_xz'], 6)}}}{{{bottom}}}"
                    ),
                    f"{number(got['measured_gamma'], 4)}",
                    {_name(pair, "gamma"): got["measured_gamma"]},
                ),
                Step(
                    _name(pair, "alpha"),
                    "What the share does on a day on which both markets stand still.",
                    r"\hat\alpha",
                    r"\bar R - \hat\beta \bar R_m - \hat\gamma \bar R_z",
                    (
                        rf"{number(got['mean_y'], 6)} - {number(got['measured_beta'], 4)} \times "
                        rf"{in_brackets(got['mean_x'], 6)} - {in_brackets(got['measured_gamma'], 4)} \times "
                        rf"{in_brackets(got['mean_z'], 6)}"
                    ),
                    *alpha,
                ),
            )
        case "mean-adjusted":
            return (
                Step(
                    _name(pair, "alpha"),
                    (
                        f"What the share is expected to do: its mean return of {n} earlier sessions. "
                        "The market is ignored."
                    ),
                    r"\hat\alpha",
                    r"\bar R = \frac{1}{n} \sum_s R_s",
                    rf"\frac{{{number(got['mean_y'] * n, 6)}}}{{{n}}}",
                    *alpha,
                ),
            )
    return ()


def _spread(pair: Pair, got: dict[str, float]) -> Step:
    n, ssr, df = int(got["n"]), f"{got['measured_ssr']:.8f}", int(got["df"])
    words, top = {
        "market-adjusted": (
            "The usual size of a day’s difference between share and market, taken around its mean.",
            r"\sum (D_s - \bar D)^2",
        ),
        "mean-adjusted": ("The usual size of a day’s distance from that mean.", r"\sum (R_s - \bar R)^2"),
        "controls": (
            "The usual size of a day’s surprise: how far the share strays from what the portfolio made.",
            r"\mathrm{SSR}",
        ),
    }.get(
        pair.spec.model,
        ("The usual size of a day’s surprise: how far returns lie from what the line says.", r"\mathrm{SSR}"),
    )
    if pair.no_drift:
        top += r" + \hat\alpha^2 / a"
        ssr += rf" + {in_brackets(got['measured_alpha'], 6)}^2 / {got['drift_part']:.6f}"
        words += (
            " No drift is believed here, so that the line passes through nought, and the squared height "
            "over its variance a is a surprise too."
        )
    return Step(
        "sigma",
        words,
        r"\hat\sigma",
        rf"\sqrt{{\frac{{{top}}}{{{'n' if n == df else f'n - {n - df}'}}}}}",
        rf"\sqrt{{\frac{{{ssr}}}{{{df}}}}}",
        f"{got['sigma']:.6f}",
        {"sigma": got["sigma"]},
    )


def _day0(pair: Pair, got: dict[str, float]) -> Step:
    """Expected and abnormal return of one session, by way of example."""
    day = 0 if pair.spec.window[0] <= 0 <= pair.spec.window[1] else pair.spec.window[0]
    row, path = (frame.set_index("day").loc[day] for frame in (pair.window, pair.path))
    market = in_brackets(row["market"], 6)
    expected = {
        "market": rf"{number(got['alpha'], 6)} + {number(got['beta'], 4)} \times {market}",
        "market-adjusted": market,
        "controls": market,
        "mean-adjusted": f"{number(got['alpha'], 6)}",
    }.get(pair.spec.model) or (
        rf"{number(got['alpha'], 6)} + {number(got['beta'], 4)} \times {market} + "
        rf"{in_brackets(got['gamma'], 4)} \times {in_brackets(row['second'], 6)}"
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
        rf"{number(row['share'], 6)} - ({expected})",
        number(path["ar"], 6),
        {f"ar_{day}": float(path["ar"])},
    )


def _sum(pair: Pair, got: dict[str, float]) -> Step:
    terms = [in_brackets(value, 6) for value in pair.path["ar"]]
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
        f"{number(got['car'], 6)}",
        {"car": got["car"]},
    )


def _test_steps(pair: Pair, got: dict[str, float]) -> tuple[Step, ...]:
    """Whether it could be chance."""
    length, df = int(got["length"]), int(got["df"])
    formula, numbers = r"\sqrt{L s^2", rf"\sqrt{{{length} \times {got['session_variance']:.8f}"
    if pair.spec.model != "market-adjusted":
        formula += r" + \hat\sigma^2 u"
        numbers += rf" + {got['sigma'] ** 2:.8f} \times {got['line_factor']:.6f}"
    level = f"{pair.spec.confidence:.4g}"
    level_words = f"{pair.spec.confidence * 100:.4g}%"
    return (
        Step(
            "se",
            f"How far such a sum usually strays by chance: its standard error{_unknown(pair.spec.model)}",
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
            rf"\frac{{{number(got['car'], 6)}}}{{{got['se']:.6f}}}",
            f"{number(got['t'], 3)}",
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
            rf"{number(got['car'], 6)} \pm {got['quantile']:.4f} \times {got['se']:.6f}",
            f"[{number(got['low'], 4)}, {number(got['high'], 4)}]",
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
        case "controls":
            return ", which also counts that the weights are only estimated."
    return ", which also counts that the line is only estimated."


def _small(value: float) -> str:
    """A probability, in powers of ten when it is tiny."""
    if value >= 0.0001 or value == 0:
        return f"{value:.4f}"
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return rf"{mantissa} \times 10^{{{int(exponent)}}}"
