"""A real server and a real Chromium, shared by the browser tests and gone before the others start."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.server import running_app
from tests.chrome import ARGUMENTS, find_chrome

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 45_000
"""Milliseconds that a busy machine may take; `expect` would give up after five seconds."""

# What Chromium itself says about this app being drawn in software, or about a page being left, is not the
# app's.
HARMLESS = ("net::ERR_ABORTED", "WebGL", "GPU stall")


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    """Base address of the running app."""
    with running_app(tmp_path_factory.mktemp("app")) as base:
        yield base


@pytest.fixture(scope="package")
def chromium():
    """One browser for all browser tests; each gets a page of its own."""
    path = find_chrome()
    if path is None:
        pytest.skip("NO CHROME OR CHROMIUM FOUND: browser tests are skipped")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def open_page(chromium, **options) -> Page:
    """A fresh page whose console errors are collected in `page.errors`."""
    page = chromium.new_context(**options).new_page()
    page.errors = []
    page.on(
        "console",
        lambda m: (
            page.errors.append(m.text)
            if m.type == "error" and not any(h in m.text for h in HARMLESS)
            else None
        ),
    )
    page.on("pageerror", lambda e: page.errors.append(str(e)))
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return page


@pytest.fixture
def browser_page(chromium):
    page = open_page(chromium, viewport=DESKTOP)
    yield page
    page.context.close()


@pytest.fixture
def phone_page(chromium):
    page = open_page(chromium, viewport=PHONE, has_touch=True, device_scale_factor=2)
    yield page
    page.context.close()


@pytest.fixture
def dark_page(chromium):
    page = open_page(chromium, viewport=DESKTOP, color_scheme="dark")
    yield page
    page.context.close()


AT_REST = """quiet => new Promise((done, fail) => {
    const start = performance.now();
    let last = start;
    const watch = new MutationObserver(() => { last = performance.now(); });
    const all = {subtree: true, childList: true, attributes: true, characterData: true};
    watch.observe(document.documentElement, all);
    const look = () => {
        const now = performance.now();
        const app = document.querySelector("[data-testid=stApp]");
        const running = app?.dataset.testScriptState !== "notRunning";
        if (running || document.querySelector("[data-testid=stSkeleton]")) last = now;
        if (now - last >= quiet || now - start > 30000) {
            watch.disconnect();
            now - last >= quiet ? done() : fail(new Error("the page did not come to rest within 30 s"));
        } else setTimeout(() => requestIdleCallback(look), 20);
    };
    look();
})"""
"""Streamlit says that it is done while parts are still being loaded (skeletons stand in for them) or drawn
(a field is empty for a moment)."""


def settled(page: Page, quiet: int = 250) -> None:
    """Wait until Streamlit has run and nothing on the page has changed for `quiet` milliseconds."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.evaluate(AT_REST, quiet)
