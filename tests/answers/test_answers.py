"""One fact has one number: what answers tell against the charts, the tables and the study."""

from __future__ import annotations

import pytest

from components.answers.answer import NO_PROOF, Answer
from components.answers.pages import LONGEST
from components.answers.questions import QUESTION_OF_NAME
from components.charts import impact, patterns, timeline
from components.charts.impact.study import claimed, ranked
from components.charts.kit.pairs import used
from components.charts.patterns.study import grouped
from components.embed import links
from components.language import percent
from components.params import BadParam
from components.params.chosen_events import filtered_events
from components.params.prices import PriceParams
from components.study import StudySpec, run_study
from components.study.robustness import robustness
from data.editions import changes_since

PROBE, BASE = "2020-12-24-samr-opens-alibaba-probe", "https://record.example"


def told(snapshot, question, **query) -> Answer:
    asked = QUESTION_OF_NAME[question]
    query = {name.rstrip("_"): str(text) for name, text in query.items()}
    return asked.answer(snapshot, asked.kind.parse(query, snapshot), BASE)


@pytest.mark.parametrize("query", [{}, {"company": "Tencent", "window": "0,5", "order": "falls"}])
def test_the_ranking_is_that_of_the_impact_page(snapshot, query):
    answer = told(snapshot, "rank", **query)
    chart = {name: text for name, text in query.items() if name != "order"}
    params = impact.Params.parse(chart, snapshot)
    rows = claimed(used(ranked(snapshot, params)))
    assert answer.facts["total"] == len(rows) > 100
    size = rows["car"].abs() if "order" not in query else -rows["car"]
    first, one = rows.loc[size.idxmax()], answer.facts["moves"][0]
    assert one["event_id"] == first["event_id"] and one["symbol"] == first["symbol"]
    for name in ("car", "ci_low", "ci_high", "raw_return", "q"):
        assert one[name] == pytest.approx(first[name], abs=5.1e-7)
    built = impact.build(snapshot, params)
    assert answer.text.startswith(built.title) and built.title in answer.facts["citation"]
    assert impact.finding(snapshot, params) in answer.text
    assert percent(first["car"], signed=True) in answer.text and NO_PROOF in answer.facts["caveats"]


def test_a_ranking_is_read_to_its_end_page_by_page(snapshot):
    seen, claims, start = [], 0, 1
    while start:
        answer = told(snapshot, "rank", rows=200, start=start)
        assert answer.size <= LONGEST
        seen += [(one["event_id"], one["symbol"]) for one in answer.facts["moves"]]
        claims += sum(1 + len(one["other_events"]) for one in answer.facts["moves"])
        start = answer.facts["next_start"]
    assert len(seen) == len(set(seen)) == answer.facts["total"]
    assert f" of {len(seen):,} moves" in answer.text
    assert claims == len(used(ranked(snapshot, impact.Params())))


def test_an_impact_has_the_numbers_of_every_model(snapshot):
    facts = told(snapshot, "impact", event=PROBE, symbol="9988.HK").facts
    for key, model in (("beyond_index", "market"), ("beyond_controls", "controls")):
        pair = run_study(snapshot, StudySpec(model=model)).pair(PROBE, "9988.HK")
        for name in ("car", "ci_low", "ci_high", "q"):
            assert facts[key][name] == pytest.approx(pair[name], abs=5.1e-7), (key, name)
        assert facts[key]["placebo_k"] == pair["placebo_k"]
        assert facts["raw_return"] == pytest.approx(pair["raw_return"], abs=5.1e-7)
    firm = robustness(snapshot, PROBE, "9988.HK")
    assert facts["robustness"] == {"stands_in": firm.stands_in, "tried": firm.tried}
    assert facts["overlap_count"] == len(facts["overlaps"]) > 0


def test_an_impact_without_numbers_says_why(snapshot):
    answer = told(snapshot, "impact", event=PROBE, symbol="1024.HK")  # listed in February 2021
    assert answer.facts["beyond_index"]["status"] != "used" and answer.facts["robustness"] is None
    assert answer.facts["beyond_index"]["reason"] in answer.text


@pytest.mark.parametrize("by", ["type", "direction", "severity", "actor", "period", "company"])
def test_groups_are_those_of_the_patterns_page(snapshot, by):
    answer = told(snapshot, "compare_groups", by=by, rows=200)
    params = patterns.Params(by=by)
    assert answer.text.startswith(patterns.build(snapshot, params).title)
    groups = grouped(snapshot, params, by, params.window)
    assert answer.facts["groups"]
    for one in answer.facts["groups"]:
        path = groups[one["group"]].path
        assert one["caar"] == pytest.approx(path["caar"].iloc[-1], abs=5.1e-7)
        assert one["n_events"] == groups[one["group"]].n_events >= 2


@pytest.mark.parametrize(
    "query", [{}, {"q": "约谈"}, {"q": "antitrust", "company": "Meituan"}, {"type": "penalty", "severity": 4}]
)
def test_a_search_finds_what_the_pages_show(snapshot, query):
    params = timeline.Params.parse({name: str(text) for name, text in query.items()}, snapshot)
    shown = filtered_events(snapshot, params, params.from_, params.to)
    found, start = [], 1
    while start:
        answer = told(snapshot, "search_events", rows=200, start=start, **query)
        found += [one["id"] for one in answer.facts["events"]]
        start = answer.facts["next_start"]
    assert sorted(found) == sorted(shown.index) and found
    assert answer.facts["addresses"]["embed"] == links.embed_url(BASE, "timeline", params.query())
    assert answer.facts["addresses"]["page"] == links.app_url(BASE, "timeline", params.query())


def test_prices_are_those_of_the_file(snapshot):
    asked = {"symbols": "9988.HK,HSI,BABA", "from": "2020-12-20", "to": "2020-12-31"}
    facts = told(snapshot, "prices", rows=200, **asked).facts
    rows = PriceParams.parse(asked, snapshot).select(snapshot)
    served = {(row["symbol"], f"{row['date']:%Y-%m-%d}"): row["close"] for _, row in rows.iterrows()}
    assert {(symbol, date): close for symbol, date, close, *_ in facts["rows"]} == served
    ends = {span["symbol"]: span for span in facts["spans"]}["9988.HK"]
    assert ends["first_close"] == served["9988.HK", ends["first"]]


def test_changes_are_those_told(snapshot):
    answer = told(snapshot, "changes", since="2025.11")
    assert answer.facts["total"] == len(changes_since(snapshot, "2025.11")) > 0
    assert all(one["column"] for one in answer.facts["changes"]), "corrections come before new rows"
    assert told(snapshot, "changes", since=snapshot.version).facts["total"] == 0


@pytest.mark.parametrize(
    "term", ["CAR", "car", "day 0", "约谈", "placebo_share", "overlap", "window outside data"]
)
def test_words_are_found_by_name_alias_code_and_column(snapshot, term):
    entries = told(snapshot, "method", term=term).facts["entries"]
    assert entries and all(entry["meaning"] for entry in entries)


def test_every_entry_of_the_glossary_can_be_asked_for(snapshot):
    for name in snapshot.glossary["name"]:
        assert name in [entry["name"] for entry in told(snapshot, "method", term=name).facts["entries"]], name


def test_what_has_no_answer_is_refused_by_name(snapshot):
    for question, name in (("event", "event"), ("impact", "event"), ("prices", "symbols")):
        with pytest.raises(BadParam) as refused:
            told(snapshot, question)
        assert refused.value.name == name
