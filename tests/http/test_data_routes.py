"""The record over HTTP: what each route answers, and what it says to a bad question."""

from __future__ import annotations

import io
import sqlite3

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.http import data_routes, health, kept, worksheet_routes
from components.http.answers import Answers
from components.study import IMPACT_COLUMNS, StudySpec, run_study
from components.study.robustness import COLUMNS, robustness


@pytest.fixture(scope="module")
def client(snapshot):
    return TestClient(Starlette(routes=[*health.ROUTES, *worksheet_routes.ROUTES, *data_routes.ROUTES]))


def frame_of(answer) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(answer.content), keep_default_na=True)


def test_health_names_the_data(client, snapshot):
    body = client.get("/healthz").json()
    assert body == {
        "status": "ok",
        "store": "ok",
        "data_version": snapshot.version,
        "events": len(snapshot.events),
        "last_session": snapshot.last_session.date().isoformat(),
    }


def test_every_event_is_served(client, snapshot):
    assert list(frame_of(client.get("/data/events.csv"))["id"]) == list(snapshot.events.index)
    assert [event["id"] for event in client.get("/data/events.json").json()] == list(snapshot.events.index)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_events_can_be_asked_for_by_whom_they_name_and_what_they_are(client, snapshot, ending):
    answer = client.get(f"/data/events.{ending}", params={"named": "meituan", "type": "penalty"})
    served = frame_of(answer)["id"] if ending == "csv" else [event["id"] for event in answer.json()]
    rows = snapshot.events[snapshot.events["type"] == "penalty"]
    assert list(served) == [i for i, names in rows["companies"].items() if "Meituan" in names]
    assert "2021-10-08-meituan-fined" in set(served)


@pytest.mark.parametrize(
    ("query", "word"),
    [({"named": "Nokia"}, "named"), ({"event": "2021-10-08-meituan-fined"}, "event")],
)
def test_events_asked_for_wrongly_are_refused(client, query, word):
    answer = client.get("/data/events.json", params=query)
    assert answer.status_code == 400 and word in answer.text


def test_lists_are_arrays_in_json_and_joined_in_csv(client):
    event = next(
        e for e in client.get("/data/events.json").json() if e["id"] == "2021-04-10-alibaba-fined-18-2bn"
    )
    assert event["actors"] == ["SAMR"]
    row = frame_of(client.get("/data/events.csv")).set_index("id").loc["2021-04-10-alibaba-fined-18-2bn"]
    assert row["actors"] == "SAMR"
    assert row["fine_cny"] == 18_228_000_000


def test_prices_of_one_listing(client):
    frame = frame_of(
        client.get("/data/prices.csv", params={"symbol": "0700.HK", "from": "2020-01-02", "to": "2020-01-03"})
    )
    assert list(frame["date"]) == ["2020-01-02", "2020-01-03"]
    assert list(frame["close"]) == [382.4, 383.0]
    assert set(frame["symbol"]) == {"0700.HK"}


def test_a_benchmark_has_prices_too(client):
    frame = frame_of(client.get("/data/prices.csv?symbol=HSI&to=2020-01-02"))
    assert list(frame["close"]) == [28543.52]


def test_controls_have_prices_and_no_abnormal_return(client, snapshot):
    frame = frame_of(client.get("/data/prices.csv?symbols=0005.HK,QQQ&to=2020-01-03"))
    assert list(frame["symbol"]) == ["0005.HK"] * 2 + ["QQQ"] * 2
    assert list(frame["close"])[:2] == [60.9, 60.4] and list(frame["adj_close"])[:1] == [43.539066]
    assert set(frame["source"]) == {"bundled"} and frame["open"].isna().all()
    refused = client.get("/data/impacts.csv?symbols=0005.HK")
    assert refused.status_code == 400 and "a control has no abnormal return" in refused.json()["error"]


def test_impacts_beyond_shares_outside_tech_are_the_study(client, snapshot):
    frame = frame_of(client.get("/data/impacts.csv?model=controls&window=0,1"))
    expected = run_study(snapshot, StudySpec(window=(0, 1), model="controls")).pairs
    for name in ("car", "se", "placebo_share"):
        pd.testing.assert_series_equal(frame[name], expected[name], check_names=False, rtol=1e-9)
    assert set(frame["model"]) == {"controls"} and frame["beta"].isna().all()
    long = frame_of(client.get("/data/impacts.csv?model=controls&window=0,21"))
    assert "window too long for the model" in set(long["status"]) and long["car"].isna().all()


