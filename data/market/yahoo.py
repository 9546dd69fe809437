"""One symbol's daily prices, dividends and splits from Yahoo, through yfinance."""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.market.plan import Series
from data.market.session import RequestLimit, polite_session

TIMEOUT_SECONDS = 15.0
BACKOFF_SECONDS = (5.0, 20.0, 60.0)
"""Waits before asking again when Yahoo says "too many requests"."""
COLUMNS = {"Open": "open", "High": "high", "Low": "low", "Close": "close", "Volume": "volume"}
GONE = (404, 410)
STATUSES = {
    401: "Yahoo did not authorise the request for {symbol}",
    403: "Yahoo blocks requests for {symbol} from here",
    410: "Yahoo no longer has {symbol}",
    451: "Yahoo may not answer for {symbol} from here",
    **dict.fromkeys((500, 502, 503, 504), "Yahoo has trouble of its own and did not answer for {symbol}"),
}
"""What an HTTP status means. An unknown symbol (404) comes with Yahoo's own words."""
ZONES = {"XHKG": "Asia/Hong_Kong", "XNYS": "America/New_York", "XNAS": "America/New_York"}


class FetchError(Exception):
    """No usable answer. `hopeless` when other symbols would fare no better now;
    `silent` when that is so if it happens several times in a row."""

    def __init__(self, message: str, hopeless: bool = False, silent: bool = False):
        super().__init__(message)
        self.hopeless = hopeless
        self.silent = silent


@dataclass(frozen=True)
class Batch:
    """What Yahoo sent for one symbol: prices adjusted for splits, not dividends."""

    rows: pd.DataFrame
    """Index date; open, high, low, close, volume."""
    dividends: pd.Series
    """By ex-date, per share, adjusted for splits, in `dividend_currency`."""
    splits: pd.Series
    """By ex-date: new shares for one old."""
    currency: str
    dividend_currency: str


class Yahoo:
    """A source of batches, with one polite session for a whole refresh."""

    def __init__(self, cache: Path, sleep: Callable[[float], None] = time.sleep):
        import yfinance

        # Time zones and cookies go beside our database, not to the user's home.
        cache.mkdir(parents=True, exist_ok=True)
        yfinance.set_tz_cache_location(str(cache))
        # yfinance logs each failure on its own as well; ours say more.
        logging.getLogger("yfinance").setLevel(logging.CRITICAL)
        self._ticker = yfinance.Ticker
        self._session = polite_session(TIMEOUT_SECONDS)
        self._sleep = sleep

    @property
    def requests(self) -> int:
        return self._session.made

    def fetch(self, series: Series) -> Batch:
        """Daily rows from `series.since` to now. Raises FetchError, in words."""
        from yfinance.exceptions import YFRateLimitError

        for wait in (*BACKOFF_SECONDS, None):
            try:
                return self._ask(series)
            except YFRateLimitError as error:
                if wait is None:
                    raise FetchError(
                        "Yahoo says there were too many requests; try again in a quarter of an hour",
                        hopeless=True,
                    ) from error
                self._sleep(wait)
        raise AssertionError("unreachable: the last wait is None")

    def _ask(self, series: Series) -> Batch:
        from yfinance.exceptions import YFException, YFRateLimitError

        ticker = self._ticker(series.yahoo, session=self._session)
        # yfinance would spend a request on the time zone, and hide why it failed.
        ticker._tz = ZONES[series.exchange]
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", module="yfinance")
                frame = ticker.history(
                    start=f"{series.since:%Y-%m-%d}",
                    interval="1d",
                    actions=True,
                    auto_adjust=False,
                    raise_errors=True,
                    timeout=TIMEOUT_SECONDS,
                    keepna=True,
                )
            described = ticker.history_metadata
            # The public property would ask for the whole history again.
            dividends = ticker._price_history._dividends
        except (YFRateLimitError, RequestLimit) as error:
            if isinstance(error, RequestLimit):
                raise FetchError(str(error), hopeless=True) from error
            raise
        except Exception as error:
            if self._session.status in STATUSES:
                raise told(self._session.status, series.yahoo) from error
            if not isinstance(error, YFException):
                raise _explained(error, series.yahoo) from error
            raise FetchError(f"Yahoo has no prices for {series.yahoo}: {_plain(error)}") from error
        named = described.get("symbol") or series.yahoo
        if named != series.yahoo:
            raise FetchError(f"Yahoo answers for {series.yahoo} with {named}: was it renamed?")
        return batch_of(frame, str(described.get("currency") or ""), dividends)


def told(status: int, symbol: str) -> FetchError:
    """What a status of `STATUSES` means for `symbol`."""
    return FetchError(f"{STATUSES[status].format(symbol=symbol)} (HTTP {status})", silent=status not in GONE)


def batch_of(frame: pd.DataFrame, currency: str, dividends: pd.Series | pd.DataFrame | None) -> Batch:
    """yfinance's frame as a batch. Raises FetchError when it is not what we know."""
    if frame is None or frame.empty:
        raise FetchError("Yahoo sent no rows")
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        found = ", ".join(map(str, frame.columns))
        raise FetchError(f"Yahoo's table lacks {', '.join(missing)}; it has {found}")
    dates = pd.DatetimeIndex(frame.index).tz_localize(None).normalize()
    rows = frame[list(COLUMNS)].rename(columns=COLUMNS).astype(float).set_axis(dates)
    dividend_currency = currency
    if isinstance(dividends, pd.DataFrame) and "currency" in dividends:
        named = set(dividends["currency"]) - {""}
        dividend_currency = "/".join(sorted(named)) or currency

    def events(column: str) -> pd.Series:
        if column not in frame:
            return pd.Series(dtype=float, index=pd.DatetimeIndex([]))
        values = pd.Series(frame[column].to_numpy(float), index=dates)
        return values[values > 0]

    return Batch(rows, events("Dividends"), events("Stock Splits"), currency, dividend_currency)


def _explained(error: Exception, symbol: str) -> FetchError:
    """A network or parsing error in words."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & {"DNSError", "gaierror"}:
        return FetchError("Yahoo's name could not be resolved: is there a network?", hopeless=True)
    if names & {"Timeout", "TimeoutError"}:
        return FetchError(f"Yahoo did not answer within {TIMEOUT_SECONDS:.0f} seconds", silent=True)
    if names & {"KeyError", "IndexError", "TypeError"}:
        lacking = f" (no {error.args[0]})" if "KeyError" in names and error.args else ""
        return FetchError(
            f"Yahoo's answer for {symbol} is not whole: a part of its table is missing{lacking}"
        )
    if names & {"IncompleteRead", "ChunkedEncodingError", "JSONDecodeError", "InvalidJSONError"}:
        return FetchError(f"Yahoo's answer for {symbol} came incomplete or garbled")
    if names & {"ConnectionError", "ProxyError", "SSLError"}:
        return FetchError(f"Yahoo could not be reached ({_plain(error)})", hopeless=True)
    return FetchError(f"Yahoo's answer for {symbol} could not be read: {_plain(error) or 'no reason given'}")


def _plain(error: Exception) -> str:
    """The error's own words, without the symbol that yfinance puts before them
    and curl's pointers to its manual."""
    words = str(error).split(" See ")[0].strip().rstrip(".")
    return re.sub(r"^(\$\S+: |Failed to perform, curl: \(\d+\) )", "", words)
