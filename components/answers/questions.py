"""Every question that can be put to the record, with its name, its parameters and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from components.answers.answer import Answer
from components.answers.changes import ChangesAnswerParams, changes_answer
from components.answers.compare import CompareGroupsParams, compare_answer
from components.answers.event import EventAnswerParams, event_answer
from components.answers.impact import ImpactAnswerParams, impact_answer
from components.answers.method import MethodAnswerParams, method_answer
from components.answers.prices import PricesAnswerParams, prices_answer
from components.answers.rank import RankParams, rank_answer
from components.answers.search import SearchParams, search_answer
from components.params import Params

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class Question:
    """One question. told: what it answers."""

    name: str
    title: str
    told: str
    kind: type[Params]
    answer: Callable[[Snapshot, Any, str], Answer]


QUESTIONS = (
    Question(
        "search_events",
        "Search events",
        "Events of China's campaign on technology companies that pass every filter. q searches titles, "
        "stories and sources in English or Chinese. Gives the ids that other questions take.",
        SearchParams,
        search_answer,
    ),
    Question(
        "event",
        "One event",
        "The story of one event, how it was dated, its sources, the first session that could react in "
        "Hong Kong and New York, and in one line what the shares did.",
        EventAnswerParams,
        event_answer,
    ),
    Question(
        "impact",
        "One event and one share",
        "How far one share moved beside one event: its return, beyond the index, beyond shares outside tech, "
        "with intervals, how unusual (k of n ordinary windows), robustness (n of m choices) and overlaps.",
        ImpactAnswerParams,
        impact_answer,
    ),
    Question(
        "rank",
        "Rank moves",
        "The impact table by any filter: moves of shares beside events by abnormal return, each once, with "
        "what chance would give.",
        RankParams,
        rank_answer,
    ),
    Question(
        "compare_groups",
        "Compare groups of events",
        "The average abnormal return around each kind of event, by type, actor, direction, severity, year or "
        "company, against the same calendar moved elsewhere.",
        CompareGroupsParams,
        compare_answer,
    ),
    Question(
        "prices",
        "Prices",
        "Daily closes of the companies' listings, indices and control shares.",
        PricesAnswerParams,
        prices_answer,
    ),
    Question(
        "changes",
        "What changed",
        "Corrections and additions to the record since an edition (2025.11), a day (2026-01-31) or a data "
        "version.",
        ChangesAnswerParams,
        changes_answer,
    ),
    Question(
        "method",
        "What a word means",
        "What a term, statistic, column or status means, with its formula and paper. Without a term: the "
        "words that can be asked for.",
        MethodAnswerParams,
        method_answer,
    ),
)
QUESTION_OF_NAME = {question.name: question for question in QUESTIONS}
