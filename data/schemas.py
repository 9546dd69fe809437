"""pandera models of the tables: what a single cell or column may hold.

The models validate the text as written. Each field's description says what
is allowed; a violation quotes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from data.kinds import (
    ACTOR_KINDS,
    CONFIDENCES,
    CONTROL_EXCHANGES,
    DIRECTIONS,
    EXCHANGES,
    GLOSSARY_KINDS,
    SCOPES,
    TYPES,
)
from data.markup import holds_markup

DATE = r"^\d{4}-\d{2}-\d{2}$"
MAYBE_DATE = r"^(\d{4}-\d{2}-\d{2})?$"
MOMENT = r"^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2})?$"
SLUG = r"^\d{4}-\d{2}-\d{2}(-[a-z0-9]+)+$"
ANCHOR = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LIST = r"^([^;\s]([^;]*[^;\s])?(;[^;\s]([^;]*[^;\s])?)*)?$"
POSITIVE = r"^(?=.*[1-9])\d+(\.\d+)?$"
MAYBE_POSITIVE = r"^((?=.*[1-9])\d+(\.\d+)?)?$"
TEXT = r"^\S(.*\S)?$"
MAYBE_TEXT = r"^(\S(.*\S)?)?$"
URL = r"^https?://[^\s/]+\S*$"
EDITION = r"^\d{4}\.\d{2}$"
MAYBE_URL = r"^(https?://[^\s/]+\S*)?$"

A_DATE = "a calendar date such as 2021-04-10"
A_LIST = "names separated by single semicolons, without blanks around them"
A_TEXT = "text without blanks at its ends, not empty"
A_MAYBE_TEXT = "text without blanks at its ends, or empty"


def one_of(allowed: Iterable[object]) -> str:
    return "one of " + ", ".join(str(value) for value in allowed)


def matching(pattern: str, description: str, **options: Any) -> Any:
    """A text field whose cells match `pattern`; `description` says it in words."""
    return pa.Field(str_matches=pattern, description=description, **options)


def choice(allowed: Iterable[object]) -> Any:
    return pa.Field(isin=list(allowed), description=one_of(allowed))


class Table(pa.DataFrameModel):
    """Rules shared by all tables: dates must exist in the calendar."""

    class Config:
        strict = True
        ordered = True

    @pa.check("^(date|day0_hk|day0_us|ex_date|as_of|published)$", regex=True, name="exists")
    def exists(cls, cells: pd.Series) -> pd.Series:
        parsed = pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")
        return (cells == "") | parsed.notna()

    @pa.check(
        "^(title|title_zh|official_name_zh|name|name_zh|publisher|company|firm|aliases|label)$",
        regex=True,
        name="plain_words",
    )
    def plain_words(cls, cells: pd.Series) -> pd.Series:
        return ~cells.map(holds_markup).astype(bool)


class Events(Table):
    id: object = matching(SLUG, "a date, then lower-case words joined by hyphens; used once", unique=True)
    date: object = matching(DATE, A_DATE)
    announced_at: object = matching(MOMENT, "ISO time with offset such as 2021-04-10T10:05+08:00, or empty")
    day0_hk: object = matching(MAYBE_DATE, f"{A_DATE}, or empty")
    day0_us: object = matching(MAYBE_DATE, f"{A_DATE}, or empty")
    title: object = matching(TEXT, A_TEXT)
    title_zh: object = matching(TEXT, A_TEXT)
    official_name_zh: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    summary: object = matching(TEXT, A_TEXT)
    type: object = choice(TYPES)
    actors: object = matching(LIST, A_LIST)
    companies: object = matching(LIST, A_LIST)
    affects: object = matching(LIST, A_LIST)
    direction: object = choice(DIRECTIONS)
    severity: object = choice("12345")
    fine_cny: object = matching(MAYBE_POSITIVE, "a positive number of yuan, or empty")
    confidence: object = choice(CONFIDENCES)
    notes: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    added: object = matching(EDITION, "the name of an edition such as 2026.11")
    revised: object = matching(rf"({EDITION})|^$", "the name of an edition such as 2026.11, or empty")
    label: object = matching(r"^(\S(.{0,20}\S)?)?$", "at most 22 characters, or empty")
    label_rank: object = matching(r"^([1-9]\d*)?$", "a whole number from 1, or empty")


class Sources(Table):
    event_id: object = matching(SLUG, "the id of an event")
    publisher: object = matching(TEXT, A_TEXT)
    title: object = matching(TEXT, A_TEXT)
    url: object = matching(URL, "an address that starts with http:// or https://")
    published: object = matching(MAYBE_DATE, f"{A_DATE}, or empty")
    archived: object = matching(MAYBE_URL, "a web address, or empty")

    class Config(Table.Config):
        unique = ["event_id", "url"]


class Actors(Table):
    code: object = matching(TEXT, "text, used once", unique=True)
    name: object = matching(TEXT, A_TEXT)
    name_zh: object = matching(TEXT, A_TEXT)
    kind: object = choice(ACTOR_KINDS)


class Companies(Table):
    company: object = matching(TEXT, "text, used once", unique=True)
    name: object = matching(TEXT, A_TEXT)
    name_zh: object = matching(TEXT, A_TEXT)
    ring: object = choice("12")
    colour: object = matching(r"^#[0-9A-F]{6}$", "a colour such as #D9660D, used once", unique=True)
    aliases: object = matching(LIST, A_LIST)


class OtherFirms(Table):
    firm: object = matching(TEXT, "text, used once", unique=True)
    name_zh: object = matching(TEXT, A_TEXT)
    aliases: object = matching(LIST, A_LIST)


class Listings(Table):
    symbol: object = matching(r"^[A-Z0-9.]+$", "capitals, digits and dots, used once", unique=True)
    company: object = matching(TEXT, A_TEXT)
    exchange: object = choice(EXCHANGES)
    currency: object = choice(sorted(set(EXCHANGES.values())))
    benchmark: object = matching(TEXT, A_TEXT)
    shares_per_unit: object = matching(r"^[1-9]\d*$", "a whole number from 1")
    primary: object = choice(("yes", "no"))
    ring: object = choice("12")


class Benchmarks(Table):
    symbol: object = matching(r"^[A-Z0-9]+$", "capitals and digits, used once", unique=True)
    name: object = matching(TEXT, A_TEXT)
    name_zh: object = matching(TEXT, A_TEXT)
    exchanges: object = matching(LIST, A_LIST)
    yahoo: object = matching(TEXT, A_TEXT)
    note: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)


class Controls(Table):
    symbol: object = matching(r"^[A-Z0-9.]+$", "capitals, digits and dots, used once", unique=True)
    name: object = matching(TEXT, A_TEXT)
    name_zh: object = matching(TEXT, A_TEXT)
    exchange: object = choice(CONTROL_EXCHANGES)
    currency: object = choice(sorted(set(CONTROL_EXCHANGES.values())))
    sector: object = matching(TEXT, A_TEXT)
    default: object = choice(("yes", "no"))
    note: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)


class ControlPrices(Table):
    date: object = matching(DATE, f"{A_DATE}, used once", unique=True)
    close: object = matching(MAYBE_POSITIVE, "a positive price, or empty")
    adj_close: object = matching(POSITIVE, "a positive level")


class PressCheck(Table):
    """Moves as newspapers reported them; nothing of it is calculated."""

    event_id: object = matching(SLUG, "the id of an event")
    company: object = matching(TEXT, A_TEXT)
    exchange_or_ticker: object = matching(TEXT, A_TEXT)
    move_pct: object = matching(r"^(-?\d+(\.\d+)?)?$", "a number of per cent, or empty")
    value_lost_usd_bn: object = matching(r"^(-?\d+(\.\d+)?)?$", "a number of billions of US$, or empty")
    when: object = matching(TEXT, A_TEXT)
    source_url: object = matching(URL, "an address that starts with http:// or https://")


class Editions(Table):
    """The record's editions, the oldest first; one that is not yet issued is in the making."""

    edition: object = matching(EDITION, "a year and a month such as 2026.11, used once", unique=True)
    issued: object = matching(
        r"^(\d{4}-\d{2}(-\d{2})?)?$", "a day, or a month where only that is known, or empty"
    )
    notes: object = matching(TEXT, A_TEXT)


