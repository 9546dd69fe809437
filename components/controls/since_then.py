"""Since then: how a share went on after an event, beside its index, and when its old price was back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.record import market_name
from components.controls.impact_table import event_pairs
from components.controls.plain_text import plain
from components.controls.views import View
from components.language import short_day
from components.study.since import SINCE_HORIZONS, since_event
from components.study.since_words import COUNTED, SINCE_NAMES, old_price_words, way_words
from data import Snapshot

OLD_PRICE = "Old price"
BRIEF = 2
"""Shares of a short table: those that the event concerns first."""


def since_then(
    snapshot: Snapshot, view: View, event: str, *, brief: bool = False, narrow: bool = False
) -> None:
    """A row a share: returns from the close before day 0, and whether that price was reached again.

    brief: few shares and a small heading. narrow: the sentences stand below the table, not in it.
    """
    pairs = event_pairs(snapshot, view, event)
    shares = tuple(zip(pairs["symbol"], pairs["benchmark"], strict=True))
    table = _table(snapshot, event, shares[:BRIEF] if brief else shares)
    if table.empty:
        return
    alt = f"How the shares went on after {event}"
    if brief:
        st.markdown("**Since then**")
    else:
        st.header("Since then")
    if brief or narrow:
        st.table(table.drop(columns=OLD_PRICE), hide_index=True, border="horizontal", alt=alt)
        st.markdown(
            "\n".join(f"- {plain(share)}: {words}" for share, words in table[["Share", OLD_PRICE]].values)
        )
    else:
        st.table(table, hide_index=True, border="horizontal", alt=alt)
    st.caption(
        f"From the close before day 0, dividends included; in brackets the index "
        f"over the same sessions. {COUNTED} What came later has many causes."
    )


@remembered(256)
def _table(snapshot: Snapshot, event: str, shares: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Texts; shares without a session from day 0 on are left out."""
    rows = []
    for symbol, benchmark in shares:
        found = since_event(snapshot, event, symbol, benchmark)
        if found is None:
            continue
        listing = snapshot.listings.loc[symbol]
        cells = map(way_words, found.share, found.index, found.reached)
        rows.append(
            {
                "Share": f"{listing['company']}, {market_name(listing['exchange'])}",
                **dict(zip([*map(SINCE_NAMES.__getitem__, SINCE_HORIZONS), "to"], cells, strict=True)),
                OLD_PRICE: old_price_words(found),
            }
        )
    return pd.DataFrame(rows).rename(columns={"to": f"To {short_day(snapshot.last_session)}"})
