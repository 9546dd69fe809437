"""The running app, for the protocol's own client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.server import running_app


@pytest.fixture(scope="package")
def served(tmp_path_factory, built) -> Iterator[str]:
    """The app's address."""
    with running_app(tmp_path_factory.mktemp("assistants"), built) as base:
        yield base
