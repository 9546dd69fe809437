"""Every rule between columns, rows and tables is reported at its place."""

from __future__ import annotations

import pytest

from data.check import check_folder
from data.rules import RULES
from data.violations import Violation

HALTED = "2020-11-03-ant-ipo-suspended"


def places(violations: list[Violation]) -> set[tuple[str, int, str, str]]:
    return {(v.file, v.row, v.column, v.value) for v in violations}


def test_the_real_tables_hold():
    from data.paths import TABLES

    assert check_folder(TABLES) == []


def test_event_without_source(tables):
    rows = tables.rows("sources.csv")
    tables.write("sources.csv", [row for row in rows if row["event_id"] != HALTED])
    row = tables.find("events.csv", id=HALTED)
    (found,) = check_folder(tables.folder)
    assert str(found) == f'events.csv, row {row}, column id, value "{HALTED}": has no row in sources.csv'


def test_source_without_event(tables):
    row = tables.append("sources.csv", event_id="2020-01-01-nothing")
    assert places(check_folder(tables.folder)) == {("sources.csv", row, "event_id", "2020-01-01-nothing")}


@pytest.mark.parametrize(
    ("column", "value"), [("actors", "KGB"), ("companies", "Acme"), ("affects", "Baidu")]
)
def test_unknown_name(tables, column, value):
    row = tables.find("events.csv", id=HALTED)
    before = tables.rows("events.csv")[row - 2][column]
    tables.edit("events.csv", row, **{column: f"{before};{value}" if before else value})
    assert places(check_folder(tables.folder)) == {("events.csv", row, column, value)}


def test_firm_in_two_tables(tables):
    row = tables.append("other_firms.csv", firm="Tencent")
    assert places(check_folder(tables.folder)) == {("other_firms.csv", row, "firm", "Tencent")}


def test_id_of_another_date(tables):
    row = tables.find("events.csv", id=HALTED)
    tables.edit("events.csv", row, date="2020-11-04")
    assert ("events.csv", row, "id", HALTED) in places(check_folder(tables.folder))


def test_announcement_far_from_the_date(tables):
    row = tables.find("events.csv", id=HALTED)
    tables.edit("events.csv", row, announced_at="2020-12-03T21:25+08:00")
    assert ("events.csv", row, "announced_at", "2020-12-03T21:25+08:00") in places(
        check_folder(tables.folder)
    )


def test_announcement_at_no_such_time(tables):
    row = tables.find("events.csv", id=HALTED)
    tables.edit("events.csv", row, announced_at="2020-11-31T21:25+08:00")
    assert ("events.csv", row, "announced_at", "2020-11-31T21:25+08:00") in places(
        check_folder(tables.folder)
    )


def test_label_without_rank_and_rank_taken_twice(tables):
    row = tables.find("events.csv", id=HALTED)
    tables.edit("events.csv", row, label_rank="")
    assert places(check_folder(tables.folder)) == {("events.csv", row, "label", "Ant IPO halted")}
    tables.edit("events.csv", row, label_rank="2")
    (found,) = check_folder(tables.folder)
    assert (found.column, found.value, found.rule) == ("label_rank", "2", "used by another event")


@pytest.mark.parametrize(
    ("column", "value"),
    [("company", "Acme"), ("benchmark", "FTSE"), ("benchmark", "GSPC"), ("currency", "USD"), ("ring", "2")],
)
def test_listing_that_does_not_fit(tables, column, value):
    row = tables.find("listings.csv", symbol="0700.HK")
    tables.edit("listings.csv", row, **{column: value})
    assert ("listings.csv", row, column, value) in places(check_folder(tables.folder))


def test_company_with_two_or_no_primary_listings(tables):
    row = tables.find("listings.csv", symbol="BABA")
    tables.edit("listings.csv", row, primary="yes")
    assert places(check_folder(tables.folder)) == {("listings.csv", row, "primary", "yes")}
    tables.edit("listings.csv", row, primary="no")
    tables.edit("listings.csv", tables.find("listings.csv", symbol="9988.HK"), primary="no")
    company = tables.find("companies.csv", company="Alibaba")
    assert places(check_folder(tables.folder)) == {("companies.csv", company, "company", "Alibaba")}


