"""The commands around the record: changes, editions, links, events."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data.command_line import a_day, add_command
from data.paths import TABLES

if TYPE_CHECKING:
    from data.command_line import Subparsers


def add_record_commands(commands: Subparsers) -> None:
    """Add them to `commands`, the subparsers of `python -m data`."""
    changes = add_command(
        commands, "changes", "what differs between two databases or folders of tables", run_changes
    )
    changes.add_argument("old", type=Path, help="a folder of tables, or a database")
    changes.add_argument("new", type=Path, help="a folder of tables, or a database")
    changes.add_argument("--edition", default="", help="the edition that the rows are for, such as 2027.02")

    edition = add_command(commands, "edition", "issue the edition in the making", run_edition)
    actions = edition.add_subparsers(dest="action", required=True)
    issue = actions.add_parser("issue", help="date it, and seal its rows against untold changes")
    issue.add_argument("--on", required=True, metavar="YYYY-MM-DD", type=a_day, help="its day")
    issue.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables")

    links = add_command(commands, "links", "links that are malformed, duplicate or suspicious", run_links)
    links.add_argument("--online", action="store_true", help="ask every server, and name dead links too")
    links.add_argument(
        "--holding", action="append", default=[], help="with --online: only links that hold this text"
    )
    links.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables")

    event = add_command(
        commands, "event", "add or revise an event by question and answer, or sign one", run_event
    )
    choices = event.add_subparsers(dest="action", required=True)
    for name, summary in (
        ("new", "add an event with its sources"),
        ("revise", "change an event's fields"),
        ("sign", "say that a second reader has held an event against its sources"),
    ):
        choice = choices.add_parser(name, help=summary)
        if name != "new":
            choice.add_argument("id", help="of the event")
        choice.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables")

    repairs = add_command(commands, "repairs", "what was repaired in the database", run_repairs)
    repairs.add_argument("--acknowledge", action="store_true", help="the page need not tell it any more")


def run_changes(options: argparse.Namespace) -> int:
    """Rows of `changes.csv` on standard output, `reason` and `evidence` left for the curator."""
    from data.changes import changes_between, read_record
    from data.curated import COLUMNS

    old, new = read_record(options.old), read_record(options.new)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS["changes.csv"])
    for change in changes_between(old, new):
        writer.writerow([options.edition, *change, "", ""])
    return 0


def run_edition(options: argparse.Namespace) -> int:
    """Date the edition in the making and write `sealed.csv` anew; refused while violations stand."""
    from data.curating import open_edition, sound_tables
    from data.seals import sealed_rows, untold_changes

    tables = sound_tables(options.tables)
    name = open_edition(tables)
    if untold := sorted(untold_changes(tables)):
        for violation in untold:
            print(violation)
        print(f"{len(untold)} violation(s): edition {name} was not issued.")
        return 1
    editions = tables["editions.csv"]
    editions.loc[editions.edition == name, "issued"] = options.on
    editions.to_csv(options.tables / "editions.csv", index=False, lineterminator="\n")
    sealed_rows(tables).to_csv(options.tables / "sealed.csv", index=False, lineterminator="\n")
    print(f"Edition {name} is issued: {options.on}.")
    return 0


def run_links(options: argparse.Namespace) -> int:
    """1 when a link is malformed, duplicate, suspicious or (online) dead."""
    from data.curated import read_tables
    from data.links import dead_links, suspicious_links

    tables, violations = read_tables(options.tables)
    if "sources.csv" not in tables:
        for violation in violations:
            print(violation)
        return 1
    found = list(suspicious_links(tables["sources.csv"]))
    if options.online:
        found += dead_links(tables["sources.csv"], options.holding)
    for violation in found:
        print(violation)
    print(
        f"{len(found)} of {len(tables['sources.csv'])} links want a look." if found else "No link stands out."
    )
    return 1 if found else 0


def run_event(options: argparse.Namespace) -> int:
    """Ask on the terminal; an end of input leaves everything as it was."""
    from data.curating import new_event, revise_event, sign_event

    def ask(question: str, default: str) -> str:
        return input(f"{question} [{default}]: " if default else f"{question}: ")

    try:
        if options.action == "new":
            print(f"{new_event(options.tables, ask, print)} is in the record: let a second reader sign it.")
        elif options.action == "sign":
            sign_event(options.tables, options.id)
            print(f"{options.id} has had its second reader.")
        else:
            changed = revise_event(options.tables, options.id, ask, print)
            print(f"{options.id}: {', '.join(changed) or 'nothing'} changed.")
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was written.", file=sys.stderr)
        return 1
    return 0


def run_repairs(options: argparse.Namespace) -> int:
    """Print every repair; with --acknowledge, mark them as read."""
    from data.paths import database_path
    from data.repairs import acknowledge, repairs

    path = database_path()
    told = repairs(path)
    for repair in told:
        print(repair.in_words())
    print(f"{len(told)} repair(s)." if told else "The database never had to be repaired.")
    if options.acknowledge:
        print(f"{acknowledge(path)} acknowledged.")
    return 0
