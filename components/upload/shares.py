"""Whose share is it: symbols and names as people write them, made one of the record's, or a new one.

What is certain is taken: the record's shares under any of their names, a code with its exchange. What
could be two things is asked. What has no calendar or benchmark here is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from components.upload.exchanges import NAMES, exchange_of, is_suffix, not_here
from components.upload.grid import UNSEEN, Cell
from components.upload.names import name_key
from data.kinds import EXCHANGES

if TYPE_CHECKING:
    from data import Snapshot

_INDEX_NAMES = (
    "hsi", "hang seng", "hang seng index", "恒生指数", "恒指", "gspc", "spx", "s p "
    "500", "sp500", "s and p 500", "标普500", "标普500指数",
    "hstech", "hang seng tech", "hang seng tech index", "恒生指数", "hscei", "国企指数", "ixic", "nasdaq "
    "composite", "纳斯达克指数", "ndx",
    "nasdaq 100", "dji", "djia", "dow jones", "n225", "nikkei 225", "csi "
    "300", "沪深300", "上证指数", "vix", "rut", "russell 2000",
)  # fmt: skip
_PREFIXED = re.compile(r"([A-Za-z0-9.\-]{1,12}|[\u4e00-\u9fff]{1,6})\s*[:：]\s*([A-Za-z0-9.\-]{1,12})")
_LEADING = re.compile(r"([A-Za-z]{2,8})\s+([A-Za-z0-9]{1,6})")
_TERMINAL = re.compile(
    r"([A-Za-z0-9.\-/]{1,10})\s+([A-Za-z]{1,3})(?:\s+(?:equity|eq|index|corp|comdty))?", re.IGNORECASE
)
_DOTTED = re.compile(r"([A-Za-z0-9]{1,10})[.\-_/]([A-Za-z]{1,6})")
_GLUED = re.compile(r"(hk|sh|sz|bj|us|gb_)[._]?([A-Za-z0-9]{1,8})")
_IN_BRACKETS = re.compile(r"(.*\S)\s*[(\[（]\s*([^()\[\]（）]{1,24})\s*[)\]）]\s*")
_NAME_AND_CODE = re.compile(r"(.*?[\u4e00-\u9fffa-z)])\s+\(?(\d{4,5}(?:\.HK)?)\)?")
_TICKER = re.compile(r"[A-Z][A-Z0-9]{0,5}(?:[.\-][A-Z])?")
_LONG_TICKER = re.compile(r"[A-Z][A-Z0-9]{0,9}(?:[.\-][A-Z])?")  # where an exchange stands beside it
_UNKNOWN = "is no share or company that we know: write a symbol such as 0700.HK or NYSE:BABA"
_RENMINBI_COUNTER = range(80000, 90000)


@dataclass(frozen=True)
class Share:
    """A listing as understood. symbol as Yahoo writes it; company "" for a share that is not the record's."""

    symbol: str
    exchange: str
    company: str = ""
    name: str = ""

    @property
    def in_record(self) -> bool:
        return bool(self.company)


@dataclass(frozen=True)
class Company:
    """A company of the record, which may have several listings."""

    company: str


@dataclass(frozen=True)
class Unsettled:
    """A symbol that needs an answer. options: answer → how it is offered; `answered` reads one."""

    text: str
    why: str
    options: Mapping[str, str]
    suggested: str = ""


class NoShare(ValueError):
    """What is written is no share that can be studied here; `str()` continues “X …”."""


class UnknownName(NoShare):
    """What is written is a name, and of no share that we know."""


