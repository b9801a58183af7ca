"""Figures of a text: numbers with their units and bounds, and dates, in one spelling for both languages."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.support_bounds import Bound, bound_of, side_of
from corpus.text import chinese_number


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of something.

    Attributes:
        number: as written, but in digits.
        value: in the unit; years are counted in months, weeks in days.
        unit: empty where the text names none.
        side: "before" or "after", where it is counted from something.
    """

    number: float
    value: float
    unit: str
    bound: Bound
    side: str = ""

    def __str__(self) -> str:
        return f"{self.bound} {self.value:g} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures in the order of a text, and its dates as written: "2026-09-15", "2026-09", "--09-15"."""

    figures: tuple[Figure, ...]
    dates: frozenset[str]


_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
         "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_ONES)}
_WORDS |= {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_WORDS |= {f"{tens}-{_ONES[n]}": _WORDS[tens] + n for tens in _TENS for n in range(1, 10)}
_WORD = re.compile(
    r"\b(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b(?!-(?:time|off|way|year-old))"
)
_SCALES = {"万": 10**4, "亿": 10**8, "千": 10**3, "百": 100, "thousand": 10**3, "million": 10**6,
           "hundred": 100, "billion": 10**9}  # fmt: skip
_SCALED = re.compile(r"(\d+(?:\.\d+)?)(?:\s*(thousand|million|hundred|billion)\b|(万|亿|千|百))")
_JOINED_SCALE = re.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d+)?)( to | and | or |至|到|-)(?=\d+(?:\.\d+)?\s*(million|万)(?!\w))"
)
_COUNTED = r"(?:个?(?:工作日|自然日|小时|月|星期|周|学期)|日|天|年|周?岁|元|分|次|倍|人|名|条|款|项|万|亿|%|成|门|位|平方米)"
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万]+")
_ONE_OF = re.compile(r"一(?:分|次|人|名|位|项|条|日|天|旦|月)")
_PART = re.compile(
    r"([零〇一二两三四五六七八九十百\d]+)分之([零〇一二两三四五六七八九十百千万\d]+(?:\.\d+)?)"
)

