"""The part of *Data & method* that fetches prices: every state says what it is."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data import load_snapshot


def page() -> None:
    from components.controls.data_and_method.refresh_panel import listings_panel, refresh_panel
    from data import load_snapshot

    snapshot = load_snapshot()
    refresh_panel(snapshot)
    listings_panel(snapshot)


@pytest.fixture
def app(market, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_DB", str(market.path))
    monkeypatch.setattr("data.market.clock.now", lambda: market.now)
    return AppTest.from_function(page, default_timeout=30).run()


def words(app: AppTest) -> str:
    assert not app.exception, [error.value for error in app.exception]
    parts = [*app.markdown, *app.success, *app.warning, *app.error, *app.info, *app.caption]
    return "\n".join([str(part.value) for part in parts] + [expander.label for expander in app.expander])


def test_before_anything_was_asked(app, market):
    assert "through **30 June 2025**" in words(app) and "Nothing is fetched unless you ask." in words(app)
    assert "No listing was added so far." in words(app)
    assert market.yahoo.requests == 0


def test_the_button_fetches_and_the_page_shows_the_new_record(app, market):
    app.button(key="refresh-now").click().run()
    assert "through **31 July 2025**" in words(app)
    assert "rows added." in app.success[0].value
    assert "Last refresh: 1 August 2025, 02:00 UTC" in words(app)


def test_without_a_network(app, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_YAHOO_URL", "http://127.0.0.1:9")
    app.button(key="refresh-now").click().run()
    assert "0 rows added; no new prices for HSI, GSPC" in app.warning[0].value
    assert "through **30 June 2025**" in words(app)
    assert app.dataframe[0].value["What happened"].str.contains("could not be reached").all()


def test_rows_kept_aside_can_be_dropped(app, market):
    def spoil(symbol, result):
        if symbol == "BABA":
            result["indicators"]["quote"][0]["high"][-1] = 0.5

    market.yahoo.tweak = spoil
    app.button(key="refresh-now").click().run()
    assert "Kept aside: 1 row" in words(app)
    app.button(key="quarantine-Drop it").click().run()
    assert "was dropped." in app.success[0].value and "Kept aside" not in words(app)


def test_a_listing_comes_and_goes(app, market):
    market.yahoo.closes["NTES"] = pd.Series([62.5], index=pd.DatetimeIndex(["2020-01-02"]))
    symbol, name = app.text_input
    symbol.input("ntes")
    name.input("NetEase")
    app.selectbox[0].select("XNAS")
    next(button for button in app.button if button.label == "Fetch and add").click().run()
    assert "NTES was added" in app.success[0].value
    assert "named by 12 events" in words(app)
    assert "NTES" in load_snapshot(market.path).listings.index
    app.button(key="remove-NTES").click().run()
    assert "NTES was removed." in app.success[0].value


def test_a_listing_that_cannot_be_added(app):
    next(button for button in app.button if button.label == "Fetch and add").click().run()
    assert "symbol '': must be as Yahoo writes it" in app.error[0].value


def test_switched_off(app, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_REFRESH", "off")
    assert "switched off" in words(app.run()) and not app.button
