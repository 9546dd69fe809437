"""What a reader may choose inside an embed."""

from __future__ import annotations

import html
import re

import pytest

from components.charts import catalogue
from components.embed.choices import every_choice, groups
from components.embed.request import read
from components.params import BadParam

FINE = "2021-04-10-alibaba-fined-18-2bn"


def links(page):
    """Address and words of each chip, and which are current."""
    nav = re.search(r'<nav id="choices".*?</nav>', page, re.S)[0]
    found = re.findall(r'<a href="([^"]+)"( aria-current=true)?>([^<]+)</a>', nav)
    return {words: html.unescape(address) for address, _, words in found}, [w for _, now, w in found if now]


def test_every_choice_is_a_link_to_an_embed_that_says_so(client):
    page = client.get("/embed/impact", params={"choices": "1", "theme": "light"}).text
    offered, current = links(page)
    assert current == ["All", "Day before to day after"]
    assert {"Alibaba", "Tencent", "Meituan", "Day 0 only"} <= offered.keys()
    for words, address in offered.items():
        answer = client.get(f"/embed/{address}")
        assert answer.status_code == 200 and "theme=light" in address
        assert words in links(answer.text)[1]


def test_a_publishers_own_choice_is_among_them_and_its_headline_stays_with_it(client):
    given = {
        "choices": "1",
        "event": FINE,
        "company": "Alibaba",
        "window": "0,3",
        "title": "Ours",
        "byline": "Desk",
    }
    page = client.get("/embed/car", params=given).text
    offered, current = links(page)
    assert current == ["Alibaba", "Day 0 to +3"] and "title=Ours" in offered["Alibaba"]
    other = client.get(f"/embed/{offered['Tencent']}").text
    assert "<h1>Ours</h1>" in page and "<h1>Ours</h1>" not in other
    assert "Desk" in other and "set by the publisher" in other


def test_a_mark_that_another_choice_does_not_show_is_passed_over(client):
    given = {"choices": "1", "mark1": "=240 Only Meituan was so high"}
    offered, _ = links(client.get("/embed/timeline", params=given).text)
    other = client.get(f"/embed/{offered['Alibaba']}")
    assert other.status_code == 200 and "Only Meituan was so high</text>" not in other.text


def test_the_policy_lets_the_page_fetch_from_here_alone(client):
    policy = client.get("/embed/impact", params={"choices": "1"}).headers["content-security-policy"]
    assert "connect-src 'self';" in policy and "img-src data:;" in policy and "unsafe" not in policy
    assert "connect-src" not in client.get("/embed/impact").headers["content-security-policy"]


def test_every_combination_is_offered_once(snapshot):
    asked = read("car", {"choices": "1", "event": FINE}, snapshot)
    every = every_choice(asked)
    queries = [tuple(one.query.items()) for one in every]
    assert len(set(queries)) == len(queries) == 4 * 5
    shown = {tuple(chip.shown.query.items()) for group in groups(asked) for chip in group.chips}
    assert shown <= set(queries)


@pytest.mark.parametrize("slug", catalogue.CATALOGUE)
def test_a_chart_without_choices_says_so(client, snapshot, slug):
    room = catalogue.CATALOGUE[slug]
    query = {**room.example(snapshot).query(), "choices": "1"}
    if {"company", "window"} & room.Params.asked().keys():
        assert groups(read(slug, query, snapshot))
    else:
        answer = client.get(f"/embed/{slug}", params=query)
        assert answer.status_code == 400 and "neither companies nor windows" in answer.text


def test_steps_leave_nothing_to_choose(snapshot):
    steps = "2020-10-01/2021-01-31 A|2021-03-01/2021-06-30 B"
    with pytest.raises(BadParam, match="choices"):
        read("timeline", {"choices": "1", "steps": steps}, snapshot)
