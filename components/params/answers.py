"""What answers alone are asked: words that are looked up, and which rows of a long answer."""

from __future__ import annotations

from dataclasses import dataclass

from components.params.base import Params
from components.params.fields import choice, number, text

ORDERS = ("size", "falls", "rises")


@dataclass(frozen=True)
class Term(Params):
    term: str = text(help="words that an entry of the glossary must hold")


@dataclass(frozen=True)
class Rows(Params):
    """Which rows of an answer: it ends earlier where it would grow too long, and says where to go on."""

    start: int = number(1, 1, 100_000, whole=True, help="the first row told, counted from 1")
    rows: int = number(20, 1, 200, whole=True, help="most rows told at once")


@dataclass(frozen=True)
class Order(Params):
    order: str = choice(
        "size", ORDERS, help="which moves come first: the largest, the deepest falls or the highest rises"
    )
