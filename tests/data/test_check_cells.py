"""Each column's own rule is reported at its place, with the value."""

from __future__ import annotations

import pytest

from data.check import check_folder
from data.curated import COLUMNS
from data.schemas import MODELS, Levels, Prices
from data.violations import Violation
from tests.data.conftest import TablesCopy

BAD_CELLS = [
    ("events.csv", "id", "Not A Slug"),
    ("events.csv", "date", "2020-13-01"),
    ("events.csv", "date", "7 August 2020"),
    ("events.csv", "announced_at", "2020-08-07 10:00"),
    ("events.csv", "day0_hk", "2021-02-30"),
    ("events.csv", "title", ""),
    ("events.csv", "title_zh", " 空"),
    ("events.csv", "type", "fine"),
    ("events.csv", "actors", "SAMR; PBOC"),
    ("events.csv", "direction", "up"),
    ("events.csv", "severity", "6"),
    ("events.csv", "fine_cny", "-5"),
    ("events.csv", "fine_cny", "0"),
    ("events.csv", "confidence", "certain"),
    ("events.csv", "label", "a label of over twenty-two characters"),
    ("events.csv", "label_rank", "first"),
    ("sources.csv", "url", "ftp://example.org/a"),
    ("sources.csv", "url", "javascript:alert(1)"),
    ("sources.csv", "publisher", ""),
    ("sources.csv", "published", "2020-08"),
    ("actors.csv", "kind", "alien"),
    ("companies.csv", "colour", "orange"),
    ("listings.csv", "exchange", "XLON"),
    ("listings.csv", "shares_per_unit", "0"),
    ("listings.csv", "primary", "1"),
    ("corporate_actions.csv", "kind", "bonus"),
    ("corporate_actions.csv", "amount_per_share", "0.0"),
    ("share_counts.csv", "shares_outstanding", "1e9"),
    ("share_counts.csv", "scope", "some"),
    ("share_counts.csv", "confidence", "sure"),
    ("prices/9988.HK.csv", "close", ""),
    ("prices/9988.HK.csv", "open", "n/a"),
    ("prices/9988.HK.csv", "volume", "-1"),
    ("prices/HSI.csv", "close", "nan"),
]


@pytest.fixture(scope="module")
def all_bad(tmp_path_factory) -> tuple[list[int], list[Violation]]:
    """The row of each bad cell, no two of a file in one, and what is found in tables that hold them all."""
    tables = TablesCopy.below(tmp_path_factory.mktemp("bad"))
    rows = []
    for place, (file, column, value) in enumerate(BAD_CELLS):
        rows.append(3 + sum(file == before for before, *_ in BAD_CELLS[:place]))
        tables.edit(file, rows[-1], **{column: value})
    return rows, check_folder(tables.folder)


@pytest.mark.parametrize("place", range(len(BAD_CELLS)), ids=lambda place: "-".join(BAD_CELLS[place]))
def test_a_bad_cell_is_named(all_bad, place):
    file, column, value = BAD_CELLS[place]
    row, violations = all_bad[0][place], all_bad[1]
    found = [v for v in violations if (v.file, v.row, v.column) == (file, row, column)]
    assert [violation.value for violation in found] == [value] * len(found) and found
    assert f'{file}, row {row}, column {column}, value "{value}": ' in str(found[0])


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("events.csv", "id"),
        ("actors.csv", "code"),
        ("companies.csv", "colour"),
        ("listings.csv", "symbol"),
        ("prices/BABA.csv", "date"),
        ("prices/GSPC.csv", "date"),
    ],
)
def test_a_repeated_key_is_named(tables, file, column):
    repeated = tables.rows(file)[3][column]
    tables.edit(file, 6, **{column: repeated})
    found = check_folder(tables.folder)
    assert any(
        (v.file, v.row, v.column, v.value) == (file, 6, column, repeated) and v.rule == "used more than once"
        for v in found
    )


def test_a_repeated_source_is_named(tables):
    first = tables.rows("sources.csv")[0]
    row = tables.append("sources.csv", **first)
    found = [v for v in check_folder(tables.folder) if v.row == row]
    assert {v.column for v in found} == {"event_id", "url"}
    assert {v.rule for v in found} == {"the same row appears twice"}


@pytest.mark.parametrize(
    "words", ["Fine <b>doubled</b>", "See [here](https://a.example)", "Fine \u202edelbuod", "![x](y) fine"]
)
def test_markup_in_a_title_is_refused(tables, words):
    tables.edit("events.csv", 4, title=words)
    (found,) = [v for v in check_folder(tables.folder) if v.file == "events.csv"]
    assert (found.row, found.column) == (4, "title") and found.rule.startswith("must be plain words")


def test_models_and_headers_agree():
    assert set(MODELS) == set(COLUMNS)
    for name, model in MODELS.items():
        assert tuple(model.to_schema().columns) == COLUMNS[name]
    for model in (*MODELS.values(), Prices, Levels):
        for column in model.to_schema().columns.values():
            assert column.description, f"{model.__name__}.{column.name} says what is allowed"
