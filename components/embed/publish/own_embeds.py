"""Embeds that an editor has made, to be published beside the catalogue: a file of names and addresses."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from components.charts import catalogue
from components.embed.request import Asked, read
from components.params import BadParam
from data import Snapshot

_NAME = re.compile("[a-z0-9][a-z0-9-]{0,60}")


class OwnEmbed(NamedTuple):
    """name: of its files, in the folder `embeds`. address: as the studio copies it, or `chart?…` alone."""

    name: str
    address: str

    def asked(self, snapshot: Snapshot, home: str) -> Asked:
        """Raises `ValueError` where the address cannot be read."""
        parts = urlsplit(self.address)
        slug = parts.path.rpartition("/")[2].removesuffix(".html")
        if slug not in catalogue.CATALOGUE:
            raise ValueError(f"{self.name}: {self.address[:80]} names no chart")
        try:
            asked = read(slug, parse_qs(parts.query, keep_blank_values=True), snapshot, home=home)
            asked.check_pointed()
            _ = asked.steps
        except (BadParam, LookupError) as problem:
            raise ValueError(f"{self.name}: {problem}") from None
        return asked


def read_embeds(text: str) -> list[OwnEmbed]:
    """A line an embed, its name and its address; empty lines and those that begin with # are passed over.

    Raises `ValueError`, which names the line.
    """
    found: dict[str, OwnEmbed] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, address = line.strip().partition(" ")
        if not name or name.startswith("#"):
            continue
        if not _NAME.fullmatch(name) or not address.strip() or name in found:
            raise ValueError(
                f"line {number}: a name of its own, in small letters, digits and hyphens, a space and an "
                "address are needed"
            )
        found[name] = OwnEmbed(name, address.strip())
    return list(found.values())
