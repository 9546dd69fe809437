"""Every embed, picture and file of a record whose texts mean to be more than text."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app import ROUTES
from components.charts import catalogue
from components.http.current import Current
from tests.chrome import find_chrome
from tests.hostile import LONG, came_alive

EVENT, SYMBOL = "2021-04-10-alibaba-fined-18-2bn", "9988.HK"
ASKED = {
    "/data/worksheet": f"?event={EVENT}&symbol={SYMBOL}",
    "/data/notebook.ipynb": f"?event={EVENT}&symbol={SYMBOL}",
    "/data/robustness": f"?event={EVENT}&symbol={SYMBOL}",
    "/data/answers/event.json": f"?event={EVENT}",
    "/data/answers/impact.json": f"?event={EVENT}",
    "/data/answers/prices.json": f"?symbols={SYMBOL}",
    "/data/prices.csv": f"?symbols={SYMBOL}",
}
SHOWN = ("/data/", "/feed", "/sitemap", "/llms")
FILES = [
    path + next((query for start, query in ASKED.items() if path.startswith(start)), "")
    for path in sorted({route.path.replace("{event}", EVENT) for route in ROUTES})
    if path.startswith(SHOWN) and "{" not in path and not path.endswith(".db")
]
FORMULA = ("=", "+", "-", "@", "\t")


@pytest.fixture(scope="module", params=[1, LONG])
def client(request, hostile_of) -> Iterator[TestClient]:
    hostile = hostile_of(request.param)

    async def get(self):
        return hostile

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Current, "get", get)
        if find_chrome():
            patch.setenv("BROWSER_PATH", find_chrome())
        with TestClient(Starlette(routes=ROUTES)) as client:
            yield client


def held_to_text(kind: str, body: bytes) -> None:
    """What a reader of this media type finds is text, and well formed."""
    if kind.startswith("text/html"):
        assert came_alive(body.decode()) == []
    elif "xml" in kind and "spreadsheet" not in kind:
        elements = list(ET.fromstring(body).iter())
        assert not {element.tag.rpartition("}")[2] for element in elements} & {
            "script",
            "img",
            "foreignObject",
        }
        attributes = [pair for element in elements for pair in element.attrib.items()]
        assert not [text for name, text in attributes if name.endswith(("href", "src")) and "evil" in text]
        assert not [name for name, _ in attributes if name.startswith("on")]
    elif "json" in kind:
        json.loads(body)
    elif kind.startswith("text/csv"):
        cells = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if "evil" in cell and cell.startswith(FORMULA)]
    elif "spreadsheetml" in kind:
        for sheet in openpyxl.load_workbook(io.BytesIO(body)):
            for row in sheet.iter_rows():
                assert not [c.value for c in row if c.data_type == "f" and "evil" in str(c.value)]
                assert not [
                    c.hyperlink.target for c in row if c.hyperlink and "evil" in str(c.hyperlink.target)
                ]


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_the_record_holds_text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:300]
    held_to_text(answer.headers["content-type"], answer.content)


@pytest.mark.parametrize("slug", list(catalogue.CATALOGUE))
@pytest.mark.parametrize("ending", ["", ".csv", ".json", ".xlsx"])
def test_an_embed_and_its_files_hold_text(client, snapshot, slug, ending):
    query = catalogue.CATALOGUE[slug].example(snapshot).query()
    answer = client.get(f"/embed/{slug}{ending}", params=query)
    assert answer.status_code == 200, answer.text[:300]
    held_to_text(answer.headers["content-type"], answer.content)


@pytest.mark.skipif(find_chrome() is None, reason="NO CHROME OR CHROMIUM FOUND: pictures are not drawn")
@pytest.mark.parametrize("slug", list(catalogue.CATALOGUE))
@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf"])
def test_a_picture_is_drawn_and_holds_text(client, snapshot, slug, ending):
    query = catalogue.CATALOGUE[slug].example(snapshot).query()
    answer = client.get(f"/embed/{slug}{ending}", params=query)
    assert answer.status_code == 200, answer.text[:300]
    held_to_text(answer.headers["content-type"], answer.content)
    if ending == ".pdf":
        assert b"/JavaScript" not in answer.content and b"evil.example" not in answer.content
