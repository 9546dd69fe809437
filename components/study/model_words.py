"""What the models are called wherever they are named: menus, sentences, headlines and worksheets."""

from __future__ import annotations

from typing import NamedTuple


class ModelWords(NamedTuple):
    """The words for one model of what a share was expected to do.

    label: in menus; {overseas} is the second market's index. name: in a sentence. measure: what the
    abnormal return was taken from, in a subtitle. expected: the same in full; {index} and {overseas} are
    indices with their articles. beyond: after a number, in a headline. column: over the abnormal returns of
    a table. term: its entry in the glossary. by_hand: in worksheets.
    """

    label: str
    name: str
    measure: str
    expected: str
    beyond: str
    column: str
    term: str
    by_hand: str


BEYOND_THE_MARKET = "Beyond the market"

MODEL_WORDS = {
    "market": ModelWords(
        label="Market model",
        name="market model",
        measure="market model",
        expected="the share's usual relation to {index}",
        beyond="beyond the market",
        column=BEYOND_THE_MARKET,
        term="market-model",
        by_hand="Market model: a straight line through the share’s and its market’s returns",
    ),
    "market-adjusted": ModelWords(
        label="Market-adjusted",
        name="market-adjusted model",
        measure="return of the benchmark",
        expected="{index} on the same sessions",
        beyond="beyond the market",
        column=BEYOND_THE_MARKET,
        term="market-adjusted",
        by_hand="Market-adjusted: the share is expected to do what its market does",
    ),
    "mean-adjusted": ModelWords(
        label="Mean-adjusted",
        name="mean-adjusted model",
        measure="average return of the share before",
        expected="the share's own average",
        beyond="beyond its own average",
        column=BEYOND_THE_MARKET,
        term="mean-adjusted",
        by_hand="Mean-adjusted: the share is expected to earn its own mean",
    ),
    "two-factor": ModelWords(
        label="Two factors (Hong Kong and {overseas})",
        name="two-factor model",
        measure="two-factor model",
        expected="the share's usual relation to {index} and to {overseas} of the session before",
        beyond="beyond both markets",
        column=BEYOND_THE_MARKET,
        term="two-factor",
        by_hand="Two factors: a line on the home market and on a second one",
    ),
    "controls": ModelWords(
        label="Shares outside tech",
        name="portfolio of shares outside tech",
        measure="portfolio of shares outside tech",
        expected="a portfolio of shares outside tech",
        beyond="beyond shares outside tech",
        column="Beyond shares outside tech",
        term="control-portfolio",
        by_hand="Control portfolio: shares outside tech, mixed so that they came nearest to the share before",
    ),
}
"""By the model's name in `StudySpec.model`."""
