"""Whether every question that a quiz can draw, and its answer, fit a projector of 1280 by 720.

`python -m tests.bench.projector [ADDRESS]` walks all of them, on a server of its own unless an address is
given, and lists what reaches below the row of buttons; it fails if anything does. One page walks from view to
view by changing its address, as the browser's Back does; what does not fit is opened afresh before it is
listed, and so is every fiftieth view, which must then measure the same.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright
from tqdm import tqdm

from components.classroom.guesses import Guess
from components.classroom.questions import askable
from components.classroom.quiz import DAYS, Quiz, draw
from components.classroom.quiz_progress import QuizProgress
from data import Snapshot, load_snapshot
from tests.browser.conftest import PATIENCE, settled
from tests.browser.server import running_app
from tests.chrome import ARGUMENTS, find_chrome

PROJECTOR = {"width": 1280, "height": 720}
CHECKED = 50
_GO = """address => {
  History.prototype.replaceState.call(history, null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
_ARRIVED = """([place, title]) => {
  const shown = document.querySelectorAll(".block-container h2");
  return shown.length === 1 && document.querySelector(place)?.textContent.trim() === title;
}"""
_REACH = """() => {
  const bar = document.querySelector(".st-key-quiz-steps").getBoundingClientRect();
  const seen = [...document.querySelectorAll(
    ".kicker, h2, .told, .outcome, .outcome-note, .bars, .js-plotly-plot, [class*=st-key-guess-] button")];
  const low = Math.max(...seen.map((one) => one.getBoundingClientRect().bottom));
  const right = Math.max(...seen.map((one) => one.getBoundingClientRect().right));
  return { below: Math.round(low - bar.top), beside: Math.round(right - innerWidth), shown: seen.length };
}"""


def views(snapshot: Snapshot, event: str, days: str) -> Iterator[tuple[str, str]]:
    """Question and answer of an event on the projector: name and address."""
    question_set = draw(snapshot, Quiz(events=(event,), days=days))
    shares = len(question_set.entries[0].question.symbols)
    asked = {"events": event, "days": days, "presenter": "1"}
    yield "question", urlencode(asked, safe=",")
    said = QuizProgress(events=(event,), days=days).guessed(
        question_set, 0, Guess(((25, 3, 2, 1, 0),) * shares, True)
    )
    yield "answer", urlencode(asked | {"said": said.said}, safe=",")


def reach(page: Page, address: str) -> dict[str, int]:
    """How far the page reaches below its row of buttons and beside the screen, in pixels; at most 0 fits."""
    page.goto(address)
    return _measured(page)


def walked(page: Page, query: str, title: str, state: str) -> dict[str, int]:
    """The same after a change of the open page's address; `title` and `state` tell when it has arrived."""
    page.evaluate(_GO, f"/classroom?{query}")
    page.wait_for_function(_ARRIVED, arg=[f".st-key-{state}-0-top h2", title])
    return _measured(page)


def _measured(page: Page) -> dict[str, int]:
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)
    return page.evaluate(_REACH)


def walk(page: Page, base: str, snapshot: Snapshot) -> Iterator[tuple[int, int, str, str, str]]:
    """What does not fit: pixels below and beside, event, days and state."""
    asked = [
        (event, days, question.story.title, state, query)
        for days in DAYS
        for event, question in askable(snapshot, Quiz(days=days).asked_window).items()
        for state, query in views(snapshot, event, days)
    ]
    for place, (event, days, title, state, query) in enumerate(tqdm(asked, unit="view", mininterval=5)):
        checked = place % CHECKED == 0
        found = reach(page, f"{base}/classroom?{query}") if checked else walked(page, query, title, state)
        if not checked and (found["below"] > 0 or found["beside"] > 0 or place % CHECKED == 1):
            afresh = reach(page, f"{base}/classroom?{query}")
            if afresh != found:
                raise RuntimeError(f"{event}, {days}, {state}: {found} by address, {afresh} afresh")
        if found["below"] > 0 or found["beside"] > 0:
            yield found["below"], found["beside"], event, days, state


def main(address: str | None) -> int:
    snapshot, worst = load_snapshot(), 0
    with (
        tempfile.TemporaryDirectory() as folder,
        nullcontext(address) if address else running_app(Path(folder)) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=ARGUMENTS)
        page = browser.new_page(viewport=PROJECTOR)
        page.set_default_timeout(PATIENCE)
        for found in walk(page, base, snapshot):
            worst += 1
            print(*found, flush=True)
        browser.close()
    print(f"{worst} views do not fit.")
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
