"""Words that mean to be more: tags, Markdown links and pictures, signs that turn the reading direction.

Whatever shows a text escapes it; such a text is refused at entry all the same.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"<[a-z/!?][^>]*>|!?\[[^\]]*\]\(|[\u200e\u200f\u202a-\u202e\u2066-\u2069]",
    re.IGNORECASE,
)
WHAT = "plain words: no tag, no link, no sign that turns the reading direction"


def holds_markup(text: str) -> bool:
    """Whether `text` holds a tag, a Markdown link or picture, or a sign of direction."""
    return _MARKUP.search(text) is not None
