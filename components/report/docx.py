"""A report as a Word document, with real headings, lists, tables and links.

Formulas are left to the other formats: Word has no way to read LaTeX or MathML from a file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from components.embed.chrome import Chrome
from components.record_name import record_name
from components.report.blocks import Block, Figure, Formula, Heading, Item, Items, Table, Text
from components.report.figures import as_png, drawn
from data import Snapshot

WIDTH = Mm(178)
"""A4 between its margins."""
SIZES = {"body": 10.5, "small": 9.0, "lead": 11.5, "kicker": 8.5}
GREY = RGBColor(0x5F, 0x5B, 0x52)


def docx_report(snapshot: Snapshot, blocks: Iterable[Block], title: str, by: Chrome) -> bytes:
    """The document. Its times are those of the data, so that equal reports are equal files inside."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(16)
    font = document.styles["Normal"].font
    font.name, font.size = "Arial", Pt(SIZES["body"])
    made = datetime.combine(snapshot.last_session.date(), datetime.min.time())
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, record_name(), ""
    properties.created = properties.modified = made
    for block in blocks:
        _add(document, snapshot, block, by)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Document, snapshot: Snapshot, block: Block, by: Chrome) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, 0 if block.level == 1 else block.level - 1)
        case Text():
            run = document.add_paragraph().add_run(block.text)
            run.font.size = Pt(SIZES[block.style])
            if block.style in ("small", "kicker"):
                run.font.color.rgb = GREY
        case Items():
            for item in block.items:
                _item(document.add_paragraph(style="List Bullet"), item)
        case Table():
            _table(document, block)
        case Formula():
            document.add_heading(block.name, 3)
            document.add_paragraph(block.words)
            if block.paper:
                document.add_paragraph().add_run(f"{block.paper}.").font.size = Pt(SIZES["small"])
        case Figure():
            picture = drawn(snapshot, block, by)
            shape = document.add_picture(io.BytesIO(as_png(picture, by)), width=WIDTH)
            shape._inline.docPr.set("descr", picture.alt)


def _item(paragraph: Paragraph, item: Item) -> None:
    """A line of a list; one with an address is a link."""
    if not item.url:
        paragraph.add_run(item.text).font.size = Pt(SIZES["small"])
        return
    number = paragraph.part.relate_to(item.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    run = paragraph.add_run(item.text)
    run.font.size, run.font.underline, run.font.color.rgb = (
        Pt(SIZES["small"]),
        True,
        RGBColor(0x1F, 0x4E, 0x79),
    )
    link.append(run._r)
    paragraph._p.append(link)


def _table(document: Document, table: Table) -> None:
    grid = document.add_table(rows=1, cols=len(table.head), style="Light List")
    for cell, name in zip(grid.rows[0].cells, table.head, strict=True):
        cell.text = name
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    for line in grid.rows:
        for cell in line.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8.5)
