"""Bytes to text, saying how it was read.

A byte order mark or valid UTF-8 settles the encoding. Otherwise the text is read in every encoding
in which files of Chinese, Japanese, Korean and European tables come, and the reading with the most
characters that people use wins: everyday characters of the encoding's own standard, and accents
inside words. That is a reading, not a certainty: it is reported as such, with the other readings
that are possible, and the uploader may choose another.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from charset_normalizer import from_bytes

from components.upload.problems import UploadError

NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "gb18030": "GB18030 (simplified Chinese)",
    "big5hkscs": "Big5 with the Hong Kong characters (traditional Chinese)",
    "cp950": "Big5 of Taiwan (traditional Chinese)",
    "shift_jis": "Shift JIS (Japanese)",
    "euc_kr": "EUC-KR (Korean)",
    "cp1252": "Windows-1252 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "mac_roman": "Mac Roman (Western European)",
}
_SAMPLE = 6_000  # characters beyond ASCII that are looked at
_PLAUSIBLE = 0.55
_RARE = 0.35
_WORDS = (
    *("日期", "时间", "收盘", "开盘", "交易", "代码", "股票", "公司", "标题", "名称", "元", "年", "月",
        "阿里巴巴", "腾讯", "美团", "处罚"),
    *("收盤", "開盤", "代號", "時間", "標題", "名稱", "騰訊", "美團", "收市", "港元", "億", "萬", "處罰",
        "京東", "股份"),
)  # fmt: skip
"""Words of such tables, which settle short files."""


class Decoded(NamedTuple):
    """text: without a byte order mark. certain: the file itself says how to read it.
    others: further encodings in which it reads as plausible text."""

    text: str
    encoding: str
    certain: bool
    others: tuple[str, ...] = ()


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """`content` as text, in `encoding` when the uploader says so. `UploadError` when it is no text."""
    if encoding is not None:
        return Decoded(_strictly(content, encoding).removeprefix("\ufeff"), encoding, True)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_strictly(content, "utf-16"), "utf-16", True)
    if (unmarked := _utf16_without_mark(content)) is not None:
        return Decoded(unmarked, "utf-16", False)
    if _looks_binary(content):
        raise UploadError(
            "This is not a table of text: upload a CSV (comma-separated text) or an XLSX workbook"
        )
    try:
        return Decoded(content.decode("utf-8-sig"), "utf-8", True)
    except UnicodeDecodeError:
        pass
    readings = _readings(content)
    if not readings:
        raise UploadError(
            "The text is in no encoding we can tell (UTF-8, UTF-16, GB18030, Big5, Windows-1252 and others "
            "were tried): save it as “CSV UTF-8”"
        )
    best = readings[0][1]
    return Decoded(content.decode(best), best, False, tuple(name for _, name in readings[1:]))


def _readings(content: bytes) -> list[tuple[float, str]]:
    """(plausibility, encoding) of every encoding that can be meant, best first."""
    scores: list[tuple[float, str]] = []
    for place, name in enumerate(NAMES):
        if name in ("utf-8", "utf-16"):
            continue
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if (score := _plausibility(text, name)) > 0:
            scores.append((score - place * 1e-6, name))  # of equal ones, the first of the list
    scores.sort(reverse=True)
    if scores and scores[0][0] < _PLAUSIBLE:
        guess = from_bytes(content, cp_isolation=[name for _, name in scores]).best()
        if guess is not None and guess.encoding in NAMES:
            scores.sort(key=lambda one: one[1] != guess.encoding)
    return scores


def _plausibility(text: str, encoding: str) -> float:
    """Share of the characters beyond ASCII that one expects in a table read in this encoding."""
    foreign = [place for place, character in enumerate(text) if character > "\x7f"][:_SAMPLE]
    if not foreign:
        return 1.0
    if any("\x80" <= text[place] < "\xa0" for place in foreign):
        return 0.0  # control characters, which no table has
    if encoding in _WEIGHTS:
        weigh = _WEIGHTS[encoding]
        share = sum(weigh(text[place]) * _company(text, place) for place in foreign) / len(foreign)
        if encoding == "euc_kr" and share == 1.0 and len(foreign) >= 6:
            share = 1.05  # chance alone does not put Chinese into the rows of hangul time after time
        known = sum(len(word) for word in _WORDS if word in text)
        return min(share + 0.15 * known / max(len(foreign), 8) + (0.08 if known else 0), 1.2)
    share = sum(_inside_word(text, place) for place in foreign) / len(foreign)
    if encoding == "cp1251" and share > 0.55 and len(foreign) >= 12:
        share += 0.3  # long words of one alphabet are no accident
    return 0.7 * share if encoding == "mac_roman" else share


def _company(text: str, place: int) -> float:
    """1, or less for a lone character between Latin letters: there an accent was meant."""
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    lone = all(one.isascii() for one in around)
    return 0.25 if lone and any(one.isalpha() for one in around) else 1.0


def _inside_word(text: str, place: int) -> float:
    """How well an accented letter or sign fits where it stands in European text."""
    character = text[place]
    if character in "€£–—’‘“”…°«»·\xa0":
        return 0.9
    if not character.isalpha():
        return 0.1
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    if "Ѐ" <= character <= "ӿ":
        return 0.6 if any("Ѐ" <= one <= "ӿ" for one in around) else 0.2
    fits = any(one.isascii() and one.isalpha() for one in around)
    # A capital accent within a word of small letters is the mark of a wrong reading.
    before = text[place - 1 : place]
    odd = character.isupper() and before.isalpha() and before.islower()
    return (0.95 if fits else 0.25) * (0.3 if odd else 1.0) * (1.0 if character < "\u0180" else 0.5)


@lru_cache(maxsize=8192)
def _simplified(character: str) -> float:
    """Everyday characters are the first level of GB 2312, in which rows 16 to 55 are."""
    fits = _chinese(character, "gb2312", lambda row: 0xB0 <= row <= 0xD7)
    return 0.62 if fits == _RARE and _traditional(character) == 1.0 else fits


@lru_cache(maxsize=8192)
def _traditional(character: str) -> float:
    """Everyday characters are the first level of Big5: A440 to C67E."""
    return _chinese(character, "big5", lambda row: 0xA4 <= row <= 0xC6)


def _chinese(character: str, standard: str, everyday: Callable[[int], bool]) -> float:
    if character in "，。、；：“”‘’（）《》【】—…·％％￥　！？～－＋／０１２３４５６７８９．":
        return 1.0
    if not ("\u3400" <= character <= "\u9fff" or character >= "\U00020000"):
        return 0.1 if not "\ue000" <= character <= "\uf8ff" else 0.0
    try:
        code = character.encode(standard)
    except UnicodeEncodeError:
        return _RARE  # yet names and places have them
    return 1.0 if everyday(code[0]) else 0.45


@lru_cache(maxsize=8192)
def _japanese(character: str) -> float:
    if "\u3040" <= character <= "\u30ff":
        return 1.0
    if "\uff61" <= character <= "\uff9f":
        return 0.05  # half-width katakana: mostly other text read wrongly
    return 0.75 * _traditional(character)


@lru_cache(maxsize=8192)
def _korean(character: str) -> float:
    if "\uac00" <= character <= "\ud7a3":
        return 1.0
    return 0.4 * _traditional(character)


_WEIGHTS = {
    "gb18030": _simplified,
    "big5hkscs": _traditional,
    "cp950": _traditional,
    "shift_jis": _japanese,
    "euc_kr": _korean,
}


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UploadError(
            f"The file cannot be read as {NAMES[encoding]}: choose another encoding or save it as “CSV UTF-8”"
        ) from None


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 that lost its mark: line ends and separators leave NULs at every other byte."""
    head = content[:4096]
    if len(head) < 8 or len(content) % 2 or b"\x00" not in head:
        return None
    little, big = head[1::2].count(0), head[0::2].count(0)
    if max(little, big) < 3 or min(little, big) > 0.1 * max(little, big):
        return None
    try:
        text = content.decode("utf-16-le" if little > big else "utf-16-be")
    except UnicodeDecodeError:
        return None
    sane = sum(one.isprintable() or one in "\r\n\t" for one in text[:2000])
    return text if "\x00" not in text and sane > 0.98 * len(text[:2000]) else None


def _looks_binary(content: bytes) -> bool:
    """NUL bytes, or many control characters, never stand in a CSV."""
    head = content[:65536]
    controls = sum(head.count(bytes([code])) for code in (*range(0, 9), *range(14, 27), *range(28, 32)))
    return b"\x00" in content or controls > 0.02 * max(len(head), 1)
