"""The Impact page: its table is `/data/impacts`, its sentence counts it, its filters travel."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from components.charts import impact
from components.charts.kit.look import Look
from components.charts.kit.pairs import impact_params
from components.controls.impact import ranking as ranking_table
from components.controls.tables import probabilities
from components.downloads import csv_bytes
from components.language import percent
from components.params.impact import ImpactParams
from components.study import run_study
from tests.pages.app import address, html_of, opened

PROBE = "2020-12-24-samr-opens-alibaba-probe"


def ranking(app) -> pd.DataFrame:
    """The large table of the page."""
    return next(frame.value for frame in app.dataframe if "Abnormal" in frame.value)


def finding(app) -> str:
    """The sentence with the numbers, under the plain one."""
    return next(one.value for one in app.caption if " of a share around " in one.value)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"window": "0,5", "model": "mean-adjusted"},
        {"company": "Alibaba", "type": "penalty", "market": "us", "clean": "1"},
    ],
)
def test_every_number_is_that_of_data_impacts(snapshot, query):
    app = opened("impact.py", **query)
    assert not app.exception
    params = impact.Params.parse(query, snapshot)
    pairs = run_study(
        snapshot, ImpactParams.parse(impact_params(snapshot, params).query(), snapshot).spec()
    ).pairs
    pairs = pairs[pairs["affected"]]
    pairs = pairs.loc[
        pairs["car"].abs().sort_values(ascending=False, na_position="last", kind="stable").index
    ]
    table = ranking(app)
    assert len(table) == len(pairs)
    returns = {"Return": "raw_return", "Abnormal": "car", "From": "ci_low", "To": "ci_high"}
    for shown, served in returns.items():
        written = [f"{value:.1f}%".replace("-", "−") for value in table[shown].dropna()]
        assert sorted(written) == sorted(percent(value) for value in pairs[served].dropna()), shown
    assert sorted(table["q"]) == sorted(probabilities(pairs["q"]))
    merged = {
        "Market value": "mv_change_usd_bn",
        "Recovered": "recovery_sessions",
    }
    for shown, served in merged.items():
        np.testing.assert_array_equal(
            np.sort(table[shown].to_numpy(float)), np.sort(pairs[served].to_numpy(float)), err_msg=shown
        )
    moves = pairs[pairs["status"] == "used"].drop_duplicates(["symbol", "day0"])
    said = finding(app)
    assert f"{(moves['p'] <= 0.05).sum():,} went" in said and f"Of {len(moves):,} moves of a share" in said


def test_pairs_without_numbers_say_why():
    table = ranking(opened("impact.py", min_estimation="60", all_columns="1"))
    lost = table[table["Abnormal"].isna()]
    assert set(lost["Status"]) == {"too few estimation sessions", "window outside data"}
    assert lost["95% interval"].isna().all() and table["95% interval"].str.startswith(
        "data:image/svg+xml,"
    ).sum() == len(table) - len(lost)


def test_only_significant_ones_when_asked_and_the_sentence_still_counts_all():
    app = opened("impact.py", significant="1")
    assert (pd.to_numeric(ranking(app)["q"].str.replace("below", "")) <= 0.05).all()
    assert finding(app) == finding(opened("impact.py"))


def test_it_opens_in_plain_words_that_count_what_the_numbers_count(snapshot):
    app = opened("impact.py")
    pairs = run_study(snapshot, ImpactParams().spec()).pairs
    moves = pairs[(pairs["status"] == "used") & pairs["affected"]].drop_duplicates(["symbol", "day0"])
    beyond = moves[moves["q"] <= 0.05]
    first = next(m.value for m in app.markdown if m.value.startswith("**"))
    assert f"{len(beyond)} of {len(moves):,} moves went clearly further" in first
    assert f"{(beyond['car'] < 0).sum()} down, {(beyond['car'] > 0).sum()} up" in first
    assert not {"p", "q", "%", "correction"} & set(first.strip("*.").split())


def test_five_columns_answer_first_and_the_rest_is_one_press_away():
    app = opened("impact.py")
    table = next(frame for frame in app.dataframe if "Abnormal" in frame.value)
    assert list(table.proto.column_order) == ["Date", "Event", "Share", "Abnormal", "As unusual"]
    next(toggle for toggle in app.toggle if toggle.label == "All columns").set_value(True).run()
    assert address(app) == {"all_columns": "1"}
    table = next(frame for frame in app.dataframe if "Abnormal" in frame.value)
    assert not table.proto.column_order


def test_the_ranking_as_a_file_has_plain_headings_with_units(snapshot):
    rows = ranking_table.table_rows(snapshot, impact.Params(type=("penalty",)), Look(), True)
    frame = pd.read_csv(io.BytesIO(ranking_table.listed_file(rows, csv_bytes)))
    assert list(frame["event_id"]) == list(rows["event_id"])
    assert {"Abnormal return, %", "Change of market value, US$ bn", "Return, %"} <= set(frame.columns)
    assert "95% interval" not in frame and set(frame["Policy"]) <= {"tightening", "easing", "neutral"}
    np.testing.assert_allclose(frame["Abnormal return, %"], rows["Abnormal"])


def test_the_chosen_event_stands_beside_the_table(snapshot):
    app = opened("impact.py", event=PROBE)
    assert snapshot.events.at[PROBE, "title"] in html_of(app)


def test_filters_keep_their_meaning_from_page_to_page():
    app = opened("impact.py", type="penalty", window="0,5")
    first = len(ranking(app))
    app.switch_page("patterns.py").run()
    assert address(app)["type"] == "penalty" and address(app)["window"] == "0,5"
    app.switch_page("impact.py").run()
    assert len(ranking(app)) == first and address(app)["type"] == "penalty"


def test_the_page_s_own_choice_lives_in_the_address():
    app = opened("impact.py", x="fine")
    assert address(app) == {"x": "fine"} and "fines" in html_of(app)
    app.segmented_control(key="view_x").set_value("severity").run()
    assert "x" not in address(app)


def test_an_impossible_combination_says_so_and_offers_a_reset():
    app = opened("impact.py", q="zzzz", type="penalty")
    assert not app.exception and "No event fits" in app.info[0].value
    next(button for button in app.button if "Reset" in button.label).click().run()
    assert len(ranking(app)) > 400


@pytest.mark.parametrize(
    ("name", "value"), [("x", "colour"), ("window", "9,1"), ("company", "Ant"), ("significant", "perhaps")]
)
def test_what_cannot_be_read_is_said_and_the_rest_shown(name, value):
    app = opened("impact.py", **{name: value})
    assert not app.exception and f"“{name}”" in app.warning[0].value and len(ranking(app))


def test_a_drawn_interval_fits_its_cell_whole():
    """The table scales a picture to 27 pixels of height and cuts what exceeds the cell less its padding."""
    wide, tall = ranking_table.PICTURE
    assert wide * 27 / tall <= ranking_table._COLUMNS["95% interval"]["width"] - 16


def test_what_a_link_set_can_be_taken_back():
    """Also choices that have no control of their own on the page."""
    app = opened("impact.py", returns="log", estimation="-90,-20", window="0,5", severity="4")
    assert not app.exception and not app.warning
    next(button for button in app.button if button.label == "The usual method").click().run()
    assert address(app) == {"window": "0,5", "severity": "4"}
    assert not [button for button in app.button if button.label == "The usual method"]


def test_a_move_that_several_events_claim_is_counted_once(snapshot):
    app = opened("impact.py")
    pairs = run_study(snapshot, ImpactParams().spec()).pairs
    pairs = pairs[(pairs["status"] == "used") & pairs["affected"]]
    moves = pairs.drop_duplicates(["symbol", "day0"])
    beyond = moves[moves["q"] <= 0.05]
    assert len(beyond) < len(moves) < len(pairs)
    assert f"Of {len(moves):,} moves of a share around" in finding(app)
    assert f"{len(beyond):,}, around" in finding(app)
    title = impact.build(snapshot, impact.Params()).title
    assert title.startswith(f"{len(beyond):,} of {len(moves):,} moves went beyond chance")
    said = next(one.value for one in app.caption if "several events claim" in one.value)
    assert f"{len(pairs):,} pairs of event and share are {len(moves):,} moves" in said
    assert f"The {len(beyond)} moves that stand out after correction form " in said
    kinds = pairs[pairs["q"] <= 0.05].groupby(["symbol", "day0"])["type"].agg(set)
    assert f"{sum(kind == {'confounder'} for kind in kinds)} beside other shocks alone" in said
