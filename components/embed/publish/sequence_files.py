"""A chart in steps as files: the pictures of each step beside one page."""

from __future__ import annotations

from components.charts.kit.look import Theme
from components.embed.bare import bare
from components.embed.chrome import Chrome
from components.embed.publish.chart_files import Place, addresses_of, write_data, write_images, write_page
from components.embed.publish.writer import Site
from components.embed.request import Asked
from components.embed.stepped import papers, sequence


def write_sequence(site: Site, asked: Asked, place: Place, by: Chrome) -> None:
    """The sequence; its images and data are those of the whole chart, as on a server."""

    def ending(step: int, size: str, theme: Theme) -> str:
        return f".step{step}.{size}.{theme}.svg"

    for number, step in enumerate(asked.steps, start=1):
        for size, tall in asked.heights.items():
            picture = step.picture(size, by=by, height=tall)
            for theme in papers(asked):
                site.add(place.file(ending(number, size, theme)), bare(picture, step.words, theme))
    whole = asked.presented(steps=())
    write_images(site, whole, place, by)
    write_data(site, whole, place)
    middle = sequence(asked, lambda *which: place.name + ending(*which))
    write_page(site, asked, place, {}, addresses_of(asked, place, card=True), steps=middle)
