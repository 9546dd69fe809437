"""Reproduce it by hand: one number of the record worked out step by step, and the files to do it again."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from components.charts.memo import remembered
from components.charts.one_share import ShareParams, chosen_symbol
from components.classroom.lesson import share_names
from components.controls.address import app_address
from components.controls.classroom import Room, way_out
from components.controls.event_page import MODEL_NAMES, WINDOW_NAMES, WINDOWS, event_titles
from components.controls.glossary_links import linked
from components.controls.page_params import bound_here, page_params
from components.controls.plain_text import plain
from components.controls.state import View, bound, update_view
from components.controls.tables import day_columns
from components.params import Params, choice
from components.study.method import EXAMPLE_EVENT
from components.study.spec import MODELS, RETURNS
from components.worksheets.asked import APART, WORKED, NoNumbers, WorksheetParams
from components.worksheets.pair import Pair, collect
from components.worksheets.steps import EXPECTED, Step, steps
from components.worksheets.told import CAUTION
from data import Snapshot

PAGE = "classroom-by-hand"
_RETURN_NAMES = {"simple": "Simple", "log": "Logarithmic"}
_FILES = (
    ("Workbook", "worksheet.xlsx", WORKED, "Every number a live formula, from the closes to the test."),
    ("Workbook to fill in", "worksheet.xlsx", APART, "Blanks for a class; the last sheet compares with the study."),
    ("On paper", "worksheet.html", WORKED, "The steps worked out, to print."),
    ("On paper, to fill in", "worksheet.html", APART, "Blanks for a class; the answers stand on a page of their own."),
    ("Notebook", "notebook.ipynb", WORKED, "The same in Python, with pandas alone."),
)
_WAYS = {
    "clean_estimation": "Use every session",
    "clean_events": "Allow other events in the window",
    "model": "Use the market model",
    "window": "Take a shorter window",
}
"""What a parameter of the advice is called on its button."""


@dataclass(frozen=True)
class ByHand(Params):
    """What this part has of its own; the event, the window and the model are the view's."""

    symbol: str | None = choice(None, lambda snapshot: snapshot.symbols(ring=9), help="the share; by default the first that the event affects")
    returns: str = choice("simple", RETURNS, help="what a return is")


def by_hand(snapshot: Snapshot, view: View, room: Room) -> None:
    """Event, share and method; the files; the steps with their numbers."""
    own = page_params(snapshot, PAGE, ByHand)
    asked = _asked(snapshot, view, own)
    _controls(snapshot, view, own, asked)
    way_out(room)
    try:
        pair = _collected(snapshot, asked)
    except NoNumbers as none:
        _way_on(snapshot, asked, none)
        return
    _files(asked)
    st.success(plain(pair.finding))
    st.caption(_facts(pair))
    for number, step in enumerate(_steps(snapshot, asked), 1):
        st.markdown(f"**{number}.** {plain(step.words)}")
        if step.key == "ar":
            st.latex(EXPECTED[pair.spec.model])
        for line in _lines(step):
            st.latex(line)
        if step.key == "ar":
            _window(pair)
    _sample(pair)
    st.caption(CAUTION)


def _asked(snapshot: Snapshot, view: View, own: ByHand) -> WorksheetParams:
    """The pair and its study, as the files are asked for."""
    event = view.event or (EXAMPLE_EVENT if EXAMPLE_EVENT in snapshot.events.index else snapshot.events.index[0])
    symbol = own.symbol or chosen_symbol(snapshot, ShareParams(event=event))
    study = view.study_params(returns=own.returns)
    shared = {name: getattr(study, name) for name in ("window", "model", "benchmark", "clean_estimation", "clean_events", "returns")}
    return WorksheetParams(event=event, symbol=symbol, **shared)


@remembered(32)
def _collected(snapshot: Snapshot, asked: WorksheetParams) -> Pair:
    return collect(snapshot, asked)


@remembered(32)
def _steps(snapshot: Snapshot, asked: WorksheetParams) -> tuple[Step, ...]:
    return steps(_collected(snapshot, asked))


