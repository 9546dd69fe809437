"""The record of this visit: everybody's, and the shares that this visitor wants beside it on every page.

They stand in the session and nowhere else: nothing is stored, nobody else sees them, no address
knows them, and the record's own listings keep their prices.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

import data
from components.controls.plain_text import plain
from components.language import listed
from components.upload.own_shares import with_shares
from components.upload.prices import PricesUpload
from data import Snapshot

_SHARES, _RECORD, _TOGGLE = "visit-shares", "visit-record", "visit-everywhere"
MOST_REMEMBERED = 80
"""Results that a visit keeps of its own record; then it begins anew, so that no visit grows without end."""


def visit_snapshot() -> Snapshot:
    """What the pages show in this visit."""
    snapshot = data.load_snapshot()
    shares: PricesUpload | None = st.session_state.get(_SHARES)
    if shares is None:
        return snapshot
    version, own = st.session_state.get(_RECORD, ("", None))
    if own is None or version != snapshot.version:
        own = with_shares(snapshot, shares)
    elif own.remembered > MOST_REMEMBERED:
        own = replace(own)
    st.session_state[_RECORD] = (snapshot.version, own)
    return own


def offer_everywhere(snapshot: Snapshot, prices: PricesUpload | None) -> None:
    """The switch that puts the shares a visitor brought on every page, for this visit."""
    own = None if prices is None else _further(snapshot, prices)
    if own is None:
        _set(None)
        return
    names = listed(list(own.listings.index))
    wanted = st.toggle(
        f"Show {plain(names)} on every page, beside the record’s own shares",
        value=_SHARES in st.session_state,
        key=_TOGGLE,
        help="For this visit: nobody else sees it, nothing is stored, and a reload forgets it.",
    )
    _set(own if wanted else None)


def _set(shares: PricesUpload | None) -> None:
    if shares is None:
        st.session_state.pop(_SHARES, None)
        st.session_state.pop(_RECORD, None)
    elif st.session_state.get(_SHARES) is None or not _same(st.session_state[_SHARES], shares):
        st.session_state[_SHARES] = shares
        st.session_state.pop(_RECORD, None)


def _same(one: PricesUpload, other: PricesUpload) -> bool:
    return one.listings.equals(other.listings) and one.prices.equals(other.prices)


def _further(snapshot: Snapshot, prices: PricesUpload) -> PricesUpload | None:
    """The shares that the record does not have, under the names that its events use; None without any."""
    listings = prices.listings[~prices.listings.index.isin(snapshot.listings.index)]
    if listings.empty:
        return None
    known = {
        name.casefold(): firm
        for firm, name_zh, aliases in snapshot.firms[["name_zh", "aliases"]].itertuples()
        for name in (firm, name_zh, *aliases)
        if name
    }
    companies = [known.get(name.casefold(), name) for name in listings["company"]]
    rows = prices.prices[prices.prices["symbol"].isin(listings.index)]
    return replace(prices, listings=listings.assign(company=companies), prices=rows, replaced=())
