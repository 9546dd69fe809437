"""Editions, changes, seals: what differs is told, and what is not told is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from components.params.record import Event
from data.changes import WHOLE_ROW, changes_between, read_record
from data.check import check_folder
from data.curated import COLUMNS
from data.paths import TABLES
from tests.data.command import commanded


def in_the_making(tables, edition: str = "2027.02") -> str:
    rows = [*tables.rows("editions.csv"), {"edition": edition, "issued": "", "notes": "In the making."}]
    tables.write("editions.csv", rows)
    return edition


def tell(tables, **cells: str) -> None:
    rows = tables.rows("changes.csv")
    told = dict.fromkeys(COLUMNS["changes.csv"], "") | {"reason": "A better source"} | cells
    tables.write("changes.csv", [*rows, told])


def test_equal_records_have_no_changes(snapshot, tmp_path):
    old, new = read_record(TABLES), read_record(snapshot.path)
    assert not list(changes_between(old, old))
    assert not list(changes_between(old, new)), "a database says what its tables say"


def test_the_changes_of_the_second_edition_are_all_told():
    changes = read_record(TABLES)["changes.csv"]
    assert set(changes.edition) == {"2026.11"}
    summaries = changes[(changes.table == "events.csv") & (changes.column == "summary")]
    assert set(summaries.key) == {"2020-12-24-samr-opens-alibaba-probe", "2021-04-10-alibaba-fined-18-2bn"}
    tencent = changes[(changes.table == "prices/0700.HK.csv") & (changes.key == "2024-12-31")].set_index(
        "column"
    )
    assert (tencent.at["close", "old"], float(tencent.at["close", "new"])) == ("419.8", 417.0)
    assert (changes.reason != "").all()


def test_an_untold_change_is_refused_by_name(tables):
    row = tables.find("events.csv", id="2021-04-10-alibaba-fined-18-2bn")
    tables.edit("events.csv", row, severity="4")
    (violation,) = check_folder(tables.folder)
    assert (violation.file, violation.row) == ("events.csv", row) and "changes.csv" in violation.rule


def test_a_told_change_is_accepted_and_a_wrongly_told_one_is_not(tables):
    event = "2021-04-10-alibaba-fined-18-2bn"
    tables.edit("events.csv", tables.find("events.csv", id=event), severity="4")
    edition = in_the_making(tables)
    tell(tables, edition=edition, table="events.csv", key=event, column="severity", old="5", new="4")
    assert check_folder(tables.folder) == []
    tables.edit("changes.csv", len(tables.rows("changes.csv")) + 1, old="3")
    assert [v.file for v in check_folder(tables.folder)] == ["events.csv"]


def test_a_price_of_the_past_is_sealed_and_a_new_session_is_not(tables):
    name = "prices/HSI.csv"
    row = tables.find(name, date="2022-03-14")
    before = tables.edit(name, row, close="19000.00")
    (violation,) = check_folder(tables.folder)
    assert violation.file == name and "2022" in violation.value
    tables.edit(name, row, close=before["close"])
    assert check_folder(tables.folder) == []
    old = read_record(tables.folder)
    new = {**old, name: old[name].iloc[:-1]}
    assert not list(changes_between(new, old)), "a later session is growth"
    assert [c.old for c in changes_between(old, new)] == [WHOLE_ROW]


def test_two_databases_and_folders_compare_by_command(tables, snapshot):
    event = "2021-04-10-alibaba-fined-18-2bn"
    tables.edit("events.csv", tables.find("events.csv", id=event), severity="4", fine_cny="18228000001")
    done = commanded("changes", str(snapshot.path), str(tables.folder), "--edition", "2027.02")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert [(r["edition"], r["key"], r["column"], r["old"], r["new"]) for r in rows] == [
        ("2027.02", event, "severity", "5", "4"),
        ("2027.02", event, "fine_cny", "18228000000", "18228000001"),
    ]
    none = commanded("changes", str(tables.folder / "nothing"), str(tables.folder))
    assert none.returncode == 1 and "nothing" in none.stderr and "Traceback" not in none.stderr


def test_an_edition_is_issued_once_its_changes_are_told(tables):
    event = "2021-04-10-alibaba-fined-18-2bn"
    edition = in_the_making(tables)
    tables.edit("events.csv", tables.find("events.csv", id=event), severity="4")
    refused = commanded("edition", "issue", "--on", "2027-02-01", "--tables", str(tables.folder))
    assert refused.returncode == 1 and event in refused.stdout
    tell(tables, edition=edition, table="events.csv", key=event, column="severity", old="5", new="4")
    assert commanded("edition", "issue", "--on", "2027-02-01", "--tables", str(tables.folder)).returncode == 0
    assert check_folder(tables.folder) == []
    assert tables.rows("editions.csv")[-1]["issued"] == "2027-02-01"


ANSWERS = """2026-09-02-a-test-rule
not a day
2026-09-02


