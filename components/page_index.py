"""The pages of the app, declared once: the menu, the shell, the site map and the pages themselves read it."""

from __future__ import annotations

from typing import NamedTuple


class MenuPage(NamedTuple):
    """file: in `pages/`. path: in the address, "" for the home page. title: in the menu.

    heading and lead: what the page says first.
    """

    file: str
    path: str
    title: str
    heading: str
    lead: str = ""


PAGES = (
    MenuPage(
        "timeline.py",
        "",
        "Timeline",
        "China’s tech crackdown, beside the share prices",
        "Meetings, rules, penalties and reports since August 2020, each dated and sourced, "
        "with Alibaba, Tencent and Meituan. Click an event; draw a box sideways to choose a period.",
    ),
    MenuPage("event.py", "event", "Event", "One event, and the share prices beside it"),
    MenuPage("impact.py", "impact", "Impact", "How far each share moved beside each event"),
    MenuPage("patterns.py", "patterns", "Patterns", "How shares moved beside each kind of event"),
    MenuPage("compare.py", "compare", "Compare", "Side by side"),
    MenuPage("bring_your_own.py", "bring-your-own", "Bring your own", "Bring your own"),
    MenuPage("embed_studio.py", "studio", "Embed", "Embed a chart"),
    MenuPage("classroom.py", "classroom", "Classroom", "Classroom"),
    MenuPage("glossary.py", "glossary", "Glossary", "Glossary"),
    MenuPage(
        "press.py",
        "press",
        "Press",
        "The record against the press",
        "Share moves as newspapers printed them, beside the record’s own prices of the same day.",
    ),
    MenuPage("data_and_method.py", "method", "Data & method", "Data & method"),
)
PAGE_OF_PATH = {page.path: page for page in PAGES}
