"""Exchanges as people and terminals write them: those with a calendar and a benchmark here, and others."""

from __future__ import annotations

import re
import unicodedata

HERE = {
    "XHKG": "hkex|hkg|hkse|sehk|hk|xhkg|hongkong|hongkongexchange|hongkongstockexchange|"
    "hongkongexchangesandclearing|hkexmainboard|港股|港交所|香港|香港联交所|香港交易所|香港聯交所|联交所|"
    "聯交所|香港主板|主板港股",
    "XNYS": "nyse|xnys|newyork|newyorkstockexchange|nys|nyq|un|n|nysearca|nyseamerican|纽交所|紐交所|"
    "纽约|紐約|"
    "纽约证券交易所|纽约证交所|紐約證券交易所",
    "XNAS": "nasdaq|xnas|nas|nms|ngm|ncm|nasdaqgs|nasdaqgm|nasdaqcm|uw|uq|ur|o|oq|nasdaqglobalselect|"
    "nasdaqglobalselectmarket|纳斯达克|納斯達克|纳指市场|那斯达克",
    "US": "us|usa|u|america|unitedstates|amerika|美股|美国|美國|k|p",
}
"""MIC (or US: New York, of which we need not know the house) → its names, folded."""
ELSEWHERE = {
    "Shanghai": "ss|sh|sha|shg|shh|sse|xshg|shanghai|shanghaistockexchange|上交所|上海|上证|上證|"
    "上海证券交易所|沪|沪市|c1|ch1",
    "Shenzhen": "sz|she|shz|szse|xshe|shenzhen|shenzhenstockexchange|深交所|深圳|深证|深圳证券交易所|深|"
    "深市|c2",
    "mainland China": "cn|ch|china|ashares|ashare|a股|bj|bse|北交所|中国|沪深",
    "Tokyo": "t|tyo|tse|jp|jt|jpx|tokyo|tokyostockexchange|xtks|japan|东京|東京|東証|日股",
    "London": "l|lse|lon|ln|xlon|london|londonstockexchange|uk|gb|伦敦|倫敦|英股",
    "Taiwan": "tw|two|tpe|tt|twse|xtai|taiwan|台股|台湾|台灣|台北",
    "Korea": "ks|kq|krx|kosdaq|kospi|kse|xkrx|korea|seoul|kp",
    "Singapore": "si|sgx|ses|sp|xses|singapore|新加坡",
    "Germany": "de|f|gr|gy|etr|fra|xetra|xetr|xfra|frankfurt|germany|be|mu|du|hm|dusseldorf|munich|"
    "stuttgart|sg|th",
    "Paris": "pa|fp|epa|xpar|paris|euronextparis|euronext",
    "Amsterdam": "as|na|ams|xams|amsterdam",
    "Toronto": "to|tsx|cn2|ct|xtse|toronto|v|tsxv",
    "Sydney": "ax|asx|au|xasx|sydney|australia",
    "Switzerland": "sw|six|vx|xswx|zurich|swiss",
    "India": "ns|bo|nse|bom|in|xnse|xbom|mumbai|india",
    "Mexico": "mx|mm|mexico",
    "Brazil": "sa|bz|bvmf|saopaulo",
    "the US over-the-counter market": "pk|otc|otcmkts|otcpk|pink|otcqx|otcqb|uv|ob|pnk",
    "Vienna": "vi|av|vienna",
    "Milan": "mi|im|bit|milan",
    "Madrid": "mc|sm|bme|madrid",
}
_HERE = {name: mic for mic, names in HERE.items() for name in names.split("|")}
_ELSEWHERE = {name: place for place, names in ELSEWHERE.items() for name in names.split("|")}
NAMES = {"XHKG": "Hong Kong", "XNYS": "New York (NYSE)", "XNAS": "New York (Nasdaq)", "US": "New York"}


def exchange_of(text: str) -> str:
    """The MIC, or "US", that a name means; "" for a name that is not known.

    ValueError naming the place when it has no calendar and no benchmark here.
    """
    name = _folded(text)
    if name in _HERE:
        return _HERE[name]
    if name in _ELSEWHERE:
        raise ValueError(not_here(_ELSEWHERE[name]))
    return ""


def is_suffix(text: str) -> bool:
    """Whether a part of a symbol names an exchange."""
    return _folded(text) in _HERE or _folded(text) in _ELSEWHERE


def not_here(place: str) -> str:
    return (
        f"is a share of {place}, for which there is no calendar and no benchmark here (Hong Kong and New "
        f"York have them)"
    )


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s.\-_/,()]+|exchange group", "", plain)
