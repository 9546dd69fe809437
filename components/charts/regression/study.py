"""Every dot of the picture with its part in the fit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.charts.kit.one_share import ShareStudy, labelled


def table(study: ShareStudy, before: pd.DataFrame, inside: pd.DataFrame) -> pd.DataFrame:
    """Every dot: session, both returns, its part (fitted, left out, event window), and the line at that index
    return.
    """
    one = before[["session", "share", "market"]].assign(part=np.where(before["used"], "fitted", "left out"))
    frame = pd.concat([one, inside[["session", "share", "market"]].assign(part="event window")])
    frame["expected"] = study.line(frame["market"]) if study.modelled else np.nan
    return labelled(
        frame.rename_axis("day").rename(
            columns={"share": "return", "market": "index_return", "expected": "expected_return"}
        ),
        study,
    )
