"""A frozen chart goes on showing the data it was made from."""

import lzma
import sqlite3
from contextlib import closing

import pytest

from components.embed import routes
from data import versions
from data.snapshot_reading import open_snapshot
from tests.embed.conftest import Fixed


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(versions, "_open", type(versions._open)())
    monkeypatch.setattr(routes, "answers", routes.Answers())
    return tmp_path


@pytest.fixture
def corrected(snapshot, tmp_path):
    """The record after a correction: one closing price is another, so the version is too."""
    path = tmp_path / "corrected.db"
    with closing(sqlite3.connect(snapshot.path)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        target.execute(
            "UPDATE prices SET close = close * 2, adj_close = adj_close * 2 WHERE symbol = '0700.HK' "
            "AND date = '2021-03-15'"
        )
        target.execute(
            "INSERT INTO changes (edition, 'table', key, 'column', old, new, reason, evidence) VALUES "
            "('2026.11', 'prices/0700.HK.csv', '2021-03-15', 'close', '1', '2', 'Typed <wrong>', 'a page'), "
            "('2026.11', 'prices/3690.HK.csv', '2026-01-02', 'close', '1', '2', 'Elsewhere', 'a page')"
        )
        target.execute("UPDATE meta SET value = 'feedfacefeed' WHERE key = 'version'")
        target.commit()
    return open_snapshot(path)


def test_a_version_is_kept_when_first_embedded_and_opens_the_same(client, kept, snapshot):
    assert versions.held() == []
    client.get("/embed/car")
    assert versions.held() == [snapshot.version]
    opened = versions.open_version(snapshot.version, Other())
    assert opened.version == snapshot.version
    for name in ("events", "prices", "sources", "benchmarks", "listings"):
        assert getattr(opened, name).equals(getattr(snapshot, name)), name


class Other:
    version = "000000000000"


def test_a_frozen_chart_survives_a_correction_and_says_so(client, kept, snapshot, corrected, monkeypatch):
    query = {"frozen": snapshot.version, "from": "2021-03-01", "to": "2021-03-31"}
    live = {name: value for name, value in query.items() if name != "frozen"}
    before = client.get("/embed/timeline.csv", params=query).content
    page = client.get("/embed/timeline", params=query).text
    assert "corrected since" not in page
    monkeypatch.setattr(routes, "_current", Fixed(corrected))
    assert client.get("/embed/timeline.csv", params=query).content == before
    assert client.get("/embed/timeline.csv", params=live).content != before
    page = client.get("/embed/timeline", params=query)
    assert (
        "The record has been corrected since" in page.text
        and page.headers["x-data-version"] == snapshot.version
    )
    assert 'href="timeline?from=2021-03-01&amp;to=2021-03-31"' in page.text
    assert "0700.HK on 15 March 2021: close 2, was 1. Typed &lt;wrong&gt;." in page.text, "what and why"
    assert f"data/changes.csv?since={snapshot.version}" in page.text
    about = client.get("/embed/timeline.json", params=query).json()["corrected_since"]
    assert {
        "what": "0700.HK on 15 March 2021: close 2, was 1.",
        "why": "Typed <wrong>",
        "evidence": "a page",
    } in about
    elsewhere = client.get("/embed/timeline", params={**query, "from": "2022-03-01", "to": "2022-03-31"}).text
    assert "corrected since" not in elsewhere, (
        "a correction that this chart does not show is not its business"
    )
    assert (
        client.get("/embed/timeline.svg", params=query).headers["cache-control"] == "public, max-age=31536000"
    )


def test_a_version_that_is_not_held_is_named_with_those_that_are(client, kept, snapshot):
    client.get("/embed/car")
    answer = client.get("/embed/car?frozen=0123456789ab")
    assert answer.status_code == 404
    assert "0123456789ab" in answer.json()["error"] and snapshot.version in answer.json()["error"]


def test_a_version_costs_about_half_a_megabyte(client, kept, snapshot):
    versions.keep(snapshot)
    (archive,) = versions.folder().glob("*.xz")
    assert archive.stat().st_size < 1_000_000


def test_a_full_disk_does_not_stop_the_charts(client, kept, snapshot, monkeypatch, caplog):
    (kept / "file").write_text("not a folder")
    monkeypatch.setenv("CRACKDOWN_CACHE", str(kept / "file"))
    assert client.get("/embed/car").status_code == 200
    assert "could not be kept" in caplog.text


@pytest.mark.parametrize(
    "content", [b"", b"broken", lzma.compress(b"no database"), lzma.compress(b"x" * 9999)[:40]]
)
def test_an_archive_that_cannot_be_read_is_gone_and_says_so(client, kept, content):
    versions.folder().mkdir(parents=True)
    (versions.folder() / "0123456789ab.db.xz").write_bytes(content)
    for _ in range(2):
        answer = client.get("/embed/car?frozen=0123456789ab")
        assert answer.status_code == 410
        assert "0123456789ab was kept on this server, but its file cannot be read" in answer.json()["error"]


def test_a_version_of_another_layout_is_gone_too(client, kept, corrected):
    with closing(sqlite3.connect(corrected.path)) as database:
        database.execute("DROP TABLE share_counts")
    versions.folder().mkdir(parents=True)
    (versions.folder() / "feedfacefeed.db.xz").write_bytes(lzma.compress(corrected.path.read_bytes()))
    assert client.get("/embed/impact?frozen=feedfacefeed").status_code == 410


def test_a_damaged_unpacked_copy_is_unpacked_again(client, kept, snapshot, monkeypatch):
    versions.keep(snapshot)
    copy = versions.folder() / "open" / f"{snapshot.version}.db"
    for content in (b"", b"x" * 5000):
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(content)
        versions._open.clear()
        assert versions.open_version(snapshot.version, Other()).version == snapshot.version
