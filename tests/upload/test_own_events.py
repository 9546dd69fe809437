"""Uploaded events: good rows run, bad rows are named with their reasons."""

import io

import openpyxl
import pandas as pd
import pytest

from components.downloads import csv_bytes, xlsx_bytes
from components.upload.events import COLUMNS, read_events, template
from components.upload.problems import AmbiguousDates, UploadError, problem_table

COMPANIES = ("Alibaba", "Tencent", "Meituan")


def read(text: str, **options):
    return read_events(text.encode(), COMPANIES, **options)


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_the_template_is_a_valid_upload(write):
    upload = read_events(write(template()), COMPANIES)
    assert not upload.problems and not upload.notes
    event = upload.events.loc["own-2"]
    assert event["date"] == pd.Timestamp("2021-03-15")
    assert event["affects"] == ("Alibaba", "Tencent")
    assert (event["type"], event["direction"], event["severity"]) == ("meeting", "tightening", 4)
    assert event["announced_at"] == "2021-03-15T18:30+08:00"
    assert set(template()) == set(COLUMNS)


def test_only_date_and_title_are_needed():
    upload = read("Date,Headline\n2021-04-12,Fine\n")
    event = upload.events.loc["own-2"]
    assert (event["type"], event["direction"], event["severity"], event["affects"]) == (
        "report",
        "neutral",
        3,
        (),
    )


def test_every_bad_cell_is_named_and_good_rows_stay():
    upload = read(
        "date,title,type,affects,severity,fine_cny,announced_at,id\n"
        "2021-04-12,Good,penalty,tencent; Meituan,5,18.2e9,2021-04-10T09:00+08:00,mine\n"
        '2021-13-01,,fine,Bytedance,6,"1,000",2021-04-10 09:00,mine too\n'
        "2021-04-13,Same id,,,,,,mine\n"
        "2021-04-14,Taken,,,,,,in-record\n",
        taken=frozenset({"in-record"}),
    )
    assert list(upload.events.index) == ["mine"]
    assert upload.events.loc["mine", "affects"] == ("Tencent", "Meituan")
    table = problem_table(upload.problems)
    assert set(table.loc[table["row"] == 3, "column"]) == {
        "date",
        "title",
        "type",
        "affects",
        "severity",
        "fine_cny",
        "announced_at",
        "id",
    }
    assert table.set_index(["row", "column"]).at[(3, "type"), "value"] == "fine"
    assert "id of row 2" in table.set_index(["row", "column"]).at[(4, "id"), "reason"]
    assert "of the record" in table.set_index(["row", "column"]).at[(5, "id"), "reason"]
    assert upload.rows_left_out == 3


@pytest.mark.parametrize(
    "title", ["=1+1", '=HYPERLINK(""http://x"",""a"")', "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3"]
)
def test_formula_cells_are_refused_with_the_reason(title):
    upload = read(f'date,title\n2021-04-12,"{title}"\n2021-04-13,Good\n')
    assert list(upload.events["title"]) == ["Good"]
    assert "formula" in upload.problems[0].reason and upload.problems[0].row == 2


def test_real_dates_and_numbers_of_a_workbook():
    book = openpyxl.Workbook()
    book.active.append(["date", "title", "severity"])
    book.active.append([pd.Timestamp("2021-04-03").to_pydatetime(), "Typed", 4.0])
    out = io.BytesIO()
    book.save(out)
    event = read_events(out.getvalue(), COMPANIES).events.loc["own-2"]
    assert event["date"] == pd.Timestamp("2021-04-03") and event["severity"] == 4


def test_missing_columns_are_named_with_what_is_there():
    with pytest.raises(UploadError, match="no column “date”; it reads: when, title"):
        read("when,title\n2021-04-12,x\n")


def test_ambiguous_dates_are_asked_about_and_the_answer_is_used():
    text = "date,title\n03/04/2021,x\n"
    with pytest.raises(AmbiguousDates):
        read(text)
    assert read(text, date_order="day first").events["date"].iloc[0] == pd.Timestamp("2021-04-03")


def test_assumptions_are_reported():
    notes = " ".join(read("date,title,mood\n15/03/2021,x,glum\n").notes)
    assert "15/03/2021" in notes and "day first" in notes and "mood" in notes


def test_chinese_headers_and_names_in_gb18030():
    upload = read_events("日期,标题\n2021年4月10日,市场监管总局处罚决定\n".encode("gb18030"), COMPANIES)
    assert upload.events["title"].iloc[0] == "市场监管总局处罚决定" and "GB18030" in upload.notes[0]
