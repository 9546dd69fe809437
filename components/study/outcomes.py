"""What happened in money and afterwards: no model needed, only prices and share counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.study.panel import Panel
from components.study.spec import StudySpec
from components.study.window_sums import short_sums, window_sums

HORIZONS = (1, 5, 20, 60)
"""Sessions after day 0 over which later returns are taken."""


@dataclass(frozen=True, eq=False)
class Valuation:
    """What turns a price into market value, by listing and session.

    shares: [S, T] ordinary shares of the company, NaN where no total is known. per_unit: [S]
    ordinary shares per listed unit (8 for an Alibaba ADS). per_usd: [S] units of the listing's
    currency in a US dollar. confidence: [S, T] positions in `words`, -1 for none.
    """

    shares: np.ndarray
    per_unit: np.ndarray
    per_usd: np.ndarray
    confidence: np.ndarray
    words: tuple[str, ...]

    def usd_bn(self, close: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """Market value of the whole company in US$ bn, valued at this listing's price."""
        return close * shares / (self.per_unit * self.per_usd * 1e9)[:, None]


def shifted(values: np.ndarray, days: int) -> np.ndarray:
    """values[:, t + days] in column t; NaN beyond the edges."""
    out = np.full(values.shape, np.nan)
    width = values.shape[1]
    low, high = max(0, -days), min(width, width - days)
    if low < high:
        out[:, low:high] = values[:, low + days : high + days]
    return out


def sessions_to_regain(adjusted: np.ndarray) -> np.ndarray:
    """Sessions after day 0 until the first close at or above that of day -1; [S, T].

    0 when day 0 itself closed no lower; NaN when the close of day -1 is unknown or was not
    regained by the end of the data. Total-return prices, so dividends count. A next-greater
    search with a stack, O(T) a listing.
    """
    out = np.full(adjusted.shape, np.nan)
    for row, prices in enumerate(adjusted.tolist()):
        waiting: list[int] = []
        for at, price in enumerate(prices):
            if price != price:
                continue
            while waiting and prices[waiting[-1]] <= price:
                before = waiting.pop()
                out[row, before + 1] = at - before - 1
            waiting.append(at)
    return out


def after_event(panel: Panel) -> dict[str, np.ndarray]:
    """Returns from the close of day 0 to 1, 5, 20 and 60 sessions later, and the recovery.

    Simple total returns, whatever the study's; NaN where a close is missing or lies beyond the
    data. `recovery_sessions`: see `sessions_to_regain`.
    """
    prices = panel.total_return
    out = {f"return_{days}": shifted(prices, days) / prices - 1.0 for days in HORIZONS}
    out["recovery_sessions"] = sessions_to_regain(prices)
    return out


def raw_return(panel: Panel, spec: StudySpec) -> np.ndarray:
    """Return over the event window from the close before it to its last close; [S, T].

    Simple: adj_close(end) / adj_close(before) - 1, for a one-day window the move that newspapers
    report (on an ex-date the dividend is added back); log: its logarithm. NaN where either close
    is missing.
    """
    first, last = spec.window
    ratio = shifted(panel.total_return, last) / shifted(panel.total_return, first - 1)
    return np.log(ratio) if spec.returns == "log" else ratio - 1.0


def compounded(panel: Panel, spec: StudySpec) -> np.ndarray:
    """Return over the event window from its daily returns, where no prices are known; [S, T].

    Simple: product of 1 + R, less 1; log: their sum. NaN where a return is missing.
    """
    known = np.isfinite(panel.returns)
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = panel.returns if spec.returns == "log" else np.log1p(panel.returns)
        total = short_sums(np.where(known, steps, 0.0), *spec.window)
    whole = window_sums(known.astype(float), *spec.window) == spec.length
    return np.where(~whole, np.nan, total if spec.returns == "log" else np.expm1(total))


def market_value(
    panel: Panel, valuation: Valuation, spec: StudySpec, car: np.ndarray
) -> dict[str, np.ndarray]:
    """Changes of market value over the event window in US$ bn; arrays [S, T].

    mv_change_usd_bn: as-traded close at the end less the close before the window, times the
    latest share count on or before that session, at a fixed exchange rate. mv_abnormal_usd_bn:
    CAR times the market value before the window (log CARs are turned into simple ones).
    hkd_per_usd: the exchange rate used, NaN for shares priced in US dollars.
    """
    first, last = spec.window
    before = shifted(panel.traded, first - 1)
    shares = shifted(valuation.shares, first - 1)
    value = valuation.usd_bn(before, shares)
    change = valuation.usd_bn(shifted(panel.traded, last) - before, shares)
    return {
        "mv_change_usd_bn": change,
        "mv_abnormal_usd_bn": value * (np.expm1(car) if spec.returns == "log" else car),
        "mv_before_usd_bn": value,
        "shares_outstanding": shares,
        "shares_confidence": shifted(valuation.confidence, first - 1),
        "hkd_per_usd": np.where(valuation.per_usd == 1, np.nan, valuation.per_usd)[:, None] + 0 * before,
    }
