"""Parts, tables and numbers of a lesson pack, as a reader finds them in the file."""

from __future__ import annotations

from lxml import html


def part(document: str, name: str) -> str:
    """Words of a part, blanks as one."""
    return " ".join(_part(document, name).text_content().split())


def rows_of(document: str, name: str, kind: str) -> list[list[list[str]]]:
    """Cells of the bodies of a part's tables of a kind: table, row, cell."""
    return [
        [[cell.text_content() for cell in row.xpath("th|td")] for row in table.xpath("tbody/tr")]
        for table in _part(document, name).xpath(f".//table[contains(@class, '{kind}')]")
    ]


def numbers_of(text: str) -> float:
    """A number as printed: `−1,234.5%` is −1234.5."""
    return float(text.replace("−", "-").replace(",", "").rstrip("%"))


def _part(document: str, name: str) -> html.HtmlElement:
    (found,) = html.fromstring(document).xpath(f"//section[contains(@class, 'part {name}')]")
    return found
