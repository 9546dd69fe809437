"""The page shows every report beside ours, the first events and the two sessions worked out."""

from __future__ import annotations

from tests.pages.app import opened


def test_the_page_shows_reports_beside_ours(snapshot):
    app = opened("press.py")
    assert not app.exception and not app.error
    words = " ".join(element.value for element in app.markdown)
    assert "are within 0.1 percentage points" in words and "differ" in words
    assert "HK\\$680.50 on 11 March 2021 to HK\\$628.00 on 15 March 2021 (−7.7%)" in words
    assert "**US\\$64.6 billion**" in words and "US\\$65.0 and US\\$64.2" in words
    table, first = (element.value for element in app.dataframe)
    assert len(table) == len(snapshot.press_check)
    assert list(first["Date"].dt.day) == [12, 15, 16, 24]
    assert first["Tencent"].iloc[0] < -4


def test_those_that_differ_can_be_seen_alone():
    app = opened("press.py")
    app.segmented_control(key="press-shown").set_value("Differ").run()
    assert not app.exception
    assert set(app.dataframe[0].value["Result"]) == {"differs"}
