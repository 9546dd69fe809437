"""An embed in a foreign page on another port, in a real Chromium."""

from __future__ import annotations

import math
import re
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe

from components.charts import catalogue
from components.embed.links import with_query
from components.embed.page import LIBRARY_FILE
from components.embed.readings import NEAR
from tests.browser.conftest import open_page

CHARTS = list(catalogue.CATALOGUE)
EVENT = "2021-04-10-alibaba-fined-18-2bn"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def foreign(tmp_path_factory, server):
    """Address of a publisher's page, on another port, that frames a chart; and a way to write such pages."""
    folder = tmp_path_factory.mktemp("publisher")
    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=web.serve_forever, daemon=True).start()

    def article(name, embed, *, script=True, attributes="", width="100%"):
        host = f'<script src="{server}/embed/host.js" async></script>' if script else ""
        (folder / name).write_text(
            '<!doctype html><title>Article</title><link rel="icon" href="data:,"><body '
            'style="margin:0"><h1>An article</h1><iframe id="chart" title="Chart" '
            f'src="{server}/embed/{embed}" style="border:0;width:{width}" height="400" {attributes}>'
            f"</iframe><p>After the chart.</p>{host}"
        )
        return f"http://127.0.0.1:{web.server_port}/{name}"

    yield article
    web.shutdown()


@pytest.fixture
def reader(chromium):
    """Opens pages as a reader would; errors in their consoles are collected."""
    pages = []

    def open_as(width=1000, height=900, **options):
        page = open_page(chromium, viewport={"width": width, "height": height}, **options)
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        pages.append(page)
        return page

    yield open_as
    for page in pages:
        page.context.close()


def frame_of(page):
    page.wait_for_selector("#chart")
    frame = page.query_selector("#chart").content_frame()
    frame.wait_for_selector("#plot", state="attached")
    frame.wait_for_load_state()
    return frame


def shown_drawing(frame):
    return frame.eval_on_selector_all(
        "#plot svg.static",
        "all => all.filter(one => one.getClientRects().length).map(one => one.classList[1])",
    )


def until(frame, condition, patience=30.0):
    """Wait until a condition holds; Playwright's own waiting evaluates text, which the policy of an embed
    refuses."""
    end = time.monotonic() + patience
    while not frame.evaluate(condition):
        assert time.monotonic() < end, f"never came true: {condition}"
        frame.page.wait_for_timeout(50) if hasattr(frame, "page") else frame.wait_for_timeout(50)


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
    page.close()


def test_nothing_but_the_page_is_asked_for_before_the_reader_points_at_it(server, reader):
    page = reader()
    page.goto(f"{server}/embed/timeline", wait_until="networkidle")
    assert page.requests == [f"{server}/embed/timeline"]
    assert not page.context.cookies()


def tip(page):
    return page.eval_on_selector("#tip", "one => one.hidden ? '' : one.textContent")


def place_of(page, share):
    box = page.query_selector("#plot").bounding_box()
    return box["x"] + box["width"] * share, box["y"] + box["height"] * 0.25


@pytest.mark.parametrize("how", ["pointer", "touch"])
def test_pointing_and_tapping_read_values_without_asking_for_anything(server, reader, how):
    page = reader(width=700, has_touch=how == "touch")
    page.goto(f"{server}/embed/timeline", wait_until="networkidle")
    box = page.query_selector("#plot").bounding_box()
    asked, said = len(page.requests), set()
    for share in (0.2, 0.3, 0.45):
        x, y = place_of(page, share)
        page.mouse.move(x, y) if how == "pointer" else page.touchscreen.tap(x, y)
        said.add(tip(page))
    assert len(said) == 3 and all(said), "the label follows the pointer"
    assert len(page.requests) == asked and page.query_selector("#plot").bounding_box() == box
    assert not page.errors, "the strict policy lets the label be placed"


