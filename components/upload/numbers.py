"""Numbers as files write them. Which sign is the decimal one is decided by the whole column, and said;
where no cell decides it, it is asked.

`1,234` is one thousand or one and a bit: a single separator before exactly three digits is open.
Two different separators, a repeated one, another count of digits behind it, or a nought before it
settle what they are.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from components.upload.grid import UNSEEN, Cell
from components.upload.problems import Asked, Question

POINT, COMMA = "point", "comma"
DECIMAL_SIGNS = {
    POINT: "Decimal point: 1,234.50 is one thousand and 234.5",
    COMMA: "Decimal comma: 1.234,50 is one thousand and 234.5",
}
MISSING = frozenset(
    ("", "-", "--", "---", "—", "–", ".", "n/a", "#n/a", "na", "nan", "null", "none", "nil", "停牌", "无",
        "暂无", "not traded")
)  # fmt: skip
"""What files write where there is no number."""

_CURRENCY = re.compile(
    r"^(HK\$|US\$|NT\$|A\$|C\$|S\$|R\$|HKD|USD|CNY|RMB|EUR|GBP|JPY|\$|€|£|¥|元|港元|美元|人民币)\s*|"
    r"\s*(HK\$|US\$|"
    r"HKD|USD|CNY|RMB|EUR|GBP|JPY|\$|€|£|¥|港元|美元|元|人民币)$",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r".*\d\s*([KMBTkmbt]|万|萬|亿|億|mn|bn|Mio\.?|Mrd\.?)$")
_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
"""Most numbers of most files, for which nothing slower need be asked."""
_SHAPE = re.compile(r"[+\-]?(?:\d[\d.,' ]*|[.,]\d+)(?:e[+\-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
CURRENCIES = {
    "HK$": "HKD", "HKD": "HKD", "港元": "HKD", "港币": "HKD", "港幣": "HKD", "港幣元": "HKD",
    "US$": "USD", "USD": "USD", "美元": "USD", "美金": "USD",
    "CNY": "CNY", "RMB": "CNY", "人民币": "CNY", "人民幣": "CNY", "CNH": "CNY",
    "EUR": "EUR", "€": "EUR", "GBP": "GBP", "£": "GBP", "JPY": "JPY", "GBX": "GBP", "TWD": "TWD",
        "NT$": "TWD",
    "A$": "AUD", "C$": "CAD", "S$": "SGD", "R$": "BRL",
}  # fmt: skip
"""Signs and codes that name one currency; a bare $ or 元 does not."""


@dataclass(frozen=True)
class ReadNumbers:
    """values: a number, NaN where the cell is blank, says that there is none, or is bad.
    reasons: place → why a cell is bad. currencies: those that the cells name.
    sign: "point" or "comma" where cells had separators, with the cell that shows it, else "".
    mixed: a cell of each kind where the column has both signs; each was read by its own shape."""

    values: list[float]
    reasons: dict[int, str]
    currencies: frozenset[str]
    sign: str
    evidence: str
    mixed: str = ""


def read_numbers(
    cells: Sequence[Cell], name: str, *, beside: Sequence[Sequence[Cell]] = (), declared: str = ""
) -> ReadNumbers:
    """Read a column of numbers.

    name: of the column, for the question. beside: columns of the same file that are written alike
    (open, high, low), asked when this one leaves it open. Raises `Asked` when nothing decides.
    """
    bare: dict[Cell, str] = {cell: _bare(cell) for cell in dict.fromkeys(cells) if isinstance(cell, str)}
    shown = _signs(bare)
    contradicts = len(shown) == 2
    sign, evidence = next(iter(shown.items())) if len(shown) == 1 else (declared, "")
    open_cells = [str(cell) for cell, text in bare.items() if _is_open(text)]
    if not sign and not contradicts and open_cells:
        for column in beside:
            also = _signs({cell: _bare(cell) for cell in dict.fromkeys(column) if isinstance(cell, str)})
            if len(also) == 1:
                sign, evidence = next(iter(also.items()))
                break
        else:
            examples = ", ".join(open_cells[:3])
            text = (
                f"The numbers of “{name}” ({examples}) can be read in two ways: say which sign is the "
                f"decimal one"
            )
            raise Asked(Question("decimals", text, DECIMAL_SIGNS))
    values, reasons = [], {}
    known: dict[Cell, float | str] = {}
    for place, cell in enumerate(cells):
        if cell not in known:
            known[cell] = _value(cell, bare.get(cell, "") if isinstance(cell, str) else "", sign)
        found = known[cell]
        if isinstance(found, str):
            reasons[place] = found
        values.append(math.nan if isinstance(found, str) else found)
    named = {CURRENCIES[unit] for cell in bare for unit in _units(str(cell)) if unit in CURRENCIES}
    used = sign if evidence or open_cells else ""
    return ReadNumbers(
        values,
        reasons,
        frozenset(named),
        used,
        str(evidence),
        " and ".join(map(str, shown.values())) if contradicts else "",
    )


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number in some convention."""
    if not isinstance(cell, str):
        return True
    text = _bare(cell)
    return bool(text) and bool(_SHAPE.fullmatch(text) or _SHORT_FORM.fullmatch(text))


