"""`/data/answers/<question>.json` and `/data/event/<id>.json`: the record asked, in sentences and numbers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import Response

from components.answers.answer import SHAPE, as_json
from components.answers.questions import QUESTION_OF_NAME, QUESTIONS, Question
from components.http.answers import Answer, answer
from components.http.base_url import base_url
from components.http.kept import KeptRoute, answers, asked_in, current
from components.http.responses import MAX_AGE
from components.params import Params, Query
from components.params.kinds import Schema
from data import Snapshot, versions

JSON = "application/json"
keeper = ThreadPoolExecutor(1, thread_name_prefix="keep")


async def ask(question: Question, query: Query, base: str) -> Answer:
    """What the record answers, as JSON, made once for a version, a question and a public address.

    Raises `BadParam` for a query that cannot be read, `TooMuch` when too many wait already.
    """
    snapshot = await current.get()
    params = question.kind.parse(query, snapshot)
    key = (question.name, snapshot.version, base, repr(params))
    return await answers.get(key, lambda: _made(question, snapshot, params, base))


def _made(question: Question, snapshot: Snapshot, params: Params, base: str) -> Answer:
    """The answer. The data behind its frozen address are kept, as those of an embed; it does not wait."""
    keeper.submit(versions.keep, snapshot)
    body = as_json(question.answer(snapshot, params, base).told)
    return answer(body, JSON, MAX_AGE, quality=5, X_Data_Version=snapshot.version)


def _route(path: str, question: Question) -> KeptRoute:
    async def told(request: Request) -> Response:
        return (await ask(question, asked_in(request), base_url(request))).response(request)

    return KeptRoute(path, told, question.kind, JSON, question.told, _shape)


def _shape(snapshot: Snapshot) -> Schema:
    """The sentences, what every answer holds, and facts of its own."""
    text = {"type": "string", "description": "the answer in whole sentences"}
    return {
        **SHAPE,
        "required": ["text", *SHAPE["required"]],
        "properties": {"text": text, **SHAPE["properties"]},
    }


ROUTES = [
    _route("/data/event/{event}.json", QUESTION_OF_NAME["event"]),
    *(_route(f"/data/answers/{question.name}.json", question) for question in QUESTIONS),
]
