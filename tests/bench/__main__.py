"""`make bench`: every measurement beside its budget. `python -m tests.bench NAME …` runs some."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
import time

import tests.bench


def main(names: list[str]) -> int:
    """Run the topics (all without names) and print their rows; 1 when a budget is missed."""
    topics = [m.name for m in pkgutil.iter_modules(tests.bench.__path__) if not m.name.startswith("_")]
    unknown = set(names) - set(topics)
    if unknown:
        print(
            f"No such measurement: {', '.join(sorted(unknown))}; there are {', '.join(topics)}",
            file=sys.stderr,
        )
        return 2
    missed = 0
    for topic in names or topics:
        module = importlib.import_module(f"tests.bench.{topic}")
        if not hasattr(module, "rows"):
            continue
        started = time.perf_counter()
        print(f"\n{topic.replace('_', ' ')}")
        for what, measured, budget, within in module.rows():
            verdict = {True: "within", False: "MISSED", None: ""}[within]
            missed += within is False
            print(f"  {what:<64} {measured:>18}  {budget:>22}  {verdict}", flush=True)
        print(f"  ({time.perf_counter() - started:.0f} s)")
    print(f"\n{missed} budgets missed" if missed else "\nEvery budget is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="topics; all without any")
    parser.add_argument("--minutes", type=float, help="how long the soak lasts (60)")
    parser.add_argument("--times", type=int, help="how often `kills` kills (100)")
    given = parser.parse_args()
    if given.minutes:
        os.environ["SOAK_MINUTES"] = str(given.minutes)
    if given.times:
        os.environ["KILL_TIMES"] = str(given.times)
    sys.exit(main(given.names))
