"""How to cite a chart. The date is the data's: a citation made twice reads the same."""

from __future__ import annotations

import re
from typing import NamedTuple

from components.charts.chart import Chart
from components.record_name import record_name

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


class Citation(NamedTuple):
    plain: str
    apa: str
    bibtex: str


def cite(chart: Chart, title: str, address: str) -> Citation:
    """Three forms for one chart at its frozen `address`.

    No "accessed" date: the address is pinned to a data version, which says more
    exactly what was seen, and on which prices.
    """
    year, through = chart.through.year, f"{chart.through.day} {chart.through:%B %Y}"
    title = " ".join(title.split()).rstrip(".")
    bare = re.sub(r"[{}\\\s]", "", address)
    version = f"Data version {chart.data_version}, prices through {through}"
    return Citation(
        plain=f"“{title}.” {record_name()}. {version}. {address}",
        apa=f"{record_name()}. ({year}). {title} [Chart; data version {chart.data_version}, prices "
        f"through {through}]. {address}",
        bibtex=(
            f"@misc{{crackdown-{chart.slug}-{chart.data_version},\n"
            f"  title = {{{{{_escaped(title)}}}}},\n"
            f"  author = {{{{{_escaped(record_name())}}}}},\n"
            f"  year = {{{year}}},\n"
            f"  note = {{{version}}},\n"
            f"  url = {{{bare}}}\n}}"
        ),
    )


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in text)
