"""The static site: whole, the same every time, and only what changed."""

import dataclasses
import json
import re
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from components.embed.publish.__main__ import main
from components.embed.publish.site import publish
from components.embed.publish.writer import MANIFEST, Site

CHOICE = {
    "charts": ["timeline", "event-window", "car"],
    "base": "https://example.org/sub",
    "choices": False,
}
EVENTS = ["2021-03-12-tencent-finance-arm-next", "2021-04-10-alibaba-fined-18-2bn"]


@pytest.fixture(scope="module")
def few(snapshot):
    """The record with three of its events, so that a site takes seconds."""
    known = [event for event in EVENTS if event in snapshot.events.index]
    chosen = snapshot.events[snapshot.events.index.isin([*known, *snapshot.events.index[-2:]])]
    return dataclasses.replace(snapshot, events=chosen, version="0123456789ab")


@pytest.fixture(scope="module")
def site(few, browser_at, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    publish(folder, few, **{**CHOICE, "base": "https://example.org/sub/"})
    return folder


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src"):
                self.found.append(value)


def test_every_link_inside_the_site_is_relative_and_leads_somewhere(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 8
    for page in pages:
        for link in Links(page.read_text()).found:
            if link.startswith(("https://", "http://", "data:")):
                continue
            assert not link.startswith("/"), f"{page}: {link} would break under a sub-path"
            assert (page.parent / link.split("?")[0].split("#")[0]).resolve().is_file(), (
                f"{page.relative_to(site)}: {link}"
            )


def test_every_event_has_its_page_with_charts_images_data_and_sources(site, few):
    for event in few.events.index:
        folder = site / "events" / event
        page = (folder / "index.html").read_text()
        assert few.events.at[event, "title"].replace("&", "&amp;").split("'")[0] in page
        for url in few.sources.loc[few.sources["event_id"] == event, "url"]:
            assert url.replace("&", "&amp;") in page
        for chart in ("event-window", "car"):
            assert {path.suffix for path in folder.glob(f"{chart}.*")} == {
                ".html",
                ".svg",
                ".png",
                ".pdf",
                ".csv",
                ".xlsx",
                ".json",
            }
            assert f'src="{chart}.html"' in page


def test_the_same_bytes_on_every_run(site, few, tmp_path, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path / "empty cache"))
    publish(tmp_path / "again", few, **CHOICE)
    first, second = files(site), files(tmp_path / "again")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.fixture
def copy(site, tmp_path):
    return Path(shutil.copytree(site, tmp_path / "copy"))


def test_a_second_run_draws_and_writes_nothing(copy, few, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a chart was made again")

    monkeypatch.setattr("components.embed.publish.parts.write_chart", refuse)
    before = files(copy)
    again = publish(copy, few, **CHOICE)
    assert (again.written, again.removed) == (0, 0) and again.unchanged == len(before) - 1
    assert files(copy) == before


def test_a_file_that_went_missing_is_made_again(copy, few):
    lost = copy / "events" / few.events.index[0] / "car.svg"
    body = lost.read_bytes()
    lost.unlink()
    assert publish(copy, few, **CHOICE).written == 1
    assert lost.read_bytes() == body


def test_a_corrected_event_changes_its_own_pages_and_elsewhere_the_version_alone(copy, few):
    events, before = few.events.copy(), files(copy)
    last = events.index[-1]
    events.loc[last, "summary"] = "Corrected."
    corrected = dataclasses.replace(few, events=events, version="0123456789ac")
    publish(copy, corrected, **CHOICE)
    after = files(copy)
    assert after.keys() == before.keys()
    assert "Corrected." in after[f"events/{last}/index.html"].decode()
    text = [
        name
        for name in after
        if name.endswith((".html", ".svg", ".js", ".json", ".csv"))
        and not name.endswith(".outlines.svg")  # the version stands in shapes
        and f"/{last}/" not in name
        and "data/" not in name
        and name not in (MANIFEST, "feed.json")
    ]
    charts_elsewhere = 3 + 2 * (len(few.events) - 1)
    assert len(text) >= 4 * charts_elsewhere, "page, picture, table and metadata of each"
    assert [
        name for name in text if after[name].replace(b"0123456789ac", b"0123456789ab") != before[name]
    ] == []


def test_a_former_address_of_an_event_leads_to_it(copy, few):
    event, former = few.events.index[-1], "2021-04-10-its-former-name"
    told = {"table": "events.csv", "key": event, "column": "id", "old": former, "new": event}
    changes = few.changes.iloc[:1].assign(**told)
    publish(copy, dataclasses.replace(few, changes=changes), **CHOICE)
    page = (copy / "events" / former / "index.html").read_text()
    (target,) = set(re.findall(r'(?:href="|url=)([^"]+)"', page))
    assert (copy / "events" / former / target).resolve() == (copy / "events" / event / "index.html").resolve()


def test_an_event_that_is_gone_takes_its_pages_with_it(copy, few):
    last = few.events.index[-1]
    fewer = publish(
        copy, dataclasses.replace(few, events=few.events.iloc[:-1], version="0123456789ad"), **CHOICE
    )
    assert fewer.removed > 10 and not (copy / "events" / last).exists()


def test_the_feed_is_atom_and_the_sitemap_names_every_page(site, few):
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.parse(site / "feed.xml").getroot()
    assert feed.tag == f"{atom}feed" and all(
        feed.find(atom + name) is not None for name in ("id", "title", "updated", "author")
    )
    entries = feed.findall(f"{atom}entry")
    ids = [entry.find(f"{atom}id").text for entry in entries]
    events = {one for one in ids if ":corrections:" not in one}
    assert len(events) == len(few.events) and len(set(ids)) == len(ids)
    for entry in entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.find(f"{atom}updated").text)
        link = entry.find(f"{atom}link").attrib["href"]
        assert (site / link.removeprefix("https://example.org/sub/")).is_file()
    told = json.loads((site / "feed.json").read_text())
    assert [item["id"] for item in told["items"]] == ids
    urls = [
        url.text
        for url in ET.parse(site / "sitemap.xml")
        .getroot()
        .iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(urls) == 1 + 3 + len(few.events)
    assert all(
        url.startswith("https://example.org/sub/")
        and (site / url.removeprefix("https://example.org/sub/")).is_file()
        for url in urls
    )


def test_pages_carry_their_policy_and_cards(site):
    for page in site.rglob("*.html"):
        text = page.read_text()
        assert "Content-Security-Policy" in text and "unsafe-eval" not in text
        assert 'property="og:title"' in text


def test_without_an_address_there_is_no_sitemap_and_no_wrong_one(few, browser_at, tmp_path):
    publish(tmp_path, few, charts=["timeline"], choices=False)
    assert not (tmp_path / "sitemap.xml").exists() and not (tmp_path / "events").exists()
    assert "og:image" not in (tmp_path / "charts/timeline.html").read_text()


def test_a_manifest_cannot_remove_what_lies_outside(tmp_path):
    outside = tmp_path / "precious"
    outside.write_text("keep")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "others.txt").write_text("not ours")
    names = {"../precious": "x", str(outside): "x", "a/../../precious": "x", "gone.html": "x"}
    (folder / MANIFEST).write_text(json.dumps({"files": names, "parts": {}}))
    Site(folder).finish()
    assert outside.read_text() == "keep" and (folder / "others.txt").exists()


def test_the_command_refuses_what_it_cannot_do(tmp_path, capsys):
    assert main([str(tmp_path), "--charts", "nope"]) == 1
    assert "nope" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--base-url", "example.org"])
    assert Path(tmp_path).exists()
    (tmp_path / "file").touch()
    assert main([str(tmp_path / "file"), "--charts", "market-value"]) == 1
    error = capsys.readouterr().err
    assert f"{tmp_path / 'file'} cannot be written to" in error and "Traceback" not in error
