"""`/data/answers/<question>.json` and `/data/event/<id>.json`: the record asked, in sentences and numbers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from components.answers.answer import as_json
from components.answers.questions import QUESTION_OF_NAME, QUESTIONS, Question
from components.http.answers import Answer, answer
from components.http.base_url import base_url
from components.http.kept import KeptRoute, answers, asked_in, current
from components.http.responses import MAX_AGE
from components.params import Params, Query
from data import Snapshot, versions

JSON = "application/json"


async def ask(question: Question, query: Query, base: str) -> Answer:
    """What the record answers, as JSON, made once for a version, a question and a public address.

    Raises `BadParam` for a query that cannot be read, `TooMuch` when too many wait already.
    """
    snapshot = await current.get()
    params = question.kind.parse(query, snapshot)
    key = (question.name, snapshot.version, base, repr(params))
    return await answers.get(key, lambda: _made(question, snapshot, params, base))


def _made(question: Question, snapshot: Snapshot, params: Params, base: str) -> Answer:
    """The answer; the data behind its frozen address are kept, as those of an embed are."""
    versions.keep(snapshot)
    body = as_json(question.answer(snapshot, params, base).told)
    return answer(body, JSON, MAX_AGE, quality=5, X_Data_Version=snapshot.version)


def _route(path: str, question: Question) -> KeptRoute:
    async def told(request: Request) -> Response:
        return (await ask(question, asked_in(request), base_url(request))).response(request)

    return KeptRoute(path, told, question.kind, JSON, question.told)


ROUTES = [
    _route("/data/event/{event}.json", QUESTION_OF_NAME["event"]),
    *(_route(f"/data/answers/{question.name}.json", question) for question in QUESTIONS),
]
