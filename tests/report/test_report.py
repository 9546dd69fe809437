"""The report of one command: what is in it, in every format, and what it says to a bad question."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile

import docx
import pytest
from pypdf import PdfReader

from components.embed.chrome import Chrome
from components.language import percent
from components.report.__main__ import main
from components.report.asked import CannotReport, asked_for
from components.report.blocks import Figure, Heading, Items, Table, Text
from components.report.document import blocks_of
from components.report.docx import docx_report
from components.report.html import html_report
from components.study import StudySpec, run_study
from tests.chrome import find_chrome

EVENT = "2021-04-10-alibaba-fined-18-2bn"
OTHER = "2021-10-08-meituan-fined"


@pytest.fixture(scope="module")
def browser():
    path = find_chrome()
    if path is None:
        pytest.skip("NO CHROME OR CHROMIUM FOUND: no report can be drawn, its files are not tested")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", path)
        made = Chrome(timeout=60.0)
        yield made
        made.close()


@pytest.fixture(scope="module")
def one(snapshot):
    return blocks_of(snapshot, asked_for(snapshot, [EVENT], []))


def texts(blocks) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Heading | Text))


def test_one_event_has_story_dating_moves_doubts_sources_method_changes_and_citation(snapshot, one):
    row = snapshot.events.loc[EVENT]
    heads = [block.text for block in one if isinstance(block, Heading)]
    assert heads[0] == row["title"] and heads[1:] == [
        "When shares could react",
        "What the shares did",
        "How firm it is",
        "Sources",
        "How it was measured",
        "What was changed",
        "How to cite it",
    ]
    said = texts(one)
    assert row["summary"] in said and row["title_zh"] in said and snapshot.version in said
    assert "not proof that the event caused it" in said
    assert f"{row['day0_hk'].day} {row['day0_hk']:%B %Y}, {row['day0_rule_hk']}" in said
    assert [block.slug for block in one if isinstance(block, Figure)] == ["event-window", "car", "robustness"]
    sources = next(block for block in one if isinstance(block, Items))
    own = snapshot.sources[snapshot.sources["event_id"] == EVENT]
    assert [item.url for item in sources.items] == list(own["url"])


def test_the_table_holds_the_numbers_of_the_study(snapshot, one):
    table = next(block for block in one if isinstance(block, Table))
    pairs = run_study(snapshot, StudySpec(symbols=tuple(snapshot.symbols(ring=9)))).pairs
    pairs = pairs[(pairs["event_id"] == EVENT) & pairs["affected"]]
    assert [row[3] for row in table.rows] == [percent(car, signed=True) for car in pairs["car"]]
    assert [row[2] for row in table.rows] == [percent(raw, signed=True) for raw in pairs["raw_return"]]
    assert [row[5] for row in table.rows] == [
        f"{int(pair.placebo_k) or 'none'} of {int(pair.placebo_n):,}" for pair in pairs.itertuples()
    ]


def test_a_window_asked_for_holds_in_the_table_and_in_the_charts(snapshot):
    blocks = blocks_of(snapshot, asked_for(snapshot, [EVENT], ["window=0,5", "company=Alibaba"]))
    figures = [block for block in blocks if isinstance(block, Figure)]
    assert [figure.params.window for figure in figures[:2]] == [(0, 5)] * 2
    assert figures[0].params.company == ("Alibaba",)
    pair = run_study(snapshot, StudySpec(window=(0, 5))).pair(EVENT, "9988.HK")
    table = next(block for block in blocks if isinstance(block, Table))
    assert len(table.rows) == 2 and table.rows[0][3] == percent(pair["car"], signed=True)
    assert "sessions 0 to +5" in texts(blocks)


def test_several_named_events_are_told_whole_and_compared(snapshot):
    blocks = blocks_of(snapshot, asked_for(snapshot, [OTHER, EVENT], []))
    heads = [block.text for block in blocks if isinstance(block, Heading) and block.level == 2]
    assert heads[:3] == ["All events together", *snapshot.events.loc[[EVENT, OTHER], "title"]]
    assert next(block for block in blocks if isinstance(block, Figure)).slug == "compare"


def test_filters_rank_and_tell_the_gravest_whole(snapshot):
    asked = asked_for(snapshot, [], ["type=penalty"])
    chosen = snapshot.events.index[snapshot.events["type"] == "penalty"]
    assert asked.events == tuple(chosen)
    blocks = blocks_of(snapshot, asked, whole=2)
    slugs = [block.slug for block in blocks if isinstance(block, Figure)]
    assert slugs[0] == "impact" and slugs.count("event-window") == 2
    assert f"{len(chosen) - 2} more stand in the table alone" in texts(blocks)
    told = [block.text for block in blocks if isinstance(block, Heading)]
    whole = snapshot.events[snapshot.events["title"].isin(told)]
    assert len(whole) == 2 and (whole["severity"] == snapshot.events.loc[chosen, "severity"].max()).all()


def test_an_event_without_prices_is_told_all_the_same(snapshot):
    last = snapshot.events.index[snapshot.events["day0_hk"].isna()]
    event = last[0] if len(last) else snapshot.events.index[-1]
    assert snapshot.events.at[event, "summary"] in texts(
        blocks_of(snapshot, asked_for(snapshot, [event], []))
    )


@pytest.mark.parametrize(
    ("names", "filters", "words"),
    [
        (["2021-04-10-alibaba-fned"], [], rf"'2021-04-10-alibaba-fned' \(near: {EVENT}\)"),
        (["x", EVENT, "y"], [], "No such event: 'x', 'y'"),
        ([], ["severity"], "must be NAME=VALUE"),
        ([], ["type=nonsense"], "“type” cannot be “nonsense”"),
        ([], ["colour=red"], "no such parameter"),
        ([], ["q=zzzz"], "No event fits"),
        ([EVENT], ["type=meeting"], f"leave out events that were named: {EVENT}"),
    ],
)
def test_bad_questions_are_named(snapshot, names, filters, words):
    with pytest.raises(ValueError, match=words):
        asked_for(snapshot, names, filters)


def test_the_html_asks_for_nothing_and_escapes_what_it_is_given(snapshot, one, browser):
    text = html_report(snapshot, [Heading("<b>&", 1), *one], "<i>", browser)
    assert "<h1>&lt;b&gt;&amp;</h1>" in text and "<title>&lt;i&gt;</title>" in text
    assert text.count('<img src="data:image/svg+xml;base64,') == 3 and "<script" not in text
    assert not re.search(r'(src|href)="(?!data:|https?://)', text)
    assert not re.search(r'src="http', text)


def test_the_pdf_has_pages_of_a4_with_the_words_as_text(snapshot, one, browser):
    made = browser.pages(html_report(snapshot, one, "Report", browser))
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 2
    assert [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]] == [210, 297]
    said = " ".join(page.extract_text() for page in pages)
    assert "What the shares did" in said and snapshot.version in said and "How to cite it" in said


def test_word_reads_headings_tables_links_and_pictures_with_their_words(snapshot, one, browser):
    made = docx_report(snapshot, one, "Report", browser)
    document = docx.Document(io.BytesIO(made))
    heads = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert set(block.text for block in one if isinstance(block, Heading)) <= set(heads)
    table = next(block for block in one if isinstance(block, Table))
    assert [cell.text for cell in document.tables[0].rows[1].cells] == list(table.rows[0])
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert sum(name.endswith(".png") for name in parts.namelist()) == 3
        body = ET.fromstring(parts.read("word/document.xml"))
        links = parts.read("word/_rels/document.xml.rels").decode()
    told = [
        one.get("descr", "")
        for one in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
    assert len(told) == 3 and all(len(alt) > 80 for alt in told)
    assert all(
        url in links.replace("&amp;", "&")
        for url in snapshot.sources.loc[snapshot.sources["event_id"] == EVENT, "url"]
    )


def test_the_command_writes_a_file_and_names_what_is_wrong(tmp_path, browser, capsys):
    out = tmp_path / "report.html"
    assert main([EVENT, "--out", str(out)]) == 0 and out.stat().st_size > 50_000
    assert str(out) in capsys.readouterr().out
    assert main(["nonsense", "--out", str(out)]) == 1
    assert "No such event: 'nonsense'" in capsys.readouterr().err
    assert main([EVENT, "--out", str(tmp_path / "none" / "report.html")]) == 1
    assert "cannot be written to" in capsys.readouterr().err
    for wrong in ([EVENT, "--out", "report.txt"], ["--out", str(out)]):
        with pytest.raises(SystemExit):
            main(wrong)
    said = capsys.readouterr().err
    assert "must be one of .html, .pdf, .docx" in said and "name an event, or choose events" in said


def test_an_empty_choice_is_a_reason_to_stop(snapshot):
    with pytest.raises(CannotReport):
        asked_for(snapshot, [], ["q=zzzz"])
