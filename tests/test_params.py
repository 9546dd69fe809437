"""One parser for query strings and widgets: what is written can be read, what is wrong is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.params import (
    BadParam,
    Params,
    choice,
    choices,
    day,
    event_id,
    event_ids,
    flag,
    number,
    text,
    window,
)
from components.params.kinds import Choice, EventIdsOrNone, Text
from components.params.method import Method

RENAMED = {"2021-04-10-penalty": "2021-04-10-fine"}
SNAPSHOT = SimpleNamespace(
    events=pd.DataFrame(index=["2020-11-03-ant", "2021-04-10-fine"]),
    renamed=lambda event: RENAMED.get(event, event),
)
SYMBOLS = ("9988.HK", "0700.HK", "BABA")


@dataclass(frozen=True)
class Everything(Params):
    model: str = choice("market", ("market", "mean-adjusted"))
    symbol: tuple[str, ...] = choices((), SYMBOLS)
    q: str = text()
    severity: int = number(1, 1, 5, whole=True)
    share: float = number(0.5, 0.0, 1.0)
    clean: bool = flag(True)
    from_: date | None = day()
    window: tuple[int, int] = window((-1, 1))
    event: str | None = event_id()
    events: tuple[str, ...] = event_ids()


def one_window():
    return st.tuples(st.integers(-30, 60), st.integers(-30, 60)).map(lambda w: tuple(sorted(w)))


everything = st.builds(
    Everything,
    model=st.sampled_from(("market", "mean-adjusted")),
    symbol=st.sets(st.sampled_from(SYMBOLS)).map(lambda chosen: tuple(s for s in SYMBOLS if s in chosen)),
    q=st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40),
    severity=st.integers(1, 5),
    share=st.sampled_from((0.0, 0.25, 0.5, 0.125, 1.0)),
    clean=st.booleans(),
    from_=st.none() | st.dates(),
    window=one_window(),
    event=st.none() | st.sampled_from(list(SNAPSHOT.events.index)),
    events=st.lists(st.sampled_from(list(SNAPSHOT.events.index)), unique=True).map(tuple),
)


@given(everything)
def test_what_is_written_is_read_back(params):
    assert Everything.parse(params.query(), SNAPSHOT) == params


def test_defaults_leave_no_trace_in_the_address():
    assert Everything().query() == {}


def test_a_trailing_underscore_is_not_part_of_the_name():
    assert Everything(from_=date(2021, 3, 15)).query() == {"from": "2021-03-15"}


def test_codes_stay_text():
    assert Everything.parse({"symbol": "0700.HK"}, SNAPSHOT).symbol == ("0700.HK",)


def test_repeated_names_add_up_where_several_are_allowed():
    assert Everything.parse({"symbol": ["BABA", "0700.hk"]}, SNAPSHOT).symbol == ("0700.HK", "BABA")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("model", "magic"),
        ("symbol", "9988.HK,NONE"),
        ("severity", "0"),
        ("severity", "2.5"),
        ("severity", "nan"),
        ("severity", "9" * 300),
        ("severity", "9" * 5000),
        ("severity", "1_0"),
        ("severity", "３"),
        ("share", "nan"),
        ("share", "-infinity"),
        ("share", "0" * 5000 + ".5"),
        ("share", "1e999"),
        ("share", "inf"),
        ("clean", "maybe"),
        ("from", "2021-02-30"),
        ("from", "15/03/2021"),
        ("from", "２０２１-03-15"),
        ("window", "1,-1"),
        ("window", "-31,0"),
        ("window", "0"),
        ("window", "0,1e9"),
        ("event", "no-such-event"),
        ("q", "x" * 201),
        ("windw", "-1,1"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(name, value):
    with pytest.raises(BadParam) as error:
        Everything.parse({name: value}, SNAPSHOT)
    assert error.value.name == name
    assert f"“{name}”" in str(error.value)
    assert error.value.allowed


@pytest.mark.parametrize("blank", ["", "  ", "\u200b", "\x00 \x08"])
def test_a_blank_value_is_as_if_it_were_not_given(blank):
    @dataclass(frozen=True)
    class Seeded(Params):
        seed: str = text("67")

    assert Seeded.parse({"seed": blank}, SNAPSHOT) == Seeded()


def test_a_single_value_may_not_be_writtentwice():
    with pytest.raises(BadParam, match="only once"):
        Everything.parse({"model": ["market", "mean-adjusted"]}, SNAPSHOT)


def test_an_unknown_event_is_told_apart_from_a_bad_value():
    with pytest.raises(BadParam) as missing:
        Everything.parse({"event": "no-such-event"}, SNAPSHOT)
    with pytest.raises(BadParam) as bad:
        Everything.parse({"severity": "9"}, SNAPSHOT)
    assert missing.value.unknown_id and not bad.value.unknown_id


def test_a_former_id_is_read_as_the_event_it_became():
    query = {"event": "2021-04-10-penalty", "events": "2021-04-10-penalty,2021-04-10-fine"}
    params = Everything.parse(query, SNAPSHOT)
    assert params.event == "2021-04-10-fine" and params.events == ("2021-04-10-fine",)


def test_lenient_reading_keeps_what_is_good_and_reports_the_rest():
    params, problems = Everything.parse_leniently({"severity": "9", "clean": "0", "event": "nope"}, SNAPSHOT)
    assert params == Everything(clean=False)
    assert [problem.name for problem in problems] == ["severity", "event"]


def test_names_that_others_added_are_passed_over_where_that_is_asked():
    query = {"utm_source": "x", "fbclid": "y", "v": ["1", "2"], "severity": "3"}
    assert Everything.parse(query, SNAPSHOT, ignore_unknown=True).query() == {"severity": "3"}
    assert Everything.parse({"utm_source": "x"}, SNAPSHOT) == Everything()
    with pytest.raises(BadParam, match="“fbclid”.*allowed are model, symbol"):
        Everything.parse(query, SNAPSHOT)


@given(st.dictionaries(st.sampled_from(list(Everything.kinds())), st.text(max_size=60)))
def test_any_text_at_all_is_read_or_refused_never_a_crash(query):
    params, _ = Everything.parse_leniently(query, SNAPSHOT)
    assert isinstance(params, Everything)


def test_todays_name_goes_before_a_former_one_of_another():
    @dataclass(frozen=True)
    class Renamed(Params):
        FORMER = {"q": "term"}
        q: str = text()
        term: str = text()

    assert Renamed.parse({"q": "beta"}, SNAPSHOT) == Renamed(q="beta")


@pytest.mark.parametrize(
    ("name", "within", "beyond"),
    [
        ("min_estimation", ("10", "900"), ("9", "901")),
        ("confidence", ("0.5", "0.999"), ("0.499", "0.9991")),
    ],
)
def test_the_methods_numbers_end_where_they_say(snapshot, name, within, beyond):
    low, high = within
    for written in within:
        asked = {name: written, "estimation": "-1000,-1", "window": "0,0"}
        assert getattr(Method.parse(asked, snapshot), name) == float(written)
    for written in beyond:
        with pytest.raises(BadParam, match=f"from {low} to {high}"):
            Method.parse({name: written}, snapshot)


def test_five_hundred_events_can_be_named_and_no_more():
    ids = [f"2020-01-01-event-{number}" for number in range(501)]
    record = SimpleNamespace(events=pd.DataFrame(index=ids), renamed=lambda event: event)
    assert len(Everything.parse({"events": ",".join(ids[:500])}, record).events) == 500
    with pytest.raises(BadParam, match="at most 500 events"):
        Everything.parse({"events": ",".join(ids)}, record)


def test_what_a_refusal_quotes_is_at_most_sixty_characters():
    assert f"“{'x' * 60}”" in str(BadParam("q", "x" * 60, "no"))
    assert f"“{'x' * 57}...”" in str(BadParam("q", "x" * 61, "no"))


@pytest.mark.parametrize("many", [12, 13])
def test_a_refusal_lists_twelve_values_and_says_when_there_are_more(many):
    kind = Choice(tuple(f"v{place}" for place in range(many)))
    with pytest.raises(BadParam) as refused:
        kind.read("by", "other", SNAPSHOT)
    assert "v11" in str(refused.value) and "v12" not in str(refused.value)
    assert str(refused.value).endswith(", ….") == (many > 12)


def test_a_schema_lists_eighty_values_and_of_more_three():
    values = tuple(f"v{place}" for place in range(81))
    assert Choice(values[:80]).schema(SNAPSHOT)["enum"] == list(values[:80])
    assert Choice(values).schema(SNAPSHOT) == {"type": "string", "examples": ["v0", "v1", "v2"]}


def test_text_may_be_as_long_as_is_said():
    assert Text(5).read("q", "abcde", SNAPSHOT) == "abcde"
    with pytest.raises(BadParam, match="at most 5 characters"):
        Text(5).read("q", "abcdef", SNAPSHOT)


def test_unknown_names_are_reported_unless_they_are_to_be_passed_over():
    _, problems = Everything.parse_leniently({"fbclid": "1"}, SNAPSHOT)
    assert [problem.name for problem in problems] == ["fbclid"]
    assert Everything.parse_leniently({"fbclid": "1"}, SNAPSHOT, ignore_unknown=True)[1] == []


def test_the_word_none_stands_for_no_event():
    kind = EventIdsOrNone(2)
    assert kind.read("landmarks", " None ", SNAPSHOT) == ("none",)
    assert kind.read("landmarks", "2020-11-03-ant", SNAPSHOT) == ("2020-11-03-ant",)
    with pytest.raises(BadParam, match="no event has this id"):
        kind.read("landmarks", "2020-11-03-ant,none", SNAPSHOT)
