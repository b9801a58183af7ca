"""Whether a text is of this field at all, by its words; both languages, in normal form."""

import re

_FIELD = re.compile(
    r"hukou|houkou|huji|juzhuzheng|zanzhuzheng|residen|visa|permit|passport|regist|police|psb|immigra|"
    r"foreign|expat|overstay|deport|entry|border|transit|arrival|nationality|citizen|household|"
    r"migrant|gaokao|zhongkao|social (?:insurance|security)|pension|medical insurance|hong kong|"
    r"maca[ou]|taiwan|identity card|id card|green card|work(?:ing)? |employ|intern|invit|"
    r"marri|marry|birth|born|baby|spouse|landlord|hotel|points|settle|exit|12367|embassy|consulate|"
    r"school|driving|licen[cs]e|tax|\b[qsx][12]\b|\brp\b|(?:72|144|240) ?hours|endorse|contributions|"
    r"insurance|overseas chinese|\bhk\b|five-star|neighbou?rhood committee|leav(?:e|ing) china|"
    r"户口|户籍|落户|入户|居住|居留|签证|签注|护照|登记|派出所|公安|出入境|移民|外国|外籍|老外|过境|入境|出境|免签|"
    r"国籍|公民|暂住|流动人口|随迁|高考|中考|社保|医保|养老|公积金|港澳|台湾|台胞|香港|澳门|回乡证|身份证|绿卡|永居|"
    r"工作许可|工签|就业|打工|实习|兼职|结婚|出生|配偶|房东|旅馆|酒店|积分|迁|华侨|领馆|使馆|入学|上学|驾照|驾驶证|个税|停留|落地签|五星卡|借读|保险|参军|"
    r"条例|办法|法律|条|证"
)


def is_of_the_field(text: str) -> bool:
    """Whether a question holds a word of this field at all."""
    return _FIELD.search(text) is not None
