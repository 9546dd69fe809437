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
from components.embed.words import HEADLINE_FONT, SITE_NAME, Words

LIBRARY = f"plotly-{plotly.__version__}.min.js"
LIBRARY_FILE = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
_ASSETS = Path(__file__).with_name("assets")
_LINK = {"light": "#1f5fa6", "dark": "#8fc2f0"}
_WASH = {"light": "#f4f2ee", "dark": "#1e232a"}
_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""Plotly adds an empty style element and fills it by script, which no policy counts as inline."""
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
<body>
<main>
$notice<h1>$title</h1>
<p class="sub">$subtitle</p>
<div id="plot" tabindex="0" role="group" aria-label="Chart. Arrow keys read its points one by one." $data>
$svgs<span id="hint"></span></div>
<p id="said" class="hidden" aria-live="polite"></p>
$stand_ins$without<div class="foot">
$foot</div>
<nav aria-label="This chart">$nav</nav>
<details><summary>Table of the data</summary>
$table
</details>
</main>
<script>$script</script>
</body>
</html>
""")


@dataclass(frozen=True)
class Addresses:
    """Where the page's links lead; relative ones keep the page movable. An empty one is left out.

    figure: address of the interactive figure, with LOOK and PAPER in it to be filled in.
    """

    csv: str
    json: str
    png: str
    svg: str
    figure: str
    library: str
    app: str = ""
    current: str = ""
    canonical: str = ""
    oembed: str = ""
    card: str = ""


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
    policy_in_page: bool = False,
    within: Mapping[str, str] | None = None,
) -> Page:
    """The embed of one chart.

    pictures: size class → drawing; empty when nothing can be drawn, and then the page
    loads the library at once. policy_in_page: write the policy into the document too,
    for servers that send no headers of ours. within: figures by "LOOK-PAPER", to be
    carried in the document together with the library, so that it needs no server.
    """
    style = _style(pictures, theme)
    script = _script("embed.js")
    carried = _carried(within) if within else ""
    policy = _policy(style, *((script, _library()) if within else (script,)))
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n' if policy_in_page else ""
    )
    html = _PAGE.substitute(
        meta=meta,
        title=escape(words.title),
        subtitle=escape(words.subtitle),
        scheme={"auto": "light dark"}.get(theme, theme),
        links=_head_links(words, addresses),
        style=style,
        notice=_notice(addresses),
        data=_data(slug, addresses, theme, now=not pictures),
        svgs="".join(_inline(name, picture, words) for name, picture in pictures.items()),
        without="" if pictures else f'<p class="foot">{escape(words.alt)}</p>\n',
        foot="".join(f"<p>{escape(text)}</p>\n" for text in (*words.notes, words.source, words.mark) if text),
        nav=_nav(addresses),
        table=table,
        script=script,
        stand_ins=_stand_ins() + carried,
    )
    return Page(html, policy)


def _carried(figures: Mapping[str, str]) -> str:
    """Figures and library as data that nothing runs until the reader asks for it."""
    blocks = "".join(
        f'<script type="application/json" id="figure-{name}">{_unclosed(figure)}</script>\n'
        for name, figure in figures.items()
    )
    return f'{blocks}<script type="text/plain" id="library">{_library()}</script>\n'


def _unclosed(text: str) -> str:
    """`text` (JSON or script) without what would end its element; the meaning inside strings stays."""
    return text.replace("</", "<\\/")


@lru_cache(maxsize=1)
def _library() -> str:
    return LIBRARY_FILE.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _policy(style: str, *scripts: str) -> str:
    """No script but ours and what it loads, no style element but ours.

    Style attributes are allowed: Plotly sets them on what it draws after the reader
    has asked for it. They can neither load nor run anything under this policy.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))} 'strict-dynamic'",
            f"style-src-elem {_hash(style)} {_EMPTY_STYLE}",
            "style-src-attr 'unsafe-inline'",
            "img-src data: 'self'",
            "connect-src 'self'",
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


def _style(pictures: Mapping[str, Picture], theme: str) -> str:
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
        dark = f"@media(prefers-color-scheme:dark){{:root{{{colours('dark', 1)}}}}}"
        variables = f":root{{{fonts};{colours('light', 0)}}}{dark}"
    else:
        variables = f":root{{{fonts};{colours(theme, 1 if theme == 'dark' else 0)}}}"
    shown = "".join(
        f"@media(min-width:{SIZES[name].shown_from}px){_until(name, pictures)}{{#plot .{name}{{display:block!important}}}}"
        for name in pictures
    )
    drawn = "".join(f".{name}{{{rule}}}" for name, rule in sorted(rules.items()))
    empty = (
        ""
        if pictures
        else "#plot{height:480px}#hint:not(:empty){opacity:1}@media(scripting:none){#plot{display:none}}"
    )
    return variables + _script("embed.css") + shown + drawn + empty


def _until(name: str, pictures: Mapping[str, Picture]) -> str:
    later = [
        SIZES[other].shown_from for other in pictures if SIZES[other].shown_from > SIZES[name].shown_from
    ]
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


def _data(slug: str, addresses: Addresses, theme: str, *, now: bool) -> str:
    given = {
        "chart": slug,
        "theme": theme,
        "figure": addresses.figure,
        "library": addresses.library,
        "sizes": json.dumps(
            [{"look": one.size, "from": one.shown_from, "width": one.width} for one in SIZES.values()],
            separators=(",", ":"),
        ),
        **({"now": "1"} if now else {}),
    }
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in given.items())


def _head_links(words: Words, addresses: Addresses) -> str:
    lines = []
    if addresses.canonical:
        lines.append(f'<link rel="canonical" href="{escape(addresses.canonical)}">')
    if addresses.oembed:
        lines.append(
            f'<link rel="alternate" type="application/json+oembed" href="{escape(addresses.oembed)}" '
            f'title="{escape(words.title)}">'
        )
    return (
        "\n".join(
            [
                *lines,
                *social_tags(words.title, words.subtitle, addresses.canonical, addresses.card, words.alt),
            ]
        )
        + "\n"
    )


def social_tags(title: str, description: str, url: str, image: str, image_alt: str) -> list[str]:
    """Open Graph and Twitter cards, which need absolute addresses."""
    properties: Sequence[tuple[str, str, str]] = (
        ("property", "og:type", "article"),
        ("property", "og:site_name", SITE_NAME),
        ("property", "og:title", title),
        ("property", "og:description", description),
        ("property", "og:url", url),
        ("property", "og:image", image),
        ("property", "og:image:width", "1200" if image else ""),
        ("property", "og:image:height", "630" if image else ""),
        ("property", "og:image:alt", image_alt[:420] if image else ""),
        ("name", "twitter:card", "summary_large_image" if image else "summary"),
    )
    return [f'<meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in properties if value]


def _notice(addresses: Addresses) -> str:
    if not addresses.current:
        return ""
    link = f'<a href="{escape(addresses.current)}">see the current chart</a>'
    return f'<p class="changed">The record has been corrected since this chart was made: {link}.</p>\n'


def _nav(addresses: Addresses) -> str:
    get = f'<span>Get the data: <a href="{escape(addresses.csv)}">CSV</a> <a href="{escape(addresses.json)}">JSON</a></span>'
    images = f'<span>Image: <a href="{escape(addresses.png)}">PNG</a> <a href="{escape(addresses.svg)}">SVG</a></span>'
    app = (
        f'<a class="app" href="{escape(addresses.app)}" target="_blank" rel="noopener">Explore in the dashboard</a>'
        if addresses.app
        else ""
    )
    return get + (images if addresses.png else "") + app
