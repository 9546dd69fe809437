"""What a price file leaves open is asked, what is wrong with it is said, and every row is read or named."""

from __future__ import annotations

from datetime import datetime

import pytest

from components.upload.problems import Asked, UploadError
from tests.upload.files import NETEASE, answered, closes, prices_of, workbook


def test_two_sheets_with_prices_are_asked_about(snapshot):
    rows = [["Date", "Close"], [datetime(2021, 7, 2), 110.5]]
    book = workbook(
        rows, sheets={"Old": [["Date", "Close"], [datetime(2021, 7, 2), 99.0]], "Notes": [["by", "me"]]}
    )
    with pytest.raises(Asked) as asked:
        prices_of(snapshot, {"NTES.O.xlsx": book})
    (question,) = asked.value.questions
    assert set(question.options) == {"Sheet", "Old"}
    upload = answered(snapshot, {"NTES.O.xlsx": book}, {question.key: "Old"})
    assert closes(upload, "NTES") == [("2021-07-02", 99.0)]


def test_a_file_that_names_no_share_asks_whose_it_is(snapshot):
    content = "Date,Close\n2021-07-02,110.5\n"
    with pytest.raises(Asked) as asked:
        prices_of(snapshot, {"download.csv": content})
    (question,) = asked.value.questions
    assert question.free and "download.csv" in question.text
    upload = answered(snapshot, {"download.csv": content}, {question.key: "NTES US"})
    assert closes(upload, "NTES") == NETEASE[:1]
    with pytest.raises(Asked, match="London"):
        answered(snapshot, {"download.csv": content}, {question.key: "HSBA.L"})


def test_open_numbers_are_asked_and_other_columns_may_settle_them(snapshot):
    header = "Date,Open,Close\n"
    with pytest.raises(Asked) as asked:
        prices_of(snapshot, {"NTES.O.csv": header + '2021-07-02,"1,234","1,235"\n'})
    (question,) = asked.value.questions
    upload = answered(
        snapshot, {"NTES.O.csv": header + '2021-07-02,"1,234","1,235"\n'}, {question.key: "comma"}
    )
    assert closes(upload, "NTES") == [("2021-07-02", 1.235)]
    upload = prices_of(snapshot, {"NTES.O.csv": header + '2021-07-02,"1,234.5","1,235"\n'})
    assert closes(upload, "NTES") == [("2021-07-02", 1235.0)]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("Date,Close,Close\n2021-07-02,110.5,1\n", "can be the close"),
        ("Date,Local Date,Close\n2021-07-02,2021-07-06,110.5\n", "hold dates"),
    ],
)
def test_two_columns_that_could_be_meant_are_asked_about(snapshot, content, word):
    with pytest.raises(Asked, match=word) as asked:
        prices_of(snapshot, {"NTES.O.csv": content})
    (question,) = asked.value.questions
    first = next(iter(question.options))
    assert closes(answered(snapshot, {"NTES.O.csv": content}, {question.key: first}), "NTES") == NETEASE[:1]


@pytest.mark.parametrize("header", ["收盘价(人民币)", "Close (USD)"])
def test_a_currency_in_the_header_must_be_the_shares(snapshot, header):
    with pytest.raises(UploadError, match="1810.HK is traded in HKD"):
        prices_of(snapshot, {"01810.csv": f"日期,{header}\n2021-07-02,26.5\n"})


def test_a_column_split_by_its_own_separator_points_at_the_row(snapshot):
    with pytest.raises(UploadError, match=r"Row 3 has more cells than the header, which has 2 .*row 3"):
        prices_of(snapshot, {"NTES.O.csv": "Date,Close\n2021-07-02,999.5\n2021-07-06,1,001.5\n"})


def test_numbers_split_under_a_header_with_a_column_more(snapshot):
    with pytest.raises(UploadError, match="Row 2 reads 1 under “Close” and 110.5 beside it"):
        prices_of(snapshot, {"NTES.O.csv": "Date,Close,Volume\n2021-07-02,1,110.5\n2021-07-06,1,111.25\n"})


def test_a_column_that_mixes_decimal_signs_says_so(snapshot):
    upload = prices_of(snapshot, {"NTES.O.csv": 'Date,Close\n2021-07-02,110.5\n2021-07-06,"111,25"\n'})
    assert closes(upload, "NTES") == NETEASE and any("mixes decimal points" in note for note in upload.notes)


def test_a_workbook_is_not_told_about_quotation_marks(snapshot):
    rows = [["Date", "Close"], ["2021-07-02", 110.5, "a remark beside the table"], ["2021-07-06", 111.25]]
    upload = prices_of(snapshot, {"NTES.O.xlsx": workbook(rows)})
    assert closes(upload, "NTES") == NETEASE
    assert not any("quotation" in note for note in upload.notes)


def test_formulas_without_a_value_and_errors_are_counted_and_named(snapshot):
    rows = [["Date", "Close"], ["2021-07-02", 110.5], ["2021-07-06", "=110+1.25"], ["2021-07-07", "#N/A"]]
    upload = prices_of(snapshot, {"NTES.O.xlsx": workbook(rows)})
    assert closes(upload, "NTES") == NETEASE[:1]
    assert (upload.rows_in, upload.rows_read, upload.rows_left_out) == (3, 1, 2)
    assert [(bad.row, "formula" in bad.reason or "error" in bad.reason) for bad in upload.problems] == [
        (3, True),
        (4, True),
    ]


def test_every_row_is_read_or_named(snapshot):
    content = (
        "symbol,date,close\nNTES US,2021-07-02,110.5\nNTES US,,1\n,2021-07-06,2\nNTES US,2021-07-07,\n"
        "NTES US,2021-07-08,abc\nNTES US,2021-07-04,3\nNTES US,2031-07-04,3\nHSI,2021-07-09,4\nAverage,,5\n"
        "NTES US,2021-07-12,-1\nNTES US,2021-07-13,0.25 Dividend\n"
    )
    upload = prices_of(snapshot, {"x.csv": content})
    assert (upload.rows_in, upload.rows_read, upload.rows_left_out) == (11, 1, 10)
    assert {bad.row for bad in upload.problems} == set(range(3, 13))


def test_unused_columns_are_named(snapshot):
    upload = prices_of(snapshot, {"NTES.O.csv": "Date,Mood,Close\n2021-07-02,glum,110.5\n"})
    assert "Columns not used: Mood." in upload.notes


def test_a_column_can_be_reassigned(snapshot):
    content = "Date,Fixing,Close\n2021-07-02,110.5,1\n"
    upload = answered(
        snapshot, {"NTES.O.csv": content}, {"column:NTES.O.csv:1": "close", "column:NTES.O.csv:2": "-"}
    )
    assert closes(upload, "NTES") == NETEASE[:1]
    content = "2021-07-02,110.5\n2021-07-06,111.25\n"
    with pytest.raises(UploadError, match="say in the preview"):
        prices_of(snapshot, {"NTES.O.csv": content})
    assert (
        closes(answered(snapshot, {"NTES.O.csv": content}, {"column:NTES.O.csv:1": "close"}), "NTES")
        == NETEASE
    )