# Unit → what stands behind its number. Order matters: the first that fits is taken.
_UNITS: tuple[tuple[str, float, str], ...] = (
    ("working day", 1, r"[\s-]*(?:working|business|work)[\s-]*days?\b|[\s-]*workdays?\b|个?工作日"),
    ("calendar day", 1, r"[\s-]*(?:calendar|natural)[\s-]days?\b|个?自然[日天]"),
    ("day", 7, r"[\s-]*(?:full |whole )?weeks?\b|个?(?:星期|礼拜)|周(?!岁|年|末|边|期)"),
    ("day", 1, r"[\s-]*(?:full |whole |consecutive |more |further )?days?\b|个?整?[日天]"),
    ("hour", 1, r"[\s-]*(?:full )?(?:hours?|hrs?)\b|个?小时"),
    ("minute", 1, r"[\s-]*minutes?\b|分钟"),
    ("month", 1, r"[\s-]*(?:full |calendar |whole |more )?months?\b|个(?:自然)?月"),
    ("month", 12, r"[\s-]*(?:full |whole |calendar |tax |school |straight |unbroken |consecutive |more |further |insurance )*"
                  r"(?:years?\b|-year-olds?)|(?:个(?:自然|纳税|完整)?年度?|周年|年|周?岁)"),
    ("foreign money", 1, r"\s*(?:us dollars?|dollars?|usd|euros?|hk\$)|美元|欧元|港元|港币|英镑"),
    ("yuan", 1, r"\s*(?:yuan|rmb|cny)\b|元|块"),
    ("percent", 1, r"\s*(?:%|per ?cent\b)"),
    ("point", 1, r"[\s-]*(?:more )?points?\b|个?(?:积分|分(?!之|局|公司|别))"),
    ("times", 1, r"\s*times\b|次|倍"),
    ("square metre", 1, r"\s*(?:square met(?:re|er)s?|sqm)\b|平方米"),
    ("person", 1, r"\s*(?:persons?|people)\b|人|名"),
)  # fmt: skip
_OF_TIME = frozenset({"working day", "calendar day", "day", "hour", "minute", "month"})
_UNIT = re.compile(
    "|".join(f"(?P<u{number}>{pattern})" for number, (_, _, pattern) in enumerate(_UNITS))
)
_NUMBER = re.compile(r"(?<![\w.])\d++(?:\.\d+)?(?![a-z])|(?<=[^\W\da-z_])\d++(?:\.\d+)?(?![a-z])")
_ORDINAL = re.compile(
    r"(?<![\w.])(\d+)(?:st|nd|rd|th)\b(?: day(?= of the (?:following|next|same) ))?"
)
_JOIN = re.compile(r"\s*(?:up to|to|and|or|-|–|—|至|到|~|或)\s*(?=\d)")
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<m>" + "|".join(_MONTHS) + r")"
_DATES = (
    re.compile(r"(?P<y>(?:19|20)\d\d)年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?)?(?!以[内上下]|内|之内)"),
    re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]"),
    re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH}(?:,? (?P<y>(?:19|20)\d\d))?\b"),
    re.compile(rf"\b{_MONTH} {_DAY}(?:,? (?P<y>(?:19|20)\d\d))?\b(?! \d)"),
    re.compile(rf"\b{_MONTH}(?: of)? (?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"(?<![\w.])(?P<y>(?:19|20)\d\d)(?!\d|\.\d|\s*(?:yuan|rmb|cny|元|hours|people|日|天|points?\b(?![- ](?:text|rules|table|measures|trial|hukou|system|round))|分)|\s*(?:to|and|至|到|-)\s*\d+(?:\.\d)?\s*(?:yuan|元))"),
)  # fmt: skip


def canonical(text: str) -> str:
    """Half width, lower case, every number in digits without separators."""
    plain = re.sub(r"\bmay\b", "can", unicodedata.normalize("NFKC", text)).lower()
    plain = re.sub(r"(?<![\d,])(\d{1,3}(?:,\d{3})+)(?![\d.])", r"\1.0", plain)  # no year: 2,000
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    plain = re.sub(r"第[二2]天|翌日", "次日", re.sub(r"第[二2]年(?!级)", "次年", plain))
    plain = re.sub(
        r"(\d+) out of (\d+)(,? or (?:better|more|above|higher))", r"\1\3 out of \2", plain
    )
    plain = re.sub(
        r"(?:^|(?<=[,，。；;生童人]))一到(?=(?:\d\d|[二三四五六七八九]?十)[一二三四五六七八九]?周?岁(?!的))",
        "到了",
        plain,
    )
    plain = re.sub(
        r"(?<![满足够过期住居])一年(?=(?:先|再)?(?:[算计]|大?约|大概|惠及|\d+(?:\.\d+)?分|签(?!证|注(?!一))|[交缴加减扣]|平均)|一[次签换审])",
        "年度",
        plain,
    )
    plain = re.sub(r"每满?一年(?!级)|(?:上|前|下|同|当|任)一年", "年度", plain)
    plain = _PART.sub(_fraction, plain)
    plain = re.sub(r"\bhalf(?: of)? an? (?=\w)|\bhalf-(?=year|hour|month)", "0.5 ", plain)
    plain = re.sub(r"半(?=年|天|小时|个月)", "0.5", plain)
    plain = re.sub(r"\b(a year|one year|1 year) and a half\b|[一1]年半", "18 months", plain)
    plain = _WORD.sub(_digits_of_word, plain)
    plain = _NUMERAL.sub(lambda m: _digits_of_numeral(m, plain), plain)
    plain = re.sub(r"\b(?:two thirds)\b", "2/3 ", plain)
    plain = _JOINED_SCALE.sub(lambda m: f"{_scaled(m[1], m[3])}{m[2]}", plain)
    return _SCALED.sub(lambda m: _scaled(m[1], m[2] or m[3]), plain)


