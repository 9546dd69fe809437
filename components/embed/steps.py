"""A chart as a sequence: periods, the events that stand out in each, and a sentence.

Written like marks: `2020-10-01/2021-04-30 2020-11-03-ant-ipo-suspended The listing was halted.`, one step
after another with `|` between them. The events, comma-separated, may be left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from components.params.kinds import BadParam, Day, EventIds, Kind

FEWEST, MOST = 2, 12
MOST_EVENTS = 6
SENTENCE = 240
_EVENTS = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9,;\-]+", re.ASCII)


class Step(NamedTuple):
    """The days shown, the events that stand out, and what is said of it."""

    first: date
    last: date
    events: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class StepsKind(Kind):
    def read(self, name, text, snapshot):
        parts = text.split("|")
        if not FEWEST <= len(parts) <= MOST:
            raise BadParam(name, text[:60], f"from {FEWEST} to {MOST} steps are allowed, with | between them")
        return tuple(
            self._step(f"{name}, step {place}", part, snapshot) for place, part in enumerate(parts, 1)
        )

    def write(self, value):
        return "|".join(
            " ".join(
                (
                    f"{step.first.isoformat()}/{step.last.isoformat()}",
                    *([",".join(step.events)] if step.events else []),
                    step.sentence,
                )
            )
            for step in value
        )

    def _step(self, name, text, snapshot):
        period, _, rest = text.strip().partition(" ")
        first, slash, last = period.partition("/")
        if not slash:
            raise BadParam(
                name,
                text[:60],
                "it must be a period, events if wanted, and a sentence, written like "
                "2020-10-01/2021-04-30 2020-11-03-ant-ipo-suspended The listing was halted.",
            )
        begins, ends = (Day().read(name, day, snapshot) for day in (first, last))
        if begins >= ends:
            raise BadParam(name, period, "the last day must come after the first")
        named, _, words = rest.strip().partition(" ")
        events: tuple[str, ...] = ()
        if _EVENTS.fullmatch(named):
            events, rest = EventIds(MOST_EVENTS).read(name, named, snapshot), words
        sentence = " ".join("".join(c for c in rest if c.isprintable()).split())
        if not 0 < len(sentence) <= SENTENCE:
            raise BadParam(name, text[:60], f"a sentence of 1 to {SENTENCE} characters is needed")
        return Step(begins, ends, events, sentence)
