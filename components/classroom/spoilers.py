"""An event told before its outcome is known: what, who, when, and nothing about prices.

The record's titles and summaries often end with what the shares did. A sentence that
speaks of shares, of the market's mood or of what came of the news is held back until
the reveal, and so are those after it, which would hang in the air. The rule would rather
keep back too much than too little.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from components.charts.kit.record import plain_title

_SECURITIES = (
    r"shares?(?! of votes)|stocks?|equit(?:y|ies)|indexe?s|indices|hang "
    r"seng|nasdaq|hsi|s&p|valuations?|discount to|placement"
)
_MOVES = (
    r"rall(?:y|ies|ied)|dr?opp(?:ed|ing)|drops?|falls?|fell|fallen|falling|plung\w*|plummet\w*|surg\w*|jump\w*|soar\w*|slump\w*|slid\w*|sank|sinks?|sunk|"
    r"rout(?:s|ed)?|sell-?offs?|sold off|tumbl\w*|crash\w*|dives?|dump(?:ed|ing)? "
    r"chinese|rebound\w*|recover(?:y|ed|s)|wip(?:e|ed|es)\b|gain(?:s|ed)?|"
    r"los(?:t|e|es|ing|s of)|rose|rises?|risen|climb\w*|lift(?:s|ed|ing)|bear market|bull "
    r"market|slide|spike\w*|record[- ](?:low|high)|all-time"
)
_MOOD = (
    r"investors?|traders?|analysts?|bankers? saw|sentiment|overhang|uncertainty|unnerv\w*|fear(?:s|ed)?|"
    r"panic\w*|nerves|cheer\w*|reliefs?|disappoint\w*|"
    r"reaction|muted|softer than|smaller than feared|bigger than "
    r"feared|let-down|scare|hopes?|bets?|confidence|worst|best (?:day|week)|"
    r"markets? (?:read|saw|took|reacted|surge|slump)|(?:of|in) value|in a day|the move|added "
    r"fuel|citi|morgan stanley|goldman|(?:read|seen|taken|interpreted) as|estimates|expected|outlook"
)
_HINDSIGHT = (
    r"later|preceded|followed|opened a run|next day|the day after|within "
    r"(?:days|hours)|afterwards|eventually|triggered|set off|setting the stage|subsequently|that "
    r"day|ended? the week|following day|led losses"
)
_CURATION = r"listed (?:as|so)|results date|confounders?|to exclude|not (?:a|part|connected)|unrelated"

HELD_BACK = re.compile(rf"\b(?:{_SECURITIES}|{_MOVES}|{_MOOD}|{_HINDSIGHT}|{_CURATION})\b", re.IGNORECASE)
"""What a sentence told before the reveal must not hold."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'])")
_ABBREVIATION = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|St|No|Mr|Ms|Dr|vs|approx|U\.S)\.$"
)


@dataclass(frozen=True)
class Story:
    """What may be said before the reveal, and what is kept for it.

    title: the event's title, without the part that gives the outcome away; "" when nothing is left.
    sentences: those of the summary that may be told. held_back: the others, in their order.
    """

    title: str
    sentences: tuple[str, ...]
    held_back: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether a class can tell from it what happened."""
        return bool(self.title and self.sentences)


def gives_away(text: str) -> bool:
    """Whether a text speaks of prices, of moods or of what came after."""
    return bool(HELD_BACK.search(text))


def story_of(event: Mapping[str, object]) -> Story:
    """How a row of `snapshot.events` is told (columns title, label, summary)."""
    title = plain_title(str(event["title"]))
    safe_title = _title(title, str(event["label"] or ""))
    summary = sentences(str(event["summary"]))
    end = next((at for at, sentence in enumerate(summary) if gives_away(sentence)), len(summary))
    return Story(
        safe_title, tuple(summary[:end]), (*(() if safe_title == title else (title,)), *summary[end:])
    )


def sentences(text: str) -> list[str]:
    """A paragraph cut into its sentences; an abbreviation's full stop does not end one."""
    found: list[str] = []
    for piece in _SENTENCE.split(text.strip()):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {piece}"
        elif piece:
            found.append(piece)
    return found


def _title(title: str, label: str) -> str:
    """The title; else its parts between semicolons that tell nothing; else the landmark's short name."""
    if not gives_away(title):
        return title
    parts = [part.strip() for part in title.split(";")]
    clean = "; ".join(part for part in parts if not gives_away(part)) if len(parts) > 1 else ""
    return clean or ("" if gives_away(label) else label)
