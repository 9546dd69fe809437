"""Bring your own: uploads run the same study in this visit only, and nothing can harm the app."""

from __future__ import annotations

import numpy as np
import pytest

from components.downloads import csv_bytes, xlsx_bytes
from components.study import StudySpec, record, run_study
from components.upload.events import template
from tests.chrome import find_chrome
from tests.pages.app import html_of, opened

TITLE = "A very particular title nobody else has"
GOOD = (
    f"date,title,affects,announced_at\n2023-12-22,{TITLE},Tencent,2023-12-22T11:00+08:00\n"
    "2022-03-16,Pledge,,\n"
).encode()


def arrived(**query: str):
    return opened("bring_your_own.py", **query)


def brought(content: bytes, name: str = "events.csv", kind: str = "text/csv", **query):
    app = arrived(**query)
    app.file_uploader(key="own-events").set_value((name, content, kind)).run()
    assert not app.exception
    return app


def ranking(app):
    return next(frame.value for frame in app.dataframe if "Abnormal" in frame.value)


def messages(app) -> str:
    return " ".join(e.value for kind in (app.error, app.warning, app.info, app.success) for e in kind)


def test_it_opens_with_its_limits_and_its_promise():
    app = arrived()
    assert any("5 MB" in c.value and "not stored" in c.value for c in app.caption)


def test_own_events_get_the_numbers_of_the_record_on_the_same_days(snapshot):
    table = ranking(brought(GOOD, clean_estimation="0"))
    row = table[(table["Event"] == TITLE) & (table["Share"] == "Tencent")].iloc[0]
    pair = run_study(snapshot, StudySpec(clean_estimation=False)).pair(
        "2023-12-22-online-games-draft", "0700.HK"
    )
    assert list(row[["Abnormal", "From", "Return"]]) == pytest.approx(
        [100 * pair[name] for name in ("car", "ci_low", "raw_return")], rel=1e-12
    )
    assert row["Market value"] == pair["mv_change_usd_bn"]


def test_the_chart_says_whose_events_these_are():
    assert "your own 2 events, which are no part of the record" in html_of(brought(GOOD))


def test_good_rows_run_and_bad_ones_are_named():
    app = brought(GOOD + b"2023-99-01,Bad day,,\n2023-12-01,=HYPERLINK(1),,\n")
    problems = next(frame.value for frame in app.dataframe if "reason" in frame.value)
    assert (
        list(problems["row"]) == [4, 5]
        and "no such day" in problems["reason"].iloc[0]
        and "formula" in problems["reason"].iloc[1]
    )
    assert "4 rows in the file, 2 events read; 2 rows left out" in messages(app) and len(ranking(app)) == 5


def test_ambiguous_dates_are_asked_and_the_answer_runs():
    app = brought(b"date,title\n03/04/2023,x\n")
    assert "day/month or month/day" in app.radio[0].label
    app.radio[0].set_value("day first").run()
    assert not app.exception and str(ranking(app)["Date"].iloc[0])[:10] == "2023-04-03"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (bytes(range(256)) * 50, "not a table"),
        (b"", "empty"),
        (b"%PDF-1.4", "PDF"),
        (b"title,title\na,b\n", "no column “date”"),
        (b"a" * (5 * 1024**2 + 1), "at most 5 MB"),
        (b"PK\x03\x04" + bytes(500), "damaged"),
        ("日期,标题\n".encode("utf-16"), "no rows"),
    ],
    ids=["junk", "empty", "pdf", "duplicate headers", "too large", "broken workbook", "header only"],
)
def test_unusable_files_get_one_sentence(content, part):
    app = brought(content)
    assert part in app.error[0].value


def test_the_templates_themselves_run():
    assert len(ranking(brought(xlsx_bytes(template()), "t.xlsx", "application/octet-stream"))) == 3


def test_own_prices_join_the_study(snapshot):
    app = brought(GOOD, clean_estimation="0")
    rows = snapshot.prices[snapshot.prices["symbol"] == "0700.HK"][["date", "close", "adj_close"]].assign(
        symbol="1810.HK", company="Copy Ltd"
    )
    app.file_uploader(key="own-prices").set_value([("p.csv", csv_bytes(rows), "text/csv")]).run()
    assert not app.exception
    table = ranking(app).set_index(["Event", "Share"])["Abnormal"]
    assert table[("Pledge", "Copy Ltd")] == pytest.approx(table[("Pledge", "Tencent")], abs=1e-13)


