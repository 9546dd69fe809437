"""What a chart says of its method where it was asked for otherwise than usual."""

from __future__ import annotations

from components.language import counted, listed, relative_day
from components.params.method import USUAL, Method

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


def method_notes(method: Method) -> tuple[str, ...]:
    """One sentence with every choice that is not the usual one, or nothing.

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
    return (f"Measured otherwise than usual: {listed(said)}.",) if said else ()
