"""Price files as they are downloaded: each layout a small made-up file, with the values that come out."""

from __future__ import annotations

import io
from datetime import datetime

import pandas as pd
import pytest

from tests.upload.files import NETEASE, closes, prices_of, workbook

XIAOMI = [("2021-07-02", 26.5), ("2021-07-05", 27.05)]

# One share a file; the name of the file says whose, but where it is given beside.
ONE_SHARE = {
    "quote page, newest first": (
        "NTES US.csv",
        "Date,Open,High,Low,Close*,Adj Close**,Volume\n"
        '"Jul 06, 2021",1,1,1,111.25,109.00,"1,000"\n"Jul 02, 2021",1,1,1,110.50,108.00,"2,000"\n',
    ),
    "exchange's page with dollars": (
        "NASDAQ_NTES.csv",
        "Date,Close/Last,Volume,Open,High,Low\n07/06/2021,$111.25,100,$1,$1,$1\n07/02/2021,$110.50,200,$1,$1,$1\n"
        "06/30/2021,N/A,200,$1,$1,$1\n",
    ),
    "portal with quoted numbers": (
        "NTES US Historical Data.csv",
        '"Date","Price","Open","High","Low","Vol.","Change %"\n'
        '"07/06/2021","111.25","1","1","1","2.30M","0.68%"\n"07/02/2021","110.50","1","1","1","900.5K","-1.2%"\n'
        '"06/30/2021","-","1","1","1","-","-"\n',
    ),
    "terminal": (
        "export.csv",
        "Security: NTES US Equity\nCurrency: USD\n\nExchange Date;Close;Net;%Chg;Open;Low;High;Volume\n"
        "02-Jul-2021;110.50;1;+1.0%;1;1;1;100\n06-Jul-2021;111.25;1;+1.0%;1;1;1;100\n",
    ),
    "sep line and decimal comma": (
        "NTES.O.csv",
        "sep=;\nDatum;Schluss\n2.7.2021;110,50\n6.7.2021;111,25\n13.7.2021;109,5\n",
    ),
    "two-digit years": ("NTES.O.csv", "Date,Close\n2-Jul-21,110.5\n6-Jul-21,111.25\n"),
    "hours in the dates": (
        "NTES.O.csv",
        "Date,Close\n7/2/2021 16:00:00,110.5\n7/6/2021 16:00:00,111.25\n7/15/2021 16:00:00,100\n",
    ),
    "offsets in the dates": (
        "NTES.O.csv",
        "Date,Close,Dividends,Stock Splits\n2021-07-02 00:00:00-04:00,110.5,0,0\n2021-07-06 "
        "00:00:00-04:00,111.25,0,0\n",
    ),
    "weekdays": ("NTES.O.csv", "Date,Close\nFri 2 Jul 2021,110.5\n\"Tuesday, July 6, 2021\",111.25\n"),
    "French months": ("NTES.O.csv", "Date;Dernier\n2 juil. 2021;110,50\n6 juillet 2021;111,25\n"),
    "title above, totals below": (
        "x.csv",
        "NetEase price history,,\nSymbol: "
        "NASDAQ:NTES,,\n,,\nDate,Close,Volume\n2021-07-02,110.5,1\n2021-07-06,111.25,2\n"
        "Total,,3\nSource: a quote page,,\n",
    ),
    "pandas index without a name": ("NTES.O.csv", ",Open,Close\n2021-07-02,1,110.5\n2021-07-06,1,111.25\n"),
    "tabs": ("NTES.O.txt", "Date\tClose\n2021-07-02\t110.5\n2021-07-06\t111.25\n"),
    "columns of spaces": ("NTES.O.txt", "Date        Close\n2021-07-02  110.50\n2021-07-06  111.25\n"),
    "explained headers": (
        "NTES.O.csv",
        "Date\tClose Close price adjusted for splits.\tAdj Close Adjusted close price adjusted for splits "
        "and dividends.\n"
        "2021-07-02\t110.5\t108\n2021-07-06\t111.25\t109\n",
    ),
    "charting site": (
        "daily.csv",
        "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
        "NTES.US,D,20210702,000000,1,1,1,110.5,1,0\nNTES.US,D,20210706,000000,1,1,1,111.25,1,0\n",
    ),
    "dividends between the rows": (
        "NTES US.txt",
        "Date\tOpen\tClose*\tAdj Close**\nJul 06, 2021\t1\t111.25\t109\nJul 02, 2021\t0.25 Dividend\n"
        "Jul 02, 2021\t1\t110.50\t108\n*Close price adjusted for splits.\n",
    ),
    "times in UTC at midnight": (
        "NTES.O prices.csv",
        "date,close,adjClose\n2021-07-02T00:00:00.000Z,110.5,108\n2021-07-06T00:00:00.000Z,111.25,109\n",
    ),
    "statistics package": (
        "r.csv",
        '"","NTES.O.Open","NTES.O.Close","NTES.O.Adjusted"\n"2021-07-02",1,110.5,108\n"2021-07-06",1,111.25,109\n',
    ),
    "data bank": (
        "crsp.csv",
        "PERMNO,date,TICKER,COMNAM,PRIMEXCH,PRC\n1,02JUL2021,NTES US,NETEASE INC,Q,110.5\n1,06JUL2021,NTES "
        "US,NETEASE INC,Q,111.25\n",
    ),
    "day numbers": ("NTES.O.csv", "Date,Close\n44379,110.5\n44383,111.25\n"),
}  # fmt: skip


