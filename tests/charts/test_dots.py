"""Many dots: names that collide with nothing, and which dots are left out of a crowd."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.charts import impact
from components.charts.impact.rows import MOST_BETWEEN
from components.charts.impact.study import ranked
from components.charts.kit.dot_names import placed_names
from components.charts.kit.dots import MOST_DOTS, fewer_dots
from components.charts.kit.labels import text_width
from components.charts.kit.look import Look
from components.charts.kit.pairs import SIGNIFICANT
from tests.charts.reading import drawn


def test_names_beside_dots_touch_nothing():
    rng = np.random.default_rng(1)
    x, y = rng.uniform(0, 900, 200), rng.uniform(0, 400, 200)
    written = placed_names(x, y, [(at, f"name {at}") for at in range(200)], plot=(900, 400), size=11, most=50)
    boxes = []
    for at, text, anchor in written:
        width = text_width(text, 11)
        left = x[at] + 7 if anchor == "left" else x[at] - 7 - width
        boxes.append((left, y[at] - 7, left + width, y[at] + 7))
    assert len(boxes) > 10
    for number, one in enumerate(boxes):
        assert not ((x > one[0]) & (x < one[2]) & (y > one[1]) & (y < one[3])).any()
        for other in boxes[:number]:
            assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def test_thinning_keeps_the_largest_and_the_order():
    rows = pd.DataFrame({"car": np.random.default_rng(2).normal(size=20_000)})
    rows["event_id"] = [f"event {number}" for number in rows.index]
    kept = fewer_dots(rows, rows["car"].abs())
    assert len(kept) == MOST_DOTS and kept.index.is_monotonic_increasing
    assert set(rows["car"].abs().nlargest(MOST_DOTS // 5).index) <= set(kept.index)
    assert fewer_dots(rows.head(100), rows["car"].head(100)).equals(rows.head(100))
    small = rows["car"].abs().nsmallest(40).index
    standing = frozenset(rows.loc[small, "event_id"])
    wanted = fewer_dots(rows, rows["car"].abs(), standing)
    assert set(small) <= set(wanted.index) and not set(small) <= set(kept.index)
    assert len(wanted) == MOST_DOTS and wanted.index.is_monotonic_increasing


def test_a_ranking_of_many_thins_its_middle_and_counts_all(snapshot):
    pairs = ranked(snapshot, impact.Params())
    used = pairs[pairs["status"] == "used"]
    many = pd.concat([used.assign(day0=used["day0"] + pd.Timedelta(days=9_000 * k)) for k in range(10)])
    many = many.sort_values("car", kind="stable", ignore_index=True)
    moves = many.drop_duplicates(["symbol", "day0"])
    chart = impact.unselected(snapshot, many, impact.Params(), Look()).chart(
        impact.SLUG, snapshot, impact.Params(), Look()
    )
    dots = sum(len(trace["x"]) for trace in drawn(chart)["data"] if trace.get("customdata"))
    assert dots == MOST_BETWEEN + 24 and f"{len(moves) - 24:,} moves between" in str(
        drawn(chart)["layout"]["annotations"]
    )
    assert len(chart.table) == len(many) and chart.title.startswith(
        f"{(moves['q'] <= SIGNIFICANT).sum():,} of {len(moves):,} moves"
    )
