"""What a publisher's page, on another port, is served by, and the chart in its frame."""

from __future__ import annotations

import time
from http.server import SimpleHTTPRequestHandler


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and writes no log."""

    def log_message(self, *_):
        pass


def frame_of(page):
    page.wait_for_selector("#chart")
    frame = page.query_selector("#chart").content_frame()
    frame.wait_for_selector("#plot", state="attached")
    frame.wait_for_load_state()
    return frame


def until(frame, condition, patience=30.0):
    """Wait until a condition holds; Playwright's own waiting evaluates text, which the policy of an embed
    refuses."""
    end = time.monotonic() + patience
    while not frame.evaluate(condition):
        assert time.monotonic() < end, f"never came true: {condition}"
        frame.page.wait_for_timeout(50) if hasattr(frame, "page") else frame.wait_for_timeout(50)
