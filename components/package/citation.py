"""How to cite the record: the project's `CITATION.cff`, with the edition and version that are served."""

from __future__ import annotations

from data import Snapshot
from data.editions import latest_edition
from data.paths import PROJECT

FILE = PROJECT / "CITATION.cff"


def citation_cff(snapshot: Snapshot, base: str) -> str:
    """`CITATION.cff` of the project, of the data that are served: its version is the edition and the
    data version, its address where it is served. base: public address, or "" to leave it out."""
    version = "-".join(filter(None, (latest_edition(snapshot), snapshot.version)))
    lines = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        lines.append(f'version: "{version}"' if line.startswith("version:") else line)
    return "\n".join([*lines, *([f'url: "{base}/data/"'] if base else [])]) + "\n"
