"""What the README promises exists: routes, settings, files, commands."""

from __future__ import annotations

import re
from pathlib import Path

from components.http import answer_routes, data_routes, feed_routes, health, package_routes, worksheet_routes
from components.package.formats import FORMATS
from components.package.tables import TABLES
from components.params.impact import ImpactParams
from components.params.method import Method
from components.params.prices import PriceParams
from components.worksheets.params import ANSWERS, WorksheetParams

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def test_every_data_route_is_documented_and_every_documented_one_exists():
    parts = (
        data_routes.FILES,
        package_routes.ROUTES,
        feed_routes.ROUTES,
        worksheet_routes.ROUTES,
        answer_routes.ROUTES,
    )
    served = {route.path for part in (*parts, health.ROUTES) for route in part}
    written = {path.split("?")[0] for path in re.findall(r"`(/(?:data|feed|healthz)[^`]*)`", README)}
    files = {f"/data/{table.name}.{ending}" for table in TABLES for ending in FORMATS}
    assert written <= served and served - files <= written


def test_every_table_of_the_package_is_named_with_its_formats():
    row = next(line for line in README.splitlines() if line.startswith("| `/data/events.csv`"))
    assert all(f"`{table.name}`" in row for table in TABLES if table.name != "events")
    assert all(f".{ending}`" in row for ending in FORMATS)


def test_every_parameter_of_impacts_is_documented():
    row = next(line for line in README.splitlines() if "/data/impacts.csv" in line)
    assert {name.rstrip("=") for name in re.findall(r"`(\w+)=[^`]*`", row)} == set(ImpactParams.kinds())


def test_every_parameter_of_worksheets_is_documented():
    row = next(line for line in README.splitlines() if "/data/worksheet.xlsx" in line)
    own = {"event", "symbol", "answers"}
    assert {name.rstrip("=") for name in re.findall(r"`(\w+)=[^`]*`", row)} == own
    assert own == WorksheetParams.kinds().keys() - Method.kinds().keys()
    assert all(f"`{kind}`" in row for kind in ANSWERS)


def test_every_parameter_of_prices_is_documented():
    row = next(line for line in README.splitlines() if "/data/prices.csv" in line)
    assert all(f"{name}=" in row for name in PriceParams.kinds())


def test_every_setting_is_documented():
    used = set()
    for place in ("app.py", "components", "data"):
        for path in [ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"):
            used |= set(re.findall(r"\b(CRACKDOWN_[A-Z_]+)\b", path.read_text()))
    assert used == set(re.findall(r"\b(CRACKDOWN_[A-Z_]+)\b", README))


def test_every_file_it_links_to_exists():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_make_targets_it_names_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE)) <= targets
