"""The table behind a chart, as the reader of an embed sees it."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from components.downloads.cells import joined, with_named_index

MOST_ROWS = 24


def table_html(frame: pd.DataFrame, csv_link: str, most: int = MOST_ROWS) -> str:
    """`frame` as an HTML table of at most `most` rows, spread evenly over it when there are more.

    csv_link: where the whole table is; empty where it is nowhere else.
    """
    frame = with_named_index(frame)
    total = len(frame)
    places = (
        range(total) if total <= most else sorted({round(i * (total - 1) / (most - 1)) for i in range(most)})
    )
    shown = frame.iloc[list(places)]
    size = f"All {total:,} rows." if total <= most else f"{len(shown)} of {total:,} rows, evenly spread."
    numeric = [
        pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)
        for dtype in shown.dtypes
    ]
    head = "".join(
        f'<th scope="col"{_cell_class(is_number)}>{escape(str(name).replace("_", " "))}</th>'
        for name, is_number in zip(shown.columns, numeric, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(_cell(value, is_number) for value, is_number in zip(row, numeric, strict=True))
        + "</tr>"
        for row in shown.itertuples(index=False, name=None)
    )
    whole = f' <a href="{escape(csv_link)}">The whole table as CSV</a>' if csv_link else ""
    return (
        '<div class="table" tabindex="0" role="region" aria-label="Table of the data"><table>'
        f"<caption>{size} "
        f"Returns are fractions: 0.01 is 1%.{whole}"
        "</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell_class(is_number: bool) -> str:
    return ' class="n"' if is_number else ""


def _cell(value: Any, is_number: bool) -> str:
    text = _text(value)
    long = ' class="w"' if not is_number and len(text) > 40 else _cell_class(is_number)
    return f"<td{long}>{escape(text)}</td>"


def _text(value: Any) -> str:
    value = joined(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.5g}" if isinstance(value, float) and abs(value) < 1e5 else str(value)
