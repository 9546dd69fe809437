"""The site's own pages: the front page and one for each event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from string import Template

import pandas as pd

from components.charts.kit.theme import TYPE_NAMES
from components.embed.head import RIGHTS, social_tags
from components.record_name import record_name
from data import Snapshot

ABOUT = (
    "Documented events of the campaign on China's technology companies, each with its sources, "
    "beside the share "
    "prices of the companies. A record: a move beside an event is not proof that the event caused it."
)
_SHAPES = {"tightening": "▼", "easing": "▲", "neutral": "●"}
_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="$policy">
<title>$title</title>
<meta name="description" content="$about">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}static/site.css">
<link rel="alternate" type="application/atom+xml" href="${up}feed.xml" title="Events and corrections">
<link rel="alternate" type="application/feed+json" href="${up}feed.json" title="Events and corrections">
$tags
</head>
<body>
$body
<footer>Data version $version, prices through $through. Event table CC BY 4.0.
<a href="${up}index.html">All events</a> · <a href="${up}data/events.csv">Events as CSV</a> ·
<a href="${up}data/impacts.csv">Study as CSV</a> · <a href="${up}feed.xml">Feed</a></footer>
<script src="${up}static/host.js"></script>
</body>
</html>
""")
_POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' data: file:; "
    "frame-src 'self' file:; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Shown:
    """A chart on a page: its page's address from there, its title and first height, and whether it has a page
    on which readers choose."""

    name: str
    title: str
    about: str
    height: int
    choices: bool = False


def _frame(chart: Shown, *, lazy: bool = True) -> str:
    loading = ' loading="lazy"' if lazy else ""
    return (
        f'<iframe src="{escape(chart.name)}.html" title="{escape(chart.title)}" '
        f'height="{chart.height}"{loading}></iframe>'
    )


def _document(snapshot: Snapshot, up: str, title: str, about: str, tags: Sequence[str], body: str) -> str:
    last = snapshot.last_session
    return _PAGE.substitute(
        policy=escape(_POLICY),
        title=escape(title),
        about=escape(about),
        up=up,
        tags="\n".join(tags),
        body=body,
        version=snapshot.version,
        through=f"{last.day} {last:%B %Y}",
    )


def _tags(title: str, about: str, base: str, here: str, chart: str, said: str) -> list[str]:
    """What crawlers and editors read; addresses need that of the site. chart: the one that stands for the
    page."""
    picture = f"{base}/{chart}" if base and chart else ""
    tags = social_tags(
        title, about, f"{base}/{here}" if base else "", f"{picture}.card.png" if picture else "", said
    )
    if picture:
        kind = "application/json+oembed"
        tags.append(
            f'<link rel="alternate" type="{kind}" href="{picture}.oembed.json" title="{escape(said)}">'
        )
    return [RIGHTS, *tags]


def front_page(snapshot: Snapshot, charts: Sequence[Shown], with_events: bool, base: str) -> str:
    """What the site is, the charts, and every event by year."""
    lead, rest = charts[0], charts[1:]
    parts = [f"<h1>{escape(record_name())}</h1>\n<p>{escape(ABOUT)}</p>", _frame(lead, lazy=False)]
    if rest:
        cards = "".join(
            f'<li><a href="{escape(one.name)}.html"><img src="{escape(one.name)}.card.png" '
            'width="1200" height="630" '
            f'alt="" loading="lazy"><br>{escape(one.title)}</a><br><span class="meta">'
            f"{escape(one.about)}</span>{_choices(one)}</li>\n"
            for one in rest
        )
        parts.append(f'<h2>More charts</h2>\n<ul class="gallery">\n{cards}</ul>')
    address = f"{base or 'https://YOUR-SITE'}/{lead.name}.html"
    code = (
        f'<iframe src="{address}" title="{escape(lead.title)}" width="100%" height="{lead.height}" '
        'style="border:0"></iframe>'
    )
    script = f'<script src="{base or "https://YOUR-SITE"}/static/host.js" async></script>'
    parts.append(
        "<h2>Embed a chart</h2>\n<p>Any page of a chart can be framed:</p>\n<pre>"
        f"{escape(code)}\n{escape(script)}</pre>"
    )
    if with_events:
        parts.append("<h2>Events</h2>")
        for year, events in snapshot.events.groupby(snapshot.events["date"].dt.year):
            rows = "".join(_event_row(str(event_id), row) for event_id, row in events.iterrows())
            parts.append(f'<h3>{year}</h3>\n<ol class="events">\n{rows}</ol>')
    tags = _tags(record_name(), ABOUT, base, "", lead.name, lead.title)
    return _document(snapshot, "", record_name(), ABOUT, tags, "\n".join(parts))