@dataclass(frozen=True)
class Directory:
    """The record's shares and companies under all their names."""

    listings: Mapping[str, Share]
    companies: Mapping[str, str] = field(default_factory=dict)
    indices: frozenset[str] = frozenset()
    firms: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Directory:
        listings = {
            str(symbol): Share(str(symbol), row["exchange"], row["company"], row["company"])
            for symbol, row in snapshot.listings.iterrows()
        }
        companies: dict[str, str] = {}
        for company, row in snapshot.companies.iterrows():
            for name in (str(company), row["name"], row["name_zh"], *row["aliases"]):
                if key := name_key(str(name)):
                    companies.setdefault(key, str(company))
        indices = {name_key(one) for one in _INDEX_NAMES}
        for symbol, row in snapshot.benchmark_names.iterrows():
            indices |= {name_key(str(one)) for one in (symbol, row["name"], row["name_zh"], row["yahoo"])}
        firms = {
            name_key(name): str(firm)
            for firm, row in snapshot.firms.iterrows()
            for name in (str(firm), row["name_zh"], *row["aliases"])
        }
        return cls(listings, companies, frozenset(indices), firms)

    def listings_of(self, company: str) -> tuple[Share, ...]:
        return tuple(share for share in self.listings.values() if share.company == company)

    def understand(self, cell: Cell, exchange: str = "") -> Share | Company | Unsettled:
        """What a cell means. exchange: as a column beside it says ("XHKG", "US" …), "" for nothing.

        Raises `NoShare` for an index, an unlisted firm, a share of elsewhere, and what is no name.
        """
        text = _text_of(cell)
        key = name_key(text)
        if text.startswith(("^", ".")) or key in self.indices:
            raise NoShare("is an index and no share: it needs no upload, and cannot be studied as one")
        code = re.sub(r"\.0+$", "", text.replace(",", "")) if re.fullmatch(r"[\d,]+(\.0+)?", text) else text
        if code.isascii() and code.isdecimal():
            return self._number(code, exchange)
        if (known := self.listings.get(text.upper())) is not None:
            return self._checked(known, exchange)
        if (coded := _coded(text)) is not None:
            return self._on(*coded, exchange)
        if match := _IN_BRACKETS.fullmatch(text) or _NAME_AND_CODE.fullmatch(text):
            return self._both(text, match[1], match[2], exchange)
        return self._named(text, key, exchange)

    def _named(self, text: str, key: str, exchange: str) -> Share | Company | Unsettled:
        """A name, or letters that may be a ticker."""
        if key in self.companies:
            company = self.companies[key]
            if _TICKER.fullmatch(text):
                return self._other_ticker(text, company, exchange)
            found = [one for one in self.listings_of(company) if _same_place(one.exchange, exchange)]
            return found[0] if exchange and len(found) == 1 else Company(company)
        if key in self.firms:
            raise UnknownName(f"({self.firms[key]}) has no share in the record")
        ticker = _LONG_TICKER if exchange else _TICKER
        if ticker.fullmatch(text.upper()):
            return self._ticker(text.upper(), exchange)
        raise UnknownName(_UNKNOWN)

    def _on(self, code: str, place: str, exchange: str) -> Share | Unsettled:
        """A code with the name of its exchange."""
        try:
            where = exchange_of(place)
        except ValueError as elsewhere:
            raise NoShare(str(elsewhere)) from None
        code = re.split(r"[.\-]", code)[0] if code.upper().endswith((".HK", "-HK")) else code
        if exchange and not _same_place(where, exchange):
            raise NoShare(f"contradicts the exchange beside it ({NAMES.get(exchange, exchange)})")
        return self._placed(code.upper(), where)

    def _placed(self, code: str, exchange: str) -> Share | Unsettled:
        """A code on an exchange that is known."""
        if exchange == "XHKG":
            if not code.isdecimal() or not 1 <= int(code) <= 99999 or len(code) > 5:
                raise NoShare("is no Hong Kong code: those are numbers of up to five digits")
            if int(code) in _RENMINBI_COUNTER:
                raise NoShare("is a counter in renminbi: bring the prices in Hong Kong dollars")
            symbol = f"{int(code):04d}.HK"
            return self.listings.get(symbol, Share(symbol, "XHKG"))
        if code.isdecimal():
            raise NoShare("is a number, and codes of New York are letters")
        symbol = code.replace(".", "-")
        if (known := self.listings.get(symbol)) is not None and known.exchange != "XHKG":
            return known
        return Share(symbol, "XNYS" if exchange == "US" else exchange)

    def _number(self, code: str, exchange: str) -> Share | Unsettled:
        if exchange:
            return self._placed(code, exchange)
        symbol = f"{int(code):04d}.HK"
        if len(code) <= 5 and symbol in self.listings:
            return self.listings[symbol]
        if len(code) == 6:
            raise NoShare(not_here("mainland China"))
        if len(code) > 6 or not int(code):
            raise NoShare("is a number and no share")
        if len(code) == 5 and (code.startswith("0") or int(code) in _RENMINBI_COUNTER):
            return self._placed(code, "XHKG")
        return Unsettled(
            code,
            f"{code} is a code of several exchanges: say whose share it is",
            {"XHKG": f"Hong Kong: {symbol}", "": "Another exchange: leave it out"},
            "XHKG",
        )

    def _ticker(self, ticker: str, exchange: str) -> Share | Unsettled:
        """Letters that are no share of the record."""
        if exchange:
            return self._placed(ticker, exchange)
        return Unsettled(
            ticker,
            f"{ticker} is no share of the record: say where it is traded",
            {
                "US": "New York (NYSE or Nasdaq), in US$, against the S&P 500",
                "": "Elsewhere, or no share: leave it out",
            },
        )

    def _other_ticker(self, ticker: str, company: str, exchange: str) -> Share | Unsettled:
        """A ticker that names a company of the record, and is not the share that the record has."""
        if exchange:
            return self._placed(ticker, exchange)
        options = {
            share.symbol: f"{company} as in the record: {share.symbol}" for share in self.listings_of(company)
        }
        return Unsettled(
            ticker,
            f"{ticker} names {company}, and is no symbol of the record: say which share it is",
            options | {"US": f"{ticker} in New York, in US$", "": "Leave it out"},
        )

    def _both(self, text: str, outside: str, inside: str, exchange: str) -> Share | Company | Unsettled:
        """A name and a code in one cell, which must agree."""
        found: list[Share | Company | Unsettled] = []
        for part in (outside, inside):
            try:
                where = exchange_of(part)
            except ValueError as elsewhere:
                raise NoShare(str(elsewhere)) from None
            if where and not exchange:
                exchange = where
        for part in (outside, inside):
            try:
                found.append(self.understand(part, exchange))
            except NoShare as problem:
                # A firm that the record only names may have a code of its own beside it.
                if not isinstance(problem, UnknownName) and not is_suffix(part):
                    raise
        shares = [one for one in found if isinstance(one, Share)]
        names = [one for one in found if isinstance(one, Company)]
        if not found:
            raise UnknownName(_UNKNOWN)
        companies = {share.company for share in shares if share.company} | {one.company for one in names}
        if len(companies) > 1 or (names and any(not share.company for share in shares)):
            options = {one.symbol: one.symbol for one in shares}
            options |= {one.company: one.company for one in names}
            return Unsettled(
                text,
                f"{text} names two different companies: say which is meant",
                options | {"": "Leave it out"},
            )
        return (shares or names or found)[0]

    def _checked(self, share: Share, exchange: str) -> Share:
        if exchange and not _same_place(share.exchange, exchange):
            raise NoShare(f"contradicts the exchange beside it ({NAMES.get(exchange, exchange)})")
        return share

    def answered(self, unsettled: Unsettled, answer: str) -> Share | Company | None:
        """What an answer to `unsettled` means; None: left out."""
        if not answer:
            return None
        if answer in self.listings:
            return self.listings[answer]
        if answer in EXCHANGES or answer == "US":
            placed = self._placed(unsettled.text, answer)
            return placed if isinstance(placed, Share) else None
        known = {name_key(name): name for name in self.companies.values()}
        return Company(known[name_key(answer)]) if name_key(answer) in known else None


