"""Reproduce it by hand: one number of the record worked out step by step, and the files to do it again."""

from __future__ import annotations

import html
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.one_share import chosen_symbol
from components.charts.kit.share_params import ShareParams
from components.charts.kit.windows import WINDOWS, window_name
from components.classroom.lesson import share_names
from components.controls.address import app_address
from components.controls.classroom.room import way_out
from components.controls.event.page import event_titles, model_label
from components.controls.glossary_links import linked
from components.controls.plain_text import plain
from components.controls.state import bound, update_view
from components.controls.tables import day_columns
from components.controls.views import ByHand, Room
from components.language import day
from components.study.method import EXAMPLE_EVENT
from components.study.spec import ALPHAS, MODELS, RETURNS, VARIANCES
from components.worksheets.pair import Pair, collect
from components.worksheets.params import APART, WORKED, NoNumbers, WorksheetParams
from components.worksheets.portfolio import Portfolio
from components.worksheets.step import Step
from components.worksheets.steps import expected_rule, steps
from components.worksheets.words import CAUTION, symbols
from data import Snapshot

_RETURN_NAMES = {"simple": "Simple", "log": "Logarithmic"}
_DRIFT_NAMES = {"shrunk": "Weighed by what it is worth", "ols": "As measured (textbook)", "zero": "None"}
_VARIANCE_NAMES = {
    "adaptive": "Half from recent sessions",
    "estimation": "Estimation window alone (textbook)",
}
_FILES = (
    ("Excel workbook", "worksheet.xlsx", WORKED, "Every number a live formula, from the closes to the test."),
    (
        "Excel, to fill in",
        "worksheet.xlsx",
        APART,
        "Blanks for a class; the last sheet compares with the study.",
    ),
    ("Paper, worked out", "worksheet.html", WORKED, "The steps worked out, to print."),
    (
        "Paper, to fill in",
        "worksheet.html",
        APART,
        "Blanks for a class; the answers stand on a page of their own.",
    ),
    ("Jupyter notebook", "notebook.ipynb", WORKED, "The same in Python, with pandas."),
)
_WAYS = {
    "clean_estimation": "Use every session",
    "clean_events": "Allow other events in the window",
    "model": "Use the market model",
    "window": "Take a shorter window",
}
"""What a parameter of the advice is called on its button."""

_ONE_LINE = 130
"""Characters of LaTeX that fit one line of a narrow page."""
_STYLE = """
<style>
.by-hand-finding { border-left: 4px solid currentColor; padding: .1rem 0 .1rem .8rem; margin: .4rem 0;
  font-size: 1.08rem; line-height: 1.45; }
.st-key-by-hand-steps .katex-display { margin: .1rem 0 .5rem; padding: .2rem 4px .2rem 0; overflow-x: auto;
  overflow-y: hidden; }
</style>
"""


def by_hand(snapshot: Snapshot, view: ByHand, room: Room) -> None:
    """Event, share and method; the files; the steps with their numbers."""
    asked = _asked(snapshot, view)
    _controls(snapshot, view, asked)
    try:
        pair = _collected(snapshot, asked)
    except NoNumbers as none:
        _way_on(snapshot, asked, none)
        way_out(room)
        return
    _files(asked, room)
    st.html(f'{_STYLE}<p class="by-hand-finding">{html.escape(pair.finding)}</p>')
    st.caption(_facts(pair))
    st.caption(symbols(pair))
    with st.container(key="by-hand-steps", gap="small"):
        for number, step in enumerate(_steps(snapshot, asked), 1):
            st.markdown(f"**{number}.** {plain(step.words)}")
            st.latex(_formula(pair, step))
            if step.key == "ar":
                _window(pair)
    if pair.portfolio:
        _weights(pair.portfolio)
    _sample(pair)
    st.caption(CAUTION)


def _asked(snapshot: Snapshot, view: ByHand) -> WorksheetParams:
    """The pair and its study, as the files are asked for."""
    event = view.event or (
        EXAMPLE_EVENT if EXAMPLE_EVENT in snapshot.events.index else snapshot.events.index[0]
    )
    symbol = view.symbol or chosen_symbol(snapshot, ShareParams(event=event))
    return WorksheetParams.taking(view, event=event, symbol=symbol)


@remembered(32)
def _collected(snapshot: Snapshot, asked: WorksheetParams) -> Pair:
    return collect(snapshot, asked)


@remembered(32)
def _steps(snapshot: Snapshot, asked: WorksheetParams) -> tuple[Step, ...]:
    return steps(_collected(snapshot, asked))


def _controls(snapshot: Snapshot, view: ByHand, asked: WorksheetParams) -> None:
    titles, names = event_titles(snapshot), share_names(snapshot)
    windows = WINDOWS if view.window in WINDOWS else (view.window, *WINDOWS)
    event, share, window, method = st.columns([5, 2.4, 2.4, 1.2], vertical_alignment="bottom", gap="small")
    with event:
        st.selectbox("Event", list(titles), format_func=titles.__getitem__, **bound("event", asked.event))
    with share:
        st.selectbox("Share", list(names), format_func=names.__getitem__, **bound("symbol", asked.symbol))
    with window:
        st.selectbox(
            "Event window",
            windows,
            format_func=window_name,
            **bound("window", view.window),
        )
    with method, st.popover("Method", width="stretch"):
        st.selectbox(
            "What the share was expected to do",
            MODELS,
            format_func=partial(model_label, snapshot),
            **bound("model", view.model),
        )
        benchmarks = snapshot.benchmark_names["name"].to_dict()
        st.selectbox(
            "Compared with",
            (None, *snapshot.benchmarks.columns),
            placeholder="The share’s home index",
            format_func=lambda code: "The share’s home index" if code is None else benchmarks.get(code, code),
            **bound("benchmark", view.benchmark),
        )
        if view.benchmark and (note := snapshot.benchmark_names.at[view.benchmark, "note"]):
            st.caption(plain(note))
        st.segmented_control(
            "Returns",
            RETURNS,
            format_func=_RETURN_NAMES.__getitem__,
            required=True,
            **bound("returns", view.returns),
        )
        st.toggle("Leave out days near other events", **bound("clean_estimation", view.clean_estimation))
        st.selectbox(
            "The share’s own drift",
            ALPHAS,
            format_func=_DRIFT_NAMES.__getitem__,
            **bound("alpha", view.alpha),
        )
        st.selectbox(
            "How wild it is",
            VARIANCES,
            format_func=_VARIANCE_NAMES.__getitem__,
            **bound("variance", view.variance),
        )


