"""The link back to the app names only what its pages understand."""

import ast
from pathlib import Path

from components.charts import catalogue
from components.controls.classroom.lesson import Lesson
from components.controls.classroom.room import Room
from components.controls.state import View
from components.embed.links import app_url
from components.embed.presentation import FigureOptions, ImageOptions, Presentation
from components.params import public_name

FILES = {"": "timeline", **{page: page for page in ("event", "impact", "patterns", "compare", "classroom")}}


def understood(page):
    """Parameters of the shared view, and of the page's own class `Own`, read from its source."""
    tree = ast.parse((Path(__file__).parents[2] / "pages" / f"{FILES[page]}.py").read_text())
    own = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Own"]
    fields = {
        public_name(field.target.id)
        for node in own
        for field in node.body
        if isinstance(field, ast.AnnAssign)
    }
    parts = Room.kinds().keys() | Lesson.kinds().keys() if page == "classroom" else set()
    return fields | View.kinds().keys() | parts


def test_every_chart_has_its_page(slug):
    chart = catalogue.CATALOGUE[slug]
    assert chart.PAGE.path in FILES
    assert chart.PAGE.lacks <= chart.Params.kinds().keys(), "a parameter that the chart does not have"


def test_the_page_understands_every_parameter_of_the_link(slug):
    names = {name: "x" for name in catalogue.CATALOGUE[slug].Params.kinds()}
    link = app_url("https://example.org", slug, names)
    asked = {part.partition("=")[0] for part in link.partition("?")[2].split("&") if part}
    assert asked <= understood(catalogue.CATALOGUE[slug].PAGE.path)


def test_what_a_publisher_sets_is_never_a_charts_own_parameter(slug):
    names = catalogue.CATALOGUE[slug].Params.kinds().keys()
    for options in (Presentation, ImageOptions, FigureOptions):
        assert names.isdisjoint(options.kinds())
