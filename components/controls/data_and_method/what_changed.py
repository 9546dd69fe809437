"""The tab *What changed* on *Data & method*: editions, and every correction with its reason."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.controls.plain_text import plain
from components.edition_words import brought_by, change_words, how_far
from data import Snapshot
from data.changes import WHOLE_ROW

KINDS = {
    "corrections": "Corrections",
    "additions": "New rows",
    "all": "Everything",
}


def what_changed(snapshot: Snapshot) -> None:
    """Each edition in words, then its changes as a table that can be searched and downloaded."""
    st.write(how_far(snapshot))
    for edition, row in snapshot.editions.iloc[::-1].iterrows():
        issued, brought = row["issued"] or "in the making", brought_by(snapshot, str(edition))
        st.markdown(f"**Edition {edition}** ({issued}) {brought}. {plain(row['notes'])}")
    if snapshot.changes.empty:
        st.info("No correction has been recorded.")
        return
    kind = st.segmented_control("Shown", list(KINDS), format_func=KINDS.__getitem__, default="corrections")
    shown = _told(snapshot, kind or "corrections")
    st.dataframe(
        shown,
        hide_index=True,
        height=480,
        alt=f"{len(shown)} changes: edition, what changed, why, and the evidence",
    )
    st.markdown(
        "The whole list: [CSV](/data/changes.csv), [JSON](/data/changes.json). `since=` takes an edition, "
        "a day or a data version: [`/data/changes.json?since=2025.11`](/data/changes.json?since=2025.11). "
        "New events and corrections as a feed: [Atom](/feed.xml), [JSON Feed](/feed.json)."
    )


def _told(snapshot: Snapshot, kind: str) -> pd.DataFrame:
    """The newest edition's changes first; whole rows of series are corrections, as sessions were missing."""
    changes = snapshot.changes
    added = (changes["column"] == "") & (changes["new"] == WHOLE_ROW)
    added &= ~changes["table"].str.contains("/", regex=False)
    rows = {"corrections": changes[~added], "additions": changes[added], "all": changes}[kind]
    rows = rows.sort_values("edition", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Edition": rows["edition"],
            "What changed": [change_words(row) for _, row in rows.iterrows()],
            "Why": rows["reason"],
            "Evidence": rows["evidence"],
        }
    )
