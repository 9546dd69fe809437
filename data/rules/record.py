"""Rules of the events: sources, actors, companies, ids, labels."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.curated import Tables, split_list
from data.violations import Violation


def missing_members(
    frame: pd.DataFrame, file: str, column: str, known: set[str], rule: str
) -> Iterator[Violation]:
    """A violation for each list member of `column` that is not in `known`."""
    for row, cell in frame[column].items():
        for member in split_list(cell):
            if member not in known:
                yield Violation(file, row, column, member, rule)


def every_event_has_a_source(tables: Tables) -> Iterator[Violation]:
    events, sources = tables["events.csv"], tables["sources.csv"]
    for row, event in events.id[~events.id.isin(sources.event_id)].items():
        yield Violation("events.csv", row, "id", event, "has no row in sources.csv")
    for row, event in sources.event_id[~sources.event_id.isin(events.id)].items():
        yield Violation("sources.csv", row, "event_id", event, "no such event in events.csv")


def press_and_unread_name_events(tables: Tables) -> Iterator[Violation]:
    events = set(tables["events.csv"].id)
    for file, column in (("press_check.csv", "event_id"), ("unread.csv", "id")):
        cells = tables[file][column]
        for row, event in cells[~cells.isin(events)].items():
            yield Violation(file, row, column, event, "no such event in events.csv")


def every_name_is_known(tables: Tables) -> Iterator[Violation]:
    """Firms named directly are tracked companies or listed in other_firms.csv;
    `affects` names companies of the first ring only."""
    events, companies = tables["events.csv"], tables["companies.csv"]
    actors = set(tables["actors.csv"].code)
    firms = set(companies.company) | set(tables["other_firms.csv"].firm)
    principal = set(companies.company[companies.ring == 1])
    yield from missing_members(events, "events.csv", "actors", actors, "no such code in actors.csv")
    yield from missing_members(
        events, "events.csv", "companies", firms, "neither in companies.csv nor in other_firms.csv"
    )
    yield from missing_members(
        events, "events.csv", "affects", principal, "not a company of ring 1 in companies.csv"
    )


def firms_are_listed_once(tables: Tables) -> Iterator[Violation]:
    others = tables["other_firms.csv"]
    tracked = set(tables["companies.csv"].company)
    for row, firm in others.firm[others.firm.isin(tracked)].items():
        yield Violation("other_firms.csv", row, "firm", firm, "already in companies.csv")


def ids_start_with_the_date(tables: Tables) -> Iterator[Violation]:
    events = tables["events.csv"]
    starts = events.date.dt.strftime("%Y-%m-%d")
    wrong = events.date.notna() & (events.id.str[:10] != starts)
    for row, event in events.id[wrong].items():
        yield Violation("events.csv", row, "id", event, f"must start with the date {starts[row]}")


def announcement_is_near_the_date(tables: Tables) -> Iterator[Violation]:
    """News is public at most a day before the event (New York's date) and a week after."""
    events = tables["events.csv"]
    moments = pd.to_datetime(events.announced_at, errors="coerce", utc=True, format="ISO8601")
    for row in moments.index[(events.announced_at != "") & moments.isna()]:
        yield Violation("events.csv", row, "announced_at", events.announced_at[row], "no such time")
    days = moments.dt.tz_convert("Asia/Hong_Kong").dt.tz_localize(None) - events.date
    wrong = (days < pd.Timedelta(days=-1)) | (days > pd.Timedelta(days=7))
    for row, cell in events.announced_at[wrong].items():
        yield Violation(
            "events.csv",
            row,
            "announced_at",
            cell,
            f"must be from one day before to a week after {events.date[row]:%Y-%m-%d}",
        )


def labels_are_ranked(tables: Tables) -> Iterator[Violation]:
    events = tables["events.csv"]
    labelled, ranked = events.label != "", events.label_rank.notna()
    for row, label in events.label[labelled & ~ranked].items():
        yield Violation("events.csv", row, "label", label, "needs a label_rank")
    for row, rank in events.label_rank[ranked & ~labelled].items():
        yield Violation("events.csv", row, "label_rank", f"{rank:.0f}", "needs a label")
    for column in ("label", "label_rank"):
        cells = events[column][labelled & ranked]
        for row, cell in cells[cells.duplicated()].items():
            shown = cell if column == "label" else f"{cell:.0f}"
            yield Violation("events.csv", row, column, shown, "used by another event")


def editions_are_known(tables: Tables) -> Iterator[Violation]:
    """In order of time, the last one alone in the making; the edition that a row names exists."""
    editions = tables["editions.csv"]
    for row in editions.index[1:]:
        if editions.edition[row] <= editions.edition[row - 1]:
            yield Violation(
                "editions.csv", row, "edition", editions.edition[row], "must come in order of time"
            )
    for row in editions.index[:-1][editions.issued[:-1] == ""]:
        yield Violation("editions.csv", row, "issued", "", "only the last edition may be in the making")
    known = {"", *editions.edition}
    for file, column in (("events.csv", "added"), ("events.csv", "revised"), ("changes.csv", "edition")):
        cells = tables[file][column]
        for row, edition in cells[~cells.isin(known)].items():
            yield Violation(file, row, column, edition, "no such edition in editions.csv")


def renamed_ids_lead_to_events(tables: Tables) -> Iterator[Violation]:
    """A former id is no event's today; it leads, perhaps by way of another former one, to an event."""
    ids, changes = set(tables["events.csv"].id), tables["changes.csv"]
    renamed = changes[(changes.table == "events.csv") & (changes.column == "id")]
    for row, old, new in zip(renamed.index, renamed.old, renamed.new, strict=True):
        if old in ids:
            yield Violation("changes.csv", row, "old", old, "a former id must not be that of an event")
        if new not in ids and new not in set(renamed.old[renamed.index > row]):
            yield Violation("changes.csv", row, "new", new, "no such event in events.csv")


RULES = (
    (renamed_ids_lead_to_events, ("events.csv", "changes.csv")),
    (editions_are_known, ("editions.csv", "events.csv", "changes.csv")),
    (every_event_has_a_source, ("events.csv", "sources.csv")),
    (press_and_unread_name_events, ("events.csv", "press_check.csv", "unread.csv")),
    (every_name_is_known, ("events.csv", "actors.csv", "companies.csv", "other_firms.csv")),
    (firms_are_listed_once, ("companies.csv", "other_firms.csv")),
    (ids_start_with_the_date, ("events.csv",)),
    (announcement_is_near_the_date, ("events.csv",)),
    (labels_are_ranked, ("events.csv",)),
)
