"""Where in a sheet the table is: its header, what stands above it, its columns and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from components.upload.dates import looks_like_date, may_be_date
from components.upload.grid import Cell, Grid, SheetCells, letters
from components.upload.headers import role_of, split_header
from components.upload.limits import MAX_COLUMNS
from components.upload.numbers import is_number
from components.upload.problems import Answers, Asked, Question, UploadError, counted_rows, shortened

_LOOKED_AT = 40  # rows at the top in which a header may stand


@dataclass(frozen=True)
class Column:
    """header: what stands above it, lines joined. stack: each line, from the top. role: what it is
    taken for, "" for nothing. place: from 0."""

    place: int
    stack: tuple[str, ...]
    role: str = ""

    @property
    def header(self) -> str:
        return " ".join(dict.fromkeys(part for part in self.stack if part))

    @property
    def letter(self) -> str:
        return letters(self.place)

    @property
    def name(self) -> str:
        """As the uploader knows it: the header, or the letter of a column without one."""
        return shortened(self.header, 60) or f"column {self.letter}"


@dataclass(frozen=True)
class Table:
    """file, sheet: where it comes from. columns: all of them. numbers, rows: spreadsheet row numbers
    and cells, padded to the columns. preamble: texts above the header.
    wide_rows: row numbers with more cells than the header has. epoch_1904: how day numbers count."""

    file: str
    sheet: str
    kind: str
    columns: tuple[Column, ...]
    numbers: list[int]
    rows: list[list[Cell]]
    preamble: tuple[str, ...] = ()
    wide_rows: tuple[int, ...] = ()
    epoch_1904: bool = False
    notes: list[str] = field(default_factory=list)

    def cells(self, column: Column | None) -> list[Cell]:
        """The cells of a column, stripped; blanks for None."""
        if column is None:
            return [""] * len(self.rows)
        return [_stripped(row[column.place]) for row in self.rows]

    def with_columns(self, columns: Iterable[Column]) -> Table:
        """The same table with its columns taken for something else."""
        return replace(self, columns=tuple(columns))

    def blocks(self) -> list[Table]:
        """The table cut before each of its columns of dates; itself when there is one such column."""
        starts = [column.place for column in self.columns if column.role == "date"]
        if len(starts) < 2:
            return [self]
        return [
            self.with_columns(
                Column(one.place, one.stack, one.role if first <= one.place < end else "-")
                for one in self.columns
            )
            for first, end in zip(starts, [*starts[1:], len(self.columns)], strict=True)
        ]

    def with_role(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)


def _stripped(cell: Cell) -> Cell:
    return cell.strip() if isinstance(cell, str) else cell


def find_table(grid: Grid, kind: str, answers: Answers, file: str = "") -> Table:
    """The table of `kind` ("prices" or "events") in a file.

    answers: `sheet:FILE` chooses a sheet, `column:FILE:PLACE` a column's role. Raises `Asked` when
    several sheets hold one, `UploadError` when there is none.
    """
    sheets = [sheet for sheet in grid.sheets if len(sheet.rows) > 1]
    if not sheets:
        raise UploadError("The file has a header at most and no rows under it")
    tables = {sheet.name: _table(sheet, grid, kind, file) for sheet in sheets}
    shown = {sheet.name for sheet in sheets if not sheet.hidden}
    likely = [name for name, table in tables.items() if _fits(table, kind) and (name in shown or not shown)]
    if len(sheets) > 1 and len(likely) != 1:
        choices = likely or [name for name in tables if name in shown] or list(tables)
        question = Question(
            f"sheet:{file}",
            f"{'The workbook' if grid.kind == 'workbook' else 'The file'} has {len(choices)} tables: say "
            f"which one to read",
            {name: f"{name} ({len(tables[name].rows):,} rows)" for name in choices},
        )
        if len(choices) > 1 and answers.get(question) is None:
            raise Asked(question)
        chosen = answers.get(question) or choices[0]
    else:
        chosen = (likely or list(tables))[0]
    table = tables[chosen]
    if len(grid.sheets) > 1:
        others = [sheet.name for sheet in grid.sheets if sheet.name != chosen]
        table.notes.append(
            f"“{shortened(chosen, 40)}” was read; not read: {shortened(', '.join(others), 120)}."
        )
    table = _reassigned(table, answers.about(f"column:{file}:"))
    table = _one_date(table, answers)
    _refuse_split_rows(table)
    return table


def _one_date(table: Table, answers: Answers) -> Table:
    """The table with one column of dates, or with one before each of its blocks of prices.

    Of several columns that a header calls a date or a time, those count that hold dates; when they
    differ, it is asked which is meant.
    """
    named = [column for column in table.columns if column.role == "date"]
    if len(named) < 2:
        return table
    dated = [column for column in named if _holds_dates(table, column)] or named[:1]
    places = [column.place for column in dated]
    priced = [column.place for column in table.columns if column.role in ("close", "adj_close")]
    blocks = zip(places, [*places[1:], len(table.columns)], strict=True)
    if len(dated) > 1 and all(any(first < place < end for place in priced) for first, end in blocks):
        chosen = set(places)
    elif all(table.cells(column) == table.cells(dated[0]) for column in dated):
        chosen = {places[0]}
    else:
        text = "Several columns hold dates: say which one is meant"
        question = Question(
            f"which:{table.file}:date", text, {str(one.place): f"{one.letter} · {one.name}" for one in dated}
        )
        if (answer := answers.get(question)) is None:
            raise Asked(question)
        chosen = {int(answer)}
    return table.with_columns(
        Column(one.place, one.stack, "" if one.role == "date" and one.place not in chosen else one.role)
        for one in table.columns
    )


def _holds_dates(table: Table, column: Column) -> bool:
    """Whether most filled cells are dates, or numbers that can be."""
    filled = [cell for cell in table.cells(column)[:100] if cell != ""]
    return bool(filled) and sum(map(may_be_date, filled)) > 0.5 * len(filled)


def _fits(table: Table, kind: str) -> bool:
    roles = {column.role for column in table.columns}
    wanted = {"close", "adj_close", "wide"} if kind == "prices" else {"title", "shares"}
    return "date" in roles and (bool(roles & wanted) or kind == "prices" and len(table.columns) > 1)


def _table(sheet: SheetCells, grid: Grid, kind: str, file: str) -> Table:
    first = _first_data_row(sheet.rows, kind)
    top, body = sheet.rows[:first], sheet.rows[first:]
    header_rows, preamble = _split_top(top, kind)
    width = max((len(cells) for _, cells in header_rows), default=0)
    data_width = max((len(cells) for _, cells in body), default=0)
    if not header_rows:
        width = data_width
    used = width if grid.kind == "text" else max(width, data_width)
    if used > MAX_COLUMNS:
        raise UploadError(f"The file has {used} columns; at most {MAX_COLUMNS} are read")
    stacks = _stacks([cells for _, cells in header_rows], used)
    columns = tuple(Column(place, stack, _role(stack, kind)) for place, stack in enumerate(stacks))
    columns = _with_date_column(columns, body, header_rows)
    wide = tuple(n for n, cells in body if any(str(cell).strip() for cell in cells[used:]))
    rows = [list(cells[:used]) + [""] * (used - len(cells)) for _, cells in body]
    return Table(
        file,
        sheet.name,
        grid.kind,
        columns,
        [number for number, _ in body],
        rows,
        preamble,
        wide,
        any("1904" in note for note in grid.notes),
        [note for note in grid.notes],
    )


def _first_data_row(rows: Sequence[tuple[int, list[Cell]]], kind: str) -> int:
    """Place of the first row under the header: after the best header row, the first with data."""
    best, score = -1, 0.0
    for place, (_, cells) in enumerate(rows[:_LOOKED_AT]):
        texts = [str(cell).strip() for cell in cells]
        known = [role_of(text, kind) for text in texts if text]
        if any(looks_like_date(cell) for cell in cells) and len(set(known) - {""}) < 2:
            continue
        points = len({role for role in known if role}) + 0.3 * known.count("other") + ("date" in known)
        if points > score:
            best, score = place, points
    if score < 1:  # no header at all
        return next((p for p, (_, cells) in enumerate(rows[:_LOOKED_AT]) if _is_data(cells)), 1)
    for place in range(best + 1, min(best + 4, len(rows))):
        if kind == "events" or _is_data(rows[place][1]) or not _continues_header(rows[place][1], kind):
            return place
    return best + 1


def _is_data(cells: list[Cell]) -> bool:
    """A date, or a number that may be one, beside something else."""
    dated = any(looks_like_date(cell) for cell in cells)
    filled = [cell for cell in cells if str(cell).strip()]
    return len(filled) > 1 and (
        dated or sum(is_number(cell) for cell in filled) >= max(2, len(filled) // 2 + 1)
    )


def _continues_header(cells: list[Cell], kind: str) -> bool:
    """A further row of the header: words that are roles, symbols under words, units; no numbers."""
    filled = [str(cell).strip() for cell in cells if str(cell).strip()]
    if not filled or any(looks_like_date(cell) for cell in filled):
        return False
    return not any(is_number(cell) for cell in filled) or any(role_of(cell, kind) for cell in filled)


def _split_top(
    top: Sequence[tuple[int, list[Cell]]], kind: str
) -> tuple[list[tuple[int, list[Cell]]], tuple[str, ...]]:
    """The rows of the header and the texts of the preamble. A preamble is what has one or two cells
    above a header that has more, or is parted from it."""
    if not top:
        return [], ()
    widest = max(len({str(cell).strip() for cell in cells} - {""}) for _, cells in top)
    header: list[tuple[int, list[Cell]]] = []
    preamble: list[str] = []
    for place, (number, cells) in reversed(list(enumerate(top))):
        filled = [str(cell).strip() for cell in cells if str(cell).strip()]
        distinct = set(filled)
        names_roles = any(role_of(text, kind) for text in filled)
        last = place == len(top) - 1
        joins = last or (
            len(header) < 4
            and header[0][0] - number == 1
            and (names_roles or len(filled) >= max(widest - 1, 2))
        )
        few = len(filled) <= 2 < widest or len(distinct) == 1 < widest
        dated = any(looks_like_date(text) for text in filled)
        lonely = not last and (dated or few and not (names_roles and len(filled) > 2))
        if joins and not lonely and not preamble:
            header.insert(0, (number, cells))
        else:
            preamble = [*filled, *preamble]
    return header, tuple(dict.fromkeys(preamble))


def _stacks(rows: list[list[Cell]], width: int) -> list[tuple[str, ...]]:
    """Headers column by column. A name above several columns stands in the first of them: it holds
    for those to its right as well, where the lower row goes on."""
    filled: list[list[str]] = []
    for at, cells in enumerate(rows):
        texts = [str(cell).strip() for cell in cells] + [""] * (width - len(cells))
        if at < len(rows) - 1:
            below = [str(cell).strip() for cell in rows[at + 1]] + [""] * width
            for place in range(1, width):
                if (
                    not texts[place]
                    and texts[place - 1]
                    and below[place]
                    and not role_of(texts[place - 1], "prices")
                ):
                    texts[place] = texts[place - 1]
        filled.append(texts)
    return [tuple(texts[place] for texts in filled) for place in range(width)]


def _role(stack: tuple[str, ...], kind: str) -> str:
    """What a column is by its header: the lowest line that says so, or the lines together."""
    for text in (*reversed(stack), " ".join(part for part in stack if part)):
        if role := role_of(text, kind):
            # “Price / Ticker / Date” stand above the dates in files of yfinance.
            roles = {role_of(part, kind) for part in stack if part}
            return "date" if "date" in roles else role
    if kind == "prices" and any(split_header(text)[0] for text in stack if text):
        return split_header(next(text for text in stack if text and split_header(text)[0]))[0]
    return ""


def _with_date_column(
    columns: tuple[Column, ...], body: Sequence[tuple[int, list[Cell]]], header_rows: Sequence[object]
) -> tuple[Column, ...]:
    """Where no header names the date: the one column without a name, or of an unnamed table, that has "
    "dates."""
    if any(column.role == "date" for column in columns):
        return columns
    sample = [cells for _, cells in body[:30]]
    for column in columns:
        cells = [row[column.place] for row in sample if column.place < len(row)]
        dated = sum(looks_like_date(cell) for cell in cells)
        if (not column.header or not header_rows) and cells and dated >= 0.8 * len(cells):
            return tuple(Column(one.place, one.stack, "date") if one is column else one for one in columns)
    return columns


