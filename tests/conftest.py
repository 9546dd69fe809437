"""The real record, built once a run in a folder of its own."""

from __future__ import annotations

import functools
import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from data import Snapshot, load_snapshot
from tests.browser.server import running_app
from tests.chrome import find_chrome
from tests.hostile import hostile_record

# One profile for all: no deadline, since a machine may be busy, and fixtures that tests only read.
settings.register_profile(
    "record", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("record")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """What the tests import stays for the whole run: it is searched for garbage neither while it comes, nor
    afterwards, when Streamlit's harness collects after every run of a page. The app sets its own aside too
    (`warm_up`)."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser tests last, since their app and browsers live until the last of them; before and within,
    files with most tests first, so that two processes end at about the same time."""
    browser, tests_of = Path(__file__).parent / "browser", Counter(item.path for item in items)
    items.sort(key=lambda item: (browser in item.path.parents, -tests_of[item.path]))


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The run's own database file, named by CRACKDOWN_DB."""
    path = tmp_path_factory.mktemp("record") / "crackdown.db"
    before = os.environ.get("CRACKDOWN_DB")
    os.environ["CRACKDOWN_DB"] = str(path)
    yield path
    if before is None:
        del os.environ["CRACKDOWN_DB"]
    else:
        os.environ["CRACKDOWN_DB"] = before


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The run's own cache, which its processes and servers share as those of an operator may: pictures and
    small static files are costly, and named by what they are made from."""
    with pytest.MonkeyPatch.context() as patch:
        base = tmp_path_factory.getbasetemp()
        folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
        folder.mkdir(exist_ok=True)
        patch.setenv("CRACKDOWN_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def snapshot(database: Path) -> Snapshot:
    return load_snapshot(database)


@pytest.fixture(scope="session")
def hostile_of(snapshot: Snapshot) -> Callable[[int], Snapshot]:
    """The record whose texts mean to be more, by how often they stand in a cell; what is computed of such a
    record is kept with it."""
    return functools.cache(functools.partial(hostile_record, snapshot))


@pytest.fixture(scope="session")
def built(snapshot: Snapshot, database: Path, cache: Path) -> dict[str, str]:
    """Settings of a server that finds the record built, and what the run has drawn."""
    return {"CRACKDOWN_DB": str(database), "CRACKDOWN_CACHE": str(cache)}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, built: dict[str, str]) -> Iterator[str]:
    """Address of the running app with its usual settings, for all tests of a process that only read it."""
    chrome = find_chrome()
    settings = built if chrome is None else {**built, "BROWSER_PATH": chrome}
    with running_app(tmp_path_factory.mktemp("server"), settings) as base:
        yield base


@pytest.fixture(scope="session", autouse=True)
def packages_scanned_once() -> Iterator[None]:
    """Every AppTest looks for components in every installed package, which took a quarter of the processor's
    time of the tests of pages; what is installed stays the same during a run."""
    scan = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit's AppTest leaves the page it ran as `__main__`, which child processes would run again."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
