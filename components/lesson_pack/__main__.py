"""`python -m components.lesson_pack [NAME=VALUE …] --out lesson.html|pdf`"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from components.classroom.quiz_progress import QuizProgress
from components.embed.chrome import Chrome
from components.embed.document_file import write_document
from components.lesson_pack.document import document
from components.lesson_pack.pack import NothingToAsk, lesson_pack
from components.lesson_pack.pdf import printed
from data import load_snapshot

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

    def made(by: Chrome) -> bytes:
        snapshot = load_snapshot()
        progress = QuizProgress.parse({name: [value] for name, _, value in query}, snapshot)
        html = document(lesson_pack(snapshot, progress))
        return printed(html, by) if ending == ".pdf" else html.encode()

    return write_document(given.out, "lesson pack", made, NothingToAsk)


if __name__ == "__main__":
    sys.exit(main())