def _reassigned(table: Table, said: dict[str, str]) -> Table:
    """The table with roles as the uploader says; a role is held by one column."""
    if not said:
        return table
    columns = []
    for column in table.columns:
        role = said.get(str(column.place), column.role)
        taken = {one for place, one in said.items() if int(place) != column.place}
        if str(column.place) not in said and role in taken:
            role = ""
        columns.append(Column(column.place, column.stack, "" if role == "-" else role))
    return table.with_columns(columns)


def _refuse_split_rows(table: Table) -> None:
    """Rows of text with more cells than the header: a number or a name was split at its own separator."""
    if table.kind != "text" or not table.wide_rows:
        return
    date = table.with_role("date")
    wide = set(table.wide_rows)
    faulty = [
        number
        for number, row in zip(table.numbers, table.rows, strict=True)
        if number in wide and (date is None or looks_like_date(row[date.place]) or is_number(row[date.place]))
    ]
    if faulty:
        held = next(row for number, row in zip(table.numbers, table.rows, strict=True) if number == faulty[0])
        raise UploadError(
            f"Row {faulty[0]} has more cells than the header, which has {len(table.columns)} "
            f"(in all {counted_rows(faulty)}; it begins “{shortened(', '.join(map(str, held)), 60)}”): put "
            f"text and numbers "
            "that contain the separator between quotation marks"
        )
