"""What the source has changed since an earlier refresh, named and kept.

Rows that came from Yahoo follow Yahoo: a revised close, a corrected dividend
or split, a filled gap. Each leaves the value that it replaced as a `Change`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.market.plan import Series
from data.store_user import QUOTES

RELATIVE, ABSOLUTE = 2e-5, 1e-4
"""Yahoo's prices carry about seven digits and are stored with four decimals."""
RESCALED = "whole history rescaled"


@dataclass(frozen=True)
class Change:
    """One value replaced. `old` is None for one added, `new` for one removed."""

    date: pd.Timestamp
    field: str
    """open, high, low, close, volume; "cash dividend" or "split" for an action."""
    old: float | None
    new: float | None
    kind: str

    def __str__(self) -> str:
        def shown(value: float | None) -> str:
            return "none" if value is None else f"{value:.10g}"

        return f"{self.date:%Y-%m-%d} {self.field} {shown(self.old)} → {shown(self.new)} ({self.kind})"


def completed(series: Series, traded: pd.DataFrame) -> pd.DataFrame:
    """`traded`, with quotes that Yahoo leaves out this time as they are stored."""
    if series.repair or series.refreshed.empty:
        return traded
    return traded.where(traded.notna(), series.refreshed.reindex(traded.index))


def differing(series: Series, traded: pd.DataFrame) -> np.ndarray:
    """True for each row of `traded` that says otherwise than the stored row of its day."""
    stored = stored_quotes(series).reindex(traded.index)
    apart = (traded - stored).abs() > ABSOLUTE + RELATIVE * stored.abs()
    added = stored.isna() & traded.notna() if not series.refreshed.empty else apart & False
    return ((apart | added).any(axis=1) & traded.index.isin(series.stored.index)).to_numpy()


def stored_quotes(series: Series) -> pd.DataFrame:
    """The rows of earlier refreshes; closes alone where only those are known."""
    if not series.refreshed.empty:
        return series.refreshed[list(QUOTES)]
    return series.stored.to_frame("close").reindex(columns=list(QUOTES))


def is_rescaled(ratios: np.ndarray, tolerance: float) -> bool:
    """Whether closes are the stored ones times one number that is not 1."""
    return (
        len(ratios) > 0
        and bool((np.abs(ratios - 1) > tolerance).all())
        and bool(np.ptp(ratios) <= tolerance * ratios.mean())
    )


def price_changes(series: Series, rows: pd.DataFrame, tolerance: float) -> tuple[Change, ...]:
    """What storing `rows` (accepted, as traded) changes in the rows of earlier refreshes."""
    stored = stored_quotes(series)
    common = rows.index.intersection(stored.index)
    ratios = (rows.close[common] / stored.close[common]).to_numpy()
    whole = len(common) > 1 and is_rescaled(ratios, tolerance)
    last = series.stored.index[-1] if len(series.stored) else pd.NaT
    changes: list[Change] = []
    for day, row in rows[list(QUOTES)].iterrows():
        if day not in stored.index:
            if not series.repair and len(stored) and stored.index[0] < day < last:
                changes.append(Change(day, "close", None, float(row.close), "filled gap"))
            continue
        before = stored.loc[day]
        kind = RESCALED if whole else "repaired" if series.repair else revision(before, row)
        for name in QUOTES:
            old, new = before[name], row[name]
            if pd.isna(new) or (pd.notna(old) and abs(new - old) <= ABSOLUTE + RELATIVE * abs(old)):
                continue
            changes.append(Change(day, name, None if pd.isna(old) else float(old), float(new), kind))
    if series.repair:
        for day in series.refreshed.index.difference(rows.index):
            old = float(series.refreshed.close[day])
            changes.append(Change(day, "close", old, None, "removed by a repair"))
    return tuple(changes)


def revision(before: pd.Series, row: pd.Series) -> str:
    """What kind of change a row of the same day makes to the stored one."""
    same = before.open == before.high == before.low == before.close
    if same and (pd.isna(before.volume) or before.volume == 0):
        return "placeholder replaced"
    moved = abs(row.close - before.close) > ABSOLUTE + RELATIVE * abs(before.close)
    return "revised close" if moved else "revised quote"


def action_changes(series: Series, actions: pd.DataFrame, begin: pd.Timestamp) -> tuple[Change, ...]:
    """How Yahoo's dividends and splits from `begin` on differ from the stored ones."""
    known = {
        (action.ex_date, action.kind): float(action.amount_per_share)
        for action in series.actions.itertuples()
        if action.ex_date >= begin
    }
    found = {(action.ex_date, action.kind): float(action.amount_per_share) for action in actions.itertuples()}
    last = series.stored.index[-1] if len(series.stored) else pd.NaT
    changes = []
    for day, kind in sorted({*known, *found}):
        old, new = known.get((day, kind)), found.get((day, kind))
        word = kind.split()[-1]
        if new is None:
            changes.append(Change(day, kind, old, None, f"withdrawn {word}"))
        elif old is None and (series.repair or not len(series.refreshed) or day > last):
            continue  # new, not late
        elif old is None:
            changes.append(Change(day, kind, None, new, f"late {word}"))
        elif abs(new - old) > 1e-6 * abs(old):
            changes.append(Change(day, kind, old, new, f"corrected {word}"))
    return tuple(changes)


def in_words(changes: tuple[Change, ...]) -> str:
    """One phrase a kind, with its first day: "revised close on 2 days (2025-07-03 close 101 → 102)"."""
    phrases = []
    for kind in dict.fromkeys(change.kind for change in changes):
        of_kind = [change for change in changes if change.kind == kind]
        days = len({change.date for change in of_kind})
        shown = next((change for change in of_kind if change.field == "close"), of_kind[0])
        example = str(shown).removesuffix(f" ({kind})")
        phrases.append(f"{kind} on {days} day{'' if days == 1 else 's'} ({example})")
    return "; ".join(phrases)
