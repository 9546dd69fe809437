"""A drawing alone as an SVG document: no words around it, no paper behind it; the page has both."""

from __future__ import annotations

from html import escape

from components.charts.kit.look import Theme
from components.embed.drawing import Picture
from components.embed.themed import resolved
from components.embed.words import Words


def bare(picture: Picture, words: Words, theme: Theme) -> str:
    drawing = picture.drawing
    rules = "".join(f".{name}{{{rule}}}" for name, rule in sorted(drawing.rules.items()))
    style = f"svg{{font-family:{drawing.font};stroke-miterlimit:2}}text{{white-space:pre}}{rules}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width}" height="{drawing.height}" '
        f'viewBox="0 0 {drawing.width} {drawing.height}" role="img" aria-labelledby="title desc">'
        f'<title id="title">{escape(words.title)}</title><desc id="desc">{escape(words.alt)}</desc>'
        f"<style>{escape(resolved(style, picture.pairs, theme), quote=False)}</style>{drawing.body}</svg>"
    )
