"""Bytes to text, saying how it was read.

A byte order mark or valid UTF-8 settles the encoding. Otherwise the file is GB18030 when its
characters are everyday Chinese (the GB 2312 set), else Windows-1252, the usual Latin-1; both are
readings, not certainties, and are reported as such.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from components.upload.problems import UploadError

NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "gb18030": "GB18030 (simplified Chinese)",
    "cp1252": "Windows-1252 (Western European)",
}
_TRUTHFUL_SHARE = 0.9  # of the non-ASCII characters that must be everyday Chinese


class Decoded(NamedTuple):
    text: str
    encoding: str
    certain: bool


def decode(content: bytes) -> Decoded:
    """`content` as text. Raises `UploadError` when it is no text at all."""
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
    try:
        chinese = content.decode("gb18030")
    except UnicodeDecodeError:
        chinese = ""
    if chinese and _everyday_chinese(chinese):
        return Decoded(chinese, "gb18030", False)
    try:
        return Decoded(content.decode("cp1252"), "cp1252", False)
    except UnicodeDecodeError:
        raise UploadError(
            "The text is in no encoding we can tell (UTF-8, UTF-16, GB18030 or Windows-1252): save it as “CSV UTF-8”"
        ) from None


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UploadError(
            f"The file says it is {NAMES[encoding]} but is damaged: save it again as “CSV UTF-8”"
        ) from None


def _utf16_without_mark(content: bytes) -> str | None:
    """Text whose every other byte is mostly NUL: UTF-16 of mostly Latin letters, mark lost."""
    head = content[:4096]
    if len(head) < 8 or len(content) % 2:
        return None
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.6 * len(zeros):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                return None
            return text if "\x00" not in text else None
    return None


def _looks_binary(content: bytes) -> bool:
    """NUL bytes, or many control characters, never stand in a CSV."""
    head = content[:65536]
    controls = sum(head.count(bytes([code])) for code in (*range(0, 9), *range(14, 27), *range(28, 32)))
    return b"\x00" in content or controls > 0.02 * max(len(head), 1)


def _everyday_chinese(text: str) -> bool:
    foreign = [character for character in text[:200_000] if ord(character) > 127]
    common = sum(_in_gb2312(character) for character in foreign)
    return bool(foreign) and common >= _TRUTHFUL_SHARE * len(foreign)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
