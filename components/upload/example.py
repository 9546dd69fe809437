"""An example to begin with: events of the record, as the file in which somebody might bring them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from data import Snapshot

NAME = "eight-antitrust-fines.csv"
ANTITRUST_FINES = (
    "2020-12-14-samr-fines-alibaba-china-literature-hive-box",
    "2021-03-12-samr-fines-12-companies",
    "2021-04-10-alibaba-fined-18-2bn",
    "2021-07-07-samr-22-unreported-deals",
    "2021-07-24-tencent-music-exclusive-rights",
    "2021-10-08-meituan-fined",
    "2021-11-20-samr-43-unreported-deals",
    "2022-01-05-samr-fines-unreported-deals",
)
"""Fines under the Anti-Monopoly Law, of the market regulator on the record's companies."""


def antitrust_fines(snapshot: Snapshot) -> pd.DataFrame:
    """Those events with the columns of the template, in the order of their dates."""
    columns = ["announced_at", "title", "affects", "type", "direction", "severity", "actors", "fine_cny"]
    events = snapshot.events.loc[[event for event in ANTITRUST_FINES if event in snapshot.events.index]]
    table = events[["date", *columns]].reset_index(drop=True)
    return table.assign(notes="", id="")
