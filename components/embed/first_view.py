"""What a page's first answer already shows: headline, sentence and the ready picture of the view asked for.

Streamlit's shell is empty until some megabytes of script have run. This fragment stands in it
from the first byte on, is readable without script, and gives way in place when the page's own
chart is drawn (`assets/first_view.js`). A picture that has not been drawn yet is drawn behind
the answer, for the next reader: nobody waits for it here.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from html import escape
from threading import Lock

from components.charts import catalogue
from components.charts.kit.record import opening_event, plain_title
from components.charts.kit.theme import FONT, INK, MUTED, PAPER
from components.edition_words import how_far, last_edition
from components.embed.chrome import CannotRender
from components.embed.drawing import Picture, draw, is_drawn
from components.embed.heights import embed_height
from components.embed.links import embed_url
from components.embed.page import asset
from components.embed.request import Asked
from components.embed.words import HEADLINE_FONT
from components.language import day
from components.page_index import PAGE_OF_PATH, PAGES
from components.params import Params
from components.params.record import Event
from data import Snapshot

log = logging.getLogger(__name__)

SCRIPT = "/embed/first-view.js"
PATHS = frozenset({"", "event", "impact", "patterns", "compare"})
"""Pages that open with a chart."""
PREVIEW = 640
"""Pixels across the studio's preview, as it opens."""
WIDE_FROM = 760
"""Pixels across from which a page opens with its wide drawing."""
_LOOKS = ("phone", "wide")
_MOST_KEPT = 64

_drawing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="first-view")
_underway: set[tuple[str, str, str]] = set()
_kept: OrderedDict[tuple[str, str, str, str], str] = OrderedDict()
_lock = Lock()


def fragment(snapshot: Snapshot, path: str, slug: str, params: Params) -> str:
    """HTML for the start of the body: the page's frame with the chart `slug` for `params`.

    Raises whatever building the chart raises; the shell then goes out without it.
    """
    if path == "event" and isinstance(params, Event) and params.event is None:
        params = params.replace(event=opening_event(snapshot))
    key = (snapshot.version, path, slug, repr(sorted(params.query().items())))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    ready = all(is_drawn(slug, snapshot, params, size) for size in _LOOKS)
    pictures = {size: draw(slug, snapshot, params, size) for size in _LOOKS} if ready else {}
    html = _html(snapshot, path, slug, params, pictures)
    if ready:
        with _lock:
            _kept[key] = html
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    else:
        _draw_behind(snapshot, slug, params)
    return html


def preview(asked: Asked) -> str:
    """HTML for the start of the studio: the very frame that it will show, at the address that is pasted."""
    address = embed_url("", asked.slug, asked.query)
    height = embed_height(asked, PREVIEW)
    frame = (
        f'<iframe src="{escape(address)}" title="{escape(asked.words.title)}" width="{PREVIEW}" '
        f'height="{height}"></iframe>'
    )
    heading = f"<h1>{escape(PAGE_OF_PATH['studio'].heading)}</h1>"
    return (
        f"<style>{_style({})}</style>"
        f'<div id="first-view" class="fv-studio">{_menu("studio")}<main>{heading}{frame}</main></div>'
    )


def _menu(path: str) -> str:
    links = "".join(
        f'<a href="/{page.path}"{" aria-current=page" if page.path == path else ""}>{escape(page.title)}</a>'
        for page in PAGES
    )
    return f'<nav aria-label="Pages">{links}</nav>'


def _draw_behind(snapshot: Snapshot, slug: str, params: Params) -> None:
    """Draw the pictures for the next reader, once however many ask; too long a queue is not joined."""
    job = (snapshot.version, slug, repr(params))
    with _lock:
        if job in _underway or len(_underway) >= _MOST_KEPT:
            return
        _underway.add(job)

    def work() -> None:
        try:
            for size in _LOOKS:
                draw(slug, snapshot, params, size)
        except CannotRender as error:
            log.info("First views go out without pictures: %s", error)
        except Exception:
            log.exception("The first view of %s could not be drawn", slug)
        finally:
            with _lock:
                _underway.discard(job)

    _drawing.submit(work)


def _html(snapshot: Snapshot, path: str, slug: str, params: Params, pictures: Mapping[str, Picture]) -> str:
    chart = catalogue.build(slug, snapshot, params)
    through = f"Prices run through {day(snapshot.last_session)}. {len(snapshot.events)} events."
    drawn = "".join(_inline(size, picture, chart.alt) for size, picture in pictures.items())
    if not drawn:
        drawn = f'<p class="fv-sub">{escape(chart.alt)}</p>'
    return (
        f"<style>{_style(pictures)}</style>"
        f'<div id="first-view">{_menu(path)}<main>'
        f"{_head(snapshot, path, params)}"
        f'<p class="fv-title">{escape(chart.title)}</p><p class="fv-sub">{escape(chart.subtitle)}</p>'
        f'{drawn}<p class="fv-sub">{escape(chart.source_line)} {escape(through)}</p></main></div>'
    )


def _head(snapshot: Snapshot, path: str, params: Params) -> str:
    """What the page says above its chart: on Event the event itself, elsewhere the page's heading."""
    event = getattr(params, "event", None)
    if path == "event" and event is not None:
        row = snapshot.events.loc[event]
        return (
            f'<p class="fv-sub">{day(row["date"])}</p><h1>{escape(plain_title(row["title"]))}</h1>'
            f"<p>{escape(row['summary'])}</p>"
        )
    page = PAGE_OF_PATH[path]
    words = f"{page.lead} {how_far(snapshot)} {last_edition(snapshot)}" if path == "" else page.lead
    lead = f'<p class="fv-sub">{escape(words)}</p>' if words else ""
    return f'<h1>{escape(page.heading)}</h1>{lead}<div class="fv-room"></div>'


def _inline(size: str, picture: Picture, alt: str) -> str:
    drawing = picture.drawing
    return (
        f'<svg class="fv-{size}" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'font-family="{escape(drawing.font)}" role="img" aria-label="{escape(alt)}">{drawing.body}</svg>'
    )


def _style(pictures: Mapping[str, Picture]) -> str:
    """Colours of both themes, the frame's layout, and the drawing's own rules."""
    pairs = {name: pair for picture in pictures.values() for name, pair in picture.pairs.items()}
    rules = {name: rule for picture in pictures.values() for name, rule in picture.drawing.rules.items()}

    def colours(theme: str, place: int) -> str:
        own = {"--fv-paper": PAPER[theme], "--fv-ink": INK[theme], "--fv-muted": MUTED[theme]}
        own |= {name: pair[place] for name, pair in sorted(pairs.items())}
        return ";".join(f"{name}:{value}" for name, value in own.items())

    swap = WIDE_FROM
    drawn = "".join(f"#first-view .{name}{{{rule}}}" for name, rule in sorted(rules.items()))
    return (
        f"#first-view{{{colours('light', 0)}}}"
        f"@media(prefers-color-scheme:dark){{#first-view{{{colours('dark', 1)}}}}}"
        f"#first-view{{--serif:{HEADLINE_FONT};--sans:{FONT}}}"
        + "".join(line.strip() for line in asset("first_view.css").splitlines())
        + f"@media(min-width:{swap}px){{#first-view .fv-phone{{display:none}}}}"
        f"@media(max-width:{swap - 0.02:g}px){{#first-view .fv-wide{{display:none}}}}" + drawn
    )