class Changes(Table):
    """Every change of a curated cell or row since the first edition."""

    edition: object = matching(EDITION, "a year and a month such as 2026.11")
    table: object = matching(r"^([a-z_]+/)?[A-Za-z0-9_.]+\.csv$", "the name of a table such as events.csv")
    key: object = matching(TEXT, A_TEXT)
    column: object = matching(r"^[a-z0-9_]*$", "a column, or empty for a whole row")
    old: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    new: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    reason: object = matching(TEXT, A_TEXT)
    evidence: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)


class Sealed(Table):
    """Digests of the last edition's rows; written by a command, never by hand."""

    table: object = matching(TEXT, A_TEXT)
    key: object = matching(TEXT, A_TEXT)
    digest: object = matching(r"^[0-9a-f]{16}$", "16 hexadecimal digits")

    class Config(Table.Config):
        unique = ["table", "key"]


class Unread(Table):
    """Events that have had one reader only."""

    id: object = matching(SLUG, "the id of an event, used once", unique=True)


class Prices(Table):
    date: object = matching(DATE, f"{A_DATE}, used once", unique=True)
    open: object = matching(MAYBE_POSITIVE, "a positive price, or empty")
    high: object = matching(MAYBE_POSITIVE, "a positive price, or empty")
    low: object = matching(MAYBE_POSITIVE, "a positive price, or empty")
    close: object = matching(POSITIVE, "a positive price")
    adj_close: object = matching(POSITIVE, "a positive price")
    volume: object = matching(r"^\d*$", "a whole number, or empty")


