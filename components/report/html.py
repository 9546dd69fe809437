"""A report as one HTML file that asks for nothing; printed, it is the PDF."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from latex2mathml.converter import convert

from components.embed.chrome import Chrome
from components.report.blocks import Block, Figure, Formula, Heading, Item, Items, Table, Text
from components.report.figures import drawn
from components.worksheets.print_style import STYLE
from data import Snapshot

MORE_STYLE = """
h3 { font: 700 1rem/1.3 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif; margin: 1rem 0 .2rem;
  break-after: avoid; }
h2 { break-before: auto; }
.lead { font-size: 1.04rem; }
ul { margin: .3rem 0; padding-left: 1.1rem; font-size: .86rem; }
li { margin: .12rem 0; overflow-wrap: anywhere; }
img { width: 100%; height: auto; display: block; margin: .6rem 0; break-inside: avoid;
  border: 1px solid #e6e1d6; }
section.formula { margin: .7rem 0; break-inside: avoid; }
section.formula h4 { margin: 0; font-size: .92rem; }
section.formula p { margin: .1rem 0; }
a { color: #1f4e79; }
@media print { img { border: 0; max-height: 225mm; object-fit: contain; } }
"""
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html_report(snapshot: Snapshot, blocks: Iterable[Block], title: str, by: Chrome) -> str:
    """The document. `blocks` are written as they come, so that a bar around them shows the progress."""
    body = "\n".join(_block(snapshot, block, by) for block in blocks)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">'
        f"<style>{STYLE}{MORE_STYLE}</style></head><body><main>\n{body}\n</main></body></html>\n"
    )


def _block(snapshot: Snapshot, block: Block, by: Chrome) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Text():
            language = f' lang="{block.lang}"' if block.lang else ""
            kind = "" if block.style == "body" else f' class="{block.style}"'
            return f"<p{kind}{language}>{escape(block.text)}</p>"
        case Items():
            return f"<ul>{''.join(map(_item, block.items))}</ul>"
        case Table():
            return _table(block)
        case Formula():
            paper = f'<p class="small">{escape(block.paper)}.</p>' if block.paper else ""
            return (
                f'<section class="formula"><h4>{escape(block.name)}</h4><p>{escape(block.words)}</p>'
                f'<div class="maths">{convert(block.latex, display="block")}</div>{paper}</section>'
            )
        case Figure():
            picture = drawn(snapshot, block, by)
            data = base64.b64encode(picture.image.svg.encode()).decode()
            return (
                f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(picture.alt)}" '
                f'width="{picture.image.width}" height="{picture.image.height}">'
            )


def _item(item: Item) -> str:
    text, url = escape(item.text), escape(item.url)
    return f'<li><a href="{url}" rel="noopener">{text}</a></li>' if url else f"<li>{text}</li>"


def _table(table: Table) -> str:
    kinds = ["word" if place in table.words else "" for place in range(len(table.head))]
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(name)}</th>'
        for name, kind in zip(table.head, kinds, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(f'<td class="{kind}">{escape(cell)}</td>' for cell, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in table.rows
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
