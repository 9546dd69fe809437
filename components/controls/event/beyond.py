"""Beyond the index and beyond shares outside tech, side by side; the picture of one share behind a press."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts import counterfactual
from components.charts.counterfactual.words import IN_THE_INDEX, INDEX_SOURCES
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.record import market_name
from components.controls.event.share_choice import share_choice
from components.controls.glossary_links import linked
from components.controls.impact_table import study_of
from components.controls.show import remembered_chart, show
from components.controls.views import View
from components.language import listed, percent
from components.params.impact import ImpactParams
from components.study import run_study
from components.study.concern import by_concern
from components.study.spec import CONTROLS
from components.study.status import MEANING, USED
from components.study.words import out_of
from data import Snapshot

TITLE = "What would have happened anyway?"


def beyond(snapshot: Snapshot, view: View, look: Look) -> None:
    """The table of both yardsticks, how much of the index the shares are, and the chart when it is opened."""
    st.header(TITLE)
    asked = study_of(snapshot, view, str(view.event))
    table, reasons = _side_by_side(snapshot, asked, str(view.event))
    st.table(table, hide_index=True, border="horizontal", alt=f"Two yardsticks for {view.event}")
    said = listed(f"[{source.name}]({source.url})" for source in INDEX_SOURCES)
    st.caption(
        f"{IN_THE_INDEX} ({said}.) The last two columns set the share beside a "
        f"{linked('control-portfolio', 'portfolio of shares outside tech')} instead: what stands for the "
        f"{linked('counterfactual', 'move without the event')}. {' '.join(reasons)}"
    )
    place = st.expander("One share, its index and its portfolio", on_change="rerun", key="beyond-chart")
    if place.open:
        with place:
            _chart(snapshot, view, look, asked)


@remembered(256)
def _side_by_side(snapshot: Snapshot, asked: ImpactParams, event: str) -> tuple[pd.DataFrame, list[str]]:
    """The rows as texts, and a sentence for each reason why a share has no portfolio."""
    index, controls = (_rows(snapshot, asked, event, model) for model in ("market", CONTROLS))
    rows, reasons = [], dict.fromkeys(controls.loc[controls["status"] != USED, "status"])
    for symbol, pair in index.iterrows():
        other, market = controls.loc[symbol], snapshot.benchmark_names.at[pair["benchmark"], "name"]
        exchange = market_name(snapshot.listings.at[symbol, "exchange"])
        rows.append(
            {
                "Share": f"{pair['company']}, {exchange}",
                "Return": _signed(pair["raw_return"]),
                "Beyond its index": f"{_signed(pair['car'])} ({market})" if pair["status"] == USED else "—",
                "Beyond shares outside tech": _signed(other["car"]),
                "Ordinary windows as unusual": out_of(other["placebo_share"], other["placebo_n"])
                if other["status"] == USED
                else "—",
            }
        )
    return pd.DataFrame(rows), [MEANING[status] for status in reasons]


def _rows(snapshot: Snapshot, asked: ImpactParams, event: str, model: str) -> pd.DataFrame:
    pairs = run_study(snapshot, asked.spec(model=model)).pairs
    pairs = pairs[pairs["event_id"] == event].set_index("symbol")
    return pairs.loc[by_concern(snapshot, event, pairs.index)]


def _signed(value: float) -> str:
    return "—" if pd.isna(value) else percent(value, signed=True)


def _chart(snapshot: Snapshot, view: View, look: Look, asked: ImpactParams) -> None:
    pairs = run_study(snapshot, asked.spec(model=CONTROLS)).pairs
    symbol = share_choice(snapshot, str(view.event), pairs, "beyond")
    if symbol is None:
        st.write("No share has a portfolio beside this event, so there is nothing to draw.")
        return
    params = counterfactual.Params.taking(view, symbol=symbol)
    show(remembered_chart(snapshot, counterfactual.SLUG, params, look), key="counterfactual")
