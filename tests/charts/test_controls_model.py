"""Charts under the model `controls`: drawn, named for what they are, and ended where the model ends."""

from __future__ import annotations

import pytest

from components.charts import catalogue

JULY = "2021-07-24-tencent-music-exclusive-rights"
WITHOUT_A_MODEL = {"aftermath", "market-value"}
"""Charts that take the page's filters and measure nothing against a model."""
SLUGS = [
    slug
    for slug, room in catalogue.CATALOGUE.items()
    if "model" in room.Params.kinds() and slug not in WITHOUT_A_MODEL
]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_chart_with_a_choice_of_model_draws_it_and_says_so(snapshot, slug):
    room = catalogue.CATALOGUE[slug]
    query = {"model": "controls"} | ({"event": JULY} if slug in ("car", "event-window") else {})
    chart = room.build(snapshot, room.Params.parse(query, snapshot))
    assert len(chart.table) and chart.figure.data
    assert "shares outside tech" in chart.title + chart.subtitle + " ".join(chart.notes)
    usual = room.build(
        snapshot, room.Params.parse({k: v for k, v in query.items() if k != "model"}, snapshot)
    )
    assert chart.alt != usual.alt


def test_paths_end_at_day_20_and_prices_go_on(snapshot):
    room = catalogue.CATALOGUE["car"]
    chart = room.build(
        snapshot, room.Params.parse({"model": "controls", "event": JULY, "span": "-1,40"}, snapshot)
    )
    one = chart.table[chart.table["symbol"] == "0700.HK"].set_index("day")
    assert one.loc[-1:20, "car"].notna().all() and one.loc[21:, "car"].isna().all()
    assert one.loc[21:, "price"].notna().all()


def test_a_window_beyond_day_20_is_refused_in_words(snapshot):
    room = catalogue.CATALOGUE["car"]
    chart = room.build(
        snapshot,
        room.Params.parse({"model": "controls", "event": JULY, "window": "0,40", "span": "0,40"}, snapshot),
    )
    assert any("windows that end after day +20 are not measured" in note for note in chart.notes)


@pytest.mark.parametrize("slug", ["impact", "patterns", "compare", "car", "event-window"])
def test_an_index_that_holds_the_shares_says_so_wherever_it_is_chosen(snapshot, slug):
    room = catalogue.CATALOGUE[slug]
    query = (
        {"benchmark": "HSTECH", "event": JULY} if slug in ("car", "event-window") else {"benchmark": "HSTECH"}
    )
    notes = " ".join(room.build(snapshot, room.Params.parse(query, snapshot)).notes)
    assert "Hang Seng TECH Index: It holds Alibaba, Tencent and Meituan themselves" in notes
    beside = room.build(snapshot, room.Params.parse(query | {"model": "controls"}, snapshot))
    assert "It holds Alibaba" not in " ".join(beside.notes), "an index that plays no part is not spoken of"
