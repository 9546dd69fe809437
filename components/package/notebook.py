"""From the package's files to the impact table: a notebook of pandas alone."""

from __future__ import annotations

from collections.abc import Iterator

from components.downloads.notebook_file import Cell, code_cell, markdown_cell, notebook_bytes
from components.record_name import record_name

_INTRODUCTION = """# From the files to the impact table

{name}: events, listings and daily prices as they are served, and from them, with pandas alone, how far each
share moved beside each event beyond what its market explains. The result is held against the served table.

The method is the textbook's: a market model by ordinary least squares over 120 sessions that end eleven
before day 0, abnormal returns added up over days -1 to +1, the exact standard error of their prediction.
The usual settings of the served table (a shrunk drift, an adaptive variance, sessions near other events left
out) estimate `alpha` and `sigma` otherwise, from the same data."""

_READ = """import pandas as pd

BASE = "{base}"  # where the files are: an address, or a folder that holds copies
QUERY = "?bom=0" if "://" in BASE else ""

def table(name, query=QUERY):
    return pd.read_csv(f"{{BASE}}/{{name}}.csv{{query}}")

events = table("events", QUERY).fillna({{"affects": "", "companies": ""}})
listings = table("listings")
principal = listings[listings["ring"] == 1]
symbols = [*principal["symbol"], *principal["benchmark"].unique()]
prices = table("prices", f"?bom=0&symbols={{','.join(symbols)}}" if QUERY else "")
served = table("impacts", "?bom=0&{textbook}" if QUERY else "")
len(events), len(prices), len(served)"""

_RETURNS = """def returns(symbol, column, sessions):
    \"\"\"Return of each session; a missing close makes that session's and the next one's missing.\"\"\"
    level = prices[prices["symbol"] == symbol].set_index("date")[column].reindex(sessions)
    return level / level.shift(1) - 1

moves = {}
for share in principal.itertuples():
    # the sessions are the rows of the exchange's index
    sessions = prices.loc[prices["symbol"] == share.benchmark, "date"].sort_values()
    moves[share.symbol] = pd.DataFrame(
        {
            "share": returns(share.symbol, "adj_close", sessions),
            "market": returns(share.benchmark, "close", sessions),
        }
    )
moves["0700.HK"].tail(3)"""

_PAIRS = """FIRST, LAST = -1, 1            # the event window
BEGIN, END = -130, -11         # the estimation window
FEWEST = 30                    # valid sessions that an estimate needs

def names(cell):
    return set(cell.split(";")) if cell else set()

def pair(event, share):
    \"\"\"One event and one share: the model's coefficients, the abnormal return and its standard error.\"\"\"
    frame = moves[share.symbol]
    day0 = event.day0_hk if share.exchange == "XHKG" else event.day0_us
    row = {"event_id": event.id, "symbol": share.symbol, "day0": day0,
           "affected": share.company in names(event.affects) | names(event.companies)}
    if pd.isna(day0) or day0 not in frame.index:
        return row
    place = frame.index.get_loc(day0)
    if place + LAST >= len(frame) or place + FIRST < 0:
        return row
    window = frame.iloc[place + FIRST : place + LAST + 1]
    sample = frame.iloc[max(place + BEGIN, 0) : max(place + END + 1, 0)].dropna()
    n = len(sample)
    row["n_estimation"] = n
    if n < FEWEST or window.isna().any().any():
        return row
    centred = sample["market"] - sample["market"].mean()
    spread = (centred**2).sum()
    beta = (centred * sample["share"]).sum() / spread
    alpha = sample["share"].mean() - beta * sample["market"].mean()
    residuals = sample["share"] - alpha - beta * sample["market"]
    variance = (residuals**2).sum() / (n - 2)
    length = len(window)
    apart = window["market"].sum() - length * sample["market"].mean()
    row |= {
        "alpha": alpha, "beta": beta, "sigma": variance**0.5,
        "car": (window["share"] - alpha - beta * window["market"]).sum(),
        "se": (variance * (length + length**2 / n + apart**2 / spread)) ** 0.5,
    }
    row["t"] = row["car"] / row["se"]
    return row

impacts = pd.DataFrame(
    [pair(event, share) for event in events.itertuples() for share in principal.itertuples()]
)
impacts[impacts["affected"]].sort_values("t").head(10)"""

_CHECK = """both = impacts.merge(served, on=["event_id", "symbol"], suffixes=("", "_served"))
assert len(both) == len(impacts) == len(served)
assert (both["car"].isna() == both["car_served"].isna()).all()
for column in ("alpha", "beta", "sigma", "car", "se", "t"):
    apart = (both[column] - both[f"{column}_served"]).abs().max()
    assert apart < 1e-9, (column, apart)
f"{both['car'].notna().sum()} of {len(both)} pairs of event and share, equal to the served table.\""""

TEXTBOOK = "alpha=ols&variance=estimation&clean_estimation=0"
"""The served table's settings that the notebook works out again."""


def notebook(base: str) -> bytes:
    """An .ipynb file (nbformat 4.5). base: address of the files' folder, without a final slash."""
    return notebook_bytes(_cells(base))


def _cells(base: str) -> Iterator[Cell]:
    yield markdown_cell(_INTRODUCTION.format(name=record_name()))
    yield markdown_cell("## The files")
    yield code_cell(_READ.format(base=base, textbook=TEXTBOOK))
    yield markdown_cell("## Returns of every session")
    yield code_cell(_RETURNS)
    yield markdown_cell("## Every event beside every share")
    yield code_cell(_PAIRS)
    yield markdown_cell("## Held against the served table")
    yield code_cell(_CHECK)
