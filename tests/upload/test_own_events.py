"""Uploaded events: good rows run, bad rows are named with their reasons."""

import pandas as pd
import pytest

from components.downloads import csv_bytes, xlsx_bytes
from components.study import StudySpec
from components.upload.dates import AmbiguousDates
from components.upload.events import COLUMNS, template
from components.upload.own_study import own_pairs
from components.upload.problems import Asked, UploadError
from components.upload.sheet import problem_table
from tests.upload.files import events_of, workbook


@pytest.fixture
def read(snapshot):
    return lambda content, **more: events_of(snapshot, content, **more)


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_the_template_is_a_valid_upload(read, write):
    upload = read(write(template()))
    assert not upload.problems and not [note for note in upload.notes if "Notes" not in note]
    event = upload.events.loc["own-2"]
    assert event["date"] == pd.Timestamp("2021-03-15")
    assert event["affects"] == ("Alibaba", "Tencent")
    assert (event["type"], event["direction"], event["severity"]) == ("meeting", "tightening", 4)
    assert event["announced_at"] == "2021-03-15T18:30+08:00"
    assert set(template()) == set(COLUMNS)


def test_only_a_date_is_needed(read):
    upload = read("Date,Headline\n2021-04-12,Fine\n")
    event = upload.events.loc["own-2"]
    assert (event["type"], event["direction"], event["severity"], event["affects"]) == (
        "report",
        "neutral",
        3,
        (),
    )


