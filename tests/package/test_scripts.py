"""The R script runs on the served files and comes to the served table; the Stata one names what is served."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.http import data_routes, package_routes
from components.package.formats import table_bytes
from components.package.scripts import r_script, stata_script
from components.package.tables import TABLE_OF_NAME
from components.study import StudySpec, run_study


def r_with_haven() -> str | None:
    """The path of Rscript, where it has haven."""
    path = shutil.which("Rscript")
    if path is None:
        return None
    done = subprocess.run([path, "-e", "library(haven)"], capture_output=True)
    return path if done.returncode == 0 else None


def run(script: bytes, folder) -> subprocess.CompletedProcess:
    rscript = r_with_haven()
    if rscript is None:
        pytest.skip("NO R WITH HAVEN FOUND (Debian: r-base-core r-cran-haven): impacts.R is not run")
    (folder / "impacts.R").write_bytes(script)
    return subprocess.run(
        [rscript, "--vanilla", "impacts.R"], cwd=folder, capture_output=True, text=True, timeout=300
    )


def test_r_comes_to_the_served_table_over_http(served, snapshot, tmp_path):
    done = run(r_script(served), tmp_path)
    assert done.returncode == 0, done.stderr
    found = re.search(r"^(\d+) of (\d+) pairs of event and share, equal to the served table", done.stdout)
    assert int(found[2]) == 4 * len(snapshot.events) and int(found[1]) > 1_000
    again = pd.read_csv(tmp_path / "impacts-again.csv").set_index(["event_id", "symbol"])
    spec = StudySpec(alpha="ols", variance="estimation", clean_estimation=False)
    pairs = run_study(snapshot, spec).pairs.set_index(["event_id", "symbol"])
    for column in ("car", "se", "t"):
        pd.testing.assert_series_equal(
            again[column], pairs.loc[again.index, column], rtol=1e-7, atol=1e-9, check_names=False
        )


def test_r_names_the_number_that_lies_apart(snapshot, tmp_path):
    """A table other than the one it works out is refused: its own check is no formality."""
    for name in ("events", "listings"):
        (tmp_path / f"{name}.dta").write_bytes(table_bytes(TABLE_OF_NAME[name], snapshot, "dta"))
    usual = table_bytes(TABLE_OF_NAME["impacts"], snapshot, "dta")  # not the textbook's settings
    (tmp_path / "impacts.dta").write_bytes(usual)
    client = TestClient(Starlette(routes=data_routes.ROUTES))
    symbols = "9988.HK,BABA,0700.HK,3690.HK,HSI,GSPC"
    answer = client.get("/data/prices.csv", params={"bom": "0", "symbols": symbols})
    (tmp_path / "prices.csv").write_bytes(answer.content)
    done = run(r_script(str(tmp_path)), tmp_path)
    assert done.returncode != 0
    assert "apart" in done.stderr or "is.na(both$car) == is.na(both$car_served)" in done.stderr


def test_both_are_served_with_the_addresses_of_their_files(snapshot):
    client = TestClient(Starlette(routes=[*package_routes.ROUTES, *data_routes.ROUTES]))
    for name in ("impacts.R", "impacts.do"):
        answer = client.get(f"/data/{name}")
        assert answer.status_code == 200 and name in answer.headers["Content-Disposition"]
        assert 'base <- "http://testserver/data"' in answer.text or (
            'local base "http://testserver/data"' in answer.text
        )
        for file in set(re.findall(r"\b(events|listings|impacts)\.dta", answer.text)):
            assert client.get(f"/data/{file}.dta").status_code == 200
        assert name in client.get("/data/").text


def test_the_stata_file_says_that_it_was_not_run_and_names_columns_that_are_served(snapshot):
    text = stata_script("https://record.example/data").decode()
    assert "THIS FILE HAS NOT BEEN RUN" in text[:400]
    assert text.count("{") == text.count("}") and "{{" not in text
    assert max(map(len, text.splitlines())) <= 120
    columns = {
        name: set(pd.read_stata(io.BytesIO(table_bytes(TABLE_OF_NAME[name], snapshot, "dta"))).columns)
        for name in ("events", "listings", "impacts")
    }
    assert {"id", "day0_hk", "day0_us"} <= columns["events"]
    assert {"symbol", "benchmark", "exchange", "ring"} <= columns["listings"]
    assert {"event_id", "symbol", "alpha", "beta", "sigma", "car", "se", "t"} <= columns["impacts"]


def test_both_scripts_work_with_the_same_formulas():
    """Line by line the same: what R is run for holds for Stata as far as its language is written right."""
    r, stata = (
        re.sub(r"\s|generate double |<-|=|;", "", make("x").decode().replace("e_n", "n"))
        for make in (r_script, stata_script)
    )
    for formula in (
        "s_xy/s_xx",
        "mean_y-beta*mean_x",
        "sqrt((s_yy-beta*s_xy)/(n-2))",
        "window_y-3*alpha-beta*window_x",
        "sigma*sqrt(3+9/n+(window_x-3*mean_x)^2/s_xx)",
    ):
        assert formula in r and formula in stata, formula
