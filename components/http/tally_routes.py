"""`/tally/<code>`: where pupils guess on their phones. A page without script, cookies or names."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from components.classroom.tally import PREFIX, ROOMS, Asked, Full, allowed
from components.http.error_page import error_page

MOST_BYTES = 2_000
"""A guess is a few hundred bytes."""
_AGAIN = 5
"""Seconds after which a waiting page looks for the next question."""
STYLE = (
    ":root{color-scheme:light dark}body{margin:0;padding:1rem;"
    "font:1.05rem/1.4 -apple-system,'Segoe UI','Liberation Sans',Helvetica,Arial,sans-serif}"
    "main{max-width:32rem;margin:0 auto}"
    "h1{font:700 1.25rem/1.25 Georgia,'Times New Roman',serif;margin:0 0 .5rem}"
    "fieldset{border:0;margin:0 0 .8rem;padding:0}legend{font-weight:700;padding:0 0 .2rem}"
    "label{display:flex;align-items:center;gap:.6rem;min-height:2.4rem;border-bottom:1px solid #8884}"
    "input{width:1.25rem;height:1.25rem;margin:0}"
    "button{font:inherit;font-weight:700;width:100%;min-height:3rem;border-radius:.4rem;border:2px solid}"
    "p{margin:0 0 .7rem}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
GONE = "This class tally is closed, or its address was mistyped."


def _page(title: str, body: str, *, again: bool = False, status: int = 200) -> HTMLResponse:
    refresh = f'<meta http-equiv="refresh" content="{_AGAIN}">' if again else ""
    return HTMLResponse(
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">{refresh}'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f"{body}</main></body></html>",
        status,
        headers={
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
        },
    )


def _waiting(words: str) -> HTMLResponse:
    return _page("Class tally", f"<p>{escape(words)} This page looks by itself.</p>", again=True)


def _form(asked: Asked, ticket: str) -> HTMLResponse:
    shares = "".join(
        f"<fieldset><legend>{escape(share)}</legend>"
        + "".join(
            f'<label><input type="radio" name="s{at}" value="{step}" required>{escape(name)}</label>'
            for step, name in enumerate(asked.steps)
        )
        + "</fieldset>"
        for at, share in enumerate(asked.shares)
    )
    return _page(
        asked.title,
        f'<form method="post"><p>How far does each share move, {escape(asked.until)} (Hong Kong)?</p>{shares}'
        f'<input type="hidden" name="key" value="{escape(asked.key)}">'
        f'<input type="hidden" name="ticket" value="{escape(ticket)}">'
        "<button>Send my guess</button></form><p>Nobody sees who guessed what; nothing is kept.</p>",
    )


def _show(code: str) -> Response:
    found = ROOMS.question(code)
    if found is None:
        return error_page(404, GONE)
    asked, ticket = found
    return _form(asked, ticket) if asked else _waiting("The guesses are closed; look to the front.")


def _take(code: str, body: bytes) -> Response:
    given = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    steps = [given.get(f"s{at}", "") for at in range(sum(name.startswith("s") for name in given))]
    numbers = [int(step) for step in steps if len(step) == 1 and step in "01234"]
    if ROOMS.question(code) is None:
        return error_page(404, GONE)
    try:
        counted = len(numbers) == len(steps) and ROOMS.guess(
            code, given.get("key", ""), given.get("ticket", ""), numbers
        )
    except Full as full:
        return error_page(503, str(full))
    if not counted:
        return _waiting("That question is closed, so the guess did not count.")
    return _page(
        "Your guess is in",
        '<p>Look to the front: the answer comes there.</p><p><a href="">To the next question</a>, once it is '
        "asked. To change this guess, go back and send it again.</p>",
    )


async def tally(request: Request) -> Response:
    """The question, or a guess on it. 404 where the operator offers no tally, and for an unknown code."""
    if not allowed():
        return error_page(404, "This server offers no class tally.")
    code = request.path_params["code"]
    if request.method != "POST":
        return await run_in_threadpool(_show, code)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return error_page(400, "A guess is shorter than this.")
    return await run_in_threadpool(_take, code, body)


ROUTES = [Route(PREFIX + "{code}", tally, methods=["GET", "POST"])]
