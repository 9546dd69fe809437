"""The event study: pure functions from prices and events to abnormal returns and tests."""

from components.study.columns import EXTRA_COLUMNS, IMPACT_COLUMNS
from components.study.frames import study_frames, with_q
from components.study.group import GroupResult
from components.study.inference import benjamini_hochberg
from components.study.own_events import study_events
from components.study.panel import returns_from_prices
from components.study.placebo import Placebo, placebo_of
from components.study.record import run_study
from components.study.resampling import Comparison, compare_groups
from components.study.result import StudyResult
from components.study.spec import MODELS, StudySpec
from components.study.status import MEANING, STATUSES
from components.study.words import usual_label, usual_phrase

__all__ = [
    "Comparison",
    "EXTRA_COLUMNS",
    "GroupResult",
    "IMPACT_COLUMNS",
    "MEANING",
    "MODELS",
    "Placebo",
    "STATUSES",
    "StudyResult",
    "StudySpec",
    "benjamini_hochberg",
    "compare_groups",
    "placebo_of",
    "returns_from_prices",
    "run_study",
    "study_events",
    "study_frames",
    "usual_label",
    "usual_phrase",
    "with_q",
]
