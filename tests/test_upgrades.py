"""What an upgrade may break: every private part of a library that we use, held here by library and version.

A failure says which module leans on what; `CONTRIBUTING.md` lists the same places for people.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import inspect
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import local_script_runner

from components.embed.page import LIBRARY_FILE
from components.http.ahead import FIRST_VISIT, STATIC_ROOT
from components.http.preloads import EVERY_PAGE, preload_tags
from components.http.shell import rewritten

PROJECT = Path(__file__).resolve().parents[1]
OWN = [
    path
    for place in ("components", "pages")
    for ending in ("py", "js", "css")
    for path in (PROJECT / place).rglob(f"*.{ending}")
]


def version(library: str) -> str:
    return f"{library} {importlib.metadata.version(library)}"


@pytest.fixture(scope="module")
def bundles() -> str:
    """All of Streamlit's own scripts."""
    return "".join(path.read_text(encoding="utf-8") for path in STATIC_ROOT.glob("js/*.js"))


def test_installed_versions_are_those_that_were_tried():
    for line in (PROJECT / "requirements.txt").read_text().splitlines():
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate():
            assert importlib.metadata.version(needed.name) in needed.specifier, line


def test_streamlit_still_names_the_parts_that_our_styles_and_scripts_point_at(bundles):
    named = {
        (name, path.relative_to(PROJECT).as_posix())
        for path in OWN
        for name in re.findall(r"data-testid=['\"]?(\w+)", path.read_text(encoding="utf-8"))
    }
    assert named
    composed = tuple(re.findall(r"\b(st[A-Z]\w+)\$\{", bundles))  # as in stAlertContent${kind}
    gone = sorted(
        f"{name} in {path}" for name, path in named if name not in bundles and not name.startswith(composed)
    )
    assert not gone, f"{version('streamlit')} has no such test id: {gone}"


def test_streamlit_still_says_that_a_script_has_run(bundles):
    """components/embed/assets/first_view.js waits for it."""
    assert "data-test-script-state" in bundles and "notRunning" in bundles, version("streamlit")


def test_streamlit_still_has_the_chunks_and_the_shell_that_we_make_early():
    names = [path.name for path in STATIC_ROOT.glob("*/*")]
    for start in (*(f"{chunk}." for chunk in EVERY_PAGE), *FIRST_VISIT):
        assert any(name.startswith(start) for name in names), f"{version('streamlit')} has no {start}*"
    assert preload_tags().count("<link") > len(EVERY_PAGE)
    shell = (STATIC_ROOT.parent / "index.html").read_bytes()
    assert b"<title>Streamlit</title>" in shell and b'<div id="root">' in shell, version("streamlit")
    assert b"__streamlit" in rewritten(shell)


def test_streamlit_still_says_of_a_run_whether_back_asked_for_it(bundles):
    fields = {field.name for field in dataclasses.fields(ScriptRunContext)}
    assert "is_history_navigation" in fields and "isHistoryNavigation" in bundles, version("streamlit")
    assert local_script_runner.RerunData is RerunData  # which tests/pages/app.py marks so


def test_streamlits_harness_still_looks_for_components_where_the_tests_keep_what_it_found():
    """tests/conftest.py: without it, tests of pages take a third longer."""
    from streamlit.components.v2 import manifest_scanner
    from streamlit.components.v2.component_manager import BidiComponentManager

    for _ in range(2):
        before = manifest_scanner.scan_component_manifests.cache_info().hits
        BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert manifest_scanner.scan_component_manifests.cache_info().hits == before + 1, version("streamlit")


def test_plotly_still_ships_its_script_where_we_take_it():
    assert LIBRARY_FILE.stat().st_size > 10**6, version("plotly")
    assert "plotly.js v" in LIBRARY_FILE.read_text(encoding="utf-8")[:400], version("plotly")


def test_kaleido_still_opens_a_browser_that_we_can_keep():
    """components/embed/chrome.py."""
    from choreographer.errors import ChromeNotFoundError
    from kaleido import Kaleido

    assert issubclass(ChromeNotFoundError, Exception), version("choreographer")
    assert inspect.iscoroutinefunction(Kaleido.open), version("kaleido")


def test_yfinance_still_has_the_parts_that_a_refresh_leans_on():
    """data/market/session.py and data/market/yahoo.py."""
    import yfinance
    from yfinance._http import new_session, requests
    from yfinance.exceptions import YFException, YFRateLimitError

    assert issubclass(YFRateLimitError, YFException) and requests, version("yfinance")
    ticker = yfinance.Ticker("BABA", session=new_session())
    assert hasattr(ticker, "_tz"), version("yfinance")
    package = Path(inspect.getfile(yfinance)).parent
    source = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    for part in ("_price_history", "self._dividends", "history_metadata"):
        assert part in source, f"{version('yfinance')} has no {part}"
