"""From a term, wherever it is used, to its entry in the glossary: in a new tab, so that the reader's place is
kept.

Once a page, where the term is first used; the words stay what they would be without the link.
"""

from __future__ import annotations

import html

from components.charts.kit.memo import remembered
from data import Snapshot


def linked(term: str, words: str) -> str:
    """`words` as a Markdown link to the entry `term`."""
    return f"[{words}](glossary#{term})"


def linked_html(term: str, words: str) -> str:
    """The same as HTML; `words` are escaped."""
    return f'<a href="glossary#{term}" target="_blank" rel="noopener">{html.escape(words)}</a>'


def actor_html(snapshot: Snapshot, code: str, words: str) -> str:
    """An actor's name as HTML, linked where the glossary explains the actor."""
    term = _terms_of_actors(snapshot).get(code)
    return linked_html(term, words) if term else html.escape(words)


@remembered(4)
def _terms_of_actors(snapshot: Snapshot) -> dict[str, str]:
    bodies = snapshot.glossary[snapshot.glossary["actor"] != ""]
    return dict(zip(bodies["actor"], bodies.index, strict=True))
