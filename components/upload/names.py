"""Names of companies made comparable: one form for Alibaba Group Holding Ltd., 阿里巴巴集團控股有限公司 "
"and so on."""

from __future__ import annotations

import re
import unicodedata

_PAIRS = (
    "騰腾訊讯團团點点評评東东網网寶宝馬马億亿萬万車车電电國国際际業业產产資资產产證证銀银華华濤涛龍龙鳳凤雲云飛飞機机貝贝實实聯联眾众創创"
    "導导應应廣广場场學学長长門门開开關关風风鐵铁鋼钢藥药醫医體体達达運运遠远週周錢钱貿贸費费質质購购賽赛環环確确驗验號号碼码價价幣币盤盘"
    "時时間间標标題题稱称類类級级發发書书會会無无對对將将與与為为專专業业兩两個个單单參参團团隊队層层島岛區区劃划勝胜動动務务勞劳協协歷历"
)
_SIMPLIFIED = {ord(_PAIRS[place]): _PAIRS[place + 1] for place in range(0, len(_PAIRS), 2)}
_CORPORATE = re.compile(
    r"\b(groups?|holdings?|ltd|limited|inc|incorporated|corp|corporation|co|company|plc|llc|ag|sa|nv|se|the|"
    r"adrs?|ads|"
    r"sponsored|unsponsored|american depositary (?:shares?|receipts?)|depositary|receipts?|shares?|stocks?|"
    r"ordinary|ord|"
    r"common|class [a-c]|cl [a-c]|sw|wr|hk|cayman|technology|technologies|cny|usd|hkd|rmb)\b"
)
_CORPORATE_ZH = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|公司|控股|集团|股份|科技|计算机|系统|网络|深圳市|北京|杭州|中国|"
    r"美股|港股|\(港股\)|[-－]?(?:sw|wr|w|s)$)"
)


def simplified(text: str) -> str:
    """Traditional characters of company names and headers in their simplified form."""
    return text.translate(_SIMPLIFIED)


def name_key(text: str) -> str:
    """A name without its legal form, case, accents and punctuation; "" when nothing is left."""
    plain = simplified(unicodedata.normalize("NFKC", text)).casefold()
    if re.search("[\u4e00-\u9fff]", plain):
        bare = re.sub(r"[\s·.,()\"'“”]+", "", plain)
        return _CORPORATE_ZH.sub("", bare) or bare
    plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    plain = re.sub(r"[^a-z0-9]+", " ", plain.replace(".com", " com").replace("’", "").replace("'", ""))
    bare = " ".join(_CORPORATE.sub(" ", plain).split())
    return bare or " ".join(plain.split())
