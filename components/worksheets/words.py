"""Sentences that every form of the worksheet says alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from components.worksheets.pair import Pair

LEFT_OUT = "Sessions within one session of another event on the company: they are not ordinary days."
CAUTION = (
    "A move beside an event is no proof that the event caused it: other news may have come on the same "
    "days. This is a record, not advice."
)

_MEANS = (
    "R is the return of the share; a bar over it means its mean over the sample, and n is how many "
    "sessions serve. L is how many sessions the event window has."
)
_PRODUCTS = (
    "S stands for sums over the sample of products of distances from means (x: the market, y: the "
    "share{z}), SSR for the sum of squared surprises."
)
_SYMBOLS = {
    "market": f"{_MEANS} m marks the market. {_PRODUCTS.format(z='')}",
    "two-factor": (
        f"{_MEANS} m marks the market, z the second one. {_PRODUCTS.format(z=', z: the second market')}"
    ),
    "mean-adjusted": _MEANS,
    "controls": (
        f"{_MEANS} p marks the portfolio, w its weights and k the shares in it; SSR is the sum of squared "
        "surprises."
    ),
    "market-adjusted": f"{_MEANS} m marks the market, and D is the difference between share and market.",
}
_WEIGHED = (
    " A hat marks what least squares measure, a tilde what is believed of it: w is the weight of the "
    "measured drift, tau how widely shares drift."
)
_RECENT = " e is a surprise of a session before the window, the last of them with j = 0."


def symbols(pair: Pair) -> str:
    """What the letters in the formulas of the pair mean."""
    words = _SYMBOLS[pair.spec.model]
    if pair.weighs_drift:
        words += _WEIGHED
    return words + (_RECENT if pair.adaptive else "")


def returns_words(kind: str) -> str:
    return (
        "Logarithms of the ratio of two closes"
        if kind == "log"
        else "A close divided by the one before, less 1"
    )
