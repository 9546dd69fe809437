"""The server: the pages, the record over HTTP and the embeds, as one ASGI app.

`streamlit run app.py` and `python app.py` both start it; `PORT` sets the port.
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

from components.controls.failure import explain_failure  # noqa: E402
from components.controls.warm import warm_up  # noqa: E402
from components.embed.routes import ROUTES as EMBED_ROUTES  # noqa: E402
from components.http import ahead, data_routes, health, worksheet_routes  # noqa: E402
from components.http.middleware import MIDDLEWARE  # noqa: E402
from data import RecordUnavailable, load_snapshot  # noqa: E402
from data.market import start_daily_refresh  # noqa: E402

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("fontTools").setLevel(logging.WARNING)


@asynccontextmanager
async def ready(_app: st.App):
    """Healthy means that the record is built and in memory. Prices are fetched
    only where the operator asked for it (CRACKDOWN_REFRESH=daily)."""
    await asyncio.to_thread(warm_up)
    ahead.prepare()
    start_daily_refresh()
    yield {}


app = st.App(
    ROOT / "pages" / "navigation.py",
    routes=[*health.ROUTES, *worksheet_routes.ROUTES, *data_routes.ROUTES, *EMBED_ROUTES],
    middleware=MIDDLEWARE,
    lifespan=ready,
    on_script_error=explain_failure,
)

if __name__ == "__main__":
    try:
        load_snapshot()
    except RecordUnavailable as error:
        sys.exit(f"The dashboard cannot start: {error}")
    app.run(config={"server.port": int(os.environ["PORT"])} if "PORT" in os.environ else None)
