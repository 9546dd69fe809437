"""Fresh prices on *Data & method*: the refresh button, rows kept aside, own listings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from components.language import counted, day
from data import RecordUnavailable, Snapshot, trouble
from data.kinds import EXCHANGES
from data.market import (
    ListingError,
    Report,
    add_listing,
    confirm_quarantined,
    drop_quarantined,
    last_refresh,
    refresh,
    remove_listing,
    user_listings,
)
from data.market.daily import setting

EXCHANGE_NAMES = {"XHKG": "Hong Kong", "XNYS": "New York Stock Exchange", "XNAS": "Nasdaq"}
EXAMPLES = (
    "e.g. NTES (NetEase), BILI (Bilibili), TME (Tencent Music), TCOM (Trip.com), 1810.HK (Xiaomi), "
    "DIDIY (Didi; choose New York)"
)
MESSAGE = "refresh-message"


def refresh_panel(snapshot: Snapshot) -> None:
    """The button that continues prices to today, and what came of it."""
    st.header("Fresh prices")
    if setting() == "off":
        st.caption("Refreshing is switched off on this server.")
        return
    when = {
        "daily": "They are also fetched once a day by themselves.",
        "never": "Nothing is fetched unless you ask.",
    }
    st.write(
        f"Prices in the record run through **{_day(snapshot.last_session)}**. The button asks Yahoo "
        f"Finance for what came after, checks every row, and stores what passes. {when[setting()]}"
    )
    _show_message()
    if trouble(snapshot.path):
        st.caption("While the database cannot be used, nothing can be fetched.")
        return
    if st.button("Fetch new prices", icon=":material/refresh:", key="refresh-now"):
        _say(_refresh_with_progress(snapshot))
        st.rerun()
    last = last_refresh(snapshot.path)
    if last is not None:
        _show_report(*last)
    _quarantine(snapshot)


def listings_panel(snapshot: Snapshot) -> None:
    """Add a listing of one's own, or take it out again."""
    st.header("Your own listings")
    if setting() == "off":
        st.caption("Adding listings is switched off on this server.")
        return
    if trouble(snapshot.path):
        return
    st.write(
        "Add any share traded in Hong Kong or New York. Its prices are fetched from Yahoo Finance, "
        "events that name the company join it, and every page can show it. It stays in this database "
        "until you remove it."
    )
    with st.form("add-listing", border=True):
        left, right = st.columns(2)
        symbol = left.text_input("Symbol at Yahoo", placeholder="NTES", help=EXAMPLES, max_chars=15)
        name = right.text_input(
            "Company", placeholder="NetEase", help="As events name it, in English or Chinese.", max_chars=60
        )
        exchange = left.selectbox(
            "Exchange", list(EXCHANGES), format_func=lambda code: EXCHANGE_NAMES.get(code, code)
        )
        benchmark = right.selectbox(
            "Benchmark",
            [None, *snapshot.benchmark_names.index],
            format_func=lambda code: snapshot.benchmark_names.name[code] if code else "The exchange’s own",
        )
        units = left.number_input(
            "Ordinary shares in one listed unit", min_value=1, value=1, help="1, or the ADS ratio."
        )
        if st.form_submit_button("Fetch and add", icon=":material/add_chart:"):
            _say(_add_with_progress(snapshot, symbol, name, exchange, benchmark, int(units)))
            st.rerun()
    own = user_listings(snapshot.path)
    if own.empty:
        st.caption("No listing was added so far.")
        return
    for symbol, listing in own.iterrows():
        named = sum(listing.company in companies for companies in snapshot.events.companies)
        words, button = st.columns([5, 1], vertical_alignment="center")
        through = snapshot.provenance["last"].get(symbol)
        words.markdown(
            f"**{symbol}** · {listing.company} · {EXCHANGE_NAMES.get(listing.exchange, listing.exchange)} · "
            f"{listing.currency} · prices through {_day(through)} · named by {named} events"
        )
        if button.button("Remove", key=f"remove-{symbol}"):
            _say(_attempt(partial(remove_listing, symbol, snapshot.path), f"{symbol} was removed."))
            st.rerun()


def _refresh_with_progress(snapshot: Snapshot) -> tuple[str, str]:
    bar = st.progress(0.0, text="Asking Yahoo Finance …")

    def progress(symbol: str, done: int, total: int) -> None:
        bar.progress(
            done / max(total, 1),
            text=f"Asking Yahoo Finance for {symbol}: {done + 1} of {total}" if symbol else "Storing …",
        )

    try:
        report = refresh(path=snapshot.path, progress=progress)
    except RecordUnavailable as error:
        return "error", str(error)
    return ("info" if report.busy else "warning" if report.troubled else "success"), report.message


def _add_with_progress(
    snapshot: Snapshot, symbol: str, name: str, exchange: str, benchmark: str | None, units: int
) -> tuple[str, str]:
    with st.spinner(f"Fetching {symbol or 'prices'} …"):
        return _attempt(
            lambda: add_listing(symbol, name, exchange, benchmark, units, path=snapshot.path),
            f"{symbol.strip().upper()} was added. Choose it on any page.",
        )


def _attempt(act: Callable[[], object], done: str) -> tuple[str, str]:
    try:
        act()
    except (ListingError, KeyError, ValueError, RecordUnavailable) as error:
        return "error", str(error.args[0])
    return "success", done


def _say(message: tuple[str, str]) -> None:
    """Keep a message for the rerun, in which the new record is shown."""
    st.session_state[MESSAGE] = message


def _show_message() -> None:
    kind, words = st.session_state.pop(MESSAGE, (None, ""))
    if kind:
        getattr(st, kind)(words)


def _show_report(finished_at: str, report: Report) -> None:
    when = pd.Timestamp(finished_at)
    with st.expander(f"Last refresh: {_day(when)}, {when:%H:%M} UTC", expanded=bool(report.troubled)):
        st.write(report.message)
        table = pd.DataFrame(
            [(o.symbol, o.state, o.rows, o.quarantined, o.message) for o in report.outcomes],
            columns=["Series", "State", "New rows", "Kept aside", "What happened"],
        )
        st.dataframe(table, hide_index=True, alt="What the last refresh did with each price series")


def _quarantine(snapshot: Snapshot) -> None:
    """Rows that were refused, with the reason; each can be believed or dropped."""
    rows = snapshot.quarantine
    if rows.empty:
        return
    st.markdown(f"**Kept aside: {counted(len(rows), 'row')}** that did not pass the checks.")
    st.dataframe(
        pd.DataFrame(
            {
                "Series": rows.symbol,
                "Session": rows.date.dt.strftime("%Y-%m-%d"),
                "Close": rows.close,
                "Why": rows.reason,
                "Fetched": rows.fetched_at,
            }
        ),
        hide_index=True,
        alt="Price rows that were kept aside, with the reason",
    )
    choices = list(zip(rows.symbol, rows.date.dt.strftime("%Y-%m-%d"), strict=True))
    left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
    chosen = left.selectbox("Row", choices, format_func=" · ".join, key="quarantined-row")
    for column, label, act, done in (
        (
            middle,
            "Believe it",
            confirm_quarantined,
            "is in the record now, with later rows that waited for it.",
        ),
        (right, "Drop it", drop_quarantined, "was dropped."),
    ):
        if column.button(label, key=f"quarantine-{label}") and chosen:
            symbol, date = chosen
            _say(_attempt(partial(act, symbol, date, snapshot.path), f"{symbol} of {date} {done}"))
            st.rerun()


def _day(date) -> str:
    return "–" if date is None or pd.isna(date) else day(date)
