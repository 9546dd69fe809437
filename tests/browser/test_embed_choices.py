"""A reader chooses inside an embed: in place with a script, by a link without, by keyboard, in a sandbox."""

from __future__ import annotations

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE, PHONE
from tests.browser.publisher import frame_of, until

FINE = "2021-04-10-alibaba-fined-18-2bn"
EMBED = f"car?event={FINE}&choices=1&theme=light"


def test_a_choice_takes_the_pages_place_without_a_blink(server, foreign, reader):
    page = reader(width=700)
    page.request.get(f"{server}/embed/{EMBED}", timeout=120_000)
    page.goto(foreign("choices.html", EMBED.replace("&", "&amp;")))
    frame = frame_of(page)
    frame.evaluate("window.same = true")
    before = frame.evaluate("document.querySelector('svg.column').outerHTML")
    frame.focus("#choices a:text-is('Tencent')")
    page.keyboard.press("Enter")
    until(frame, "document.querySelector('#choices a[aria-current]').textContent === 'Tencent'")
    assert frame.evaluate("window.same"), "the page was not loaded anew"
    assert frame.evaluate("document.querySelector('svg.column').outerHTML") != before
    assert frame.evaluate("document.activeElement.textContent") == "Tencent"
    assert frame.text_content("#said") == frame.text_content("h1") == frame.evaluate("document.title")
    assert "company=Tencent" in frame.evaluate("location.search")
    assert not [url for url in page.requests if "plotly" in url]
    frame.focus("#plot")
    page.keyboard.press("ArrowRight")
    assert "Tencent" in frame.text_content("#tip")
    for _ in range(PATIENCE // 100):  # the page inside lays itself out, then tells its height
        inside = frame.evaluate("document.body.getBoundingClientRect().height")
        outside = page.evaluate("document.querySelector('#chart').clientHeight")
        if abs(outside - inside) < 18:
            break
        page.wait_for_timeout(100)
    assert abs(outside - inside) < 18
    assert not page.errors


def test_it_looks_exactly_as_the_page_that_the_link_leads_to(server, browser_page):
    page = browser_page
    page.goto(f"{server}/embed/{EMBED}")
    page.get_by_role("link", name="Meituan").click()
    expect(page.get_by_role("link", name="Meituan")).to_have_attribute("aria-current", "true")
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(5, 5)
    swapped = picture_of(page)
    page.goto(page.url)
    # A round corner that was painted again differs from one painted once by ten levels of 255; a letter that
    # moved by a pixel, by hundreds.
    assert all(most <= 16 for _, most in ImageChops.difference(picture_of(page), swapped).getextrema())


def picture_of(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


@pytest.mark.parametrize("options", [{"java_script_enabled": False}, {}])
def test_without_script_and_in_a_sandbox_a_choice_is_a_link(server, reader, foreign, options):
    page = reader(**DESKTOP, **options)
    sandboxed = 'sandbox="allow-scripts"' if not options else ""
    page.goto(foreign("plain-choices.html", EMBED.replace("&", "&amp;"), attributes=sandboxed))
    frame = page.frame_locator("#chart")
    frame.get_by_role("link", name="Meituan").click()
    expect(frame.locator("#choices a[aria-current]").first).to_have_text("Meituan")
    expect(frame.locator("h1")).to_contain_text("Meituan")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(server, reader, scheme):
    page = reader(**PHONE, color_scheme=scheme, bypass_csp=True)
    page.goto(f"{server}/embed/impact?choices=1&company=Tencent")
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
