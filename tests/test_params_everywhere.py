"""Every surface asks with the same parameters: one name, one default, one range, one meaning."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app  # noqa: F401  every set of parameters is loaded
from components.answers.questions import QUESTIONS
from components.charts import catalogue, compare, timeline
from components.charts.car.params import Params as CarParams
from components.charts.kit.event_params import EventParams
from components.charts.kit.pairs import impact_params
from components.charts.kit.share_params import ShareParams
from components.classroom.quiz import Quiz
from components.classroom.quiz_progress import QuizProgress
from components.controls.views import VIEWS, ClassroomView, GlossaryView, TimelineView, View
from components.embed.presentation import BareOptions, FigureOptions, ImageOptions, Presentation
from components.http.file_params import (
    ChangesCsv,
    EventRows,
    EventsCsv,
    ImpactsCsv,
    OnePairCsv,
    PricesCsv,
    RegressionCsv,
)
from components.params import BadParam, Params
from components.params.changes import ChangeParams
from components.params.files import CsvFile
from components.params.impact import ImpactParams
from components.params.method import Method
from components.params.prices import PriceParams
from components.params.record import (
    RecordFilters,
)
from components.params.regression import RegressionParams
from components.report.asked import ReportParams
from components.study import StudySpec
from components.worksheets.params import WorksheetParams

CHARTS = {slug: chart.Params for slug, chart in catalogue.CATALOGUE.items()}
SURFACES: dict[str, type[Params]] = {
    **{f"/embed/{slug}": kind for slug, kind in CHARTS.items()},
    **{f"page /{path}": kind for path, kind in VIEWS.items()},
    "/data/events": EventRows,
    "/data/events.csv": EventsCsv,
    "/data/impacts": ImpactParams,
    "/data/prices": PriceParams,
    "/data/changes": ChangeParams,
    "/data/impacts.csv": ImpactsCsv,
    "/data/regression": RegressionParams,
    "/data/regression.csv": RegressionCsv,
    "/data/prices.csv": PricesCsv,
    "/data/changes.csv": ChangesCsv,
    "/data/robustness.csv": OnePairCsv,
    **{f"/data/answers/{question.name}": question.kind for question in QUESTIONS},
    "a CSV": CsvFile,
    "/data/worksheet": WorksheetParams,
    "a report": ReportParams,
    "a quiz": Quiz,
    "a quiz being played": QuizProgress,
    "how an embed looks": Presentation,
    "an image": ImageOptions,
    "a drawing alone": BareOptions,
    "a figure": FigureOptions,
}
PROBE = "2020-12-24-samr-opens-alibaba-probe"


def every_set(kind: type[Params] = Params) -> set[type[Params]]:
    return {kind}.union(*(every_set(sub) for sub in kind.__subclasses__()))


def test_a_parameter_is_declared_once():
    """Sets that share a parameter share the very declaration: default, range, meaning and former names."""
    places = defaultdict(list)
    for kind in every_set():
        if kind.__module__.startswith("components."):
            for name, field in kind.asked().items():
                places[name].append((field, kind))
    assert {"window", "event", "company", "from", "span", "symbols"} <= places.keys()
    for name, found in places.items():
        assert len({id(field) for field, _ in found}) == 1, f"{name}: {[kind for _, kind in found]}"


def test_no_surface_is_forgotten():
    """Every set of parameters is one of a surface here, or a part of one."""
    ours = {kind for kind in every_set() if kind.__module__.startswith("components.")}
    forgotten = {kind for kind in ours if not any(issubclass(one, kind) for one in SURFACES.values())}
    assert not forgotten


def test_a_parameter_has_one_default_one_range_and_one_meaning():
    """In what a surface answers with and in what it takes, not in the declaration alone: no set gives a
    parameter another default on its way, or another kind of value.
    """
    seen: dict[str, tuple[object, object, str, str]] = {}
    for where, kind in SURFACES.items():
        usual, kinds = kind(), kind.kinds()
        for name, field in kind.asked().items():
            offered = kinds[name]
            told = (getattr(usual, field.name), offered, repr(offered), field.metadata["help"])
            assert seen.setdefault(name, told) == told, f"{where}: {name}"
            assert name not in usual.query(), f"{where}: {name} stands in the address though nobody asked"
    assert len(seen) > 60


@pytest.mark.parametrize("where", SURFACES)
def test_every_parameter_says_what_it_means(where):
    for name, field in SURFACES[where].asked().items():
        assert field.metadata["help"], name


def test_the_method_asks_for_everything_that_the_study_can_be_told():
    """With the study's own defaults: no choice of the study is out of reach, and none is told twice."""
    of_pairs = {"symbols", "events"}
    estimated = {"drift_variance"}
    spec = {field.name for field in dataclasses.fields(StudySpec)} - estimated
    assert {field.name for field in dataclasses.fields(Method)} == spec - of_pairs
    assert ImpactParams.asked().keys() == spec
    assert Method().spec() == ImpactParams().spec() == View().spec() == StudySpec()


