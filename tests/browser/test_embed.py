"""An embed in a foreign page on another port, in a real Chromium."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from components.charts import catalogue
from components.charts.kit.theme import PAPER
from components.embed.links import with_query
from tests.browser.publisher import frame_of, until
from tests.browser.reading import rgb

CHARTS = list(catalogue.CATALOGUE)
EVENT = "2021-04-10-alibaba-fined-18-2bn"


def shown_drawing(frame):
    return frame.eval_on_selector_all(
        "#plot svg.static",
        "all => all.filter(one => one.getClientRects().length).map(one => one.classList[1])",
    )


def test_the_frame_takes_the_height_that_the_chart_reports(foreign, reader):
    page = reader(width=700)
    page.goto(foreign("height.html", "timeline"))
    frame = frame_of(page)
    until(page, "document.querySelector('#chart').clientHeight > 500")
    inside = frame.evaluate("document.body.getBoundingClientRect().height")
    assert -2 <= page.evaluate("document.querySelector('#chart').clientHeight") - inside <= 17
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.set_viewport_size({"width": 340, "height": 800})
    page.wait_for_timeout(600)
    narrow = frame.evaluate("document.body.getBoundingClientRect().height")
    assert (
        -2 <= page.evaluate("document.querySelector('#chart').clientHeight") - narrow <= 17
        and narrow != inside
    )
    frame.click("summary")
    until(page, f"document.querySelector('#chart').clientHeight > {narrow} + 100")
    assert not page.errors


def test_a_host_script_that_comes_late_still_learns_the_height(foreign, reader, server):
    page = reader()
    page.goto(foreign("late.html", "car", script=False))
    inside = frame_of(page).evaluate("document.body.getBoundingClientRect().height")
    page.wait_for_timeout(300)  # the chart has spoken, and nobody has heard it
    page.add_script_tag(url=f"{server}/embed/host.js")
    until(page, f"Math.abs(document.querySelector('#chart').clientHeight - {inside}) <= 17")
    assert inside > 500 and not page.errors


def test_it_is_fine_without_the_host_script(foreign, reader):
    page = reader()
    page.goto(foreign("plain.html", "car", script=False))
    frame = frame_of(page)
    assert (
        shown_drawing(frame) == ["wide"]
        and page.evaluate("document.querySelector('#chart').clientHeight") == 400
    )


@pytest.mark.parametrize(
    "width, drawing",
    [(320, "phone"), (390, "phone"), (500, "column"), (600, "column"), (840, "wide"), (1600, "wide")],
)
def test_the_drawing_fits_the_width_and_text_is_legible(foreign, reader, width, drawing):
    page = reader(width=width)
    page.goto(foreign(f"width{width}.html", "timeline"))
    frame = frame_of(page)
    assert shown_drawing(frame) == [drawing]
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing scrolls sideways"
    smallest = frame.evaluate(
        """() => { const svg = [...document.querySelectorAll('#plot svg.static')].find(one =>
        one.getClientRects().length);
        const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        return Math.min(...[...svg.querySelectorAll('text')].map(one =>
        parseFloat(getComputedStyle(one).fontSize) * scale)); }"""
    )
    assert smallest >= (11 if width == 320 else 9) - 0.05


def test_nothing_but_the_page_is_asked_for_before_the_reader_points_at_it(server, reader):
    page = reader()
    page.goto(f"{server}/embed/timeline", wait_until="networkidle")
    assert page.requests == [f"{server}/embed/timeline"]
    assert not page.context.cookies()


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("setting", ["light", "dark"])
def test_colours_follow_the_reader_or_the_address(foreign, reader, theme, setting):
    page = reader(color_scheme=setting)
    page.goto(foreign(f"{theme}-{setting}.html", f"car?event={EVENT}&theme={theme}"))
    frame = frame_of(page)
    paper = frame.evaluate("getComputedStyle(document.body).backgroundColor")
    dark = theme == "dark" or (theme == "auto" and setting == "dark")
    assert (paper == "rgb(255, 255, 255)") is not dark
    ink = frame.evaluate(
        "getComputedStyle([...document.querySelectorAll('#plot svg.static text')].find(one => "
        "one.getClientRects().length)).fill"
    )
    assert (sum(int(part) for part in ink[4:-1].split(",")) > 380) is dark


def test_with_scripts_off_everything_is_readable(foreign, reader):
    page = reader(width=320, java_script_enabled=False)
    page.goto(foreign("noscript.html", f"event-window?event={EVENT}"))
    page.wait_for_timeout(800)
    frame = page.frame_locator("#chart")
    assert frame.locator("svg.phone").is_visible() and not frame.locator("svg.wide").is_visible()
    assert frame.locator("h1").is_visible()
    frame.locator("summary").click()
    assert frame.locator("table").is_visible()


def test_a_sandboxed_frame_still_reads_values(foreign, reader):
    page = reader()
    page.goto(foreign("sandbox.html", "car", attributes='sandbox="allow-scripts"'))
    frame = frame_of(page)
    frame.focus("#plot")
    page.keyboard.press("ArrowRight")
    assert "Alibaba" in frame.text_content("#tip")
    assert not page.errors


def test_text_in_the_picture_can_be_selected(server, reader):
    page = reader(width=900)
    page.goto(f"{server}/embed/timeline")
    text = page.evaluate(
        """() => { const one = [...document.querySelectorAll('#plot svg.wide text')].find(text =>
        text.textContent.includes('Tencent'));
        getSelection().selectAllChildren(one); return String(getSelection()); }"""
    )
    assert "Tencent" in text


@pytest.mark.parametrize("slug", CHARTS)
def test_axe_finds_nothing_serious(server, reader, snapshot, slug):
    # axe is put into the page by script, which the page's policy rightly refuses.
    page = reader(width=390, bypass_csp=True)
    page.goto(with_query(f"{server}/embed/{slug}", catalogue.CATALOGUE[slug].example(snapshot).query()))
    page.click("summary")
    for setting in ("light", "dark"):
        page.emulate_media(color_scheme=setting)
        expect(page.locator("body")).to_have_css("background-color", rgb(PAPER[setting]))
        found = Axe().run(page).response["violations"]
        grave = [
            (setting, one["id"], one["nodes"][0]["html"][:200])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert not grave


def test_a_foreign_page_cannot_frame_the_app(foreign, reader, server):
    page = reader()
    page.goto(foreign("app.html", "../"))
    page.wait_for_timeout(1500)
    frame = page.query_selector("#chart").content_frame()
    assert "chrome-error" in frame.url or not frame.query_selector("[data-testid=stApp]")


def test_the_alternative_text_states_numbers_that_the_picture_shows(server, reader):
    page = reader(width=900)
    page.goto(f"{server}/embed/timeline")
    said = page.text_content("#wide-desc")
    labels = page.eval_on_selector_all("#plot svg.wide text", "all => all.map(one => one.textContent)")
    ends = [label.split()[-1] for label in labels if re.fullmatch(r"(Alibaba|Tencent|Meituan) \d+", label)]
    assert len(ends) == 3
    reached = [float(number) for number in re.findall(r"goes from [\d.]+ to ([\d.]+\d)", said)]
    assert all(any(abs(float(end) - value) <= 0.51 for value in reached) for end in ends)
