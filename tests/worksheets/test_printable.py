"""The printed sheet: whole by itself, strict, and revealing only what it is asked to reveal."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from components.worksheets.pair import collect
from components.worksheets.params import APART, NONE, WorksheetParams
from components.worksheets.printable import printable
from tests.altered import altered
from tests.worksheets.conftest import CASES, FINE, PROBE

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """Tags, attributes and text of a page; refuses what is not closed in order."""

    def __init__(self, body: bytes):
        super().__init__()
        self.tags, self.attributes, self.text, self._open = [], [], [], []
        self.feed(body.decode())
        assert not self._open, self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self._open and self._open[-1] == tag, (tag, self._open)
        self._open.pop()

    def handle_data(self, data):
        if not self._open or self._open[-1] != "style":
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_whole_and_runs_nothing(pairs, case):
    page = Page(printable(pairs[case]))
    assert not {"script", "iframe", "object", "embed", "form", "img", "link", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "style")]
    links = [value for name, value in page.attributes if name == "href"]
    assert links and all(link.startswith(("worksheet.", "notebook.")) for link in links)
    assert page.tags.count("h1") == 1 and "math" in page.tags and "svg" in page.tags
    assert "nan" not in page.words.lower().split() and "None" not in page.words


@pytest.mark.parametrize("case", CASES)
def test_the_steps_hold_the_studys_numbers(pairs, case):
    words = Page(printable(pairs[case])).words.replace("\u2212", "-")
    study = pairs[case].study
    for text in (
        f"{study['car']:.6f}",
        f"{study['se']:.6f}",
        f"{study['t']:.3f}",
        f"{study['sigma']:.6f}",
        f"{study['ci_low']:.4f}",
    ):
        assert text in re.sub(r"-\s+", "-", words), text
    for value in pairs[case].path["ar"]:
        assert f"{value:.6f}" in words


@pytest.mark.parametrize("case", ["hong-kong", "two-factor", "mean-adjusted", "market-adjusted", "controls"])
def test_blanks_reveal_nothing_and_answers_stand_on_a_page_of_their_own(snapshot, case):
    pair = collect(snapshot, WorksheetParams(**CASES[case], answers=APART))
    study = pair.study
    secrets = [
        f"{abs(study[name]):.{digits}f}" for name, digits in (("car", 6), ("se", 6), ("t", 3), ("sigma", 6))
    ]
    secrets += [f"{abs(study['beta']):.2f}%"] if case in ("hong-kong", "two-factor") else []
    blank, _, rest = printable(pair).decode().partition('<section class="page"><h2>Answers</h2>')
    answers, _, _ = rest.partition("</section>")
    for secret in secrets[:4]:
        assert secret in answers
    for secret in secrets:
        assert secret not in blank, secret
    assert pair.finding[:30] not in blank and 'class="line"' not in blank and 'class="event"' not in blank
    alone = printable(collect(snapshot, WorksheetParams(**CASES[case], answers=NONE))).decode()
    assert "Answers</h2>" not in alone and not any(secret in alone for secret in secrets)


def test_hostile_titles_are_words(snapshot):
    title = '</title></style><script>alert("x")</script><img src=x onerror=alert(1)>&amp;'
    events = snapshot.events.assign(title=title, summary=title)
    body = printable(
        collect(
            altered(snapshot, events=events),
            WorksheetParams(event=PROBE, symbol="9988.HK"),
        )
    )
    page = Page(body)
    assert "script" not in page.tags and "img" not in page.tags
    assert page.words.count(title) >= 3


def test_the_same_pair_is_the_same_page(snapshot, pairs):
    assert printable(pairs["long"]) == printable(collect(snapshot, WorksheetParams(**CASES["long"])))


def test_other_versions_keep_the_parameters(snapshot):
    asked = WorksheetParams(event=FINE, symbol="BABA", clean_estimation=False, window=(0, 5))
    links = [value for name, value in Page(printable(collect(snapshot, asked))).attributes if name == "href"]
    assert len(links) == 4
    assert all(
        "clean_estimation=0" in link and "window=0%2C5" in link and "symbol=BABA" in link for link in links
    )
    assert [link.partition("answers=")[2] for link in links] == ["apart", "none", "", ""]