def _controls(snapshot: Snapshot, view: View, own: ByHand, asked: WorksheetParams) -> None:
    titles, names = event_titles(snapshot), share_names(snapshot)
    windows = WINDOWS if view.window in WINDOWS else (view.window, *WINDOWS)
    event, share, window, method = st.columns([5, 2.4, 2.4, 1.2], vertical_alignment="bottom", gap="small")
    with event:
        st.selectbox("Event", list(titles), format_func=titles.get, **bound("event", asked.event))
    with share:
        st.selectbox("Share", list(names), format_func=names.get, **bound_here(PAGE, "symbol", asked.symbol))
    with window:
        st.selectbox("Event window", windows, format_func=lambda w: WINDOW_NAMES.get(w, f"Day {w[0]} to {w[1]}".replace("-", "−")), **bound("window", view.window))
    with method, st.popover("Method", width="stretch"):
        st.selectbox("What the share was expected to do", MODELS, format_func=MODEL_NAMES.get, **bound("model", view.model))
        benchmarks = snapshot.benchmark_names["name"].to_dict()
        st.selectbox(
            "Compared with", (None, *snapshot.benchmarks.columns), placeholder="The share’s home index",
            format_func=lambda code: "The share’s home index" if code is None else benchmarks.get(code, code), **bound("benchmark", view.benchmark),
        )  # fmt: skip
        st.segmented_control("Returns", RETURNS, format_func=_RETURN_NAMES.get, required=True, **bound_here(PAGE, "returns", own.returns))
        st.toggle("Leave out days near other events", **bound("clean_estimation", view.clean_estimation))


def _way_on(snapshot: Snapshot, asked: WorksheetParams, none: NoNumbers) -> None:
    """Why there are no numbers, and one press that gives some where that is possible."""
    st.warning(plain(none.why))
    known = {name for name in none.change if name in _WAYS}
    if known and known == none.change.keys():
        advised = WorksheetParams.parse({"event": asked.event, "symbol": asked.symbol, **asked.query(), **none.change}, snapshot)
        label = " and ".join(_WAYS[name] if at == 0 else _WAYS[name][0].lower() + _WAYS[name][1:] for at, name in enumerate(none.change))
        changes = {"clean" if name == "clean_events" else name: getattr(advised, name) for name in none.change}
        st.button(label, key="by-hand-way", type="primary", on_click=update_view, kwargs=changes)
    else:
        st.caption("Another share or another event has numbers.")


def _files(asked: WorksheetParams) -> None:
    """The same pair as files, made by the server when they are opened."""
    _, root = app_address()
    with st.container(horizontal=True, gap="small", key="by-hand-files"):
        for label, file, answers, words in _FILES:
            st.link_button(label, f"{root}/data/{file}?{urlencode(asked.replace(answers=answers).query())}", help=words)


def _facts(pair: Pair) -> str:
    first, last = pair.spec.estimation_used
    left = int(pair.sessions["near"].sum())
    out = f", {left} left out as near other events" if left else ""
    second = f" and the {plain(pair.second)}" if pair.second else ""
    return (
        f"{plain(pair.share)}; {linked('day-0', 'day 0')} is {pair.day0.day} {pair.day0:%B %Y}. Compared with the {plain(pair.benchmark)}{second}. "
        f"The {linked('estimation-window', 'estimation window')} runs from day −{-first} to day −{-last}: {len(pair.estimation)} sessions serve{out}."
    )


def _lines(step: Step) -> list[str]:
    """The formula, and below it the same with numbers: two short lines fit where one long would not."""
    numbers = " = ".join(part for part in (step.numbers, step.result) if part)
    return [step.rule, f"= {numbers}"] if len(step.whole) > 90 else [step.whole]


def _window(pair: Pair) -> None:
    frame = pair.path.rename(columns={"return": "share", "ar": "abnormal", "car": "sum so far"})
    frame.insert(3, "market", pair.window["market"].to_numpy())
    frame = frame.drop(columns="se_car")
    st.dataframe(frame, hide_index=True, column_config=day_columns(frame), alt="Share, market, expected and abnormal return of each session in the event window")


def _sample(pair: Pair) -> None:
    with st.expander("Every close and every session that serves"):
        st.caption("Returns are fractions, made of adjusted closes. A session that does not serve says why.")
        frame = pair.sessions.rename(columns={"adjusted": "adjusted close", "level": "index level", "level_2": "second index", "used": "serves", "reason": "why not"})
        frame = frame.drop(columns="near")
        st.dataframe(frame, hide_index=True, column_config=day_columns(frame), height=360, alt="Closes and returns of the estimation window and the event window")
