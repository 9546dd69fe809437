"""Charts of one share on the event page: made when opened, for the share chosen, with their own numbers."""

from __future__ import annotations

import html

from components.study import run_study
from components.study.robustness import robustness
from tests.pages.app import html_of, opened

EVENT = "2020-12-24-samr-opens-alibaba-probe"


def test_it_is_measured_only_when_opened_and_for_the_share_chosen(snapshot):
    app = opened("event.py", event=EVENT)
    assert "ways to measure it" not in html_of(app)
    app.session_state["robustness"] = True
    app.run()
    for symbol in ("9988.HK", "BABA"):
        if symbol != "9988.HK":
            next(one for one in app.button_group if one.label == "Share").set_value(symbol).run()
        found = robustness(snapshot, EVENT, symbol)
        words = html.unescape(html_of(app))
        assert not app.exception
        assert f"in {found.stands_in} of {found.tried} ways to measure it" in words


def test_trading_is_drawn_when_opened(snapshot):
    app = opened("event.py", event=EVENT)
    assert "its usual volume" not in html_of(app)
    app.session_state["volume-and-range"] = True
    app.run()
    ratio = run_study(snapshot).pair(EVENT, "9988.HK")["volume_ratio"]
    assert not app.exception
    assert f"traded {ratio:.1f} times its usual volume" in html.unescape(html_of(app))