def test_one_set_becomes_another_by_what_they_share():
    view = TimelineView(event=PROBE, window=(0, 5), clean_events=True, log=True, estimation=(-90, -20))
    assert timeline.Params.taking(view) == timeline.Params(event=PROBE, log=True)
    assert CarParams.taking(view).query() == {"event": PROBE, "window": "0,5", "estimation": "-90,-20"}
    assert View.taking(View(q="antitrust"), GlossaryView(term="car")).q == "antitrust"
    assert ShareParams.taking(View(model="two-factor")).model == "market", (
        "a choice that the chart does not offer"
    )
    assert ShareParams.taking(view, symbol="BABA").symbol == "BABA"


def test_a_charts_method_is_that_of_the_served_table(snapshot):
    asked = CHARTS["impact"](window=(0, 5), returns="log", min_estimation=80, company=("Tencent",))
    served = ImpactParams.parse(impact_params(snapshot, asked).query(), snapshot)
    assert served.spec() == StudySpec(
        window=(0, 5), returns="log", min_estimation=80, symbols=("0700.HK",), events=served.events
    )


@pytest.mark.parametrize(
    ("kind", "former", "today"),
    [
        (View, {"clean": "1"}, {"clean_events": "1"}),
        (CHARTS["impact"], {"clean": "1"}, {"clean_events": "1"}),
        (ImpactParams, {"symbol": "BABA", "event": PROBE}, {"symbols": "BABA", "events": PROBE}),
        (PriceParams, {"symbol": "0700.HK,HSI"}, {"symbols": "0700.HK,HSI"}),
        (CHARTS["run-up"], {"market": "both"}, {"listing": "both"}),
        (CHARTS["market-value"], {"since": "2021-02-17"}, {"counted_from": "2021-02-17"}),
        (GlossaryView, {"q": "beta"}, {"term": "beta"}),
    ],
)
def test_former_names_are_read_and_todays_are_written(snapshot, kind, former, today):
    params = kind.parse(former, snapshot)
    assert params == kind.parse(today, snapshot)
    assert params.query() == {name: params.query()[name] for name in today}
    with pytest.raises(BadParam, match="only once"):
        kind.parse(former | today, snapshot)


def test_a_former_name_never_hides_todays_meaning(snapshot):
    """Where a name means something today, it is read so; the timeline does not take a page's market."""
    assert "market" not in timeline.Params.names()
    assert compare.Params.parse({"event": PROBE}, snapshot).events == ()
    assert ClassroomView.parse({"event": PROBE}, snapshot).events == ()


def test_an_index_has_prices_but_no_abnormal_return(snapshot):
    assert PriceParams.parse({"symbols": "HSI"}, snapshot).symbols == ("HSI",)
    with pytest.raises(BadParam, match="abnormal"):
        ImpactParams.parse({"symbols": "HSI"}, snapshot)


@pytest.mark.parametrize(
    "where",
    [
        where
        for where in SURFACES
        if not where.startswith(("/data/prices", "/data/answers/prices", "/data/impacts", "/data/regression"))
    ],
)
def test_controls_are_in_no_filter_of_the_record(snapshot, where):
    kind = SURFACES[where]
    names = {*snapshot.controls.index, *snapshot.controls["name"]}
    of_shares = {name: kind for name, kind in kind.kinds().items() if name != "named"}  # that asks of events
    for name, offered in of_shares.items():
        options = getattr(offered, "options", ())
        found = set(options(snapshot) if callable(options) else options)
        assert not found & names, f"{where}: {name}"


@pytest.mark.parametrize("where", [name for name, kind in SURFACES.items() if "from" in kind.asked()])
def test_swapped_dates_are_swapped(snapshot, where):
    kind = SURFACES[where]
    query = {"from": "2021-06-01", "to": "2021-01-01", "symbols": "BABA"}
    params, problems = kind.parse_leniently(query, snapshot, ignore_unknown=True)
    assert (params.from_, params.to) == (date(2021, 1, 1), date(2021, 6, 1))
    assert [problem.name for problem in problems] == ["from"]
    with pytest.raises(BadParam, match="must not be after “to”"):
        kind.parse(query, snapshot, ignore_unknown=True)