def test_impacts_are_the_study(client, snapshot):
    frame = frame_of(
        client.get("/data/impacts.csv?window=0,1&model=mean-adjusted&symbol=BABA,0700.HK&clean_estimation=0")
    )
    assert tuple(frame.columns[: len(IMPACT_COLUMNS)]) == IMPACT_COLUMNS
    spec = StudySpec(
        window=(0, 1), model="mean-adjusted", symbols=("BABA", "0700.HK"), clean_estimation=False
    )
    expected = run_study(snapshot, spec).pairs
    assert len(frame) == len(expected) == 2 * len(snapshot.events)
    pd.testing.assert_series_equal(
        frame["car"], expected["car"], check_index=False, check_names=False, rtol=1e-9
    )


def test_every_event_and_principal_listing_is_a_row(client, snapshot):
    frame = frame_of(client.get("/data/impacts.csv"))
    assert len(frame) == len(snapshot.events) * 4
    assert not frame.duplicated(["event_id", "symbol"]).any()


def test_the_second_ring_comes_when_asked_for(client):
    frame = frame_of(client.get("/data/impacts.csv?symbol=PDD&event=2021-04-10-alibaba-fined-18-2bn"))
    assert list(frame["symbol"]) == ["PDD"]


def test_the_same_numbers_in_json(client):
    query = "event=2023-12-22-online-games-draft"
    rows = client.get(f"/data/impacts.json?{query}").json()
    frame = frame_of(client.get(f"/data/impacts.csv?{query}"))
    assert [row["car"] for row in rows] == pytest.approx(list(frame["car"]))
    assert all(isinstance(row["overlaps"], list) for row in rows)


def test_a_missing_number_is_null_and_has_its_reason(client):
    rows = client.get(
        "/data/impacts.json?event=2026-08-20-alibaba-june-quarter-results&symbol=BABA&window=0,20&min_estimation=60"
    ).json()
    assert rows[0]["car"] is None and rows[0]["status"] == "window outside data"


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("/data/impacts.csv?window=3,1", 400, "window"),
        ("/data/impacts.csv?window=-99,1", 400, "window"),
        ("/data/impacts.json?model=magic", 400, "model"),
        ("/data/impacts.csv?symbol=NONE", 400, "symbol"),
        ("/data/impacts.csv?benchmark=DAX", 400, "benchmark"),
        ("/data/impacts.csv?clean_estimation=2", 400, "clean_estimation"),
        ("/data/impacts.csv?estimation=-20,5", 400, "estimation"),
        ("/data/impacts.csv?nonsense=1", 400, "nonsense"),
        ("/data/impacts.csv?fbclid=IwAR0", 400, "fbclid"),
        ("/data/impacts.csv?min_estimation=" + "9" * 300, 400, "min_estimation"),
        ("/data/impacts.csv?min_estimation=" + "9" * 5000, 400, "min_estimation"),
        ("/data/impacts.csv?confidence=nan", 400, "confidence"),
        ("/data/impacts.csv?confidence=inf", 400, "confidence"),
        ("/data/impacts.csv?symbols=HSI", 400, "symbols"),
        ("/data/impacts.csv?event=nope", 404, "event"),
        ("/data/prices.csv", 400, "symbols"),
        ("/data/prices.csv?symbol=NOPE", 400, "symbol"),
        ("/data/prices.csv?symbol=BABA&from=2022-01-01&to=2021-01-01", 400, "from"),
        ("/data/events.csv?limit=1", 400, "limit"),
        ("/data/impacts.csv?symbol=%3Cscript%3E", 400, "symbol"),
    ],
)
def test_a_bad_parameter_is_named(client, path, status, parameter):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["parameter"] == parameter
    assert parameter in answer.json()["error"]
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["cache-control"] == "no-store"


def test_only_reading_is_allowed(client):
    assert client.post("/data/events.csv").status_code == 405


@pytest.mark.parametrize(
    "path", ["/data/events.csv", "/data/impacts.json", "/data/crackdown.db", "/data/prices.csv?symbol=BABA"]
)
def test_an_unchanged_answer_is_not_sent_twice(client, path):
    first = client.get(path)
    assert first.headers["cache-control"].startswith("public")
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_has_no_body(client):
    answer = client.head("/data/events.csv")
    assert answer.status_code == 200 and not answer.content and answer.headers["etag"]


