"""One drawing for two papers."""

from components.embed.themed import merge, resolved, variable, variables


def test_only_what_differs_becomes_a_variable():
    light = {"a": "#112233", "b": "rgba(1,2,3,0.5)", "c": "same", "d": [1, "#ffffff"], "n": 5}
    dark = {"a": "#aabbcc", "b": "rgba(9,8,7,0.5)", "c": "same", "d": [1, "#ffffff"], "n": 5}
    merged, pairs = merge(light, dark)
    assert pairs == [("#112233", "#aabbcc"), ("#010203", "#090807")]
    assert merged == {"a": "rgba(3,0,0,1)", "b": "rgba(3,0,1,0.5)", "c": "same", "d": [1, "#ffffff"], "n": 5}


def test_colours_inside_text_are_found():
    light = {"text": 'Alibaba <b style="color:#112233">97</b>'}
    dark = {"text": 'Alibaba <b style="color:#aabbcc">97</b>'}
    merged, pairs = merge(light, dark)
    assert merged["text"] == 'Alibaba <b style="color:rgba(3,0,0,1)">97</b>' and len(pairs) == 1


def test_words_that_differ_stay_as_in_light():
    assert merge({"t": "one #112233"}, {"t": "two #112233"}) == ({"t": "one #112233"}, [])


def test_one_pair_has_one_variable_everywhere():
    pair = ("#112233", "#aabbcc")
    drawn = variables('<path style="fill: rgb(3, 0, 0); stroke: rgb(3,0,0)"/>', [pair])
    name = variable(pair)
    assert drawn.count(f"var({name})") == 2
    assert resolved(drawn, {name: pair}, "dark").count("#aabbcc") == 2
    assert resolved(drawn, {name: pair}, "light").count("#112233") == 2


def test_colour_scales_are_left_to_plotly():
    light = {"colorscale": [[0, "#112233"]]}
    assert merge(light, {"colorscale": [[0, "#aabbcc"]]}) == (light, [])


def test_light_and_dark_figures_differ_in_their_colours_alone(snapshot, slug, example):
    """What the single drawing relies on, for every chart of the catalogue."""
    import json
    import re

    from components.charts import catalogue
    from components.charts.kit.look import Look

    colour = re.compile(r"#[0-9a-fA-F]{6}\b|rgba?\([^)]*\)")
    for size in ("phone", "wide"):
        bare = [
            colour.sub(
                "colour",
                json.dumps(
                    json.loads(
                        catalogue.build(slug, snapshot, example, Look(theme, size)).figure.to_json(
                            validate=False
                        )
                    ),
                    sort_keys=True,
                ),
            )
            for theme in ("light", "dark")
        ]
        assert bare[0] == bare[1]
