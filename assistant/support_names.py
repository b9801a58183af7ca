"""Names in a text: places, papers, visa letters, instruments, articles."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.papers import papers_in
from corpus.glossary import Term
from corpus.instruments import Instruments
from corpus.places import Places
from corpus.statement import NATION, Passage
from corpus.text import chinese_number, has_han, normal_form

Named = Mapping[str, frozenset[str]]

_LETTER = re.compile(r"(?<![A-Za-z0-9])([CDFGJKLMQRSXZ][12]?)(?=字|签证| visas?|\b)(?![a-z.'’])")
_ARTICLE = re.compile(
    r"(?:articles?|art\.?) (\d+(?:-\d+)?)|第([\d零〇一二两三四五六七八九十百]+)条", re.I
)
_NUMBERED = re.compile(
    r"〔(\d{4})〕(?:第)?(\d+)号?|[［\[(（](\d{4})[］\])）](?:第)?(\d+)号|(?:decree|order|announcement|notice)s? (?:no\.? ?)?(\d+)"
    r"|(?:令|公告|通告)?第(\d+)号",
    re.I,
)  # fmt: skip


class Names:
    """Finds names by the places, instruments and glossary that are known."""

    def __init__(self, places: Places, instruments: Instruments, terms: Sequence[Term]) -> None:
        self._places = places
        self._instruments = instruments
        self._titles = _titles(instruments)
        self._terms = _Terms(terms)
        self.in_text = lru_cache(maxsize=4096)(self._in_text)

    def in_passages(self, passages: Iterable[Passage]) -> Named:
        """The names that passages give, with where they hold and the articles they stand on."""
        found: dict[str, frozenset[str]] = {}
        for passage in passages:
            for kind, names in self.in_text(passage.text).items():
                found[kind] = found.get(kind, frozenset()) | names
            steps = passage.place.split("/")
            ladder = {"/".join(steps[:n]) for n in range(2, len(steps) + 1)}
            articles = {loc.article for loc in passage.locators if loc.article}
            found["place"] |= ladder
            found["article"] |= articles
            found["title"] |= {loc.instrument for loc in passage.locators}
            found["term"] |= found["typed"]
        return found

    def titles_of(self, passage: Passage) -> str:
        """Titles of the instruments that a passage stands on, in both languages."""
        return " ".join(
            title
            for key in dict.fromkeys(locator.instrument for locator in passage.locators)
            if key in self._instruments
            for title in self._instruments.versions(key)[0].titles.values()
        )

    def _in_text(self, text: str) -> Named:
        plain = normal_form(text)
        return {
            "place": frozenset(self._places_in(text)),
            "permit": frozenset(papers_in(plain)),
            "visa": frozenset(_LETTER.findall(text)),
            "title": frozenset(self._instruments_in(plain)),
            "article": frozenset(_articles(text)),
            "decree": frozenset(_numbers(text)),
            "term": self._terms.find(plain),
            "typed": self._terms.find_typed(plain),
        }

    def _places_in(self, text: str) -> Iterator[str]:
        for mention in self._places.mentions(text):
            yield "|".join(sorted(path for path in mention.paths if path != NATION))

    def _instruments_in(self, plain: str) -> Iterator[str]:
        rest = plain
        for title, keys in self._titles:
            if title in rest:
                rest = rest.replace(title, " ")
                yield "|".join(keys)


def is_among(name: str, given: frozenset[str]) -> bool:
    """Whether a name, or one of the several that it can mean ("a|b"), is among those given."""
    known = {part for each in given for part in each.split("|")}
    return bool(known & set(name.split("|")))


def laws_in(text: str) -> list[str]:
    """Names of laws and regulations that a text gives, known or not, in their normal form."""
    return [normal_form(name) for pattern in (_LAW_ZH, _LAW_EN) for name in pattern.findall(text)]


_LAW_ZH = re.compile(
    r"(?:^|[，。；：《、（]|按照?|依照?|根据)(?:\d+年的?)?((?!那个|这个|其他|其它|以及|有关|该|本)[㐀-鿿]{2,12}?(?<!办)(?<!律)(?<!政)(?:法|条例))(?=[，。；规没第的对把要》都也]|$)"
)
_LAW_EN = re.compile(
    r"\b((?:(?:[A-Z][\w'’-]+|and|of|on) )*[A-Z][\w'’-]+) (?:Law|Code|Act|Regulations)\b"
)


def _articles(text: str) -> Iterator[str]:
    for latin, chinese in _ARTICLE.findall(text):
        number = latin or (chinese if chinese.isdigit() else str(chinese_number(chinese) or ""))
        if number:
            yield number


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBERED.finditer(text):
        year, number = match[1] or match[3], match[2] or match[4] or match[5] or match[6]
        yield f"{year}-{number}" if year else number


def _titles(instruments: Instruments) -> list[tuple[str, tuple[str, ...]]]:
    """Titles without what stands in brackets, longest first, with the ids that bear them."""
    found: dict[str, set[str]] = {}
    for key in instruments:
        for version in instruments.versions(key):
            for title in version.titles.values():
                bare = normal_form(re.sub(r"(?:, |（|\().*$", "", title)).strip("《》 ")
                bare = re.sub(r"^中华人民共和国|^the ", "", bare)
                if _INSTRUMENT.search(bare):
                    found.setdefault(bare, set()).add(key)
    ordered = sorted(found, key=lambda title: (-len(title), title))
    return [(title, tuple(sorted(found[title]))) for title in ordered]


_INSTRUMENT = re.compile(
    r"\b(?:law|code|regulations?|measures|rules|provisions|opinions|notice|guidance|decision|interpretation)\b"
    r"|[\u3400-\u9fff]{2}(?:法|法典|条例|办法|规定|细则|意见|通知|决定|解释)"
)


class _Terms:
    """Glossary terms that must not be merged with others."""

    def __init__(self, terms: Sequence[Term]) -> None:
        own = [term for term in terms if term.not_merged]
        self._names = {n: t.chinese[0] for t in own for n in _names(t)}
        self._typed = {
            normal_form(n): t.chinese[0]
            for t in own
            for n in (*t.chinese, *t.english, *t.typed, *(f"{name}s" for name in t.english))
        }
        self._find = _finder(self._names)

    def find(self, plain: str) -> frozenset[str]:
        """Terms by names that mean nothing else: of two words, or of three characters."""
        return frozenset(self._names[match] for match in self._find.findall(plain))

    def find_typed(self, plain: str) -> frozenset[str]:
        """Terms by whatever is typed for them, too."""
        return frozenset(term for name, term in self._typed.items() if name in plain)


def _names(term: Term) -> Iterator[str]:
    for name in (*term.chinese, *term.english):
        if len(name) > 2 and (has_han(name) or " " in name):
            yield normal_form(name)


def _finder(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    found = [
        re.escape(n) if has_han(n) else rf"(?<![a-z]){re.escape(n)}(?![a-z-])" for n in ordered
    ]
    return re.compile("|".join(found) or "(?!)")