@pytest.mark.parametrize("layout", ONE_SHARE)
def test_one_share_a_file(snapshot, layout):
    name, content = ONE_SHARE[layout]
    upload = prices_of(snapshot, {name: content})
    assert closes(upload, "NTES")[:2] == NETEASE


CHINESE = {
    "dates of a Chinese terminal": (
        "01810.HK.csv",
        "日期,开盘,收盘价(元),成交量\n2021年7月2日 星期五,1,26.5,1\n2021年7月5日 星期一,1,27.05,1\n",
    ),
    "interface of a data vendor": (
        "daily.csv",
        "ts_code,trade_date,open,close\n01810.HK,20210702,1,26.5\n01810.HK,20210705,1,27.05\n",
    ),
    "traditional characters": (
        "01810.csv",
        "交易日期,收市價,成交量\n2021/07/02(五),26.5,1\n2021/07/05(一),27.05,1\n",
    ),
    "weekday after a comma": (
        "01810.xls",
        "时间\t开盘\t收盘\t涨幅\n2021-07-02,五\t1\t26.50\t1%\n2021-07-05,一\t1\t27.05\t1%\n",
    ),
    "title with the code in brackets": (
        "export.txt",
        "小米集团-W (01810) 日线 不复权\n      日期\t    开盘\t    "
        "收盘\n2021/07/02\t1\t26.50\n2021/07/05\t1\t27.05\n#数据来源:某软件\n",
    ),
    "broker's export": (
        "小米.txt",
        "股票代码\t股票名称\t交易日期\t收盘\n01810.HK\t小米集团-W\t2021-07-02\t26.50\n01810.HK\t小米集团-W\t2021-07-05\t27.05\n"
        "数据来源:某证券\t\t\t\n",
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("layout", CHINESE)
def test_chinese_files_in_their_encodings(snapshot, layout, encoding):
    name, content = CHINESE[layout]
    assert closes(prices_of(snapshot, {name: content.encode(encoding)}), "1810.HK") == XIAOMI


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "cp950"])
def test_traditional_files(snapshot, encoding):
    name, content = CHINESE["traditional characters"]
    assert closes(prices_of(snapshot, {name: content.encode(encoding)}), "1810.HK") == XIAOMI


