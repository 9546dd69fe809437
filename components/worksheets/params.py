"""What a worksheet is asked for: one event, one share, and the study's own parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from components.params import choice
from components.params.kinds import Number
from components.params.method import Method
from components.params.record import OnePair
from components.study import MEANING, StudySpec, run_study
from components.study.status import MISSING, NO_PRICES, NO_SESSION, OUTSIDE, USED

if TYPE_CHECKING:
    from data import Snapshot

WORKED, APART, NONE = ANSWERS = ("worked", "apart", "none")
"""Every step worked out; blanks to fill in with the answers on a page of their own; blanks alone."""


@dataclass(frozen=True)
class WorksheetParams(Method, OnePair):
    """The method of `/data/impacts` for a single pair, and who does the work."""

    answers: str = choice(WORKED, ANSWERS, help="worked out, or left to a class")

    def spec(self, **changes: Any) -> StudySpec:
        """The study of this share and of every event, so that its events share one study."""
        return super().spec(**{"symbols": (self.symbol,) if self.symbol else ()} | changes)


class NoNumbers(ValueError):
    """The study has no abnormal numbers for the pair; `str()` says why and what would help.

    status, why: see `components.study.status`. change: parameters with which there are
    numbers, as in an address; empty when no parameter helps.
    """

    def __init__(self, status: str, change: dict[str, str]):
        self.status, self.change, self.why = status, change, MEANING[status]
        advice = (
            f" With {' and '.join(f'{name}={value}' for name, value in change.items())} there are numbers."
            if change
            else " No choice of window or model can supply them."
            if status in (NO_SESSION, NO_PRICES, MISSING, OUTSIDE)
            else " Try a longer estimation window or another share."
        )
        super().__init__(self.why + advice)


def status_of(snapshot: Snapshot, params: WorksheetParams) -> str:
    """Whether the study has numbers for the pair, in the words of `components.study.status`."""
    return str(run_study(snapshot, params.spec()).pair(*params.named)["status"])


def no_numbers(snapshot: Snapshot, params: WorksheetParams) -> NoNumbers:
    """Why the pair has no numbers, and the smallest change that was tried and gives it some."""
    for changed in _changes(snapshot, params):
        if status_of(snapshot, changed) == USED:
            asked, given = params.query(), changed.query()
            defaults = type(params)()
            names = [name for name in {**given, **asked} if given.get(name) != asked.get(name)]
            kinds = params.kinds()
            return NoNumbers(
                status_of(snapshot, params),
                {name: given.get(name) or kinds[name].write(getattr(defaults, name)) for name in names},
            )
    return NoNumbers(status_of(snapshot, params), {})


def _changes(snapshot: Snapshot, params: WorksheetParams) -> list[WorksheetParams]:
    """Other parameters worth trying, the mildest first."""
    mild = [
        params.replace(clean_events=False),
        params.replace(clean_estimation=False),
        params.replace(clean_events=False, clean_estimation=False),
        params.replace(model="market"),
        params.replace(model="market", clean_estimation=False),
    ]
    valid = int(run_study(snapshot, params.spec()).pair(*params.named)["n_estimation"])
    fewest = params.kinds()["min_estimation"]
    if isinstance(fewest, Number) and fewest.low <= valid < params.min_estimation:
        mild.append(params.replace(min_estimation=valid))
    if params.window[0] <= 0 <= params.window[1]:
        mild += [
            params.replace(window=window, clean_estimation=clean)
            for clean in dict.fromkeys((params.clean_estimation, False))
            for window in ((-1, 1), (0, 1), (0, 0))
        ]
    return [changed for changed in mild if changed != params]
