"""Predict and reveal in a real Chromium: by keyboard alone, on a projector, on a phone, and silent until the
reveal."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.classroom.guesses import Guess
from components.classroom.outcomes import outcomes
from components.classroom.questions import askable
from components.classroom.quiz import Quiz, draw
from components.classroom.quiz_progress import QuizProgress
from components.language import percent
from tests.bench.projector import PROJECTOR, views, walked
from tests.browser.conftest import PHONE, open_page, settled
from tests.classroom.outcome_traces import betrayed, readable, traces

SMALL_PHONE = {"width": 360, "height": 640}


def kicker(page):
    return page.locator(".kicker").first


def at_question(page, number: int, of: int = 5) -> None:
    expect(kicker(page)).to_contain_text(re.compile(f"Question {number} of {of}", re.I))
    settled(page)


def opened(page, server: str, query: str = ""):
    page.goto(f"{server}/classroom{query}")
    page.wait_for_selector(".kicker")
    settled(page)
    return page


def beside(page) -> float:
    """How far the page or one of its charts reaches beside the screen, in pixels."""
    return page.evaluate(
        """() => {
            const main = document.querySelector("[data-testid=stMain]"), wide = screen.width;
            const all = [...document.querySelectorAll(".js-plotly-plot")];
            const widths = [document.documentElement, main].map(one => one.scrollWidth - wide);
            return Math.max(...widths, ...all.map(one => one.getBoundingClientRect())
                .flatMap(box => [box.right - wide - 1, -box.left]));
        }"""
    )


@pytest.fixture(scope="module")
def question_set(snapshot):
    return draw(snapshot, Quiz())


class Wire:
    """Everything that a page got over its websocket, and every host that it asked."""

    def __init__(self, page):
        self.received: list[bytes] = []
        self.hosts: set[str] = set()
        page.on(
            "websocket",
            lambda socket: socket.on(
                "framereceived",
                lambda frame: self.received.append(frame if isinstance(frame, bytes) else frame.encode()),
            ),
        )
        page.on(
            "request",
            lambda request: (
                self.hosts.add(urlsplit(request.url).hostname or "")
                if request.url.startswith("http")
                else None
            ),
        )

    def text(self) -> str:
        return "\n".join(readable(ForwardMsg.FromString(frame)) for frame in self.received)


def test_a_whole_quiz_by_keyboard_alone_with_nothing_told_early(server, browser_page, snapshot, question_set):
    page = browser_page
    wire = Wire(page)
    page.set_viewport_size(PROJECTOR)
    opened(page, server)
    page.keyboard.press("p")
    page.wait_for_url(re.compile("presenter=1"))
    told: set[str] = set()  # numbers of questions already revealed, which a later one may share
    for number, entry in enumerate(question_set.entries, 1):
        at_question(page, number)
        expect(page.locator(f".st-key-run-up-{number - 1} .main-svg").first).to_be_visible()
        for share in range(len(entry.question.symbols)):
            page.keyboard.press(str(share % 5 + 1))
            expect(page.locator(f".st-key-guess-{number - 1}-{share}-{share % 5} button")).to_contain_text(
                "✓"
            )
            settled(page)
        seen = "\n".join([wire.text(), page.content(), page.url])
        assert len(wire.received) > 3 and entry.question.story.title in seen
        assert set(betrayed(snapshot, entry, question_set, seen)) <= told
        told |= set(traces(snapshot, entry, question_set))
        page.keyboard.press("ArrowRight")
        for outcome in outcomes(snapshot, entry.question, question_set.window):
            expect(
                page.get_by_text(
                    re.compile(rf"{outcome.company} (fell|rose) {re.escape(percent(abs(outcome.raw)))}")
                ).first
            ).to_be_visible()
        settled(page)
        assert sum(trace in wire.text() for trace in traces(snapshot, entry, question_set)) > 4
        page.keyboard.press("PageDown")  # what a presenter's clicker sends
    expect(kicker(page)).to_contain_text(re.compile("Score", re.I))
    expect(page.get_by_text(re.compile(r"points over 5 questions"))).to_be_visible()
    settled(page)
    page.keyboard.press("PageUp")
    at_question(page, 5)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Classroom")).to_be_visible()
    assert "presenter" not in page.url and not page.errors
    assert wire.hosts == {urlsplit(server).hostname}


@pytest.mark.parametrize("gap", [0, 40, 100, 250])
def test_the_nth_key_is_the_nth_shares_however_fast(server, browser_page, question_set, gap):
    """Keys that follow each other before the page has answered the first; then the arrows the same way."""
    page = browser_page
    three = next(n for n, entry in enumerate(question_set.entries, 1) if len(entry.question.symbols) == 3)
    opened(page, server, f"?presenter=1&at={three}")
    for key in ("5", "1", "Backspace", "1", "3", "5", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
        page.wait_for_timeout(gap)
    page.wait_for_url(re.compile(r"r1\.0\.0\.0\.0-0\.0\.1\.0\.0-0\.0\.0\.0\.1"))
    if not gap:  # the second arrow was pressed on the question, whose answer it must not jump over
        expect(page.get_by_text("Beyond the market")).to_have_count(3)
        expect(kicker(page)).to_contain_text(re.compile(f"Question {three} of", re.I))
    assert not page.errors


def test_clicks_on_two_shares_at_once_both_count(server, browser_page, question_set):
    page = opened(browser_page, server)
    last = len(question_set.entries[0].question.symbols) - 1
    page.evaluate(
        "last => { for (const [share, step] of [[0, 4], [last, 0]])"
        " document.querySelector(`.st-key-guess-0-${share}-${step} button`).click(); }",
        last,
    )
    page.wait_for_url(re.compile(r"~0\.0\.0\.0\.1-(.*-)?1\.0\.0\.0\.0_"))
    assert not page.errors


def test_back_from_the_quiz_leaves_it(server, browser_page):
    page = browser_page
    page.goto(f"{server}/glossary")
    settled(page)
    page.get_by_role("link", name="Classroom").first.click()
    at_question(page, 1)
    page.keyboard.press("1")
    page.wait_for_url(re.compile("said="))
    page.keyboard.press("n")
    at_question(page, 2)
    played = page.url
    page.get_by_role("radio", name="How it is done").click()
    expect(page.locator(".lesson-title")).to_be_visible()
    settled(page)
    page.go_back()
    at_question(page, 2)
    assert page.url == played
    page.go_back()
    page.wait_for_url(re.compile("/glossary$"))
    settled(page)
    page.go_forward()
    at_question(page, 2)
    assert not page.errors


def test_on_a_projector_a_question_fits_without_scrolling(server, browser_page, question_set):
    page = browser_page
    page.set_viewport_size(PROJECTOR)
    three = next(
        number for number, entry in enumerate(question_set.entries, 1) if len(entry.question.symbols) == 3
    )
    opened(page, server, f"?presenter=1&at={three}")
    at_question(page, three)
    places = [
        ".kicker",
        "h2",
        ".js-plotly-plot",
        f".st-key-guess-{three - 1}-2-4 button",
        ".st-key-quiz-reveal button",
        ".st-key-stage-leave button",
    ]
    for place in places:
        box = page.locator(place).first.bounding_box()
        assert (
            box and box["y"] >= 0 and box["y"] + box["height"] <= 720 and box["x"] + box["width"] <= 1280
        ), place
    bar, last = (
        page.locator(place).bounding_box()
        for place in (".st-key-quiz-steps", f".st-key-guess-{three - 1}-2-4 button")
    )
    assert last["y"] + last["height"] <= bar["y"]
    assert page.locator("[data-testid=stHeader]").first.is_hidden()
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.told')).fontSize)") >= 18
    assert page.evaluate("document.querySelector('.js-plotly-plot')._fullLayout.font.size") >= 15
    page.locator(".st-key-stage-leave button").click()
    expect(page.locator("[data-testid=stHeader]").first).to_be_visible()
    assert not page.errors


def test_keys_typed_into_a_field_are_only_text(server, browser_page):
    page = opened(browser_page, server, "?hands=1")
    field = page.get_by_role("spinbutton").first
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("12")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("n")
    page.keyboard.press("p")
    page.keyboard.press("Backspace")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"said=[0-9a-f]{6}~13\.0"))
    at_question(page, 1)
    assert "presenter" not in page.url
    page.reload()
    expect(page.get_by_role("spinbutton").first).to_have_value("13")
    expect(page.get_by_text("13 hands")).to_be_visible()
    assert not page.errors


def test_the_fullest_questions_and_answers_fit_a_projector(server, browser_page, snapshot):
    """Those with most words; `python -m tests.bench.projector` walks all that a quiz can draw."""
    found = askable(snapshot, (0, 1))
    lengths = (
        lambda q: sum(map(len, q.story.sentences)),
        lambda q: sum(map(len, q.story.held_back)) + 60 * len(q.overlaps),
        lambda q: len(q.story.title),
        lambda q: (len(q.symbols), len(q.overlaps), sum(map(len, q.story.sentences))),
    )
    fullest = {event for length in lengths for event in sorted(found, key=lambda e: length(found[e]))[-2:]}
    page = browser_page
    page.set_viewport_size(PROJECTOR)
    opened(page, server, "?presenter=1")
    for event in sorted(fullest):
        for state, query in views(snapshot, event, "0,1"):
            got = walked(page, query, found[event].story.title, state)
            assert got["below"] <= 0 and got["beside"] <= 0 and got["shown"] > 5, (event, state, got)


def test_parts_are_changed_within_the_presenter_mode(server, browser_page):
    page = browser_page
    page.set_viewport_size(PROJECTOR)
    opened(page, server, "?presenter=1")
    page.get_by_role("radio", name="Method").click()
    expect(page.locator(".lesson-title")).to_be_visible()
    settled(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lesson-answer")).to_be_visible()
    settled(page)
    page.get_by_role("radio", name="By hand").click()
    expect(page.locator(".by-hand-finding")).to_be_visible()
    settled(page)
    assert "presenter=1" in page.url and "part=by-hand" in page.url
    page.get_by_role("radio", name="Predict").click()
    at_question(page, 1)
    assert not page.errors


@pytest.mark.parametrize("screen", [PHONE, SMALL_PHONE], ids=["phone", "small-phone"])
def test_on_a_phone_question_and_answers_share_the_view_and_the_reveal_comes_into_it(
    server, chromium, question_set, screen
):
    page = open_page(chromium, viewport=screen, has_touch=True, is_mobile=True)
    opened(page, server)
    shares = len(question_set.entries[0].question.symbols)
    last = page.locator(f".st-key-guess-0-{shares - 1}-4 button").bounding_box()
    bar = page.locator(".st-key-quiz-steps").bounding_box()
    assert page.locator("h2").first.bounding_box()["y"] > 0 and last["y"] + last["height"] <= bar["y"]
    assert page.locator("kbd:visible").count() == 0 and not page.get_by_text("Keys:").is_visible()
    small = page.evaluate(
        "[...document.querySelectorAll('.block-container button, [role=radio], summary')]"
        ".map(one => [one.innerText, one.getBoundingClientRect()])"
        ".filter(([_, box]) => box.height && box.height < 32).map(([text]) => text)"
    )
    assert small == [""] * len(small), small  # the help's question mark, whose words stand beside it
    assert beside(page) <= 0
    for share in range(shares):
        page.locator(f".st-key-guess-0-{share}-2 button").tap()
        expect(page.locator(f".st-key-guess-0-{share}-2 button")).to_contain_text("✓")
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 300)")
    page.get_by_role("button", name="Reveal").tap()
    beyond = page.locator(".outcome-note", has_text="Beyond the market:")
    expect(beyond).to_have_count(shares)
    settled(page)
    assert beside(page) <= 0
    expect(page.locator("h2").first).to_be_in_viewport()
    expect(beyond.last).to_be_in_viewport()
    lowest = beyond.last.bounding_box()
    bar = page.locator(".st-key-quiz-steps").bounding_box()
    assert lowest["y"] + lowest["height"] <= bar["y"]
    assert not page.errors
    page.context.close()


@pytest.mark.parametrize("state", ["hands", "score"])
def test_a_phone_never_scrolls_sideways(server, phone_page, question_set, state):
    shares = len(question_set.entries[0].question.symbols)
    done = QuizProgress().guessed(question_set, 0, Guess(((4, 3, 2, 1, 0),) * shares, True)).said
    opened(phone_page, server, {"hands": "?hands=1", "score": f"?said={done}&at=6"}[state])
    assert beside(phone_page) <= 0 and not phone_page.errors


def test_the_same_seed_gives_the_same_quiz_to_everybody(server, chromium, browser_page):
    """To a reader who was here before, and on a projector to one who never was."""
    stranger = open_page(chromium, viewport=PROJECTOR)
    stories = []
    for page in (browser_page, stranger):
        opened(page, server, "?seed=Class+4b")
        titles = []
        for number in range(1, 6):
            at_question(page, number)
            titles.append(page.locator("h2").first.inner_text())
            if number < 5:
                page.keyboard.press("n")
        stories.append(titles)
    stranger.context.close()
    assert stories[0] == stories[1] and len(set(stories[0])) == 5


def test_a_hostile_address_leaves_a_working_page(server, browser_page):
    page = opened(
        browser_page,
        server,
        "?seed=%3Cscript%3Ewindow.bad%3D1%3C%2Fscript%3E&at=99&said=ffffff~r1.0.0.0.0&events=nope",
    )
    expect(page.get_by_text("no event has this id")).to_be_visible()
    at_question(page, 1)
    page.locator(".st-key-guess-0-0-2 button").click()
    page.wait_for_url(re.compile("said="))
    assert page.evaluate("window.bad") is None and not page.errors
