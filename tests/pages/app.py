"""The app under Streamlit's own test harness, opened at an address."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

NAVIGATION = Path(__file__).resolve().parents[2] / "pages" / "navigation.py"


def opened(page: str = "timeline.py", **query: str) -> AppTest:
    """The page as a reader who follows a link sees it."""
    app = AppTest.from_file(str(NAVIGATION), default_timeout=60)
    for name, value in query.items():
        app.query_params[name.rstrip("_")] = value
    if page != "timeline.py":
        app.switch_page(page)
    return app.run()


def address(app: AppTest) -> dict[str, str]:
    """The query string after the run, one text a name."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def html_of(app: AppTest) -> str:
    """Everything written as HTML on the page, joined."""
    return " ".join(element.proto.body for element in app.get("html"))
