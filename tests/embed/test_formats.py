"""The same chart as image, table, metadata, figure and single file."""

import csv
import html
import io
import json
import re
import struct
import xml.etree.ElementTree as ET

import pytest
from openpyxl import load_workbook
from PIL import Image as Picture
from pypdf import PdfReader

from components.charts import catalogue
from components.downloads import csv_bytes
from components.embed import image
from components.embed.card import CARD, SCALE, card_figure, card_title
from components.embed.request import read

SVG = "{http://www.w3.org/2000/svg}"


def png_size(body):
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", body[16:24])


def visible_text(svg):
    return " ".join(
        "".join(element.itertext()) for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    )


def test_an_svg_stands_alone(client, slug, example):
    answer = client.get(f"/embed/{slug}.svg", params=example)
    about = client.get(f"/embed/{slug}.json", params=example).json()
    root = ET.fromstring(answer.text)
    assert root.find("{http://www.w3.org/2000/svg}title").text == about["title"]
    assert root.find("{http://www.w3.org/2000/svg}desc").text == about["alt"]
    shown = " ".join(visible_text(answer.text).split())
    for words in (about["title"], about["subtitle"], about["source_line"]):
        assert words[:60] in shown or words[:25] in shown
    assert "var(--" not in answer.text and "url(http" not in answer.text
    assert about["data_version"] in shown


def test_an_svg_is_the_same_every_time(client, slug, example):
    assert (
        client.get(f"/embed/{slug}.svg", params=example).text
        == client.get(f"/embed/{slug}.svg", params={**example, "utm_x": "1"}).text
    )


def test_dark_images_differ_in_colour_only(client):
    light, dark = (client.get("/embed/car.svg", params={"theme": theme}).text for theme in ("light", "dark"))
    colour = re.compile(r"#[0-9a-fA-F]{6}\b")
    assert light != dark and colour.sub("", light) == colour.sub("", dark)


def test_png_scales_and_the_social_card_has_its_size(client):
    one = png_size(client.get("/embed/car.png").content)
    assert png_size(client.get("/embed/car.png?scale=3").content) == (3 * one[0], 3 * one[1])
    phone = png_size(client.get("/embed/car.png?size=phone").content)
    assert phone[0] < one[0] / 2
    assert png_size(client.get("/embed/car.png?card=1").content) == (1200, 630)


