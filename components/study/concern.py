"""Whom an event is about: the order in which its shares are named, on every surface."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data import Snapshot


def by_concern(snapshot: Snapshot, event: str, symbols: Iterable[str]) -> list[str]:
    """Listings of companies that the event names first, in its order, then of those that it affects, then
    the others; of one company the primary listing first.

    How far a share moved decides nothing: an order by size would lead with bystanders.
    """
    row, symbols = snapshot.events.loc[event], list(symbols)
    companies, primary = snapshot.listings["company"], snapshot.listings["primary"]
    others = (companies[symbol] for symbol in symbols)
    order = {name: at for at, name in enumerate(dict.fromkeys([*row["companies"], *row["affects"], *others]))}
    return sorted(symbols, key=lambda symbol: (order[companies[symbol]], not primary[symbol]))
