"""The parts of the site that are made apart from one another: an example, an editor's embed, an event."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from components.charts import catalogue
from components.embed.choices import offers_choices
from components.embed.chrome import Chrome
from components.embed.heights import embed_height
from components.embed.publish.chart_files import Place, write_chart, write_data, write_images
from components.embed.publish.choice_files import write_choices
from components.embed.publish.own_embeds import OwnEmbed
from components.embed.publish.pages import Shown, event_page
from components.embed.publish.recipe import recipe_of
from components.embed.publish.sequence_files import write_sequence
from components.embed.publish.writer import Site
from components.embed.request import Asked, read
from data import Snapshot

COLUMN = 720


@dataclass(frozen=True)
class Parts:
    """What each part needs. recipe: of all of them. on_events: charts that every event has. choices: whether
    there are pages on which readers choose."""

    site: Site
    snapshot: Snapshot
    chrome: Chrome
    recipe: str
    on_events: tuple[str, ...]
    base: str
    app: str
    choices: bool

    def example(self, slug: str) -> Shown:
        """A chart of the catalogue at its best."""
        part = f"charts/{slug}."
        if before := self.site.carried_over(part, self.recipe):
            return Shown(**before)
        room = catalogue.CATALOGUE[slug]
        asked = read(slug, room.example(self.snapshot).query(), self.snapshot, home=self.base)
        place = self._place("charts", slug)
        write_chart(self.site, asked, place, self.chrome)
        choices = self.choices and offers_choices(asked)
        if choices:
            own = self._place("charts", f"{slug}.choices")
            write_choices(self.site, asked.presented(choices=True), own, place, self.chrome)
        shown = dataclasses.replace(_shown(asked, f"charts/{slug}", room.SUMMARY), choices=choices)
        self.site.made(part, self.recipe, dataclasses.asdict(shown))
        return shown

    def own(self, embed: OwnEmbed) -> Shown:
        """An embed that an editor has made."""
        part, recipe = f"embeds/{embed.name}.", recipe_of(self.recipe, embed.address)
        if before := self.site.carried_over(part, recipe):
            return Shown(**before)
        asked, place = embed.asked(self.snapshot, self.base), self._place("embeds", embed.name)
        if asked.in_steps:
            write_sequence(self.site, asked, place, self.chrome)
        elif asked.presentation.choices and not asked.presentation.compact:
            plain = asked.presented(choices=False)
            write_images(self.site, plain, place, self.chrome)
            write_data(self.site, plain, place)
            write_choices(self.site, asked, place, place, self.chrome)
        else:
            write_chart(self.site, asked, place, self.chrome)
        shown = _shown(asked, f"embeds/{embed.name}", "")
        self.site.made(part, recipe, dataclasses.asdict(shown))
        return shown

    def event(self, event: str) -> None:
        """An event's page with the charts around it; the first has the card."""
        folder = f"events/{event}"
        shown: list[Shown] = []
        if self.site.carried_over(f"{folder}/", self.recipe):
            return
        for slug in self.on_events:
            asked, card = read(slug, {"event": event}, self.snapshot, home=self.base), not shown
            write_chart(self.site, asked, self._place(folder, slug), self.chrome, card=card, outlines=False)
            shown.append(_shown(asked, slug, ""))
        self.site.add(f"{folder}/index.html", event_page(self.snapshot, event, shown, self.base))
        self.site.made(f"{folder}/", self.recipe, True)

    def _place(self, folder: str, name: str) -> Place:
        return Place(folder, name, self.base, self.app)


def _shown(asked: Asked, name: str, about: str) -> Shown:
    return Shown(name, asked.words.title, about, embed_height(asked, COLUMN))
