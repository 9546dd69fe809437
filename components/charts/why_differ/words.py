"""Why moves differ, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.kit.study_words import beyond_words, window_words
from components.charts.kit.theme import SEVERITY_NAMES, TYPE_NAMES
from components.charts.why_differ.params import Params
from components.charts.why_differ.study import apart
from components.language import agreeing, counted, decimal, listed, percent
from components.study.cross_section import CrossSection
from components.study.event_traits import BASELINE, FEWEST_DAYS, RARE, SAME, TOLD
from data.kinds import CNY_PER_USD

if TYPE_CHECKING:
    from data import Snapshot

TRAIT_NAMES = {
    "type": "Type of event",
    "direction": "Direction of policy",
    "severity": "Severity",
    "company": "Company",
    "year": "Year",
    "fine": "Fine",
}
WHAT = {"move": "abnormal return", "size": "size of the abnormal return"}
NOTHING = "Too few events to say why moves differ"
FEW_DAYS = 50
"""Event days below which clustered standard errors are rough (Cameron & Miller 2015, section VI)."""


def level_name(trait: str, level: str) -> str:
    """A level as readers know it."""
    if trait == "type":
        return TYPE_NAMES[level]
    if trait == "severity":
        return f"{level} {SEVERITY_NAMES[int(level)].lower()}"
    if trait == "fine":
        return f"Each {level}"
    return level.capitalize() if trait == "direction" else level


def heading(trait: str, baseline: str) -> str:
    """What stands over the levels of a trait: its name, and what they are compared with."""
    if trait == "fine":
        return f"<b>{TRAIT_NAMES[trait]}</b> on the company"
    name = level_name(trait, baseline)
    name = name if trait in ("company", "year", "severity") else name.lower()
    return f"<b>{TRAIT_NAMES[trait]}</b>, compared with {name}"


def points(value: float) -> str:
    """`+2.9`: percentage points with a sign."""
    return decimal(100 * value, 1, signed=True)


def card_row(one: Any) -> str:
    """What a line of a card stands for: two levels, and how far they are apart."""
    lead = f"{TRAIT_NAMES[one.trait]}: " if one.trait in ("severity", "fine") else ""
    other = level_name(one.trait, one.baseline)
    than = other if one.trait == "company" else other.lower()
    return f"{lead}{level_name(one.trait, one.level)} less {than} <b>{points(one.coef)}</b>"


def rank(k: float, n: float) -> str:
    """`3 of 114 moved calendars as far`."""
    return f"{int(k) or 'none'} of {int(n)} moved calendars as far"


def title(found: CrossSection | None, params: Params) -> str:
    if found is None or found.reason:
        return NOTHING
    names = [TRAIT_NAMES[trait].lower() for trait in found.traits["trait"]]
    clear = [TRAIT_NAMES[trait].lower() for trait in apart(found)]
    of = "moves" if params.outcome == "move" else "sizes of moves"
    if not clear:
        return f"None of {len(names)} traits sets {of} apart further than moved calendars do"
    verb = agreeing(len(clear), "sets", "set")
    first = listed(clear)
    return (
        f"{first[:1].upper()}{first[1:]} {verb} {of} apart further than moved calendars do; "
        f"{_others(len(names) - len(clear))}"
    )


def _others(count: int) -> str:
    if not count:
        return "no other trait is left"
    return f"the other {count} traits do not" if count > 1 else "the other trait does not"


def subtitle(snapshot: Snapshot, params: Params) -> str:
    return (
        f"{WHAT[params.outcome].capitalize()} less that of the level named, percentage points; "
        f"{window_words(params.window)}, all other traits alike ({beyond_words(snapshot, params)}). "
        "Lines: 95% intervals that count an event day once. Grey: the middle 95% of the same regression with "
        "all events moved together by 4 to 60 sessions. Coloured: outside it"
    )


def notes(found: CrossSection | None, params: Params) -> tuple[str, ...]:
    if found is None:
        return ()
    if found.reason:
        return (found.reason,)
    said = [
        f"{counted(found.n_moves, 'move')} on {counted(found.n_days, 'event day')}. Together the traits "
        f"account for {percent(found.r2, 0)} of how far the moves spread; with the calendar moved, for "
        f"{percent(found.r2_moved, 0)} on average. {_passing(found)}",
        "Severity was judged with the reaction in view, so that it cannot say why a share moved; types and "
        "directions were judged from what was done. What is not listed here may stand behind any difference.",
        "A company counts once an event, by its main listing, and a session once: of events that share it "
        "the gravest lends its traits. Fines are those of the whole event over the market value of each "
        f"company that it names, at {CNY_PER_USD:g} yuan to the dollar.",
    ]
    said += _left_out(found.table)
    fined = found.table[found.table["trait"] == "fine"]
    if len(fined):
        said.append(f"The fine rests on {counted(int(fined['n_moves'].iloc[0]), 'move')}.")
    if found.n_days < FEW_DAYS:
        said.append(f"With {found.n_days} event days the intervals are rough: they may be too short.")
    return tuple(said)


def _passing(found: CrossSection) -> str:
    """How many intervals leave zero out, beside what moved calendars give."""
    told, many = len(found.told), max(found.beyond, 1)
    return (
        f"Of {counted(told, 'comparison')} {found.beyond or 'none'} {agreeing(many, 'leaves', 'leave')} "
        f"zero out of {agreeing(many, 'its', 'their')} 95% interval; with the calendar moved, "
        f"{decimal(found.beyond_moved, 1)} on average."
    )


def _left_out(table: pd.DataFrame) -> list[str]:
    """Levels without numbers, and why."""
    said = []
    for status, why in (
        (RARE, f"on fewer than {FEWEST_DAYS} event days, so that one day could be all of it"),
        (SAME, "which cannot be told from levels above them"),
    ):
        rows = table[table["status"] == status]
        if len(rows):
            names = listed(level_name(row.trait, row.level) for row in rows.itertuples())
            said.append(f"Counted and told no number: {names}, {why}.")
    return said


def unusual(found: CrossSection | None) -> str:
    """How often moved calendars set moves as far apart, by trait."""
    if found is None or found.reason:
        return found.reason if found else ""
    ranks = (
        f"{TRAIT_NAMES[row.trait]}: {rank(row.moved_k, row.moved_n)}" for row in found.traits.itertuples()
    )
    return f"{'; '.join(ranks)}."


def alt(found: CrossSection | None, params: Params) -> str:
    if found is None or found.reason:
        reason = found.reason if found else "No event fits these choices."
        return f"An empty chart: the moves cannot be set against the traits of their events. {reason}"
    parts = []
    for trait in found.traits.itertuples():
        rows = found.table[found.table["trait"] == trait.trait]
        told = rows[rows["status"] == TOLD]
        baseline = rows.loc[rows["status"] == BASELINE, "level"]
        against = f" compared with {level_name(trait.trait, baseline.iloc[0])}" if len(baseline) else ""
        numbers = "; ".join(
            f"{level_name(row.trait, row.level)} {points(row.coef)} "
            f"({points(row.ci_low)} to {points(row.ci_high)})"
            for row in told.itertuples()
        )
        parts.append(f"{TRAIT_NAMES[trait.trait]}{against}, {rank(trait.moved_k, trait.moved_n)}: {numbers}")
    return (
        f"Coefficient chart of a regression of {counted(found.n_moves, 'move')} on the traits of their "
        f"events, in percentage points of the {WHAT[params.outcome]}, with 95% intervals. {'. '.join(parts)}."
    )
