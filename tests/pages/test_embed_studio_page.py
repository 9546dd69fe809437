"""The form of the Embed page: what its widgets put into the address, and what it says of mistakes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from components.charts.catalogue import CATALOGUE
from components.embed.presentation import Presentation
from components.study.spec import WINDOW_LIMITS
from tests.pages.app import address, come, opened

PROBE, FINE = "2020-12-24-samr-opens-alibaba-probe", "2021-04-10-alibaba-fined-18-2bn"
README = Path(__file__).resolve().parents[2] / "components" / "embed" / "README.md"
STEPS = f"2020-10-01/2021-01-31 {PROBE} A probe.|2021-03-01/2021-06-30 {FINE} A fine."


def studio(**query: str):
    app = opened("embed_studio.py", **query)
    assert not app.exception
    return app


def labelled(widgets, label: str):
    (found,) = [one for one in widgets if one.label == label]
    return found


def errors(app) -> list[str]:
    return [one.value for one in app.error]


@pytest.mark.parametrize("slug", CATALOGUE)
def test_every_chart_opens_with_labels_in_plain_words(slug):
    app = studio(chart=slug)
    assert not errors(app) and address(app)["chart"] == slug
    groups = (app.selectbox, app.multiselect, app.text_input, app.text_area, app.number_input, app.checkbox)
    labels = [one.label for group in (*groups, app.date_input, app.toggle) for one in group]
    assert all(label and "_" not in label and label[0].isupper() for label in labels)
    assert len(labels) == len(set(labels)), "two fields of one name cannot be told apart"


def test_steps_are_added_ordered_and_removed():
    app = studio(chart="timeline", company="Alibaba")
    for _ in range(2):
        labelled(app.button, "Add a step").click().run()
    assert [text for text in errors(app) if "sentence" in text] == [
        "Step 1 needs a sentence.",
        "Step 2 needs a sentence.",
    ]
    assert "steps" not in address(app), "half a sequence is not shown"
    labelled(app.date_input, "Step 1 from").set_value(date(2020, 10, 1))
    labelled(app.date_input, "Step 1 to").set_value(date(2021, 1, 31))
    labelled(app.multiselect, "Events of step 1").set_value([PROBE])
    labelled(app.text_area, "Sentence of step 1").set_value("A probe.")
    labelled(app.date_input, "Step 2 from").set_value(date(2021, 3, 1))
    labelled(app.date_input, "Step 2 to").set_value(date(2021, 6, 30))
    labelled(app.multiselect, "Events of step 2").set_value([FINE])
    labelled(app.text_area, "Sentence of step 2").set_value("A fine.").run()
    assert not errors(app) and address(app)["steps"] == STEPS
    labelled(app.button, "Step 2 earlier").click().run()
    assert address(app)["steps"] == "|".join(reversed(STEPS.split("|")))
    labelled(app.text_area, "Sentence of step 2").set_value("The probe.").run()
    assert address(app)["steps"].endswith("The probe.")
    labelled(app.button, "Remove step 1").click().run()
    assert "steps" not in address(app)
    assert labelled(app.text_area, "Sentence of step 1").value == "The probe."


def test_a_link_with_steps_fills_the_form_and_a_new_step_goes_on_where_the_last_ended(snapshot):
    app = studio(chart="timeline", steps=STEPS)
    assert address(app)["steps"] == STEPS
    assert labelled(app.text_area, "Sentence of step 2").value == "A fine."
    labelled(app.button, "Add a step").click().run()
    assert labelled(app.date_input, "Step 3 from").value == date(2021, 6, 30)
    codes = [one.value for one in app.code]
    assert not any("data-step" in code for code in codes), "the third step is not whole"
    labelled(app.text_area, "Sentence of step 3").set_value("<Then> & since.").run()
    story = next(code for code in [one.value for one in app.code] if "data-step" in code)
    assert '<p data-step="3">&lt;Then&gt; &amp; since.</p>' in story and "steps=" in story
    guide = README.read_text(encoding="utf-8").split("<!-- a story in steps -->")[1]
    script = re.search(r"<script>.*?</script>", guide, re.S)[0]
    origin = "/".join(story.partition('src="')[2].split("/")[:3])
    assert script.replace("https://HOST", origin) in story, "the guide’s example, word for word"
    given = Presentation.parse({"steps": address(app)["steps"]}, snapshot)
    assert [step.sentence for step in given.steps] == ["A probe.", "A fine.", "<Then> & since."]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("Step 1 to", date(2020, 9, 1), "Step 1 needs a last day after its first"),
        ("Step 1 from", None, "Step 1 needs a first and a last day"),
        ("Sentence of step 1", "A | B", "Step 1 needs a sentence without"),
    ],
)
def test_a_step_says_what_it_lacks(field, value, words):
    app = studio(chart="timeline", steps=STEPS)
    labelled([*app.date_input, *app.text_area], field).set_value(value).run()
    assert any(text.startswith(words) for text in errors(app)) and "steps" not in address(app)


def test_marks_of_every_kind_one_row_after_another():
    app = studio(chart="timeline")
    labelled(app.date_input, "Date of mark 1").set_value(date(2021, 4, 10))
    labelled(app.text_input, "Words of mark 1").set_value("A fine").run()
    labelled(app.selectbox, "Mark 2").set_value("Range").run()
    labelled(app.date_input, "Mark 2 from").set_value(date(2021, 7, 1))
    labelled(app.date_input, "Mark 2 to").set_value(date(2021, 8, 31))
    labelled(app.text_input, "Words of mark 2").set_value("Summer of rules").run()
    labelled(app.selectbox, "Mark 3").set_value("Level").run()
    labelled(app.text_input, "Level of mark 3").set_value("100")
    labelled(app.text_input, "Words of mark 3").set_value("Where it began").run()
    assert not errors(app)
    marks = {name: text for name, text in address(app).items() if name.startswith("mark")}
    assert marks == {
        "mark1": "2021-04-10 A fine",
        "mark2": "2021-07-01/2021-08-31 Summer of rules",
        "mark3": "=100 Where it began",
    }
    labelled(app.text_input, "Level of mark 3").set_value("a hundred").run()
    assert errors(app) == ["Level of mark 3: it must be a number such as 100 or a percentage such as -10%."]
    assert "mark3" not in address(app)
    labelled(app.button, "Remove mark 1").click().run()
    assert "mark1" not in address(app) and "mark2" in address(app)


def test_eight_marks_and_no_more():
    app = studio(chart="timeline", **{f"mark{i}": f"2021-0{i}-01 Month {i}" for i in range(1, 9)})
    assert sum(one.label.startswith("Words of mark") for one in app.text_input) == 8
    assert address(app)["mark8"] == "2021-08-01 Month 8"


def test_what_the_chart_cannot_show_is_said_at_its_field():
    app = studio(chart="timeline", mark1="2021-04-10 A fine")
    labelled(app.date_input, "Date of mark 1").set_value(date(2019, 1, 1)).run()
    assert len(errors(app)) == 2 and all("Mark 1: this chart shows" in text for text in errors(app))
    app = studio(chart="timeline")
    labelled(app.date_input, "First day").set_value(date(2023, 1, 1))
    labelled(app.date_input, "Last day").set_value(date(2022, 1, 1)).run()
    assert any(text.startswith("First day: it must not be after") for text in errors(app))


@pytest.mark.parametrize(
    "query, said",
    [
        ("chart=nope", "nope"),
        ("chart=timeline&company=Nokia", "Nokia"),
        ("chart=car&event=nope", "nope"),
        ("chart=timeline&frozen=0123456789ab", "0123456789ab"),
        ("chart=impact&mark1=2021-03-15%20x", "Mark 1"),
        ("chart=robustness&choices=1", "Reader’s choice"),
        ("chart=placebo&steps=2020-10-01/2021-01-31%20A|2021-03-01/2021-06-30%20B", "steps"),
    ],
)
def test_a_wrong_link_is_explained(query, said):
    app = studio(**dict(parse_qsl(query)))
    explained = [*errors(app), *(one.value for one in app.warning), *(one.value for one in app.info)]
    assert any(said in one for one in explained), explained


def test_a_window_of_the_publishers_own_days_is_typed():
    app = studio(chart="car", event=PROBE)
    assert not [one for one in app.number_input if "Window" in one.label]
    labelled(app.selectbox, "Event window").set_value("Other days").run()
    first, last = (labelled(app.number_input, f"Window’s {one} day") for one in ("first", "last"))
    assert (first.value, last.value) == (-1, 1), "they begin from the window before"
    first.set_value(-3)
    last.set_value(7).run()
    assert not errors(app) and address(app)["window"] == "-3,7"
    again = studio(**address(app))
    assert labelled(again.selectbox, "Event window").value == "Other days"
    assert labelled(again.number_input, "Window’s first day").value == -3
    labelled(again.selectbox, "Event window").set_value((0, 5)).run()
    assert address(again)["window"] == "0,5" and not errors(again)


@pytest.mark.parametrize("first, last", [(5, 2), (WINDOW_LIMITS[0] - 1, 0), (0, WINDOW_LIMITS[1] + 1)])
def test_a_window_that_cannot_be_says_what_can(first, last):
    app = studio(chart="car", event=PROBE, window="-3,7")
    labelled(app.number_input, "Window’s first day").set_value(first)
    labelled(app.number_input, "Window’s last day").set_value(last).run()
    low, high = WINDOW_LIMITS
    assert errors(app)[0].startswith(f"Event window: it must be two whole numbers from {low} to {high}")
    labelled(app.number_input, "Window’s first day").set_value(-2)
    labelled(app.number_input, "Window’s last day").set_value(4).run()
    assert not errors(app) and address(app)["window"] == "-2,4"


def test_an_address_that_the_back_button_brings_wins_over_the_form_and_a_late_one_does_not():
    app = studio(chart="timeline", title="One")
    labelled(app.text_input, "Title").set_value("Two").run()
    assert address(app)["title"] == "Two"
    one = address(app) | {"title": "One"}
    come(app, one)  # late
    assert labelled(app.text_input, "Title").value == "Two" and address(app)["title"] == "Two"
    come(app, one, back=True)
    assert labelled(app.text_input, "Title").value == "One" and address(app)["title"] == "One"


def test_theme_and_byline_go_along_to_another_chart_and_its_words_do_not():
    app = studio(chart="timeline", title="Ours", byline="Desk", theme="dark")
    labelled(app.selectbox, "Chart").set_value("car").run()
    assert not app.exception
    query = address(app)
    assert query["chart"] == "car" and query["byline"] == "Desk" and query["theme"] == "dark"
    assert "title" not in query and "event" in query


def test_the_period_is_given_back_whole():
    app = studio(chart="timeline", from_="2021-01-01", to="2021-12-31")
    labelled(app.button, "Whole period").click().run()
    assert "from" not in address(app) and "to" not in address(app)
