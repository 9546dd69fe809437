"""Compare two running servers: `python -m tests.same_answers OLD_BASE_URL NEW_BASE_URL`.

Every address that README.md and the guide to embeds print, every chart with its example and every former
name of a parameter is asked of both; a body that differs is named, with the place of the first difference.
Where a server writes its own address or its Python objects' birthdays into a body, these are evened out.
"""

from __future__ import annotations

import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from components.charts import catalogue
from data import load_snapshot

ROOT = Path(__file__).resolve().parents[1]
GUIDES = ("README.md", "components/embed/README.md", "components/classroom/README.md")
ENDINGS = ("", ".svg", ".csv", ".json", ".figure.json")
PROBE = "2020-12-24-samr-opens-alibaba-probe"
FORMER = (
    "/data/impacts.csv?symbol=BABA,9988.HK&window=0,5",
    f"/data/impacts.json?event={PROBE}",
    "/data/impacts.csv?clean_events=1&clean_estimation=0&model=two-factor&benchmark=GSPC",
    "/data/impacts.csv?estimation=-100,-20&min_estimation=50&returns=log&confidence=0.9",
    "/data/prices.csv?symbol=0700.HK,HSI&from=2021-01-01&to=2021-03-01",
    f"/data/worksheet.html?event={PROBE}&symbol=9988.HK&answers=apart",
    f"/data/notebook.ipynb?event={PROBE}&symbol=BABA&window=0,1",
    "/embed/impact.csv?clean=1&type=penalty",
    "/embed/impact.csv?company=Alibaba&market=hk&from=2021-01-01&to=2021-12-31&q=antitrust&severity=3",
    "/embed/patterns.csv?by=direction&span=0,10&confounders=0",
    "/embed/compare.csv?span=-1,10&market=us",
    f"/embed/compare.csv?events={PROBE},2020-11-03-ant-ipo-suspended",
    "/embed/run-up.csv?market=us&sessions=20",
    "/embed/car.csv?window=-5,10&span=-5,30&market=hk",
    f"/embed/event-window.csv?event={PROBE}&estimation=-120,-20&returns=log",
    "/embed/timeline.csv?listing=us&price=traded&log=1",
    "/embed/market-value.csv?since=2021-02-17",
    "/embed/abnormal.csv?symbol=BABA&span=-3,3&window=0,1",
    "/embed/regression.svg?symbol=0700.HK&estimation=-200,-20",
    "/oembed?url=" + quote("BASE/embed/impact?clean=1", safe=""),
)


def addresses() -> Iterator[str]:
    """Paths with their queries, each once, in the order of the guides."""
    found: dict[str, None] = {}
    for guide in GUIDES:
        for path in re.findall(
            r"(?<![\w/])(/(?:data|embed|oembed|healthz)\b[^\s`|)\"'…]*)", (ROOT / guide).read_text()
        ):
            if "<" not in path and not path.endswith((".md", "=", "/")):
                found[path.rstrip(".,:;")] = None
    snapshot = load_snapshot()
    for slug, chart in catalogue.CATALOGUE.items():
        query = chart.example(snapshot).query()
        for ending in ENDINGS:
            found[f"/embed/{slug}{ending}" + (f"?{urlencode(query)}" if query else "")] = None
    found.update(dict.fromkeys(FORMER))
    yield from found


def answer(base: str, path: str) -> tuple[int, bytes]:
    """Status and body, the server's own address written BASE."""
    address = base + path.replace("BASE", quote(base, safe=""))
    try:
        with urllib.request.urlopen(address, timeout=120) as reply:  # noqa: S310
            status, body = reply.status, reply.read()
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read()
    for written in (base, quote(base, safe=""), quote(base)):
        body = body.replace(written.encode(), b"BASE")
    return status, body


def difference(old: tuple[int, bytes], new: tuple[int, bytes]) -> str:
    """What differs first, in one line; empty when nothing does."""
    if old == new:
        return ""
    if old[0] != new[0]:
        return f"status {old[0]} became {new[0]}: {new[1][:200]!r}"
    at = next(
        (place for place, (a, b) in enumerate(zip(old[1], new[1], strict=False)) if a != b),
        min(len(old[1]), len(new[1])),
    )
    before, after = (body[max(at - 40, 0) : at + 60] for _, body in (old, new))
    return f"{len(old[1])} and {len(new[1])} bytes, from byte {at}: {before!r} became {after!r}"


def main(old: str, new: str) -> int:
    """Print what differs; the number of addresses that do."""
    differing = asked = 0
    for path in addresses():
        asked += 1
        if found := difference(answer(old, path), answer(new, path)):
            differing += 1
            print(f"{path}\n    {found}")
    print(f"{asked} addresses, {asked - differing} the same, {differing} differ.")
    return differing


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(1 if main(sys.argv[1].rstrip("/"), sys.argv[2].rstrip("/")) else 0)
