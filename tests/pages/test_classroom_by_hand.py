"""Reproduce it by hand: any event and share on screen, with the files that hold the same numbers."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from components.controls.classroom.lesson import LAST
from components.worksheets.pair import collect
from components.worksheets.params import WorksheetParams
from components.worksheets.steps import steps
from tests.pages.app import address, opened

PROBE = "2020-12-24-samr-opens-alibaba-probe"
FINE = "2021-04-10-alibaba-fined-18-2bn"


def by_hand(**query):
    app = opened("classroom.py", part="by-hand", **query)
    assert not app.exception
    return app


def files(app) -> dict[str, str]:
    return {element.proto.label: element.proto.url for element in app.get("link_button")}


def written(app) -> str:
    return " ".join([*(latex.value for latex in app.latex), *(text.value for text in app.markdown)])


def test_it_opens_on_the_example_with_every_step_worked(snapshot):
    app = by_hand()
    pair = collect(snapshot, WorksheetParams(event=PROBE, symbol="9988.HK"))
    page = written(app)
    for step in steps(pair):
        assert step.result in page
    assert len(files(app)) == 5 and not app.warning


def test_event_share_and_method_come_from_the_address_and_reach_every_file(snapshot):
    query = {"event": PROBE, "symbol": "BABA", "window": "0,5", "model": "mean-adjusted", "returns": "log"}
    app = by_hand(**query)
    asked = WorksheetParams.parse(query, snapshot)
    assert f"{collect(snapshot, asked).study['t']:.3f}" in written(app)
    for label, link in files(app).items():
        parts = urlsplit(link)
        assert parts.path in ("/data/worksheet.xlsx", "/data/worksheet.html", "/data/notebook.ipynb"), label
        assert (
            WorksheetParams.parse(dict(parse_qsl(parts.query)), snapshot).replace(answers="worked") == asked
        )
    assert sum("answers=apart" in link for link in files(app).values()) == 2


def test_a_share_chosen_stands_in_the_address():
    app = by_hand(event=PROBE)
    next(box for box in app.selectbox if box.label == "Share").set_value("0700.HK").run()
    assert not app.exception and address(app)["symbol"] == "0700.HK"
    assert all("symbol=0700.HK" in link for link in files(app).values())


def test_without_numbers_one_press_gives_some():
    app = by_hand(event=FINE, symbol="BABA", min_estimation="60")
    assert "fewer valid sessions" in app.warning[0].value and not files(app)
    next(button for button in app.button if button.key == "by-hand-way").click().run()
    assert not app.exception and not app.warning and len(files(app)) == 5
    assert address(app)["clean_estimation"] == "0"


def test_what_cannot_be_had_is_said(snapshot):
    app = by_hand(event="2020-08-07-us-wechat-executive-order", symbol="1024.HK")
    assert "not yet listed" in app.warning[0].value and not files(app)
    assert not [button for button in app.button if button.key == "by-hand-way"]


def test_the_event_page_leads_here_with_its_own_numbers():
    app = opened("event.py", event=FINE)
    link = next(element.proto for element in app.get("page_link") if "hand" in element.proto.label)
    asked = dict(parse_qsl(link.query_string))
    assert (asked["part"], asked["event"]) == ("by-hand", FINE) and "clean_estimation" not in asked


def test_a_share_and_a_line_chosen_in_the_lesson_hold_by_hand():
    app = opened("classroom.py", part="lesson", step=str(LAST), symbol="BABA", estimation="-120,-20")
    next(one for one in app.button if one.key == "lesson-answer").click().run()
    next(one for one in app.button if one.key == "lesson-by-hand").click().run()
    held = address(app)
    assert (held["part"], held["symbol"], held["estimation"]) == ("by-hand", "BABA", "-120,-20")
    assert any("day −120 to day −20" in caption.value for caption in app.caption)


def test_beside_a_control_portfolio_its_weights_are_listed_and_too_long_a_window_leads_on():
    app = opened("classroom.py", part="by-hand", event=PROBE, symbol="BABA", model="controls")
    assert not app.exception and not app.warning
    assert any("a portfolio of 6 shares outside tech" in caption.value for caption in app.caption)
    portfolio = next(one for one in app.expander if one.label.startswith("The portfolio"))
    weights = portfolio.dataframe[0].value["weight"]
    assert portfolio.label.startswith(f"The portfolio: {len(weights)} shares") and (weights > 0).all()
    assert not any("market" in frame.value for frame in app.dataframe)
    app = opened("classroom.py", part="by-hand", event=PROBE, symbol="BABA", model="controls", window="0,30")
    assert "20" in app.warning[0].value
    next(one for one in app.button if one.label == "Use the market model").click().run()
    assert not app.exception and not app.warning and "model" not in address(app)


def test_the_files_say_what_they_are():
    app = opened("classroom.py", part="by-hand", event=PROBE, symbol="BABA")
    labels = [one.proto.label for one in app.get("link_button")]
    assert labels == [
        "Excel workbook",
        "Excel, to fill in",
        "Paper, worked out",
        "Paper, to fill in",
        "Jupyter notebook",
    ]
