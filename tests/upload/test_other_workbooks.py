"""Workbooks in the older and the other formats: the same cells come out as from XLSX."""

from __future__ import annotations

import subprocess
from datetime import datetime

import pytest

from components.upload.parse import parse
from components.upload.prices import read_prices
from components.upload.problems import Answers
from tests.office import find_office
from tests.upload.files import workbook

ROWS = [
    ["Netdragon, prices in HK$"],
    ["Date", "Close", "Volume"],
    [datetime(2021, 7, 5), 21.35, 1_203_400],
    [datetime(2021, 7, 2), 20.9, 987_000],
    [datetime(2021, 6, 30), 20.05, 1_500_200],
]


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_prices_of_another_workbook_format(snapshot, tmp_path, ending):
    office = find_office()
    if office is None:
        pytest.skip("NO LIBREOFFICE FOUND: nothing writes the other formats")
    book = tmp_path / "0777.xlsx"
    book.write_bytes(workbook(ROWS))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = book.with_suffix(f".{ending}").read_bytes()
    upload = read_prices([(f"0777.HK.{ending}", parse(content))], snapshot, Answers({}))
    assert upload.listings.index.tolist() == ["0777.HK"] and (upload.rows_in, upload.rows_read) == (3, 3)
    back = upload.prices.sort_values("date")
    assert back["close"].tolist() == [20.05, 20.9, 21.35]
    assert [f"{day:%m-%d}" for day in back["date"]] == ["06-30", "07-02", "07-05"]
