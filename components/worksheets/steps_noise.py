"""Two steps of the default study: what a measured drift is worth, and how wild the share has been of late."""

from __future__ import annotations

from components.study.recent import DECAY, HALF
from components.worksheets.pair import Pair
from components.worksheets.step import Step, in_brackets, number
from components.worksheets.steps_portfolio import weights_factor


def drift_steps(pair: Pair, got: dict[str, float]) -> tuple[Step, ...]:
    """The weight of the measured drift, and the line that is left; nothing where it is taken as measured."""
    if not pair.weighs_drift:
        return ()
    loaded = pair.spec.model in ("market", "two-factor")
    part = Step(
        "drift_part",
        "How uncertain the measured height is: its variance, in units of sigma squared.",
        "a",
        _PART[pair.spec.model],
        _part_numbers(pair, got),
        f"{got['drift_part']:.6f}",
        {"drift_part": got["drift_part"]},
    )
    weight = Step(
        "drift_weight",
        (
            "How far the measured height is believed. Over a few months it is mostly luck: the record’s "
            f"shares usually drift by {pair.drift_variance**0.5 * 100:.3f}% a session (tau), and the less "
            "certain the measurement, the less of it counts."
        ),
        "w",
        r"\frac{\tau^2}{\tau^2 + \hat\sigma^2 a}",
        (
            rf"\frac{{{_tiny(pair.drift_variance)}}}{{{_tiny(pair.drift_variance)} + "
            rf"{_tiny(got['sigma'] ** 2)} \times {got['drift_part']:.6f}}}"
        ),
        f"{got['drift_weight']:.4f}",
        {"drift_weight": got["drift_weight"]},
    )
    none = Step(
        "alpha",
        "No drift is believed: on an ordinary day with its market standing still, the share is expected to.",
        r"\tilde\alpha",
        "0",
        "",
        "",
        {"alpha": got["alpha"]},
    )
    alpha = Step(
        "alpha",
        "The part of the measured height that counts.",
        r"\tilde\alpha",
        r"w \hat\alpha",
        rf"{got['drift_weight']:.4f} \times {in_brackets(got['measured_alpha'], 6)}",
        number(got["alpha"], 6),
        {"alpha": got["alpha"]},
    )
    slopes = _slopes(pair, got) if loaded else ()
    return (part, none, *slopes) if pair.no_drift else (part, weight, alpha, *slopes)


def _slopes(pair: Pair, got: dict[str, float]) -> tuple[Step, ...]:
    """The slopes of the line whose height is weighed."""
    gap = r"\frac{\hat\alpha - \tilde\alpha}{a}"
    gap_numbers = rf"\frac{{{number(got['measured_alpha'] - got['alpha'], 6)}}}{{{got['drift_part']:.6f}}}"
    s_zz, s_xz, s_xx = (got[name] for name in ("s_zz", "s_xz", "s_xx"))
    determinant = s_xx * s_zz - s_xz**2
    rules = {
        "market": (("beta", r"\beta", r"\frac{\bar R_m}{S_{xx}}", got["mean_x"], s_xx),),
        "two-factor": (
            (
                "beta",
                r"\beta",
                r"\frac{S_{zz} \bar R_m - S_{xz} \bar R_z}{S_{xx} S_{zz} - S_{xz}^2}",
                s_zz * got["mean_x"] - s_xz * got["mean_z"],
                determinant,
            ),
            (
                "gamma",
                r"\gamma",
                r"\frac{S_{xx} \bar R_z - S_{xz} \bar R_m}{S_{xx} S_{zz} - S_{xz}^2}",
                s_xx * got["mean_z"] - s_xz * got["mean_x"],
                determinant,
            ),
        ),
    }[pair.spec.model]
    return tuple(
        Step(
            name,
            "The slope that goes with that height: the line is turned a little, so that it still fits.",
            rf"\tilde{sign}",
            rf"\hat{sign} + {gap} {on}",
            rf"{number(got[f'measured_{name}'], 4)} + {gap_numbers} \times "
            rf"\frac{{{number(top, 8)}}}{{{bottom:.8f}}}",
            number(got[name], 4),
            {name: got[name]},
        )
        for name, sign, on, top, bottom in rules
    )


