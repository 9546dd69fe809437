"""A chart of a visitor's own events or shares as one HTML file.

No address could rebuild it, since nothing of a visitor is stored: the file holds picture, table, words and
the policy that they are shown under, is kept nowhere here, and leads nowhere.
"""

from __future__ import annotations

from components.charts.kit.look import Look
from components.embed.chrome import Chrome, chrome
from components.embed.drawing import SIZES, Draw, draw_unkept
from components.embed.page import Addresses, page
from components.embed.presentation import Presentation
from components.embed.questions import answers_of, questions_html
from components.embed.table import table_html
from components.embed.words import words_of

MOST_ROWS = 2_000


def own_file(make: Draw, *, by: Chrome = chrome) -> bytes:
    """The chart that `make` draws, with its table of at most `MOST_ROWS` rows, as UTF-8.

    Raises `CannotRender` when no browser can draw it now.
    """
    chart = make(Look("light", "wide"))
    made = page(
        chart.slug,
        words_of(chart, Presentation()),
        {size: draw_unkept(make, size, by=by) for size in SIZES},
        questions_html(answers_of(chart)) + table_html(chart.table, "", MOST_ROWS),
        Addresses(csv="", json="", png="", svg="", rights=""),
        policy_in_page=True,
    )
    return made.html.encode()
