"""Impact, Patterns, Compare and Bring your own: charts behind a click, at today's size and far beyond it.

Beyond means ten times the events and thirty listings, made by resampling the record: events are
drawn again on other sessions, listings by reordering blocks of real daily returns.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from components.charts import aftermath, compare, fatigue, impact, impact_scatter, market_value, patterns
from components.charts.kit.look import Look
from components.controls.impact.ranking import table_rows
from components.downloads import csv_bytes, xlsx_bytes
from components.study import StudySpec
from components.upload.child import read_grid
from components.upload.events import EventsUpload, read_events, template
from components.upload.own_study import own_pairs
from data import Snapshot, load_snapshot

Row = tuple[str, str, str, bool | None]
CLICK = 250.0
BLOCK = 20
CHARTS = (impact, impact_scatter, patterns, aftermath, fatigue, compare, market_value)


def rows() -> Iterator[Row]:
    snapshot = load_snapshot()
    for module in CHARTS:
        yield from _chart(snapshot, module, "", CLICK)
    yield from _table(snapshot, "")
    large = resampled(snapshot, events=10, listings=30)
    size = f", {len(large.events):,} events × {len(large.listings)} listings"
    for module in CHARTS:
        yield from _chart(large, module, size, CLICK)
    yield from _table(large, size)
    yield from _uploads(snapshot)


def _milliseconds(work: Callable[[], object]) -> float:
    """Processor time: our own work, whatever else the machine is doing."""
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def _asked(snapshot: Snapshot, module) -> list:
    """Views that nothing has drawn yet: other windows; of the large record every event beside every
    listing."""
    companies = tuple(snapshot.companies.index) if len(snapshot.listings) > 10 else ()
    if module is compare:
        return [module.example(snapshot).replace(span=(-1, last)) for last in (10, 12, 14, 16, 18)]
    params = module.example(snapshot).replace(company=companies, affected=not companies)
    if module is patterns:
        return [params.replace(span=(-5, last)) for last in (10, 12, 14, 16, 18)]
    return [params.replace(window=(-1, last)) for last in (0, 2, 3, 4, 5)]


def _chart(snapshot: Snapshot, module, size: str, budget: float) -> Iterator[Row]:
    module.build(snapshot, module.example(snapshot))
    fresh = statistics.median(
        _milliseconds(lambda p=params: module.build(snapshot, p)) for params in _asked(snapshot, module)
    )
    known = _asked(snapshot, module)[0]
    again = statistics.median(_milliseconds(lambda: module.build(snapshot, known)) for _ in range(20))
    yield f"{module.SLUG}, new filters{size}", f"{fresh:.1f} ms", f"{budget:.0f} ms", fresh <= budget
    yield f"{module.SLUG}, another event selected{size}", f"{again:.1f} ms", "15 ms", again <= 15


def _table(snapshot: Snapshot, size: str) -> Iterator[Row]:
    took = statistics.median(
        _milliseconds(lambda p=params: table_rows(snapshot, p, Look(), False))
        for params in _asked(snapshot, impact)
    )
    yield f"ranking table, new filters{size}", f"{took:.1f} ms", "", None


def _uploads(snapshot: Snapshot) -> Iterator[Row]:
    rng = np.random.default_rng(20210315)
    days = snapshot.sessions("XHKG")[150:-70]
    table = pd.concat([template()] * 10_000, ignore_index=True).assign(
        date=rng.choice(days, 10_000),
        title=[f"event {number}" for number in range(10_000)],
        announced_at="",
        affects="",
    )
    content = csv_bytes(table)

    def read(content: bytes) -> EventsUpload:
        return read_events(("events", read_grid(content)), snapshot)

    yield (
        "10,000 events: reading and checking the CSV",
        f"{_milliseconds(lambda: read(content)):.0f} ms",
        "",
        None,
    )
    workbook = xlsx_bytes(table)
    yield (
        "10,000 events: reading and checking the XLSX",
        f"{_milliseconds(lambda: read(workbook)):.0f} ms",
        "",
        None,
    )
    events = read(content).events
    took = statistics.median(
        _milliseconds(lambda: own_pairs(snapshot, events, StudySpec(clean_estimation=False)))
        for _ in range(3)
    )
    yield "10,000 events × 4 listings: the study", f"{took:.0f} ms", "1000 ms", took <= 1000


def resampled(snapshot: Snapshot, *, events: int, listings: int) -> Snapshot:
    """A record of `events` times the events and `listings` listings, of real titles and real returns."""
    rng = np.random.default_rng(20210315)
    many_listings, prices, companies = _more_listings(snapshot, listings, rng)
    return replace(
        snapshot,
        version=f"{snapshot.version}x{events}x{listings}",
        events=_more_events(snapshot, events, rng),
        listings=many_listings,
        prices=prices,
        companies=companies,
        _memory={},
    )


def _more_events(snapshot: Snapshot, times: int, rng: np.random.Generator) -> pd.DataFrame:
    copies = [snapshot.events]
    for number in range(1, times):
        copy = snapshot.events.copy()
        copy.index = pd.Index([f"{name}-{number}" for name in copy.index], name="id")
        for exchange, column in (("XHKG", "day0_hk"), ("XNYS", "day0_us")):
            sessions = snapshot.sessions(exchange)
            copy[column] = sessions[rng.integers(150, len(sessions) - 70, len(copy))]
        copy["date"] = copy["day0_hk"]
        copy["label"] = ""
        copies.append(copy)
    return pd.concat(copies).sort_values("date", kind="stable")


def _more_listings(
    snapshot: Snapshot, count: int, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    bases = [symbol for symbol in snapshot.symbols(ring=1)]
    listings, prices, companies = [snapshot.listings], [snapshot.prices], [snapshot.companies]
    for number in range(count - len(snapshot.listings)):
        base = bases[number % len(bases)]
        name, symbol = f"Copy {number}", f"C{number:02d}"
        listings.append(
            snapshot.listings.loc[[base]].assign(company=name, primary=True).rename(index={base: symbol})
        )
        companies.append(
            snapshot.companies.loc[[snapshot.listings.at[base, "company"]]].set_axis(
                pd.Index([name], name="company")
            )
        )
        rows = snapshot.prices[snapshot.prices["symbol"] == base].copy()
        blocks = np.array_split(
            rows["adj_close"].pct_change(fill_method=None).fillna(0.0).to_numpy(), max(len(rows) // BLOCK, 1)
        )
        path = 100 * np.cumprod(1 + np.concatenate([blocks[place] for place in rng.permutation(len(blocks))]))
        prices.append(
            rows.assign(
                symbol=symbol, **{field: path for field in ("open", "high", "low", "close", "adj_close")}
            )
        )
    return pd.concat(listings), pd.concat(prices, ignore_index=True), pd.concat(companies)