def noise_steps(pair: Pair, got: dict[str, float]) -> tuple[Step, ...]:
    """The variance of a session of the window, and what the estimates add to that of the sum."""
    variance = Step(
        "session_variance",
        "The variance of one session of the event window: that of the sample.",
        "s^2",
        r"\hat\sigma^2",
        f"{got['sigma']:.6f}^2",
        f"{got['session_variance']:.8f}",
        {"session_variance": got["session_variance"]},
    )
    if pair.adaptive:
        recent = Step(
            "recent_variance",
            (
                "How wild the share has been of late: squared surprises of all sessions before the window, "
                f"each counting {DECAY} of the one after it. Calm and wild times come in stretches."
            ),
            "r^2",
            rf"\frac{{\sum_j {DECAY}^j e_{{-j}}^2}}{{\sum_j {DECAY}^j}}",
            rf"\frac{{{got['recent_sum']:.8f}}}{{{got['recent_weights']:.4f}}}",
            f"{got['recent_variance']:.8f}",
            {"recent_variance": got["recent_variance"]},
        )
        variance = Step(
            "session_variance",
            "The variance of one session of the event window: half that of the sample, half the recent one.",
            "s^2",
            rf"{1 - HALF} \hat\sigma^2 + {HALF} r^2",
            rf"{1 - HALF} \times {got['sigma']:.6f}^2 + {HALF} \times {got['recent_variance']:.8f}",
            f"{got['session_variance']:.8f}",
            {"session_variance": got["session_variance"]},
        )
    first = (recent, variance) if pair.adaptive else (variance,)
    if pair.portfolio:
        return (*first, weights_factor(pair.portfolio, got))
    return first if pair.spec.model == "market-adjusted" else (*first, _line_factor(pair, got))


def _line_factor(pair: Pair, got: dict[str, float]) -> Step:
    """What the estimates add, in units of sigma squared."""
    n, length = int(got["n"]), int(got["length"])
    words = "What the estimates add: a line from a sample is itself a little off, for all sessions alike."
    formula, numbers = r"\frac{L^2}{n}", rf"\frac{{{length}^2}}{{{n}}}"
    if pair.spec.model == "market":
        formula += r" + \frac{(\sum_t R_{m,t} - L \bar R_m)^2}{S_{xx}}"
        numbers += (
            rf" + \frac{{({number(got['sum_x'], 6)} - {length} \times "
            rf"{in_brackets(got['mean_x'], 6)})^2}}{{{got['s_xx']:.8f}}}"
        )
    if pair.two_factors:
        words += (
            " Here p is the sum of the window’s market returns less L times their mean, and q the same of "
            "the second market."
        )
        formula += r" + \frac{p^2 S_{zz} - 2 p q S_{xz} + q^2 S_{xx}}{S_{xx} S_{zz} - S_{xz}^2}"
        p, q = got["sum_x"] - length * got["mean_x"], got["sum_z"] - length * got["mean_z"]
        numbers += (
            rf" + \frac{{{in_brackets(p, 6)}^2 \times {got['s_zz']:.6f} - 2 \times {in_brackets(p, 6)} "
            rf"\times {in_brackets(q, 6)} \times {in_brackets(got['s_xz'], 6)} + {in_brackets(q, 6)}^2 "
            rf"\times {got['s_xx']:.6f}}}{{{got['s_xx']:.6f} \times {got['s_zz']:.6f} - "
            rf"{in_brackets(got['s_xz'], 6)}^2}}"
        )
    if pair.weighs_drift:
        words += (
            " A height that is weighed is less uncertain than a measured one, which takes some of it back; "
            f"c, the height’s share in the sum, is {number(got['shared'], 6)}."
        )
        formula += r" - \frac{c^2}{a}" if pair.no_drift else r" - (1 - w) \frac{c^2}{a}"
        share = rf"\frac{{{in_brackets(got['shared'], 6)}^2}}{{{got['drift_part']:.6f}}}"
        numbers += f" - {share}" if pair.no_drift else (rf" - (1 - {got['drift_weight']:.4f}) {share}")
    return Step(
        "line_factor",
        words,
        "u",
        formula,
        numbers,
        f"{got['line_factor']:.6f}",
        {"line_factor": got["line_factor"]},
    )


_PART = {
    "market": r"\frac{1}{n} + \frac{\bar R_m^2}{S_{xx}}",
    "two-factor": (
        r"\frac{1}{n} + \frac{\bar R_m^2 S_{zz} - 2 \bar R_m \bar R_z S_{xz} + \bar R_z^2 S_{xx}}"
        r"{S_{xx} S_{zz} - S_{xz}^2}"
    ),
    "mean-adjusted": r"\frac{1}{n}",
}


def _part_numbers(pair: Pair, got: dict[str, float]) -> str:
    first = rf"\frac{{1}}{{{int(got['n'])}}}"
    if pair.spec.model == "market":
        return rf"{first} + \frac{{{in_brackets(got['mean_x'], 6)}^2}}{{{got['s_xx']:.8f}}}"
    if pair.two_factors:
        return rf"{first} + {got['drift_part'] - 1 / got['n']:.8f}"
    return first


def _tiny(value: float) -> str:
    mantissa, _, exponent = f"{value:.4e}".partition("e")
    return rf"{mantissa} \times 10^{{{int(exponent)}}}"