-

A rule for the test
测试规则

What it says.
rule
SAMR

Alibaba;Tencent
tightening
3

medium

https://example.org/a
The Paper
A headline
2026-09-02



"""


def test_an_event_is_added_whole_with_its_change(tables):
    in_the_making(tables)
    done = commanded("event", "new", "--tables", str(tables.folder), answers=ANSWERS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "calendar date" in done.stdout, "a wrong answer is explained and asked again"
    event = tables.rows("events.csv")[-1]
    assert (event["id"], event["added"], event["day0_hk"]) == ("2026-09-02-a-test-rule", "2027.02", "")
    assert tables.rows("sources.csv")[-1]["publisher"] == "The Paper"
    assert [c["key"].split(" ")[0] for c in tables.rows("changes.csv")[-2:]] == [event["id"]] * 2
    assert {"id": event["id"]} in tables.rows("unread.csv"), "it waits for a second reader"
    assert check_folder(tables.folder) == []
    for expected in (0, 1):
        signed = commanded("event", "sign", event["id"], "--tables", str(tables.folder))
        assert signed.returncode == expected
    assert "does not wait for a second reader" in signed.stderr
    assert {"id": event["id"]} not in tables.rows("unread.csv") and check_folder(tables.folder) == []


@pytest.mark.parametrize("lines", [1, 8, 16, 19])
def test_an_event_broken_off_leaves_nothing(tables, lines):
    in_the_making(tables)
    before = {path.name: path.read_bytes() for path in tables.folder.glob("*.csv")}
    done = commanded(
        "event", "new", "--tables", str(tables.folder), answers="\n".join(ANSWERS.splitlines()[:lines])
    )
    assert done.returncode == 1 and "Nothing was written" in done.stderr
    assert {path.name: path.read_bytes() for path in tables.folder.glob("*.csv")} == before
    assert not list(tables.folder.glob(".*"))


def test_a_revision_tells_itself(tables):
    in_the_making(tables)
    event = "2021-04-10-alibaba-fined-18-2bn"
    answers = "\n" * 13 + "4\nSecond reader\n\n" + "\n" * 3
    done = commanded("event", "revise", event, "--tables", str(tables.folder), answers=answers)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "severity changed" in done.stdout
    assert tables.rows("events.csv")[tables.find("events.csv", id=event) - 2]["revised"] == "2027.02"
    assert check_folder(tables.folder) == []


def test_every_event_of_the_first_edition_still_has_its_address(snapshot):
    first = snapshot.events.index[snapshot.events.added == "2025.11"]
    assert len(first) == 198
    assert all(snapshot.renamed(event) == event for event in first)


def test_a_renamed_event_is_found_by_its_old_id(tables, tmp_path: Path):
    from data import store
    from data.snapshot_reading import open_snapshot

    old, new = "2021-04-10-alibaba-fined-18-2bn", "2021-04-10-alibaba-fine"
    edition = in_the_making(tables)
    for name, column in (("events.csv", "id"), ("sources.csv", "event_id"), ("press_check.csv", "event_id")):
        tables.write(name, [r | {column: new} if r[column] == old else r for r in tables.rows(name)])
    tell(tables, edition=edition, table="events.csv", key=new, column="id", old=old, new=new)
    assert check_folder(tables.folder) == []
    path = tmp_path / "renamed.db"
    store.ensure(path, tables.folder)
    renamed = open_snapshot(path)
    assert renamed.renamed(old) == new and renamed.former_ids == {old: new}
    assert Event.parse({"event": old}, renamed).event == new


def test_a_former_id_must_lead_to_an_event_and_be_none(tables):
    edition = in_the_making(tables)
    taken = "2021-04-10-alibaba-fined-18-2bn"
    row = {"edition": edition, "table": "events.csv", "key": taken, "column": "id"}
    tell(tables, **row, old=taken, new="2021-04-10-gone")
    said = [str(violation) for violation in check_folder(tables.folder)]
    assert any("a former id must not be that of an event" in one for one in said)
    assert any("no such event" in one and "2021-04-10-gone" in one for one in said)
