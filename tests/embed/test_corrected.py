"""Which corrections concern a frozen chart: its own series, and as far back as its estimates rest."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from components.charts import catalogue
from components.embed.corrected import corrections

EVENT = "2021-07-24-tencent-music-exclusive-rights"


@pytest.fixture(scope="module")
def later(snapshot):
    """The record with corrections of three series, each told with its day as key."""
    rows = [
        ("prices/0700.HK.csv", "2020-12-01"),  # 163 sessions before day 0
        ("prices/0700.HK.csv", "2021-05-03"),  # 58 before
        ("control_prices/1299.HK.csv", "2020-09-01"),
        ("prices/BABA.csv", "2021-05-03"),
    ]
    told = pd.DataFrame(
        [("2026.11", table, day, "close", "1", "2", "Typed wrong", "a page") for table, day in rows],
        columns=snapshot.changes.columns,
    )
    return replace(snapshot, changes=pd.concat([snapshot.changes, told], ignore_index=True))


@pytest.mark.parametrize(
    ("slug", "query", "expected"),
    [
        ("car", {"company": "Tencent", "symbol": None}, {"prices/0700.HK.csv 2021-05-03"}),
        (
            "car",
            {"company": "Tencent", "symbol": None, "estimation": "-250,-11"},
            {"prices/0700.HK.csv 2021-05-03", "prices/0700.HK.csv 2020-12-01"},
        ),
        (
            "counterfactual",
            {},
            {
                "prices/0700.HK.csv 2021-05-03",
                "prices/0700.HK.csv 2020-12-01",
                "control_prices/1299.HK.csv 2020-09-01",
            },
        ),
        (
            "car",
            {"model": "controls", "company": "Tencent", "symbol": None},
            {
                "prices/0700.HK.csv 2021-05-03",
                "prices/0700.HK.csv 2020-12-01",
                "control_prices/1299.HK.csv 2020-09-01",
            },
        ),
    ],
)
def test_as_far_back_as_the_method_looks(snapshot, later, slug, query, expected):
    asked = {"event": EVENT, "symbol": "0700.HK", **query}
    chart = catalogue.build(slug, snapshot, {name: text for name, text in asked.items() if text})
    found = corrections(chart, snapshot, later)
    assert set(found["table"] + " " + found["key"]) == expected
