"""The lesson under Streamlit's test harness: all its steps, its answers, its settings, its obstacles."""

from __future__ import annotations

import html

import pytest

from components.charts.kit.share_params import ShareParams
from components.classroom import lesson
from components.controls.classroom.terms import TERMS, with_terms
from components.controls.views import Lesson
from components.study import StudySpec, run_study
from tests.pages.app import address, html_of, opened

EVENT, SYMBOL = "2020-12-24-samr-opens-alibaba-probe", "9988.HK"


def opened_lesson(**query):
    app = opened("classroom.py", part="lesson", **query)
    assert not app.exception
    return app


def button(app, label):
    return next(one for one in app.button if one.label == label)


def told(snapshot, number, **params):
    return lesson.step(snapshot, number, ShareParams(**({"event": EVENT, "symbol": SYMBOL} | params)))


def shown(app):
    return html.unescape(html_of(app))


def sent(app):
    """Everything that reached the browser: all elements of the page as protobuf text, the address, the
    charts."""
    return html.unescape(str([element.proto for element in app.main]) + html_of(app) + str(address(app)))


def test_a_whole_lesson_by_its_buttons(snapshot):
    app = opened_lesson()
    for number in lesson.STEPS:
        step = told(snapshot, number)
        assert (
            f"Step {number} of 8" in shown(app) and step.title in shown(app) and step.question in shown(app)
        )
        assert step.answer not in sent(app)
        button(app, "Show the answer").click().run()
        assert step.answer in shown(app) and not app.exception
        if number < 8:
            button(app, "Next step").click().run()
            assert address(app).get("step") == Lesson(step=number + 1).query()["step"]
    button(app, "Back").click().run()
    assert address(app)["step"] == "untouched" and told(snapshot, 7).answer in shown(app), (
        "an answer once asked for stays"
    )
    button(app, "Next step").click().run()
    button(app, "Back to step 1").click().run()
    assert "step" not in address(app)


def test_a_link_reopens_the_step_with_its_answer_hidden(snapshot):
    app = opened_lesson(step="5", event="2024-09-24-stimulus-package", symbol="3690.HK")
    step = told(snapshot, 5, event="2024-09-24-stimulus-package", symbol="3690.HK")
    assert step.question in shown(app) and step.answer not in sent(app)
    assert address(app) == {
        "part": "lesson",
        "step": "5",
        "event": "2024-09-24-stimulus-package",
        "symbol": "3690.HK",
    }


def test_the_last_step_leads_to_the_worksheets():
    app = opened_lesson(step="8")
    button(app, "Show the answer").click().run()
    button(app, "Reproduce the number by hand").click().run()
    assert not app.exception and address(app)["part"] == "by-hand" and address(app)["event"] == EVENT


def test_the_answer_can_be_passed_over():
    app = opened_lesson(step="3")
    button(app, "Next step").click().run()
    assert address(app)["step"] == "4"


def test_another_event_hides_the_answer_again(snapshot):
    app = opened_lesson(step="2")
    button(app, "Show the answer").click().run()
    next(one for one in app.selectbox if one.label == "Event").select("2024-09-24-stimulus-package").run()
    assert address(app)["event"] == "2024-09-24-stimulus-package"
    step = told(snapshot, 2, event="2024-09-24-stimulus-package")
    assert step.question in shown(app) and step.answer not in sent(app)


def test_the_line_follows_its_controls(snapshot):
    app = opened_lesson(step="2")
    app.slider[0].set_range(-200, -31).run()
    assert address(app)["estimation"] == "-200,-31"
    assert told(snapshot, 2, estimation=(-200, -31)).question in shown(app)
    pair = told(snapshot, 2, estimation=(-200, -31))
    assert f"{pair.paragraphs[0][:200]}" in shown(app)
    next(one for one in app.selectbox if one.label == "Against").select("GSPC").run()
    assert "the S&P 500" in shown(app) and address(app)["benchmark"] == "GSPC"
    app.toggle[0].set_value(False).run()
    assert "serves here, also those near other recorded events" in shown(app)
    button(app, "Back to the usual line").click().run()
    assert not {"estimation", "benchmark", "clean_estimation"} & address(app).keys()


