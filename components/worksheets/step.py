"""One step of the way from closes to a result, and how its numbers are written in LaTeX."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """key: of its numbers in `worked`. words: what is done and why. symbol: what is looked for.
    formula: the rule, without the symbol. numbers: the same with numbers; result: what it comes to.
    values: the numbers found, by name."""

    key: str
    words: str
    symbol: str
    formula: str
    numbers: str
    result: str
    values: dict[str, float]

    @property
    def rule(self) -> str:
        """The rule as an equation."""
        return f"{self.symbol} = {self.formula}"

    @property
    def whole(self) -> str:
        """Rule, numbers and result in one line."""
        return " = ".join(part for part in (self.rule, self.numbers, self.result) if part)


def number(value: float, digits: int) -> str:
    """A number; the braces keep a minus sign close to its digits."""
    text = f"{value:.{digits}f}"
    return f"{{{text}}}" if text.startswith("-") else text


def in_brackets(value: float, digits: int) -> str:
    """A number within a product or a sum: a negative one in brackets."""
    text = number(value, digits)
    return f"({text})" if text.startswith("{") else text