WIDE = {
    "a column a share": (
        "Date;NTES US;1810 "
        "HK\n02.07.2021;110,50;26,5\n05.07.2021;;27,05\n06.07.2021;111,25;\n13.07.2021;109,1;\n"
    ),
    "prices of shares beside each other": (
        "Price,Close,Close,High,High\nTicker,NTES US,1810.HK,NTES US,1810.HK\nDate,,,,\n"
        "2021-07-02,110.5,26.5,1,1\n2021-07-05,,27.05,,1\n2021-07-06,111.25,,1,\n"
    ),
    "share above price": (
        ",NASDAQ:NTES,NASDAQ:NTES,HK:1810,HK:1810\nDate,Close,Volume,Close,Volume\n"
        "2021-07-02,110.5,1,26.5,1\n2021-07-05,,,27.05,1\n2021-07-06,111.25,1,,\n"
    ),
    "each share with dates of its own": (
        "NTES US Equity,,1810 HK Equity,\nDates,PX_LAST,Dates,PX_LAST\n"
        "2021-07-02,110.5,2021-07-02,26.5\n2021-07-06,111.25,2021-07-05,27.05\n"
    ),
    "joined names": (
        "Date,NTES.O Close,NTES.O Volume,1810.HK "
        "Close\n2021-07-02,110.5,1,26.5\n2021-07-05,,,27.05\n2021-07-06,111.25,1,\n"
    ),
}


@pytest.mark.parametrize("layout", WIDE)
def test_several_shares_beside_each_other(snapshot, layout):
    upload = prices_of(snapshot, {"wide.csv": WIDE[layout]})
    assert closes(upload, "NTES")[:2] == NETEASE and closes(upload, "1810.HK") == XIAOMI


def test_several_files_at_once(snapshot):
    upload = prices_of(
        snapshot,
        {
            "NTES.O.csv": "Date,Close\n2021-07-02,110.5\n2021-07-06,111.25\n",
            "01810.csv": "日期,收盘\n2021-07-02,26.5\n2021-07-05,27.05\n".encode("gb18030"),
        },
    )
    assert closes(upload, "NTES") == NETEASE and closes(upload, "1810.HK") == XIAOMI
    assert (upload.rows_in, upload.rows_read) == (4, 4)


def test_a_workbook_with_a_title_merged_cells_and_typed_dates(snapshot):
    rows = [
        ["Prices of NetEase", None, None],
        ["Ticker", "Date", "Close"],
        ["NTES US", datetime(2021, 7, 2, 16), 110.5],
        [None, datetime(2021, 7, 6, 16), 111.25],
    ]
    assert closes(prices_of(snapshot, {"x.xlsx": workbook(rows, merge="A3:A4")}), "NTES") == NETEASE


def test_codes_that_a_spreadsheet_made_numbers(snapshot):
    rows = [["code", "date", "close", "market"], [1810, datetime(2021, 7, 2), 26.5, "HKEX"]]
    assert closes(prices_of(snapshot, {"x.xlsx": workbook(rows)}), "1810.HK") == XIAOMI[:1]


def test_numbers_of_a_workbook_are_never_asked_about(snapshot):
    rows = [["Date", "Close"], [datetime(2021, 7, 2), 1.234], [datetime(2021, 7, 6), 1.235]]
    assert closes(prices_of(snapshot, {"NTES.O.xlsx": workbook(rows)}), "NTES")[0][1] == 1.234


def test_a_web_page_that_calls_itself_a_workbook(snapshot):
    page = (
        "<html><body><table><tr><th>Date</th><th>Close</th></tr><tr><td>2021-07-02</td><td>110.50</td></tr>"
        "<tr><td>2021-07-06</td><td>111.25</td></tr></table></body></html>"
    )
    assert closes(prices_of(snapshot, {"NTES.O.xls": page}), "NTES") == NETEASE


def test_a_stata_file(snapshot):
    out = io.BytesIO()
    frame = pd.DataFrame(
        {
            "symbol": ["NTES US"] * 2,
            "date": pd.to_datetime(["2021-07-02", "2021-07-06"]),
            "close": [110.5, 111.25],
        }
    )
    frame.to_stata(out, write_index=False, version=118)
    assert closes(prices_of(snapshot, {"x.dta": out.getvalue()}), "NTES") == NETEASE
