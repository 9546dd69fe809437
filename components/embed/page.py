"""The embed page: one HTML document that is complete before any script runs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

import plotly

from components.charts.kit.theme import FONT, GRID, INK, MUTED, PAPER
from components.embed.drawing import SIZES, Picture
from components.embed.head import RIGHTS, head_links
from components.embed.readings import as_json
from components.embed.words import HEADLINE_FONT, Words

LIBRARY = f"plotly-{plotly.__version__}.min.js"
LIBRARY_FILE = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
MOST_CORRECTIONS = 12
_ASSETS = Path(__file__).with_name("assets")
_LINK = {"light": "#1f5fa6", "dark": "#8fc2f0"}
_WASH = {"light": "#f4f2ee", "dark": "#1e232a"}
_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""Plotly adds an empty style element and fills it by script, which no policy counts as inline."""
_READ = 'tabindex="0" role="group" aria-label="Chart. Arrow keys read its points one by one."'
_NEAR = {False: " 'self'", True: " 'self' file:"}
"""Files beside the page, on a server of ours and wherever a published page is opened."""
_PRINTED = (
    "@media print and (min-width:600px){body:not(.compact) #plot .wide{display:block!important}"
    "body:not(.compact) #plot .column{display:none!important}}"
)
"""Paper takes the drawing that is widest for its height."""
_MAP_STYLE = re.compile(r'getElementById\("([0-9a-f]{64})"\)')

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
$meta<title>$title</title>
<meta name="description" content="$subtitle">
<meta name="color-scheme" content="$scheme">
<link rel="icon" href="data:,">
$links<style>$style</style>
</head>
<body$kind>
<main>
$notice<h1>$title</h1>
$sub$choices<div id="plot" $aria $data>
$svgs<span id="hint"></span></div>
<p id="said" class="hidden" aria-live="polite"></p>
$values$without<div class="foot">
$foot</div>
$more</main>
<script>$script</script>
</body>
</html>
""")


@dataclass(frozen=True)
class Addresses:
    """Where the page's links lead; relative ones keep the page movable. An empty one is left out.

    figure, library: for the page without a picture: address of the figure, with LOOK and PAPER in
    it to be filled in, and of what draws it. whole: the same chart, not compact. current: the same chart
    of today's record, where it shows something else; changes: what was corrected since, as a file.
    rights: the line that names the licence, which holds for the record alone.
    """

    csv: str
    json: str
    png: str
    svg: str
    pdf: str = ""
    xlsx: str = ""
    figure: str = ""
    library: str = ""
    app: str = ""
    current: str = ""
    changes: str = ""
    whole: str = ""
    canonical: str = ""
    oembed: str = ""
    card: str = ""
    rights: str = RIGHTS


@dataclass(frozen=True)
class Page:
    """The document and the policy that its own scripts and styles are written into."""

    html: str
    policy: str


def asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def _script(name: str) -> str:
    """An asset without the indentation of its lines."""
    return "\n".join(line.strip() for line in asset(name).splitlines() if line.strip())


def page(
    slug: str,
    words: Words,
    pictures: Mapping[str, Picture],
    table: str,
    addresses: Addresses,
    theme: str = "auto",
    *,
    compact: bool = False,
    policy_in_page: bool = False,
    corrected: Sequence[str] = (),
    steps: str = "",
    choices: str = "",
) -> Page:
    """The embed of one chart.

    pictures: size class → drawing; empty when nothing can be drawn, and then the page
    loads the library. compact: title, picture and one line alone. policy_in_page: write the policy into the
    document too, for servers that send no headers of ours. corrected: what has been corrected since, and
    why, a sentence each. steps: a sequence (`stepped`) in place of the pictures.
    choices: what a reader may choose (`choices`).
    """
    library = not (pictures or steps)
    style = _style(pictures, theme, library=library)
    style += (_script("steps.css") if steps else "") + (_script("choices.css") if choices else "")
    lively = "steps.js" if steps else "library.js" if library else "values.js"
    scripts = ("heights.js", lively, *(["choices.js"] if choices else []))
    script = "\n".join(map(_script, scripts))
    near = _NEAR[policy_in_page]
    policy = _policy(
        style, script, library=library, images=near if steps else "", pages=near if choices else ""
    )
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n' if policy_in_page else ""
    )
    html = _PAGE.substitute(
        meta=meta,
        title=escape(words.title),
        subtitle=escape(words.subtitle or words.title),
        scheme={"auto": "light dark"}.get(theme, theme),
        links=head_links(words, addresses.canonical, addresses.oembed, addresses.card, addresses.rights),
        style=style,
        notice=_notice(addresses, corrected),
        choices=choices,
        aria='role="group" aria-label="Chart in steps"' if steps else _READ,
        data=_data(slug, addresses, theme, library=library),
        svgs=steps or "".join(_inline(name, picture, words) for name, picture in pictures.items()),
        without="" if not library else f'<p class="foot">{escape(words.alt)}</p>\n',
        kind=' class="compact"' if compact else "",
        sub="" if compact or not words.subtitle else f'<p class="sub">{escape(words.subtitle)}</p>\n',
        foot=_short_foot(words, addresses) if compact else _foot(words),
        more="" if compact else _more(addresses, table),
        script=script,
        values=_stand_ins() if library else _values(pictures) if pictures else "",
    )
    return Page(html, policy)


def _values(pictures: Mapping[str, Picture]) -> str:
    """What can be read off the drawings, as data that nothing runs."""
    text = as_json({name: picture.series for name, picture in pictures.items()})
    return f'<script type="application/json" id="values">{text}</script>\n'


def _policy(style: str, script: str, *, library: bool, images: str = "", pages: str = "") -> str:
    """No script but ours, no style but ours, and nothing to load but, in steps, our own `images` and, with
    choices, the `pages` that show them.

    library: the page has no picture and draws with the chart library, which our script loads
    and which sets style attributes on what it draws. Under this policy those can load nothing.
    """
    more = (
        f"script-src {_hash(script)} 'strict-dynamic'",
        f"style-src-elem {_hash(style)} {_EMPTY_STYLE}",
        "style-src-attr 'unsafe-inline'",
        "connect-src 'self'",
    )
    own = (f"script-src {_hash(script)}", f"style-src {_hash(style)}")
    return "; ".join(
        (
            "default-src 'none'",
            *(more if library else own),
            f"img-src data:{images}",
            *([f"connect-src{pages}"] if pages and not library else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@lru_cache(maxsize=1)
def _stand_ins() -> str:
    """The library adds a style sheet for maps, unless an element of its id is there already."""
    ids = sorted(set(_MAP_STYLE.findall(LIBRARY_FILE.read_text(encoding="utf-8"))))
    return "".join(f'<template id="{name}"></template>\n' for name in ids)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _style(pictures: Mapping[str, Picture], theme: str, *, library: bool) -> str:
    pairs = {name: pair for picture in pictures.values() for name, pair in picture.pairs.items()}
    rules = {name: rule for picture in pictures.values() for name, rule in picture.drawing.rules.items()}
    named = (
        ("paper", PAPER),
        ("ink", INK),
        ("muted", MUTED),
        ("rule", GRID),
        ("link", _LINK),
        ("wash", _WASH),
    )

    def colours(paper: str, place: int) -> str:
        own = [f"--{name}:{value[paper]}" for name, value in named]
        return ";".join(
            (
                f"color-scheme:{paper}",
                *own,
                *(f"{name}:{pair[place]}" for name, pair in sorted(pairs.items())),
            )
        )

    fonts = f"--serif:{HEADLINE_FONT};--sans:{FONT}"
    if theme == "auto":
        night = colours("dark", 1)
        variables = (
            f":root{{{fonts};{colours('light', 0)}}}@media screen{{:root[data-theme=dark]{{{night}}}}}"
            f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{night}}}}}"
        )
    else:
        night = f"@media screen{{:root{{{colours('dark', 1)}}}}}" if theme == "dark" else ""
        variables = f":root{{{fonts};{colours('light', 0)}}}{night}"
    shown = "".join(
        f"@media(min-width:{picture.shown_from}px){_until(picture, pictures)}"
        f"{{#plot .{name}{{display:block!important}}}}"
        for name, picture in pictures.items()
    )
    drawn = "".join(f".{name}{{{rule}}}" for name, rule in sorted(rules.items()))
    empty = (
        ""
        if not library
        else "#plot{height:480px}#hint:not(:empty){opacity:1}@media(scripting:none){#plot{display:none}}"
    )
    return variables + _script("embed.css") + shown + drawn + empty + _PRINTED


def _until(picture: Picture, pictures: Mapping[str, Picture]) -> str:
    later = [other.shown_from for other in pictures.values() if other.shown_from > picture.shown_from]
    return f" and (max-width:{min(later) - 0.02:g}px)" if later else ""


def _inline(name: str, picture: Picture, words: Words) -> str:
    """The drawing in the page; its font stands on the svg itself as an attribute, not as a style."""
    drawing = picture.drawing
    return (
        f'<svg class="static {name}" viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" '
        f'height="{drawing.height}" font-family="{escape(drawing.font)}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(words.title)}</title>'
        f'<desc id="{name}-desc">{escape(words.alt)}</desc>{drawing.body}</svg>\n'
    )


def _data(slug: str, addresses: Addresses, theme: str, *, library: bool) -> str:
    given = {"chart": slug}
    if library:
        sizes = [{"look": one.size, "from": one.shown_from, "width": one.width} for one in SIZES.values()]
        given |= {
            "theme": theme,
            "figure": addresses.figure,
            "library": addresses.library,
            "sizes": json.dumps(sizes, separators=(",", ":")),
        }
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in given.items())


def _notice(addresses: Addresses, corrected: Sequence[str]) -> str:
    """That a frozen chart's figures have been corrected, with the first of what was told of it."""
    if not addresses.current:
        return ""
    link = f'<a href="{escape(addresses.current)}">see the current chart</a>'
    lead = f"The record has been corrected since this chart was made: {link}."
    if not corrected:
        return f'<p class="changed">{lead}</p>\n'
    rows = "".join(f"<li>{escape(sentence)}</li>" for sentence in corrected[:MOST_CORRECTIONS])
    more = len(corrected) - MOST_CORRECTIONS
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    every = f' <a href="{escape(addresses.changes)}">Every change as CSV</a>' if addresses.changes else ""
    return (
        f'<div class="changed">{lead}<details><summary>What was corrected, and why: {len(corrected)}'
        f"</summary><ul>{rows}{rest}</ul>{every}</details></div>\n"
    )


