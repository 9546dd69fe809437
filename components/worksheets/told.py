"""Sentences that every form of the worksheet says alike."""

from __future__ import annotations

MODEL_WORDS = {
    "market": "Market model: a straight line through the share’s and its market’s returns",
    "market-adjusted": "Market-adjusted: the share is expected to do what its market does",
    "mean-adjusted": "Mean-adjusted: the share is expected to earn its own mean",
    "two-factor": "Two factors: a line on the home market and on a second one",
}
LEFT_OUT = "Sessions within one session of another event on the company: they are not ordinary days."
CAUTION = "A move beside an event is no proof that the event caused it: other news may have come on the same days. This is a record, not advice."


def returns_words(kind: str) -> str:
    return "Logarithms of the ratio of two closes" if kind == "log" else "A close divided by the one before, less 1"