def _units(cell: str) -> list[str]:
    return [
        (match[1] or match[2]).upper()
        for match in _CURRENCY.finditer(unicodedata.normalize("NFKC", cell).strip())
    ]


def _bare(cell: Cell) -> str:
    """A cell less spaces around it, currency signs, and with plain characters."""
    if isinstance(cell, str) and _PLAIN.fullmatch(cell):
        return cell
    text = unicodedata.normalize("NFKC", str(cell)).strip().replace("\u2212", "-").replace("’", "'")
    if text.casefold() in MISSING:
        return ""
    return _CURRENCY.sub("", _CURRENCY.sub("", text)).strip()


def _signs(bare: dict[Cell, str]) -> dict[str, Cell]:
    """Decimal signs that cells show by themselves → the cell that shows it."""
    shown: dict[str, Cell] = {}
    for cell, text in bare.items():
        if sign := _sign_of(text):
            shown.setdefault(sign, cell)
    return shown


def _sign_of(text: str) -> str:
    """The decimal sign that a number's own shape settles; "" for none or an open one."""
    if _PLAIN.fullmatch(text):
        fraction = text.partition(".")[2]
        if len(fraction) != 3:
            return POINT if fraction else ""
    if not _SHAPE.fullmatch(text):
        return ""
    mantissa = re.split("e", text, flags=re.IGNORECASE)[0].lstrip("+-")
    dots, commas = mantissa.count("."), mantissa.count(",")
    if dots and commas:
        last_is_dot = mantissa.rfind(".") > mantissa.rfind(",")
        if (dots if last_is_dot else commas) > 1:
            return ""
        return POINT if last_is_dot else COMMA
    if dots + commas == 0:
        return ""
    mark, other = (".", COMMA) if dots else (",", POINT)
    own = POINT if dots else COMMA
    whole, *groups = mantissa.split(mark)
    if len(groups) > 1:
        return other  # repeated, it can only part thousands
    if any(space in mantissa for space in " '"):
        return own  # thousands are parted by something else
    if len(groups[0]) != 3 or not whole or whole.startswith("0") or len(whole) > 3 or "e" in text.lower():
        return own
    return ""


def _is_open(text: str) -> bool:
    return bool(re.fullmatch(r"[+\-]?[1-9]\d{0,2}[.,]\d{3}", text, re.ASCII))


def _value(cell: Cell, text: str, sign: str) -> float | str:
    """The number of a cell, NaN for none, or why it is bad. sign: decimal one of the column, "" if open."""
    if not isinstance(cell, str):
        return float(cell) if math.isfinite(cell) else "is too large a number"
    if cell in UNSEEN:
        return UNSEEN[cell]
    if not text:
        return math.nan
    if _SHORT_FORM.fullmatch(text):
        return "is rounded (a number in thousands or millions): the full number is needed"
    if text.endswith("%"):
        return "is a percentage and no plain number"
    if not _SHAPE.fullmatch(text):
        return "is not a number"
    shown = _sign_of(text)
    if shown and sign and shown != sign:
        return f"has a decimal {shown}, and the rest of the column a decimal {sign}"
    if not (shown or sign) and _is_open(text):
        return "can be read in two ways, and the column mixes decimal points and decimal commas"
    return _parted(text, shown or sign or POINT)


def _parted(text: str, sign: str) -> float | str:
    """The number that `text` writes with this decimal sign."""
    if sign == POINT and _PLAIN.fullmatch(text):
        return float(text) if len(text) < 300 else "is too large a number"
    decimal, parting = (".", ",") if sign == POINT else (",", ".")
    mantissa, *exponent = re.split("e", text, flags=re.IGNORECASE)
    whole, *rest = mantissa.split(decimal)
    if len(rest) > 1 or any(one in "".join(rest) for one in (parting, " ", "'")):
        return "is not a number"
    first, *groups = re.split(rf"[{parting}' ]", whole.lstrip("+-"))
    if groups and not (
        1 <= len(first) <= 3 and len(groups[-1]) == 3 and all(len(g) in (2, 3) for g in groups)
    ):
        return "is not a number: its thousands are parted oddly"
    digits = first + "".join(groups)
    plain = f"{'-' if text.startswith('-') else ''}{digits or '0'}.{''.join(rest) or '0'}"
    value = float(plain + (f"e{exponent[0]}" if exponent else ""))
    return value if math.isfinite(value) else "is too large a number"
