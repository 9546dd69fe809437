"""Words and table as Datawrapper imports them: the same as on the chart, and the link leads to the table."""

import csv
import io
from urllib.parse import urlsplit

import pytest


@pytest.mark.parametrize("slug", ["car", "timeline", "impact"])
def test_words_and_table_are_the_charts_own(client, slug):
    given = {"byline": "Graphics desk", "company": "Tencent"}
    told = client.get(f"/embed/{slug}.datawrapper.json", params=given).json()
    about = client.get(f"/embed/{slug}.json", params=given).json()
    described = told["metadata"]["describe"]
    assert told["title"] == about["title"] and described["intro"] == about["subtitle"]
    assert described["aria-description"] == about["alt"] and described["byline"] == "Graphics desk"
    assert about["source_line"] in told["metadata"]["annotate"]["notes"]
    assert about["data_version"] in told["metadata"]["annotate"]["notes"]
    address = urlsplit(told["externalData"])
    assert told["externalData"] == told["metadata"]["data"]["external-data"]
    table = client.get(f"{address.path}?{address.query}")
    assert table.content[:3] != b"\xef\xbb\xbf", "no mark before the first column's name"
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert len(rows) == about["rows"] and list(rows[0]) == about["columns"]


def test_a_wrong_parameter_is_named(client):
    answer = client.get("/embed/car.datawrapper.json?event=none")
    assert answer.status_code in (400, 404) and "event" in answer.json()["error"]