def _way_on(snapshot: Snapshot, asked: WorksheetParams, none: NoNumbers) -> None:
    """Why there are no numbers, and one press that gives some where that is possible."""
    st.warning(plain(none.why))
    known = {name for name in none.change if name in _WAYS}
    if known and known == none.change.keys():
        advised = WorksheetParams.parse({**asked.query(), **none.change}, snapshot)
        label = " and ".join(
            _WAYS[name] if at == 0 else _WAYS[name][0].lower() + _WAYS[name][1:]
            for at, name in enumerate(none.change)
        )
        changes = {name: getattr(advised, name) for name in none.change}
        st.button(label, key="by-hand-way", type="primary", on_click=update_view, kwargs=changes)
    else:
        st.caption("Another share or another event has numbers.")


def _files(asked: WorksheetParams, room: Room) -> None:
    """The same pair as files, made by the server when they are opened; at the far end, the way out of the
    presenter mode.
    """
    _, root = app_address()
    with st.container(horizontal=True, gap="small", key="by-hand-files"):
        for label, file, answers, words in _FILES:
            st.link_button(
                label, f"{root}/data/{file}?{urlencode(asked.replace(answers=answers).query())}", help=words
            )
        way_out(room)


def _facts(pair: Pair) -> str:
    first, last = pair.estimation_days
    left = int(pair.sessions["near"].sum())
    out = f", {left} left out as near other events" if left else ""
    second = f" and the {plain(pair.second)}" if pair.second else ""
    return (
        f"{plain(pair.share)}; {linked('day-0', 'day 0')} is {day(pair.day0)}. "
        f"Compared with {'a' if pair.portfolio else 'the'} {plain(pair.benchmark)}{second}. The "
        f"{linked('estimation-window', 'estimation window')} runs from day −{-first} to day −{-last}: "
        f"{len(pair.estimation)} sessions serve{out}."
    )


def _formula(pair: Pair, step: Step) -> str:
    """The rule, and below it the same with numbers: two short lines fit where one long would not."""
    numbers = " = ".join(part for part in (step.numbers, step.result) if part)
    lines = (
        [f"{step.symbol} &= {step.formula}", f"&= {numbers}"]
        if len(step.whole) > _ONE_LINE
        else [f"{step.symbol} &= {step.formula} = {numbers}"]
    )
    if step.key == "ar":
        lines.insert(0, expected_rule(pair).replace("=", "&=", 1))
    return r"\begin{aligned}" + r" \\ ".join(lines) + r"\end{aligned}"


def _window(pair: Pair) -> None:
    frame = pair.path.rename(columns={"return": "share", "ar": "abnormal", "car": "sum so far"})
    frame.insert(3, pair.against, pair.window["market"].to_numpy())
    frame = frame.drop(columns="se_car")
    digits = {name: st.column_config.NumberColumn(format="%.6f") for name in frame.columns[2:]}
    st.dataframe(
        frame,
        hide_index=True,
        column_config=day_columns(frame) | digits,
        alt=f"Share, {pair.against}, expected and abnormal return of each session in the event window",
    )


def _weights(held: Portfolio) -> None:
    """The shares in the portfolio, the heaviest first, and which were offered and got no weight."""
    frame = held.controls.sort_values("weight", ascending=False, kind="stable")
    frame = frame[frame["weight"] > 0]
    none = len(held.controls) - len(frame)
    with st.expander(
        f"The portfolio: {len(frame)} shares outside tech with weight{f', {none} without' if none else ''}"
    ):
        st.caption(
            "Found by the study on the sessions that serve: of all mixtures without a negative weight, the "
            "one that came nearest to the share. They need not add up to one."
        )
        st.dataframe(
            frame[["name", "sector", "weight"]].rename_axis("share").reset_index(),
            hide_index=True,
            column_config={"weight": st.column_config.NumberColumn(format="%.4f")},
            alt="Shares of the control portfolio and their weights",
        )


def _sample(pair: Pair) -> None:
    with st.expander("Every close and every session that serves"):
        st.caption("Returns are fractions, made of adjusted closes. A session that does not serve says why.")
        frame = pair.sessions.rename(
            columns={
                "adjusted": "adjusted close",
                "level": "index level",
                "level_2": "second index",
                "market": pair.against,
                "used": "serves",
                "reason": "why not",
            }
        )
        frame = frame.drop(columns="near")
        digits = {
            name: st.column_config.NumberColumn(format="%.6f")
            for name in ("share", pair.against, "second")
            if name in frame
        }
        st.dataframe(
            frame,
            hide_index=True,
            column_config=day_columns(frame) | digits,
            height=360,
            alt="Closes and returns of the estimation window and the event window",
        )
