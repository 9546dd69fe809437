"""What was typed in any common encoding comes back, or the file is refused with a reason."""

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.upload.encoding import decode
from components.upload.problems import UploadError

CHINESE = "日期,标题\n2021-04-10,市场监管总局对阿里巴巴集团作出行政处罚\n"
FRENCH = "date,title\n2021-04-10,Régulateur inflige une amende à Alibaba, plusieurs milliards dépensés\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_chinese_text(encoding):
    assert decode(CHINESE.encode(encoding)).text == CHINESE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_european_text(encoding):
    assert decode(FRENCH.encode(encoding)).text == FRENCH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_that_lost_its_mark(encoding):
    assert decode("date,title\n2021-04-10,Fine\n".encode(encoding)).text == "date,title\n2021-04-10,Fine\n"


def test_guesses_are_marked_as_guesses():
    assert decode(CHINESE.encode("utf-8")).certain
    assert decode(CHINESE.encode("utf-16")).certain
    assert not decode(CHINESE.encode("gb18030")).certain
    assert not decode(FRENCH.encode("latin-1")).certain


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01\x00\x00",
        random.Random(0).randbytes(5000),
        codecs.BOM_UTF16_LE + b"\x00\xd8x",
    ],
)
def test_binary_junk_is_refused(content):
    with pytest.raises(UploadError):
        decode(content)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_any_utf8_text_round_trips(text):
    if not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8")).text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_refusal(content):
    try:
        assert isinstance(decode(content).text, str)
    except UploadError as refusal:
        assert str(refusal)