def _foot(words: Words) -> str:
    return "".join(f"<p>{escape(text)}</p>\n" for text in words.foot)


def _short_foot(words: Words, addresses: Addresses) -> str:
    """One line, which leads to the whole chart with its notes and sources."""
    whole = (
        f' <a href="{escape(addresses.whole)}" target="_blank" rel="noopener">Data and notes</a>'
        if addresses.whole
        else ""
    )
    return f"<p><span>{escape(words.short_foot)}</span>{whole}</p>\n"


def _more(addresses: Addresses, table: str) -> str:
    links = _nav(addresses)
    return (f'<nav aria-label="This chart">{links}</nav>\n' if links else "") + (
        f"<details><summary>Table of the data, and what it can say</summary>\n{table}\n</details>\n"
    )


def _nav(addresses: Addresses) -> str:
    get = _files("Get the data", CSV=addresses.csv, XLSX=addresses.xlsx, JSON=addresses.json)
    images = _files("Image", PNG=addresses.png, SVG=addresses.svg, PDF=addresses.pdf)
    app = (
        f'<a class="app" href="{escape(addresses.app)}" target="_blank" rel="noopener">Explore in the '
        "dashboard</a>"
        if addresses.app
        else ""
    )
    return get + images + app


def _files(label: str, **addresses: str) -> str:
    links = [f'<a href="{escape(address)}">{name}</a>' for name, address in addresses.items() if address]
    return f"<span>{label}: {' '.join(links)}</span>" if links else ""
