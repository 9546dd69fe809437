"""What the record is called, and under which licence it may be used."""

from __future__ import annotations

import os

LICENCE = "Events CC BY 4.0; prices are facts"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


def record_name() -> str:
    """What the record is called wherever it is named: `CRACKDOWN_NAME`, or its own name."""
    return " ".join(os.environ.get("CRACKDOWN_NAME", "").split()) or "The tech crackdown record"
