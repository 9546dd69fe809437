"""How an embed presents a chart: theme, words of the publisher's own, what is pointed out, pinned data.

These parameters stand beside the chart's own in the address of an embed, so their
names are never a chart's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.charts.kit.look import Size, Theme
from components.embed.pointed import HighlightKind, Mark, MarkKind, Pointed
from components.embed.steps import Step, StepsKind
from components.params import Params, choice, declared, flag, number, text
from components.params.kinds import BadParam, Kind

if TYPE_CHECKING:
    from data import Snapshot

MARKS = tuple(f"mark{place}" for place in range(1, 9))


@dataclass(frozen=True)
class VersionKind(Kind):
    def read(self, name, text, snapshot):
        if not re.fullmatch(r"[0-9a-f]{12}", text, re.ASCII):
            raise BadParam(name, text, "it must be a data version, 12 characters from 0-9 and a-f")
        return text


@dataclass(frozen=True)
class Presentation(Params):
    """What a publisher may set on any embed."""

    theme: str = choice(
        "auto", ("auto", "light", "dark"), help="colours: the reader's setting, or always light or dark"
    )
    title: str = text("", 160, help="headline in place of the chart's")
    subtitle: str = text("", 280, help="subtitle in place of the chart's")
    note: str = text("", 400, help="a note under the chart, before its own")
    source: str = text("", 280, help="source line in place of the chart's")
    mark1: Mark | None = declared(
        MarkKind(), help="a date, a range of dates or a level to mark, with its words"
    )
    mark2: Mark | None = declared(MarkKind(), help="a second thing to mark")
    mark3: Mark | None = declared(MarkKind(), help="a third thing to mark")
    mark4: Mark | None = declared(MarkKind(), help="a fourth thing to mark")
    mark5: Mark | None = declared(MarkKind(), help="a fifth thing to mark")
    mark6: Mark | None = declared(MarkKind(), help="a sixth thing to mark")
    mark7: Mark | None = declared(MarkKind(), help="a seventh thing to mark")
    mark8: Mark | None = declared(MarkKind(), help="an eighth thing to mark")
    highlight: tuple[str, ...] = declared(
        HighlightKind(), (), help="companies and events that stand out; the others are drawn faintly"
    )
    byline: str = text("", 120, help="whose chart it is, in the publisher's words")
    alt: str = text("", 1000, help="text for readers who cannot see the picture, in place of the chart's")
    steps: tuple[Step, ...] = declared(
        StepsKind(), (), help="a sequence that a story scrolls through: periods, events and sentences"
    )
    choices: bool = flag(
        False, help="chips by which a reader chooses a company and an event window inside the embed"
    )
    compact: bool = flag(False, help="title, picture and one line of source, for frames of a fixed height")
    frozen: str | None = declared(VersionKind(), help="data version to which the chart is pinned")

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        if self.steps and self.choices:
            raise BadParam("choices", "1", "a sequence of steps leaves a reader nothing to choose")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """In the order in which they are read."""
        given = (getattr(self, name) for name in MARKS)
        return tuple(sorted((mark for mark in given if mark is not None), key=lambda mark: mark.order))

    def pointed(self, snapshot: Snapshot, *, lenient: bool = False) -> Pointed:
        """What is to be drawn upon the chart."""
        companies = [name for name in self.highlight if name in snapshot.companies.index]
        listings = snapshot.listings
        return Pointed(
            self.marks,
            frozenset(self.highlight).difference(companies),
            tuple((name, tuple(listings.index[listings["company"] == name])) for name in companies),
            lenient,
        )

    @property
    def edited(self) -> bool:
        """Whether words on the chart are the publisher's and not the record's."""
        words = (self.title, self.subtitle, self.note, self.source, self.byline, self.alt)
        return any((*words, self.marks, self.highlight, self.steps))


@dataclass(frozen=True)
class Sized(Params):
    """Which of the drawings."""

    size: str = choice(
        "wide", ("phone", "column", "wide"), help="the drawing for a phone, a column or the full width"
    )


@dataclass(frozen=True)
class BareOptions(Sized):
    """What a drawing alone takes, for pages that have the words themselves."""

    tall: int | None = number(
        None, 200, 2400, whole=True, help="height of the drawing in pixels; none means its own"
    )


@dataclass(frozen=True)
class ImageOptions(Sized):
    """What only images take."""

    scale: int = number(1, 1, 3, whole=True, help="PNG pixels per CSS pixel")
    width: int | None = number(
        None, 100, 4000, whole=True, help="PNG this many pixels wide, in place of scale"
    )
    mm: float = number(180.0, 30, 420, help="PDF this many millimetres wide")
    text: str = choice(
        "text",
        ("text", "outlines"),
        help="words as text, or as shapes that need no font (SVG, PDF)",
    )
    transparent: bool = flag(False, help="no paper behind the picture")
    card: bool = flag(False, help="a card for social media, 1200 × 630 pixels, instead")
    download: bool = flag(False, help="offer it as a file to keep")


@dataclass(frozen=True)
class FigureOptions(Params):
    """What only the interactive figure takes."""

    look: Size = choice("wide", ("phone", "wide"), help="laid out for a narrow or a wide box")
    paper: Theme = choice("light", ("light", "dark"), help="the paper it is drawn for")
