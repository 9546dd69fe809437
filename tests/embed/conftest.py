"""The embed routes over the real record, with a Chrome of the run's own."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.charts import catalogue
from components.embed import routes
from tests.chrome import find_chrome

BASE = "http://testserver"


class Fixed:
    """Stands in for the route's look at the record: always this snapshot."""

    def __init__(self, snapshot):
        self.snapshot = snapshot

    async def get(self):
        return self.snapshot


@pytest.fixture(scope="session")
def browser_at():
    path = find_chrome()
    if path is None:
        pytest.skip("NO CHROME OR CHROMIUM FOUND: nothing can be drawn, image tests are skipped")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", path)
        yield path


@pytest.fixture
def client(browser_at, snapshot, monkeypatch):
    monkeypatch.setattr(routes, "_current", Fixed(snapshot))
    with TestClient(Starlette(routes=routes.ROUTES), base_url=BASE) as client:
        yield client


@pytest.fixture(params=list(catalogue.CATALOGUE))
def slug(request):
    return request.param


@pytest.fixture
def example(slug, snapshot):
    """The query under which this chart is at its best."""
    return catalogue.CATALOGUE[slug].example(snapshot).query()
