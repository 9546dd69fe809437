"""A whole refresh: plan, fetch, verify, store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from data import store
from data.market import clock
from data.market.apply import apply
from data.market.heal import in_words
from data.market.plan import Series, planned
from data.market.report import FAILED, NOT_ASKED, REFUSED, UP_TO_DATE, UPDATED, Outcome, Report
from data.market.verify import Verdict, verify
from data.market.yahoo import FetchError, Yahoo
from data.paths import database_path
from data.store_user import QUOTES

SILENCES = 3
"""After so many series in a row without an answer the rest is not asked for."""
Progress = Callable[[str, int, int], None]


def refresh(
    symbols: tuple[str, ...] | None = None,
    since: str | pd.Timestamp | None = None,
    path: Path | None = None,
    dry_run: bool = False,
    progress: Progress = lambda symbol, done, total: None,
    source: Yahoo | None = None,
    now: pd.Timestamp | None = None,
    repair: bool = False,
) -> Report:
    """Continue the stored prices to the last settled session.

    `symbols`: listings and benchmarks (default: all). `since`: ask again from
    this day, to fill gaps (default: a little before the last stored session;
    series that are up to date are not asked for). `repair`: replace all that
    earlier refreshes stored of `symbols` by what Yahoo says now. `progress(symbol, done,
    total)` is called before each request. One transaction stores what passed;
    with `dry_run` nothing is stored. While another refresh of this database
    runs, returns at once with `busy`. Raises KeyError for an unknown symbol
    and ValueError for a `since` in the future.
    """
    path = database_path(path)
    store.ensure(path)
    now = now if now is not None else clock.now()
    try:
        with store.exclusive(path.with_name(path.name + ".refresh"), wait=0):
            with store.reading(path) as connection:
                plan = planned(
                    connection, symbols, None if since is None else pd.Timestamp(since), now, repair
                )
            report, verdicts = collect(plan, path, progress, source, now, dry_run)
            if not dry_run:
                apply(path, verdicts, report, now.strftime("%Y-%m-%dT%H:%M:%SZ"))
            return report
    except store.Busy:
        return Report(busy=True)


def collect(
    plan: list[Series],
    path: Path,
    progress: Progress,
    source: Yahoo | None,
    now: pd.Timestamp,
    dry_run: bool = False,
) -> tuple[Report, list[Verdict]]:
    """Fetch and verify every series that is due; nothing is stored here."""
    outcomes, verdicts, hopeless, silent = [], [], "", 0
    for done, series in enumerate(plan):
        if not series.due:
            last = series.stored.index[-1]
            outcomes.append(Outcome(series.symbol, UP_TO_DATE, f"runs through {last:%Y-%m-%d}"))
            continue
        if hopeless:
            outcomes.append(Outcome(series.symbol, NOT_ASKED, hopeless))
            continue
        progress(series.symbol, done, len(plan))
        try:
            source = source or Yahoo(path.parent / "yahoo")
            verdict = verify(series, source.fetch(series), now)
        except FetchError as error:
            silent = silent + 1 if error.silent else 0
            hopeless = str(error) if error.hopeless or silent == SILENCES else ""
            outcomes.append(Outcome(series.symbol, FAILED, str(error)))
            continue
        silent = 0
        verdicts.append(verdict)
        outcomes.append(outcome_of(verdict))
    progress("", len(plan), len(plan))
    return Report(tuple(outcomes), source.requests if source else 0, dry_run), verdicts


def outcome_of(verdict: Verdict) -> Outcome:
    if verdict.refused:
        aside = len(verdict.quarantined)
        way_out = f"; {aside} kept aside: believing one believes the later ones" if aside else ""
        return Outcome(verdict.symbol, REFUSED, verdict.refused + way_out, 0, aside)
    replaced = {c.date for c in verdict.changes if c.old is not None and c.field in QUOTES}
    fresh = verdict.rows[~verdict.rows.index.isin(replaced)]
    rows, aside = len(fresh), len(verdict.quarantined)
    words = []
    if rows:
        words.append(f"{rows} new, through {fresh.index[-1]:%Y-%m-%d}")
    if verdict.changes:
        words.append(in_words(verdict.changes))
    if aside:
        words.append(f"{aside} kept aside")
    words += verdict.notes
    state = UPDATED if rows or aside or verdict.changes else UP_TO_DATE
    changes = tuple(map(str, verdict.changes))
    return Outcome(verdict.symbol, state, "; ".join(words) or "nothing new", rows, aside, changes)
