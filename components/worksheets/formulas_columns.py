"""Columns of the sheet Returns that serve the estimation, each with its formula."""

from __future__ import annotations

from dataclasses import dataclass

from components.study.recent import DECAY
from components.worksheets.formulas import EXPECTED, PERCENT, least_squares
from components.worksheets.pair import Pair


@dataclass(frozen=True)
class Column:
    """A column of the sheet Returns that serves the estimation; `formula` has {row} and letters."""

    key: str
    label: str
    how: str
    formula: str
    format: str = PERCENT


def recent_columns(pair: Pair) -> tuple[Column, ...]:
    """Columns for the recent variance: of every known session before the window, near events or not."""
    if not pair.adaptive:
        return ()
    expected = EXPECTED[pair.spec.model][0]
    return (
        Column(
            "recent_weight",
            "Weight: recent",
            f"{DECAY} for each session back from the last before the window",
            "decay^(last_recent-{day})",
            "0.000000",
        ),
        Column(
            "recent_ee",
            "Surprise², any session",
            "from the line as it is believed",
            f"({{share}}-({expected}))^2",
            "0.00000000",
        ),
    )


def sample_columns(pair: Pair) -> tuple[Column, ...]:
    """Columns y, x, z, products and squared surprises; empty text where a session does not serve."""
    line = least_squares if pair.weighs_drift else str
    y = Column("y", "y: share", "its return, where the session serves", "{share}")
    x = Column("x", "x: market", "the same of the market", "{market}")
    z = Column("z", "z: second", "the same of the second market", "{second}")

    def product(a: str, b: str) -> Column:
        label = f"({a} − mean)²" if a == b else f"({a} − mean) × ({b} − mean)"
        return Column(a + b, label, "", f"({{{a}}}-mean_{a})*({{{b}}}-mean_{b})", "0.00000000")

    def surprise(formula: str, how: str) -> tuple[Column, Column]:
        return Column("e", "Surprise", how, line(formula)), Column(
            "ee", "Surprise²", "the surprise times itself", "{e}^2", "0.00000000"
        )

    match pair.spec.model:
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
        case "controls":
            return y, *surprise("{y}-{market}", "y − what the portfolio made")
    difference = Column(
        "y", "y: share − market", "the difference, where the session serves", "{share}-{market}"
    )
    return difference, *surprise("{y}-mean_y", "y − its mean")
