"""How one statistic is explained, and papers that several of them come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One statistic. key: column of `pairs`, or name of a test. name, words: for readers.
    formula: LaTeX without dollar signs. paper: where it comes from ("" for plain arithmetic)."""

    key: str
    name: str
    words: str
    formula: str
    paper: str = ""


MACKINLAY = "MacKinlay (1997), Event studies in economics and finance, Journal of Economic Literature 35"
BROWN_WARNER = "Brown & Warner (1985), Using daily stock returns, Journal of Financial Economics 14"
KOLARI = (
    "Kolari & Pynnönen (2010), Event study testing with cross-sectional correlation of abnormal returns, "
    "Review of Financial Studies 23"
)

GOLDSMITH_PINKHAM_LYU = (
    "Goldsmith-Pinkham & Lyu (2025), Causal inference in financial event studies; after Abadie, Diamond & "
    "Hainmueller (2010), Synthetic control methods, Journal of the American Statistical Association 105"
)
