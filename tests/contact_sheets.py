"""`python -m tests.contact_sheets BASE_URL OUT [CASE …]`: every chart as a graphics editor looks at it.

Each chart of the catalogue with its example, and a few hard cases, is taken from a running server: embeds at
320, 640 and 1,280 pixels, light and dark, and the card as wide as a feed shows it. They are joined into
sheets to be looked at; nothing is judged here.
"""

from __future__ import annotations

import argparse
import io
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from components.charts import catalogue
from data import load_snapshot
from tests.chrome import ARGUMENTS, find_chrome

WIDTHS = (320, 640, 1280)
THEMES = ("light", "dark")
CARD_SHOWN = 500
"""Pixels across a card in a feed."""
PATIENCE = 120_000
"""Milliseconds that a busy server may take to draw a chart for the first time."""
GAP = 16
GROUND = "#8a8a8a"

EVENTS = {
    "probe": "2020-12-24-samr-opens-alibaba-probe",
    "music": "2021-07-24-tencent-music-exclusive-rights",
    "meituan": "2021-10-08-meituan-fined",
    "rule": "2020-11-10-draft-platform-antitrust-guidelines",
}
"""Hard cases: a crash, a weekend's news, a relief, and a rule for everybody."""


class Case(NamedTuple):
    """One chart to look at; `name` is its file's."""

    name: str
    slug: str
    query: Mapping[str, str | list[str]]


def cases() -> list[Case]:
    """The catalogue's examples and, of charts about one event, the hard cases."""
    snapshot, found = load_snapshot(), []
    for slug, chart in catalogue.CATALOGUE.items():
        query = chart.example(snapshot).query()
        found.append(Case(slug, slug, query))
        if "event" in query:
            found += [Case(f"{slug}-{name}", slug, {"event": event}) for name, event in EVENTS.items()]
    return found


def embed(browser: Browser, base: str, case: Case, width: int, theme: str) -> Image.Image:
    """The whole embed at `width`, its table closed."""
    page = browser.new_page(viewport={"width": width, "height": 400})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{base}/embed/{case.slug}?{urlencode({**case.query, 'theme': theme}, doseq=True)}")
    taken = page.screenshot(full_page=True)
    page.close()
    return Image.open(io.BytesIO(taken)).convert("RGB")


def card(base: str, case: Case, theme: str) -> Image.Image:
    query = urlencode({**case.query, "theme": theme, "card": "1"}, doseq=True)
    with urllib.request.urlopen(f"{base}/embed/{case.slug}.png?{query}", timeout=PATIENCE / 1000) as answer:  # noqa: S310
        drawn = Image.open(io.BytesIO(answer.read())).convert("RGB")
    return drawn.resize((CARD_SHOWN, CARD_SHOWN * 630 // 1200), Image.Resampling.LANCZOS)


def joined(pictures: Sequence[Image.Image], across: int) -> Image.Image:
    """Pictures beside one another, `across` in a row."""
    rows = [pictures[at : at + across] for at in range(0, len(pictures), across)]
    width = max(sum(one.width + GAP for one in row) for row in rows) + GAP
    height = sum(max(one.height for one in row) + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (width, height), GROUND)
    y = GAP
    for row in rows:
        x = GAP
        for one in row:
            sheet.paste(one, (x, y))
            x += one.width + GAP
        y += max(one.height for one in row) + GAP
    return sheet


def main(base: str, out: Path, names: Sequence[str], themes: Sequence[str]) -> None:
    """A sheet of the narrow ones of a case, one a theme of the wide ones, and sheets of all cards."""
    out.mkdir(parents=True, exist_ok=True)
    cards = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=ARGUMENTS)
        for case in cases():
            if names and case.name not in names:
                continue
            narrow, column, wide = (
                [embed(browser, base, case, width, theme) for theme in themes] for width in WIDTHS
            )
            joined([*narrow, *column], 2 * len(themes)).save(out / f"{case.name}-narrow.png")
            for theme, taken in zip(themes, wide, strict=True):
                joined([taken], 1).save(out / f"{case.name}-{theme}.png")
            cards += [card(base, case, theme) for theme in themes]
            print(case.name, flush=True)
        browser.close()
    for at in range(0, len(cards), 8):
        joined(cards[at : at + 8], 2).save(out / f"cards-{at // 8 + 1:02}.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.contact_sheets", description=__doc__)
    parser.add_argument("base", help="address of a running server")
    parser.add_argument("out", type=Path)
    parser.add_argument("cases", nargs="*", help="names of cases, such as car-probe; all without any")
    parser.add_argument("--themes", default="light,dark")
    given = parser.parse_args()
    main(given.base.rstrip("/"), given.out, given.cases, given.themes.split(","))
