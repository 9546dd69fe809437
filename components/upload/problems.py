"""What can be wrong with an upload: the whole file, or one cell of one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd


class UploadError(ValueError):
    """The file as a whole cannot be used; `str()` is one sentence that says why and what to do."""


class AmbiguousDates(UploadError):
    """Dates such as 03/04/2021 that only the uploader can read: `day first` or `month first`."""

    def __init__(self, examples: tuple[str, ...]):
        self.examples = examples
        super().__init__(
            f"The dates ({', '.join(examples)}) could be day/month or month/day, and nothing in the file "
            "settles it: say which comes first"
        )


@dataclass(frozen=True, order=True)
class BadCell:
    """One reason why a row was left out. `row` counts as a spreadsheet does: the header is row 1."""

    row: int
    column: str
    value: str
    reason: str


def shortened(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def problem_table(problems: Iterable[BadCell]) -> pd.DataFrame:
    """Every bad cell as a row: row, column, value, reason."""
    ordered = sorted(problems)
    return pd.DataFrame(
        [(bad.row, bad.column, bad.value, bad.reason) for bad in ordered],
        columns=["row", "column", "value", "reason"],
    )
