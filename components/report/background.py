"""What stands around the events: what the report is, how it measured, what was corrected, how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.kit.method_notes import method_notes
from components.charts.kit.record import plain_title
from components.charts.kit.study_words import beyond_words, window_words
from components.edition_words import change_and_reason, how_far, last_edition
from components.language import counted, day, listed
from components.record_name import LICENCE, record_name
from components.report.asked import Asked, ReportParams
from components.report.blocks import Block, Formula, Heading, Item, Items, Text
from components.study import method

if TYPE_CHECKING:
    from data import Snapshot

ALWAYS = ("raw_return", "car", "se", "placebo_share", "overlaps")
"""Statistics that every report rests on, in the order in which they are explained."""
MOST_CHANGES = 40


def head_blocks(snapshot: Snapshot, asked: Asked) -> list[Block]:
    """Title, and what a reader must know before the first number."""
    events = snapshot.events.loc[list(asked.events)]
    one = len(events) == 1
    title = plain_title(events["title"].iloc[0]) if one else f"{counted(len(events), 'event')} of the record"
    first, last = events["date"].min(), events["date"].max()
    period = f"{day(first)}" if first == last else f"{day(first)} to {day(last)}"
    chosen = asked.params.query()
    said = "; ".join(f"{name} {value}" for name, value in chosen.items())
    return [
        Text(f"{record_name()} · report", "kicker"),
        Heading(title, 1),
        Text(f"{period}. {how_far(snapshot)} Data version {snapshot.version}.", "small"),
        *([Text(f"Chosen by: {said}.", "small")] if said else []),
        Text(
            "A move beside an event is not proof that the event caused it. Each number stands with how often "
            "the share strayed as far on ordinary days, and with what else happened in the same sessions.",
        ),
    ]


def method_blocks(snapshot: Snapshot, params: ReportParams) -> list[Block]:
    """How the moves were measured: the choices, then every statistic used with its formula and paper."""
    entries = {entry.key: entry for entry in method.PAIR_ENTRIES}
    model = "beta" if params.model == "market" else params.model
    used = [ALWAYS[0], model, *ALWAYS[1:]]
    first, last = params.estimation
    choices = (
        f"Event window: {window_words(params.window)}. Beyond expectation: {beyond_words(snapshot, params)}. "
        f"Estimated on {window_words((first, last))}, of which at least {params.min_estimation} must serve."
    )
    return [
        Heading("How it was measured"),
        Text(choices),
        *(Text(note) for note in method_notes(snapshot, params)),
        *(
            Formula(entry.name, entry.words, entry.formula, entry.paper)
            for key in used
            if (entry := entries.get(key))
        ),
    ]


def change_blocks(snapshot: Snapshot, events: tuple[str, ...]) -> list[Block]:
    """What was corrected or added in the record about these events."""
    changes = snapshot.changes
    own = changes["key"].map(lambda key: any(str(key).startswith(event) for event in events))
    rows = changes[own & changes["table"].isin(["events.csv", "sources.csv", "day0_exceptions.csv"])]
    told = [Item(change_and_reason(row)) for _, row in rows.head(MOST_CHANGES).iterrows()]
    more = len(rows) - len(told)
    return [
        Heading("What was changed"),
        Text(last_edition(snapshot)) if last_edition(snapshot) else Text("The record has one edition."),
        Items(tuple(told))
        if told
        else Text("Nothing was changed about these events since the first edition."),
        *([Text(f"And {counted(more, 'more change')}, at /data/changes.csv.", "small")] if more else []),
    ]


def citation_blocks(snapshot: Snapshot, asked: Asked) -> list[Block]:
    """How to cite the report, and where the same numbers are."""
    through = day(snapshot.last_session)
    ids = listed(asked.events[:6]) + (f" and {len(asked.events) - 6} more" if len(asked.events) > 6 else "")
    return [
        Heading("How to cite it"),
        Text(
            f"{record_name()}. Report on {ids}. Data version {snapshot.version}, prices through {through}. "
            f"{LICENCE}."
        ),
        Text(
            "The numbers are those of /data/impacts.csv for the same choices; every chart names the data "
            "version that it was drawn from.",
            "small",
        ),
    ]
