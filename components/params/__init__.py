"""What a reader may ask, declared once: one name, one default, one range and one meaning for each parameter.

- `kinds`: what a single parameter may be; `fields`: how it is declared; `base`: `Params`, the one parser.
- `record`: which events, shares and days (`RecordFilters`, `PairFilters` and their parts).
- `method`: how a move is measured (`Method`), with the only way to a `StudySpec`.
- `impact`: what `/data/impacts` takes.

Charts, pages, embeds, worksheets, the classroom and `/data/*` are put together from these, and
one becomes another with `taking`. An address so means the same thing everywhere. Values leave
through `query()` in one canonical form (today's names, defaults left out, fields in declared order),
which is what links, caches and frozen versions are keyed on.

One idea has one name:

| name | meaning | former names |
|---|---|---|
| `event` | the one event shown or selected | |
| `events` | events named one by one | `event` at `/data/impacts` |
| `company` | companies whose shares are shown, whatever their listings | |
| `named` | companies that an event must name | |
| `symbol` | one listing | |
| `symbols` | several listings, at `/data/*` | `symbol` |
| `market` | which listings of a company that has two the study measures | |
| `listing` | whose prices stand for such a company where prices alone are drawn | `market` before an event |
| `clean_events` | only events without another in the window | `clean` |
| `counted_from` | the day from which market value is counted | `since` at market value |
| `since` | at `/data/changes`: the edition, day or data version after which changes are told | |
| `span` | sessions shown, where they are more than the event window | |

Former names are read for good and never written. `/data/*` refuses names that it does not know;
pages and embeds pass over them (`ignore_unknown`), as readers arrive with names that others added.
"""

from components.params.base import Params, Query, public_name
from components.params.fields import (
    Days,
    choice,
    choices,
    day,
    declared,
    event_id,
    event_ids,
    flag,
    number,
    text,
    window,
)
from components.params.kinds import BadParam

__all__ = [
    "BadParam",
    "Days",
    "Params",
    "Query",
    "choice",
    "choices",
    "day",
    "declared",
    "event_id",
    "event_ids",
    "flag",
    "number",
    "public_name",
    "text",
    "window",
]
