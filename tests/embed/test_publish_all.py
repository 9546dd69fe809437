"""What a server makes of a chart, as files of the static site: formats, steps, choices, other tools."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from components.embed.choices import every_choice
from components.embed.heights import embed_height
from components.embed.publish.__main__ import main
from components.embed.publish.own_embeds import read_embeds
from components.embed.publish.site import publish
from components.embed.request import read
from tests.embed.test_publish import Links, files

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://example.org/sub"
STEPS = (
    "2020-10-01/2021-01-31%202020-11-03-ant-ipo-suspended%20A%20listing%20is%20halted."
    "|2021-03-01/2021-10-31%202021-04-10-alibaba-fined-18-2bn%20A%20fine%20of%2018.2%20billion%20yuan."
)
OWN = f"""# embeds of our own
story https://dashboard.example/embed/timeline?theme=light&steps={STEPS}

short timeline?compact=1&company=Tencent&byline=A.%20Editor
mine /embed/returns?choices=1&title=Our%20headline
"""


@pytest.fixture(scope="module")
def site(snapshot, browser_at, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    publish(folder, snapshot, charts=["timeline"], embeds=read_embeds(OWN), base=BASE)
    return folder


def told(site, name):
    return json.loads((site / name).read_text())


def test_a_chart_has_every_format_that_a_server_has(site, snapshot):
    endings = {path.name.partition(".")[2] for path in (site / "charts").glob("timeline.*")}
    images = {"svg", "outlines.svg", "png", "pdf", "card.png"}
    data = {"csv", "xlsx", "json", "datawrapper.csv", "datawrapper.json", "oembed.json"}
    assert {one for one in endings if "choices" not in one} == {"html"} | images | data
    outlines = (site / "charts/timeline.outlines.svg").read_text()
    assert "<use" in outlines and outlines.count("<text") < (site / "charts/timeline.svg").read_text().count(
        "<text"
    )
    table = read("timeline", {}, snapshot).chart.table
    plain = (site / "charts/timeline.datawrapper.csv").read_bytes()
    assert (site / "charts/timeline.csv").read_bytes() == b"\xef\xbb\xbf" + plain
    book = pd.read_excel(io.BytesIO((site / "charts/timeline.xlsx").read_bytes()))
    assert len(book) == len(pd.read_csv(io.BytesIO(plain))) == len(table)
    about = told(site, "charts/timeline.json")
    assert about["embed_url"] == f"{BASE}/charts/timeline.html" and about["record"]["url"] == BASE


def test_datawrapper_is_led_to_files_of_the_site(site):
    chart = told(site, "charts/timeline.datawrapper.json")
    table = chart["externalData"]
    assert table == chart["metadata"]["data"]["external-data"] == f"{BASE}/charts/timeline.datawrapper.csv"
    source = chart["metadata"]["describe"]["source-url"]
    assert all((site / one.removeprefix(f"{BASE}/")).is_file() for one in (table, source))


@pytest.mark.parametrize(
    "name", ["charts/timeline", "charts/timeline.choices", "embeds/story", "embeds/short"]
)
def test_an_answer_for_oembed_stands_beside_the_page_that_names_it(site, snapshot, name):
    page = (site / f"{name}.html").read_text()
    (link,) = re.findall(r'type="application/json\+oembed" href="([^"]+)"', page)
    answer = told(site, link.removeprefix(f"{BASE}/"))
    assert (answer["version"], answer["type"], answer["width"]) == ("1.0", "rich", 720)
    assert unescape(re.search("<title>(.*?)</title>", page)[1]) == answer["title"]
    frame, script = re.findall('src="([^"]+)"', answer["html"])
    for address in (frame.partition("?")[0], script, answer["thumbnail_url"]):
        assert (site / address.removeprefix(f"{BASE}/")).is_file(), address
    query = {
        "charts/timeline": {},
        "charts/timeline.choices": {"choices": "1"},
        "embeds/short": {"compact": "1", "company": "Tencent"},
    }.get(name)
    if query is not None:
        assert answer["height"] == embed_height(read("timeline", query, snapshot), 720)
    assert f'height="{answer["height"]}"' in answer["html"]
    assert answer.get("author_name") == ("A. Editor" if name == "embeds/short" else None)


def test_a_sequence_brings_the_pictures_of_its_steps(site):
    page = (site / "embeds/story.html").read_text()
    pictures = {unescape(one) for one in re.findall('(?:srcset|<img src)="([^"]+)"', page)}
    assert pictures == {
        f"story.step{n}.{size}.light.svg" for n in (1, 2) for size in ("phone", "column", "wide")
    }
    for name in pictures:
        assert (site / "embeds" / name).read_text().startswith("<svg")
    assert "A fine of 18.2 billion yuan." in page and "crackdown:step" in page
    assert "img-src data: 'self' file:" in unescape(page), "the policy lets the pictures in"
    assert (site / "embeds/story.csv").read_bytes() == (site / "charts/timeline.csv").read_bytes()


@pytest.mark.parametrize("start, slug, query", [
    ("charts/timeline.choices", "timeline", {}),
    ("embeds/mine", "returns", {"title": "Our headline"}),
])  # fmt: skip
def test_every_choice_is_one_link_away_from_every_other(site, snapshot, start, slug, query):
    expected = every_choice(read(slug, {**query, "choices": "1"}, snapshot))
    first = site / f"{start}.html"
    seen, waiting = {}, [first]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        nav = re.search('<nav id="choices".*?</nav>', page.read_text(), re.S)[0]
        chips = re.findall('<a href="([^"]+)"( aria-current=true)?>', nav)
        seen[page] = {address for address, now in chips if now}
        assert all(page.parent / address == page for address in seen[page]), "only its own are current"
        waiting += [page.parent / address for address, _ in chips]
    assert len(seen) == len(expected)
    titles = {unescape(re.search("<title>(.*?)</title>", page.read_text())[1]) for page in seen}
    assert titles == {one.words.title for one in expected}
    for page in seen:
        for link in Links(page.read_text()).found:
            if not link.startswith(("https://", "data:")):
                assert (page.parent / link).is_file(), f"{page.name}: {link}"


def test_the_same_bytes_whatever_the_order_of_hashes_and_hands(site, tmp_path):
    """By two hands with this process's hashes and what the run has drawn; by three with others, afresh."""
    own, out = tmp_path / "own.txt", tmp_path / "site"
    own.write_text(OWN)
    settings = {**os.environ, "PYTHONHASHSEED": "77", "CRACKDOWN_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "components.embed.publish", str(out), "--charts", "timeline"]
    command += ["--embeds", str(own), "--base-url", BASE, "--jobs", "3"]
    done = subprocess.run(command, env=settings, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, second = files(site), files(out)
    assert first.keys() == second.keys() and len(first) > 60
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize(
    "line, said",
    [
        ("Story timeline", "line 1"),
        ("story", "line 1"),
        ("a timeline\na car", "line 2"),
        ("../up timeline", "line 1"),
        ("story nothing?x=1", "story: nothing"),
        ("story timeline?company=Nokia", "company"),
        ("story car?steps=2020-10-01/2021-01-31 One|2021-03-01/2021-10-31 Two", "period"),
        ("story car?highlight=Kuaishou", "highlight"),
    ],
)
def test_an_embed_that_cannot_be_read_is_named_before_anything_is_written(tmp_path, capsys, line, said):
    own, out = tmp_path / "own.txt", tmp_path / "out"
    own.write_text(line)
    try:
        code = main([str(out), "--charts", "timeline", "--embeds", str(own)])
    except SystemExit as left:
        code = left.code
    assert code and said in capsys.readouterr().err and not out.exists()