@pytest.mark.parametrize(
    "query", ["scale=4", "scale=0", "scale=1.5", "scale=nan", "scale=9999999999", "size=huge", "card=maybe"]
)
def test_image_options_have_limits(client, query):
    answer = client.get(f"/embed/car.png?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["error"]


def test_csv_is_the_table_behind_the_picture(client, snapshot, slug, example):
    answer = client.get(f"/embed/{slug}.csv", params=example)
    chart = catalogue.build(slug, snapshot, example)
    assert answer.content == csv_bytes(chart.table, bom=True), "it opens right in Excel"
    assert client.get(f"/embed/{slug}.csv", params={**example, "bom": "0"}).content == csv_bytes(chart.table)
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert len(rows) == len(chart.table) + 1
    assert answer.headers["content-disposition"] == f'attachment; filename="{slug}-{snapshot.version}.csv"'


def test_metadata_says_what_and_from_where(client, snapshot, slug, example):
    about = client.get(f"/embed/{slug}.json", params=example).json()
    assert about["params"] == example and about["data_version"] == snapshot.version
    assert about["title"] and about["alt"] and about["sources"]
    assert f"frozen={snapshot.version}" in about["frozen_url"]


def test_the_figure_is_laid_out_like_the_drawing(client, slug, example):
    for look in ("phone", "wide"):
        figure = client.get(
            f"/embed/{slug}.figure.json", params={**example, "look": look, "paper": "dark"}
        ).json()
        svg = client.get(f"/embed/{slug}", params=example).text.split(f'<svg class="static {look}"')[1]
        assert f'viewBox="0 0 {figure["layout"]["width"]} {figure["layout"]["height"]}"' in svg[:200]
        assert figure["data"]


def test_a_single_file_carries_everything(client, slug, example):
    answer = client.get(f"/embed/{slug}.html", params=example)
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "Content-Security-Policy" in answer.text and len(answer.content) < 1_600_000
    block = answer.text.split('id="values">')[1].split("</script>")[0]
    values = json.loads(block)
    assert values["phone"] and values["column"] and values["wide"]


def test_marks_are_drawn_where_there_are_dates_and_refused_elsewhere(client):
    marked = client.get("/embed/timeline.svg", params={"mark1": "2021-03-15 The <b>meeting</b> & more"})
    assert "The <b>meeting</b> & more" in visible_text(marked.text)
    assert (
        "Marked: 2021-03-15, The <b>meeting</b> & more."
        in ET.fromstring(marked.text).find("{http://www.w3.org/2000/svg}desc").text
    )
    refused = client.get("/embed/impact.svg", params={"mark1": "2021-03-15 The meeting"})
    assert refused.status_code == 400 and "no calendar dates" in refused.json()["error"]


def test_a_mark_that_the_chart_does_not_show_is_refused(client):
    marks = {"mark1": "2021-03-15 Shown", "mark2": "2035-01-01 Not shown"}
    refused = client.get("/embed/timeline.svg", params=marks)
    assert (
        refused.status_code == 400
        and "mark2" in refused.json()["error"]
        and "this chart shows 20" in refused.json()["error"]
    )


@pytest.mark.parametrize("text", ["2021-03-15", "15 March meeting", "2021-02-30 x", "2021-03-15 " + "x" * 61])
def test_a_mark_is_a_date_and_a_few_words(client, text):
    assert client.get("/embed/timeline.svg", params={"mark2": text}).status_code == 400


def test_a_card_is_read_at_thumb_size(snapshot, browser_at, slug, example):
    """No title is cut, no type is under 22 of 1,200 pixels, and the record is named."""
    asked = read(slug, example, snapshot, home="https://record.example.org")
    made = asked.card("light")
    assert (made.width, made.height) == CARD
    root = ET.fromstring(made.svg)
    titles = [one for one in root.iter(f"{SVG}text") if one.get("class") == "t"]
    assert 1 <= len(titles) <= 2 and not any("…" in one.text for one in titles)
    said = " ".join(one.text for one in titles)
    whole = asked.words.title
    assert whole.startswith(said) or re.sub(r" \([^()]*\)", "", whole).startswith(said)
    assert float(titles[0].get("font-size")) >= 22
    assert "record.example.org" in visible_text(made.svg)
    style = root.find(f"{SVG}style").text
    sizes = [float(size) for size in re.findall(r"font-size:([\d.]+)px", style)]
    assert not sizes or min(sizes) * SCALE >= 22


@pytest.mark.parametrize(
    "title, kept",
    [
        ("Short", "Short"),
        ("Prices fell " + "and fell again " * 8 + "by 1.5, then rose; all of it in one day", None),
        ("W" * 40 + " " + "w" * 100, None),
    ],
)
def test_a_title_of_a_card_loses_clauses_never_letters(title, kept):
    lines, size = card_title(title, 1104)
    said = " ".join(lines)
    assert len(lines) <= 2 and "…" not in said and title.startswith(said.split(" ")[0]) and size >= 16
    assert kept is None or said == kept
    assert not said.endswith("by 1")


def test_a_card_of_rows_shows_the_one_it_leads_with():
    axes = {"yaxis": {"domain": [0.95, 1]}, "yaxis2": {"domain": [0.5, 0.9]}, "yaxis3": {"domain": [0, 0.4]}}
    notes = [{"text": str(y), "yref": "paper", "xref": "paper", "x": 0, "y": y} for y in (0.2, 0.7, 0.98)]
    traces = [{"yaxis": f"y{n or ''}", "xaxis": f"x{n or ''}", "y": [1]} for n in ("", 2, 3)]
    layout = {**axes, "xaxis": {}, "xaxis2": {"matches": "x3"}, "xaxis3": {"tickformat": "%Y"}}
    figure = card_figure({"data": traces, "layout": {**layout, "annotations": notes}})
    assert [one["yaxis"] for one in figure["data"]] == ["y2"]
    assert figure["layout"]["yaxis2"]["domain"] == [0, 1] and "yaxis" not in figure["layout"]
    assert figure["layout"]["xaxis2"]["tickformat"] == "%Y"
    assert [one["text"] for one in figure["layout"]["annotations"]] == ["0.7"]
    assert abs(figure["layout"]["annotations"][0]["y"] - 0.5) < 1e-9


def test_a_png_is_as_wide_as_asked_and_keeps_its_shape(client):
    one = png_size(client.get("/embed/car.png").content)
    wide, tall = png_size(client.get("/embed/car.png?width=2400").content)
    assert wide == 2400 and abs(tall / wide - one[1] / one[0]) < 0.001
    assert client.get("/embed/car.png?width=4001").status_code == 400


def test_a_transparent_picture_has_no_paper(client):
    clear, plain = (
        Picture.open(io.BytesIO(client.get("/embed/car.png", params=query).content)).convert("RGBA")
        for query in ({"transparent": "1"}, {})
    )
    corners = [(0, 0), (clear.width - 1, clear.height - 1)]
    assert [clear.getpixel(at)[3] for at in corners] == [0, 0]
    assert [plain.getpixel(at)[3] for at in corners] == [255, 255]


def test_a_pdf_is_one_page_of_lines_and_letters_as_wide_as_asked(client, slug, example):
    body = client.get(f"/embed/{slug}.pdf", params={**example, "mm": "90"}).content
    (page,) = PdfReader(io.BytesIO(body)).pages
    assert abs(float(page.mediabox.width) / 72 * 25.4 - 90) < 0.5
    svg = ET.fromstring(client.get(f"/embed/{slug}.svg", params=example).text)
    shape = float(svg.get("height")) / float(svg.get("width"))
    assert abs(float(page.mediabox.height) / float(page.mediabox.width) - shape) < 0.01
    title = client.get(f"/embed/{slug}.json", params=example).json()["title"]
    squeezed = "".join(page.extract_text().split())
    assert "".join(title.split())[:25] in squeezed


def test_a_pdf_printed_anew_is_the_same(client, snapshot):
    drawn = image.standalone(
        read("car", {}, snapshot).picture("wide"), read("car", {}, snapshot).words, "light"
    )
    first, second = (image.chrome.pdf(drawn.svg, 7.0, 4.0) for _ in range(2))
    assert first == second and b"D:20000101000000" in first


def test_the_browser_draws_on_after_printing(client, snapshot):
    drawn = image.standalone(
        read("car", {}, snapshot).picture("wide"), read("car", {}, snapshot).words, "light"
    )
    before = image.chrome.png(drawn.svg, 400, 240)
    image.chrome.pdf(drawn.svg, 7.0, 4.0)
    assert image.chrome.png(drawn.svg, 400, 240) == before


def test_a_workbook_holds_the_table_and_the_words(client, slug, example):
    book = load_workbook(io.BytesIO(client.get(f"/embed/{slug}.xlsx", params=example).content))
    about = client.get(f"/embed/{slug}.json", params=example).json()
    data, notes = book.worksheets
    assert data.max_row == about["rows"] + 1
    told = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert told["title"] == about["title"] and about["data_version"] in told["data_version"]


def test_answers_stand_in_the_table_view_and_in_the_metadata(client, snapshot):
    address = "/embed/car?event=2020-12-24-samr-opens-alibaba-probe"
    told = client.get(address.replace("/car", "/car.json")).json()
    assert [one["question"] for one in told["answers"]] == [
        "What does it show?",
        "What can it not show?",
        "How unusual is it?",
        "How do I cite it?",
    ]
    assert (
        told["title"] in told["answers"][0]["answer"] and told["frozen_url"] in told["answers"][3]["answer"]
    )
    page = client.get(address).text
    details = page[page.index("<details><summary>Table of the data") :]
    for one in told["answers"]:
        assert f"<dt>{one['question']}</dt><dd>{html.escape(one['answer'])}</dd>" in details
