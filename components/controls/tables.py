"""How frames of the record are shown as tables: one format a column, with the decimals of every other
surface.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.language import LEAST_PROBABILITY, probability

day_column = partial(st.column_config.DateColumn, format="D MMM YYYY")
percent_column = partial(st.column_config.NumberColumn, format="%.1f%%")
"""For `in_percent`; Streamlit's own "percent" gives each cell as many decimals as it has."""
billions_column = partial(st.column_config.NumberColumn, format="%+.1f")
probability_column = partial(st.column_config.TextColumn, alignment="right")
"""For `probabilities`."""
_CUT = 0.00005
"""Streamlit shows numbers with four decimals: less would read as nought."""


def in_percent(fractions: pd.Series) -> pd.Series:
    """Fractions in per cent, for `percent_column`; what is written as nought has no sign."""
    percent = fractions * 100
    return percent.mask(percent.abs() < 0.05, 0.0)


def probabilities(values: pd.Series) -> pd.Series:
    """p or q as everywhere else, blank where there is none; what is below the least starts with a space, by
    which a browser sorts it first.
    """
    words = values.map(probability)
    return words.mask(values < LEAST_PROBABILITY, " " + words).mask(values.isna(), "")


def day_columns(frame: pd.DataFrame) -> dict[str, Any]:
    """Column configuration that shows days as days, without a midnight nobody meant."""
    days = frame.select_dtypes("datetime").columns
    return {name: st.column_config.DateColumn(format="YYYY-MM-DD") for name in days}


def small_columns(frame: pd.DataFrame) -> dict[str, Any]:
    """Column configuration for those with numbers so small that they would read as nought: three digits."""
    fractions = frame.select_dtypes("floating")
    small = fractions.columns[((fractions != 0) & (fractions.abs() < _CUT)).any()]
    return {name: st.column_config.NumberColumn(format="%.3g") for name in small}
