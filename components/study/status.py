"""Why a pair of event and listing has numbers, or has none.

A pair that is not "used" carries no abnormal numbers; raw returns and market values, which need
no model, stand wherever their two closes exist.
"""

from __future__ import annotations

USED = "used"
NO_SESSION = "no session"
NO_PRICES = "no prices"
OUTSIDE = "window outside data"
MISSING = "missing prices"
TOO_FEW = "too few estimation sessions"
NO_VARIATION = "no variation"
NOT_DEFINED = "model not defined"
TOO_FAR = "window too long for the model"
OVERLAP = "overlap"

MEANING: dict[str, str] = {
    USED: "The pair is part of the study.",
    NO_SESSION: "The event has no day 0 on this exchange, or day 0 is not one of its sessions.",
    NO_PRICES: "The share has no price in the event window: not yet listed, or no longer.",
    OUTSIDE: "The event window reaches before the first or past the last session on record.",
    MISSING: "A close is missing in the event window, so a return in it is unknown.",
    TOO_FEW: "The estimation window has fewer valid sessions than the study asks for.",
    NO_VARIATION: "Returns or benchmark do not vary in the estimation window, "
    "or fit each other exactly, so nothing can be tested.",
    NOT_DEFINED: "The model is not defined for this listing "
    "(two factors: listings that trade before New York only; shares outside tech: listings in Hong Kong "
    "and New York only).",
    TOO_FAR: "The weights of a control portfolio are fixed before the event and say less with every session "
    "that passes, so windows that end after day +20 are not measured against it.",
    OVERLAP: "Another event on the company lies in the window, and only clean events were asked for.",
}
"""Every status a pair can have, with its meaning in one sentence."""

STATUSES: tuple[str, ...] = tuple(MEANING)
CODE: dict[str, int] = {status: code for code, status in enumerate(STATUSES)}