def test_a_repair_is_looked_at_again(snapshot):
    """Mending one field can break the rule of another: both dates lie outside the record here."""
    params, problems = RecordFilters.parse_leniently({"from": "2031-01-01", "to": "2001-01-01"}, snapshot)
    assert (params.from_, params.to) == (date(2001, 1, 1), date(2031, 1, 1)) and len(problems) == 1
    params, problems = RecordFilters.parse_leniently({"from": "2031-01-01", "to": "2032-01-01"}, snapshot)
    assert (params.from_, params.to) == (None, date(2032, 1, 1))
    params, problems = EventParams.parse_leniently({"estimation": "-40,-11", "window": "-30,60"}, snapshot)
    assert params.query() == {"window": "-30,60"}
    params, problems = EventParams.parse_leniently({"min_estimation": "110", "window": "-30,60"}, snapshot)
    assert params.query() == {"window": "-30,60"} and len(problems) == 1


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, None),
        ({"window": "0,5", "model": "mean-adjusted"}, None),
        ({"returns": "log", "clean_estimation": "0"}, "too and logarithmic returns"),
        (
            {"estimation": "-90,-20", "min_estimation": "40"},
            "sessions −90 to −20 and estimates rest on at least 40",
        ),
    ],
)
@pytest.mark.parametrize(
    "slug", ["impact", "patterns", "car", "event-window", "compare", "placebo", "abnormal"]
)
def test_a_chart_says_when_its_method_is_not_the_usual_one(snapshot, slug, query, words):
    kind = CHARTS[slug]
    params = kind.parse({name: text for name, text in query.items() if name in kind.kinds()}, snapshot)
    notes = [note for note in catalogue.build(slug, snapshot, params).notes if "otherwise than usual" in note]
    if words is None:
        assert not notes
    elif "returns" in query and "returns" not in kind.kinds():
        assert len(notes) == 1 and "near other events" in notes[0]
    else:
        assert len(notes) == 1 and words in notes[0]


def test_more_events_than_fit_are_cut(snapshot):
    ids = list(snapshot.events.index[:6])
    params, problems = compare.Params.parse_leniently({"events": ",".join(ids)}, snapshot)
    assert params.events == tuple(ids[:4]) and len(problems) == 1


def test_what_only_the_reader_can_say_stays_missing(snapshot):
    params, problems = WorksheetParams.parse_leniently({"symbol": "BABA"}, snapshot)
    assert params.event is None and [problem.name for problem in problems] == ["event"]


texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "2021-06-01",
            "2001-01-01",
            "2035-01-01",
            "0001-01-01",
            "9999-12-31",
            "-30,60",
            "-1000,-1",
            "-3,-1",
            "60,60",
        ]
    ),
    st.sampled_from(
        ["9" * 300, "-" + "9" * 5000, "nan", "inf", "-inf", "1e400", "0", "1", "5", "0.5", "BABA", PROBE]
    ),
)


@settings(max_examples=300)
@given(data=st.data())
def test_any_address_is_read_or_mended_until_all_rules_hold(snapshot, data):
    kind = SURFACES[data.draw(st.sampled_from(sorted(SURFACES)))]
    query = data.draw(st.dictionaries(st.sampled_from([*kind.names(), "fbclid", "v"]), texts, max_size=6))
    params, problems = kind.parse_leniently(query, snapshot, ignore_unknown=True)
    again, left = params.repaired(snapshot)
    assert {problem.name for problem in left} <= kind.NEEDED
    if not left:
        assert again == params
        assert kind.parse(params.query(), snapshot) == params
    for problem in problems:
        assert str(problem).startswith("The parameter “") and len(str(problem)) < 1500


@settings(max_examples=400)
@given(data=st.data())
def test_a_view_that_holds_makes_charts_that_hold(snapshot, data):
    """Pages hand their view's fields to charts without another look: the view's rules must be enough."""
    path, slugs = data.draw(
        st.sampled_from(
            [
                (path, [s for s, c in catalogue.CATALOGUE.items() if c.PAGE.path == path])
                for path in VIEWS
                if path in {c.PAGE.path for c in catalogue.CATALOGUE.values()}
            ]
        )
    )
    kind = VIEWS[path]
    query = data.draw(st.dictionaries(st.sampled_from(list(kind.names())), texts, max_size=6))
    view, _ = kind.parse_leniently(query, snapshot)
    for slug in slugs:
        CHARTS[slug].taking(view).check(snapshot)


def test_what_is_asked_besides_goes_before_what_is_taken():
    assert ShareParams.taking(View(event=PROBE), event=None).event is None
    assert View.taking(View(severity=2), View(severity=3)).severity == 3


def test_an_estimation_window_of_just_enough_sessions_will_do(snapshot):
    assert EventParams.parse({"estimation": "-60,-11", "min_estimation": "50"}, snapshot)
    with pytest.raises(BadParam, match="at least 51 sessions"):
        EventParams.parse({"estimation": "-60,-11", "min_estimation": "51"}, snapshot)


def test_the_days_shown_stretch_at_both_ends():
    assert EventParams(window=(-30, 60)).days == (-30, 60)
    assert EventParams(window=(-3, 3), span=(-5, 8)).days == (-5, 8)
