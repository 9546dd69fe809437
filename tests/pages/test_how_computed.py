"""The event page's "How this was computed": nothing until it is opened, then the page's own numbers."""

from __future__ import annotations

import html

from components.language import percent
from components.study import StudySpec, run_study
from tests.pages.app import html_of, opened

EVENT = "2020-12-24-samr-opens-alibaba-probe"


def open_it(app):
    app.session_state["how-computed"] = True
    return app.run()


def test_nothing_is_drawn_before_it_is_opened():
    app = opened("event.py", event=EVENT)
    assert "at least as unusual" not in html_of(app) and "on average" not in html_of(app)


def test_it_shows_the_line_and_the_chance_of_each_share(snapshot):
    app = open_it(opened("event.py", event=EVENT, window="0,5"))
    assert not app.exception
    result = run_study(snapshot, StudySpec(window=(0, 5)))
    for symbol in ("9988.HK", "0700.HK"):
        if symbol != "9988.HK":
            next(one for one in app.button_group if one.label == "Share").set_value(symbol).run()
        pair = result.pair(EVENT, symbol)
        words = html.unescape(html_of(app))
        assert f"moved {percent(pair['beta'] / 100, 2, signed=True)} on average" in words
        k = pair["placebo_k"]
        verb = "was" if k == 1 else "were"
        assert f"{k:,} of {pair['placebo_n']:,} ordinary windows {verb} at least as unusual" in words


def test_other_models_have_no_line_to_show():
    app = open_it(opened("event.py", event=EVENT, model="mean-adjusted"))
    assert not app.exception and "at least as unusual" not in html_of(app)
