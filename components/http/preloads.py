"""Streamlit's later scripts, named in the shell so that they arrive and compile while it starts.

A page's chart, tables and buttons are chunks that Streamlit asks for one after the other, each
when the page first needs it. Named in the head they come at once, and the largest, Plotly, is
compiled beside the main thread instead of on it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from components.http.ahead import PREFIX, STATIC_ROOT

EVERY_PAGE = (
    "Html",
    "BidiComponent",
    "ButtonGroup",
    "Button",
    "Checkbox",
    "PageLink",
    "PlotlyChart",
)
"""Chunks that nearly every page needs, by the names that Streamlit's build gives them; the largest last, so
that what starts the page does not wait behind it.
"""
_IMPORTED = re.compile(rb"""(?:from|import)\s*["']\./([\w.~-]+\.js)["']""")


@lru_cache(maxsize=1)
def preload_tags() -> str:
    """`modulepreload` links for the chunks of EVERY_PAGE and all that they import.

    A chunk that a release of Streamlit no longer has is left out: it is then merely not early.
    """
    folder = STATIC_ROOT / "js"
    wanted = [path.name for chunk in EVERY_PAGE for path in sorted(folder.glob(f"{chunk}.*.js"))]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop(0)
        if name not in found and (folder / name).is_file():
            found[name] = None
            wanted += _imports(folder / name)
    return "".join(
        f'<link rel="modulepreload" href="{PREFIX}js/{name}" crossorigin fetchpriority="low">'
        for name in found
    )


def _imports(path: Path) -> list[str]:
    """The chunks that one imports when it starts."""
    return [name.decode() for name in _IMPORTED.findall(path.read_bytes())]
