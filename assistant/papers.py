"""Papers that look alike and are never confused: which a text names, and rules on another than was asked about."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.text import normal_form
from index.retriever import Hit

_HMT = r"residence permits? (?:for|of) (?:hong kong|hk|hmt|macao|taiwan)[\w, -]*|港澳台居民居住证"
_CITIZENS = (
    r"residence permits? (?:of|for) (?:mainland |chinese )?citizens|citizens'? (?:residence )?(?:permit|card)s?|citizen's residence permit"
    r"|(?<!港澳台居民)(?<!台居民)(?<!工作)居住证"
)
_FOREIGNERS = (
    r"foreigners?'?s?'? residence permits?|residence permits? (?:of|for) (?:a )?foreigners?"
    r"|(?:work|study|reunion|journalist|private-affairs)[- ](?:type )?(?:foreigner's )?residence permits?|居留许可|(?<!永久)居留证件?"
)
_PASSPORT = "passport"
# Papers that look alike; the first that fits takes its words, so that no longer name holds a shorter.
_PAPERS: tuple[tuple[str, str], ...] = (
    ("residence permit of HMT residents", _HMT),
    ("Beijing work residence permit", r"work residence permits?|工作居住证"),
    ("foreigner's residence permit", _FOREIGNERS),
    ("residence permit of citizens", _CITIZENS),
    ("temporary residence permit", r"temporary residence (?:permit|card)s?|暂住证"),
    ("permanent residence card", r"permanent residen(?:ce|t)(?: id(?:entity)?)? cards?|five-star cards?|green cards?|foreign permanent resident id card|永久居留身份证|永久居留证|五星卡|绿卡"),
    ("permanent residence", r"permanent residence|永久居留|永居(?!住)"),
    ("travel permit to Hong Kong and Macao", r"travel permits? to hong kong and macao|(?<!前往)(?:往来)?港澳通行证|双程证"),
    ("travel permit to Taiwan", r"travel permits? to taiwan|(?:往来)?台湾通行证"),
    ("one-way permit", r"one-way permits?|前往港澳通行证|单程证"),
    ("mainland travel permit", r"(?:mainland )?travel permits?(?: for [\w ]+residents)?|home return permits?|港澳居民来往内地通行证|回乡证|台湾居民来往大陆通行证|台胞证|来往(?:内地|大陆)通行证"),
    ("exit-entry permit", r"exit-entry permits?|出入境通行证"),
    ("Chinese travel document", r"chinese travel documents?|旅行证(?!件)"),
    ("travel document", r"travel documents?|旅行证件|出入境证件"),
    ("temporary identity card", r"temporary (?:resident )?(?:identity|id) cards?|临时(?:居民)?身份证(?!明|件)"),
    ("temporary driving permit", r"temporary (?:driving|driver's) (?:permit|licence)s?|临时(?:机动车)?驾驶许可|临时驾照"),
    ("Taiwan household register", r"taiwan household register|户口名簿"),
    ("collective hukou", r"collective hukou|集体户口"),
    ("notification letter", r"notification letters?|许可通知"),
)  # fmt: skip
# Papers that are told from those only where they are asked about: the gate has its own words for them.
_EVERYDAY: tuple[tuple[str, str], ...] = (
    ("identity card", r"(?<!student )(?<!hk )(?<!hong kong )(?:(?:resident )?identity cards?|\bid cards?)|(?<!香港)(?<!澳门)(?<!永久居留)身份证(?!件|明)"),
    (_PASSPORT, r"passports?|护照"),
)  # fmt: skip
_PAPER_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _PAPERS)
_ALL_PATTERNS = (*_PAPER_PATTERNS, *((name, re.compile(pattern)) for name, pattern in _EVERYDAY))
# Of the score of a statement that names other papers alone than the question does. Chosen on dev: docs/answers.md.
OTHER_PAPER = 0.8
# Names that leave open which paper is meant; a question with one of them sets nothing back.
_OPEN = frozenset({"travel document", "temporary residence permit", "exit-entry permit"})
_BARE = re.compile(r"\bresiden(?:ce|cy) permits?\b|\btravel permits?\b|通行证|居留")
_ELSEWHERE = re.compile(r"\b(?:us|u\.s\.|american|eu) green cards?|(?:美国|欧盟)的?绿卡")
_PERMANENT = "permanent residence"
# Whose passport it is says who somebody is; only so is the passport itself asked about.
_ASKS_OF_PASSPORT = re.compile(
    r"\b(?:renew\w*|replac\w+|new|apply(?:ing)? for|get(?:ting)?|cost of|fee for|price of|lost|stolen) (?:a |an |my |the |his |her |our )?(?:\w+ )?passports?\b|"
    r"\bpassports? (?:renewal|fee|cost|price|application)|\bpassports? (?:\w+ ){0,2}(?:expire\w*|stolen|lost|damaged)\b|(?:换|补|办|申请|领)(?:发|了)?(?:一?[本个]|新){0,3}护照|护照[^,。?!]{0,4}(?:到期|过期|失效|换|补|遗失|丢|被[偷盗]|收费|多少钱|工本费|办理)"
)
# Classes of visas, by the letter of each.
_VISA = re.compile(
    r"(?<![a-z0-9])([qsxj][12])(?![a-z0-9])|(?<![a-z0-9'’])([clgdmfkrz])(?=(?:字|类|型)?签|字(?!头)|[- ]?(?:type )?visas?\b|,? (?:or|and|nor) [clgdmfkrz] visas?\b|(?:、|或者?|和)[clgdmfkrz](?:字|签))"
)
_ASKS_WHICH_VISA = re.compile(
    r"\b(?:which|what)(?: kind of| type of| sort of)? visas?\b|(?:什么|哪种|哪类|哪一?种|啥|哪个)签证?|签证(?:办|是)?(?:什么|哪)"
)
_WORK_PERMIT, _RESIDENCE_PERMIT = "foreigner's work permit", "foreigner's residence permit"
_NAMES_WORK_PERMIT = re.compile(r"work permits?\b|工作许可|就业证")
# Papers that a question calls by one name.
_CALLED_ALIKE = (
    frozenset({"residence permit of citizens", "residence permit of HMT residents"}),
    frozenset({_PERMANENT, "permanent residence card"}),
    frozenset({"identity card", "temporary identity card"}),
    frozenset({"Beijing work residence permit", _RESIDENCE_PERMIT}),
)
# Which many rules name for whom else they hold, and what is no paper that could be asked about.
_BY_THE_WAY = frozenset({_PERMANENT, "travel document", "collective hukou", "notification letter"})


def papers_in(plain: str) -> Iterator[str]:
    """Names of the papers in a text in normal form."""
    yield from _read(plain, _PAPER_PATTERNS)[0]


def of_asked_paper(hits: Sequence[Hit], question: str, told: str = "") -> list[Hit]:
    """The hits, those that name other papers alone than the question does set back in score.

    Args:
        hits: best first; where an article was asked for they are left as they are.
        question: with what a follow-up takes over; one that names no paper, or one by a name that leaves open
            which is meant ("residence permit"), leaves them too.
        told: what stands beside the question, and says which paper is meant where that names none at all.
    """
    if (
        not hits
        or hits[0].exact
        or not (asked := _asked(question if _names_any(question) else told))
    ):
        return list(hits)
    set_back = _set_back(hits, lambda text: _names_others(text, asked))
    return sorted(set_back, key=lambda hit: -hit.score)


def of_one_visa(hits: Sequence[Hit], question: str) -> list[Hit]:
    """The hits, those on other classes of visas alone than the question names set back in score.

    Args:
        hits: best first; where an article was asked for they are left as they are.
        question: one that names no class, or asks which is the right one, leaves them too.
    """
    meant = _visas(question)
    if not hits or hits[0].exact or not meant or _ASKS_WHICH_VISA.search(normal_form(question)):
        return list(hits)
    set_back = _set_back(hits, lambda text: bool(_visas(text)) and _visas(text).isdisjoint(meant))
    return sorted(set_back, key=lambda hit: (hit.aside, -hit.score))


def _set_back(hits: Sequence[Hit], is_on_another: Callable[[str], bool]) -> list[Hit]:
    return [
        replace(hit, score=hit.score * OTHER_PAPER)
        if hit.score > 0 and is_on_another(hit.passage.text)
        else hit
        for hit in hits
    ]


@lru_cache(maxsize=8192)
def _visas(text: str) -> frozenset[str]:
    return frozenset(match[0] for match in _VISA.finditer(normal_form(text)))


def _names_any(question: str) -> bool:
    plain = normal_form(question)
    return bool(_read(plain)[0]) or _BARE.search(plain) is not None


def _asked(question: str) -> frozenset[str]:
    """The papers that a question may mean; none where that is open."""
    plain = _ELSEWHERE.sub(" ", normal_form(question))
    named, rest = _read(plain)
    if not _ASKS_OF_PASSPORT.search(plain):
        named = [name for name in named if name != _PASSPORT]
    if _BARE.search(rest) or not _OPEN.isdisjoint(named):
        return frozenset()
    asked = frozenset(named) - _BY_THE_WAY | ({_PERMANENT} & set(named))
    for alike in _CALLED_ALIKE:
        if asked & alike:
            asked |= alike
    if _NAMES_WORK_PERMIT.search(
        plain
    ):  # often what people call the residence permit that hangs on it
        asked |= {_WORK_PERMIT, _RESIDENCE_PERMIT}
    return asked


@lru_cache(maxsize=8192)
def _names_others(text: str, asked: frozenset[str]) -> bool:
    plain = normal_form(text)
    named = {*_read(plain)[0]} - _BY_THE_WAY
    if _NAMES_WORK_PERMIT.search(plain):
        named.add(_WORK_PERMIT)
    return bool(named) and named.isdisjoint(asked)


def _read(
    plain: str, patterns: Sequence[tuple[str, re.Pattern[str]]] = _ALL_PATTERNS
) -> tuple[list[str], str]:
    """The papers that a text names, and what is left of it without their names."""
    named = []
    for name, pattern in patterns:
        if pattern.search(plain):
            named.append(name)
            plain = pattern.sub(" ¤ ", plain)
    return named, plain
