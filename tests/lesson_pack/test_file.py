"""The pack as a file: parts on pages of their own, no outcome too early, nothing fetched, all escaped."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from components.classroom.quiz import draw
from components.classroom.quiz_progress import QuizProgress
from components.embed.chrome import Chrome
from components.language import day
from components.lesson_pack.__main__ import main
from components.lesson_pack.document import document
from components.lesson_pack.pack import lesson_pack
from components.lesson_pack.pdf import printed
from components.record_name import LICENCE
from tests.altered import altered
from tests.chrome import find_chrome
from tests.classroom.outcome_traces import betrayed
from tests.lesson_pack.reading import part, rows_of

MARK = "<i>&'\"</i>"


@pytest.fixture(scope="module")
def progress():
    return QuizProgress(questions=7, overlap="with")


@pytest.fixture(scope="module")
def pack(snapshot, progress):
    return lesson_pack(snapshot, progress, "http://school.example/classroom?seed=67")


def test_plan_and_first_sheet_tell_no_outcome(snapshot, progress, pack):
    question_set, text = draw(snapshot, progress.quiz), document(pack)
    before = f"{part(text, 'plan')} {part(text, 'predict')}"
    for entry in question_set.entries:
        assert not betrayed(snapshot, entry, question_set, before)
        assert entry.question.story.title in part(text, "predict")
        assert all(sentence in before for sentence in entry.question.story.sentences)
        assert len(betrayed(snapshot, entry, question_set, part(text, "answers"))) > 2
        held = set(entry.question.story.held_back)
        assert not any(sentence in part(text, "reproduce") for sentence in held)


def test_the_first_sheet_has_a_box_for_each_share_and_step(pack):
    for task, rows in zip(pack.tasks, rows_of(document(pack), "predict", "steps"), strict=True):
        assert [row[0] for row in rows] == list(task.question.companies)
        assert all(row[1:] == [""] * 6 for row in rows)


def test_sources_licence_and_how_far_the_record_runs(snapshot, pack):
    text = document(pack)
    for task in pack.tasks:
        own = snapshot.sources[snapshot.sources["event_id"] == task.question.event]
        assert str(own["publisher"].iloc[0]) in part(text, "answers")
        assert f'href="{own["url"].iloc[0]}"'.replace("&", "&amp;") in text
    for name in ("predict", "reproduce", "answers"):
        words = part(text, name)
        assert LICENCE in words and f"prices run through {day(snapshot.last_session)}" in words
        assert snapshot.version in words


def test_it_asks_for_nothing_and_runs_nothing(pack):
    text = document(pack)
    assert "<script" not in text and " src=" not in text and "url(" not in text and "@import" not in text
    assert set(re.findall(r'<link rel="(\w+)" href="([^"]*)"', text)) == {("icon", "data:,")}
    assert "default-src 'none'" in text


def test_words_of_the_tables_are_escaped(snapshot, progress):
    """A record whose titles, summaries, sources and names hold markup."""
    hostile = altered(
        snapshot,
        events=snapshot.events.assign(title=MARK, label="", summary=f"{MARK} It was announced."),
        sources=snapshot.sources.assign(publisher=MARK, title=MARK, url=f'http://x.example/"{MARK}'),
    )
    text = document(lesson_pack(hostile, progress, f"http://{MARK}"))
    assert "<i>&" not in text and "&lt;i&gt;&amp;" in text and 'x.example/"' not in text


@pytest.fixture(scope="module")
def browser():
    path = find_chrome()
    if path is None:
        pytest.skip("NO CHROME OR CHROMIUM FOUND: the lesson pack is not printed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", path)
        made = Chrome(timeout=60.0)
        yield made
        made.close()


def test_printed_each_part_has_pages_of_its_own(pack, browser):
    pages = PdfReader(io.BytesIO(printed(document(pack), browser))).pages
    assert {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in pages} == {
        (210, 297)
    }
    said = [page.extract_text() for page in pages]
    feet = ("Plan · for the teacher", "Sheet 1 · before", "Sheet 2 · after", "Answers · for the teacher")
    kinds = [[foot for foot in feet if foot in text] for text in said]
    assert all(len(kind) == 1 for kind in kinds)
    assert list(dict.fromkeys(kind[0] for kind in kinds)) == list(feet) and kinds == sorted(
        kinds, key=lambda kind: feet.index(kind[0])
    )
    assert "What it did" in said[kinds.index([feet[1]])] and "What it did" not in said[-1]


def test_the_command_writes_a_file_and_names_what_is_wrong(tmp_path, capsys):
    out = tmp_path / "lesson.html"
    assert main(["seed=67", "days=0,5", "--out", str(out)]) == 0
    assert "to the close of the fifth session" in part(out.read_text("utf-8"), "predict")
    for wrong, words in (("days=0,9", "days"), ("events=nowhere", "events")):
        assert main([wrong, "--out", str(out)]) == 1
        assert words in capsys.readouterr().err
    for bad in (["seed", "--out", str(out)], ["--out", "lesson.txt"]):
        with pytest.raises(SystemExit):
            main(bad)
