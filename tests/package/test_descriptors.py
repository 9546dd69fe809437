"""The package as it is served: valid as a Data Package, what its checksums say, loadable by other tools."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import re
import sqlite3
from contextlib import closing

import pandas as pd
import pytest
import yaml
from datasette.app import Datasette
from frictionless import Package, system
from lxml import html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.http import answer_routes, data_routes, package_routes
from components.package.descriptors import json_ld
from components.package.tables import TABLES
from data.paths import PROJECT


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=[*package_routes.ROUTES, *answer_routes.ROUTES, *data_routes.ROUTES]))


@pytest.fixture(scope="module")
def folder(client, tmp_path_factory):
    """The package, downloaded: its description and the files that this names."""
    place = tmp_path_factory.mktemp("package")
    described = client.get("/data/datapackage.json").json()
    (place / "datapackage.json").write_text(json.dumps(described))
    for resource in described["resources"]:
        (place / resource["path"]).write_bytes(client.get(f"/data/{resource['path']}").content)
    return place


def test_the_package_is_valid_with_types_keys_sizes_and_checksums(folder):
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert {task.name for task in report.tasks} == {table.name for table in TABLES}


def test_frictionless_would_notice_a_changed_cell(folder, tmp_path):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    events = (tmp_path / "events.csv").read_bytes().replace(b",penalty,", b",pardon,", 1)
    (tmp_path / "events.csv").write_bytes(events)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    kinds = {kind for (kind,) in report.flatten(["type"])}
    assert "hash-count" in kinds and "constraint-error" in kinds


def test_chinese_text_reads_back(folder, snapshot):
    with Package(str(folder / "datapackage.json")).get_resource("events").open() as resource:
        first = next(resource.row_stream)
    assert (
        first["id"] == snapshot.events.index[0] and first["title_zh"] == snapshot.events["title_zh"].iloc[0]
    )
    assert first["actors"] == list(snapshot.events["actors"].iloc[0])


def test_the_manifest_tells_the_files_as_they_are(client, snapshot):
    told = client.get("/data/MANIFEST.json").json()
    assert told["data_version"] == snapshot.version and told["edition"] == "2026.11"
    assert (told["events_through"], told["prices_through"]) == ("2026-08-20", "2026-08-21")
    assert len(told["files"]) == 4 * len(TABLES)
    for file in told["files"]:
        body = client.get(f"/data/{file['path']}").content
        assert (len(body), hashlib.sha256(body).hexdigest()) == (file["bytes"], file["sha256"]), file["path"]
        if file["format"] == "csv":
            assert len(pd.read_csv(io.BytesIO(body), keep_default_na=False, dtype=str)) == file["rows"]


def test_the_citation_names_the_edition_that_the_tables_name(client, snapshot):
    cff = yaml.safe_load((PROJECT / "CITATION.cff").read_text())
    last = snapshot.editions.iloc[-1]
    assert (cff["version"], cff["date-released"]) == (last.name, last["issued"])
    assert {"cff-version", "message", "title", "authors"} <= cff.keys() and cff["type"] == "dataset"
    served = yaml.safe_load(client.get("/data/CITATION.cff").text)
    assert served["version"] == f"{last.name}-{snapshot.version}" and served["url"].endswith("/data/")
    assert {name: value for name, value in served.items() if name not in ("version", "url")} == {
        name: value for name, value in cff.items() if name != "version"
    }


def test_datasette_opens_the_database_with_its_metadata(client, tmp_path, snapshot):
    database = tmp_path / "crackdown.db"
    database.write_bytes(client.get("/data/crackdown.db").content)
    metadata = client.get("/data/metadata.json").json()

    async def look() -> tuple[str, dict]:
        datasette = Datasette([str(database)], metadata=metadata)
        page = await datasette.client.get("/crackdown/events")
        rows = await datasette.client.get("/crackdown/events.json?_shape=array&_size=1")
        return page.text, rows.json()[0]

    page, row = asyncio.run(look())
    assert "5 changed the regime" in page and "CC BY 4.0" in page
    tables = metadata["databases"]["crackdown"]["tables"]
    assert set(tables["events"]["columns"]) == set(row)
    described = set(tables["impacts"]["columns"])
    with closing(sqlite3.connect(database)) as copy:
        assert described == {column[1] for column in copy.execute("PRAGMA table_info(impacts)")}


def test_the_page_lists_every_file_and_explains_every_column(client, snapshot):
    answer = client.get("/data/")
    page = html.fromstring(answer.text)
    links = [link for link in page.xpath("//a/@href") if not link.startswith(("http", ".."))]
    assert len(links) > 4 * len(TABLES)
    for link in links:
        assert client.get(f"/data/{link}").status_code == 200, link
    told = {code.text for code in page.xpath("//table//code")}
    assert {"severity", "day0_hk", "car", "archived"} <= told
    assert all(cell.text_content().strip() for cell in page.xpath("//tbody//td"))
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    (block,) = page.xpath("//script[@type='application/ld+json']/text()")
    dataset = json.loads(block)
    assert dataset["@type"] == "Dataset" and dataset["license"].startswith("https://creativecommons.org/")
    for download in dataset["distribution"]:
        assert client.get(download["contentUrl"]).status_code == 200
    assert client.get("/data", follow_redirects=False).headers["location"].endswith("/data/")


def test_text_cannot_end_the_block(snapshot, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_NAME", "</script><script>alert(1)")
    assert re.findall(r"</?script", json_ld(snapshot, "http://x")) == ["<script", "</script"]


@pytest.mark.parametrize("path", ["/data/?x=1", "/data/MANIFEST.json?x=1", "/data/datapackage.json?bom=0"])
def test_what_is_no_parameter_is_refused(client, path):
    assert client.get(path).status_code == 400


def test_the_page_speaks_to_readers_and_its_links_open(client, snapshot):
    page = html.fromstring(client.get("/data/").content)
    words = page.text_content()
    assert "*" not in words.partition("Whole")[0] and "To add one" not in words and "python -m" not in words
    assert f"event/{snapshot.events.index[-1]}.json" in page.xpath("//a/@href")
    for heading in page.xpath("//h2"):
        following = heading.getnext()
        assert following.text_content().rstrip(".") != heading.text_content()
