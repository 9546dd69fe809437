"""What a report is made of: an ordered list of these, written by one writer a format."""

from __future__ import annotations

from dataclasses import dataclass

from components.params import Params


@dataclass(frozen=True)
class Heading:
    """level: 1 for the report's title, 2 for a part, 3 within a part."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Text:
    """A paragraph. style: `body`, `small`, `lead` or `kicker`."""

    text: str
    style: str = "body"
    lang: str = ""


@dataclass(frozen=True)
class Item:
    """A line of a list; `url` may be empty."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Figure:
    """A chart of the catalogue, to be drawn by the writer."""

    slug: str
    params: Params


@dataclass(frozen=True)
class Table:
    """Cells as they are read; the first column holds words, those in `words` too, the others numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Formula:
    """What a statistic is called and means. latex: without dollar signs; paper: "" for plain arithmetic."""

    name: str
    words: str
    latex: str
    paper: str


Block = Heading | Text | Items | Figure | Table | Formula
