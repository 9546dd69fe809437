"""Prices of a few shares, indices or controls over a few days; the whole is a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pandas as pd

from components.answers.answer import Answer, Shown, cell, finished
from components.answers.pages import page, rest
from components.charts import timeline
from components.charts.kit.record import market_sources
from components.language import counted, day, level, listed, percent
from components.params.answers import Rows
from components.params.prices import PriceParams

if TYPE_CHECKING:
    from data import Snapshot

COLUMNS = ("symbol", "date", "close", "adj_close", "volume")
UNITS = {
    "close": "as traded, in the currency of the listing; an index in points",
    "adj_close": "dividends added back; only its changes mean something",
    "change": "fraction, 0.01 is one percent; dividends added back where they are known",
}


@dataclass(frozen=True)
class PricesAnswerParams(Rows, PriceParams):
    """Whose prices, of which days."""


def prices_answer(snapshot: Snapshot, params: PricesAnswerParams, base: str) -> Answer:
    """Closes by symbol and day, the latest first, and what each came to over the whole period."""
    asked = PriceParams.taking(params)
    frame = asked.select(snapshot).sort_values(["symbol", "date"], ascending=[True, False], kind="stable")
    spans = [_span(snapshot, symbol, rows) for symbol, rows in frame.groupby("symbol", sort=False)]
    frame["volume"] = frame["volume"].astype("Int64")
    rows = [[cell(value) for value in row] for row in frame[list(COLUMNS)].itertuples(index=False)]

    def make(shown: list[list[Any]], place: dict[str, int | None]) -> Answer:
        return finished(
            snapshot,
            base,
            title=f"Prices of {', '.join(params.symbols)}",
            sentences=[
                *(_sentence(span) for span in spans),
                *([] if spans else ["No price of these days is on record."]),
                *(f"{row[1]} {row[0]} {row[2]}" for row in shown),
                *rest(place),
            ],
            facts={**place, "spans": spans, "columns": list(COLUMNS), "rows": shown},
            units=UNITS,
            shown=_shown(snapshot, asked),
            caveats=[
                f"Prices: {listed(market_sources(snapshot, params.symbols))}. "
                "A missing row is a missing price."
            ],
        )

    return page(rows, params, make)


def _shown(snapshot: Snapshot, asked: PriceParams) -> Shown:
    """The file, and the timeline of the companies whose shares they are, where all are listings."""
    file = f"/data/prices.csv?{urlencode(asked.query(), safe=',')}"
    companies = dict.fromkeys(snapshot.listings["company"].get(symbol) for symbol in asked.symbols)
    if None in companies:
        return Shown("", {}, data=file)
    drawn, _ = timeline.Params.taking(asked, company=tuple(companies)).repaired(snapshot)
    return Shown.chart_of("timeline", drawn, file)


def _span(snapshot: Snapshot, symbol: str, rows: pd.DataFrame) -> dict[str, Any]:
    """First and last close of the period. rows: the latest first."""
    worth = rows["adj_close"].fillna(rows["close"])
    currency = snapshot.listings["currency"].get(symbol) or snapshot.controls["currency"].get(
        symbol, "points"
    )
    return {
        "symbol": symbol,
        "currency": currency,
        "sessions": len(rows),
        "first": cell(rows["date"].iloc[-1]),
        "last": cell(rows["date"].iloc[0]),
        "first_close": cell(float(rows["close"].iloc[-1])),
        "last_close": cell(float(rows["close"].iloc[0])),
        "change": cell(float(worth.iloc[0] / worth.iloc[-1] - 1)),
    }


def _sentence(span: dict[str, Any]) -> str:
    first, last = (day(pd.Timestamp(span[name])) for name in ("first", "last"))
    return (
        f"{span['symbol']} ({span['currency']}): {level(span['first_close'])} on {first}, "
        f"{level(span['last_close'])} on {last}, {percent(span['change'], signed=True)} with dividends over "
        f"{counted(span['sessions'], 'session')}."
    )
