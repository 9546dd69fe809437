"""Terms in the lesson's words, linked to the glossary where they are first used."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from components.controls.glossary_links import linked_html

TERMS = {
    "abnormal return": "abnormal-return",
    "event window": "event-window",
    "estimation window": "estimation-window",
    "Day 0": "day-0",
    "alpha": "alpha",
    "beta": "beta",
    "R²": "r-squared",
    "cumulative abnormal return": "car",
    "standard error": "standard-error",
    "95% interval": "confidence-interval",
    "placebo share": "placebo-share",
    "t test": "t-statistic",
    "p value": "p-value",
    "Patell’s Z": "patell",
    "mean correlation of their forecast errors": "kolari-pynnonen",
    "has its day 0": "overlap",
    "have their day 0": "overlap",
}
"""Words of the lesson, and their entries in the glossary; of words within others, the longer are linked."""

_ANY = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(html.escape(words))}s?(?!\w)" for words in sorted(TERMS, key=len, reverse=True)
    )
)


def with_terms(paragraphs: Sequence[str]) -> list[str]:
    """Plain paragraphs as HTML, every term linked once."""
    seen: set[str] = set()

    def link(match: re.Match[str]) -> str:
        words = html.unescape(match[0])
        term = TERMS.get(words) or TERMS[words.removesuffix("s")]
        if term in seen:
            return match[0]
        seen.add(term)
        return linked_html(term, words)

    return [_ANY.sub(link, html.escape(text)) for text in paragraphs]
