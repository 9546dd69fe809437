"""The code that a publisher pastes; what it frames is what the preview frames."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from components.embed import links
from components.embed.css_height import css_height
from components.embed.heights import embed_height
from components.embed.request import Asked

COLUMN = 720
"""Pixels across the column for which the code's first height is meant."""
_STORY = """<iframe id="chart" title="{title}" src="{address}"
  style="position:sticky;top:0;width:100%;height:100vh;border:0"></iframe>
{paragraphs}
<script>
const chart = document.getElementById("chart"), parts = document.querySelectorAll("[data-step]");
const show = (part) => chart.contentWindow.postMessage(
  {{ type: "crackdown:step", step: Number(part.dataset.step) }}, "{origin}");
const watch = new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach(
  (one) => show(one.target)), {{ rootMargin: "-50% 0px" }});
chart.addEventListener("load", () => parts.forEach((part) => watch.observe(part)));
</script>"""


def code_of(asked: Asked, base: str) -> str:
    """The frame at full width, whose height follows its width, and the script that fits it exactly."""
    height, follows = embed_height(asked, COLUMN), css_height(asked)
    return links.frame_html(base, asked.slug, asked.query, asked.words.title, "100%", height, follows)


def oembed_address(asked: Asked, base: str) -> str:
    """The address for an editor that asks for its own code; it says the theme, which would else be light."""
    return links.embed_url(base, asked.slug, {"theme": asked.presentation.theme, **asked.query})


def story_of(asked: Asked, base: str) -> str:
    """A sequence beside the paragraphs of a story, which move it as they are scrolled to: one file's worth of
    HTML, the example of the guide filled in."""
    address = escape(links.embed_url(base, asked.slug, asked.query))
    paragraphs = "\n".join(
        f'<p data-step="{place}">{escape(step.sentence)}</p>'
        for place, step in enumerate(asked.presentation.steps, start=1)
    )
    return _STORY.format(
        title=escape(asked.words.title), address=address, paragraphs=paragraphs, origin=escape(_origin(base))
    )


def _origin(base: str) -> str:
    """Scheme and host: a message's receiver is named without a path."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"
