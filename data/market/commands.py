"""The commands around fresh prices: refresh, listing, quarantine, export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data.command_line import a_day, add_command

if TYPE_CHECKING:
    from data.command_line import Subparsers


def add_market_commands(commands: Subparsers) -> None:
    """Add them to `commands`, the subparsers of `python -m data`."""
    refresh = add_command(commands, "refresh", "continue the prices to today, from Yahoo", run_refresh)
    refresh.add_argument("--symbol", action="append", help="only this listing or benchmark (may be repeated)")
    refresh.add_argument("--since", metavar="YYYY-MM-DD", type=a_day, help="ask again from this day")
    refresh.add_argument(
        "--repair",
        action="append",
        metavar="SYMBOL",
        help="replace all that earlier refreshes stored of it (may be repeated)",
    )
    refresh.add_argument("--dry-run", action="store_true", help="say what would change, store nothing")

    row = add_command(commands, "row", "replace or drop one stored price row", run_row)
    acts = row.add_subparsers(dest="action", required=True)
    for action, summary in (("replace", "put another close into it"), ("drop", "forget a refreshed row")):
        act = acts.add_parser(action, help=summary)
        act.add_argument("symbol")
        act.add_argument("date", type=a_day, metavar="YYYY-MM-DD")
        if action == "replace":
            act.add_argument("close", type=float, help="as traded, in the listing's currency")

    export = add_command(commands, "export", "write the refreshed record as CSV tables", run_export)
    export.add_argument("folder", type=Path, help="a new or empty folder")

    listing = add_command(commands, "listing", "add, remove or list listings of your own", run_listing)
    actions = listing.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="fetch a listing's prices and add it")
    add.add_argument("symbol", help="as Yahoo writes it, e.g. 9999.HK or NTES")
    add.add_argument("name", help="the company's name, e.g. NetEase")
    add.add_argument("--exchange", required=True, help="XHKG, XNYS or XNAS")
    add.add_argument("--benchmark", help="HSI or GSPC (default: the exchange's)")
    add.add_argument("--shares-per-unit", type=int, default=1, help="ordinary shares in one listed unit")
    add.add_argument("--alias", action="append", default=[], help="another name (may be repeated)")
    remove = actions.add_parser("remove", help="take a listing of yours out again")
    remove.add_argument("symbol")
    actions.add_parser("list", help="show the listings you added")

    quarantine = add_command(
        commands, "quarantine", "look at rows kept aside, confirm or drop one", run_quarantine
    )
    choices = quarantine.add_subparsers(dest="action", required=True)
    choices.add_parser("list", help="show them with their reasons")
    for action, summary in (("confirm", "believe a row after all"), ("drop", "forget a row")):
        choice = choices.add_parser(action, help=summary)
        choice.add_argument("symbol")
        choice.add_argument("date", type=a_day, metavar="YYYY-MM-DD")


def run_refresh(options: argparse.Namespace) -> int:
    """0 when every series asked for was answered, 1 otherwise."""
    from tqdm import tqdm

    from data.market.refresh import refresh

    if options.repair and options.symbol:
        print("--repair names its symbols itself; leave out --symbol", file=sys.stderr)
        return 1
    symbols = tuple(options.repair or options.symbol or ()) or None
    with tqdm(unit="series", desc="refresh", leave=False) as bar:

        def progress(symbol: str, done: int, total: int) -> None:
            bar.total = total
            bar.set_postfix_str(symbol)
            bar.update(done - bar.n)

        try:
            report = refresh(
                symbols,
                options.since,
                dry_run=options.dry_run,
                progress=progress,
                repair=bool(options.repair),
            )
        except (KeyError, ValueError) as error:
            print(error.args[0], file=sys.stderr)
            return 1
    for outcome in report.outcomes:
        print(f"{outcome.symbol:10} {outcome.state:10} {outcome.message}")
        for change in outcome.changes:
            print(f"{'':10} {'would change' if report.dry_run else 'changed'} {change}")
    print(report.message)
    return 1 if report.troubled else 0


def run_row(options: argparse.Namespace) -> int:
    """0 when the row was changed, 1 when there is none or it may not be."""
    from data import store
    from data.market.rows import drop_row, replace_row

    store.ensure()
    try:
        if options.action == "replace":
            replace_row(options.symbol, options.date, options.close)
            print(f"{options.symbol} {options.date}: the close is {options.close:g} now.")
        else:
            drop_row(options.symbol, options.date)
            print(f"{options.symbol} {options.date}: dropped; the next refresh asks for it again.")
    except (KeyError, ValueError) as error:
        print(error.args[0], file=sys.stderr)
        return 1
    return 0


def run_export(options: argparse.Namespace) -> int:
    from data import store
    from data.market.export import export_tables

    store.ensure()
    try:
        changed = export_tables(options.folder)
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{options.folder} cannot be written to: {error.strerror}", file=sys.stderr)
        return 1
    print(f"Tables written to {options.folder}; changed: {', '.join(changed) or 'none'}.")
    print(f"Check them with: python -m data check --tables {options.folder}")
    return 0


def run_listing(options: argparse.Namespace) -> int:
    from data import store
    from data.market.listings import ListingError, add_listing, remove_listing, user_listings

    store.ensure()
    try:
        if options.action == "add":
            report = add_listing(
                options.symbol,
                options.name,
                options.exchange,
                options.benchmark,
                options.shares_per_unit,
                tuple(options.alias),
            )
            print(f"{options.symbol} is in the record: {report.message}")
        elif options.action == "remove":
            remove_listing(options.symbol)
            print(f"{options.symbol} is gone from the record.")
        else:
            listings = user_listings()
            columns = ["company", "exchange", "currency", "benchmark", "shares_per_unit"]
            print(listings[columns].to_string() if len(listings) else "No listing was added.")
    except ListingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run_quarantine(options: argparse.Namespace) -> int:
    from data.market.apply import confirm_quarantined, drop_quarantined
    from data.serving import load_snapshot

    try:
        if options.action == "list":
            rows = load_snapshot().quarantine
            print(rows.to_string(index=False) if len(rows) else "No row is kept aside.")
        elif options.action == "confirm":
            rows = confirm_quarantined(options.symbol, options.date)
            print(f"{options.symbol} from {options.date}: {rows} row(s) stored.")
        else:
            drop_quarantined(options.symbol, options.date)
            print(f"{options.symbol} {options.date}: dropped.")
    except (KeyError, ValueError) as error:
        print(error.args[0], file=sys.stderr)
        return 1
    return 0
