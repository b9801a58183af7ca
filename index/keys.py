"""Article and document numbers in a question, looked up and not guessed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from corpus.instruments import Instruments
from corpus.statement import Language, Locator
from corpus.text import chinese_number, normal_form

_N = r"[零〇一二三四五六七八九十百\d]+"
_CHINESE_ARTICLE = re.compile(
    rf"(?P<ordinal>第)?\s*(?P<article>{_N})\s*条"
    rf"(?:\s*之\s*(?P<sub>[一二三四五六七八九\d])(?!\s*款))?"
    rf"(?:\s*[第之]?\s*[(（]?(?P<paragraph>{_N})[)）]?\s*款)?"
    rf"(?:\s*[第之]?\s*[(（]?(?P<item>{_N})[)）]?\s*项)?"
)
_PARAGRAPH = r"(?:\((\d+)\)|,?\s*(?:par(?:a(?:graph)?)?s?\.?|subsection)\s*\(?(\d+)\)?)"
_ITEM = r"(?:\((\d+)\)|,?\s*(?:items?|subparagraph|point|no\.?|number)\.?\s*\(?(\d+)\)?)"
_ENGLISH_ARTICLE = re.compile(
    rf"(?:\b(?:art(?:icles?|s?\.)?|a\.|sections?|secs?\.?)|§+)\s*(?:no\.?\s*)?(\d+)(?:[-–](\d+)\b)?"
    rf"(?:\s*{_PARAGRAPH})?(?:\s*{_ITEM})?"
)
_ABBREVIATED = re.compile(
    r"\b(?:eeal|feer|hrr|rpr)\s+(\d+)(?![,.]\d)(?:[-–](\d+)\b)?(?:\s*\((\d+)\))?(?:\s*\((\d+)\))?"
)
# After the whole name of a law: "Passport Law 12", but neither a year nor what is counted.
_AFTER_NAME = (
    r"\s+(\d{1,3})(?:[-–](\d+)\b)?(?:\s*\((\d+)\))?(?:\s*\((\d+)\))?"
    r"(?!\s?[-–]\w|[,.]\d|\s*[+%])(?:(?<=\))|(?=\s*(?:[^\w\s(]|$|(?:says?|is|means?|requires?|and|or|vs|for|of|on|about|who|which)\b)))"
)
_DECREE = re.compile(
    r"(?:\bdecree|\border(?=\s*(?:no|#))|令)\s*(?:no\.?\s*|number\s*|#\s*|第)?\s*(\d+)"
)
_BRACKETED_YEAR = re.compile(r"\s*[〔\[【(（]\s*(\d{4})\s*[〕\]】)）]\s*(?:第\s*)?(\d+)\s*号")
_NUMBERED = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号")
_OF_CHINA = re.compile(r"\s*(?:of )?the people's republic of china|\s*of the prc|中华人民共和国")
_ABBREVIATIONS = {
    "eeal": "eeal-2012",
    "exit-entry law": "eeal-2012",
    "exit and entry law": "eeal-2012",
    "exit-entry administration law": "eeal-2012",
    "feer": "feer-2013",
    "identity card law": "idl-2011",
    "id card law": "idl-2011",
    "hrr": "hrr-1958",
    "hukou regulations": "hrr-1958",
    "hukou registration regulations": "hrr-1958",
    "household registration regulations": "hrr-1958",
    "residence permit regulations": "rpr-2015",
    "rpr": "rpr-2015",
    "国籍法": "nl-1980",
    "出入境管理法": "eeal-2012",
    "出境入境管理法": "eeal-2012",
    "户口登记条例": "hrr-1958",
    "居住证条例": "rpr-2015",
    "外国人入出境管理条例": "feer-2013",
}
_MIN_TITLE = 3
_ALIKE = 0.8  # of a misspelt title, as difflib counts: one character in five may be wrong
_TITLE_WORDS = 9  # of an English title, at most, on either side of the article


@dataclass(frozen=True, slots=True)
class Key:
    """A reference as asked: an instrument, an article, or both.

    Attributes:
        instrument: id, or a user's law by its title in normal form; None where only an article
            is named.
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


_Article = tuple[str, int | None, int | None]


