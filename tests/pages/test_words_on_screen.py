"""What readers see is said in words, not in names of the tables."""

from __future__ import annotations

import re

from components.charts.kit.record import plain_title
from components.controls.event.page import dating, event_titles


def test_no_title_on_screen_carries_the_tables_prefix(snapshot):
    assert plain_title("Confounder: central bank stimulus") == "Central bank stimulus"
    assert plain_title("US–China truce: Confounder: x") == "US–China truce: Confounder: x"
    assert not any("Confounder" in title for title in event_titles(snapshot).values())


def test_notes_on_dating_name_no_column(snapshot):
    assert (
        dating("announced_at is a stamp. fine_cny is a sum; announced_at too")
        == "The hour given is a stamp. The fine on record is a sum; the hour given too"
    )
    shown = [dating(notes) for notes in snapshot.events["notes"]]
    assert not [text for text in shown if re.search(r"announced.?_at|fine.?_cny|day0", text)]


def test_a_company_shown_from_the_other_market_is_named():
    from tests.pages.app import opened

    said = [caption.value for caption in opened("impact.py", market="us").caption]
    assert any(text.startswith("Tencent and Meituan have no listing in New York") for text in said)
    assert not any("no listing in" in caption.value for caption in opened("impact.py", market="hk").caption)
