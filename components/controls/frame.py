"""What stands around every page: style, and the line that dates the prices."""

from __future__ import annotations

import streamlit as st

from components.charts.kit.theme import DIRECTION_COLOURS, PAPER, RULE
from components.controls.store_notices import store_notices
from components.controls.table_names import name_tables
from components.language import counted, day
from data import Snapshot, Violation

_SHOWN = 50
"""Violations listed on a page."""

_STYLE = """
<style>
.block-container { max-width: 84rem; padding-top: 4.4rem !important; padding-bottom: 3rem; }
.block-container h1 { padding-top: 0; }
.block-container > [data-testid=stVerticalBlock] { gap: .7rem; }
h1, h2, h3 { letter-spacing: -0.01em; font-family: Georgia, 'Times New Roman', 'Liberation Serif', serif; }
.kicker { text-transform: uppercase; letter-spacing: .08em; font-size: .78rem; margin: 0 0 .15rem; }
.chart-title { font-family: Georgia, 'Times New Roman', 'Liberation Serif', serif; font-weight: 700;
  font-size: 1.35rem; line-height: 1.25; margin: .2rem 0 .15rem; }
.chart-subtitle { font-size: .9rem; opacity: .8; margin: 0 0 .3rem; }
[class*="-answers"] dl { font-size: .9rem; margin: 0; max-width: 72ch; }
[class*="-answers"] dt { font-weight: 600; margin-top: .5rem; }
[class*="-answers"] dd { margin: 0; overflow-wrap: anywhere; }
.source-line { font-size: .8rem; opacity: .75; margin: -.3rem 0 .2rem; }
.event-meta { font-size: .85rem; opacity: .8; margin: 0 0 .4rem; }
.zh { opacity: .85; }
mark { background: #F4D58D; color: #1C1B19; padding: 0 .1em; border-radius: 2px; }
.direction { display: inline-block; font-weight: 600; }
[data-testid=stHtml] a { color: inherit; text-decoration: underline; text-decoration-color: currentColor;
  text-underline-offset: .15em; }
button[kind=tertiary], button[kind=tertiary] p { text-align: left; justify-content: flex-start; }
button[kind=tertiary] p, [data-testid=stPageLink] p { text-decoration: underline; text-underline-offset: .2em;
  text-decoration-thickness: 1px; }
header a:focus-visible, header button:focus-visible { outline: 2px solid currentColor !important;
  outline-offset: 1px; }
a[href^='glossary#'] { color: inherit !important; text-decoration: underline dotted;
  text-decoration-thickness: 1px;
  text-underline-offset: .2em; }
a[href^='glossary#']:hover, a[href^='glossary#']:focus-visible { text-decoration-style: solid; }
.st-key-more-filters { width: min(40rem, 88vw); }
.st-key-search-hits button { padding: 0; min-height: 0; text-align: left; }
.st-key-search-hits button p { font-weight: 600; }
.st-key-search-hits { gap: .2rem; }
[data-testid=stCaptionContainer] { opacity: .88; }
/* Streamlit shows these to the pointer alone */
[data-testid=stCode] > pre + div, [data-testid=stCode] > pre + div * { opacity: 1; visibility: visible; }
[data-testid=stLayoutWrapper]:has(> .st-key-answer-strip) { position: sticky; bottom: 0; top: 3.6rem;
  z-index: 90; }
.st-key-answer-strip { background: var(--paper); border: solid var(--rule); border-width: 1px 0;
  height: 4rem !important; min-height: 4rem; padding: .3rem 0; flex-wrap: nowrap !important;
  overflow: hidden; }
.st-key-answer-strip > :first-child { flex: 1 1 0; min-width: 0; }
.answer, .answer-moves { margin: 0; line-height: 1.5; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.answer-moves { font-size: .85rem; }
.answer-moves span + span::before { content: "·"; margin: 0 .5em; }
.answer-day { opacity: .8; margin-right: .4em; }
/* Plotly’s opaque edge around the pointer’s line would cut the price lines */
.spikeline:not([stroke-dasharray]) { display: none; }
.st-key-viewport, .st-key-table-names, [class*='-clicks'], .spoken {
  position: absolute; height: 0; overflow: hidden; }
.js-plotly-plot:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
[data-testid=stExpandSidebarButton]::after { content: "Menu"; font-size: 1rem; margin-left: .3rem; }
/* a thumb needs 32 pixels: what looks smaller has them around it */
@media (max-width: 640px), (pointer: coarse) {
  [data-testid=stButtonGroup] button, [data-testid=stPageLink] a, [data-testid=stElementToolbarButton] button,
  [data-testid=stExpandSidebarButton], [data-testid=stSidebarCollapseButton] button,
  [data-testid=stSidebarNavLink], header :is(a, button, [role=button], [data-testid=stTopNavSection]),
  [data-testid=stCheckbox] label, [data-testid=stTab],
  [data-testid^=stTabsScroll], [data-testid=stMain] button[kind=tertiary], [data-testid=stSelectbox] button,
  [data-testid=stMultiSelect] button[aria-label=Open], [data-testid^=stNumberInputStep],
  [data-testid=stMultiSelectTagsContainer] [data-tag] button {
    min-height: 2.2rem; min-width: 2.2rem; }
  [data-testid=stCheckbox] label { align-items: center; }
  [data-testid=stElementToolbarButton] button { justify-content: center; }
  [data-testid=stMultiSelectTagsContainer] [data-tag] { min-height: 2.2rem; }
  div:has(> [data-testid=stMultiSelectTagsContainer]) { max-height: 11rem; }
  [data-testid=stElementContainer]:has([data-testid=stDataFrame]) { margin-top: 2.9rem; }
  [data-testid=stTooltipIcon] button[aria-label^="Help"], [data-testid=stDateInputCalendarButton],
  [data-testid=stMultiSelect] button[aria-label="Clear all"] { position: relative; }
  [data-testid=stTooltipIcon] button[aria-label^="Help"]::after,
  [data-testid=stDateInputCalendarButton]::after,
  [data-testid=stMultiSelect] button[aria-label="Clear all"]::after {
    content: ""; position: absolute; inset: calc(50% - 1.1rem); }
  [data-testid=stHeaderActionElements] { display: none; }
  [data-testid=stMain] :is(p, li, dt, dd, td) a { padding-block: .6rem; }
  .source-line:has(a) { line-height: 2.2rem; }
}
/* a tablet: what needs width stands below, not beside */
@media (max-width: 1000px) {
  [data-testid=stHorizontalBlock]:has(> [data-testid=stColumn] :is([data-testid=stPlotlyChart],
    [data-testid=stDataFrame], [data-testid=stTable])) { flex-wrap: wrap; }
  [data-testid=stHorizontalBlock]:has(> [data-testid=stColumn] :is([data-testid=stPlotlyChart],
    [data-testid=stDataFrame], [data-testid=stTable])) > [data-testid=stColumn] {
    flex: 1 1 100%; min-width: 100%; }
}
@media (max-width: 640px) {
  .block-container { padding-left: .8rem; padding-right: .8rem; }
  .chart-title { font-size: 1.12rem; }
  .st-key-answer-strip { height: 6.4rem !important; gap: .5rem !important; }
  .answer, .answer-moves { white-space: normal; display: -webkit-box; -webkit-line-clamp: 2;
    -webkit-box-orient: vertical; line-height: 1.35; }
  .answer { font-size: .9rem; }
  .answer-moves span + span { display: none; }
}
/* where the system's colours replace ours: what is chosen, and which way a switch stands */
@media (forced-colors: active) {
  :is(button[aria-pressed=true], [role=radio][aria-checked=true], [role=tab][aria-selected=true]),
  [data-testid=stCheckbox] label[data-selected] > div:first-of-type {
    forced-color-adjust: none; background: Highlight !important; }
  :is(button[aria-pressed=true], [role=radio][aria-checked=true], [role=tab][aria-selected=true]) *,
  [data-testid=stMultiSelectTagsContainer] [data-tag] * { color: HighlightText !important; }
  [data-testid=stMultiSelectTagsContainer] [data-tag] { forced-color-adjust: none; background: Highlight; }
  [data-testid=stCheckbox] label > div:first-of-type { outline: 1px solid ButtonText; }
  [data-testid=stCheckbox] label > div:first-of-type > div { forced-color-adjust: none;
    background: ButtonText; }
  [data-testid=stCheckbox] label[data-selected] > div:first-of-type > div { background: HighlightText; }
}
</style>
"""


