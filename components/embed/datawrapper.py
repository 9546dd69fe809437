"""A chart's words as Datawrapper keeps them: the body that its API takes to create a chart (v3)."""

from __future__ import annotations

from components.embed.request import Asked
from components.record_name import record_name

TYPE = "tables"
"""Every table of ours can be shown as one; the editor chooses the form from there."""


def as_datawrapper(asked: Asked, table: str, page: str) -> dict[str, object]:
    """Title, description, source, notes and where the table is read from, as comma-separated text.

    table, page: public addresses of the table and of the embed. The table is linked, so a chart follows the
    record until its editor pins it.
    """
    words = asked.words
    notes = " ".join((*words.notes, words.source, words.record, words.mark))
    return {
        "title": words.title,
        "type": TYPE,
        "externalData": table,
        "metadata": {
            "data": {
                "upload-method": "external-data",
                "external-data": table,
                "use-datawrapper-cdn": False,
                "horizontal-header": True,
            },
            "describe": {
                "intro": words.subtitle,
                "source-name": record_name(),
                "source-url": page,
                "byline": words.byline,
                "aria-description": words.alt,
            },
            "annotate": {"notes": notes},
        },
    }
