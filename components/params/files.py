"""How a file that leaves the server is written; each parameter is declared here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from components.params.base import Params
from components.params.fields import flag


@dataclass(frozen=True)
class CsvFile(Params):
    """A file of comma-separated values."""

    bom: bool = flag(True, help="begin the CSV with a byte-order mark, by which Excel knows that it is UTF-8")
