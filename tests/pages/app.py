"""The app under Streamlit's own test harness, opened at an address."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from unittest import mock

from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from components.page_index import PAGES

NAVIGATION = Path(__file__).resolve().parents[2] / "pages" / "navigation.py"


RENAMED = {page.file for page in PAGES if page.path and page.file != f"{page.path}.py"}
"""Pages whose address is not their file's name: until a first run has told Streamlit's harness of them, it
would open the home page in their place and not say so."""


def opened(page: str = "timeline.py", **query: str) -> AppTest:
    """The page as a reader who follows a link sees it."""
    app = AppTest.from_file(str(NAVIGATION), default_timeout=60)
    if page in RENAMED:
        app.run()
        app.query_params.clear()
    for name, value in query.items():
        app.query_params[name.rstrip("_")] = value
    if page != "timeline.py":
        app.switch_page(page)
    return app.run()


def come(app: AppTest, query: Mapping[str, str], *, back: bool = False) -> AppTest:
    """The same session with another address: one that comes late, or by the browser's `back` button, which
    Streamlit's harness has not."""
    app.query_params.clear()
    app.query_params.update(query)
    asked = partial(RerunData, is_history_navigation=back)
    with mock.patch("streamlit.testing.v1.local_script_runner.RerunData", asked):
        return app.run()


def address(app: AppTest) -> dict[str, str]:
    """The query string after the run, one text a name."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def html_of(app: AppTest) -> str:
    """Everything written as HTML on the page, joined."""
    return " ".join(element.proto.body for element in app.get("html"))
