"""What Yahoo sent, held against the calendar and the stored record.

A batch is refused whole when it is in another currency. Its new rows wait as
one when they cannot be told to continue the stored ones (another base, another
share); a row waits alone when it cannot be believed by itself; the rest is
accepted, as traded, also in place of what Yahoo sent before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.day0 import close_of, session_closes
from data.kinds import HKD_PER_USD
from data.market.heal import Change, action_changes, completed, differing, is_rescaled, price_changes
from data.market.plan import SETTLED_AFTER, Series
from data.market.yahoo import Batch

OVERLAP_TOLERANCE = 0.005
"""Closes on half days may differ by a tick or two between sources."""
LARGEST_MOVE = 0.40
"""A larger move from one close to the next waits for confirmation."""
PRICES = ("open", "high", "low", "close")
WAITS = "the whole series waits: "
"""How the reason begins of rows that wait because their series cannot be told to be the stored one."""
A_MOVE = "a move of"
"""How the reason of such a row begins."""
RATES = {("USD", "HKD"): HKD_PER_USD, ("HKD", "USD"): 1 / HKD_PER_USD}


@dataclass(frozen=True)
class Verdict:
    """One symbol's batch after the checks."""

    symbol: str
    currency: str
    rows: pd.DataFrame
    """Accepted new rows, as traded; index date."""
    quarantined: pd.DataFrame
    """Rows kept aside, with a column `reason`; index date."""
    actions: pd.DataFrame
    """New actions: ex_date, kind, amount_per_share (as traded)."""
    refused: str = ""
    """Why none of the batch is stored; empty when it is. Rows that someone may
    believe nevertheless are in `quarantined`."""
    notes: tuple[str, ...] = field(default=())
    changes: tuple[Change, ...] = ()
    """What accepting the rows and actions replaces."""
    answered_from: pd.Timestamp | None = None
    """The first day of the answer: what is kept aside from there on is known anew."""


def verify(series: Series, batch: Batch, now: pd.Timestamp) -> Verdict:
    """Check a batch; `now` (with a zone) decides which sessions are over."""
    if series.is_listing and batch.currency != series.currency:
        shown = batch.currency or "no currency"
        return refusal(series, f"Yahoo gives {shown}, the listing trades in {series.currency}")
    rows = batch.rows.sort_index()
    reasons = pd.Series("", index=range(len(rows)))
    settled = _judge_days(series, rows.index, reasons, now)
    _judge_prices(series, rows, reasons)
    usable = (reasons == "").to_numpy() & settled
    traded = completed(series, as_traded(rows, batch.splits))
    problem, scale = overlap_problem(series, traded.close[usable])

    known = rows.index.isin(series.stored.index)
    late = np.ones(len(rows), dtype=bool)
    if not pd.isna(series.bundled_end):
        late = (rows.index > series.bundled_end).astype(bool)
    fresh = ~known & late & settled
    revised = differing(series, traded) & late & usable
    curated = known & ~late & usable
    if problem:
        traded[list(PRICES)] = (traded[list(PRICES)] / scale).round(4)
        reasons[(fresh & usable)] = problem
        revised[:], curated[:] = False, False
    else:
        curated &= _curated_differs(series, traded, reasons)
        _judge_hand(series, traded, reasons, revised)
        _judge_moves(series, rows, batch.splits, reasons, fresh | revised)
    bad = (reasons != "").to_numpy()
    accepted = traded[(fresh | revised) & ~bad]
    aside = (fresh | revised | curated) & bad
    quarantined = traded[aside].assign(reason=reasons[aside].to_numpy())
    if series.repair and accepted.empty and len(series.refreshed):
        return refusal(series, problem or "nothing usable came, so the stored rows stay")
    actions, notes = new_actions(series, batch, traded.close[usable])
    changes: tuple[Change, ...] = ()
    if problem:
        actions = actions.iloc[:0]
    else:
        changes = price_changes(series, accepted, OVERLAP_TOLERANCE)
        changes += action_changes(series, actions, rows.index[0])
    absent = missing_sessions(series, rows.index, now)
    return Verdict(
        series.symbol,
        series.currency,
        accepted,
        quarantined,
        actions,
        refused=problem.removeprefix(WAITS),
        notes=(*notes, *absent),
        changes=changes,
        answered_from=rows.index[0],
    )


def refusal(series: Series, reason: str) -> Verdict:
    empty = pd.DataFrame(columns=["open", "high", "low", "close", "volume"], index=pd.DatetimeIndex([]))
    actions = pd.DataFrame(columns=["ex_date", "kind", "amount_per_share"])
    return Verdict(series.symbol, series.currency, empty, empty.assign(reason=""), actions, refused=reason)


