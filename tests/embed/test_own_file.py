"""The embed of a visitor's own chart: one file that leads nowhere, holds all of it, and is kept nowhere."""

from __future__ import annotations

import base64
import hashlib
import html
import re

from components.charts import event_window
from components.embed.drawing import pictures
from components.embed.own_file import own_file
from components.study import StudySpec, run_study
from components.upload.own_study import as_snapshot
from tests.upload.files import events_of

TITLE = '1 < 2 & 3 > 2 | our own "fine" of 5%'


def test_a_pair_of_ones_own_is_a_file_that_asks_for_nothing(browser_at, snapshot):
    content = f"date,ticker,title\n2021-11-19,9988.HK,{TITLE}\n".encode()
    own = as_snapshot(snapshot, events_of(snapshot, content).events)
    event = own.events.index[0]
    params = event_window.Params(event=event, company=("Alibaba",), market="hk")
    before = set(pictures.folder.glob("*/*"))
    text = own_file(lambda look: event_window.build(own, params, look)).decode()
    assert set(pictures.folder.glob("*/*")) == before, "a visitor's drawing is kept on no disk"

    assert text.count('role="img"') == 3 and html.escape(TITLE) in text and "<img" not in text
    assert not re.search(r'\b(?:href|src)="(?!data:)[^"]*', text), "links to files that nobody holds"
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1])
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy and policy.startswith("default-src 'none'")

    pair = run_study(own, StudySpec()).pair(event, "9988.HK")
    assert f"{abs(100 * pair['car']):.1f}%" in text
