"""Answers below `/data`, as strong as embeds: each made once for a version and a question.

A question is known by its parameters, however they were written, so that no order of theirs, no
former name and no blank makes a new one. What is kept is bounded, what may wait is bounded, and
the work is done by few threads, so that a crowd here takes nothing from the pages.
"""

from __future__ import annotations

import functools
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.http.answers import Answer, Answers, TooMuch
from components.http.current import Current
from components.http.error_page import as_page
from components.http.responses import bad_param, problem, query_of
from components.package.shapes import Shape, no_shape
from components.params import BadParam, Params
from data import RecordUnavailable, Snapshot

log = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[Response]]
RETRY_AFTER = 5
QUERIES = 200
"""Queries whose reading a route remembers: reading one costs as much as giving a kept answer."""

answers = Answers(limit=64 * 2**20, threads=2, waiting=24, name="data")
current = Current()


class Refused(Exception):
    """A question that was understood and has no answer: a status, one sentence, and details for programs."""

    def __init__(self, status: int, sentence: str, **details: str):
        super().__init__(sentence)
        self.status, self.details = status, details


def honest(handler: Handler) -> Handler:
    """A handler whose errors reach the reader as one sentence, on a page where one was asked for."""

    @functools.wraps(handler)
    async def respond(request: Request) -> Response:
        try:
            answered = await handler(request)
        except BadParam as error:
            answered = bad_param(error)
        except Refused as error:
            answered = problem(error.status, str(error), details=error.details)
        except (TooMuch, RecordUnavailable) as error:
            answered = problem(503, str(error), retry_after=RETRY_AFTER)
        except Exception:
            log.exception("Could not answer %s", request.url.path)
            answered = problem(500, "Something went wrong on our side; the log says what.")
        return as_page(request, answered)

    return respond


class KeptRoute(Route):
    """GET and HEAD of an address below `/data`: what may be asked there, and what is answered.

    told: what the answer holds, in one sentence. media_type: of the answer. shape: what a JSON answer
    looks like, as JSON Schema.
    """

    def __init__(
        self,
        path: str,
        handler: Handler,
        kind: type[Params],
        media_type: str,
        told: str,
        shape: Shape = no_shape,
    ):
        super().__init__(path, honest(handler), methods=["GET"])
        self.kind, self.media_type, self.told, self.shape = kind, media_type, told, shape


def kept_route(
    path: str,
    kind: type[Params],
    make: Callable[[Snapshot, Any], Answer],
    media_type: str,
    told: str,
    shape: Shape = no_shape,
) -> KeptRoute:
    """A route that answers what `make` gives for parameters of `kind`; others are refused."""

    read: OrderedDict[Hashable, tuple[Params, Hashable]] = OrderedDict()

    async def answer(request: Request) -> Response:
        snapshot = await current.get()
        written = (snapshot.version, request.scope["query_string"], *request.path_params.values())
        if written not in read:
            found = kind.parse(asked_in(request), snapshot)
            read[written] = found, (path, snapshot.version, repr(found))
            if len(read) > QUERIES:
                read.popitem(last=False)
        params, key = read[written]
        return (await answers.get(key, lambda: make(snapshot, params))).response(request)

    return KeptRoute(path, answer, kind, media_type, told, shape)


def asked_in(request: Request) -> dict[str, list[str]]:
    """The query with what stands in the path: given again in the query, it is given twice."""
    query = query_of(request)
    for name, text in request.path_params.items():
        query[name] = [text, *query.get(name, [])]
    return query
