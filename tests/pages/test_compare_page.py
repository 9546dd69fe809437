"""The Compare page: side by side, two markets, market value."""

from __future__ import annotations

import pytest

from components.charts import market_value
from components.charts.kit.two_markets import lead_lag, who_led
from components.charts.market_value.study import heaviest
from components.study import StudySpec
from tests.pages.app import address, html_of, opened

PROBE = "2020-12-24-samr-opens-alibaba-probe"
HALT = "2020-11-03-ant-ipo-suspended"


def test_it_opens_on_something_worth_looking_at(snapshot):
    app = opened("compare.py")
    assert not app.exception
    assert "around Ant IPO halted" in html_of(app) and "lost US$" in html_of(app)
    assert any(
        who_led(lead_lag(snapshot, "Alibaba", StudySpec()), "Alibaba") in m.value for m in app.markdown
    )


def test_chosen_events_live_in_the_address():
    app = opened("compare.py", events=f"{PROBE},{HALT}")
    assert address(app)["events"] == f"{PROBE},{HALT}"
    app.multiselect(key="view_events").set_value([HALT]).run()
    assert address(app)["events"] == HALT and "“Ant IPO halted”" in html_of(app)


def test_one_event_says_who_moved_first():
    app = opened("compare.py", event=PROBE)
    assert any("Hong Kong could react first, on 24 Dec 2020" in m.value for m in app.markdown)


def test_the_table_of_falls_is_that_of_the_chart(snapshot):
    app = opened("compare.py", counted_from="2020-10-27", company="Alibaba")
    moves = heaviest(
        snapshot, market_value.Params.parse({"counted_from": "2020-10-27", "company": "Alibaba"}, snapshot)
    )
    table = next(frame.value for frame in app.dataframe if "US$ bn" in frame.value)
    assert table["US$ bn"].to_numpy() == pytest.approx(moves["mv_change_usd_bn"].head(12).to_numpy())


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"company": "Kuaishou"}, "no total share count"),
        ({"counted_from": "2031-01-01"}, "last session on record"),
    ],
)
def test_what_has_no_market_value_says_so(query, part):
    app = opened("compare.py", **query)
    assert not app.exception and any(part in said.value for said in (*app.info, *app.warning))


def test_an_impossible_combination_offers_a_reset():
    app = opened("compare.py", q="zzzz")
    assert not app.exception and any("No event fits" in info.value for info in app.info)


def test_a_bad_own_parameter_is_named():
    app = opened("compare.py", events="nope")
    assert not app.exception and "no event has this id" in app.warning[0].value
