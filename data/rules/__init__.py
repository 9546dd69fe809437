"""Rules that a single cell cannot show: between columns, rows and tables.

Each rule is a function of the typed tables that yields violations; `RULES`
lists them all. A rule is left out when a table it needs could not be read.
"""

from __future__ import annotations

from data.rules import day0, glossary, market, prices, record

RULES = (*record.RULES, *market.RULES, *prices.RULES, *day0.RULES, *glossary.RULES)
