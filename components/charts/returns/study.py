"""One share's prices and returns by relative day, its index beside them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.charts.kit.one_share import ShareStudy


def days_shown(study: ShareStudy, span: tuple[int, int]) -> pd.DataFrame:
    """By relative day: session, price, index_level (both in the share's currency), return, index_return."""
    days = study.days(*span)
    path = study.reaction.path
    price = path["price"].reindex(days.index) if len(path) else pd.Series(np.nan, days.index)
    before = study.spec.window[0] - 1
    start = price.get(before, np.nan)
    growth = (1 + days["market"].fillna(0)).cumprod()
    scaled = start * growth / growth.get(before, np.nan) if len(days) else growth
    return pd.DataFrame(
        {
            "session": days["session"],
            "price": price,
            "index_level": scaled,
            "return": days["share"],
            "index_return": days["market"],
        }
    )
