"""The time, from one place, so that a test may say what day it is."""

from __future__ import annotations

import pandas as pd


def now() -> pd.Timestamp:
    """The present moment, in UTC."""
    return pd.Timestamp.now("UTC")
