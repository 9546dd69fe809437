"""The public address of the app, as seen from a page."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import streamlit as st


def app_address() -> tuple[str, str]:
    """The address without a final slash (`CRACKDOWN_BASE_URL`, or the reader's), and its path alone."""
    configured = os.environ.get("CRACKDOWN_BASE_URL", "").rstrip("/")
    root = (st.get_option("server.baseUrlPath") or "").strip("/")
    path = f"/{root}" if root else ""
    parts = urlsplit(st.context.url or "")
    seen = f"{parts.scheme}://{parts.netloc}{path}" if parts.netloc else f"http://localhost:8501{path}"
    return configured or seen, path
