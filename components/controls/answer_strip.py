"""The answer to a click, in sight wherever the reader is: the chosen event and what its shares did.

It stands under the chart and keeps to the edge of the window while the page is scrolled. Its height
is the same with and without an event, so that nothing on the page moves when one is chosen.
"""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.record import market_name, plain_title
from components.controls.impact_table import pairs_of, study_of
from components.controls.views import View
from components.language import day, percent, short_day
from components.params.impact import ImpactParams
from components.study.model_words import MODEL_WORDS
from components.study.status import USED
from components.study.words import out_of
from data import Snapshot

ORDINARY = " ordinary windows as unusual"
MOST = 3
"""Companies that the strip has room for; the first listing of each. The card has them all."""


def answer_strip(snapshot: Snapshot, view: View, where: str = "on the chart") -> None:
    """Date, title, and of each company that the event concerns its move, the part beyond, how unusual.

    where: an event can be chosen, said while none is.
    """
    with st.container(key="answer-strip", horizontal=True, gap="medium", vertical_alignment="center"):
        if view.event is None:
            st.html(f'<p class="answer">Choose an event {where}: what its shares did appears here.</p>')
            return
        event, params = snapshot.events.loc[view.event], study_of(snapshot, view, view.event)
        st.html(
            f'<p class="answer" aria-live="polite">'
            f'<span class="answer-day">{short_day(event["date"])}</span> '
            f"<strong>{html.escape(plain_title(event['title']))}</strong></p>"
            f'<p class="answer-moves">{_moves_of(snapshot, params, view.event)}</p>'
        )
        st.page_link("event.py", label="The story", query_params=view.query(), width="content")


@remembered(256)
def _moves_of(snapshot: Snapshot, params: ImpactParams, event: str) -> str:
    if snapshot.awaits_prices(event):
        return html.escape(f"No prices yet: they run through {day(snapshot.last_session)}.")
    shown = _concerned(snapshot, pairs_of(snapshot, params, event), event).head(MOST)
    moves = [_move(snapshot, pair, params.model) for _, pair in shown.iterrows()]
    brief = [move.removesuffix(ORDINARY) for move in moves[1:]]  # said once
    return " ".join(f"<span>{html.escape(move)}</span>" for move in (*moves[:1], *brief))


def _concerned(snapshot: Snapshot, pairs: pd.DataFrame, event: str) -> pd.DataFrame:
    """A pair a company: of those that the event names, else of those that it affects, else of all."""
    row, first = snapshot.events.loc[event], pairs[~pairs["company"].duplicated().to_numpy()]
    for names in (row["companies"], row["affects"]):
        found = first[first["company"].isin(names)]
        if len(found):
            return found
    return first


def _move(snapshot: Snapshot, pair: pd.Series, model: str) -> str:
    """`Alibaba, Hong Kong +4.6%, +6.8% beyond the market: 26 of 943 ordinary windows as unusual`."""
    share = f"{pair['company']}, {market_name(snapshot.listings.at[pair['symbol'], 'exchange'])}"
    if pd.isna(pair["raw_return"]):
        return f"{share}: {pair['status']}"
    move = f"{share} {percent(pair['raw_return'], signed=True)}"
    if pair["status"] != USED:
        return f"{move}; {pair['status']}"
    return (
        f"{move}, {percent(pair['car'], signed=True)} {MODEL_WORDS[model].beyond}: "
        f"{out_of(pair['placebo_share'], pair['placebo_n'])}{ORDINARY}"
    )
