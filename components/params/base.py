"""One parser for what a reader may ask: from a query string, a widget or code."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from components.params.kinds import BadParam, Kind

if TYPE_CHECKING:
    from data import Snapshot

Query = Mapping[str, str | list[str]]
"""Names to a text, or to the texts that were given under one name."""


def public_name(field_name: str) -> str:
    """The name in addresses: a field called `from_` (a Python keyword else) is `from`."""
    return field_name.rstrip("_")


@dataclass(frozen=True)
class Params:
    """Base of every set of parameters: a frozen dataclass whose fields say what they allow.

    A set that cannot let the reader choose one of the fields that it inherits names it in `FIXED`: the field
    keeps its default and is no parameter. `NEEDED` are those without which `check` refuses. `FORMER` maps
    names that only this set's addresses once used to today's; former names for all are declared with the
    field.
    """

    FIXED: ClassVar[frozenset[str]] = frozenset()
    NEEDED: ClassVar[frozenset[str]] = frozenset()
    FORMER: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def asked(cls) -> dict[str, dataclasses.Field[Any]]:
        """Parameter names in declared order, with the fields that declare them."""
        fields = dataclasses.fields(cls)
        return {public_name(field.name): field for field in fields if field.name not in cls.FIXED}

    @classmethod
    def kinds(cls) -> dict[str, Kind]:
        """Parameter names in declared order, with what each allows."""
        return {name: field.metadata["kind"] for name, field in cls.asked().items()}

    @classmethod
    def names(cls) -> dict[str, str]:
        """Every name that is read, former ones too, with the parameter's name today."""
        asked = cls.asked()
        former = {old: name for name, field in asked.items() for old in field.metadata["former"]}
        return {**former, **cls.FORMER, **{name: name for name in asked}}

    @classmethod
    def parse(cls, query: Query, snapshot: Snapshot, *, ignore_unknown: bool = False) -> Self:
        """Strict reading: the first thing wrong raises `BadParam`.

        ignore_unknown: pass over names that are no parameter, as addresses of pages and embeds need
        (readers arrive with `fbclid`); else only campaign tags, `utm_*`, are passed over.
        """
        params, problems = cls.parse_leniently(query, snapshot, ignore_unknown=ignore_unknown)
        if problems:
            raise problems[0]
        return params

    @classmethod
    def parse_leniently(
        cls, query: Query, snapshot: Snapshot, *, ignore_unknown: bool = False
    ) -> tuple[Self, list[BadParam]]:
        """What can be read is read, the rest keeps its default and is reported; then see `repaired`."""
        asked, names = cls.asked(), cls.names()
        values: dict[str, Any] = {}
        problems: list[BadParam] = []
        for given_name, given in query.items():
            texts = [given] if isinstance(given, str) else list(given)
            joined = ",".join(texts).strip()
            try:
                if given_name in names:
                    field = asked[names[given_name]]
                    _once(given_name, texts, field, values)
                    # blank, or blank without what cannot be printed, is as if it were not given
                    if joined and (value := field.metadata["kind"].read(given_name, joined, snapshot)) != "":
                        values[field.name] = value
                elif not (ignore_unknown or given_name.startswith("utm_")):
                    allowed = ", ".join(asked) or "none"
                    raise BadParam(given_name, joined, f"no such parameter; allowed are {allowed}")
            except BadParam as problem:
                problems.append(problem)
        params, broken = cls(**values).repaired(snapshot)
        return params, problems + broken

    def repaired(self, snapshot: Snapshot) -> tuple[Self, list[BadParam]]:
        """These parameters with the rules between them made to hold, and each rule that did not.

        A field that breaks a rule becomes what the rule proposes, else its default, and the rules are
        looked at again. What only the reader can supply stays missing.
        """
        params = self
        problems: list[BadParam] = []
        for _ in range(2 * len(dataclasses.fields(self))):
            try:
                params.check(snapshot)
                return params, problems
            except BadParam as problem:
                problems.append(problem)
                mended = params.replace(**(problem.instead or self._default(problem.name)))
            if mended == params:
                return params, problems
            params = mended
        return type(self)(), problems

    @classmethod
    def _default(cls, name: str) -> dict[str, Any]:
        field = cls.asked().get(cls.names().get(name, ""))
        return {field.name: field.default} if field else {}

    @classmethod
    def taking(cls, *others: Params, **more: Any) -> Self:
        """The parameters that this set shares with others, as they have them (the last wins), and `more`.

        The one way from a page's view to a chart, from a chart to `/data/impacts`, and so on.
        """
        mine = {field.name for field in cls.asked().values()}
        taken = {
            field.name: getattr(other, field.name)
            for other in others
            for field in other.asked().values()
            if field.name in mine
        }
        return cls(**taken | more)

    def check(self, snapshot: Snapshot) -> None:
        """Rules between fields: raises `BadParam` naming one of them. Those of the bases are called too."""

    def query(self) -> dict[str, str]:
        """The canonical query: text values, defaults left out, declared order."""
        return {
            name: field.metadata["kind"].write(value)
            for name, field in self.asked().items()
            if (value := getattr(self, field.name)) != field.default and value is not None
        }

    def replace(self, **changes: Any) -> Self:
        """The same with some fields changed."""
        return dataclasses.replace(self, **changes)


def _once(name: str, texts: list[str], field: dataclasses.Field[Any], values: Mapping[str, Any]) -> None:
    """Raises `BadParam` for a parameter that is given twice, be it under its former name."""
    if len(texts) > 1 and not field.metadata["kind"].plural:
        raise BadParam(name, ", ".join(texts), "it may be given only once")
    if field.name in values:
        raise BadParam(
            name,
            ", ".join(texts),
            f"it may be given only once, as “{public_name(field.name)}”",
        )
