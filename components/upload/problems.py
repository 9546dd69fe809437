"""What can be wrong with an upload: the whole file, a question only its owner can answer, or one cell.

Free of every library, since the bounded child process that parses files imports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


class UploadError(ValueError):
    """The file as a whole cannot be used; `str()` is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Question:
    """Something that the file does not settle.

    key: name of the answer in `Answers`. text: one sentence. options: answer → how it is offered.
    suggested: the option that other evidence favours, "" for none; it is never taken unasked.
    free: whether the answer is a text instead of an option.
    """

    key: str
    text: str
    options: Mapping[str, str]
    suggested: str = ""
    free: bool = False


class Asked(UploadError):
    """Nothing can be read before these questions are answered; all that are known so far."""

    def __init__(self, *questions: Question):
        self.questions = questions
        super().__init__("; ".join(question.text for question in questions))


@dataclass(frozen=True)
class Answers:
    """What the uploader has said so far: question key → option."""

    given: Mapping[str, str] = field(default_factory=dict)

    def get(self, question: Question) -> str | None:
        """The answer when there is one and it is among the options."""
        answer = self.given.get(question.key)
        return answer if answer is not None and (question.free or answer in question.options) else None

    def about(self, prefix: str) -> dict[str, str]:
        """Answers whose key begins with `prefix`, by the rest of the key."""
        return {key[len(prefix) :]: said for key, said in self.given.items() if key.startswith(prefix)}


def of_file(asked: Asked, file: str, several: bool) -> Asked:
    """The same questions, asked of one file among others."""
    return Asked(
        *(
            replace(one, key=f"{one.key}:{file}", text=f"{file}: {one.text}" if several else one.text)
            for one in asked.questions
        )
    )


NO_ANSWERS = Answers()


@dataclass(frozen=True, order=True)
class BadCell:
    """One fault. `row` counts as a spreadsheet does: the first row of the sheet is row 1.

    dropped: whether the row was left out for it; else only the cell was.
    file: set where several files were read.
    """

    row: int
    column: str
    value: str
    reason: str
    dropped: bool = True
    file: str = ""


def shortened(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def counted_rows(numbers: list[int], most: int = 5) -> str:
    """`row 7`, `rows 7, 9 and 12`, `rows 7, 8, 9, 10, 11 and 40 more`."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if len(numbers) <= most:
        return f"rows {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
    return f"rows {', '.join(map(str, numbers[:most]))} and {len(numbers) - most} more"