OURS = """() => {
    const plot = document.getElementById("plot"), tip = document.getElementById("tip"), found = [];
    const press = (key) => plot.dispatchEvent(new KeyboardEvent("keydown", {key}));
    const series = JSON.parse(document.getElementById("values").textContent).wide;
    for (const one of series) {
        press("Home");
        for (let i = 0; i < 4000; i++) {
            const before = document.getElementById("dot").getAttribute("cx") + tip.textContent;
            const dot = document.getElementById("dot");
            found.push([tip.textContent, +dot.getAttribute("cx"), +dot.getAttribute("cy")]);
            press("ArrowRight");
            if (document.getElementById("dot").getAttribute("cx") + tip.textContent === before) break;
        }
        press("ArrowDown");
    }
    return found;
}"""
LABELS = """async ([figure, width, height]) => {
    const box = document.createElement("div");
    document.body.append(box);
    await Plotly.newPlot(box, figure.data, {...figure.layout, width, height, autosize: false}, {});
    const found = [];
    const traces = box._fullData.filter((one) => one.visible === true && one.hoverinfo !== "skip" && one.x);
    for (const trace of traces) {
        const all = Array.from(trace.x, (_, i) => i).filter((i) => i % Math.ceil(trace.x.length / 2) === 0);
        for (const pointNumber of all) {
            const axes = (trace.xaxis || "x") + (trace.yaxis || "y");
            Plotly.Fx.hover(box, [{curveNumber: trace.index, pointNumber}], [axes]);
            await new Promise((done) => setTimeout(done, 60));
            const texts = [...box.querySelectorAll(".hoverlayer g.hovertext text.nums")].map((one) => {
                const lines = [...one.querySelectorAll("tspan.line")];
                return (lines.length ? lines : [one]).map((line) => line.textContent).join("\\n");
            });
            const {xaxis, yaxis} = box._fullLayout._plots[axes];
            const x = xaxis._offset + xaxis.d2p(trace.x[pointNumber]);
            found.push([texts[0] || "", x, yaxis._offset + yaxis.d2p(trace.y[pointNumber])]);
        }
    }
    return found;
}"""


@pytest.mark.parametrize("slug", CHARTS)
def test_labels_are_the_words_of_the_apps_chart(server, reader, snapshot, slug):
    """Held against the chart library itself, drawing the same figure with its own labels."""
    page = reader(width=1000)
    query = catalogue.CATALOGUE[slug].example(snapshot).query()
    page.goto(with_query(f"{server}/embed/{slug}", query))
    page.focus("#plot")
    read = page.evaluate(OURS)
    ours = {text for text, *_ in read}
    figure = page.request.get(
        with_query(f"{server}/embed/{slug}.figure.json", {**query, "look": "wide"})
    ).json()
    other = reader(width=1000)
    other.goto("about:blank")
    other.add_script_tag(path=LIBRARY_FILE)
    layout = figure["layout"]
    theirs = other.evaluate(LABELS, [figure, layout["width"], layout["height"]])
    # The library writes a hyphen before what the words on screen write with a minus sign.
    theirs = [(re.sub(r"(?<![\w-])-(?=[\d.])", "−", text), *place) for text, *place in theirs if text]
    assert len(theirs) >= 1
    # In a crowd, points that no pointer can tell apart are one reading: the words of its neighbour.
    missing = [
        text
        for text, *place in theirs
        if text not in ours and all(math.dist(place, other) >= NEAR + 1 for _, *other in read)
    ]
    exact = [text for text, *_ in theirs if text in ours]
    assert exact, "the words are the same"
    assert not missing, f"{len(missing)} of {len(theirs)}: {missing[:3]}; ours: {sorted(ours)[:3]}"


def test_the_keyboard_reaches_and_reads_everything(server, reader):
    page = reader(width=700)
    page.goto(f"{server}/embed/timeline")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "plot"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    first = page.text_content("#said")
    assert len(first) > 3
    page.keyboard.press("End")
    assert page.text_content("#said") not in ("", first)
    page.keyboard.press("Escape")
    assert page.text_content("#said") == "" and tip(page) == ""
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    table = "Table of the data, and what it can say"
    for name in ("CSV", "JSON", "PNG", "SVG", "Explore in the dashboard", table):
        assert name in reached
    page.focus("summary")
    page.keyboard.press("Enter")
    assert page.is_visible("table")


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
    page.close()


def test_with_scripts_off_everything_is_readable(foreign, reader):
    page = reader(width=320, java_script_enabled=False)
    page.goto(foreign("noscript.html", f"event-window?event={EVENT}"))
    page.wait_for_timeout(800)
    frame = page.frame_locator("#chart")
    assert frame.locator("svg.phone").is_visible() and not frame.locator("svg.wide").is_visible()
    assert frame.locator("h1").is_visible()
    frame.locator("summary").click()
    assert frame.locator("table").is_visible()
    page.close()


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
@pytest.mark.parametrize("setting", ["light", "dark"])
def test_axe_finds_nothing_serious(server, reader, snapshot, slug, setting):
    # axe is put into the page by script, which the page's policy rightly refuses.
    page = reader(width=390, color_scheme=setting, bypass_csp=True)
    page.goto(with_query(f"{server}/embed/{slug}", catalogue.CATALOGUE[slug].example(snapshot).query()))
    page.click("summary")
    found = Axe().run(page).response["violations"]
    grave = [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert not grave
    page.close()


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
