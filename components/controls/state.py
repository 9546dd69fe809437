"""The view: which event, filters, period and method the reader has chosen.

It lives in the address, so that a copied link reopens it, and in the session, so
that it survives a change of page. Widgets are never its owner: they show a field
of the view, and tell it when they move.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from components.charts import timeline
from components.charts.kit.record import MARKETS, TYPES
from components.charts.kit.theme import DIRECTIONS
from components.controls.plain_text import plain
from components.params import Params, choice, choices, day, event_id, flag, number, text, window
from components.params.impact import ImpactParams
from components.study.spec import MODELS
from data import Snapshot

PRICES = ("rebased", "traded", "total")
STYLES = ("line", "candlestick")

_VIEW, _WRITTEN, _PAGE, _PROBLEMS = "_view", "_written", "_page", "_problems"


@dataclass(frozen=True)
class View(Params):
    """What every page may ask of the record; each page uses the fields that concern it."""

    event: str | None = event_id(help="the selected event")
    company: tuple[str, ...] = choices(
        (), lambda s: s.companies.index, help="none means the three principals"
    )
    type: tuple[str, ...] = choices((), TYPES, help="none means all")
    actor: tuple[str, ...] = choices((), lambda s: s.actors.index, help="none means all")
    direction: tuple[str, ...] = choices((), DIRECTIONS, help="none means all")
    severity: int = number(1, 1, 5, whole=True, help="least severity shown")
    from_: date | None = day(help="first day")
    to: date | None = day(help="last day")
    q: str = text(help="free text")
    confounders: bool = flag(True, help="show events that are not part of the campaign")
    price: str = choice("rebased", PRICES)
    style: str = choice("line", STYLES)
    log: bool = flag(False, help="logarithmic price axis")
    window: tuple[int, int] = window((-1, 1), help="event window in sessions around day 0")
    model: str = choice("market", MODELS)
    benchmark: str | None = choice(None, lambda s: tuple(s.benchmarks.columns))
    market: str = choice("both", MARKETS)
    clean: bool = flag(False, help="only events without another in the window")
    clean_estimation: bool = flag(True, help="leave days near other events out of the estimation")
    affected: bool = flag(True, help="only shares that the event concerns")
    significant: bool = flag(False, help="only moves beyond chance after false-discovery control")

    def for_chart(self, params_class: type[Params], **more: Any) -> Params:
        """A chart's parameters: the fields that it shares with the view, and `more`."""
        names = {field.name for field in dataclasses.fields(params_class)} & {
            field.name for field in dataclasses.fields(self)
        }
        return params_class(**{name: getattr(self, name) for name in names} | more)

    def study_params(self, **more: Any) -> ImpactParams:
        """The study that this view asks for: the very parameters of `/data/impacts`."""
        return ImpactParams(
            window=self.window,
            model=self.model,
            benchmark=self.benchmark,
            clean_events=self.clean,
            clean_estimation=self.clean_estimation,
            **more,
        )

    @property
    def period_key(self) -> str:
        """Changes with the period: a chart that a box was drawn on must start afresh."""
        return f"{self.from_ or ''}-{self.to or ''}"

    def check(self, snapshot: Snapshot) -> None:
        self.for_chart(timeline.Params).check(snapshot)


def current_view(
    snapshot: Snapshot, page: str, *, own: tuple[str, ...] = (), event: str | None = None
) -> View:
    """The view of this run; call it once, first thing on a page.

    The address wins when it is not the one that we wrote (a link, a reload, the
    back button); otherwise the session does. `own` names parameters of the page
    itself, which stay in the address untouched and go before the view's of the same name; `event` is chosen
    when none is.
    """
    given = {name: st.query_params.get_all(name) for name in st.query_params if name not in own}
    state = st.session_state
    arrived = state.get(_PAGE) != page
    state[_PAGE] = page
    if _VIEW not in state or (given != state.get(_WRITTEN) and not (arrived and not given)):
        state[_VIEW], state[_PROBLEMS] = View.parse_leniently(given, snapshot)
    if event and state[_VIEW].event is None:
        update_view(event=event)
    view: View = state[_VIEW]
    wanted = {name: [value] for name, value in view.query().items() if name not in own}
    if wanted != given:
        for name in given.keys() - wanted.keys():
            del st.query_params[name]
        for name, values in wanted.items():
            if given.get(name) != values:
                st.query_params[name] = values[0]
    state[_WRITTEN] = wanted
    for trouble in state.pop(_PROBLEMS, []):
        st.warning(f"{plain(str(trouble))} The rest of the page is shown without it.")
    return view


def update_view(**changes: Any) -> None:
    """Move the view; for callbacks, which run before the page does."""
    st.session_state[_VIEW] = st.session_state[_VIEW].replace(**changes)


def reset_view(*keep: str) -> None:
    """All filters back to their defaults, but for the fields named."""
    view = st.session_state[_VIEW]
    st.session_state[_VIEW] = View(**{name: getattr(view, name) for name in keep})


def bound(field: str, value: Any, *, read: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    """Keyword arguments that tie a widget to a field of the view.

    The widget shows `value` (what the view says); when it moves, the view takes
    `read(what the widget holds)`, lists as tuples.
    """
    key = f"view_{field}"
    st.session_state[key] = value
    return {"key": key, "on_change": _moved, "args": (field, key, read)}


def _moved(field: str, key: str, read: Callable[[Any], Any]) -> None:
    value = st.session_state[key]
    update_view(**{field: read(tuple(value) if isinstance(value, list) else value)})