class Levels(Table):
    date: object = matching(DATE, f"{A_DATE}, used once", unique=True)
    close: object = matching(POSITIVE, "a positive level")


class CorporateActions(Table):
    symbol: object = matching(TEXT, A_TEXT)
    ex_date: object = matching(DATE, A_DATE)
    kind: object = choice(("cash dividend", "distribution in specie", "split"))
    amount_per_share: object = matching(POSITIVE, "a positive amount (of a split: new shares for one old)")
    currency: object = choice(sorted(set(EXCHANGES.values())))
    note: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    source_url: object = matching(MAYBE_URL, "a web address, or empty")

    class Config(Table.Config):
        unique = ["symbol", "ex_date", "kind"]


class ShareCounts(Table):
    company: object = matching(TEXT, A_TEXT)
    as_of: object = matching(DATE, A_DATE)
    shares_outstanding: object = matching(r"^[1-9]\d{6,}$", "a whole number of shares, a million at least")
    scope: object = choice(SCOPES)
    source: object = matching(TEXT, A_TEXT)
    url: object = matching(MAYBE_URL, "a web address, or empty")
    confidence: object = matching(
        r"^(high|medium|low|derived)( \(.+\))?$",
        "high, medium, low or derived, with a remark in brackets if needed",
    )

    class Config(Table.Config):
        unique = ["company", "as_of", "scope"]


class Day0Exceptions(Table):
    event_id: object = matching(SLUG, "the id of an event")
    exchange: object = choice(("XHKG", "XNYS"))
    reason: object = matching(TEXT, A_TEXT)

    class Config(Table.Config):
        unique = ["event_id", "exchange"]


class Glossary(Table):
    term: object = matching(ANCHOR, "lower-case words joined by hyphens; used once", unique=True)
    kind: object = choice(GLOSSARY_KINDS)
    actor: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    name: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    name_zh: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    aliases: object = matching(LIST, A_LIST)
    meaning: object = matching(TEXT, A_TEXT)
    see: object = matching(LIST, A_LIST)
    statistic: object = matching(MAYBE_TEXT, A_MAYBE_TEXT)
    url: object = matching(MAYBE_URL, "a web address, or empty")


MODELS: dict[str, type[Table]] = {
    "events.csv": Events,
    "sources.csv": Sources,
    "actors.csv": Actors,
    "companies.csv": Companies,
    "other_firms.csv": OtherFirms,
    "listings.csv": Listings,
    "benchmarks.csv": Benchmarks,
    "controls.csv": Controls,
    "press_check.csv": PressCheck,
    "unread.csv": Unread,
    "editions.csv": Editions,
    "changes.csv": Changes,
    "sealed.csv": Sealed,
    "corporate_actions.csv": CorporateActions,
    "share_counts.csv": ShareCounts,
    "day0_exceptions.csv": Day0Exceptions,
    "glossary.csv": Glossary,
}


def model_of(name: str, columns: Collection[str]) -> type[Table]:
    """The model of a table, by its file name; price tables by their columns."""
    if name.startswith("control_prices/"):
        return ControlPrices
    return MODELS.get(name) or (Prices if "adj_close" in columns else Levels)