def _same_place(one: str, other: str) -> bool:
    """Whether two exchanges agree; New York's houses share sessions, currency and index."""
    american = {"US", "XNYS", "XNAS"}
    return not one or not other or one == other or {one, other} <= american


def _text_of(cell: Cell) -> str:
    """The text of a cell, whole numbers without decimals. Raises `NoShare` for what cannot be a name."""
    if cell in UNSEEN:
        raise NoShare(UNSEEN[str(cell)])
    if isinstance(cell, float):
        if not cell.is_integer():
            raise NoShare("is a number and no share")
        cell = int(cell)
    text = " ".join(unicodedata.normalize("NFKC", str(cell)).strip().strip("'\"“”‘’").split())
    text = text.removeprefix("$").rstrip("*†").strip()
    if not text:
        raise NoShare("is blank and must not be")
    return text


def _coded(text: str) -> tuple[str, str] | None:
    """(code, name of its exchange) of a text that holds both, however they are joined."""
    if match := _PREFIXED.fullmatch(text):
        if is_suffix(match[1]):
            return match[2], match[1]
        if is_suffix(match[2]):
            return match[1], match[2]
        raise UnknownName(f"names an exchange that we do not know ({match[1]})")
    if (match := _LEADING.fullmatch(text)) and is_suffix(match[1]) and not is_suffix(match[2]):
        return match[2], match[1]
    if match := _DOTTED.fullmatch(text) or _TERMINAL.fullmatch(text):
        code, place = match[1], match[2]
        # BRK.B is a class of shares; of single letters only those that follow a point are exchanges.
        single = len(place) == 1 and not code.isdecimal() and not (place.upper() in "NOKTL" and "." in text)
        return None if single or not is_suffix(place) else (code, place)
    if match := _GLUED.fullmatch(text):
        number, asian = match[2].isdecimal(), match[1] in ("hk", "sh", "sz", "bj")
        if number == asian and (number or match[2].isupper()):
            return match[2], match[1].removesuffix("_").replace("gb", "us")
    if match := re.fullmatch(r"(HK|SH|SZ)[._]?(\d{3,6})", text):
        return match[2], match[1]
    return None