def test_price_file_missing_and_too_many(tables):
    (tables.folder / "prices" / "PDD.csv").rename(tables.folder / "prices" / "XYZ.csv")
    row = tables.find("listings.csv", symbol="PDD")
    assert places(check_folder(tables.folder)) == {
        ("listings.csv", row, "symbol", "PDD"),
        ("prices/XYZ.csv", 0, "", ""),
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [("symbol", "XYZ"), ("currency", "USD"), ("ex_date", "2021-05-23"), ("amount_per_share", "900")],
)
def test_action_that_does_not_fit(tables, column, value):
    row = tables.find("corporate_actions.csv", symbol="0700.HK", ex_date="2021-05-24")
    tables.edit("corporate_actions.csv", row, **{column: value})
    assert ("corporate_actions.csv", row, column, value) in places(check_folder(tables.folder))


def test_share_count_of_an_unknown_company(tables):
    row = tables.append("share_counts.csv", company="Acme")
    assert places(check_folder(tables.folder)) == {("share_counts.csv", row, "company", "Acme")}


def test_control_without_series_and_series_without_control(tables):
    (tables.folder / "control_prices" / "EWT.csv").rename(tables.folder / "control_prices" / "EWX.csv")
    row = tables.find("controls.csv", symbol="EWT")
    assert places(check_folder(tables.folder)) == {
        ("controls.csv", row, "symbol", "EWT"),
        ("control_prices/EWX.csv", 0, "", ""),
    }


def test_control_in_another_currency_and_control_that_is_a_listing(tables):
    row = tables.find("controls.csv", symbol="0005.HK")
    tables.edit("controls.csv", row, currency="USD")
    assert places(check_folder(tables.folder)) == {("controls.csv", row, "currency", "USD")}
    tables.edit("controls.csv", row, currency="HKD", symbol="0700.HK")
    assert ("controls.csv", row, "symbol", "0700.HK") in places(check_folder(tables.folder))


def test_control_on_a_day_without_a_session(tables):
    row = tables.find("control_prices/0005.HK.csv", date="2021-04-26")
    tables.edit("control_prices/0005.HK.csv", row, date="2021-04-25")
    assert places(check_folder(tables.folder)) == {("control_prices/0005.HK.csv", row, "date", "2021-04-25")}


@pytest.mark.parametrize(("file", "column"), [("press_check.csv", "event_id"), ("unread.csv", "id")])
def test_press_move_and_reader_of_an_unknown_event(tables, file, column):
    tables.edit(file, 3, **{column: "2021-01-01-no-such-event"})
    assert (file, 3, column, "2021-01-01-no-such-event") in places(check_folder(tables.folder))


def test_dates_out_of_order(tables):
    rows = tables.rows("prices/PDD.csv")
    rows[10], rows[11] = rows[11], rows[10]
    tables.write("prices/PDD.csv", rows)
    assert ("prices/PDD.csv", 13, "date", rows[11]["date"]) in places(check_folder(tables.folder))


def test_prices_beyond_the_day(tables):
    before = tables.edit("prices/BABA.csv", 9, low="500")
    found = places(check_folder(tables.folder))
    assert found == {
        ("prices/BABA.csv", 9, column, f"{float(before[column]):g}") for column in ("open", "high", "close")
    }


def test_close_off_the_tick_grid_and_apart_from_its_adjusted_close(tables):
    row = tables.find("prices/3690.HK.csv", date="2021-04-26")
    tables.edit("prices/3690.HK.csv", row, open="", high="", low="", close="305.33")
    assert places(check_folder(tables.folder)) >= {
        ("prices/3690.HK.csv", row, "close", "305.33"),
    }
    assert {v.column for v in check_folder(tables.folder)} == {"close", "adj_close"}


def test_adjusted_close_without_its_dividend(tables):
    row = tables.find("corporate_actions.csv", symbol="BABA", ex_date="2023-12-20")
    tables.remove("corporate_actions.csv", row)
    found = check_folder(tables.folder)
    ex_row = tables.find("prices/BABA.csv", date="2023-12-20")
    assert {v.column for v in found} == {"adj_close"}
    assert {v.row for v in found} == set(range(2, ex_row)), "every close before the ex-date, none after"


def test_price_on_a_day_without_a_session(tables):
    row = tables.find("prices/9618.HK.csv", date="2021-04-26")
    tables.edit("prices/9618.HK.csv", row, date="2021-04-25")
    assert places(check_folder(tables.folder)) == {("prices/9618.HK.csv", row, "date", "2021-04-25")}


