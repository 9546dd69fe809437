"""A whole lesson in Chromium: by mouse, by keyboard on a projector, and on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from components.charts.kit.share_params import ShareParams
from components.classroom import lesson
from tests.browser.conftest import settled

EVENT, SYMBOL = "2020-12-24-samr-opens-alibaba-probe", "9988.HK"

BELOW_THE_BUTTONS = """() => {
  const bar = document.querySelector(".st-key-lesson-steps").getBoundingClientRect();
  const seen = [...document.querySelectorAll(".lesson-text, .lesson-question, .js-plotly-plot")];
  return Math.max(...seen.map((one) => one.getBoundingClientRect().bottom)) - bar.top;
}"""
"""How far a step with its answer reaches below its row of buttons on a projector, in pixels."""

CUT_OR_COVERED = """() => {
  const found = [];
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const room = plot.getBoundingClientRect();
    const leaves = plot.querySelectorAll("svg :is(text, tspan):not(:has(tspan))");
    const texts = [...leaves].filter((one) => one.textContent.trim());
    const boxes = texts.map((one) => one.getBoundingClientRect());
    boxes.forEach((box, at) => {
      const out = Math.max(room.left - box.left, box.right - room.right, room.top - box.top,
        box.bottom - room.bottom);
      if (out > 1) found.push([texts[at].textContent, "cut"]);
      const over = boxes.findIndex((other, later) => later > at
        && Math.min(box.right, other.right) - Math.max(box.left, other.left) > 2
        && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 5);
      if (over >= 0) found.push([texts[at].textContent, texts[over].textContent]);
    });
  }
  return found;
}"""
"""Words of a chart that its edge cuts, and those that lie on others; lines of type may touch by their air."""


def told(snapshot, number: int, **params) -> lesson.Step:
    return lesson.step(snapshot, number, ShareParams(**({"event": EVENT, "symbol": SYMBOL} | params)))


def on_step(page: Page, step) -> None:
    """The step is on screen whole: question, chart, and no answer anywhere in the page."""
    expect(page.locator(".lesson-question").first).to_contain_text(step.question)
    expect(page.locator(".lesson-title")).to_have_text(step.title)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    settled(page)


def test_a_whole_lesson_by_mouse(server, browser_page, snapshot):
    page = browser_page
    page.goto(f"{server}/classroom?part=lesson")
    for number in lesson.STEPS:
        step = told(snapshot, number)
        on_step(page, step)
        expect(page.locator(".lesson-answer")).to_have_count(0)
        assert step.answer not in page.content()
        page.get_by_role("button", name="Show the answer").click()
        expect(page.locator(".lesson-answer")).to_contain_text(step.answer)
        settled(page)
        if number < 8:
            page.get_by_role("button", name="Next step").click()
    settled(page)
    assert page.errors == []


def test_a_whole_lesson_by_keys_on_a_projector(server, browser_page, snapshot):
    page = browser_page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{server}/classroom?part=lesson")
    on_step(page, told(snapshot, 1))
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("presenter=1"))
    expect(page.get_by_role("button", name="Leave presenter mode")).to_be_visible()
    for number in lesson.STEPS:
        step = told(snapshot, number)
        on_step(page, step)
        page.keyboard.press("ArrowRight")
        expect(page.locator(".lesson-answer")).to_contain_text(step.answer)
        expect(page.locator(".lesson-question").first).to_be_in_viewport()
        settled(page)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 1280
        assert page.evaluate(BELOW_THE_BUTTONS) <= 0, number
        assert page.evaluate(CUT_OR_COVERED) == [], number
        if number < 8:
            page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    on_step(page, told(snapshot, 7))
    expect(page.locator(".lesson-answer")).to_contain_text(told(snapshot, 7).answer)
    settled(page)
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("presenter"))
    expect(page.get_by_role("button", name="Leave presenter mode")).to_have_count(0)
    assert page.errors == []


def test_arrows_turn_the_steps_after_the_tab_was_clicked(server, browser_page, snapshot):
    """A click leaves the focus on the tabs, whose own keys the arrows are, but only for the keyboard."""
    page = browser_page
    page.goto(f"{server}/classroom")
    page.wait_for_selector(".kicker")
    settled(page)
    page.get_by_role("radio", name="How it is done").click()
    on_step(page, told(snapshot, 1))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lesson-answer")).to_contain_text(told(snapshot, 1).answer)
    settled(page)
    page.keyboard.press("ArrowRight")
    on_step(page, told(snapshot, 2))
    page.get_by_role("radio", name="How it is done").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Reproduce it by hand")).to_be_focused()
    assert "step=2" in page.url and page.errors == []


def test_the_line_is_moved_by_keys(server, browser_page, snapshot):
    page = browser_page
    page.goto(f"{server}/classroom?part=lesson&step=2&estimation=-130,-31")
    on_step(page, told(snapshot, 2, estimation=(-130, -31)))
    page.get_by_role("slider").first.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"estimation=-131"))
    moved = told(snapshot, 2, estimation=(-131, -31))
    expect(page.locator(".lesson-text").first).to_have_text(moved.paragraphs[0])
    expect(page.locator(".lesson-answer")).to_have_count(0)  # the arrow was the slider's alone
    assert "step=2" in page.url and page.errors == []


def test_the_lesson_on_a_phone(server, phone_page, snapshot):
    page = phone_page
    page.goto(f"{server}/classroom?part=lesson&step=6")
    on_step(page, told(snapshot, 6))
    page.get_by_role("button", name="Show the answer").tap()
    expect(page.locator(".lesson-answer")).to_contain_text(told(snapshot, 6).answer)
    settled(page)
    page.get_by_role("button", name="Next step").tap()
    on_step(page, told(snapshot, 7))
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert page.errors == []
