"""What a reader sees where a page would have stood: the status, one sentence, a way on."""

from __future__ import annotations

import json
from html import escape

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from components.page_index import PAGES

STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0;padding:1.25rem;"
    "font:1rem/1.5 -apple-system,'Segoe UI','Liberation Sans',Helvetica,Arial,sans-serif}"
    "main{max-width:42rem}h1{font:700 1.2rem/1.3 Georgia,'Times New Roman',serif;margin:0 0 .4rem}"
    "p{margin:0 0 .6rem;overflow-wrap:anywhere}nav a{margin-right:1rem}a{color:inherit}"
)
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
TITLES = {
    400: "This address cannot be read",
    404: "There is nothing here",
    405: "This address is for programs",
    410: "This is no longer held",
    503: "Too busy just now",
}


def wants_page(headers: Headers) -> bool:
    """Whether a reader asks for a page, as browsers and frames do; programs get JSON."""
    return "text/html" in headers.get("accept", "")


def error_page(
    status: int, sentence: str, *, menu: bool = False, headers: dict[str, str] | None = None
) -> HTMLResponse:
    """A small page with `sentence`; with the app's menu for an unknown page of the app."""
    links = "".join(f'<a href="/{page.path}">{escape(page.title)}</a> ' for page in PAGES)
    title = TITLES.get(status, "Something went wrong")
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{STYLE}</style>'
        f"<main><h1>{title}</h1><p>{escape(sentence)}</p>"
        f"{f'<nav aria-label=Pages>{links}</nav>' if menu else ''}</main></html>"
    )
    return HTMLResponse(
        body,
        status,
        headers={"Cache-Control": "no-store", "Content-Security-Policy": POLICY, **(headers or {})},
    )


def as_page(request: Request, answered: Response) -> Response:
    """An error for programs made one for a reader, where a page was asked for; everything else as it is.

    A reader's address has no ending, or `.html`: a picture or a table asked for by a page stays JSON.
    """
    last = request.url.path.rpartition("/")[2]
    for_reader = "." not in last or last.endswith(".html")
    if not (isinstance(answered, JSONResponse) and answered.status_code >= 400):
        return answered
    if not (for_reader and wants_page(request.headers)):
        return answered
    kept = {"Retry-After": answered.headers["Retry-After"]} if "Retry-After" in answered.headers else {}
    return error_page(answered.status_code, json.loads(bytes(answered.body))["error"], headers=kept)
