"""How frames of the record are shown as tables."""

from __future__ import annotations

import pandas as pd
import streamlit as st


def day_columns(frame: pd.DataFrame) -> dict[str, object]:
    """Column configuration that shows days as days, without a midnight nobody meant."""
    days = frame.select_dtypes("datetime").columns
    return {name: st.column_config.DateColumn(format="YYYY-MM-DD") for name in days}
