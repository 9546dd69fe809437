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
    "change": "fraction, 0.01 is one percent; dividends added back where `dividends` says so",
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
                *(_line(*row) for row in shown),
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
    """First and last price of the period. rows: the latest first."""
    worth = rows["adj_close"].fillna(rows["close"]).dropna()
    currency = snapshot.listings["currency"].get(symbol) or snapshot.controls["currency"].get(
        symbol, "points"
    )
    if worth.empty:
        return {"symbol": symbol, "currency": currency, "sessions": 0}
    first, last = rows.loc[worth.index[-1]], rows.loc[worth.index[0]]
    return {
        "symbol": symbol,
        "currency": currency,
        "sessions": len(worth),
        "first": cell(first["date"]),
        "last": cell(last["date"]),
        "first_close": cell(first["close"]),
        "last_close": cell(last["close"]),
        "change": cell(float(worth.iloc[0] / worth.iloc[-1] - 1)),
        "dividends": bool(rows["adj_close"].notna().any()),
    }


def _line(symbol: str, date: str, close: float | None, adjusted: float | None, volume: int | None) -> str:
    return f"{date} {symbol} {close}" if close is not None else f"{date} {symbol} {adjusted} adjusted"


def _sentence(span: dict[str, Any]) -> str:
    if not span["sessions"]:
        return f"{span['symbol']}: no price of these days is on record."
    first, last = (
        day(pd.Timestamp(span[name])) + (f" ({level(span[close])})" if span[close] is not None else "")
        for name, close in (("first", "first_close"), ("last", "last_close"))
    )
    dividends = " with dividends" if span["dividends"] else ""
    return (
        f"{span['symbol']} in {span['currency']}: {percent(span['change'], signed=True)}{dividends} from "
        f"{first} to {last}, {counted(span['sessions'], 'session')}."
    )
