"""A chart in steps inside a story on another port: moved by messages and buttons, whole without script."""

from __future__ import annotations

import re
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.publisher import Quiet, until
from tests.embed.test_steps import STEPS

README = Path(__file__).resolve().parents[2] / "components" / "embed" / "README.md"


@pytest.fixture(scope="module")
def story(tmp_path_factory, server):
    """The example of the guide, with three paragraphs, as a page of another site."""
    folder = tmp_path_factory.mktemp("story")
    example = re.search(
        r"<!-- a story in steps -->\n```html\n(.*?)```", README.read_text(encoding="utf-8"), re.S
    )[1]
    assert example.count("\n") <= 12
    address = f"{server}/embed/timeline?theme=light&amp;steps={quote(STEPS)}"
    example = re.sub(r'src="[^"]+"', f'src="{address}"', example).replace("https://HOST", server)
    (folder / "story.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>Story</title><link rel="icon" href="data:,">'
        "<style>[data-step]{height:900px}</style>" + example,
        encoding="utf-8",
    )
    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}/story.html"
    web.shutdown()


def test_a_story_scrolls_through_the_steps(story, browser_page):
    page = browser_page
    page.goto(story)
    frame = page.query_selector("iframe").content_frame()
    frame.wait_for_selector("#steps .now")
    for step in (2, 3, 1):
        page.locator(f'[data-step="{step}"]').scroll_into_view_if_needed()
        page.evaluate(
            f"""document.querySelector('[data-step="{step}"]').scrollIntoView({{block: "center"}})"""
        )
        until(frame, f"document.getElementById('at').textContent === '{step} of 3'")
        assert (
            frame.evaluate(
                """[...document.querySelectorAll('#steps li')].filter(
                    one => getComputedStyle(one).visibility === 'visible').length"""
            )
            == 1
        )
    assert not page.errors


def test_messages_of_another_shape_or_from_elsewhere_change_nothing(server, browser_page):
    page = browser_page
    page.goto(f"{server}/healthz")
    heard = page.evaluate(
        """address => new Promise(done => {
            addEventListener("message", ({data}) => { if (data.type === "crackdown:steps") done(data); });
            const frame = Object.assign(document.createElement("iframe"), {src: address, width: 700});
            document.body.replaceChildren(frame);
        })""",
        f"{server}/embed/timeline?steps={quote(STEPS)}",
    )
    assert heard == {"type": "crackdown:steps", "chart": "timeline", "step": 1, "steps": 3}
    frame = page.query_selector("iframe").content_frame()
    for said in (
        '{type: "crackdown:step", step: 4}',
        '{type: "crackdown:step", step: "2"}',
        '{type: "step", step: 2}',
        '"crackdown:step"',
        "null",
        '{type: "crackdown:step", step: 1.5}',
        '{type: "crackdown:step", step: 0}',
    ):
        page.evaluate(f"document.querySelector('iframe').contentWindow.postMessage({said}, '*')")
    frame.evaluate("postMessage({type: 'crackdown:step', step: 3}, '*')")
    page.wait_for_timeout(200)
    assert frame.text_content("#at") == "1 of 3"
    page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage({type: 'crackdown:step', step: 2}, '*')"
    )
    until(frame, "document.getElementById('at').textContent === '2 of 3'")
    assert not page.errors


def test_the_keyboard_walks_through_and_the_sentence_is_said(server, browser_page):
    page = browser_page
    page.goto(f"{server}/embed/timeline?steps={quote(STEPS)}")
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("A fine <of> 18 billion.")
    expect(page.locator("#steps .now img")).to_have_js_property("complete", True)
    assert page.locator("#steps .now img").evaluate("one => one.naturalWidth") > 300
    assert page.get_by_role("button", name="Back").is_enabled()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Next").is_disabled()
    assert not page.errors


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(server, reader, scheme):
    page = reader(**DESKTOP, color_scheme=scheme, bypass_csp=True)
    page.goto(f"{server}/embed/timeline?steps={quote(STEPS)}")
    page.wait_for_timeout(500)  # the first step has come into view
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]


def test_without_script_every_step_stands_below_the_one_before(server, reader):
    page = reader(**PHONE, java_script_enabled=False)
    page.goto(f"{server}/embed/timeline?steps={quote(STEPS)}")
    tops = [box["y"] for box in (one.bounding_box() for one in page.locator("#steps img").all())]
    assert len(tops) == 3 and tops == sorted(tops) and tops[1] - tops[0] > 400
    assert not page.locator("#stepper").is_visible()
