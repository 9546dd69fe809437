"""What every statistic means: in plain words, as a formula, and where it comes from.

The content of the *Data & method* page. No Streamlit.
"""

from __future__ import annotations

from components.study.method_entry import Entry
from components.study.method_of_groups import GROUP_ENTRIES
from components.study.method_of_pairs import PAIR_ENTRIES

__all__ = ["EXAMPLE_EVENT", "EXAMPLE_SYMBOL", "GROUP_ENTRIES", "PAIR_ENTRIES", "Entry"]

EXAMPLE_EVENT, EXAMPLE_SYMBOL = "2020-12-24-samr-opens-alibaba-probe", "9988.HK"
"""An event and a share that lessons and worked examples start from."""
