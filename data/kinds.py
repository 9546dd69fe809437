"""The closed vocabularies of the record, in the order used everywhere."""

from __future__ import annotations

TYPES = (
    "penalty",
    "regulator_action",
    "rule",
    "meeting",
    "report",
    "corporate",
    "relief",
    "confounder",
)
DIRECTIONS = ("tightening", "easing", "neutral")
CONFIDENCES = ("high", "medium")
ACTOR_KINDS = (
    "regulator",
    "ministry",
    "party",
    "government",
    "legislature",
    "court",
    "exchange",
    "US authority",
    "local authority",
    "media",
    "industry body",
    "civil society",
    "company",
    "person",
)
NEVER_EXPLAINED = ("media", "company", "person")
"""Kinds of actor that have no place in the glossary."""
GLOSSARY_KINDS = ("study", "market", "policy", "body")
SCOPES = ("total", "class B only", "outdated")
"""Only "total" rows are used for market values."""
CONTROL_EXCHANGES = {"XHKG": "HKD", "XNYS": "USD", "XNAS": "USD", "ARCX": "USD", "BATS": "USD"}
"""Exchange (MIC) to the currency of the controls traded there; the last four share New York's sessions."""
EXCHANGES = {"XHKG": "HKD", "XNYS": "USD", "XNAS": "USD"}
"""Exchange (MIC) to the currency of its listings."""
DAY0_COLUMNS = {"XHKG": "day0_hk", "XNYS": "day0_us", "XNAS": "day0_us"}
HKD_PER_USD = 7.80
"""The peg's band is 7.75 to 7.85."""
CNY_PER_USD = 7.0
"""Round: the yuan traded between 6.3 and 7.4 to the dollar over the record's years. For comparing the size
of fines with market values, never for amounts."""
