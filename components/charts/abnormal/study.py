"""The share's days with an abnormal return, and the band of its ordinary days."""

from __future__ import annotations

import pandas as pd

from components.charts.kit.one_share import ShareStudy, labelled

USUAL = 2
"""Standard deviations on either side that the band of usual days spans."""


def table(study: ShareStudy, frame: pd.DataFrame) -> pd.DataFrame:
    """event_id, symbol, day, session, return, index_return, expected_return, abnormal_return."""
    names = {
        "share": "return",
        "market": "index_return",
        "expected": "expected_return",
        "abnormal": "abnormal_return",
    }
    return labelled(frame.rename(columns=names), study)
