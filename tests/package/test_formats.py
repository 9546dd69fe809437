"""Each table of the package in each format holds the same cells, described, and Chinese text survives."""

from __future__ import annotations

import io

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.io.stata import StataReader

from components.downloads.cells import joined
from components.package.fields import fields_of
from components.package.formats import table_bytes
from components.package.tables import TABLE_OF_NAME, TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described_and_keys_name_one_row(snapshot, table):
    frame = table.select(snapshot)
    fields = fields_of(table, frame)
    assert [field.name for field in fields] == list(frame.columns)
    assert all(field.meaning.strip() for field in fields)
    assert not table.key or not frame.duplicated(list(table.key)).any()
    for column, other, key in table.references:
        target = TABLE_OF_NAME[other]
        assert key in target.key and set(frame[column]) <= set(target.select(snapshot)[key])


@pytest.mark.parametrize("name", ["events", "sources", "actors", "companies", "controls", "impacts"])
def test_stata_and_parquet_read_back_as_the_table(snapshot, name):
    table = TABLE_OF_NAME[name]
    frame = table.select(snapshot)
    stata = pd.read_stata(io.BytesIO(table_bytes(table, snapshot, "dta")))
    parquet = pq.read_table(io.BytesIO(table_bytes(table, snapshot, "parquet"))).to_pandas()
    names = [{"default": "_default"}.get(column, column) for column in frame]
    assert list(stata) == names and list(parquet) == list(frame)
    for column, renamed in zip(frame, names, strict=True):
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            expected = frame[column].astype("datetime64[s]")
            assert expected.equals(stata[renamed].astype("datetime64[s]")), column
            assert expected.equals(pd.to_datetime(parquet[column]).astype("datetime64[s]")), column
        elif pd.api.types.is_numeric_dtype(frame[column]):
            expected = frame[column].astype(float).to_numpy()
            assert pd.Series(expected).equals(pd.Series(stata[renamed].astype(float).to_numpy())), column
            assert pd.Series(expected).equals(pd.Series(parquet[column].astype(float).to_numpy())), column
        else:
            texts = ["" if joined(cell) is None else str(joined(cell)) for cell in frame[column]]
            assert list(stata[renamed]) == texts, column
            assert [joined(cell) or "" for cell in parquet[column]] == texts, column
    assert {"events": "title_zh", "actors": "name_zh"}.get(name, names[0]) in stata


def test_stata_has_version_118_and_a_label_for_every_variable(snapshot):
    body = table_bytes(TABLE_OF_NAME["controls"], snapshot, "dta")
    assert b"<release>118</release>" in body[:60]
    with StataReader(io.BytesIO(body)) as reader:
        labels = reader.variable_labels()
        assert snapshot.version in reader.data_label
    assert labels["_default"].startswith("yes if the model uses it") and all(labels.values())


def test_parquet_says_what_its_columns_mean(snapshot):
    schema = pq.read_schema(io.BytesIO(table_bytes(TABLE_OF_NAME["events"], snapshot, "parquet")))
    assert schema.field("severity").metadata[b"description"].startswith(b"5 changed the regime")
    assert str(schema.field("actors").type) == "list<element: string>"
    assert str(schema.field("day0_hk").type) == "date32[day]"
    assert schema.metadata[b"data_version"].decode() == snapshot.version


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "dta"])
def test_equal_records_make_equal_bytes(snapshot, ending):
    table = TABLE_OF_NAME["changes"]
    assert table_bytes(table, snapshot, ending) == table_bytes(table, snapshot, ending)


def test_a_byte_order_mark_is_there_unless_it_is_taken_away(snapshot):
    table = TABLE_OF_NAME["actors"]
    marked, bare = (table_bytes(table, snapshot, "csv", bom=bom) for bom in (True, False))
    assert marked == b"\xef\xbb\xbf" + bare
    assert list(pd.read_csv(io.BytesIO(marked))) == list(pd.read_csv(io.BytesIO(bare)))
