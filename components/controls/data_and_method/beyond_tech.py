"""*Data & method* on shares outside tech as a model: why, how, what speaks against it, which they are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts.counterfactual.words import IN_THE_INDEX, INDEX_SOURCES
from components.controls.glossary_links import linked
from components.language import day, listed, relative_day
from components.study.control_returns import SEEN_FROM_HONG_KONG, control_returns
from components.study.control_weights import FEWEST, LAST, LONGEST
from components.study.spec import CONTROLS_LAST_DAY
from data import Snapshot


def beyond_tech(snapshot: Snapshot) -> None:
    """The section; nothing where the record has no controls."""
    if snapshot.control_levels.empty:
        return
    ends = listed(
        f"{day(control_returns(snapshot, exchange, 'simple').dropna().index[-1])} for {place} shares"
        for exchange, place in (("XHKG", "Hong Kong"), ("XNYS", "New York"))
    )
    st.header("Beyond shares outside tech", anchor="beyond-shares-outside-tech")
    said = listed(f"[{source.name}]({source.url})" for source in INDEX_SOURCES)
    st.markdown(f"""
{IN_THE_INDEX} ({said}.) Who asks what a share did *beyond the index* therefore sets it beside a measure
that it is a part of. The model *shares outside tech* sets it beside a
{linked("control-portfolio", "portfolio")} of shares that the campaign did not concern, mixed before the
event so that it came nearest to the share. Goldsmith-Pinkham & Lyu (2025), *Causal inference in financial
event studies*, show that lines on an index mislead in volatile times, over long windows and where events
come in clusters, and that such portfolios mend most of it.

- **How it is mixed.** Weights of nought or more, without an intercept, by least squares on the latest
  {LONGEST} undisturbed sessions up to day {relative_day(LAST)}, at least {FEWEST}. For Hong Kong shares:
  the controls of Hong Kong, and {listed(SEEN_FROM_HONG_KONG)} by their session of the night before. For
  New York shares: those listed there.
- **What is never done.** A control’s missing session is missing for the portfolio, never filled. No price
  after day {relative_day(LAST)} touches a weight. Windows that end after day +{CONTROLS_LAST_DAY} have no
  number.
- **How well it fits.** Less well than an index, which holds the share: the chart says how much of the
  share’s ups and downs the portfolio explains, in the fit and on ordinary sessions that it had not seen.
- **What speaks against it.** Controls are not untouched: in July 2021 many of them fell on the same days
  ({linked("spill-over", "spill-over")}), which makes the distance too small. A share may have left its
  portfolio before the event, as the three had in the weeks before July 2021; the chart then says so. The
  choice of controls is a choice: *Event* puts each of them in the share’s place
  ({linked("placebo-in-space", "placebo in space")}) to see how unusual its move was among theirs.
- **Until when.** All controls have prices to {ends}; later pairs have a reason instead of a number.
""")
    st.dataframe(
        _table(snapshot),
        hide_index=True,
        alt=f"The {len(snapshot.controls)} shares and funds that may serve as controls",
    )
    st.caption(
        "Their prices: [one file for all](/data/prices.csv?symbols="
        f"{','.join(snapshot.controls.index)}). They are no companies of the record and appear in none of "
        "its filters. The one that serves nobody is there to be compared with."
    )


def _table(snapshot: Snapshot) -> pd.DataFrame:
    table = snapshot.controls.reset_index()
    return pd.DataFrame(
        {
            "Symbol": table["symbol"],
            "Name": table["name"],
            "中文": table["name_zh"],
            "What it is": table["sector"],
            "Serves": table["default"].map({True: "yes", False: "no"}),
            "To know": table["note"],
        }
    )
