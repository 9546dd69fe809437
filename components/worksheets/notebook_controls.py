"""Code cells of the notebook where a share is measured against a control portfolio: it fits the weights."""

from __future__ import annotations

from components.worksheets.pair import Pair
from components.worksheets.portfolio import Portfolio

SPREAD = (
    "moved = window[held].sum()\nline_factor = float(moved @ solve(sample[held].T @ sample[held], moved))"
)
"""What the estimated weights add to the variance of the sum: v' (X'X)^-1 v."""


def levels(held: Portfolio) -> dict[str, str]:
    """Column of the closes → the name of its returns."""
    return {symbol: f"{symbol} return" for symbol in held.controls.index}


def fitting_cells(pair: Pair, held: Portfolio) -> list[tuple[str, str, str]]:
    """The weights, found again by non-negative least squares, and what they come to."""
    names = "".join(f"    {symbol!r}: {name!r},\n" for symbol, name in held.controls["name"].items())
    return [
        (
            "## The weights\n\nNon-negative least squares: of all mixtures without a negative weight, the "
            f"one that came nearest to the share on the {len(pair.estimation)} sessions of the sample. "
            "Nothing after them is looked at.",
            "",
            f"from scipy.optimize import nnls\n\nnames = {{\n{names}}}\n"
            "portfolio = pd.Series(nnls(sample[controls].to_numpy(), y.to_numpy())[0], controls)\n"
            "held = list(portfolio.index[portfolio > 0])\n"
            'pd.DataFrame({"name": [names[c.removesuffix(" return")] for c in held], '
            '"weight": portfolio[held].to_numpy()})',
        ),
        (
            "## The portfolio\n\nWhat it returned in every session: weights times returns, added up.",
            "portfolio",
            'data["market_return"] = (data[controls] * portfolio).sum(axis=1, skipna=False)\n'
            "sample = data.loc[sample.index]\n"
            'data[["day", "session", "share_return", "market_return"]].tail()',
        ),
        (
            "## The usual size of a surprise",
            "sigma",
            'alpha, beta = 0.0, 1.0\nsurprise = y - sample["market_return"]\n'
            "sigma = ((surprise ** 2).sum() / (n - len(held))) ** 0.5\n"
            'print(f"sigma = {sigma:.6f}")',
        ),
    ]
