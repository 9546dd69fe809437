"""How tall an embed will be, for frames that are made before it is loaded."""

from __future__ import annotations

from components.charts import catalogue
from components.charts.kit.look import Look
from components.embed.drawing import SIZES
from components.embed.request import Asked
from components.embed.wrapping import wrapped


def embed_height(asked: Asked, width: int) -> int:
    """CSS pixels of the whole embed at `width`, with its table closed; a little generous."""
    size = max((one for one in SIZES.values() if one.shown_from <= width), key=lambda one: one.shown_from)
    figure = catalogue.build(asked.slug, asked.snapshot, asked.params, Look("light", size.size)).figure
    wide = width >= 780
    room = width - (40 if wide else 28)
    words = asked.words
    title = len(wrapped(words.title, room, 26 if wide else 22)) * (31 if wide else 26)
    subtitle = len(wrapped(words.subtitle, room, 15)) * 21
    foot = sum(len(wrapped(text, room, 12)) * 20 for text in (*words.notes, words.source, words.mark))
    drawing = (figure.layout.height or size.height) * room / size.width
    return round(title + subtitle + drawing + foot + 150)
