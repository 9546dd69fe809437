"""`python -m components.lesson_pack [NAME=VALUE …] --out lesson.html|pdf`"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from components.classroom.quiz_progress import QuizProgress
from components.embed.chrome import CannotRender, Chrome
from components.lesson_pack.document import document
from components.lesson_pack.pack import NothingToAsk, lesson_pack
from components.lesson_pack.pdf import printed
from components.params import BadParam
from data import RecordUnavailable, load_snapshot

ENDINGS = (".html", ".pdf")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m components.lesson_pack",
        description="Write a lesson on paper: plan, sheets for the class, answers.",
    )
    parser.add_argument(
        "quiz",
        nargs="*",
        metavar="NAME=VALUE",
        help="as in the address of the quiz: seed=67, questions=5, events=ID,ID, days=0,1, hands=1, …",
    )
    parser.add_argument("--out", type=Path, required=True, help=f"a file: {', '.join(ENDINGS)}")
    given = parser.parse_args(arguments)
    ending = given.out.suffix.lower()
    if ending not in ENDINGS:
        parser.error(f"--out {given.out}: the ending must be one of {', '.join(ENDINGS)}")
    query = [text.partition("=") for text in given.quiz]
    if wrong := [name for name, sign, _ in query if not sign]:
        parser.error(f"{wrong[0]!r}: it must be NAME=VALUE, such as seed=67")
    browser = Chrome(timeout=60.0)
    try:
        snapshot = load_snapshot()
        progress = QuizProgress.parse({name: [value] for name, _, value in query}, snapshot)
        html = document(lesson_pack(snapshot, progress))
        body = printed(html, browser) if ending == ".pdf" else html.encode()
        given.out.write_bytes(body)
    except (NothingToAsk, BadParam, CannotRender, RecordUnavailable) as problem:
        print(f"No lesson pack was written: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"{given.out} cannot be written to: {problem.strerror or problem}", file=sys.stderr)
        return 1
    finally:
        browser.close()
    print(f"{given.out}: {len(body):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
