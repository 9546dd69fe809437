"""Stepping from event to event, the last company, and the address: what one press changes is one step."""

from __future__ import annotations

import pandas as pd
import pytest

from components.charts.kit.record import plain_title
from components.controls.timeline.selection import step
from tests.pages.app import address, come, opened


@pytest.mark.parametrize("kind", ["penalty", "meeting", "rule"])
def test_next_and_previous_are_the_nearest_shown_events_though_the_chosen_one_is_not(snapshot, kind):
    record = snapshot.events
    shown = record[record["type"] == kind]
    for chosen in record.index[::17]:
        before, after = step(record, shown, chosen)
        day = record.at[chosen, "date"]
        assert before is None or (record.at[before, "date"] <= day and record.at[before, "type"] == kind)
        assert after is None or (record.at[after, "date"] >= day and record.at[after, "type"] == kind)
        between = shown.loc[before:after] if before and after else shown.iloc[:0]
        assert set(between.index) <= {before, after, chosen}


def test_from_nowhere_the_first_is_next_and_nothing_shown_leads_nowhere(snapshot):
    record = snapshot.events
    assert step(record, record, None) == (None, record.index[0])
    assert step(record, record.iloc[:0], record.index[3]) == (None, None)
    assert step(record, pd.DataFrame(), None) == (None, None)


def test_the_last_company_stays_chosen():
    app = opened("timeline.py", company="Meituan")
    pills = next(one for one in app.button_group if one.label == "Companies")
    pills.set_value([]).run()
    assert not app.exception and address(app)["company"] == "Meituan"
    assert any("stays chosen" in toast.value for toast in app.toast)


@pytest.mark.parametrize("page", ["timeline.py", "impact.py", "patterns.py", "compare.py"])
def test_a_run_that_brings_the_address_of_before_leaves_the_choice_and_back_does_not(page):
    """Whatever asks for it: a table that opens, a part of the page that its reader has reached."""
    app = opened(page)
    before = address(app)
    pills = next(one for one in app.button_group if one.label == "Companies")
    pills.set_value(["Meituan"]).run()
    after = address(app)
    assert after != before
    assert address(come(app, before)) == after
    assert address(come(app, before, back=True)) == before


def test_the_address_of_a_link_that_was_put_right_comes_late_too():
    app = opened("timeline.py", company="Meituan", direction="nonsense")
    assert "direction" not in address(app)
    next(one for one in app.button_group if one.label == "Companies").set_value(["Tencent"]).run()
    app = come(app, {"company": "Meituan", "direction": "nonsense"})
    assert address(app)["company"] == "Tencent"


def test_an_address_has_passed_before_the_next_is_written(monkeypatch):
    """A press may end the run right there, and the browser has both."""
    app = opened("timeline.py")
    before = address(app)

    def cut_short(*_):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("streamlit.runtime.state.query_params_proxy.QueryParamsProxy.from_dict", cut_short)
        next(one for one in app.button_group if one.label == "Companies").set_value(["Tencent"]).run()
    app = come(app, before)
    assert address(app)["company"] == "Tencent"


def test_a_link_to_another_page_wins_though_its_address_was_one_of_before():
    first = "2020-11-03-ant-ipo-suspended"
    app = opened("event.py", event=first)
    there = address(app)
    come(app, there | {"event": "2021-04-10-alibaba-fined-18-2bn"}, back=True)
    app.query_params.clear()
    app.switch_page("press.py").run()
    app.query_params.update(there)
    app.switch_page("event.py").run()
    assert address(app)["event"] == first


def test_the_menu_keeps_the_view_on_the_page_that_is_open_too():
    app = opened("timeline.py", company="Meituan")
    assert address(come(app, {}))["company"] == "Meituan"
    assert address(come(app, {}, back=True)) == {}


def test_both_ends_of_a_period_are_written_in_one_step(monkeypatch):
    from streamlit.runtime.state.query_params_proxy import QueryParamsProxy

    written = []
    from_dict = QueryParamsProxy.from_dict
    monkeypatch.setattr(
        QueryParamsProxy,
        "from_dict",
        lambda self, query: (written.append(dict(query)), from_dict(self, query)),
    )
    app = opened("timeline.py")
    written.clear()
    app.session_state["_view_shared"] = app.session_state["_view_shared"].replace(
        from_=pd.Timestamp("2021-01-01").date(), to=pd.Timestamp("2021-06-30").date()
    )
    app.run()
    assert not app.exception
    assert [set(query) for query in written] in ([], [{"from", "to"}])


def ticked(app) -> list[str | None]:
    """The title in the ticked row of each table that chooses events."""
    found = []
    for table in app.dataframe:
        name, _, number = (table.key or "").rpartition("-")
        place = f"_event_table_{name}"
        if place in app.session_state and number == str(app.session_state[place].number):
            rows = app.session_state[table.key].selection.rows
            found.append(table.value["Event"].iloc[rows[0]] if rows else None)
    return found


@pytest.mark.parametrize("page", ["timeline.py", "impact.py", "compare.py"])
def test_the_ticked_row_is_the_chosen_event_whatever_rows_are_shown(snapshot, page):
    """The browser keeps a tick by row number: rows that change must not change what is ticked."""
    chosen = "2020-12-24-samr-opens-alibaba-probe"
    title = plain_title(snapshot.events.at[chosen, "title"])
    app = opened(page, event=chosen)
    seen = ticked(app)
    assert seen and all(one == title for one in seen)
    search = next(one for one in app.text_input if one.label == "Search the record")
    for words in ("反垄断", "", "fine"):
        search.set_value(words).run()
        assert not app.exception and address(app)["event"] == chosen
        assert {one for one in ticked(app)} <= {title, None}
    search.set_value("").run()
    assert all(one == title for one in ticked(app)) and len(ticked(app)) == len(seen)