def test_benchmark_sessions_against_the_calendar_both_ways(tables):
    tables.remove("prices/HSI.csv", tables.find("prices/HSI.csv", date="2023-05-16"))
    found = places(check_folder(tables.folder))
    assert ("prices/HSI.csv", 0, "date", "2023-05-16") in found
    rows = tables.rows("prices/GSPC.csv")
    place = next(i for i, row in enumerate(rows) if row["date"] > "2021-07-05")
    rows.insert(place, {"date": "2021-07-05", "close": rows[place]["close"]})
    tables.write("prices/GSPC.csv", rows)
    assert ("prices/GSPC.csv", place + 2, "date", "2021-07-05") in places(check_folder(tables.folder))


@pytest.mark.parametrize("closed", ["2023-09-01", "2023-09-08"])
def test_days_of_storm_are_no_sessions(tables, closed):
    """Hong Kong was shut on both, whatever exchange_calendars says."""
    rows = tables.rows("prices/HSI.csv")
    place = next(i for i, row in enumerate(rows) if row["date"] > closed)
    rows.insert(place, {"date": closed, "close": rows[place]["close"]})
    tables.write("prices/HSI.csv", rows)
    assert places(check_folder(tables.folder)) == {("prices/HSI.csv", place + 2, "date", closed)}


def test_day0_that_is_no_session(tables):
    row = tables.find("events.csv", id=HALTED)
    tables.edit("events.csv", row, day0_hk="2020-11-07")
    assert places(check_folder(tables.folder)) == {("events.csv", row, "day0_hk", "2020-11-07")}


def test_day0_against_the_known_hour(tables):
    row = tables.find("events.csv", id=HALTED)
    tables.edit("events.csv", row, day0_hk="2020-11-03")
    (found,) = check_folder(tables.folder)
    assert (found.row, found.column) == (row, "day0_hk")
    assert "the rule gives 2020-11-04" in found.rule


def test_day0_left_empty(tables):
    row = tables.find("events.csv", id=HALTED)
    tables.edit("events.csv", row, day0_us="")
    assert places(check_folder(tables.folder)) == {("events.csv", row, "day0_us", "")}


def test_exceptions_neither_missing_nor_superfluous(tables):
    removed = tables.remove("day0_exceptions.csv", 2)
    row = tables.append("day0_exceptions.csv", event_id=HALTED, exchange="XHKG")
    event = tables.find("events.csv", id=removed["event_id"])
    found = check_folder(tables.folder)
    assert {(v.file, v.row) for v in found} == {("events.csv", event), ("day0_exceptions.csv", row)}


def test_all_violations_come_at_once_in_order(tables):
    tables.edit("events.csv", 5, severity="9", title="")
    tables.edit("prices/BABA.csv", 3, close="x")
    tables.edit("sources.csv", 4, url="nowhere")
    found = check_folder(tables.folder)
    assert found == sorted(found)
    assert places(found) >= {
        ("events.csv", 5, "severity", "9"),
        ("events.csv", 5, "title", ""),
        ("prices/BABA.csv", 3, "close", "x"),
        ("sources.csv", 4, "url", "nowhere"),
    }


def test_a_former_id_leads_to_an_event_and_is_none_itself(tables):
    event, other = (row["id"] for row in tables.rows("events.csv")[:2])
    nowhere = "2021-01-01-no-such-event"
    loop = tables.append("changes.csv", table="events.csv", key=event, column="id", old=event, new=other)
    lost = tables.append("changes.csv", table="events.csv", key=nowhere, column="id", old="x", new=nowhere)
    found = places(check_folder(tables.folder))
    assert ("changes.csv", loop, "old", event) in found and ("changes.csv", lost, "new", nowhere) in found
    assert ("changes.csv", loop, "new", other) not in found


def test_every_rule_is_tested_to_fail():
    """A rule that cannot fail protects nothing; keep this list beside the tests above (the glossary's:
    test_glossary.py)."""
    assert {rule.__name__ for rule, _ in RULES} == {
        "every_event_has_a_source",
        "editions_are_known",
        "press_and_unread_name_events",
        "renamed_ids_lead_to_events",
        "every_name_is_known",
        "firms_are_listed_once",
        "ids_start_with_the_date",
        "announcement_is_near_the_date",
        "labels_are_ranked",
        "listings_are_complete",
        "price_files_match_listings",
        "control_files_match_controls",
        "actions_fit_their_listing",
        "share_counts_name_companies",
        "dates_ascend",
        "prices_are_within_the_day",
        "hong_kong_prices_are_on_the_grid",
        "adjusted_closes_follow_from_the_actions",
        "prices_are_from_sessions",
        "sessions_agree_with_the_calendar",
        "day0_is_a_session_that_the_rule_allows",
        "related_terms_exist",
        "names_stand_in_one_place",
        "names_are_used_once",
        "policies_are_in_the_record",
    }
