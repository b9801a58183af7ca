"""How passages word time limits, in both languages; all in normal form."""

import re
from collections.abc import Mapping

from corpus.statement import Language

Patterns = Mapping[Language, re.Pattern[str]]

_N = r"(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_U = r"(?P<u>hour|working day|calendar day|day|week|month|year)s?\b"
_ZN = r"(?P<n>\d+|[一二两三四五六七八九十]{1,3})"
_ZU = r"个?(?P<u>小时|工作日|日|天|周|星期|月|年)"

# Sentences that state no time limit of today: comparisons, old rules, penalties, other rights.
NO_RULE: Patterns = {
    Language.EN: re.compile(
        r"not among|names? no|no longer time|\bwrong\b|imprecise|since replaced|superseded|"
        r"\b(?:old|older|expired) |since amended|could not be verified|detention|through|transit|"
        r"less than \d+ days|may get|no experience|without work experience|2017 notice|covers|"
        r"in a row|unbroken|in total|at least \d+ months|lived|reports? of|report says|"
        r"translation of|english text|press |hong kong government|not found within|1958 text|"
        r"may not enter|barred|agencies|tests for|\band \d+ for\b"
    ),
    Language.ZH: re.compile(
        r"不属于|有误|不准确|不对|错误|是错的|写错|已被取代|已废止|后经修改|未能核实|拘留|联程|过境|旧|"
        r"免工作经历|连续|累计|报道|译文|英文文本|发布会|找不到|未找到|以前的做法|失效的|不准入境|不予签发|不受理|"
        r"内有效|中介|撤回|考试"
    ),
}
# "between 120 and 30 days before", 到期前120日至30日
BETWEEN: Patterns = {
    Language.EN: re.compile(rf"(?:between )?(?P<opens>\d+) (?:and|to) {_N} {_U} before"),
    Language.ZH: re.compile(rf"前的?(?P<opens>\d+)[日天]?[至到]{_ZN}{_ZU}"),
}
# "within the month before", 之前的一个月内
IN_LAST: Patterns = {
    Language.EN: re.compile(rf"(?:with)?in (?:the )?(?:last )?(?:{_N} )?{_U} before"),
    Language.ZH: re.compile(rf"前的?{_ZN}{_ZU}[之以]?内"),
}
# "at least 30 days before", 届满30日前
AT_LEAST: Patterns = {
    Language.EN: re.compile(rf"{_N} {_U} before"),
    Language.ZH: re.compile(
        rf"(?:(?<=届满)|(?<=期满)|(?<=到期)|(?<=有效期)){_ZN}{_ZU}[之以]?前|"
        r"(?:届满|期满|到期)前的?(?P<n2>\d+)个?(?P<u2>工作日|日|天|月)(?!之?内|至|到)"
    ),
}
# "within 30 days", 30日内
WITHIN: Patterns = {
    Language.EN: re.compile(
        rf"(?:within|the limit is|up to) {_N} {_U}(?! before)|"
        r"(?:gives?|gave)(?: the police)? (?P<n2>\d+) (?P<u2>hour|working day|day)s?"
        r"(?= (?:from|after|to decide|for the decision|for telling))"
    ),
    Language.ZH: re.compile(
        rf"{_ZN}{_ZU}[之以]?内|最长(?P<n2>\d+)个?(?P<u2>工作日)|为(?P<n3>\d+)(?P<u3>小时)"
    ),
}
# "before the stay ends", 期满前
AT_END: Patterns = {
    Language.EN: re.compile(
        r"\bbefore (?:the|it|his|her|their)\b[^.,;]{0,60}?\b(?:ends?|expires?|runs? out)\b"
    ),
    Language.ZH: re.compile(r"(?:届满|期满|到期)[之以]?前(?!的?[\d一二三])"),
}
FROM_NEXT_DAY = re.compile(
    r"count(?:ed|s)? (?:only )?from the day after|run from the day after|"
    r"入境次日|次日(?:起|开始)|入境的?第二[天日]"
)
FULL_YEAR = re.compile(r"full year|year is full|每满|满一年")
IN_WORKING_DAYS = re.compile(
    r"count(?:ed|s)? (?:them )?in working days|,按工作日计算|规定按工作日计算"
)
OFFICE = re.compile(
    r"\b(?:police|office|offices|agency|authority|court)(?: \([^)]*\))?(?: (?:there|also))? "
    r"(?:must(?! be filed)|has up|have|issues?|decides?|takes?|hand|check)\b|\bto decide\b|"
    r"must be (?:issued|decided|finished|handled|completed|replaced)|are? decided|decides|"
    r"decision (?:is due|on|to|within)|is taken in|are given|from acceptance|"
    r"(?:机关|机构|部门|派出所|办公室)(?:\([^)]*\))?应当|[日内](?:作出)?决定|[日内](?:发放|签发)|"
    r"内[^,;]{0,4}(?:办完|办结|受理)|审批|应当给出|自受理|自收到(?:材料|申请|公民)|处理完|核验"
)
EMPLOYER = re.compile(
    r"\bemployers?(?: and landlords)? (?:must|has|have|registers?)|单位(?:和[^,;]{0,6})?应当"
)
HOTEL = re.compile(r"(?<!outside a )(?<!outside )\bhotels? must|(?:旅馆|酒店)应当")
LANDLORD = re.compile(
    r"\blandlords?\b[^.;]{0,70}must|tenants who|(?:房东|出租人|承租人|出租屋)[^;]{0,40}应当"
)
# Where the time is longer than elsewhere; whether that is so, only the office can say.
REMOTE = re.compile(r"remote|special cases|transport|偏远|特殊情况|交通不便")
VILLAGE = re.compile(r"village|countryside|rural|农村|乡下|村[里子]|[^\W\d_]村")
CITY = re.compile(r"\bcit(?:y|ies)\b|城市")
IN_CITIES = re.compile(r"\bin cities,|(?:^|[,;])(?:在)?城市(?:,|的|里)")
VILLAGE_TOO = re.compile(r"towns? and villages?|villages? (?:alike|too)|城乡|农村.{0,6}也")