def test_the_database_is_useful_by_itself(client, snapshot, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(client.get("/data/crackdown.db").content)
    database = sqlite3.connect(copy)
    assert database.execute("select count(*) from events").fetchone()[0] == len(snapshot.events)
    assert database.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert not database.execute("pragma foreign_key_check").fetchall()
    asked = """
        SELECT i.car, i.volume_ratio, i.drift_weight, i.overlaps, i.day0, e.severity
        FROM impacts i JOIN events e ON e.id = i.event_id WHERE i.event_id = ? AND i.symbol = 'BABA'
    """
    fine = "2021-04-10-alibaba-fined-18-2bn"
    pair = run_study(snapshot).pair(fine, "BABA")
    found = database.execute(asked, (fine,)).fetchone()
    assert found[:3] == pytest.approx((pair["car"], pair["volume_ratio"], pair["drift_weight"]))
    assert found[3:5] == (";".join(pair["overlaps"]), f"{pair['day0']:%Y-%m-%d}")
    assert database.execute("select count(*) from impacts").fetchone()[0] == len(run_study(snapshot).pairs)
    database.close()


@pytest.mark.parametrize(
    "path", ["/data", "/data/nope", "/data/impacts.xlsx", "/data/impacts.CSV", "/data/events.csv/more"]
)
def test_a_path_that_is_not_there_says_what_is(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "/data/impacts.csv" in answer.json()["error"]


def test_a_question_written_differently_is_worked_out_once(client, monkeypatch):
    """Former names, another order, a default said aloud and blanks: one question, one study."""
    worked: list[StudySpec] = []
    real = data_routes.run_study
    monkeypatch.setattr(data_routes, "run_study", lambda *given: worked.append(given[1]) or real(*given))
    ways = (
        "window=-2,2&symbols=BABA",
        "symbols=BABA&window=-2,2",
        "symbol=BABA&window=-2,2&model=market",
        "window=%20-2,2&symbols=BABA&events=",
    )
    bodies = {client.get(f"/data/impacts.csv?{way}").content for way in ways}
    assert len(bodies) == 1 and len(worked) == 1


def test_more_than_may_wait_are_told_when_to_come_back(client, monkeypatch):
    busy = Answers(threads=1, waiting=0)
    monkeypatch.setattr(kept, "answers", busy)
    refused = client.get("/data/impacts.csv?window=-3,3")
    assert refused.status_code == 503 and refused.headers["retry-after"] == "5"
    assert client.get("/healthz").status_code == 200


def test_the_database_is_copied_once_a_version(client, monkeypatch):
    first = client.get("/data/crackdown.db")
    monkeypatch.setattr(data_routes, "write_database", lambda *_: pytest.fail("it was copied again"))
    assert client.get("/data/crackdown.db").content == first.content


@pytest.mark.parametrize("path", ["/data/worksheet.html?event=nowhere", "/data/nowhere"])
def test_a_reader_gets_a_page_and_a_program_json(client, path):
    page = client.get(path, headers={"accept": "text/html,*/*"})
    assert page.status_code == client.get(path).status_code == 404
    assert client.get(path).json()["error"]
    assert page.headers["content-type"].startswith("text/html") and "<h1>" in page.text
    assert "script" not in page.text and "default-src 'none'" in page.headers["content-security-policy"]


def test_numbers_of_three_hundred_digits_are_a_bad_question(client):
    for question in (f"window=-1,{'9' * 300}", f"min_estimation={'9' * 300}", f"confidence=0.{'9' * 300}"):
        assert client.get(f"/data/impacts.csv?{question}").status_code == 400


def test_robustness_is_the_table_of_the_chart_and_wants_one_pair(client, snapshot):
    fine = "2021-04-10-alibaba-fined-18-2bn"
    answer = client.get(f"/data/robustness.csv?event={fine}&symbol=BABA")
    frame = pd.read_csv(io.BytesIO(answer.content), encoding="utf-8-sig")
    expected = robustness(snapshot, fine, "BABA")
    assert list(frame.columns) == list(COLUMNS) and len(frame) == len(expected.table)
    assert frame["stands"].sum() == expected.stands_in > 0
    rows = client.get(f"/data/robustness.json?symbol=BABA&event={fine}").json()
    assert [row["car"] for row in rows][0] == pytest.approx(frame["car"].iloc[0])
    for query, status, word in (
        ("", 400, "event"),
        (f"event={fine}", 400, "symbol"),
        (f"event={fine}&symbol=XX", 400, "symbol"),
        ("event=no-such&symbol=BABA", 404, "event"),
        (f"event={fine}&symbol=BABA&window=0,1", 400, "window"),
    ):
        refused = client.get(f"/data/robustness.json?{query}")
        assert refused.status_code == status and word in refused.text, query
