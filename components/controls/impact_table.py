"""How each share moved around one event: the same rows as `/data/impacts`, made readable."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.record import market_name
from components.controls.glossary_links import linked
from components.controls.views import View
from components.language import day, decimal, listed, percent, relative_day
from components.params.impact import ImpactParams
from components.study import run_study
from components.study.concern import by_concern
from components.study.model_words import MODEL_WORDS
from components.study.status import MEANING, USED
from components.study.words import how_unusual, out_of
from data import Snapshot

EVERY_SESSION = (
    "Every session served for the estimation, those near other events included (`clean_estimation=0`), so "
    "what counts as ordinary is rougher than usual."
)


def event_pairs(snapshot: Snapshot, view: View, event_id: str) -> pd.DataFrame:
    """Rows of the study for one event: the principals, and any other company chosen or named; whom it
    names first.
    """
    return pairs_of(snapshot, study_of(snapshot, view, event_id), event_id)


def study_of(snapshot: Snapshot, view: View, event_id: str) -> ImpactParams:
    """The study behind the rows of one event: the principals, and any other company chosen or named."""
    return ImpactParams.taking(view, symbols=_symbols(snapshot, view.company, event_id))


@remembered(256)
def _symbols(snapshot: Snapshot, companies: tuple[str, ...], event_id: str) -> tuple[str, ...]:
    wanted = {*companies, *snapshot.events.at[event_id, "companies"]}
    listings = snapshot.listings[["company", "ring"]].itertuples()
    return tuple(row.Index for row in listings if row.ring == 1 or row.company in wanted)


@remembered(256)
def pairs_of(snapshot: Snapshot, params: ImpactParams, event_id: str) -> pd.DataFrame:
    """Rows of one event in a study, the shares whose companies it concerns most first."""
    pairs = run_study(snapshot, params.spec()).pairs
    pairs = pairs[pairs["event_id"] == event_id]
    order = by_concern(snapshot, event_id, pairs["symbol"])
    return pairs.iloc[pairs["symbol"].map(order.index).argsort(kind="stable")]


def impact_table(snapshot: Snapshot, view: View, event_id: str, *, brief: bool = False) -> None:
    """Company × market: raw and abnormal return, interval, how unusual, change of market value."""
    if snapshot.awaits_prices(event_id):
        no_prices_yet(snapshot)
        return
    st.table(
        _readable(snapshot, study_of(snapshot, view, event_id), event_id, brief),
        hide_index=True,
        border="horizontal",
        alt=f"How the shares moved around {event_id}",
    )
    (first, last), words = view.window, MODEL_WORDS[view.model]
    st.caption(
        f"Sessions {relative_day(first)} to {relative_day(last)} around {linked('day-0', 'day 0')}. "
        f"“{linked('abnormal-return', words.column)}” is the return "
        "less what the "
        f"{linked(words.term, words.name)} expected; "
        "the "
        f"{linked('confidence-interval', 'range')} holds the true value in 95 of 100 such cases, if the "
        "model fits. "
        + ("" if brief else visible_moves(snapshot, study_of(snapshot, view, event_id), event_id))
        + ("" if view.clean_estimation else EVERY_SESSION)
    )


def no_prices_yet(snapshot: Snapshot) -> None:
    """What stands where the numbers of an event after the last price would be."""
    st.info(
        f"No prices yet: the record’s prices run through {day(snapshot.last_session)}; "
        "[fetch them](method?tab=prices).",
        icon=":material/schedule:",
    )


@remembered(256)
def visible_moves(snapshot: Snapshot, params: ImpactParams, event_id: str) -> str:
    """The smallest move of each share that could be told from noise, as a sentence; "" without numbers."""
    sizes = [
        f"{percent(pair['detectable'])} ({pair['company']}, "
        f"{market_name(snapshot.listings.at[pair['symbol'], 'exchange'])})"
        for pair in pairs_of(snapshot, params, event_id).to_dict("records")
        if pair["status"] == USED
    ]
    if not sizes:
        return ""
    smallest = linked("smallest-visible-move", "A move beyond expectation")
    return f"{smallest} of less than {listed(sizes)} could not be told from noise here. "


@remembered(256)
def _readable(snapshot: Snapshot, params: ImpactParams, event_id: str, brief: bool) -> pd.DataFrame:
    """The rows as texts for people; a pair without numbers carries its reason instead."""
    rows = []
    for pair in pairs_of(snapshot, params, event_id).to_dict("records"):
        used = pair["status"] == USED
        listing = snapshot.listings.loc[pair["symbol"]]
        row = {
            "Share": f"{pair['company']}, {market_name(listing['exchange'])}",
            "Return": _percent(pair["raw_return"]),
            MODEL_WORDS[params.model].column: _percent(pair["car"]) if used else "—",
            "95% range": f"{_percent(pair['ci_low'])} to {_percent(pair['ci_high'])}" if used else "—",
            "How unusual": _sentence(how_unusual(pair)),
            "Market value, US$ bn": _billions(pair["mv_change_usd_bn"]),
        }
        if brief:
            del row["95% range"], row["How unusual"]
            row["Ordinary windows as unusual"] = (
                out_of(pair["placebo_share"], pair["placebo_n"]) if used else MEANING[pair["status"]]
            )
        rows.append(row)
    return pd.DataFrame(rows)


def _sentence(phrase: str) -> str:
    return phrase[0].upper() + phrase[1:]


def _percent(value: float) -> str:
    return "—" if math.isnan(value) else percent(value, signed=True)


def _billions(value: float) -> str:
    return "—" if math.isnan(value) else decimal(value, 1, signed=True)
