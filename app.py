"""The server: the pages, the record over HTTP and the embeds, as one ASGI app.

`streamlit run app.py` and `python app.py` both start it, on loopback unless told otherwise:
`HOST` and `PORT` say where `python app.py` listens.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette_compress import CompressMiddleware  # noqa: E402

from components.charts.catalogue import CATALOGUE  # noqa: E402
from components.controls.failure import explain_failure  # noqa: E402
from components.controls.warm import warm_up  # noqa: E402
from components.embed.discovery import DiscoveryMiddleware  # noqa: E402
from components.embed.routes import ROUTES as EMBED_ROUTES  # noqa: E402
from components.http import (  # noqa: E402
    ahead,
    answer_routes,
    data_routes,
    feed_routes,
    health,
    openapi,
    package_routes,
    site_files,
    tally_routes,
    worksheet_routes,
)
from components.http.ahead import PrecompressedStatic  # noqa: E402
from components.http.arrivals import Arrivals  # noqa: E402
from components.http.headers import SecurityHeaders  # noqa: E402
from components.http.known_paths import KnownPaths  # noqa: E402
from components.http.own_address import never_ask  # noqa: E402
from components.http.shell import OwnShell  # noqa: E402
from components.mcp import route as assistants  # noqa: E402
from components.operators import PROXIES_VARIABLE, token_trouble  # noqa: E402
from components.page_index import PAGES  # noqa: E402
from data import RecordUnavailable, load_snapshot  # noqa: E402
from data.market import start_daily_refresh  # noqa: E402

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("fontTools").setLevel(logging.WARNING)


never_ask()
# Whose X-Forwarded-For and -Proto count; uvicorn reads them, and would believe loopback by default.
os.environ["FORWARDED_ALLOW_IPS"] = os.environ.get(PROXIES_VARIABLE, "")


def bound() -> str | None:
    """The address on which the server listens; None is every one."""
    return st.get_option("server.address")


@asynccontextmanager
async def ready(_app: st.App):
    """Healthy means that the record is built and in memory. Prices are fetched
    only where the operator asked for it (CRACKDOWN_REFRESH=daily)."""
    await asyncio.to_thread(warm_up)
    ahead.prepare()
    start_daily_refresh()
    yield {}


CHARTS = {slug: chart.SUMMARY for slug, chart in CATALOGUE.items()}
ROUTES = [
    *health.ROUTES,
    *site_files.routes(CHARTS, ROOT / "pages" / "icon.png"),
    *worksheet_routes.ROUTES,
    *tally_routes.ROUTES,
    *package_routes.ROUTES,
    *answer_routes.ROUTES,
    *data_routes.ROUTES,
    *feed_routes.ROUTES,
    *openapi.ROUTES,
    *EMBED_ROUTES,
    *assistants.ROUTES,
]
PATHS = {
    *(f"/{page.path}" for page in PAGES),
    *(route.path for route in ROUTES if "{" not in route.path),
    *(f"/embed/{slug}" for slug in CHARTS),
}
"""Every address of a page, a file or a chart; what lies below OWN_ANSWERS says itself what there is not."""
OWN_ANSWERS = (
    "/embed/",
    "/data/",
    "/tally/",
    "/_stcore/",
    "/static/",
    "/media/",
    "/component/",
    "/manifest.json",
)

app = st.App(
    ROOT / "pages" / "navigation.py",
    routes=ROUTES,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(Arrivals, bound=bound),
        Middleware(KnownPaths, paths=PATHS, prefixes=OWN_ANSWERS),
        Middleware(PrecompressedStatic),
        Middleware(CompressMiddleware),
        Middleware(DiscoveryMiddleware),
        Middleware(OwnShell),
    ],
    lifespan=ready,
    on_script_error=explain_failure,
)

if __name__ == "__main__":
    if trouble := token_trouble():
        sys.exit(f"The dashboard cannot start: {trouble}")
    try:
        load_snapshot()
    except RecordUnavailable as error:
        sys.exit(f"The dashboard cannot start: {error}")
    places = {"server.address": os.environ.get("HOST"), "server.port": os.environ.get("PORT")}
    given = {name: value for name, value in places.items() if value}
    app.run(config={name: int(value) if name == "server.port" else value for name, value in given.items()})
