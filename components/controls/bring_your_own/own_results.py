"""The study of a visitor's own events: the sentence, the ranking, and one pair whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from components.charts import car, event_window, impact
from components.charts.chart import Chart, Source
from components.charts.impact.study import Ranking
from components.charts.impact.words import finding
from components.charts.kit.look import Look
from components.charts.kit.pairs import SIGNIFICANT
from components.charts.kit.record import chosen_companies, listings_of
from components.controls.bring_your_own.kept import EVENTS, PRICES, Brought
from components.controls.glossary_links import linked
from components.controls.impact.ranking import MOST_ROWS, as_shown, rows_of, table_options
from components.controls.show import show
from components.controls.study_switches import offer_every_session
from components.controls.views import OwnEventsView, View
from components.language import counted, day, percent, short_day
from components.params import Params
from components.study.status import USED
from components.study.words import usual_phrase
from components.upload.events import EventsUpload
from components.upload.own_study import as_snapshot, own_pairs
from components.upload.prices import PricesUpload
from components.worksheets.notebook import notebook
from components.worksheets.pair import collect
from components.worksheets.params import NoNumbers, WorksheetParams
from components.worksheets.printable import printable
from components.worksheets.workbook import workbook
from data import Snapshot

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def study_of_own(
    snapshot: Snapshot,
    view: OwnEventsView,
    upload: EventsUpload,
    prices: PricesUpload | None,
    held: Brought,
    look: Look,
) -> None:
    """The sentence, the ranking and the table of the visitor's own events, and one pair of them."""
    events = upload.events
    symbols, everyone = _symbols(snapshot, view, events)
    spec = view.spec(symbols=symbols)
    pairs = own_pairs(snapshot, events, spec, prices, everyone)
    if view.affected or upload.by_share:
        pairs = pairs[pairs["affected"]]
    if pairs.empty:
        st.info("None of your events concerns a share that was chosen.", icon=":material/info:")
        return
    st.markdown(f"**{finding(Ranking.of(pairs))}**")
    offer_every_session(pairs["status"], view)
    shown = pairs[pairs["q"] <= SIGNIFICANT] if view.significant else pairs
    shown = shown.sort_values(["car", "date", "event_id"], na_position="last", kind="stable")
    key = (*held.state_of(EVENTS), held.state_of(PRICES), snapshot.version, "snapshot")
    own: Snapshot = held.once(key, lambda: as_snapshot(snapshot, events, prices))
    params = impact.Params.taking(view, event=None)

    def ranked(look: Look) -> Chart:
        drawn = impact.unselected(own, shown, params, look).chart(impact.SLUG, own, params, look)
        return _as_theirs(drawn, len(events))

    show(ranked(look), key="own-impact", served=False, redraw=ranked)
    rows = rows_of(own, shown, look)
    if len(rows) == MOST_ROWS:
        st.caption(f"The {MOST_ROWS:,} largest moves; the download above has every pair.")
    st.dataframe(as_shown(rows), hide_index=True, key="own-ranking", **table_options(rows, 460))
    st.caption(
        f"{linked('overlap', 'Overlaps')} and {linked('clean-estimation', 'undisturbed estimation')} know "
        f"your "
        f"events only. {linked('day-0', 'Day 0')} is the one of your file where it names one, and else "
        f"follows the "
        "rule of Data & method. Shares that you bring have no market value."
    )
    _one_pair(own, view, pairs, look)


def _symbols(snapshot: Snapshot, view: View, events: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Listings of the record in the study, and those that events without named shares concern."""
    everyone = tuple(listings_of(snapshot, chosen_companies(snapshot, view.company), view.market).index)
    if view.company:
        return everyone, everyone
    companies = dict.fromkeys(name for names in events["affects"] for name in names)
    named = listings_of(snapshot, [one for one in companies if one in snapshot.companies.index], view.market)
    exact = dict.fromkeys(
        one for symbols in events["symbols"] for one in symbols if one in snapshot.listings.index
    )
    return tuple(dict.fromkeys((*everyone, *named.index, *exact))), everyone


def _as_theirs(chart: Chart, events: int) -> Chart:
    """The chart with the visitor named as the source of its events."""
    brought = Source(f"your own {counted(events, 'event')}, which are no part of the record")
    prices_from = tuple(source for source in chart.sources if not source.url)
    return replace(chart, sources=(*prices_from, brought))


def _one_pair(own: Snapshot, view: View, pairs: pd.DataFrame, look: Look) -> None:
    """One event and share as the Event page shows it, with its worksheets."""
    known = pairs[pairs["status"] == USED]
    if known.empty:
        return
    known = known.loc[known["car"].abs().sort_values(ascending=False, kind="stable").index]
    keys = [f"{row.event_id}|{row.symbol}" for row in known.itertuples()]
    titles = {
        key: f"{row.title} · {row.symbol} · {short_day(row.date)}"
        for key, row in zip(keys, known.itertuples(), strict=True)
    }
    st.header("One event and share")
    chosen = st.selectbox(
        "Event and share",
        keys,
        format_func=lambda key: titles[key],
        key="own-pair",
        label_visibility="collapsed",
    )
    if chosen not in keys:
        return
    row = known.iloc[keys.index(chosen)]
    _told(row)
    event, symbol = str(row["event_id"]), str(row["symbol"])
    market = "hk" if own.listings.at[symbol, "exchange"] == "XHKG" else "us"
    only = {"event": event, "company": (row["company"],), "market": market}
    left, right = st.columns(2, gap="large")
    for place, chart in ((left, event_window), (right, car)):
        with place:
            redraw = _redrawn(own, chart.build, chart.Params.taking(view, **only))
            show(redraw(look), key=f"own-{chart.SLUG}", served=False, redraw=redraw)
    _worksheets(own, view, event, symbol)


def _redrawn(own: Snapshot, build: Callable[..., Chart], params: Params) -> Callable[[Look], Chart]:
    """The chart of the visitor's events in any look."""
    return lambda look: _as_theirs(build(own, params, look), len(own.events))


def _told(row: pd.Series) -> None:
    """The pair in plain words, its day 0 and how that was found."""
    length = int(row["window_end"] - row["window_start"]) + 1
    usual = usual_phrase(row["placebo_share"], row["car"], length, row["placebo_n"])
    st.write(
        f"{row['symbol']} moved {percent(row['raw_return'], signed=True)}, "
        f"{percent(row['car'], signed=True)} beyond what "
        f"was expected (95%: {percent(row['ci_low'], signed=True)} to "
        f"{percent(row['ci_high'], signed=True)}); {usual}. "
        f"Day 0 is {day(row['day0'])} ({row['day0_rule']})."
    )


def _worksheets(own: Snapshot, view: View, event: str, symbol: str) -> None:
    """The pair worked by hand: workbook, printed sheet, notebook, as files, since nothing here is stored."""
    params = WorksheetParams.taking(view, symbol=symbol, event=event)

    def made(write):
        return lambda: write(collect(own, params))

    try:
        pair = collect(own, params)
    except NoNumbers as none:
        st.caption(str(none))
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="own-worksheets"):
        for label, name, write, mime in (
            ("Worksheet (Excel)", f"worksheet-{pair.name}.xlsx", workbook, _XLSX),
            ("Worksheet (to print)", f"worksheet-{pair.name}.html", printable, "text/html"),
            ("Notebook", f"notebook-{pair.name}.ipynb", notebook, "application/x-ipynb+json"),
        ):
            st.download_button(label, made(write), name, mime, key=f"own-{label}", on_click="ignore")
