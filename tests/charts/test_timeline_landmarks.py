"""Which events are named on the timeline is the reader's to choose."""

from __future__ import annotations

import pytest

from components.charts import timeline
from components.params import BadParam

FINE = "2021-04-10-alibaba-fined-18-2bn"


def named(snapshot, **query):
    chart = timeline.build(snapshot, timeline.Params.parse(query, snapshot))
    texts = [one["text"] for one in chart.figure.to_dict()["layout"]["annotations"]]
    return chart, texts


def test_only_the_chosen_landmarks_are_named(snapshot):
    landmarks = snapshot.events["label"][snapshot.events["label"] != ""]
    chart, texts = named(snapshot, landmarks=FINE)
    assert landmarks[FINE] in texts
    assert not set(texts) & set(landmarks.drop(FINE))
    assert f"Landmarks: {landmarks[FINE]} (Apr 2021)." in chart.alt
    assert set(chart.table["events"]) == set(named(snapshot)[0].table["events"]), "all events are still there"


def test_an_event_without_a_short_name_gets_its_title(snapshot):
    event = next(one for one in snapshot.events.index if snapshot.events.at[one, "label"] == "")
    _, texts = named(snapshot, landmarks=event)
    title = snapshot.events.at[event, "title"].removeprefix("Confounder: ")
    assert any(
        text.rstrip("…") and title.casefold().startswith(text.rstrip("…").casefold()) for text in texts
    )


def test_none_names_none_and_an_unknown_event_is_refused(snapshot):
    chart, texts = named(snapshot, landmarks="none")
    assert not set(texts) & set(snapshot.events["label"]) - {""} and "Landmarks:" not in chart.alt
    assert chart.params.query() == {"landmarks": "none"}
    with pytest.raises(BadParam) as refused:
        named(snapshot, landmarks="2021-01-01-nothing")
    assert refused.value.unknown_id
