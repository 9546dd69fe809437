"""The event study: pure functions from prices and events to abnormal returns and tests."""

from components.study.inference import benjamini_hochberg
from components.study.record import run_study
from components.study.result import EXTRA_COLUMNS, IMPACT_COLUMNS, StudyResult
from components.study.spec import MODELS, StudySpec
from components.study.status import MEANING, STATUSES
from components.study.words import usual_label, usual_phrase

__all__ = [
    "EXTRA_COLUMNS",
    "IMPACT_COLUMNS",
    "MEANING",
    "MODELS",
    "STATUSES",
    "StudyResult",
    "StudySpec",
    "benjamini_hochberg",
    "run_study",
    "usual_label",
    "usual_phrase",
]