def test_an_example_at_one_click_with_a_pair_whole():
    app = arrived()
    app.button(key="own-example").click().run()
    assert not app.exception and "8 events read, none left out" in messages(app)
    assert app.selectbox(key="own-pair").options and "Day 0 is" in " ".join(m.value for m in app.markdown)
    names = {button.proto.label for button in app.get("download_button")}
    assert {"Worksheet (Excel)", "Worksheet (to print)", "Notebook"} <= names


def test_files_and_answers_survive_a_walk_to_other_pages():
    app = brought(b"date,title\n03/04/2023,x\n")
    app.radio[0].set_value("day first").run()
    app.switch_page("impact.py").run()
    app.switch_page("bring_your_own.py").run()
    assert not app.exception and str(ranking(app)["Date"].iloc[0])[:10] == "2023-04-03"
    assert any("events.csv" in caption.value for caption in app.caption)
    app.button(key="own-events-remove").click().run()
    assert not [frame for frame in app.dataframe if "Abnormal" in frame.value]


def test_a_pasted_table_runs():
    app = arrived()
    app.text_area(key="own-events-paste").set_value("date\tticker\tevent\n2021-04-12\tBABA\tFine\n").run()
    table = ranking(app)
    assert not app.exception and list(table["Event"]) == ["Fine"] and len(table) == 1


def test_prices_without_a_symbol_are_asked_about_and_odd_ones_held_back(snapshot):
    days = snapshot.sessions("XNYS")
    days = days[days >= "2021-01-04"][:250]
    closes = [100 + place % 7 for place in range(250)]
    closes[100] *= 10
    rows = "".join(f"{day:%Y-%m-%d},{close}\n" for day, close in zip(days, closes, strict=True))
    app = brought(b"date,title\n2021-10-11,Fine\n")
    app.file_uploader(key="own-prices").set_value(
        [("NTES.csv", f"Date,Close\n{rows}".encode(), "text/csv")]
    ).run()
    assert "no share of the record" in app.radio[0].label
    app.radio[0].set_value("US").run()
    assert not app.exception and "×10" in app.radio[0].label
    assert not (ranking(app)["Share"] == "NTES").any()
    app.radio[0].set_value("leave out").run()
    assert not app.exception and (ranking(app)["Share"] == "NTES").any()


def test_nothing_uploaded_is_kept_or_shown_to_another_visit():
    app = brought(GOOD)
    assert TITLE in " ".join(map(str, ranking(app)["Event"]))
    kept = [key for key in record._RESULTS.entries if "own" in str(key[0])] + [
        key for key in record._RECORDS.entries if "own" in str(key[0])
    ]
    assert not kept
    assert TITLE not in html_of(arrived()) + html_of(opened("impact.py"))


def test_crowded_events_say_what_to_do_and_one_click_does_it():
    days = np.arange("2023-01-02", "2023-12-28", dtype="datetime64[D]")
    app = brought(b"date,title\n" + b"".join(f"{day},e{day}\n".encode() for day in days))
    assert any("too few undisturbed sessions" in caption.value for caption in app.caption)
    next(button for button in app.button if button.label == "Use every session").click().run()
    assert (ranking(app)["Status"] == "used").mean() > 0.9


def test_a_chart_of_ones_own_is_an_embed_only_as_a_file(monkeypatch):
    if (browser := find_chrome()) is None:
        pytest.skip("NO CHROME OR CHROMIUM FOUND: nothing can be drawn")
    monkeypatch.setenv("BROWSER_PATH", browser)
    app = arrived()
    app.button(key="own-example").click().run()
    app.session_state["own-impact-files"] = True  # the popover, opened
    app.run()
    assert not any("/embed/" in text.value for text in app.markdown)
    app.button(key="own-impact-make-embed").click().run()
    assert not app.exception
    made = [one.proto for one in app.get("download_button") if one.proto.label == "Embed (HTML)"]
    assert len(made) == 1 and made[0].url.endswith(".html")
