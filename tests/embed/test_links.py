"""The link back to the app names only what its pages understand."""

from components.charts import catalogue
from components.controls.views import VIEWS
from components.embed.links import app_url
from components.embed.presentation import FigureOptions, ImageOptions, Presentation


def test_every_chart_has_its_page(slug):
    chart = catalogue.CATALOGUE[slug]
    assert chart.PAGE.path in VIEWS
    assert chart.PAGE.lacks <= chart.Params.kinds().keys(), "a parameter that the chart does not have"


def test_the_page_understands_every_parameter_of_the_link(slug):
    names = {name: "x" for name in catalogue.CATALOGUE[slug].Params.kinds()}
    link = app_url("https://example.org", slug, names)
    asked = {part.partition("=")[0] for part in link.partition("?")[2].split("&") if part}
    assert asked <= VIEWS[catalogue.CATALOGUE[slug].PAGE.path].kinds().keys()


def test_what_a_publisher_sets_is_never_a_charts_own_parameter(slug):
    names = catalogue.CATALOGUE[slug].Params.kinds().keys()
    for options in (Presentation, ImageOptions, FigureOptions):
        assert names.isdisjoint(options.kinds())