# Streamlit writes white on the accent of the dark theme, which is too pale for it.
_CHOSEN = "<style>[data-testid=stMultiSelectTagsContainer] [data-tag] * { color: BACKGROUND; }</style>"


def page_frame(snapshot: Snapshot) -> None:
    """The shared style; call before anything else is drawn."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    directions = "".join(
        f".direction.{name} {{ color: {colour}; }}" for name, colour in DIRECTION_COLOURS[theme].items()
    )
    chosen = _CHOSEN.replace("BACKGROUND", PAPER["dark"]) if theme == "dark" else ""
    paper = f":root {{ --paper: {PAPER[theme]}; --rule: {RULE[theme]}; }}"
    st.html(_STYLE.replace("</style>", paper + directions + "</style>") + chosen)
    store_notices(snapshot)
    name_tables()
    if snapshot.violations:
        _broken_tables(snapshot.violations)


def _broken_tables(violations: tuple[Violation, ...]) -> None:
    """That the tables were refused, and the first reasons: a bad edit can have thousands."""
    st.error(
        "The tables were edited and break their own rules, so the last good record is shown.",
        icon=":material/rule:",
    )
    with st.expander(f"What is wrong: {counted(len(violations), 'place')}"):
        st.code(
            "\n".join(str(violation) for violation in violations[:_SHOWN]), language=None, wrap_lines=True
        )
        if len(violations) > _SHOWN:
            st.caption(f"And {len(violations) - _SHOWN} more: `python -m data check` lists them all.")


def page_footer(snapshot: Snapshot) -> None:
    """Through which session prices run and from where; what the record is not."""
    st.divider()
    last = snapshot.last_session
    sources = sorted(set(snapshot.provenance["source"]))
    where = " and ".join(
        {
            "bundled": "the bundled tables",
            "yahoo": "Yahoo Finance",
            "uploaded": "your own file",
            "bundled + yahoo": "the bundled tables continued from Yahoo Finance",
        }.get(s, s)
        for s in sources
    )
    st.caption(
        f"Prices run through **{day(last)}** and come from {where}. "
        f"{len(snapshot.events)} events, {len(snapshot.sources)} sources. Data version `{snapshot.version}`. "
        "This is a record, not advice: a move beside an event is not proof that the event caused it. "
        "[Event table CC BY 4.0](method) · [How the numbers are made](method) · [Glossary](glossary)"
    )
