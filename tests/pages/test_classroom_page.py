"""The Classroom's quiz: played to its end, kept over a reload, and silent about every outcome until the
reveal."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from components.classroom.guesses import Guess
from components.classroom.outcomes import outcomes
from components.classroom.quiz import Quiz, draw
from components.classroom.quiz_progress import QuizProgress
from components.language import percent
from tests.classroom.outcome_traces import betrayed, readable, traces
from tests.pages.app import address, come, html_of, opened

PROBE = "2020-12-24-samr-opens-alibaba-probe"


def press(app: AppTest, key: str) -> None:
    next(button for button in app.button if button.key == key).click().run()
    assert not app.exception


def has(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.button)


def sent(app: AppTest) -> str:
    """Everything that this run sent to the browser, and the address."""
    found: list[str] = [str(address(app))]

    def walk(block) -> None:
        for node in block.children.values():
            if getattr(node, "proto", None) is not None:
                found.append(readable(node.proto))
            if hasattr(node, "children"):
                walk(node)

    walk(app.main)
    return "\n".join(found)


def test_an_address_that_comes_late_takes_no_guess_back(snapshot):
    """A press that overtakes the answer to another brings an older address, as Back does."""
    app = opened("classroom.py")
    press(app, "guess-0-0-1")
    before = dict(app.query_params)
    press(app, "guess-0-1-4")
    after = address(app)
    come(app, before)
    assert address(app) == after and open_guesses(app) == [1, 4]
    come(app, before, back=True)
    assert open_guesses(app) == [1]


def open_guesses(app: AppTest) -> list[int]:
    """The steps that are marked as chosen, by share."""
    return [int(one.key[-1]) for one in app.button if one.key.startswith("guess-") and "✓" in one.label]


def guess_all(app: AppTest, place: int, shares: int) -> None:
    for share in range(shares):
        press(app, f"guess-{place}-{share}-{(place + share) % 5}")


@pytest.fixture(scope="module")
def question_set(snapshot):
    return draw(snapshot, Quiz())


def test_it_opens_on_a_question_that_can_be_answered_at_once(snapshot, question_set):
    app = opened("classroom.py")
    page = html_of(app)
    assert not app.exception and not app.warning
    assert (
        f"Question 1 of {len(question_set.entries)}" in page
        and question_set.entries[0].question.story.title in page
    )
    assert has(app, "guess-0-0-0") and next(b for b in app.button if b.key == "quiz-reveal").disabled


def test_a_whole_quiz_from_the_first_guess_to_the_score_sheet(snapshot, question_set):
    app = opened("classroom.py")
    revealed: set[str] = set()  # a number that an earlier question has shown is no leak of a later one's
    for place, entry in enumerate(question_set.entries):
        before = sent(app)
        assert set(betrayed(snapshot, entry, question_set, before)) <= revealed
        guess_all(app, place, len(entry.question.symbols))
        assert set(betrayed(snapshot, entry, question_set, sent(app))) <= revealed
        press(app, "quiz-reveal")
        revealed |= set(traces(snapshot, entry, question_set))
        page = html_of(app)
        for outcome in outcomes(snapshot, entry.question, question_set.window):
            assert (
                percent(abs(outcome.raw)) in page
                and percent(outcome.beyond, signed=True) in page
                and outcome.unusual in page
            )
        assert sum(trace in sent(app) for trace in traces(snapshot, entry, question_set)) > 4
        for other in question_set.entries[place + 1 :]:
            early = set(betrayed(snapshot, other, question_set, sent(app), elsewhere=True))
            assert early <= revealed, "the reveal of one question must not tell of the next"
        press(app, "quiz-next")
    assert address(app)["at"] == str(len(question_set.entries) + 1)
    shares = sum(len(entry.question.symbols) for entry in question_set.entries)
    assert any(
        re.fullmatch(rf"[\d.]+ of {shares} points over {len(question_set.entries)} questions", heading.value)
        for heading in app.header
    )
    assert len(app.table[0].value) == shares
    files = [one.key for one in app.get("download_button")]
    assert files[-3:] == ["lesson-pack-html", "score-xlsx", "score-csv"]


def test_no_position_of_an_unguessed_quiz_tells_any_outcome(snapshot, question_set):
    for at in range(1, len(question_set.entries) + 2):
        app = opened("classroom.py", at=str(at), hands="1")
        assert not app.exception
        for place, entry in enumerate(question_set.entries, 1):
            assert not betrayed(snapshot, entry, question_set, sent(app), elsewhere=place != at), at


def test_the_table_view_of_a_question_ends_before_day0(snapshot, question_set):
    app = opened("classroom.py")
    app.session_state["run-up-0-table"] = True
    app.run()
    frames = [frame.value for frame in app.dataframe]
    assert frames and frames[0]["session"].max() < question_set.entries[0].question.day0
    assert not betrayed(snapshot, question_set.entries[0], question_set, sent(app))


def test_a_reload_keeps_the_hands_and_the_place(snapshot, question_set):
    app = opened("classroom.py", hands="1")
    for share in range(len(question_set.entries[0].question.symbols)):
        field = next(n for n in app.number_input if n.key == f"hands-0-{share}-1")
        field.set_value(7 + share).run()
    press(app, "quiz-reveal")
    press(app, "quiz-next")
    again = opened("classroom.py", **address(app))
    assert "Question 2 of" in html_of(again) and not again.warning
    press(again, "quiz-back")
    assert "7 hands" in html_of(again) and has(again, "quiz-next")


def test_a_link_to_share_opens_the_same_quiz_closed(snapshot):
    app = opened("classroom.py", seed="Class 4b", questions="6")
    link = next(code.value for code in app.code if "/classroom?" in code.value)
    assert "seed=Class+4b" in link and "questions=6" in link and "said" not in link and "at=" not in link
    question_set = draw(snapshot, Quiz(seed="Class 4b", questions=6))
    assert question_set.entries[0].question.story.title in html_of(app).replace("&#x27;", "'").replace(
        "&quot;", '"'
    )


def test_guesses_of_another_quiz_open_nothing(snapshot, question_set):
    done = QuizProgress().guessed(
        question_set, 0, Guess(((1, 0, 0, 0, 0),) * len(question_set.entries[0].question.symbols), True)
    )
    app = opened("classroom.py", seed="68", said=done.said)
    assert any("this very quiz" in warning.value for warning in app.warning)
    assert has(app, "quiz-reveal") and not has(app, "quiz-next")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"seed": "x" * 41}, "at most 40 characters"),
        ({"questions": "99"}, "from 5 to 10"),
        ({"at": "99"}, "“at”"),
        ({"at": "9"}, "5 questions"),
        ({"events": "nope"}, "no event has this id"),
        ({"said": "67~-5.0.0.0.0"}, "whole numbers of hands"),
        ({"said": "a" * 2000}, "at most 1200 characters"),
        ({"days": "-30,60"}, "allowed are 0,0, 0,1, 0,5"),
        ({"overlap": "<script>"}, "allowed are without"),
    ],
)
def test_hostile_parameters_get_a_sentence_and_a_working_page(query, says):
    app = opened("classroom.py", **query)
    assert not app.exception
    assert any(says in warning.value.replace("\\", "") for warning in app.warning)
    assert "Question" in html_of(app)
    press(app, "guess-0-0-0")


def test_a_seed_with_a_script_is_only_text(snapshot):
    seed = "<script>alert(1)</script>**x**"
    app = opened("classroom.py", seed=seed)
    assert not app.exception and "<script>alert" not in html_of(app)
    assert any(r"\<script\>" in expander.label and r"\*\*x" in expander.label for expander in app.expander)


def test_the_teachers_own_events(snapshot):
    app = opened("classroom.py", events=f"{PROBE},2021-10-08-meituan-fined,2022-03-14-march-rout")
    assert "Question 1 of 2" in html_of(app)
    assert any("14 March 2022" in warning.value for warning in app.warning)


def test_when_none_of_the_chosen_events_can_be_asked_there_is_a_way_on():
    app = opened("classroom.py", events="2022-03-14-march-rout")
    assert not app.exception and "None of the events" in app.info[0].value
    press(app, "quiz-instead")
    assert "Question 1 of 5" in html_of(app)


def test_clearing_and_skipping(question_set):
    app = opened("classroom.py")
    press(app, "guess-0-0-3")
    assert "said" in address(app)
    press(app, "quiz-clear")
    assert "said" not in address(app)
    press(app, "quiz-skip")
    assert "Question 2 of" in html_of(app) and address(app)["at"] == "2"


def test_a_change_of_the_quiz_begins_it_again(question_set):
    app = opened("classroom.py")
    press(app, "guess-0-0-3")
    next(field for field in app.text_input if field.key == "classroom-quiz-seed").set_value("Class 4b").run()
    assert address(app)["seed"] == "Class 4b" and "said" not in address(app)
    next(field for field in app.text_input if field.key == "classroom-quiz-seed").set_value("   ").run()
    assert not app.exception and "seed" not in address(app)


def test_what_else_happened_is_said_with_the_reveal(snapshot):
    quiz = Quiz(overlap="with")
    question_set = draw(snapshot, quiz)
    done = QuizProgress(overlap="with").guessed(
        question_set, 0, Guess(((1, 0, 0, 0, 0),) * len(question_set.entries[0].question.symbols), True)
    )
    page = html_of(opened("classroom.py", **done.query()))
    assert "What else happened in these days?" in page


def test_presenter_mode_has_a_way_in_and_out():
    app = opened("classroom.py")
    press(app, "present")
    assert address(app)["presenter"] == "1" and not app.title and not app.expander
    assert next(b for b in app.button if b.key == "stage-leave").proto.shortcut == "escape"
    press(app, "stage-leave")
    assert "presenter" not in address(app) and app.title[0].value == "Classroom"


def test_no_key_that_streamlit_keeps_for_itself_is_used_twice():
    for query in ({}, {"presenter": "1"}, {"hands": "1"}):
        app = opened("classroom.py", **query)
        keys = [button.proto.shortcut for button in app.button if button.proto.shortcut]
        assert len(keys) == len(set(keys)) and not {"r", "c"} & set(keys)
        assert ("1" in keys) == ("hands" not in query)
