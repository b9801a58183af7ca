"""Countries and their people in both languages: as parts of patterns, and which a text names."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from corpus.statement import Language
from corpus.text import normal_form

COUNTRIES = Path(__file__).with_name("countries.tsv")


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Every line of `countries.tsv` as its three parts."""
    lines = COUNTRIES.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(tuple(part.split("|")) for part in line.split("\t"))
        for line in lines
        if not line.startswith("#")
    )


def _joined(part: int) -> str:
    """Every name of a column, longer ones first, so that the whole name is found."""
    names = {name for row in _rows() for name in row[part]}
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


COUNTRIES_EN = _joined(0)
DEMONYMS_EN = _joined(1)
COUNTRIES_ZH = _joined(2)
# What stands behind a country's name where a person is meant: 丹麦女婿, 缅甸小工, 德国护照.
PEOPLE_ZH = (
    "人|籍|裔|护照|国籍|公民|老公|老婆|太太|先生|丈夫|妻子|媳妇|儿媳|女婿|岳父|岳母|公公|婆婆|爸|妈|父|母|儿子|女儿|孩子|宝宝|"
    "娃|亲戚|朋友|男友|女友|男朋友|女朋友|同学|同事|客户|客人|房客|租客|室友|邻居|老师|外教|教授|学生|留学生|博士|硕士|员工|"
    "工人|小工|保姆|工程师|专家|厨师|演员|球员|教练|游客|旅客|姑娘|小伙|妹子|哥们|老板|大爷|大妈|老人|夫妇|夫妻|丫头|女孩|男孩|太|佬|"
    "媳|新娘|新郎|对象|爷爷|奶奶|外公|外婆|表|堂|舅|姨|叔|侄"
)
# A language, a thing and a word of pinyin: no people are meant.
_NO_PEOPLE = frozenset({"english", "pole", "lao"})
# Names that stand in other words too, each with what must not stand around it.
_GUARDED: Mapping[str, str] = {
    "america": r"(?<!south )(?<!latin )(?<!north )america",
    "ireland": r"(?<!northern )ireland",
    "wales": r"(?<!south )wales",
    "加纳": "(?<![参增追])加纳(?!税)",
    "南非": "(?<![海云河湖济])南非(?!农|本)",
    "法国": "(?<!无)法国(?![外内务家])",
    "日本": "(?<!当)日本",
    "大马": "大马(?![路上])",
    "也门": "也门(?!诊)",
    "巴林": "巴林(?![左右])",
    "黑山": "黑山(?!县)",
    "朝鲜": "朝鲜(?!族)",
}
_US = (
    r"(?<![a-z.])(?<!let )(?<!all of )(?<!one of )(?<!some of )(?<!both of )(?<!help )(?:us|u\.s\.(?:a\.?)?) (?=passports?|citizens?|nationals?|tourists?)"
    r"|(?<![a-z.])u\.s\.(?:a\.?)?(?![a-z])"
)
_SHORT: Mapping[str, str] = {
    "美": "united states", "英": "united kingdom", "日": "japan", "韩": "south korea", "德": "germany",
    "法": "france", "俄": "russia", "加": "canada", "澳": "australia", "泰": "thailand", "越": "vietnam",
    "意": "italy", "荷": "netherlands", "印": "india",
}  # fmt: skip
_FROM = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|he'?s|she'?s|(?:he|she|they|wife|husband|friend|boyfriend|girlfriend|mother|father|parents) (?:is|are)|"
    r"comes?|people|those|friend|wife|husband) from (?:the )?$"
)
_PERSON = re.compile(rf" (?:passports?|citizens?|nationals?|tourists?|people)\b|(?:{PEOPLE_ZH})")
_WITH_THE = frozenset(
    {"united states", "united kingdom", "united arab emirates", "netherlands", "philippines", "maldives",
     "bahamas", "seychelles", "solomon islands", "dominican republic"}
)  # fmt: skip


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Any name of a country or its people → the country's first English name."""
    return {
        name: row[0][0]
        for row in _rows()
        for part in row
        for name in part
        if name not in _NO_PEOPLE
    }


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(name for row in _rows() for name in row[1])


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(_by_name(), key=lambda name: (-len(name), name))
    latin = "|".join(_GUARDED.get(name, re.escape(name)) for name in names if name.isascii())
    chinese = "|".join(_GUARDED.get(name, name) for name in names if not name.isascii())
    short = "".join(_SHORT)
    return re.compile(
        rf"(?P<us>{_US})|\b(?P<latin>{latin})s?\b|(?P<chinese>{chinese})|(?P<short>[{short}])(?=籍(?!贯))"
    )


@lru_cache(maxsize=8192)
def countries_in(text: str) -> frozenset[str]:
    """Countries that a text names, itself or by their people, in either language.

    Returns:
        Each by its first English name in lower case, "united states" for one.
    """
    return frozenset(country for country, _ in _found(normal_form(text)))


def peoples_in(text: str) -> frozenset[str]:
    """Those of them whose people or passports are meant."""
    return frozenset(country for country, part in _found(normal_form(text)) if part == _PEOPLE)


def countries_of_no_journey(text: str) -> frozenset[str]:
    """Those of them that nobody comes from, goes to or is in."""
    return frozenset(country for country, part in _found(normal_form(text)) if part != _JOURNEY)


_PEOPLE, _NAME, _JOURNEY = "people", "name", "journey"
_ON_THE_WAY = re.compile(
    r"\b(?:from|to|via|through|in|into|between|and|or|of) (?:the )?$|(?:从|经|经过|飞|去|到|在|往|和|至|来自)$"
)


def _found(plain: str) -> Iterator[tuple[str, str]]:
    """(country, whether its people are meant, it, or a part of a journey), in order."""
    for match in _pattern().finditer(plain):
        if match["us"] or match["short"]:
            yield _SHORT.get(match["short"], "united states"), _PEOPLE
            continue
        name = match["latin"] or match["chinese"]
        before, behind = plain[: match.start()], plain[match.end() :]
        of_people = name in _demonyms() or _FROM.search(before) or _PERSON.match(behind)
        part = _PEOPLE if of_people else _JOURNEY if _ON_THE_WAY.search(before) else _NAME
        yield _by_name()[name], part


def name_of(country: str, language: Language) -> str:
    """A country's name for a person.

    Args:
        country: its first English name, as `countries_in` gives it.
    """
    row = next(row for row in _rows() if row[0][0] == country)
    if language is Language.ZH:
        return row[2][0]
    name = country.title().replace(" And ", " and ")
    return f"the {name}" if country in _WITH_THE else name
