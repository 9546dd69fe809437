"""What a column is, from what stands above it: the words of quote pages, terminals and spreadsheets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from components.upload.names import simplified

PRICE_ROLES = {
    "date": "date|day|time|datetime|timestamp|trade date|trading date|trading day|tradedate|exchange date|"
        "local date|pricing date|price date|"
    "quote date|dates|trddt|time key|as of|as of date|session|datadate|caldt|日期|交易日期|交易日|时间|"
    "交易时间|日期时间|数据日期|"
    "datum|tag|fecha|"
    "data|date de cotation|seance|日付|날짜|日子|дата|tarih",
    "close": "close|closing|close last|last|last price|last close|closing price|close price|price close|"
        "price|px last|pxlast|last trade|"
    "trdprc 1|prc|prccd|clsprc|close usd|close hkd|settle|settlement price|market close|close px|closeprice|"
    "closing quotation|official close|"
    "收盘|收盘价|收市|收市价|收盘价格|最新价|最新|现价|最后价|schlusskurs|schluss|kurs|cours|cloture|"
    "cours de cloture|dernier|cierre|"
    "ultimo|precio|precio de cierre|fechamento|preco|chiusura|prezzo|prezzo di chiusura|zuletzt|slot|"
    "終値|종가|"
    "цена|закрытие|value",
    "adj_close": "adj close|adjusted close|adj closing price|adjclose|close adj|closeadj|adjusted|adjusted "
        "closing price|adj|adjusted price|"
    "close adjusted|total return price|adjprcwd|adjprcnd|adjusted last|前复权|前复权收盘价|复权收盘价|"
    "后复权|后复权收盘价|复权价|"
    "调整后收盘价|收盘价 复权|"
    "bereinigter schlusskurs|cierre ajustado|cloture ajustee|終値 調整後|調整後終値",
    "symbol": "symbol|ticker|code|ts code|tscode|stock code|stkcd|ric|instrument|security|sec code|secid|"
        "security code|ticker symbol|tic|"
    "share|stock|代码|股票代码|证券代码|股份代号|代号|股票|证券|标的|wind代码|code value|bloomberg|yahoo|"
    "simbolo|symbole|kurzel",
    "company": "company|name|company name|firm|issuer|security name|stock name|conm|comnam|share name|"
        "instrument name|公司|公司名称|名称|股票名称|"
    "证券名称|证券简称|股票简称|简称|股份名称|empresa|societe|unternehmen|firma",
    "exchange": "exchange|market|mic|exch|exchange code|primary exchange|交易所|市场|上市地|börse|borse|"
        "bolsa|bourse",
    "currency": "currency|ccy|cur|crncy|price currency|curcdd|币种|货币|交易货币|wahrung|devise|moneda",
}  # fmt: skip
EVENT_ROLES = {
    "date": "date|day|event date|eventdate|announcement date|announce date|ann date|date of event|date "
        "announced|日期|事件日期|公告日期|"
    "公告日|公布日期|发生日期|时间|datum|fecha|data|date d evenement|evtdate|edate|anndats",
    "title": "title|event|headline|event title|event name|description|what happened|标题|事件|事件名称|"
        "新闻标题|摘要|内容|"
        "titel|titre|titulo|ereignis|evenement|evento",
    "shares": "ticker|tickers|symbol|symbols|stock|stocks|share|shares|security|securities|code|codes|stock "
        "code|stock codes|ric|permno ticker|"
    "company|companies|firm|firms|firm id|firmid|firm ticker|company name|company names|name|issuer|"
    "affected|affects|"
    "公司|公司名称|股票|股票代码|证券代码|代码|代号|证券简称|股票简称|股票名称|企业|相关公司|涉及公司|"
    "unternehmen|firma|societe|entreprise|empresa",
    "announced_at": "announced at|announced|announcement time|time announced|published at|timestamp|公布时间|"
        "发布时间",
    "type": "type|category|kind|event type|类型|类别|分类",
    "direction": "direction|stance|方向|sign",
    "severity": "severity|weight|importance|严重程度|力度",
    "actors": "actor|actors|regulator|authority|who|机构|监管机构|部门",
    "fine_cny": "fine cny|fine|fine rmb|penalty amount|罚款|罚款金额|罚金",
    "notes": "notes|note|comment|comments|remark|remarks|备注|说明|注释",
    "id": "id|event id|eventid|key|编号|序号|事件编号",
    "day0_hk": "day0 hk",
    "day0_us": "day0 us",
}  # fmt: skip
OTHER_PRICE_COLUMNS = (
    "open|high|low|volume|vol|openint|per|dividend amount|split coefficient|change|chg|chg%|change %|%chg|"
    "change percent|turnover|amount|dividends|stock splits|capital gains|vwap|bid|ask|average|"
    "开盘|开盘价|今开|高|低|交易量|总手|金额|涨幅|均价|前收盘价|前收|最高|最高价|最低|最低价|成交量|"
    "成交额|涨跌幅|涨跌额|涨跌|换手率|振幅|前收盘|昨收|eroffnung|hoch|"
    "tief|tagestief|tageshoch|ouverture|plus haut|"
    "plus bas|apertura|maximo|minimo|volumen|variacion|abertura|maxima|minima|pre close|prev close|previous "
    "close|mkt cap|market cap|returns|return|index|"
    "handelsvolumen|umsatz|stuck|net|trades|no of trades|oi|open interest|始値|高値|安値|出来高|시가|"
    "고가|저가|거래량|变动|row|"
    "unnamed 0"
)
_UNIT = re.compile(r"[(（\[]\s*([^()（）\[\]]{1,20})\s*[)）\]]")


def header_key(text: str) -> str:
    """A header made comparable: no case, accents, marks of footnotes, units in brackets."""
    plain = simplified(unicodedata.normalize("NFKC", text)).casefold()
    plain = _UNIT.sub(" ", plain)
    plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    plain = re.sub(r"(?<=[a-z])[/\\.]+(?=[a-z])|[_\-:*†.#/<>]+", " ", plain.replace("ß", "ss"))
    words = " ".join(plain.split())
    # Quote pages explain a header within it: “Close Close price adjusted for splits.”
    if words.startswith("adj close "):
        return "adj close"
    if words.startswith("close close price"):
        return "close"
    return words


def unit_of(text: str) -> str:
    """What stands in brackets in a header: the currency, mostly."""
    match = _UNIT.search(unicodedata.normalize("NFKC", text))
    return match[1].strip() if match else ""


@lru_cache(maxsize=4)
def _vocabulary(kind: str) -> dict[str, str]:
    roles = PRICE_ROLES if kind == "prices" else EVENT_ROLES
    known = {header_key(name): role for role, names in roles.items() for name in names.split("|")}
    return known | {header_key(role): role for role in roles}


@lru_cache(maxsize=4096)
def role_of(text: str, kind: str) -> str:
    """The role that a header names in a table of "prices" or "events"; "other" for columns that such
    files have besides; "" for words that we do not know."""
    key = header_key(text)
    if not key:
        return ""
    if role := _vocabulary(kind).get(key):
        return role
    if kind == "prices" and key in _others():
        return "other"
    return ""


@lru_cache(maxsize=1)
def _others() -> frozenset[str]:
    return frozenset(header_key(name) for name in OTHER_PRICE_COLUMNS.split("|"))


@lru_cache(maxsize=4096)
def split_header(text: str) -> tuple[str, str]:
    """(role, rest) of a header that names a share and a price at once: `BABA.Close`, `收盘价 腾讯`,
    `('Close', 'BABA')`; ("", text) of another."""
    plain = re.sub(r"[()'\"\[\]]", "", text) if text.startswith("(") else text
    for pattern in (
        r"^(.+?)[\s._,:|\-–—]+(adj(?:usted)?[\s._]?close|adjusted|[^\s._,:|\-–—()]+)$",
        r"^(adj(?:usted)?[\s._]?close|[^\s._,:|\-–—()]+)[\s._,:|\-–—]+(.+)$",
        r"^(.+?)\s*[(（]([^()（）]+)[)）]$",
    ):
        match = re.match(pattern, plain.strip(), re.IGNORECASE)
        if not match:
            continue
        for role_part, rest in ((match[2], match[1]), (match[1], match[2])):
            role = role_of(role_part, "prices")
            if role in ("close", "adj_close", "other") and not role_of(rest, "prices"):
                return role, rest.strip()
    return "", text
