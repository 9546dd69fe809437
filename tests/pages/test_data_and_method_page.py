"""*Data & method*: the model of shares outside tech, its limits and its list."""

from __future__ import annotations

from tests.pages.test_glossary_page import method_at


def test_shares_outside_tech_are_explained_with_paper_limits_and_list(snapshot):
    app = method_at(tab="meaning")
    assert not app.exception
    words = " ".join(markdown.value for markdown in app.markdown)
    for said in (
        "Goldsmith-Pinkham & Lyu (2025)",
        "250 undisturbed sessions up to day −11, at least 60",
        "after day +20 have no",
        "spill-over",
        "scmp.com",
    ):
        assert said in words, said
    assert "prices to 10 July 2026 for Hong Kong shares and 31 July 2026 for New York shares" in words
    listed = next(frame.value for frame in app.dataframe if "Serves" in frame.value)
    assert list(listed["Symbol"]) == list(snapshot.controls.index)
    assert list(listed.loc[listed["Serves"] == "no", "Symbol"]) == ["0388.HK"]
    assert any("/data/prices.csv?symbols=0001.HK" in caption.value for caption in app.caption)
