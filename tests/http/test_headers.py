"""The table of headers in SECURITY.md is what a running server answers, address by address."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from components.http.headers import EVERYWHERE

GUIDE = Path(__file__).resolve().parents[2] / "SECURITY.md"
DIRECTIVES = ("default-src", "script-src", "frame-ancestors")
NOT_THERE = "–"


def documented() -> Iterator[tuple[str, dict[str, str]]]:
    """Each address of the table with what it is said to answer."""
    lines = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    head = next(place for place, line in enumerate(lines) if "`default-src`" in line)
    names = [cell.strip().strip("`") for cell in lines[head].strip("|").split("|")]
    for line in lines[head + 2 :]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != len(names):
            return
        said = {name: cell.strip("`") for name, cell in zip(names[1:], cells[1:], strict=True)}
        for address in re.findall(r"`(/[^`]*)`", cells[0]):
            yield address, said


TABLE = dict(documented())


def headers_of(address: str) -> Mapping[str, str]:
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:
            return answer.headers
    except urllib.error.HTTPError as error:
        return error.headers


def test_the_table_speaks_of_every_kind_of_route():
    for part in ("/", "/embed/", "/data/", "/feed", "/healthz", "/robots.txt", "/nowhere"):
        assert any(address.startswith(part) for address in TABLE), part
    assert len(TABLE) > 15


@pytest.mark.parametrize("address", TABLE)
def test_a_route_answers_the_headers_that_are_documented(server, address):
    found = headers_of(server + address)
    policy = dict(
        part.strip().split(" ", 1) for part in found.get("Content-Security-Policy", "").split(";") if part
    )
    answered = {name: policy.get(name, NOT_THERE) for name in DIRECTIVES}
    answered |= {name: found.get(name, NOT_THERE) for name in TABLE[address] if name not in DIRECTIVES}
    shown = {
        name: re.sub(r"('sha256-…' ?)+", "'sha256-…' ", re.sub(r"sha256-[\w+/=]+", "sha256-…", text)).strip()
        for name, text in answered.items()
    }
    assert shown == TABLE[address]
    assert {name: found[name] for name in EVERYWHERE} == EVERYWHERE
