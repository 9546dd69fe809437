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


TRADITIONAL = "日期,標題\n2021-04-10,市場監管總局對阿里巴巴集團作出行政處罰\n"
HONG_KONG = "日期,標題\n2021-04-10,騰訊喺香港嘅股價，啲人話冇嘢\n"


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "cp950", "gb18030", "utf-16"])
def test_traditional_text(encoding):
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


def test_characters_of_hong_kong():
    found = decode(HONG_KONG.encode("big5hkscs"))
    assert (found.text, found.encoding) == (HONG_KONG, "big5hkscs")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("日期,收盘\n2021-07-02,5\n", "gb18030"),
        ("日期,收盤價\n2021-07-02,566.5\n", "big5"),
        ("股份代號,收市\n700,1\n", "big5"),
        ("腾讯\n", "gb18030"),
        ("騰訊\n", "big5"),
        ("名称,代码\n𠮷野家,9861\n", "gb18030"),
        ("名称,代码\n朱镕基珺玥喆,1\n", "gb18030"),
        ("Datum;Schlußkurs;Änderung %\n2.7.2021;5;1\n", "cp1252"),
        ("Fecha;Último;Variación\n", "cp1252"),
        ("Date,Close\n2021-07-02,€5\n", "cp1252"),
        ("日付,終値\n2021,アリババ株\n", "shift_jis"),
        ("날짜,종가\n2021,알리바바\n", "euc_kr"),
    ],
)
def test_short_files(text, encoding):
    found = decode(text.encode(encoding))
    assert found.text == text and not found.certain


def test_other_readings_are_offered_and_one_may_be_chosen():
    content = TRADITIONAL.encode("big5")
    assert "gb18030" in (decode(content).encoding, *decode(content).others)
    assert decode(content, "big5hkscs").text == TRADITIONAL
    with pytest.raises(UploadError, match="choose another"):
        decode(content, "utf-8")


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
