"""The record itself on *Data & method*: tables, where prices come from, the check report."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.controls.tables import day_columns
from components.downloads import csv_bytes
from data import Snapshot
from data.check import check_folder

TABLES = {
    "events": (
        "One row an event: date, day 0 in both markets, who acted, whom it named, severity, "
        "confidence, curators’ notes."
    ),
    "sources": "One row a source of an event, with its address.",
    "actors": "Who acted: code, English and Chinese name, kind.",
    "glossary": "What the words of the dashboard mean, with Chinese names and related terms.",
    "companies": (
        "Companies with their ring (1 principal, 2 second ring, 3 added by you), colour and other names."
    ),
    "listings": "Where each company is traded, in which currency, and its benchmark.",
    "controls": (
        "Shares and funds outside Chinese tech from which the model “shares outside tech” is mixed; their "
        "prices: /data/prices.csv?symbols=0005.HK,…"
    ),
    "corporate_actions": "Dividends and distributions by ex-date; total-return prices are made from them.",
    "share_counts": (
        "Shares outstanding by date, with source and confidence; market values are made from them."
    ),
}
SOURCE_NAMES = {
    "bundled": "Bundled tables",
    "yahoo": "Yahoo Finance",
    "bundled + yahoo": "Bundled tables, then Yahoo Finance",
}


def tables(snapshot: Snapshot) -> None:
    """Browse and download each table."""
    st.markdown(
        "[Every file of the record](/data/), with what each column means: CSV, JSON, Parquet and Stata, a "
        "Data Package, a manifest of checksums, a citation. The whole as one file: "
        "[SQLite database](/data/crackdown.db) (opens in Datasette or any SQL tool). Events: "
        "[CSV](/data/events.csv), [JSON](/data/events.json). Study results: "
        "[CSV](/data/impacts.csv), [JSON](/data/impacts.json)."
    )
    name = st.selectbox("Table", list(TABLES), format_func=lambda n: n.replace("_", " ").capitalize())
    st.caption(TABLES[name])
    frame: pd.DataFrame = getattr(snapshot, name)
    if frame.index.name:
        frame = frame.reset_index()
    st.dataframe(
        frame,
        hide_index=True,
        column_config=day_columns(frame),
        height=480,
        alt=f"Table {name}, {len(frame)} rows",
    )
    st.download_button(
        f"Download {name}.csv", lambda: csv_bytes(frame, bom=True), file_name=f"{name}.csv", on_click="ignore"
    )
    st.caption(
        "Event table: Creative Commons Attribution 4.0. Prices are facts compiled for research and teaching."
    )


def provenance(snapshot: Snapshot) -> None:
    """Through which session the prices of each listing run, and from where."""
    st.header("Through which day prices run")
    shown = snapshot.provenance.reset_index().rename(columns={"fetched_at": "fetched"})
    shown["source"] = shown["source"].map(lambda source: SOURCE_NAMES.get(source, source))
    st.dataframe(
        shown,
        hide_index=True,
        column_config=day_columns(shown),
        alt="First and last session, number of rows and source of each price series",
    )
    st.caption(
        "A session without a known close has no row: the return of that session and of the next is missing, "
        "never a two-day return in disguise. Most half-day sessions have a close only."
    )


def check_report() -> None:
    """Validate the bundled tables now, and show every violation with its place."""
    st.write(
        "The same check as `python -m data check`: every table against its schema, and every rule "
        "between tables, such as: each event has a source, each day 0 is a session, each close lies on "
        "the exchange’s tick grid."
    )
    if st.button("Check the tables now", icon=":material/fact_check:"):
        with st.spinner("Checking every table …"):
            violations = check_folder()
        if violations:
            st.error(f"{len(violations)} violations")
            st.dataframe(
                pd.DataFrame([str(violation) for violation in violations], columns=["Violation"]),
                hide_index=True,
            )
        else:
            st.success("Every table holds: no violation.", icon=":material/check_circle:")
