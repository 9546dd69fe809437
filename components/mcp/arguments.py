"""What an assistant sends as arguments, as the query that a reader would have written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from components.params import BadParam, Query


def as_query(arguments: Mapping[str, Any] | None) -> Query:
    """Names to texts: lists are joined with commas, yes and no become 1 and 0, null is as if not given.

    Raises `BadParam` for anything else; what the texts may be is for the parameters to say.
    """
    return {
        _printable(name): _text(name, value) for name, value in (arguments or {}).items() if value is not None
    }


def _text(name: str, value: Any) -> str:
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ",".join(_word(one) for one in value)
    if isinstance(value, str | int | float):
        return _word(value)
    told = json.dumps(value)
    raise BadParam(_printable(name), told, "it must be a text, a number, true or false, or a list of these")


def _word(value: str | float) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return _printable(value) if isinstance(value, str) else str(value)


def _printable(text: str) -> str:
    """The text with a question mark for what no encoding knows (half a character pair)."""
    return text.encode("utf-8", "replace").decode("utf-8")
