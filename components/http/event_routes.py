"""`/data/event/<id>.json`: one event with its sources, dating and the moves beside it."""

from __future__ import annotations

import json

from components.answers.event import EventAnswerParams, event_answer
from components.http.answers import Answer, answer
from components.http.kept import kept_route
from components.http.responses import MAX_AGE
from data import Snapshot


def _event(snapshot: Snapshot, params: EventAnswerParams) -> Answer:
    body = json.dumps(event_answer(snapshot, params), ensure_ascii=False, allow_nan=False, indent=1)
    return answer(body, "application/json", MAX_AGE, quality=5, X_Data_Version=snapshot.version)


ROUTES = [kept_route("/data/event/{event}.json", EventAnswerParams, _event)]
