"""Fifty steps at random through filters, choices, pages and the browser's history: after each, the
address, the answer, the card, the mark on the chart and the tick in the table speak of the same event."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from components.charts.impact.params import Params as ImpactParams
from components.charts.impact.study import ranked
from components.charts.kit.pairs import used
from components.charts.kit.record import plain_title
from components.charts.timeline.params import Params as TimelineParams
from components.charts.timeline.study import shown_events
from components.controls.timeline.selection import step
from components.language import day
from tests.browser.conftest import settled

STEPS, SEEDS = 50, (20201103,)
"""More seeds are more walks."""
WORDS = ("antitrust", "Tencent", "反垄断", "gaming", "")
TALL = {"width": 1440, "height": 1600}
HEADER, LIST_ROW, RANKING_ROW = 35, 65, 35

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

    @property
    def on_impact(self) -> bool:
        return urlsplit(self.page.url).path == "/impact"

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    def shown(self) -> list[str]:
        """Events that the page in view shows for its address, by the record alone."""
        kind = ImpactParams if self.on_impact else TimelineParams
        params = kind.parse(self.query, self.snapshot, ignore_unknown=True)
        if self.on_impact:
            return list(dict.fromkeys(used(ranked(self.snapshot, params))["event_id"]))
        return list(shown_events(self.snapshot, params).index)

    # what the reader may do -------------------------------------------------

    def click_marker(self) -> None:
        shown = self.shown()
        if not shown:
            return
        event = self.rng.choice(shown)
        where = self.page.evaluate(
            """id => {
                const plot = document.querySelector(".js-plotly-plot");
                for (const trace of plot._fullData) {
                    const at = (trace.customdata || []).findIndex(d => (Array.isArray(d) ? d[0] : d) === id);
                    if (at < 0 || trace.hoverinfo === "skip") continue;
                    const box = plot.getBoundingClientRect(), layout = plot._fullLayout;
                    const axis = name => layout[name[0] + "axis" + name.slice(1)];
                    const x = axis(trace.xaxis), y = axis(trace.yaxis);
                    const right = x._offset + x.d2p(trace.x[at]), down = y._offset + y.d2p(trace.y[at]);
                    return [box.left + right, box.top + down];
                }
                return null;
            }""",
            event,
        )
        if where:
            self.page.mouse.click(*where)

    def tick(self) -> None:
        table = self.page.locator("[data-testid=stDataFrame]").first
        if not table.count():
            return
        table.scroll_into_view_if_needed()
        row = self.rng.randrange(5)
        box = table.bounding_box()
        tall = RANKING_ROW if self.on_impact else LIST_ROW
        y = HEADER + (row + 0.5) * tall
        if box and y < box["height"]:
            self.page.mouse.click(box["x"] + 16, box["y"] + y)

    def step_on(self) -> None:
        name = self.rng.choice(("Next event", "Previous event"))
        button = self.page.get_by_role("button", name=name)
        if not button.count() or button.is_disabled():
            return
        before, after = step(
            self.snapshot.events, self.snapshot.events.loc[self.shown()], self.query.get("event")
        )
        button.click()
        self.rest()
        assert self.query.get("event") == (after if name == "Next event" else before), self.done

    def click_pill(self) -> None:
        names = ("▼ Tightening", "▲ Easing", "● Neutral", "Alibaba", "Tencent", "Meituan", "JD.com")
        self.page.get_by_role("button", name=self.rng.choice(names), exact=True).first.click()

    def search(self) -> None:
        box = self.page.get_by_placeholder("Search:")
        box.fill(self.rng.choice(WORDS))
        box.press("Enter")

    def click_hit(self) -> None:
        hits = self.page.locator("[class*=st-key-hit-] button")
        if hits.count():
            hits.nth(self.rng.randrange(hits.count())).click()

    def go_back(self) -> None:
        if len(self.done) > 3:
            self.page.go_back()

    def change_page(self) -> None:
        self.page.get_by_role(
            "link", name="Timeline" if self.on_impact else "Impact", exact=True
        ).first.click()

    # what must hold ---------------------------------------------------------

    def rest(self) -> None:
        self.page.wait_for_timeout(60)
        self.page.wait_for_selector(".js-plotly-plot .main-svg")
        settled(self.page, quiet=150)

    def check(self) -> None:
        """What disagrees may still be on its way: a table tells its ticks a moment after it is drawn."""
        for _ in range(20):
            try:
                return self.agree()
            except AssertionError:
                self.page.wait_for_timeout(250)
        self.agree()

    def agree(self) -> None:
        event, shown, state = self.query.get("event"), self.shown(), self.page.evaluate(STATE)
        told = (self.page.url, self.done, state)
        if not self.on_impact:
            assert state["heading"] == f"{len(shown)} events", told
            assert (state["table"] == 0) == ("q" in self.query), told
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


@pytest.mark.parametrize("seed", SEEDS)
def test_tick_address_card_mark_and_headline_agree_at_every_step(server, browser_page, snapshot, seed):
    browser_page.set_viewport_size(TALL)
    browser_page.goto(server)
    browser_page.wait_for_selector(".js-plotly-plot .main-svg")
    browser_page.wait_for_selector("#first-view", state="detached")
    walk = Walk(browser_page, snapshot, random.Random(seed), [])
    acts = {
        Walk.click_marker: 6,
        Walk.tick: 5,
        Walk.step_on: 3,
        Walk.click_pill: 3,
        Walk.search: 2,
        Walk.click_hit: 2,
        Walk.go_back: 2,
        Walk.change_page: 1,
    }
    walk.rest()
    walk.check()
    for act in walk.rng.choices(list(acts), weights=list(acts.values()), k=STEPS):
        walk.done.append(act.__name__)
        act(walk)
        walk.rest()
        walk.check()
    assert not browser_page.errors
