"""Article and document numbers in a question, looked up and not guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.instruments import Instruments
from corpus.statement import Language, Locator
from corpus.text import chinese_number, normal_form

_CHINESE_ARTICLE = re.compile(
    r"第\s*([零一二三四五六七八九十百\d]+)\s*条(?:之([一二三四五六七八九]))?"
    r"(?:\s*第?\s*([一二三四五六七八九十\d]+)\s*款)?(?:\s*第?\s*[(（]?([一二三四五六七八九十\d]+)[)）]?\s*项)?"
)
_ENGLISH_ARTICLE = re.compile(
    r"\b(?:art(?:icle|\.)?|section|sec\.)\s*(\d+)(?:\s*\((\d+)\))?(?:\s*\((\d+)\))?", re.I
)
_DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]+〔\d{4}〕\s*\d+\s*号|decree\s*(?:no\.?\s*)?\d+", re.I
)
_ABBREVIATIONS = {
    "eeal": "eeal-2012",
    "exit-entry law": "eeal-2012",
    "exit and entry law": "eeal-2012",
    "feer": "feer-2013",
    "hrr": "hrr-1958",
    "rpr": "rpr-2015",
    "国籍法": "nl-1980",
    "出入境管理法": "eeal-2012",
    "出境入境管理法": "eeal-2012",
    "户口登记条例": "hrr-1958",
    "居住证条例": "rpr-2015",
}
_MIN_TITLE = 3


@dataclass(frozen=True, slots=True)
class Key:
    """A reference as asked: an instrument, an article, or both.

    Attributes:
        instrument: id, or None where only an article is named.
        article, paragraph, item: None where not named; a bare instrument has none of them.
    """

    instrument: str | None
    article: str | None = None
    paragraph: int | None = None
    item: int | None = None

    def matches(self, locator: Locator) -> bool:
        """Whether a statement that cites `locator` stands on what was asked for."""
        pairs = (
            (self.instrument, locator.instrument),
            (self.article, locator.article),
            (self.paragraph, locator.paragraph),
            (self.item, locator.item),
        )
        return all(asked is None or asked == held for asked, held in pairs)


class KeyReader:
    """Reads references out of questions, knowing every title and number of the instruments."""

    def __init__(self, instruments: Instruments) -> None:
        names: dict[str, str] = {}
        for key in instruments:
            first = instruments.versions(key)[0]
            for language in Language:
                names.setdefault(normal_form(first.titles[language]), key)
            if first.number:
                names.setdefault(normal_form(first.number), key)
        self._names = _longest_first({**names, **_ABBREVIATIONS}, instruments)
        self._numbers = {
            re.sub(r"\D", "", first.number): key
            for key in instruments
            if "令" in (first := instruments.versions(key)[0]).number
        }

    def read(self, question: str, *, topic: str | None = None) -> tuple[Key, ...]:
        """The references of a question, most exact first; none where it names none.

        Args:
            question: as typed.
            topic: the instrument that the conversation is about, for a bare "第39条".
        """
        plain = normal_form(question)
        instrument = self._instrument(plain)
        articles = [*_chinese_articles(plain), *_english_articles(plain)]
        if articles:
            return tuple(
                Key(instrument or topic, article, paragraph, item)
                for article, paragraph, item in articles
            )
        numbered = _DOCUMENT_NUMBER.search(plain)
        return (Key(instrument),) if instrument and numbered else ()

    def _instrument(self, plain: str) -> str | None:
        for name, key in self._names.items():
            if name in plain:
                return key
        decree = re.search(r"(?:decree|令)\s*(?:no\.?\s*|第)?\s*(\d+)", plain)
        return self._numbers.get(decree[1]) if decree else None


def _longest_first(names: Mapping[str, str], instruments: Instruments) -> dict[str, str]:
    usable = {n: k for n, k in names.items() if len(n) >= _MIN_TITLE and k in instruments}
    return dict(sorted(usable.items(), key=lambda pair: -len(pair[0])))


def _chinese_articles(plain: str) -> list[tuple[str, int | None, int | None]]:
    found = []
    for match in _CHINESE_ARTICLE.finditer(plain):
        article = str(_number(match[1]))
        if match[2]:
            article += f"-{_number(match[2])}"
        found.append((article, _number(match[3]), _number(match[4])))
    return found


def _english_articles(plain: str) -> list[tuple[str, int | None, int | None]]:
    return [(m[1], _number(m[2]), _number(m[3])) for m in _ENGLISH_ARTICLE.finditer(plain)]


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else chinese_number(text)