def split_factors(dates: pd.DatetimeIndex, splits: pd.Series) -> np.ndarray:
    """By how much Yahoo divided the prices of each date: the product of later splits."""
    factors = np.ones(len(dates))
    for ex_date, ratio in splits.items():
        factors[dates < ex_date] *= ratio
    return factors


def as_traded(rows: pd.DataFrame, splits: pd.Series) -> pd.DataFrame:
    """Prices as they stood on the day, volumes in the shares of the day."""
    factors = split_factors(rows.index, splits)
    prices = rows[["open", "high", "low", "close"]].mul(factors, axis=0).round(4)
    volume = (rows.volume / factors).round()
    return prices.assign(volume=volume.where(volume > 0))


def overlap_problem(series: Series, closes: pd.Series) -> tuple[str, float]:
    """Why new closes cannot continue the stored ones ("" when they can), and
    how many times the stored ones they are where that is all that is wrong.

    The curated closes decide where any can be compared: those of earlier
    refreshes follow Yahoo, unless it no longer sends all of a rescaled history.
    """
    stored = series.stored.dropna()
    if stored.empty:
        return "", 1.0
    closes = closes.groupby(level=0).first()
    common = closes.index.intersection(stored.index)
    if common.empty:
        words = "none of the stored closes is in Yahoo's answer, so the two cannot be compared"
        return WAITS + words, 1.0
    curated = common if pd.isna(series.bundled_end) else common[common <= series.bundled_end]
    compared = curated if len(curated) else common
    ratios = (closes[compared] / stored[compared]).to_numpy()
    wrong = np.abs(ratios - 1) > OVERLAP_TOLERANCE
    if is_rescaled(ratios, OVERLAP_TOLERANCE):
        if pd.isna(series.bundled_end) and len(compared) == len(stored) > 1:
            return "", 1.0  # all of it is Yahoo's own, and all of it is replaced
        words = f"Yahoo's closes are {ratios.mean():.4g} times the stored ones and no split that it reports"
        return f"{WAITS}{words} explains this; the rows are shown on the stored scale", float(ratios.mean())
    if wrong.mean() > 0.5 and wrong.sum() > 1:
        day = compared[wrong.argmax()]
        words = (
            f"Yahoo's close of {day:%Y-%m-%d} is {closes[day]:g}, the stored one {stored[day]:g}; "
            f"{wrong.sum()} of {len(compared)} compared closes differ, so it may be another share"
        )
        return WAITS + words, 1.0
    return "", 1.0


def _curated_differs(series: Series, traded: pd.DataFrame, reasons: pd.Series) -> np.ndarray:
    """Mark rows whose close is not the curated one; True for each."""
    stored = series.stored.reindex(traded.index)
    if not pd.isna(series.bundled_end):
        stored = stored.where(traded.index <= series.bundled_end)
    else:
        stored[:] = np.nan
    differs = ((traded.close / stored - 1).abs() > OVERLAP_TOLERANCE).to_numpy()
    for place in np.flatnonzero(differs & (reasons == "").to_numpy()):
        reasons[place] = (
            f"Yahoo's close is {traded.close.iloc[place]:g}, the curated one {stored.iloc[place]:g}"
        )
    return differs


def _judge_hand(series: Series, traded: pd.DataFrame, reasons: pd.Series, revised: np.ndarray) -> None:
    """Mark revisions of rows that someone replaced by hand."""
    for place in np.flatnonzero(revised & traded.index.isin(list(series.by_hand))):
        day = traded.index[place]
        own, theirs = series.stored[day], traded.close.iloc[place]
        reasons[place] = f"the close was replaced by hand with {own:g}; Yahoo says {theirs:g}"


def _judge_days(series: Series, dates: pd.DatetimeIndex, reasons: pd.Series, now: pd.Timestamp) -> np.ndarray:
    """Mark days that cannot be sessions; True where a session is over and settled."""
    repeated = dates.duplicated(keep=False)
    first, last = dates[0].date(), max(dates[-1], now.tz_convert(None)).date()
    closes = session_closes(series.exchange, first, last + pd.Timedelta(days=7))
    settled = np.zeros(len(dates), dtype=bool)
    for place, day in enumerate(dates):
        over = close_of(series.exchange, day, closes) + SETTLED_AFTER <= now
        settled[place] = over or day > now.tz_convert(None)
        if day > now.tz_convert(None):
            reasons[place] = "in the future"
        elif day not in closes.index:
            reasons[place] = f"{series.exchange} was closed on that day"
        elif repeated[place]:
            reasons[place] = "two rows for the same day"
    return settled


