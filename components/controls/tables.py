"""How frames of the record are shown as tables: one format a column, with the decimals of every other
surface.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

day_column = partial(st.column_config.DateColumn, format="D MMM YYYY")
percent_column = partial(st.column_config.NumberColumn, format="%.1f%%")
"""For `in_percent`; Streamlit's own "percent" gives each cell as many decimals as it has."""
billions_column = partial(st.column_config.NumberColumn, format="%+.1f")
probability_column = partial(st.column_config.NumberColumn, format="%.3f")


def in_percent(fractions: pd.Series) -> pd.Series:
    """Fractions in per cent, for `percent_column`; what is written as nought has no sign."""
    percent = fractions * 100
    return percent.mask(percent.abs() < 0.05, 0.0)


def day_columns(frame: pd.DataFrame) -> dict[str, Any]:
    """Column configuration that shows days as days, without a midnight nobody meant."""
    days = frame.select_dtypes("datetime").columns
    return {name: st.column_config.DateColumn(format="YYYY-MM-DD") for name in days}
