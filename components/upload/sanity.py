"""Prices are looked at before they are used: jumps that no share makes, and series that are not daily.

Nothing is mended unasked. Each oddity is named with its date and size and offered: leave out, treat
as a split, keep. Until that is answered the share is held back from the study.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.upload.problems import Answers, Question

LEAVE_OUT, SPLIT, KEEP = "leave out", "split", "keep"
JUMP = 1.6
"""A session's price ratio, or its inverse, from which a move is asked about: the largest of the record's
shares in six years was 1.56."""
STALE = 5
"""Sessions of one and the same close from which a run is asked about."""
FEWEST_PER_SESSION = 0.4
MOST_JUMPS = 8
_SPLITS = (1.5, *range(2, 11), 15, 20, 25, 30, 40, 50, 100)
_BACK_WITHIN = 3  # sessions after which a spike is still one


@dataclass(frozen=True)
class Finding:
    """One oddity of one share. question: how it can be settled; None when it cannot, or need not.
    blocks: whether the share is held back for it. days: the rows concerned. factor: of a split."""

    symbol: str
    text: str
    question: Question | None
    blocks: bool
    days: tuple[pd.Timestamp, ...] = ()
    factor: float = 1.0


def look_at(
    prices: pd.DataFrame,
    exchanges: Mapping[str, str],
    sessions: Mapping[str, pd.DatetimeIndex],
    answers: Answers,
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """The prices as the answers leave them, and every oddity.

    prices: symbol, date, close, adj_close; sorted. exchanges: symbol → exchange.
    """
    kept, findings = [], []
    for symbol, rows in prices.groupby("symbol", sort=False):
        rows = rows.reset_index(drop=True)
        own = _shape(str(symbol), rows, sessions[exchanges[str(symbol)]])
        if not any(one.blocks for one in own):
            scale = _scale(str(symbol), rows)
            own += scale
            if scale and answers.get(scale[0].question) == "close":  # type: ignore[arg-type]
                rows = rows.assign(adj_close=rows["close"])
            own += _jumps(str(symbol), rows) + _stale(str(symbol), rows)
        rows, open_ones = _settled(rows, own, answers)
        findings += own
        if not open_ones:
            kept.append(rows)
    left = pd.concat(kept, ignore_index=True) if kept else prices.iloc[:0]
    return left, tuple(findings)


def _settled(rows: pd.DataFrame, findings: list[Finding], answers: Answers) -> tuple[pd.DataFrame, bool]:
    """The rows after the answers, and whether something that blocks is unanswered."""
    waiting = False
    adjusted, dropped = rows["adj_close"].to_numpy(float).copy(), np.zeros(len(rows), bool)
    for one in findings:
        answer = answers.get(one.question) if one.question else None
        waiting |= one.blocks and answer is None
        if answer == LEAVE_OUT:
            dropped |= rows["date"].isin(one.days).to_numpy()
        elif answer == SPLIT:
            adjusted[(rows["date"] < one.days[0]).to_numpy()] *= one.factor
    return rows.assign(adj_close=adjusted)[~dropped], waiting


def _shape(symbol: str, rows: pd.DataFrame, calendar: pd.DatetimeIndex) -> list[Finding]:
    """Whether the prices are daily, and which sessions are missing between the first and the last."""
    first, last = rows["date"].iloc[0], rows["date"].iloc[-1]
    span = calendar[(calendar >= first) & (calendar <= last)]
    missing = span.difference(pd.DatetimeIndex(rows["date"]))
    if len(span) >= 10 and len(rows) < FEWEST_PER_SESSION * len(span):
        each = len(span) / len(rows)
        kind = "weekly" if 3.5 <= each <= 7 else "monthly" if 15 <= each <= 27 else "not daily"
        return [
            Finding(
                symbol,
                f"{symbol}: the prices are {kind} (one in {each:.0f} sessions), and the study needs one "
                f"each session",
                None,
                True,
            )
        ]
    if not len(missing):
        return []
    places = calendar.get_indexer(missing)
    runs = np.split(missing, np.flatnonzero(np.diff(places) > 1) + 1)
    longest = max(runs, key=len)
    one = f"the longest from {longest[0]:%Y-%m-%d} to {longest[-1]:%Y-%m-%d}, {len(longest)} sessions"
    text = (
        f"{symbol}: {len(missing)} of {len(span)} sessions have no price "
        f"({one if len(missing) > 1 else f'{longest[0]:%Y-%m-%d}'}); no return is made across a gap"
    )
    return [Finding(symbol, text, None, False, tuple(missing))]


def _scale(symbol: str, rows: pd.DataFrame) -> list[Finding]:
    """An adjusted close that is of another scale than the close, or moves unlike it."""
    both = rows.dropna(subset=["close", "adj_close"])
    if both["close"].equals(both["adj_close"]) or len(both) < 3:
        return []
    ratio = (both["adj_close"] / both["close"]).to_numpy(float)
    steps = np.abs(np.diff(np.log(ratio)))
    unlike = int((steps > 0.02).sum())
    last = float(np.median(ratio[-5:]))
    if 0.5 <= last <= 1.05 and unlike <= max(4, 0.04 * len(steps)):
        return []
    end = both["date"].iloc[-1]
    if not 0.5 <= last <= 1.05:
        text = (
            f"{symbol}: the adjusted close is {last:.3g} times the close at the end ({end:%Y-%m-%d}), "
            f"where the two should be nearly one"
        )
    else:
        text = f"{symbol}: the adjusted close moves unlike the close on {unlike} of {len(steps)} days"
    options = {"adjusted": "Use the adjusted close", "close": "Use the close, without dividends"}
    return [Finding(symbol, text, Question(f"price:{symbol}:scale", text, options), True)]


def _jumps(symbol: str, rows: pd.DataFrame) -> list[Finding]:
    known = rows.dropna(subset=["adj_close"]).reset_index(drop=True)
    level, dates = known["adj_close"].to_numpy(float), known["date"]
    ratio = level[1:] / level[:-1]
    odd = [
        place + 1
        for place, one in enumerate(ratio)
        if max(one, 1 / one) >= JUMP or (abs(one * 1.5 - 1) < 0.04 or abs(one / 1.5 - 1) < 0.03)
    ]
    if len(odd) > MOST_JUMPS:
        first = odd[0]
        text = (
            f"{symbol}: {len(odd)} jumps that no share makes, the first on {dates[first]:%Y-%m-%d} "
            f"({_size(ratio[first - 1])}): the file mixes currencies, units or shares and must be mended "
            f"first"
        )
        return [Finding(symbol, text, None, True)]
    findings: list[Finding] = []
    passed = 0
    for place in odd:
        if place < passed:
            continue
        back = next(
            (
                later
                for later in range(place + 1, min(place + 1 + _BACK_WITHIN, len(level)))
                if 0.7 < level[later] / level[place - 1] < 1.4
            ),
            None,
        )
        if back is not None and max(ratio[place - 1], 1 / ratio[place - 1]) >= JUMP:
            findings.append(_spike(symbol, level, dates, place, back))
            passed = back + 1
        else:
            findings.append(_step(symbol, level, dates, place))
    return findings


def _spike(symbol: str, level: np.ndarray, dates: pd.Series, place: int, back: int) -> Finding:
    days = tuple(dates[place:back])
    when = f"{days[0]:%Y-%m-%d}" + (f" to {days[-1]:%Y-%m-%d}" if len(days) > 1 else "")
    text = (
        f"{symbol}: {_size(level[place] / level[place - 1])} on {when} ({level[place - 1]:g} to "
        f"{level[place]:g}), and back after"
    )
    options = {LEAVE_OUT: f"Leave {when} out", KEEP: "Keep it: the price was so"}
    return Finding(symbol, text, Question(f"price:{symbol}:{days[0]:%Y-%m-%d}", text, options), True, days)


def _step(symbol: str, level: np.ndarray, dates: pd.Series, place: int) -> Finding:
    one, day = level[place] / level[place - 1], dates[place]
    factor = min((n for s in _SPLITS for n in (float(s), 1 / s)), key=lambda n: abs(np.log(one / n)))
    text = f"{symbol}: {_size(one)} on {day:%Y-%m-%d} ({level[place - 1]:g} to {level[place]:g})"
    big = max(one, 1 / one)
    if 7.3 < big < 8.3:
        text += ", about the number of Hong Kong dollars in a US dollar"
    elif 6.1 < big <= 7.3:
        text += ", about the number of yuan in a US dollar"
    options = {LEAVE_OUT: f"Leave {day:%Y-%m-%d} out: no return is made across it"}
    if abs(np.log(one / factor)) < 0.16:
        shown = f"{factor:g} to 1" if factor > 1 else f"1 to {1 / factor:g}"
        options[SPLIT] = f"Treat as a change of unit or a split, {shown}: earlier prices are rescaled"
    options[KEEP] = "Keep it: the share moved so"
    question = Question(f"price:{symbol}:{day:%Y-%m-%d}", text, options)
    return Finding(symbol, text, question, True, (day,), factor)


def _size(ratio: float) -> str:
    return f"×{ratio:.3g}" if ratio >= 1 else f"÷{1 / ratio:.3g}"


def _stale(symbol: str, rows: pd.DataFrame) -> list[Finding]:
    """Runs of one and the same close: a suspension filled up, or a feed that stood still."""
    close = rows["close"]
    run = (close != close.shift()).cumsum()
    sizes = run.map(run.value_counts())
    stale = rows[(sizes >= STALE) & close.notna()]
    if stale.empty:
        return []
    longest = rows[run == run[sizes.idxmax()]]
    days = tuple(stale["date"][(run == run.shift())[stale.index]])
    text = (
        f"{symbol}: the close stands still for {len(longest)} sessions, "
        f"{longest['date'].iloc[0]:%Y-%m-%d} to "
        f"{longest['date'].iloc[-1]:%Y-%m-%d}, at {longest['close'].iloc[0]:g}"
    )
    if (more := run[stale.index].nunique() - 1) > 0:
        text += f", and in {more} other run{'s' if more > 1 else ''} of {STALE} or more"
    options = {LEAVE_OUT: "Leave the repeated days out", KEEP: "Keep them: the price was so"}
    return [Finding(symbol, text, Question(f"price:{symbol}:stale", text, options), True, days)]