_STEM_NOISE = re.compile(
    r"(historical|history|hist|prices?|stock|quotes?|daily|data|download(?:ed)?|export|chart|ohlcv?|"
    r"adjusted|adj|"
    r"日线|周线|不复权|前复权|后复权|历史数据|历史|歷史|行情|股价|股價|数据|導出|导出|max|1d|1y|5y|10y|ytd|copy|final|new|table|sheet\d*|csv|"
    r"xlsx?)",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def parts_of_name(name: str) -> tuple[str, ...]:
    """What a file's or sheet's name may say of the share: the whole stem first, then without the
    words that such names have besides."""
    stem = re.sub(r"\.(csv|txt|tsv|xlsx?|xlsb|ods|dta|json|html?)$", "", name.strip(), flags=re.IGNORECASE)
    stem = re.sub(r"\s*[(\[]\d{1,2}[)\]]$", "", stem)
    words = re.sub(
        r"(?<![A-Za-z0-9])\d{4}[-_.]?\d{2}[-_.]?\d{2}(?![0-9])|\b(?:19|20)\d{2}(?:[-_]\d{2,4})?\b", " ", stem
    )
    bare = " ".join(re.sub(r"[_+]+", " ", words).split())
    bare = " ".join(
        word
        for word in re.split(r"[\s]+|(?<=[A-Za-z])-(?=[A-Za-z]{3})", bare)
        if not _STEM_NOISE.fullmatch(word.strip("-.,"))
    ).strip(" -.,")
    bare_zh = _STEM_NOISE.sub("", bare).strip(" -_.,") if re.search("[\u4e00-\u9fff]", bare) else bare
    return tuple(dict.fromkeys(one for one in (stem, bare, bare_zh) if one))


def describe(shares: Iterable[Share]) -> str:
    return ", ".join(share.symbol for share in shares)
