"""Which share of one event a chart below the story draws."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts.kit.one_share import chosen_symbol
from components.charts.kit.share_params import ShareParams
from components.classroom.lesson import share_names
from components.controls.plain_text import plain
from components.study.status import USED
from data import Snapshot


def share_choice(snapshot: Snapshot, event: str, pairs: pd.DataFrame, key: str) -> str | None:
    """The share chosen among the pairs of one event that have numbers; None where there is none.

    Those that the event concerns come first; the one that its title speaks of is chosen to begin with.
    """
    used = pairs[(pairs["event_id"] == event) & (pairs["status"] == USED)]
    symbols = list(used.sort_values("affected", ascending=False, kind="stable")["symbol"])
    if not symbols:
        return None
    usual = chosen_symbol(snapshot, ShareParams(event=event))
    return st.segmented_control(
        "Share",
        symbols,
        default=usual if usual in symbols else symbols[0],
        format_func=lambda symbol: plain(share_names(snapshot)[symbol]),
        required=True,
        key=f"{key}-share-{event}",
    )
