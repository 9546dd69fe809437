"""`python -m components.embed.publish OUT [--charts a,b] [--embeds FILE] [--base-url URL] [--app-url URL]`"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tqdm import tqdm

from components.charts import catalogue
from components.embed.chrome import CannotRender
from components.embed.publish.own_embeds import read_embeds
from components.embed.publish.site import publish
from components.embed.typefaces import NoTypeface
from data import RecordUnavailable, load_snapshot


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m components.embed.publish", description="Write every chart as a static site."
    )
    parser.add_argument("out", type=Path, help="folder to write to; made when missing")
    parser.add_argument(
        "--charts", default="", help=f"comma-separated; by default all: {', '.join(catalogue.CATALOGUE)}"
    )
    parser.add_argument(
        "--embeds", type=Path, help="file with a line for each embed of your own: its name and its address"
    )
    parser.add_argument(
        "--no-choices", action="store_true", help="leave out the pages on which readers choose"
    )
    parser.add_argument(
        "--base-url", default="", help="public address of the site; sitemap and social cards need it"
    )
    parser.add_argument("--app-url", default="", help="address of a running dashboard, for links back to it")
    parser.add_argument("--jobs", type=int, default=2, help="pictures drawn at the same time (default 2)")
    given = parser.parse_args(arguments)
    for name, address in (("--base-url", given.base_url), ("--app-url", given.app_url)):
        if address and not address.startswith(("https://", "http://")):
            parser.error(f"{name} must begin with https:// or http://, not {address!r}")
    started = time.monotonic()
    try:
        embeds = read_embeds(given.embeds.read_text(encoding="utf-8")) if given.embeds else ()
    except (OSError, ValueError) as problem:
        parser.error(f"--embeds {given.embeds}: {problem}")
    try:
        site = publish(
            given.out,
            load_snapshot(),
            charts=[slug.strip() for slug in given.charts.split(",") if slug.strip()],
            embeds=embeds,
            choices=not given.no_choices,
            base=given.base_url,
            app=given.app_url,
            jobs=max(given.jobs, 1),
            progress=lambda steps, total: tqdm(steps, total=total, unit="page", disable=None),
        )
    except (CannotRender, NoTypeface, KeyError, ValueError, RecordUnavailable) as problem:
        print(f"Nothing was published: {problem.args[0] if problem.args else problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"{given.out} cannot be written to: {problem.strerror or problem}", file=sys.stderr)
        return 1
    spent = time.monotonic() - started
    print(
        f"{given.out}: {site.written} files written, {site.unchanged} unchanged, {site.removed} "
        f"removed, in {spent:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
