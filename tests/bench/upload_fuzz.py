"""Five minutes of files nobody has thought of: no exception but a sentence, no hang, no memory.

Tables are made in the layouts, dialects and encodings that people have, then damaged: bytes turned,
cut, doubled, parts of workbooks replaced. Each is read in this process, where an exception shows, and
every twentieth as the server reads it, in its bounded child. `UPLOAD_FUZZ_SECONDS` shortens it.
"""

from __future__ import annotations

import csv
import io
import os
import random
import time
import zipfile
from collections.abc import Iterator

from components.downloads import xlsx_bytes
from components.upload.child import read_grid
from components.upload.events import read_events
from components.upload.grid import Grid
from components.upload.limits import CHILD_BYTES
from components.upload.parse import parse
from components.upload.prices import read_prices
from components.upload.problems import Answers, Asked, UploadError
from data import Snapshot, load_snapshot

Row = tuple[str, str, str, bool | None]
SECONDS = 300.0
LONGEST = 2.0
# fmt: off
_DATES = ("2021-07-02", "2-Jul-21", "07/16/21", "16.07.2021", "2021年7月7日 "
"星期三", "44379", "7/15/2021 16:00:00", "20210702", "Jul 2021", "13/13/2021", "", "2021-07-02T16:00Z")
_NUMBERS = ("110.50", "1,234.5", "1.234,50", "1,234", "$12", "2.3M", "-", "N/A", "0", "-5", "1e400", "=1+1",
    "１２", "12%", "", "9" * 300)
_SHARES = ("BABA", "700", "HK:700", "700 HK Equity", "NTES", "600519.SS", "腾讯控股", "騰訊",
    "Alibaba;Tencent", "^HSI", "", "1810.HK", "ZZZ:1", "\u202e700", "=cmd|x")
_HEADERS = ("Date", "日期", "Close", "Close/Last", "收盘价(元)", "Adj Close", "Price", "Ticker", "股票",
    "Company", "Exchange", "Currency", "Title", "Event", "Volume", "announced_at", "affects", "fine_cny",
        "BABA", "1810.HK Close", "", "Date", "window", "id")
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5hkscs", "cp1252", "shift_jis")
_OPTIONS = ("day first", "month first", "point", "comma", "US", "XHKG", "", "0700.HK", "NTES "
"US", "HSBA.L", "keep", "split", "leave out", "mine", "close", "0", "1")
# fmt: on


def rows() -> Iterator[Row]:
    seconds = float(os.environ.get("UPLOAD_FUZZ_SECONDS", SECONDS))
    tried, refused, asked, longest, broken = fuzzed(load_snapshot(), seconds, seed=time.time_ns())
    yield f"files tried in {seconds:.0f} s ({refused} refused, {asked} asked)", f"{tried:,}", "", None
    yield "exceptions that are no sentence", f"{len(broken)}", "0", not broken
    yield "longest time for one file", f"{longest:.2f} s", f"{LONGEST:.0f} s", longest <= LONGEST
    for seed, fault in broken[:5]:
        yield f"  seed {seed}", fault, "", None
    yield (
        "memory of a child, at most",
        f"{CHILD_BYTES / 1024**2:.0f} MB",
        "200 MB",
        CHILD_BYTES < 200 * 1024**2,
    )


def fuzzed(
    snapshot: Snapshot, seconds: float, seed: int
) -> tuple[int, int, int, float, list[tuple[int, str]]]:
    """(files, refused, asked, longest seconds, [(seed, fault)]) of `seconds` of made files."""
    ends = time.monotonic() + seconds
    tried = refused = asked = 0
    longest, broken = 0.0, []
    while time.monotonic() < ends:
        seed += 1
        rng = random.Random(seed)
        content = damaged(rng, made(rng))
        started = time.process_time()
        try:
            study(snapshot, read_grid(content) if tried % 20 == 0 else parse(content), rng)
        except Asked:
            asked += 1
        except UploadError as problem:
            refused += 1
            if not str(problem).strip():
                broken.append((seed, "an empty sentence"))
        except Exception as fault:  # what this measurement is for
            broken.append((seed, f"{type(fault).__name__}: {fault}"[:200]))
        longest = max(longest, time.process_time() - started)
        tried += 1
    return tried, refused, asked, longest, broken


def study(snapshot: Snapshot, grid: Grid, rng: random.Random) -> None:
    """Read cells as prices and as events, answering at random what is asked."""
    name = rng.choice(("x.csv", "BABA.csv", "NTES.O.csv", "01810.xlsx"))
    last: UploadError | None = None
    for read in (
        lambda said: read_prices([(name, grid)], snapshot, said),
        lambda said: read_events((name, grid), snapshot, said),
    ):
        answers: dict[str, str] = {}
        for _ in range(4):
            try:
                read(Answers(answers))
                break
            except Asked as asked:
                last = asked
                for question in asked.questions:
                    answers[question.key] = rng.choice([*question.options, *_OPTIONS])
            except UploadError as problem:
                last = problem
                break
    if last is not None:
        raise last


def made(rng: random.Random) -> bytes:
    """A table in some layout, as text or as a workbook."""
    header = [rng.choice(_HEADERS) for _ in range(rng.randint(0, 4))]
    if rng.random() < 0.85:  # what most tables have, in any order
        header += [rng.choice(("Date", "日期")), rng.choice(("Close", "收盘价(元)", "Title", "Ticker"))]
    rng.shuffle(header)
    body = [[_cell(rng, name) for name in header] for _ in range(rng.randint(0, 40))]
    for row in body:
        if rng.random() < 0.03:
            row.append(rng.choice(_NUMBERS))
    top = [[rng.choice(("Report", "Symbol: NTES US", "sep=;", ""))] for _ in range(rng.randint(0, 2))]
    if rng.random() < 0.25:
        return _workbook(rng, [*top, header, *body])
    out = io.StringIO()
    quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(out, delimiter=rng.choice(",;\t|"), quoting=quoting).writerows([*top, header, *body])
    return out.getvalue().encode(rng.choice(_ENCODINGS), "replace")


def _cell(rng: random.Random, name: str) -> str:
    kinds = {"Date": _DATES, "日期": _DATES, "Ticker": _SHARES, "股票": _SHARES, "Company": _SHARES}
    return rng.choice(kinds.get(name, _NUMBERS) if rng.random() < 0.9 else (*_DATES, *_NUMBERS, *_SHARES))


def _workbook(rng: random.Random, table: list[list[str]]) -> bytes:
    import pandas as pd

    frame = pd.DataFrame(table)
    whole = xlsx_bytes(frame.set_axis([f"c{place}" for place in frame], axis=1))
    if rng.random() < 0.5:
        return whole
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        unlucky = rng.choice(source.namelist())
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, damaged(rng, part, always=True) if name == unlucky else part)
    return out.getvalue()


def damaged(rng: random.Random, content: bytes, *, always: bool = False) -> bytes:
    """Some bytes turned, cut out, doubled or put in; often none."""
    if not content or (not always and rng.random() < 0.4):
        return content
    data = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        if not data:
            break
        at = rng.randrange(len(data))
        span = rng.randint(1, 20)
        match rng.randrange(5):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                del data[at : at + span]
            case 2:
                data[at:at] = data[at : at + span] * rng.randint(1, 30)
            case 3:
                data[at:at] = rng.choice(
                    (b'"', b"\x00", b"\r", b"<!DOCTYPE x>", b"\xff\xfe", b"\n\n", b",,,,", "，".encode())
                )
            case _:
                data = data[:at]
    return bytes(data)
