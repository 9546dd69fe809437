"""What changes the record for everybody is on the page for the operator alone."""

from __future__ import annotations

import hashlib

import pytest
from streamlit.testing.v1 import AppTest

from components import operators
from components.page_index import PAGES
from data import load_snapshot
from tests.pages.app import NAVIGATION

TOKEN = "a-long-enough-token-for-tests"
CHANGING = {"Fetch new prices", "Fetch and add", "Believe it", "Drop it", "Remove"}


@pytest.fixture(autouse=True)
def no_wrong_guesses():
    operators._wrong.clear()


def opened(file: str) -> AppTest:
    """The page's own file, its tab for prices where it has one."""
    app = AppTest.from_file(str(NAVIGATION.with_name(file)), default_timeout=60)
    app.query_params["tab"] = "prices"
    return app.run()


def field(app: AppTest):
    return next(one for one in app.text_input if one.label == "Token")


def offered(app: AppTest) -> set[str]:
    assert not app.exception, [error.value for error in app.exception]
    return {button.label for button in app.button} & CHANGING


def test_a_visitor_is_offered_nothing_that_changes_the_record():
    app = opened("data_and_method.py")
    assert not offered(app) and all(one.label != "Token" for one in app.text_input)
    assert any("its operator" in caption.value for caption in app.caption)


def test_the_token_opens_and_is_kept_nowhere(monkeypatch):
    monkeypatch.setenv(operators.TOKEN_VARIABLE, TOKEN)
    app = opened("data_and_method.py")
    field(app).input("wrong").run()
    assert not offered(app) and "not the token" in app.error[0].value
    field(app).input(TOKEN).run()
    assert {"Fetch new prices", "Fetch and add"} <= offered(app)
    kept = [
        app.session_state[key] for key in ("operator-token", "operator-let-in") if key in app.session_state
    ]
    assert TOKEN not in str(kept) and TOKEN not in str(dict(app.query_params))


def test_a_visit_to_every_page_leaves_the_store_as_it_was():
    path = load_snapshot().path

    def state() -> str:
        log = path.with_name(path.name + "-wal")  # where a write stands first
        return hashlib.sha256(path.read_bytes() + (log.read_bytes() if log.exists() else b"")).hexdigest()

    before = state()
    for page in PAGES:
        app = opened(page.file)
        for button in [one for one in app.button if not one.disabled][:3]:
            button.click()
        app.run()
    assert state() == before
