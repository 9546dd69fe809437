"""Total-return closes: what a holder who reinvests every payment would have."""

from __future__ import annotations

import numpy as np
import pandas as pd


def total_return_closes(closes: pd.Series, actions: pd.DataFrame) -> pd.Series:
    """Adjusted closes, equal to `closes` on the last day.

    `closes` as traded, indexed by date in order; `actions` with columns
    ex_date, kind, amount_per_share of the same symbol. A payment of D with a
    close of C before its ex-date scales earlier closes by (C - D) / C; a split
    of n new shares for one old by 1 / n. Actions that share the close before
    them follow each other: the second is measured against what the first left
    of it, and on one ex-date a payment is per share after the split. Actions
    before the first close or after the last change nothing.
    """
    factors = np.ones(len(closes) + 1)
    dates = closes.index
    # "split" sorts after "cash dividend"; it comes first on its day.
    for action in actions.sort_values(["ex_date", "kind"], ascending=[True, False]).itertuples():
        # The last close before the ex-date; the session itself may lack a price.
        last_before = dates.searchsorted(action.ex_date) - 1
        if last_before < 0 or action.ex_date > dates[-1]:
            continue
        if action.kind == "split":
            factor = 1 / action.amount_per_share
        else:
            close = closes.iloc[last_before] * factors[last_before]
            factor = (close - action.amount_per_share) / close
        factors[last_before] *= factor
    later = np.cumprod(factors[::-1])[::-1][: len(closes)]
    return closes * later