def test_other_steps_say_that_the_line_was_changed():
    app = opened_lesson(step="3", estimation="-200,-31")
    assert any("The line was changed in step 2" in one.value for one in app.caption)


def test_the_window_of_step_four(snapshot):
    app = opened_lesson(step="4")
    next(one for one in app.selectbox if one.label == "Event window").select((0, 5)).run()
    assert told(snapshot, 4, window=(0, 5)).question in shown(app) and address(app)["window"] == "0,5"


def test_a_pair_without_numbers_says_why_and_leads_on(snapshot):
    short = {"estimation": (-60, -11)}
    pairs = run_study(snapshot, StudySpec(**short)).pairs
    pair = pairs[(pairs["status"] == "too few estimation sessions") & (pairs["symbol"] == "0700.HK")].iloc[0]
    app = opened_lesson(step="2", event=pair["event_id"], symbol=pair["symbol"], estimation="-60,-11")
    assert (
        "has no numbers beside" in app.warning[0].value and "at least 30 are needed" in app.warning[0].value
    )
    button(app, "Fit on every session").click().run()
    assert not app.exception and not app.warning and address(app)["clean_estimation"] == "0"
    assert told(
        snapshot, 2, event=pair["event_id"], symbol=pair["symbol"], clean_estimation=False, **short
    ).question in shown(app)


def test_the_worked_example_is_always_a_way_out(snapshot):
    app = opened_lesson(event="2020-08-07-us-wechat-executive-order", symbol="1024.HK")
    assert "did not trade then" in app.warning[0].value
    button(app, "The worked example").click().run()
    assert not app.warning and address(app)["event"] == EVENT and address(app)["symbol"] == SYMBOL


@pytest.mark.parametrize("step", ["1", "4", "6"])
def test_on_a_projector_there_is_nothing_but_the_lesson(snapshot, step):
    app = opened_lesson(step=step, presenter="1")
    assert not app.selectbox or step == "4"
    assert told(snapshot, int(step)).question in shown(app) and "source-line" not in html_of(app).replace(
        ".source-line", ""
    )
    assert [one.label for one in app.button] == [
        "Back",
        "Show the answer",
        "Next step",
        "Leave presenter mode",
    ]


def test_what_cannot_be_read_in_the_address_is_said():
    app = opened_lesson(step="9", symbol="ABC")
    assert len(app.warning) == 2 and "step" not in address(app)


def test_terms_lead_to_the_glossary(snapshot):
    app = opened_lesson(step="2")
    for term in ("alpha", "beta", "r-squared", "estimation-window"):
        assert f'href="glossary#{term}"' in html_of(app)


def test_every_linked_term_is_in_the_glossary_and_in_the_lesson(snapshot):
    assert set(TERMS.values()) <= set(snapshot.glossary.index)
    words = " ".join(text for number in lesson.STEPS for text in told(snapshot, number).paragraphs)
    words += " ".join(
        told(snapshot, 8, window=(0, 0)).paragraphs
        + told(snapshot, 8, window=(-5, 10)).paragraphs
        + told(snapshot, 4, window=(0, 5)).paragraphs
    )
    unused = [term for term in TERMS if term not in words]
    assert set(unused) <= {"has its day 0"}  # said where one other event overlaps


def test_a_term_is_linked_once_and_the_rest_stays_text():
    linked = with_terms(
        ["An abnormal return & <b>beta</b>.", "Abnormal returns; the abnormal return, beta, betamax."]
    )
    assert linked[0].count("<a ") == 2 and "&amp; &lt;b&gt;" in linked[0] and "<a " not in linked[1]
