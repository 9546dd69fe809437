"""What the last edition brought, with the way to the list of its changes."""

from __future__ import annotations

from components.edition_words import last_edition
from data import Snapshot


def what_it_brought(snapshot: Snapshot) -> str:
    """A sentence in Markdown; "" in a record from before there were editions."""
    words = last_edition(snapshot)
    return f"{words} [What changed](method?tab=changes)" if words else ""