class KeyReader:
    """Reads references out of questions, knowing every title and number of the instruments."""

    def __init__(self, instruments: Instruments, titles: Iterable[str] = ()) -> None:
        """Take what can be named.

        Args:
            instruments: each goes by its id.
            titles: of users' documents; one that is no instrument goes by its normal form.
        """
        names: dict[str, str] = {}
        for key in instruments:
            first = instruments.versions(key)[0]
            for language in Language:
                names.setdefault(_title(first.titles[language]), key)
            if first.number:
                names.setdefault(_plain(first.number), key)
        names |= {name: key for name, key in _ABBREVIATIONS.items() if key in instruments}
        self._instruments = instruments
        self._names = _longest_first(names)
        plain = (_title(title) for title in titles)
        self._names = _longest_first(names | {t: t for t in plain if not self._named(t)})
        english = "|".join(re.escape(name) for name in _longest_first(names) if name.isascii())
        self._numbered_law = re.compile(rf"\b(?:{english}){_AFTER_NAME}")
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
        plain = _plain(question)
        instrument = self._named(plain) or self._decree(plain)
        articles = [*_chinese_articles(plain, bare=instrument is not None)]
        articles += [
            self._with_sub(instrument or topic, match) for match in self._english_matches(plain)
        ]
        if articles:
            instrument = instrument or self._misspelt(plain) or topic
            return tuple(dict.fromkeys(Key(instrument, *article) for article in articles))
        numbered = _NUMBERED.search(plain) or _DECREE.search(plain)
        return (Key(instrument),) if instrument and numbered else ()

    def without_references(self, question: str) -> str:
        """A question without the laws, articles and numbers that it names, in normal form."""
        plain = self._numbered_law.sub(" ", _plain(question))
        for name in self._names:
            plain = plain.replace(name, " ")
        for pattern in (_CHINESE_ARTICLE, _ABBREVIATED, _ENGLISH_ARTICLE, _NUMBERED, _DECREE):
            plain = pattern.sub(" ", plain)
        return " ".join(plain.split())

    def law(self, title: str) -> str:
        """What a text with this title goes by: the id of the instrument it is, or the title."""
        plain = _title(title)
        return self._named(plain) or plain

    def _named(self, plain: str) -> str | None:
        return next((key for name, key in self._names.items() if name in plain), None)

    def _decree(self, plain: str) -> str | None:
        decree = _DECREE.search(plain)
        return self._numbers.get(decree[1]) if decree else None

    def _english_matches(self, plain: str) -> Iterator[re.Match[str]]:
        yield from _ENGLISH_ARTICLE.finditer(plain)
        yield from _ABBREVIATED.finditer(plain)
        if not _ABBREVIATED.search(plain):
            yield from self._numbered_law.finditer(plain)

    def _with_sub(self, instrument: str | None, match: re.Match[str]) -> _Article:
        """`art 39-2`: the article 39-2 where the instrument has one, else paragraph 2 of 39."""
        article, sub, *rest = match.groups()
        numbers = [number for number in rest if number]
        if sub and not self._holds(instrument, f"{article}-{sub}"):
            numbers.insert(0, sub)
        elif sub:
            article = f"{article}-{sub}"
        paragraph, item = (*(_number(number) for number in numbers[:2]), None, None)[:2]
        return article, paragraph, item

    def _holds(self, instrument: str | None, article: str) -> bool:
        if instrument is None or instrument not in self._instruments:
            return False
        return any(article in version.outline for version in self._instruments.versions(instrument))

    def _misspelt(self, plain: str) -> str | None:
        """The instrument whose title is nearly what stands beside the article."""
        for said in _titles_said(plain):
            found = get_close_matches(said, self._names, n=1, cutoff=_ALIKE)
            if found:
                return self._names[found[0]]
        return None


def _longest_first(names: Mapping[str, str]) -> dict[str, str]:
    usable = {name: key for name, key in names.items() if len(name) >= _MIN_TITLE}
    return dict(sorted(usable.items(), key=lambda pair: -len(pair[0])))


def _plain(text: str) -> str:
    """Normal form, with document numbers written in one way: 国发〔2014〕25号."""
    return _BRACKETED_YEAR.sub(r"〔\1〕\2号", normal_form(text))


def _title(text: str) -> str:
    return _OF_CHINA.sub("", _plain(text)).strip("《》 ")


def _chinese_articles(plain: str, *, bare: bool) -> Iterator[_Article]:
    """Articles in Chinese; `39条` without 第 counts only where an instrument is named."""
    for match in _CHINESE_ARTICLE.finditer(plain):
        if match["ordinal"] or bare:
            article = str(_number(match["article"]))
            if match["sub"]:
                article += f"-{_number(match['sub'])}"
            yield article, _number(match["paragraph"]), _number(match["item"])


def _titles_said(plain: str) -> Iterator[str]:
    """What may be the title of the law: Chinese before 第…条, English words around the article."""
    for match in _CHINESE_ARTICLE.finditer(plain):
        runs = re.findall(r"([\u4e00-\u9fff]+)[》\s]*$", plain[: match.start()])
        yield from (run[at:] for run in runs for at in range(len(run) - _MIN_TITLE + 1))
    for match in _ENGLISH_ARTICLE.finditer(plain):
        after = re.sub(r"^[\s,]*(?:of|in|under|from)?\s*(?:the\s+)?", "", plain[match.end() :])
        before = re.sub(r"(?:,|\s)+$", "", plain[: match.start()])
        words = re.findall(r"[a-z'-]+", after)[:_TITLE_WORDS]
        yield from (" ".join(words[:count]) for count in range(len(words), 1, -1))
        words = re.findall(r"[a-z'-]+", before)[-_TITLE_WORDS:]
        yield from (" ".join(words[start:]) for start in range(len(words) - 1))


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else chinese_number(text)
