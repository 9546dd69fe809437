"""The package described for programs: Data Package, manifest, Datasette, schema.org."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from components.package.fields import Field, fields_of
from components.package.formats import FORMATS, as_of, table_bytes
from components.package.tables import TABLES, PackageTable
from components.record_name import LICENCE_URL, record_name
from data import Snapshot
from data.editions import latest_edition

KEYWORDS = ("China", "technology companies", "regulation", "antitrust", "event study", "share prices")
DATABASE = "crackdown"
_LICENCES = [{"name": "CC-BY-4.0", "path": LICENCE_URL, "title": "Creative Commons Attribution 4.0"}]


def about(snapshot: Snapshot) -> str:
    """What the record is, in two sentences with its dates."""
    first, last = snapshot.events["date"].min(), snapshot.events["date"].max()
    return (
        f"{len(snapshot.events)} events of China's campaign on technology companies from {first:%Y-%m-%d} to "
        f"{last:%Y-%m-%d}, each dated, judged and sourced, with the daily prices of the companies through "
        f"{snapshot.last_session:%Y-%m-%d} and an event study. A move beside an event is not proof that the "
        "event caused it."
    )


def contents(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every file of the package: name, table, ending, rows, bytes, SHA-256; made once for a snapshot."""

    def build() -> list[dict[str, Any]]:
        found = []
        for table in TABLES:
            frame = table.select(snapshot)
            for ending in FORMATS:
                body = table_bytes(table, snapshot, ending, frame)
                found.append(
                    {
                        "path": f"{table.name}.{ending}",
                        "table": table.name,
                        "format": ending,
                        "rows": len(frame),
                        "bytes": len(body),
                        "sha256": hashlib.sha256(body).hexdigest(),
                    }
                )
        return found

    return snapshot.remember("package contents", build)


def manifest(snapshot: Snapshot) -> dict[str, Any]:
    """As of when, which version, and every file with its rows, bytes and checksum."""
    return {
        "record": record_name(),
        "edition": latest_edition(snapshot),
        "data_version": snapshot.version,
        "events_through": f"{snapshot.events['date'].max():%Y-%m-%d}",
        "prices_through": f"{snapshot.last_session:%Y-%m-%d}",
        "licence": LICENCE_URL,
        "files": contents(snapshot),
    }


def datapackage(snapshot: Snapshot, base: str) -> dict[str, Any]:
    """Data Package 2.0: a resource for each table as CSV, its columns with types, meanings and keys."""
    files = {one["table"]: one for one in contents(snapshot) if one["format"] == "csv"}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "tech-crackdown-record",
        "title": record_name(),
        "description": about(snapshot),
        "version": snapshot.version,
        "created": as_of(snapshot).isoformat(),
        **({"homepage": f"{base}/"} if base else {}),
        "keywords": list(KEYWORDS),
        "licenses": _LICENCES,
        "resources": [_resource(table, snapshot, files[table.name]) for table in TABLES],
    }


def _resource(table: PackageTable, snapshot: Snapshot, file: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(field) for field in fields_of(table, table.select(snapshot))],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [key]}}
            for column, other, key in table.references
        ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.meaning,
        "path": file["path"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": "https://datapackage.org/profiles/2.0/tabledialect.json", "delimiter": ","},
        "bytes": file["bytes"],
        "hash": f"sha256:{file['sha256']}",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"name": field.name, "type": field.kind, "description": field.meaning}
    if field.kind == "boolean":
        told |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.kind == "list":
        told["delimiter"] = ";"
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.values:
        constraints["enum"] = list(field.values)
    return told | ({"constraints": constraints} if constraints else {})


def datasette(snapshot: Snapshot) -> dict[str, Any]:
    """Metadata for Datasette beside `crackdown.db`: what each table and column of the database means."""
    tables = {
        table.name: {
            "description": table.meaning,
            "columns": {
                field.name: field.meaning
                for field in fields_of(table, table.select(snapshot))
                if (table.name, field.name) != ("events", "sources")  # counted for the files alone
            },
        }
        for table in TABLES
    }
    return {
        "title": record_name(),
        "description": about(snapshot),
        "license": "CC BY 4.0",
        "license_url": LICENCE_URL,
        "databases": {DATABASE: {"description": about(snapshot), "tables": tables}},
    }


def dataset(snapshot: Snapshot, base: str) -> dict[str, Any]:
    """schema.org's Dataset, which search engines of data sets read. base: public address of the server."""
    first = min(snapshot.prices["date"].min(), snapshot.events["date"].min())
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": record_name(),
        "description": about(snapshot),
        "url": f"{base}/data/",
        "identifier": snapshot.version,
        "version": latest_edition(snapshot) or snapshot.version,
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": record_name()},
        "temporalCoverage": f"{first:%Y-%m-%d}/{snapshot.last_session:%Y-%m-%d}",
        "spatialCoverage": "China",
        "dateModified": f"{as_of(snapshot):%Y-%m-%d}",
        "variableMeasured": [
            "event date",
            "first session that could react",
            "abnormal return",
            "market value",
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": table.title,
                "encodingFormat": "text/csv",
                "contentUrl": f"{base}/data/{table.name}.csv",
            }
            for table in TABLES
        ],
    }


def json_ld(snapshot: Snapshot, base: str) -> str:
    """`dataset` as a script element that no browser runs; text cannot end the element."""
    text = json.dumps(dataset(snapshot, base), ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>'