def _judge_prices(series: Series, rows: pd.DataFrame, reasons: pd.Series) -> None:
    """Mark rows whose prices contradict themselves."""
    low, high = rows.low.to_numpy(), rows.high.to_numpy()
    close, open_ = rows.close.to_numpy(), rows.open.to_numpy()
    slack = 1e-6 * np.abs(np.nan_to_num(close))
    tests = [
        ("no close", ~np.isfinite(close)),
        (
            "a price that is not positive",
            (rows[["open", "high", "low", "close"]] <= 0).any(axis=1).to_numpy(),
        ),
        ("an infinite price", np.isinf(rows[["open", "high", "low"]].to_numpy()).any(axis=1)),
        ("the high is below the low", high < low - slack),
        ("the close is outside the day's range", (close > high + slack) | (close < low - slack)),
        ("the open is outside the day's range", (open_ > high + slack) | (open_ < low - slack)),
        ("a negative volume", (rows.volume < 0).to_numpy()),
    ]
    if series.is_listing:
        same = (rows.open == rows.close) & (rows.high == rows.close) & (rows.low == rows.close)
        placeholder = same & (rows.close == rows.close.shift()) & (rows.volume.fillna(0) == 0)
        tests.append(("no trade: the last close repeated as a placeholder", placeholder.to_numpy()))
    for reason, bad in tests:
        reasons[(reasons == "").to_numpy() & bad] = reason


def _judge_moves(
    series: Series, rows: pd.DataFrame, splits: pd.Series, reasons: pd.Series, judged: np.ndarray
) -> None:
    """Mark the `judged` rows that moved too far from the last close believed,
    whether they come after the stored rows, between them or in their place."""
    places = np.flatnonzero(judged & (reasons == "").to_numpy())
    stored = series.stored.dropna()
    stored = stored[~stored.index.isin(rows.index[places])]
    stored = stored / split_factors(stored.index, splits)
    accepted, accepted_on = np.nan, None
    for place in places:
        day, close = rows.index[place], rows.close.iloc[place]
        before = stored.index.searchsorted(day) - 1
        believed, believed_on = (stored.iloc[before], stored.index[before]) if before >= 0 else (np.nan, None)
        if accepted_on is not None and (believed_on is None or accepted_on > believed_on):
            believed = accepted
        if abs(close / believed - 1) > LARGEST_MOVE:
            reasons[place] = f"{A_MOVE} {close / believed - 1:+.0%} from the close before"
        else:
            accepted, accepted_on = close, day


def new_actions(series: Series, batch: Batch, closes: pd.Series) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Dividends and splits after the bundled record, as traded; and what was left out."""
    notes, found = [], []
    begin = series.bundled_end if not pd.isna(series.bundled_end) else pd.Timestamp.min
    for ex_date, ratio in batch.splits.items():
        if ex_date > begin:
            found.append((ex_date, "split", ratio))
    rate = 1.0
    if batch.dividend_currency != batch.currency:
        rate = RATES.get((batch.dividend_currency, batch.currency), np.nan)
    known = pd.concat([series.stored, closes])
    known = known[~known.index.duplicated()].sort_index()
    for ex_date, amount in batch.dividends.items():
        if ex_date <= begin:
            continue
        paid = round(amount * split_factors(pd.DatetimeIndex([ex_date]), batch.splits)[0] * rate, 6)
        before = known[known.index < ex_date]
        if np.isnan(paid):
            notes.append(f"a dividend of {ex_date:%Y-%m-%d} in {batch.dividend_currency} was left out")
        elif len(before) and paid >= before.iloc[-1]:
            notes.append(
                f"a dividend of {paid:g} on {ex_date:%Y-%m-%d} exceeds the share price and was left out"
            )
        else:
            found.append((ex_date, "cash dividend", paid))
    return pd.DataFrame(found, columns=["ex_date", "kind", "amount_per_share"]), tuple(notes)


def missing_sessions(series: Series, dates: pd.DatetimeIndex, now: pd.Timestamp) -> tuple[str, ...]:
    """Scheduled sessions without a row: an unscheduled closure, or a gap at Yahoo."""
    closes = session_closes(series.exchange, series.since.date(), now.tz_convert("UTC").date())
    scheduled = closes.index[(closes + SETTLED_AFTER <= now).to_numpy()]
    # A young listing's history begins late; that is no gap.
    scheduled = scheduled[(scheduled >= dates[0]) & (scheduled >= series.since)]
    absent = scheduled.difference(dates).difference(series.stored.index)
    if not pd.isna(series.bundled_end):
        absent = absent[absent > series.bundled_end]
    if absent.empty:
        return ()
    shown = ", ".join(f"{day:%Y-%m-%d}" for day in absent[:5]) + (", …" if len(absent) > 5 else "")
    return (f"no row for {shown}: closed without notice, or a gap at Yahoo",)
