"""What each column of each table means: read from `data/README.md`, which curators read too."""

from __future__ import annotations

import re
from functools import lru_cache

from data.paths import PROJECT

README = PROJECT / "data" / "README.md"
_ROW = re.compile(r"^\| `(\w+)` \| (\S.*?) *\|$", re.MULTILINE)


@lru_cache(maxsize=1)
def column_meanings() -> dict[str, dict[str, str]]:
    """Table (`events.csv`, `prices/<symbol>.csv`) → column → what it means, without Markdown's marks."""
    return {
        name: {column: _plain(meaning) for column, meaning in _ROW.findall(section)}
        for name, section in _sections()
    }


@lru_cache(maxsize=1)
def table_meanings() -> dict[str, str]:
    """Table → what it holds, as far as its paragraph says so; "" where there is none."""
    return {
        name: _plain(" ".join(f"\n{section}".partition("\n|")[0].split())) for name, section in _sections()
    }


def _sections() -> list[tuple[str, str]]:
    """Each table's name and the text below its heading."""
    parts = re.split(r"^### `([^`]+)`\n", README.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [
        (name, text.split("\n## ")[0].split("\n### ")[0])
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def _plain(text: str) -> str:
    return re.sub(r"\*(\w[^*]*)\*", r"\1", text.replace("`", ""))
