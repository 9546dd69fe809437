"""The two steps that differ beside a control portfolio: what it made, and how uncertain its weights are."""

from __future__ import annotations

from components.language import counted
from components.worksheets.pair import Pair
from components.worksheets.portfolio import Portfolio
from components.worksheets.step import Step, in_brackets, number

_MOST_TERMS = 3
"""Products written out, those of the largest weights."""


def portfolio_step(pair: Pair, held: Portfolio) -> Step:
    """The portfolio's return of one session, by way of example."""
    first, last = pair.spec.window
    day = 0 if first <= 0 <= last else first
    at = int((pair.sessions["day"] == day).to_numpy().argmax())
    largest = held.controls["weight"].sort_values(ascending=False, kind="stable").index
    terms = [
        rf"{held.controls.at[symbol, 'weight']:.4f} \times {in_brackets(held.returns.at[at, symbol], 6)}"
        for symbol in [symbol for symbol in largest if symbol in held.held][:_MOST_TERMS]
    ]
    more = r" + \cdots" if len(held.held) > _MOST_TERMS else ""
    made = float(held.made[at])
    return Step(
        "portfolio",
        (
            f"What the portfolio made on day {day}, and so what the share is expected to have done: the "
            f"return of each of its {counted(len(held.held), 'share')} times its weight, added up. The "
            f"weights are given: of all mixtures without a negative weight they came nearest to the share on "
            f"{len(pair.estimation)} earlier sessions."
        ).replace("day -", "day −"),
        rf"R_{{p,{day}}}",
        rf"\sum_k w_k R_{{k,{day}}}",
        " + ".join(terms) + more,
        number(made, 6),
        {"portfolio": made},
    )


def weights_factor(held: Portfolio, got: dict[str, float]) -> Step:
    """What estimated weights add to the variance of the sum, in units of sigma squared."""
    many = len(held.held)
    return Step(
        "line_factor",
        (
            "What the estimates add: weights from a sample are themselves a little off. v holds the summed "
            f"returns of each share with weight over the window, X their returns over the sample; a table of "
            f"{many} by {many} numbers has to be inverted, which is a computer’s work: the workbook shows it."
        ),
        "u",
        r"v^{\top} (X^{\top} X)^{-1} v",
        "",
        f"{got['line_factor']:.6f}",
        {"line_factor": got["line_factor"]},
    )