def _scaled(number: str, scale: str) -> str:
    return f"{float(number) * _SCALES[scale]:.12g}".replace("e+06", "000000")


def _fraction(match: re.Match[str]) -> str:
    parts = [float(p) if p[0].isdigit() else float(chinese_number(p) or 0) for p in match.groups()]
    return f"{parts[1]:g}%" if parts[0] == 100 else f"{parts[1]:g}/{parts[0]:g}"


def _digits_of_word(match: re.Match[str]) -> str:
    """A word as digits; "one" only where something is counted: "one of them" counts nothing."""
    behind = match.string[match.end() :]
    if match[1] == "one" and not (
        _UNIT.match(behind)
        or re.match(r" (?:(?:to|or|and) \w+|million|thousand|hundred|billion)", behind)
    ):
        return match[0]
    return str(_WORDS[match[1]])


def _digits_of_numeral(match: re.Match[str], plain: str) -> str:
    before, behind = plain[: match.start()], plain[match.end() :]
    value = chinese_number(match[0])
    ordinal = before.endswith("第")
    counted = re.match(_COUNTED, behind) or re.match(
        rf"[至到或][零〇一二两三四五六七八九十百千万\d]+{_COUNTED}", behind
    )
    if match[0][0] in "千万百" and before[-1:].isdigit():
        return match[0]  # 50万: a scale, not a number
    large = len(match[0]) > 1 and match[0] not in ("千万", "万一", "百万", "万千")
    if value is None or not (ordinal or counted or (large and match[0][-1] in "十百千万")):
        return match[0]
    if match[0] == "一" and not ordinal and _ONE_OF.match(match[0] + behind[:1]):
        return match[0]  # 一次, 一人: counts nothing that could be false
    return str(value)


@lru_cache(maxsize=4096)
def figures_of(text: str) -> Figures:
    """Every figure and date of a text."""
    plain = canonical(text)
    dates: set[str] = set()
    for pattern in _DATES:
        plain = pattern.sub(lambda m: _take_date(m, dates), plain)
    plain = re.sub(r"第\d+(?:号|条|款|项|类|章|级|次)|(?:articles?|decree|no\.|order) (?:no\. ?)?\d+|〔[^〕]*〕\d*号?|\[\d*\]\d*号", " ¤ ", plain)  # fmt: skip
    plain = _ORDINAL.sub(r"\1", plain)
    return Figures(tuple(_figures(plain)), frozenset(dates))


def _take_date(match: re.Match[str], dates: set[str]) -> str:
    groups = match.groupdict()
    month = groups.get("m")
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month else 0
    day = int(groups.get("d") or 0)
    year = groups.get("y") or "-"
    dates.add(year + (f"-{number:02}" if number else "") + (f"-{day:02}" if day else ""))
    return " § "


def _figures(plain: str) -> Iterator[Figure]:
    matches = list(_NUMBER.finditer(plain))
    open_range: tuple[str, float] | None = None
    for match in reversed(matches):  # a number takes the unit of the next it is joined to
        unit, factor, end = _unit_behind(plain, match.end())
        joined = _JOIN.match(plain, end)
        if not unit and joined and open_range:
            unit, factor = open_range
        open_range = (unit, factor) if unit else None
        bound = bound_of(plain, match.start(), end, low=bool(joined))
        number = float(match[0])
        yield Figure(
            number,
            number * factor,
            unit,
            bound,
            side_of(plain, match.start(), end) if unit in _OF_TIME else "",
        )


def _unit_behind(plain: str, end: int) -> tuple[str, float, int]:
    match = _UNIT.match(plain, end)
    if match is None or match.lastgroup is None:
        return "", 1, end
    unit, factor, _ = _UNITS[int(match.lastgroup[1:])]
    return unit, factor, match.end()
