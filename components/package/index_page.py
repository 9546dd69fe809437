"""`/data/` as a page: every file with its columns and what they mean, for people."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape

from components.edition_words import how_far, last_edition
from components.package.descriptors import about, json_ld
from components.package.fields import fields_of
from components.package.formats import FORMATS
from components.package.tables import TABLES, PackageTable
from components.record_name import LICENCE_URL, record_name
from data import Snapshot

STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0;padding:1.25rem 1rem 4rem;"
    "font:1rem/1.5 -apple-system,'Segoe UI','Liberation Sans',Helvetica,Arial,sans-serif}"
    "main{max-width:56rem;margin:0 auto}"
    "h1,h2{font-family:Georgia,'Times New Roman','Liberation Serif',serif;line-height:1.25;margin:0 0 .4rem}"
    "h1{font-size:1.8rem}h2{font-size:1.2rem;margin-top:2rem}p{margin:0 0 .6rem}"
    "a{color:inherit}code{font-size:.9em;overflow-wrap:anywhere}"
    ".files a{margin-right:.9rem}summary{cursor:pointer}.small{font-size:.86rem}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.88rem;width:100%}"
    "td,th{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #8886}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
WHOLE = {
    "crackdown.db": "the record, prices and the study as one SQLite database for Datasette or any SQL tool",
    "datapackage.json": "the package described (Data Package 2.0): types, meanings and keys of all columns",
    "MANIFEST.json": "as of when, version, and each file with rows, bytes and SHA-256",
    "CITATION.cff": "how to cite the record",
    "metadata.json": "for Datasette: datasette crackdown.db --metadata metadata.json",
    "impacts.ipynb": "a notebook from these files to the impact table, with pandas alone",
    "impacts.R": "the same in R",
    "impacts.do": "the same in Stata",
}
"""Files beside the tables, with what they are for."""


def index_page(snapshot: Snapshot, base: str, asked: Mapping[str, str]) -> str:
    """The page, complete without script. base: public address of the server. asked: questions that the
    server answers, with what they answer, by their addresses below `/data/`."""
    whole = _listed(WHOLE)
    questions = f"<h2>Questions</h2><ul>{_listed(asked)}</ul>" if asked else ""
    tables = "".join(_table(table, snapshot) for table in TABLES)
    example = f'pd.read_csv("{base}/data/events.csv")'
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Data: {escape(record_name())}</title>"
        f'<meta name="description" content="{escape(about(snapshot))}">'
        f'<link rel="icon" href="data:,"><style>{STYLE}</style>{json_ld(snapshot, base)}</head><body><main>'
        f'<p class="small"><a href="../">{escape(record_name())}</a></p><h1>The data</h1>'
        f"<p>{escape(about(snapshot))}</p>"
        f"<p>{escape(how_far(snapshot))} {escape(last_edition(snapshot))} Data version "
        f'<code>{snapshot.version}</code>. Events <a href="{LICENCE_URL}">CC BY 4.0</a>; '
        "prices are facts.</p>"
        f"<h2>Whole</h2><ul>{whole}</ul>"
        "<h2>Prices</h2><p>Daily prices of the shares, indices and controls that <code>symbols</code> "
        "names, and of the days <code>from</code> and <code>to</code>: "
        f"{_link('prices.csv?symbols=0700.HK,HSI')}.</p>"
        f"{_one_event(snapshot)}{questions}"
        "<h2>Reading the files</h2><p>CSV files are UTF-8 and begin with a byte-order mark, so that Excel "
        "opens them right; <code>?bom=0</code> takes it away. Lists are joined with <code>;</code>, days are "
        f"YYYY-MM-DD, an empty cell is a missing value, returns are fractions. With pandas: "
        f"<code>{escape(example)}</code>.</p>{tables}</main></body></html>"
    )


def _table(table: PackageTable, snapshot: Snapshot) -> str:
    frame = table.select(snapshot)
    files = "".join(
        f'<a href="{table.name}.{ending}" title="{escape(readers)}">{name}</a>'
        for ending, (_, name, readers) in FORMATS.items()
    )
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(field.name)}</code></th><td>{field.kind}</td>'
        f"<td>{escape(field.meaning)}</td></tr>"
        for field in fields_of(table, frame)
    )
    return (
        f'<h2 id="{table.name}">{escape(table.title)}</h2>{_meaning(table)}'
        f'<p class="files"><code>{table.name}</code>, {len(frame):,} rows: {files}</p>'
        f"<details><summary>{len(frame.columns)} columns</summary>"
        f'<div class="wide"><table><thead><tr><th scope="col">column</th><th scope="col">type</th>'
        f'<th scope="col">meaning</th></tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


def _listed(files: Mapping[str, str]) -> str:
    return "".join(f"<li>{_link(name)}: {escape(words)}</li>" for name, words in files.items())


def _one_event(snapshot: Snapshot) -> str:
    """Where one event stands whole, by way of the latest."""
    if snapshot.events.empty:
        return ""
    event = snapshot.events.index[-1]
    return (
        "<h2>One event</h2><p>Its story, dating and sources, and what each share that it concerns did: "
        f"{_link(f'event/{event}.json')}.</p><p>One event and one share by every sensible combination of "
        "model, index, windows, drift and clean estimation: "
        f"{_link(f'robustness.csv?event={event}&symbol={snapshot.symbols()[0]}')}.</p>"
    )


def _meaning(table: PackageTable) -> str:
    """What a table holds, as far as its title does not say it; what curators must know stays with them."""
    first = table.meaning.partition(". ")[0].rstrip(".")
    return "" if first == table.title else f"<p>{escape(first)}.</p>"


def _link(name: str) -> str:
    return f'<a href="{escape(name)}">{escape(name)}</a>'
