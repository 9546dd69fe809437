"""What each page asks: the view that all pages share, and a class for each page that asks for more.

A page's class is put together from the parameters of the charts that it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from components.charts.compare.params import SideBySide
from components.charts.impact.params import BeyondChance
from components.charts.impact_scatter.params import Against
from components.charts.market_value.params import CountedFrom
from components.charts.patterns.params import Grouping
from components.charts.timeline.params import PriceView
from components.classroom.lesson_step import StepInAddress
from components.classroom.quiz_progress import QuizProgress
from components.params import Params, choice, flag, text
from components.params.answers import Term
from components.params.fields import declared
from components.params.method import ShownMethod
from components.params.record import PairFilters, Share
from components.params.regression import Outcome
from components.study import method

PARTS = {"quiz": "Predict and reveal", "lesson": "How it is done", "by-hand": "Reproduce it by hand"}
"""The parts of the classroom, with their titles."""
TABS = {
    "meaning": "What the numbers mean",
    "statistics": "Every statistic",
    "by-hand": "By hand",
    "record": "The record",
    "changes": "What changed",
    "prices": "Prices",
    "check": "Check report",
}
"""The tabs of Data & method, with their titles."""
STATISTICS = tuple(entry.key for entry in (*method.PAIR_ENTRIES, *method.GROUP_ENTRIES))


@dataclass(frozen=True)
class View(ShownMethod, PairFilters):
    """What every page may ask of the record; each page uses the fields that concern it."""

    @property
    def period_key(self) -> str:
        """Changes with the period: a chart that a box was drawn on must start afresh."""
        return f"{self.from_ or ''}-{self.to or ''}"

    @property
    def filters(self) -> str:
        """What all pages ask of the record, but for the event that is chosen in it, as one text."""
        return urlencode(View.taking(self).replace(event=None).query())

    @property
    def shares_and_method(self) -> str:
        """The same but for the events that are asked for."""
        return urlencode({"company": self.company, **ShownMethod.taking(self).query()}, doseq=True)


@dataclass(frozen=True)
class TimelineView(PriceView, View):
    """The home page: the record, and how prices are drawn."""


@dataclass(frozen=True)
class ImpactView(Against, BeyondChance, View):
    """The ranking, and the moves against severity or fines."""

    all_columns: bool = flag(False, help="every column of the ranking’s table")


@dataclass(frozen=True)
class PatternsView(Grouping, Outcome, View):
    """Averages by kind of event, the tests of two groups, and why moves differ."""

    a: str = text(help="group that is tested")
    b: str = text(help="group that it is compared with")


@dataclass(frozen=True)
class CompareView(CountedFrom, SideBySide, View):
    """Events side by side, and the market value that went."""


@dataclass(frozen=True)
class OwnEventsView(BeyondChance, View):
    """The method for a visitor's own events."""


@dataclass(frozen=True)
class Room(Params):
    """The classroom as a whole: which part of it, and whether a projector shows it."""

    part: str = choice("quiz", tuple(PARTS), help="which part of the page")
    presenter: bool = flag(False, help="large type and nothing but the lesson, for a projector")


@dataclass(frozen=True)
class ByHand(Share, View):
    """One share beside the view's event, to be reproduced by hand."""


@dataclass(frozen=True)
class Lesson(Share, View):
    """Where the lesson is, and the share that it is told with."""

    step: int = declared(StepInAddress(), 1, "the step on screen")


@dataclass(frozen=True)
class ClassroomView(Room, QuizProgress, Lesson, ByHand):
    """Each part reads what concerns it, so that a share or a line chosen in one holds in the next."""


@dataclass(frozen=True)
class MethodView(View):
    """Data & method: the tab that is open, and the statistic in it."""

    tab: str = choice("meaning", tuple(TABS), help="the tab that is open")
    statistic: str | None = choice(None, STATISTICS, help="the statistic that is shown first")


@dataclass(frozen=True)
class GlossaryView(Term, View):
    """Words that are looked up. In addresses they once were `q`, which is the record's."""

    FIXED = View.FIXED | {"q"}
    FORMER = {"q": "term"}


VIEWS: dict[str, type[View]] = {
    "": TimelineView,
    "event": View,
    "impact": ImpactView,
    "patterns": PatternsView,
    "compare": CompareView,
    "bring-your-own": OwnEventsView,
    "classroom": ClassroomView,
    "method": MethodView,
    "glossary": GlossaryView,
}
"""The class of every page that has a view, by the page's path."""
