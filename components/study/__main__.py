"""`python -m components.study --window -1,1 --model market`: the study from the command line."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from components.study import MODELS, StudySpec, run_study, study_events
from components.study.export import summary, to_json, to_latex, to_xlsx
from components.study.group import KEYS, groups
from components.study.result import StudyResult
from components.study.spec import ALPHAS, RETURNS, VARIANCES
from data import RecordUnavailable, load_snapshot

SHOWN = ("event_id", "symbol", "day0", "raw_return", "car", "se", "p", "q", "placebo_share", "status")
CHUNK = 20_000
"""Pairs written at a time, between two steps of the progress bar."""


def days(text: str) -> tuple[int, int]:
    """ "-1,1" or "-1:1" as two whole numbers."""
    found = re.fullmatch(r"\s*([+-]?\d+)\s*[,:]\s*([+-]?\d+)\s*", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not two whole days such as -1,1")
    return int(found[1]), int(found[2])


def parser() -> argparse.ArgumentParser:
    """The options of the command, with the defaults of `StudySpec`."""
    out = argparse.ArgumentParser(prog="python -m components.study", description=__doc__)
    spec = StudySpec()
    out.add_argument(
        "--window",
        type=days,
        default=spec.window,
        metavar="FIRST,LAST",
        help="sessions around day 0 that are studied, within -30,60 (default -1,1)",
    )
    out.add_argument(
        "--estimation",
        type=days,
        default=spec.estimation,
        metavar="FIRST,LAST",
        help="sessions from which the usual relation is estimated (default -130,-11)",
    )
    out.add_argument(
        "--min-estimation",
        type=int,
        default=spec.min_estimation,
        metavar="N",
        help=f"how many of them must have returns (default {spec.min_estimation})",
    )
    out.add_argument(
        "--model",
        choices=MODELS,
        default=spec.model,
        help="what return is expected on an ordinary day (default market)",
    )
    out.add_argument("--returns", choices=RETURNS, default=spec.returns, help="(default simple)")
    out.add_argument(
        "--alpha", choices=ALPHAS, default=spec.alpha, help=f"the estimated drift (default {spec.alpha})"
    )
    out.add_argument(
        "--variance",
        choices=VARIANCES,
        default=spec.variance,
        help=f"of a session of the event window (default {spec.variance})",
    )
    out.add_argument("--benchmark", help="a benchmark for all listings; default: each one's own")
    out.add_argument("--symbol", action="append", help="a listing; repeat for several")
    out.add_argument("--event", action="append", help="an event id; repeat for several")
    out.add_argument(
        "--clean-estimation",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="leave days of other events out of the estimation (default)",
    )
    out.add_argument(
        "--clean-events",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="leave pairs out with another event in the window (default: keep)",
    )
    out.add_argument(
        "--confidence", type=float, default=spec.confidence, help="of the intervals, 0.5 to 1 (default 0.95)"
    )
    out.add_argument(
        "--events-file",
        type=Path,
        metavar="CSV",
        help="events of your own: id, date, and if wanted announced_at, affects, …",
    )
    out.add_argument(
        "--by",
        choices=(*KEYS, "company", "symbol"),
        help="show mean reactions and tests by this instead of single pairs",
    )
    out.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help=f"write the pairs; the ending ({', '.join(WRITERS)}) says how",
    )
    return out


def joined(arguments: list[str]) -> list[str]:
    """Join "--window" "-1,1", which argparse would take for two options."""
    out: list[str] = []
    for argument in arguments:
        if out and out[-1] in ("--window", "--estimation") and re.match(r"[+-]?\d", argument):
            out[-1] = f"{out[-1]}={argument}"
        else:
            out.append(argument)
    return out


def study(options: argparse.Namespace) -> StudyResult:
    """The study that the options ask for. ValueError or KeyError for what the record lacks."""
    snapshot = load_snapshot()
    spec = StudySpec(
        window=options.window,
        estimation=options.estimation,
        min_estimation=options.min_estimation,
        model=options.model,
        returns=options.returns,
        alpha=options.alpha,
        variance=options.variance,
        benchmark=options.benchmark,
        clean_estimation=options.clean_estimation,
        clean_events=options.clean_events,
        confidence=options.confidence,
        symbols=tuple(options.symbol) if options.symbol else None,
        events=tuple(options.event) if options.event else None,
    )
    if options.events_file is None:
        return run_study(snapshot, spec)
    events = read_events(options.events_file)
    if "affects" in events:
        events["affects"] = [
            tuple(name.strip() for name in cell.split(";") if name.strip()) for cell in events["affects"]
        ]
    return study_events(snapshot, events, spec)


def read_events(path: Path) -> pd.DataFrame:
    """The cells of a CSV file as text. Raises ValueError for a file that cannot be read as one."""
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    except OSError as error:
        raise ValueError(f"--events-file: {path} cannot be read: {error.strerror}") from error
    except ValueError as error:  # not UTF-8, not a table, empty
        raise ValueError(f"--events-file: {path} is not a CSV file in UTF-8") from error


def write_csv(result: StudyResult, path: Path) -> None:
    """CSV in steps, so that a large table shows its progress."""
    pairs = result.pairs
    with (
        path.open("w", encoding="utf-8", newline="") as file,
        tqdm(
            total=len(pairs), unit=" pairs", unit_scale=True, disable=None if len(pairs) > CHUNK else True
        ) as bar,
    ):
        for start in range(0, max(len(pairs), 1), CHUNK):
            part = pairs.iloc[start : start + CHUNK]
            part = part.assign(overlaps=[";".join(ids) for ids in part["overlaps"]])
            part.to_csv(file, index=False, header=start == 0, date_format="%Y-%m-%d")
            bar.update(len(part))


WRITERS: dict[str, Callable[[StudyResult, Path], object]] = {
    "csv": write_csv,
    "json": to_json,
    "xlsx": to_xlsx,
    "tex": to_latex,
}
"""How a result is written, by the ending of the file."""


def write(result: StudyResult, path: Path) -> None:
    """Write the pairs as the ending of `path` says."""
    kind = path.suffix.removeprefix(".")
    WRITERS[kind](result, path)


def show(result: StudyResult, by: str | None) -> None:
    """Print the summary, then single pairs or, with `by`, groups and their tests."""
    print(summary(result))
    with pd.option_context(
        "display.width",
        200,
        "display.max_columns",
        30,
        "display.max_rows",
        1000,
        "display.float_format",
        "{:.4g}".format,
    ):
        if by is None:
            print(result.pairs[list(SHOWN)].to_string(index=False))
            return
        found = groups(result, by)
        for label, one in tqdm(found.items(), disable=None if len(found) > 100 else True):
            last = one.path.iloc[-1]
            print(
                f"\n{by} {label}: {one.n_events} events, {int(last.n_pairs)} observations, "
                f"mean CAR {last.caar:.2%} ({last.band_low:.2%} to {last.band_high:.2%})"
            )
            print(one.tests.to_string(index=False))


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code is 2 where an option cannot be used."""
    options = parser().parse_args(joined(sys.argv[1:] if arguments is None else arguments))
    if options.output and options.output.suffix.removeprefix(".") not in WRITERS:
        print(f"--output: {options.output.name!r} must end in one of {', '.join(WRITERS)}", file=sys.stderr)
        return 2
    try:
        result = study(options)
    except (ValueError, KeyError, RecordUnavailable) as error:
        print(error.args[0], file=sys.stderr)
        return 2
    if options.output is None:
        show(result, options.by)
        return 0
    try:
        write(result, options.output)
    except OSError as error:
        print(f"--output: {options.output} cannot be written: {error.strerror or error}", file=sys.stderr)
        return 2
    print(summary(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
