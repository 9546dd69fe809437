"""A visitor's own share stands on every page of their visit, and nowhere else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from components.controls import visit
from components.study import StudySpec, run_study
from data import load_snapshot
from tests.pages.app import html_of, opened

EVENT = "2021-03-15-xi-chairs-cfeac-on-platforms"


@pytest.fixture(scope="module")
def prices(snapshot) -> bytes:
    """Made-up closes of a share that no table knows, on New York's sessions."""
    sessions = snapshot.sessions("XNYS")
    closes = 50 * np.exp(np.cumsum(np.random.default_rng(7).normal(0, 0.02, len(sessions))))
    rows = "".join(
        f"QQTEST,{day:%Y-%m-%d},{close:.4f},XNYS,ant group\n"
        for day, close in zip(sessions, closes, strict=True)
    )
    return ("symbol,date,close,exchange,company\n" + rows).encode()


def store_state() -> dict[str, str]:
    """Digests of all that lies where the store is, the log of writes too."""
    folder = load_snapshot().path.parent
    return {
        str(file): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(Path(folder).rglob("*"))
        if file.is_file() and not file.name.endswith("-shm")
    }


@pytest.fixture
def visitor(prices):
    """Somebody who brought a share and wants it on every page."""
    app = opened("bring_your_own.py")
    app.file_uploader(key="own-prices").set_value(("own.csv", prices, "text/csv")).run()
    assert not app.exception, [error.value for error in app.exception]
    app.toggle(key="visit-everywhere").set_value(True).run()
    return app


def test_the_share_stands_on_every_page_of_the_visit(visitor, snapshot):
    before = store_state()
    for page in ("impact.py", "timeline.py", "compare.py", "patterns.py", "event.py"):
        visitor.query_params.clear()
        visitor.query_params["event"] = EVENT
        visitor.switch_page(page).run()
        assert not visitor.exception, (page, [error.value for error in visitor.exception])
        own = visitor.session_state["visit-record"][1]
        assert "QQTEST" in own.listings.index and own.private
        assert "+own" in " ".join(caption.value for caption in visitor.caption), page
    assert store_state() == before, "not a byte of the store"
    assert load_snapshot().version == snapshot.version and "QQTEST" not in load_snapshot().listings.index


def test_its_moves_are_ranked_beside_the_records(visitor):
    visitor.query_params["company"] = "Ant Group"
    visitor.switch_page("impact.py").run()
    assert not visitor.exception
    own = visitor.session_state["visit-record"][1]
    result = run_study(own, StudySpec(symbols=("QQTEST",)))
    assert result.pairs["car"].notna().sum() > 200
    shown = next(frame.value for frame in visitor.dataframe if "Abnormal" in frame.value)
    assert set(shown["Share"]) == {"Ant Group"}
    assert "your own file" in html_of(visitor)
    assert "Embed this" not in [link.proto.label for link in visitor.get("page_link")]


def test_nobody_else_sees_it_and_switching_it_off_forgets_it(visitor):
    other = opened("impact.py")
    assert "visit-record" not in other.session_state
    assert "+own" not in " ".join(caption.value for caption in other.caption)
    visitor.toggle(key="visit-everywhere").set_value(False).run()
    visitor.switch_page("impact.py").run()
    assert "visit-record" not in visitor.session_state
    assert "+own" not in " ".join(caption.value for caption in visitor.caption)


def test_the_records_own_listings_keep_their_prices(visitor, snapshot):
    visitor.switch_page("impact.py").run()
    own = visitor.session_state["visit-record"][1]
    kept = own.prices[own.prices["symbol"].isin(snapshot.listings.index)]
    pd.testing.assert_frame_equal(kept.reset_index(drop=True), snapshot.prices, check_dtype=False)
    assert list(own.listings.index[: len(snapshot.listings)]) == list(snapshot.listings.index)


def test_a_visit_does_not_grow_without_end(visitor, monkeypatch):
    monkeypatch.setattr(visit, "MOST_REMEMBERED", 0)
    visitor.switch_page("impact.py").run()
    first = visitor.session_state["visit-record"][1]
    visitor.run()
    second = visitor.session_state["visit-record"][1]
    assert second is not first and second.prices is first.prices