def test_every_bad_cell_is_named_and_good_rows_stay(read):
    upload = read(
        "date,title,type,affects,severity,fine_cny,announced_at,id\n"
        "2021-04-12,Good,penalty,tencent; Meituan,5,18.2e9,2021-04-10T09:00+08:00,mine\n"
        '2021-13-01,,fine,Bytedance,6,"1,0,0",2021-04-10 09:00,mine too\n'
        "2021-04-13,Same id,,,,,,mine\n"
        "2021-04-14,Another year,,,,,2022-04-14T09:00+08:00,other\n"
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
    assert "365 days from the date" in table.set_index(["row", "column"]).at[(5, "announced_at"), "reason"]
    assert upload.rows_left_out == 3


@pytest.mark.parametrize(
    "title", ["=1+1", '=HYPERLINK(""http://x"",""a"")', "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3"]
)
def test_formula_cells_are_refused_with_the_reason(read, title):
    upload = read(f'date,title\n2021-04-12,"{title}"\n2021-04-13,Good\n')
    assert list(upload.events["title"]) == ["Good"]
    assert "formula" in upload.problems[0].reason and upload.problems[0].row == 2


def test_real_dates_and_numbers_of_a_workbook(read):
    rows = [["date", "title", "severity"], [pd.Timestamp("2021-04-03").to_pydatetime(), "Typed", 4.0]]
    event = read(workbook(rows)).events.loc["own-2"]
    assert event["date"] == pd.Timestamp("2021-04-03") and event["severity"] == 4


def test_missing_columns_are_named_with_what_is_there(read):
    with pytest.raises(UploadError, match="no column “date”; it reads: when, title"):
        read("when,title\n2021-04-xx,x\n")


def test_ambiguous_dates_are_asked_about_and_the_answer_is_used(read):
    text = "date,title\n03/04/2021,x\n"
    with pytest.raises(Asked) as asked:
        read(text)
    assert asked.value.questions[0].key == "dates:events.csv"
    event = read(text, answers={"dates:events.csv": "day first"}).events.iloc[0]
    assert event["date"] == pd.Timestamp("2021-04-03")
    assert issubclass(AmbiguousDates, Asked)


def test_assumptions_are_reported(read):
    notes = " ".join(read("date,title,mood\n15/03/2021,x,glum\n").notes)
    assert "15/03/2021" in notes and "day first" in notes and "mood" in notes


def test_chinese_headers_and_names_in_gb18030(read):
    upload = read("日期,标题\n2021年4月10日,市场监管总局处罚决定\n".encode("gb18030"))
    assert upload.events["title"].iloc[0] == "市场监管总局处罚决定" and "GB18030" in upload.notes[0]


def pairs_of(snapshot, upload, **options):
    everyone = snapshot.symbols()
    spec = StudySpec(symbols=tuple(snapshot.listings.index), clean_estimation=False)
    pairs = own_pairs(snapshot, upload.events, spec, None, everyone)
    chosen = pairs[pairs["affected"]]
    return set(zip(chosen["event_id"], chosen["symbol"], strict=True))


@pytest.mark.parametrize(
    "header", ["ticker", "Symbol", "company", "firm", "股票", "公司名称", "Stock Code", "affects"]
)
def test_a_column_of_shares_makes_exactly_those_pairs(snapshot, read, header):
    upload = read(
        f"{header},date\nBABA US,2021-04-12\n腾讯控股;3690 "
        f"HK,2021-07-12\n700,2021-07-13\nJD.com,2021-07-14\nAlibaba,2021-07-15\n"
    )
    assert upload.by_share and not upload.problems
    assert pairs_of(snapshot, upload) == {
        ("own-2", "BABA"),
        ("own-3", "0700.HK"),
        ("own-3", "3690.HK"),
        ("own-4", "0700.HK"),
        ("own-5", "9618.HK"),
        ("own-6", "9988.HK"),
        ("own-6", "BABA"),
    }


def test_without_such_a_column_every_chosen_share(snapshot, read):
    upload = read("date,title\n2021-04-12,x\n")
    assert not upload.by_share
    assert {symbol for _, symbol in pairs_of(snapshot, upload)} >= set(snapshot.symbols())


@pytest.mark.parametrize(
    "cell",
    [
        "Alibaba;Tencent",
        "阿里巴巴、腾讯",
        "BABA, 700 HK",
        "Alibaba and Tencent",
        "Alibaba\nTencent",
        "Alibaba | Tencent",
    ],
)
def test_several_shares_in_a_cell(read, cell):
    event = read(f'company,date\n"{cell}",2021-04-12\n').events.iloc[0]
    assert len(event["affects"]) + len(event["symbols"]) == 2


def test_names_with_commas_are_one_name(read):
    event = read('company,date\n"JD.com, Inc.",2021-04-12\n').events.iloc[0]
    assert event["affects"] == ("JD.com",)


def test_rows_whose_share_is_none_are_left_out_and_named(read):
    upload = read(
        "firm,date\n7203.T,2021-04-12\nByteDance,2021-04-12\nHSI,2021-04-12\nAlibaba;Didi,2021-04-12\nNTES,2021-04-12\n"
    )
    assert list(upload.events.index) == ["own-5"] and upload.rows_left_out == 4
    assert {bad.row: bad.dropped for bad in upload.problems} == {2: True, 3: True, 4: True, 5: False, 6: True}


def test_a_ticker_that_names_a_company_but_no_share_of_the_record_is_asked(read):
    with pytest.raises(Asked) as asked:
        read("ticker,date\nJD,2021-04-12\n")
    upload = read("ticker,date\nJD,2021-04-12\n", answers={asked.value.questions[0].key: "9618.HK"})
    assert upload.events.iloc[0]["symbols"] == ("9618.HK",)


def test_uploaded_shares_can_be_named(read):
    brought = pd.DataFrame({"company": ["NetEase"], "exchange": ["XNYS"]}, index=["NTES"])
    upload = read(
        "ticker,date\nNTES,2021-04-12\nNetEase,2021-04-13\nNASDAQ:NTES,2021-04-14\n", brought=brought
    )
    assert [one for one in upload.events["symbols"]] == [("NTES",)] * 3


def test_request_files_of_other_tools(read):
    upload = read(
        "Event ID,Firm ID,Event Date,Grouping Variable,Start Event Window,End Event Window,End of "
        "Estimation Window,Estimation Window Length\n"
        "1,BABA,04/12/2021,a,-2,2,-11,120\n2,700,04/13/2021,a,-2,2,-11,120\n"
    )
    assert list(upload.events["symbols"]) == [("BABA",), ("0700.HK",)] and list(upload.events.index) == [
        "1",
        "2",
    ]
    note = next(note for note in upload.notes if "Start Event Window" in note)
    assert "Estimation Window Length" in note and "set below" in note


def test_a_column_name_may_hold_titles_or_companies(read):
    assert read("date,name\n2021-04-12,Fine of the year\n").events["title"].iloc[0] == "Fine of the year"
    assert read("date,name\n2021-04-12,腾讯\n").events["affects"].iloc[0] == ("Tencent",)


def test_fines_are_read_or_asked(read):
    assert read('date,title,fine_cny\n2021-04-12,x,"18,228,000,000"\n').events["fine_cny"].iloc[0] == 18.228e9
    with pytest.raises(Asked):
        read('date,title,fine_cny\n2021-04-12,x,"1,500"\n')


def test_hours_in_the_date_are_said_to_be_unused(read):
    assert any("hour" in note for note in read("date,title\n2021-04-12 18:30,x\n").notes)


def test_rows_without_a_share_among_rows_with_one_are_said(read):
    some = read("date,ticker,title\n2021-04-12,BABA,one\n2021-04-13,,two\n2021-04-14,700,three\n")
    assert "Row 3 names no share: every share chosen on the page is studied there." in some.notes
    none = read("date,title\n2021-04-12,one\n2021-04-13,two\n")
    assert not any("names no share" in note for note in none.notes)
