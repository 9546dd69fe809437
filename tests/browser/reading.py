"""What browser tests read of a page: its address, and where its chart stands and draws an event."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page

from tests.browser.conftest import settled

CHART = ".js-plotly-plot"
WAITING = "[class*=st-key-reached-]"
"""The place of a part that is drawn when its reader comes near it."""
MARKER = """(plot, id) => {
    const axis = name => plot._fullLayout[name[0] + "axis" + name.slice(1)];
    for (const trace of plot._fullData) {
        const at = (trace.customdata || []).findIndex(d => (Array.isArray(d) ? d[0] : d) === id);
        if (at < 0 || trace.hoverinfo === "skip" || trace.mode !== "markers") continue;
        const box = plot.getBoundingClientRect(), x = axis(trace.xaxis), y = axis(trace.yaxis);
        return [box.left + x._offset + x.d2p(trace.x[at]), box.top + y._offset + y.d2p(trace.y[at])];
    }
    return null;
}"""
TO_WAITING = """place => {
    const first = document.querySelector(place);
    first?.scrollIntoView({block: "center", behavior: "instant"});
    return !!first;
}"""


def query(page: Page) -> dict[str, str]:
    """The first value of each parameter of the page's address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def opened(page: Page, server: str, path: str = "/") -> Page:
    """A page with a chart, drawn and settled."""
    page.goto(server + path)
    page.wait_for_selector(f"{CHART} .main-svg")
    settled(page)
    return page


def visited(page: Page, server: str, path: str) -> Page:
    """A page with or without a chart, settled."""
    page.goto(server + path)
    page.wait_for_selector("h1")
    settled(page)
    return page


def marker_position(plot: Locator, event_id: str) -> tuple[float, float] | None:
    """Where on the screen a chart draws the first marker of an event that answers to a pointer; no
    scrolling."""
    found = plot.evaluate(MARKER, event_id)
    return tuple(found) if found else None


def read_to_the_end(page: Page) -> None:
    """Scroll to one part after another until all of them are drawn; the page must have settled."""
    for _ in range(200):
        if not page.evaluate(TO_WAITING, WAITING):
            settled(page)
            return
        page.wait_for_timeout(100)
    raise AssertionError("parts of the page wait although their reader came by")


def rgb(colour: str) -> str:
    """`#14171a` as a browser computes it."""
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"
