"""The tab *What changed* tells every correction with its reason, and what each edition brought."""

from __future__ import annotations

from tests.pages.app import opened


def test_every_correction_is_told_with_its_reason(snapshot):
    app = opened("data_and_method.py", tab="changes")
    assert not app.exception
    words = " ".join(element.value for element in app.markdown)
    assert "**Edition 2026.11** (2026-11-26) added 93 events, corrected 165 entries and filled in 7" in words
    assert "**Edition 2025.11** (2025-11) added 198 events. The first edition" in words
    told = app.dataframe[0].value
    assert len(told) == 165 + 7 and told["Why"].str.len().min() > 5
    assert "0700.HK on 24 December 2020: close 556.0, was 557.5." in set(told["What changed"])


def test_new_rows_can_be_seen_too(snapshot):
    app = opened("data_and_method.py", tab="changes")
    app.segmented_control[0].set_value("all").run()
    assert not app.exception and len(app.dataframe[0].value) == len(snapshot.changes)


def test_the_first_screen_says_how_far_the_record_runs_and_leads_there(snapshot):
    said = " ".join(caption.value for caption in opened().caption)
    assert "Events run through 20 August 2026, prices run through 21 August 2026." in said
    assert "Edition 2026.11 added 93 events" in said and "[What changed](method?tab=changes)" in said
