"""The same chart as image, table, metadata, figure and single file."""

import csv
import io
import json
import struct
import xml.etree.ElementTree as ET

import pytest

from components.charts import catalogue
from components.downloads import csv_bytes
from components.embed import image
from components.embed.request import read


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
    import re

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


@pytest.mark.parametrize(
    "phone, wide, look", [(360, 440, "phone"), (936, 560, "wide"), (734, 422, "wide"), (660, 690, "phone")]
)
def test_a_card_takes_the_look_that_need_not_be_flattened(snapshot, phone, wide, look):
    """Four panels below one another, flattened to a card, would run their labels together."""
    asked = read("car", {}, snapshot)
    drawn = []

    def draw(size, *, width, height):
        drawn.append(size)
        return asked.picture(size, width=width, height=height)

    made = image.card(draw, {"phone": phone, "wide": wide}, asked.words, "light")
    assert drawn == [look] and (made.width, made.height) == image.CARD
