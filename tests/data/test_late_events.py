"""An event after the last price is accepted, shown and told apart; with fresh prices it has numbers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from components.charts import catalogue
from components.controls.views import View
from components.study import StudySpec, run_study
from data import store
from data.check import check_folder
from data.snapshot_reading import open_snapshot
from tests.data.test_changes import in_the_making, tell
from tests.pages.app import opened

LATE = "2026-10-08-a-rule-after-the-last-price"


@pytest.fixture
def with_late_event(tables, tmp_path: Path) -> Path:
    """A database of the tables with one event more, six weeks after the last price."""
    edition = in_the_making(tables)
    model = tables.rows("events.csv")[tables.find("events.csv", id="2021-04-10-alibaba-fined-18-2bn") - 2]
    late = {"id": LATE, "date": "2026-10-08", "announced_at": "", "day0_hk": "", "day0_us": ""}
    own = {"added": edition, "revised": "", "label": "", "label_rank": "", "fine_cny": ""}
    tables.write("events.csv", [*tables.rows("events.csv"), model | late | own | {"title": "A late rule"}])
    address = "https://example.org/late"
    tables.append("sources.csv", event_id=LATE, url=address, published="", archived="")
    tell(tables, edition=edition, table="events.csv", key=LATE, new="a row")
    tell(tables, edition=edition, table="sources.csv", key=f"{LATE} {address}", new="a row")
    assert check_folder(tables.folder) == []
    path = tmp_path / "late.db"
    store.ensure(path, tables.folder)
    return path


def test_its_pairs_lie_outside_the_data(with_late_event):
    snapshot = open_snapshot(with_late_event)
    assert snapshot.awaits_prices(LATE) and snapshot.last_session < snapshot.events.at[LATE, "date"]
    pairs = run_study(snapshot, StudySpec(events=(LATE,))).pairs
    assert len(pairs) == 4 and set(pairs["status"]) == {"window outside data"}
    assert pairs["car"].isna().all() and pairs["day0"].isna().all()
    others = run_study(snapshot, StudySpec()).pairs
    assert set(others.loc[others["event_id"] != LATE, "status"]) <= {
        "used", "window outside data", "too few estimation sessions", "missing prices",
    }  # fmt: skip


def test_it_stands_on_the_timeline_and_its_charts_say_why_they_are_empty(with_late_event):
    snapshot = open_snapshot(with_late_event)
    chart = catalogue.build("timeline", snapshot, catalogue.CATALOGUE["timeline"].Params())
    drawn = {
        str(data[0])
        for trace in chart.figure.data
        if trace.customdata is not None
        for data in trace.customdata
    }
    assert LATE in drawn
    for slug in ("event-window", "car"):
        params = catalogue.CATALOGUE[slug].Params.parse({"event": LATE}, snapshot)
        assert catalogue.build(slug, snapshot, params).alt
    assert View.parse({"event": LATE}, snapshot).event == LATE


def test_its_page_says_through_which_day_prices_run(with_late_event, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_DB", str(with_late_event))
    monkeypatch.setattr(store, "ensure", lambda path: ())  # its tables are a copy's, not the project's
    app = opened("event.py", event=LATE)
    assert not app.exception
    said = " ".join(element.value for element in app.info)
    assert "No prices yet: the record’s prices run through 21 August 2026; [fetch them]" in said
    assert not app.get("plotly_chart") and not app.table
    assert "no session on record yet" in " ".join(element.value for element in app.markdown)
    listed = opened("timeline.py", event=LATE)
    assert not listed.exception and "No prices yet" in " ".join(element.value for element in listed.info)


def test_with_fresh_prices_the_rule_gives_it_day_0(with_late_event):
    sessions = pd.bdate_range("2026-08-24", "2026-10-16")
    with closing(sqlite3.connect(with_late_event)) as database:
        for symbol in ("HSI", "GSPC"):
            database.executemany(
                "INSERT INTO levels VALUES (?, ?, ?, 'yahoo', '2026-10-17')",
                [(symbol, f"{day:%Y-%m-%d}", 100.0 + place) for place, day in enumerate(sessions)],
            )
        database.commit()
    snapshot = open_snapshot(with_late_event)
    assert snapshot.events.at[LATE, "day0_hk"] == pd.Timestamp("2026-10-08")
    assert snapshot.events.at[LATE, "day0_rule_hk"] == "hour unknown"
    assert not snapshot.awaits_prices(LATE)
