"""What the studio calls parameters, their options and events: the words of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from components.charts.kit.theme import TYPE_NAMES
from components.charts.kit.windows import window_name
from components.controls.event.page import model_label
from components.controls.filters import DIRECTION_NAMES, PRICE_NAMES
from components.controls.study_switches import MARKET_NAMES
from components.params import BadParam
from data import Snapshot

LABELS = {
    "actor": "Who acted",
    "affected": "Only shares that the event concerns",
    "alpha": "Drift of the share",
    "benchmark": "Compared with",
    "by": "Grouped by",
    "clean_estimation": "Undisturbed estimation",
    "company": "Companies",
    "confounders": "Show other shocks",
    "estimation": "Sessions to estimate from",
    "from": "First day",
    "landmarks": "Events named on the picture",
    "listing": "Prices from",
    "log": "Logarithmic axis",
    "market": "Shares from",
    "min_estimation": "Fewest sessions to estimate from",
    "model": "What the share was expected to do",
    "named": "Names the company",
    "outcome": "What is explained",
    "price": "Prices",
    "q": "Text in the event",
    "sessions": "Sessions shown",
    "severity": "Severity, at least",
    "significant": "Beyond chance only",
    "span": "Sessions shown",
    "symbol": "Share",
    "to": "Last day",
    "type": "Type of event",
    "until": "Measured until",
    "variance": "Sessions that say how wild the share is",
    "window": "Event window",
    "x": "Set against",
    "alt": "Text in place of the picture",
    "choices": "Reader’s choice",
    "frozen": "Keep showing the data of today’s record",
    "highlight": "Highlight",
    "steps": "A story in steps",
}
_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "type": TYPE_NAMES,
    "direction": DIRECTION_NAMES,
    "market": MARKET_NAMES,
    "listing": MARKET_NAMES,
    "price": PRICE_NAMES,
}


PLACEHOLDERS = {"type": "All types", "actor": "Everybody", "named": "Any company", "event": "None"}


def label_of(parameter: str) -> str:
    """`From` for `from`; a mark or a step is named by its number."""
    if parameter.startswith("mark") and parameter[4:].isdigit():
        return f"Mark {parameter[4:]}"
    return LABELS.get(parameter, parameter.replace("_", " ").capitalize())


def said(problem: BadParam) -> str:
    """What is wrong, in the words of the form."""
    field, _, step = problem.name.partition(", ")
    name = step.capitalize() if step else label_of(field)
    return f"{name}: {problem.allowed}."


def option_name(snapshot: Snapshot, parameter: str, option: Any) -> str:
    """What a reader calls an option; codes that have no name stay as they are."""
    if option is None:
        return "Default"
    match parameter:
        case "actor":
            row = snapshot.actors.loc[option]
            return f"{row['name']} {row['name_zh']}"
        case "benchmark":
            return str(snapshot.benchmark_names["name"].get(option, option))
        case "model":
            return model_label(snapshot, option)
        case "symbol":
            return f"{snapshot.listings.at[option, 'company']} {option}"
        case "window":
            return window_name(option) if isinstance(option, tuple) else str(option)
    plain = str(option)
    return _OPTIONS.get(parameter, {}).get(
        option, plain.capitalize() if plain.islower() and plain.isascii() else plain
    )


def event_name(snapshot: Snapshot, event: str | None) -> str:
    """Day and title; `None` for none of them."""
    named = event in snapshot.events.index
    return f"{event[:10]} {snapshot.events.at[event, 'title']}" if event and named else "None"


def company_or_event(snapshot: Snapshot, name: str) -> str:
    return name if name in snapshot.companies.index else event_name(snapshot, name)


def events_named(snapshot: Snapshot) -> partial[str]:
    return partial(event_name, snapshot)
