"""A result as files: CSV, XLSX, LaTeX, JSON, and as a few lines of text."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from components.study.result import StudyResult

LATEX_COLUMNS = ("event_id", "symbol", "day0", "car", "se", "t", "p", "q", "placebo_share", "status")
_LATEX_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def to_csv(result: StudyResult, path: str | Path | None = None) -> str | None:
    """`pairs` as CSV: lists joined by ";", dates as 2021-03-15, numbers in full precision."""
    return _flat(result.pairs).to_csv(path, index=False, date_format="%Y-%m-%d")


def to_json(result: StudyResult, path: str | Path | None = None) -> str | None:
    """Spec, data version and `pairs` as one strict JSON object: lists as lists, NaN as null."""
    pairs = result.pairs.copy(deep=False)
    for name in pairs.columns[pairs.dtypes == "datetime64[s]"]:
        pairs[name] = pairs[name].dt.strftime("%Y-%m-%d")
    rows = pairs.astype(object).where(pairs.notna(), None).to_dict("records")
    text = json.dumps(
        {"version": result.version, "spec": _spec(result), "pairs": rows},
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
        indent=1,
    )
    return _written(text, path)


def to_latex(
    result: StudyResult, path: str | Path | None = None, columns: tuple[str, ...] = LATEX_COLUMNS
) -> str | None:
    """Chosen columns of `pairs` as a LaTeX `longtable` with booktabs rules, text escaped."""
    table = _flat(result.pairs[list(columns)])
    align = "".join("r" if table[name].dtype.kind in "fi" else "l" for name in columns)
    head = " & ".join(_escaped(name) for name in columns) + r" \\"
    body = [" & ".join(_cell(value) for value in row) + r" \\" for row in table.itertuples(index=False)]
    lines = [
        rf"\begin{{longtable}}{{{align}}}",
        r"\toprule",
        head,
        r"\midrule",
        r"\endhead",
        *body,
        r"\bottomrule",
        r"\end{longtable}",
    ]
    return _written("\n".join(lines) + "\n", path)


def to_xlsx(result: StudyResult, path: str | Path) -> None:
    """A workbook: the pairs (typed, header frozen), the paths, and notes on method and data.

    Text is written as text: a title that begins with "=" is not a formula.
    """
    notes = pd.DataFrame(
        [("data version", result.version), *_spec(result).items()], columns=["what", "value"]
    ).astype(str)
    with pd.ExcelWriter(path, engine="openpyxl", datetime_format="yyyy-mm-dd") as writer:
        for name, frame in (("pairs", result.pairs), ("paths", result.paths), ("notes", notes)):
            _flat(frame).to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
            for row in writer.sheets[name].iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.data_type = "s"


def summary(result: StudyResult) -> str:
    """What was studied and what came out, in a few lines."""
    spec, used = result.spec, result.used
    p = result.numbers["p"][used]
    q = result.numbers["q"][used]
    statuses = result.pairs["status"].value_counts()
    level = 1 - spec.confidence
    lines = [
        f"Event study, {spec.model} model, window {spec.window[0]:+d} to {spec.window[1]:+d}, "
        f"estimation {spec.estimation_used[0]} to {spec.estimation_used[1]}, "
        f"{spec.returns} returns" + (f", data {result.version}" if result.version else ""),
        f"{len(used):,} pairs of event and listing: "
        + ", ".join(f"{count:,} {status}" for status, count in statuses.items()),
    ]
    if used.any():
        car = result.numbers["car"][used]
        lines += [
            f"CAR: mean {car.mean():.2%}, from {car.min():.2%} to {car.max():.2%}",
            f"p below {level:.2g}: {int((p < level).sum()):,}, where luck alone would give about "
            f"{level * used.sum():.0f}; q below {level:.2g}: {int((q < level).sum()):,}",
        ]
    return "\n".join(lines)


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Lists inside cells joined by ";"."""
    if "overlaps" not in frame:
        return frame
    return frame.assign(overlaps=[";".join(ids) for ids in frame["overlaps"]])


def _spec(result: StudyResult) -> dict[str, object]:
    names = result.spec.__dataclass_fields__
    return {name: getattr(result.spec, name) for name in names}


def _plain(value: object) -> object:
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"a cell of type {type(value).__name__} cannot be written as JSON")


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.4f}"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return "" if value is pd.NaT else _escaped(value)


def _escaped(value: object) -> str:
    return str(value).translate(_LATEX_SPECIAL)


def _written(text: str, path: str | Path | None) -> str | None:
    if path is None:
        return text
    Path(path).write_text(text, encoding="utf-8")
    return None
