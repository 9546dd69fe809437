"""`python -m data`: check and build the record, refresh its prices, export it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data import store
from data.market.commands import add_market_commands
from data.paths import TABLES, database_path
from data.record_commands import add_record_commands
from data.violations import BrokenTables, RecordUnavailable


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when something was refused."""
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, summary in (
        ("check", "validate the tables and every rule between them"),
        ("build", "build the database from the tables"),
    ):
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables")
        if name == "build":
            command.add_argument("--db", type=Path, help="database file (default: CRACKDOWN_DB)")
    add_record_commands(commands)
    add_market_commands(commands)
    options = parser.parse_args(arguments)
    run = options.run if "run" in options else {"check": check, "build": build}[options.command]
    try:
        return run(options)
    except RecordUnavailable as error:
        print(error, file=sys.stderr)
        return 1


def check(options: argparse.Namespace) -> int:
    from data.check import check_folder

    violations = check_folder(options.tables)
    for violation in violations:
        print(violation)
    if violations:
        print(f"{len(violations)} violation(s).")
        return 1
    print("The tables hold: no violations.")
    return 0


def build(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    path = database_path(options.db)
    with tqdm(total=store.BUILD_STEPS, unit="step", desc="build", leave=False) as bar:

        def progress(step: str) -> None:
            bar.set_postfix_str(step)
            bar.update()

        try:
            violations = store.ensure(path, options.tables, progress, always=True)
        except BrokenTables as error:
            violations = error.violations
    for violation in violations:
        print(violation, file=sys.stderr)
    if violations:
        kept = "the last good one stays in use" if path.exists() else "no database was made"
        print(f"{len(violations)} violation(s): {kept}.", file=sys.stderr)
        return 1
    print(f"{path}: version {store.meta(path)['version']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
