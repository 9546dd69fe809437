"""Whether every question that a quiz can draw, and its answer, fit a projector of 1280 by 720.

`python -m tests.bench.projector [ADDRESS]` walks all of them, on a server of its own unless an address is
given, and lists what reaches below the row of buttons; it fails if anything does.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from components.classroom.guesses import Guess
from components.classroom.questions import askable
from components.classroom.quiz import DAYS, Quiz, draw
from components.classroom.quiz_progress import QuizProgress
from data import Snapshot, load_snapshot
from tests.browser.conftest import settled
from tests.browser.server import running_app
from tests.chrome import ARGUMENTS, find_chrome

PROJECTOR = {"width": 1280, "height": 720}
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
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)
    return page.evaluate(_REACH)


def main(address: str | None) -> int:
    snapshot, worst = load_snapshot(), []
    with (
        tempfile.TemporaryDirectory() as folder,
        nullcontext(address) if address else running_app(Path(folder)) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=ARGUMENTS)
        page = browser.new_page(viewport=PROJECTOR)
        for days in DAYS:
            window = Quiz(days=days).asked_window
            for event in askable(snapshot, window):
                for state, query in views(snapshot, event, days):
                    found = reach(page, f"{base}/classroom?{query}")
                    if found["below"] > 0 or found["beside"] > 0:
                        worst.append((found["below"], found["beside"], event, days, state))
                        print(*worst[-1], flush=True)
        browser.close()
    print(f"{len(worst)} views do not fit.")
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
