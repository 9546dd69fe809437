"""Two hundred steps at random through filters, choices, boxes, tables, pages and the browser's history: after
each, the address, the answer, the card, the mark on the chart and the tick in the table speak of the same
event. Four readers take fifty each, side by side: while one page is drawn, another is asked.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

from components.charts.impact.params import Params as ImpactParams
from components.charts.impact.study import ranked
from components.charts.kit.pairs import used
from components.charts.kit.record import plain_title
from components.charts.timeline.params import Params as TimelineParams
from components.charts.timeline.study import shown_events
from components.controls.timeline.selection import step
from components.language import day
from components.page_index import PAGE_OF_PATH
from tests.browser.conftest import PATIENCE, open_page, settled
from tests.browser.reading import CHART, marker_position, query

STEPS, SEEDS = 50, (20201103, 20201224, 20210410, 20210726)
"""A seed a reader; more seeds are more walks."""
WORDS = ("antitrust", "Tencent", "反垄断", "gaming", "")
TALL = {"width": 1440, "height": 1600}
UNSEEN, TABLE_WAITS = 50, 220
"""Milliseconds until what a reader did has been asked of the server; a table gathers ticks for 150."""
HEADER, LIST_ROW, RANKING_ROW = 35, 65, 35

DRAWN = """() => {
    const find = selector => document.querySelector(selector);
    return find("[data-testid=stApp]").dataset.testScriptState === "notRunning"
        && !find("[data-testid=stSkeleton]")
        && !!(find(".js-plotly-plot .main-svg") || find("[data-testid=stMain] [data-testid=stAlert]"));
}"""
STATE = """() => {
    const text = selector => document.querySelector(selector)?.textContent.trim() ?? null;
    const main = document.querySelector("[data-testid=stMain]");
    const chart = document.querySelector(".js-plotly-plot");
    const ticks = [...main.querySelectorAll("[role=row][aria-selected=true]")];
    return {
        strip: text(".st-key-answer-strip .answer strong"),
        card: text(".st-key-event-card h3"),
        rings: chart?.querySelectorAll(".selected-event circle").length ?? 0,
        ringed: text(".js-plotly-plot .selected-event title"),
        ticks: ticks.map(row => [...row.querySelectorAll("td")].map(cell => cell.textContent)),
        page: text("h1"),
        drawn: !!chart,
        table: main.querySelectorAll("[data-testid=stDataFrame]").length,
        heading: text("[data-heading-text][id]:not(h1 *)"),
        hits: main.querySelectorAll("[class*=st-key-hit-]").length,
    };
}"""


@dataclass
class Walk:
    """A reader who does one thing after another. `done` says what, for the message of a failure."""

    page: Page
    snapshot: object
    rng: random.Random
    done: list[str]
    due: str | None = None
    """The event that the last step must have led to, where that is known."""

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path.strip("/")

    @property
    def on_impact(self) -> bool:
        return self.path == "impact"

    @property
    def lists_events(self) -> bool:
        """Whether the page has a card and one table; Patterns and Compare have the answer alone."""
        return self.path in ("", "impact")

    def shown(self) -> list[str]:
        """Events that the page in view shows for its address, by the record alone."""
        kind = ImpactParams if self.on_impact else TimelineParams
        params = kind.parse(query(self.page), self.snapshot, ignore_unknown=True)
        if self.on_impact:
            return list(dict.fromkeys(used(ranked(self.snapshot, params))["event_id"]))
        return list(shown_events(self.snapshot, params).index)

    # what the reader may do -------------------------------------------------

    def click_marker(self) -> None:
        shown = self.shown() if self.lists_events else []
        if not shown:
            return
        event = self.rng.choice(shown)
        where = marker_position(self.page.locator(CHART).first, event)
        if where:
            self.page.mouse.click(*where)

    def tick(self) -> None:
        table = self.page.locator("[data-testid=stDataFrame]").first
        if not table.count() or not self.lists_events:
            return
        table.scroll_into_view_if_needed()
        row = self.rng.randrange(5)
        box = table.bounding_box()
        tall = RANKING_ROW if self.on_impact else LIST_ROW
        y = HEADER + (row + 0.5) * tall
        if box and y < box["height"]:
            self.page.mouse.click(box["x"] + 16, box["y"] + y)
            self.page.wait_for_timeout(TABLE_WAITS)

    def draw_box(self) -> None:
        """Four tenths of the chart's period or more."""
        if self.path:
            return
        chart = self.page.locator(".js-plotly-plot .nsewdrag").first
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        first = self.rng.uniform(0.05, 0.5)
        last = self.rng.uniform(first + 0.4, 0.95)
        self.page.mouse.move(box["x"] + first * box["width"], box["y"] + 20)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + last * box["width"], box["y"] + 60, steps=4)
        self.page.mouse.up()

    def step_on(self) -> None:
        name = self.rng.choice(("Next event", "Previous event"))
        button = self.page.get_by_role("button", name=name)
        if not button.count() or button.is_disabled():
            return
        before, after = step(
            self.snapshot.events, self.snapshot.events.loc[self.shown()], query(self.page).get("event")
        )
        self.due = after if name == "Next event" else before
        button.click()

    def click_pill(self) -> None:
        names = ("▼ Tightening", "▲ Easing", "● Neutral", "Alibaba", "Tencent", "Meituan", "JD.com")
        self.page.get_by_role("button", name=self.rng.choice(names), exact=True).first.click()

    def search(self) -> None:
        box = self.page.get_by_placeholder("Search:")
        if not box.count():
            return
        box.fill(self.rng.choice(WORDS))
        box.press("Enter")

    def click_hit(self) -> None:
        hits = self.page.locator("[class*=st-key-hit-] button")
        if hits.count():
            hits.nth(self.rng.randrange(hits.count())).click()

    def go_back(self) -> None:
        if self.page.evaluate("navigation.canGoBack"):
            self.page.go_back()

    def change_page(self) -> None:
        others = ["Timeline", "Impact"] if self.path not in ("", "impact") else ["Patterns", "Compare"]
        others += ["Timeline"] if self.on_impact else ["Impact"] if not self.path else []
        self.page.get_by_role("link", name=self.rng.choice(others), exact=True).first.click()

    # what must hold ---------------------------------------------------------

    def rest(self) -> None:
        """Until what was asked has been answered; what is drawn later still is waited for by `check`."""
        self.page.wait_for_timeout(UNSEEN)
        self.page.wait_for_function(DRAWN, polling=20)

    def check(self) -> None:
        """What disagrees may still be on its way: a page writes its address first, and a table tells its
        ticks a moment after it is drawn. On a busy machine that takes seconds."""
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            try:
                return self.agree()
            except AssertionError:
                self.page.wait_for_timeout(50)
        self.agree()

    def agree(self) -> None:
        event, state = query(self.page).get("event"), self.page.evaluate(STATE)
        told = (self.page.url, self.done, state)
        assert self.due in (None, event), told
        assert state["page"] == PAGE_OF_PATH[self.path].heading, told
        if not self.lists_events:
            title = event and plain_title(self.snapshot.events.at[event, "title"])
            assert state["strip"] == title or not state["drawn"], told
            return
        shown = self.shown()
        if not self.on_impact:
            assert state["heading"] == f"{len(shown)} events", told
            assert (state["table"] == 0) == ("q" in query(self.page)), told
        elif not shown:
            return
        ticked = {cells[1] for cells in state["ticks"]}
        if event is None:
            assert not any((state["strip"], state["card"], state["rings"], ticked)), told
            return
        row = self.snapshot.events.loc[event]
        title = plain_title(row["title"])
        assert state["strip"] == state["card"] == title, told
        if event in shown:
            assert state["rings"], told
            if not self.on_impact:  # whose dots are many an event
                assert title in state["ringed"] and day(row["date"]) in state["ringed"], told
            assert ticked == ({title} if state["table"] else set()), told
        else:
            assert not ticked and not state["rings"], told


ACTS = {
    Walk.click_marker: 6,
    Walk.tick: 5,
    Walk.step_on: 3,
    Walk.click_pill: 3,
    Walk.search: 2,
    Walk.click_hit: 2,
    Walk.go_back: 2,
    Walk.change_page: 2,
    Walk.draw_box: 1,
}


def test_tick_address_card_mark_and_headline_agree_at_every_step(server, chromium, snapshot):
    walks = [Walk(open_page(chromium, viewport=TALL), snapshot, random.Random(seed), []) for seed in SEEDS]
    for walk in walks:
        walk.page.goto(server)
    for walk in walks:
        walk.page.wait_for_selector("#first-view", state="detached")
        settled(walk.page)
        walk.check()
    for _ in range(STEPS):
        for walk in walks:
            act = walk.rng.choices(list(ACTS), weights=list(ACTS.values()))[0]
            walk.done.append(act.__name__)
            act(walk)
        for walk in walks:
            walk.rest()
            walk.check()
            walk.due = None
    for walk in walks:
        assert not walk.page.errors
        walk.page.context.close()
