"""The real record, built once a run in a folder of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from data import Snapshot, load_snapshot

# One profile for all: no deadline, since a machine may be busy, and fixtures that tests only read.
settings.register_profile(
    "record", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("record")


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
    """The run's own cache: of each process, when several share the tests."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("CRACKDOWN_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def snapshot(database: Path) -> Snapshot:
    return load_snapshot(database)


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit's AppTest leaves the page it ran as `__main__`, which child processes would run again."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