def _choices(chart: Shown) -> str:
    return (
        f'<br><a href="{escape(chart.name)}.choices.html">Choose what it shows</a>' if chart.choices else ""
    )


def _event_row(event_id: str, row: pd.Series) -> str:
    direction = row["direction"]
    return (
        f'<li><time datetime="{row["date"]:%Y-%m-%d}">{row["date"].day} {row["date"]:%b %Y}</time>'
        f'<span class="{direction}" title="{direction}">{_SHAPES.get(direction, "")}</span>'
        f'<a href="events/{event_id}/index.html">{escape(row["title"])}</a></li>\n'
    )


def event_page(snapshot: Snapshot, event_id: str, charts: Sequence[Shown], base: str) -> str:
    """What happened, the charts around it, the sources, and the neighbours in time."""
    row = snapshot.events.loc[event_id]
    day = f"{row['date'].day} {row['date']:%B %Y}"
    actors = [
        snapshot.actors.at[code, "name"] if code in snapshot.actors.index else code for code in row["actors"]
    ]
    kind = ", ".join((TYPE_NAMES.get(row["type"], row["type"]), row["direction"]))
    sources = snapshot.sources[snapshot.sources["event_id"] == event_id]
    parts = [
        f'<p class="kicker"><a href="../../index.html">{escape(record_name())}</a></p>',
        f"<h1>{escape(row['title'])}</h1>",
        f'<p class="meta"><time datetime="{row["date"]:%Y-%m-%d}">{day}</time> · {escape(kind)}'
        + (f" · {escape('; '.join(actors))}" if actors else "")
        + (f' · <span lang="zh">{escape(row["title_zh"])}</span>' if row["title_zh"] else "")
        + "</p>",
        f"<p>{escape(row['summary'])}</p>",
        *(_frame(chart) for chart in charts),
        "<h2>Sources</h2>\n<ul>",
        *(f"<li>{_source(source)}</li>" for _, source in sources.iterrows()),
        "</ul>",
        f'<p class="meta">How it was dated: {escape(row["notes"])}</p>' if row["notes"] else "",
        _neighbours(snapshot, event_id),
    ]
    here = f"events/{event_id}"
    tags = _tags(
        row["title"],
        row["summary"],
        base,
        f"{here}/index.html",
        f"{here}/{charts[0].name}" if charts else "",
        charts[0].title if charts else "",
    )
    return _document(
        snapshot, "../../", f"{row['title']} ({day})", row["summary"], tags, "\n".join(filter(None, parts))
    )


def _source(source: pd.Series) -> str:
    words = f"{escape(source['publisher'])}: {escape(source['title'])}"
    link = source["url"] if str(source["url"]).startswith(("https://", "http://")) else ""
    words = f'<a href="{escape(link)}" rel="noopener">{words}</a>' if link else words
    return f"{words} ({escape(str(source['published']))})" if source["published"] else words


def moved_page(event: str) -> str:
    """What stands at the former address of a renamed event: the way to its page, taken by itself."""
    place = f"../{escape(event)}/index.html"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>This event has moved</title>'
        f'<meta http-equiv="refresh" content="0; url={place}"><link rel="canonical" href="{place}"></head>'
        f'<body><p>This event has another address now: <a href="{place}">go there</a>.</p></body></html>\n'
    )


def _neighbours(snapshot: Snapshot, event_id: str) -> str:
    ids = list(snapshot.events.index)
    place = ids.index(event_id)

    def link(at: int, before: str, after: str) -> str:
        if not 0 <= at < len(ids):
            return "<span></span>"
        return (
            f'<a href="../{ids[at]}/index.html">'
            f"{before}{escape(snapshot.events.at[ids[at], 'title'])}{after}</a>"
        )

    return (
        '<nav class="around" aria-label="Neighbours in time">'
        f"{link(place - 1, '← ', '')}{link(place + 1, '', ' →')}</nav>"
    )
