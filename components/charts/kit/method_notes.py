"""What a chart says of its method where it was asked for otherwise than usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.language import counted, listed, relative_day
from components.params.method import USUAL, Method
from components.study.spec import CONTROLS

if TYPE_CHECKING:
    from data import Snapshot

_RETURNS = {"simple": "simple returns", "log": "logarithmic returns"}
_ALPHA = {
    "shrunk": "the share’s own drift believed as far as it is worth",
    "ols": "the share’s own drift as it was measured",
    "zero": "no drift of the share’s own",
}
_VARIANCE = {
    "adaptive": "how wild the share is judged by recent sessions too",
    "estimation": "how wild the share is judged by the estimation window alone",
}

LONG = 10
"""A window of more sessions says as much of its model as of its event."""


def against_index(method: Method) -> bool:
    """Whether the model measures a share against an index."""
    return method.model not in ("mean-adjusted", CONTROLS)


def method_notes(snapshot: Snapshot, method: Method) -> tuple[str, ...]:
    """Every choice that is not the usual one, a warning of long windows, and what a chosen index is.

    Window, model and benchmark are left to the subtitle, the choice of pairs to the title.
    """
    first, last = method.estimation
    words = {
        "estimation": f"estimated on sessions {relative_day(first)} to {relative_day(last)}",
        "min_estimation": f"estimates rest on at least {counted(method.min_estimation, 'session')}",
        "clean_estimation": "sessions near other events serve for the estimation too",
        "returns": _RETURNS[method.returns],
        "alpha": _ALPHA[method.alpha],
        "variance": _VARIANCE[method.variance],
    }
    said = [text for name, text in words.items() if getattr(method, name) != getattr(USUAL, name)]
    notes = [f"Measured otherwise than usual: {listed(said)}."] if said else []
    length = method.window[1] - method.window[0] + 1
    if length > LONG:
        notes.append(
            f"Over {counted(length, 'session')} an abnormal return depends on the model and on the times as "
            "much as on the event."
        )
    if method.benchmark and against_index(method):
        known = snapshot.benchmark_names.loc[method.benchmark]
        notes += [f"{known['name']}: {known['note']}"] if known["note"] else []
    return tuple(notes)
