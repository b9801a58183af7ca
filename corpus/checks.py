"""What `hukou corpus check` proves of the corpus; each fault names file, line and the mend."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from corpus.addressees import addressees
from corpus.copies import Copies
from corpus.instruments import Grade, Instrument, Instruments, Standing
from corpus.loader import Corpus
from corpus.newer import newer_line
from corpus.places import ladder
from corpus.readability import reading_grade
from corpus.statement import Document, Language, Statement
from corpus.text import number_words, numbers

MAX_ENGLISH_WORDS = 40
MAX_CHINESE_CHARACTERS = 80
MAX_READING_GRADE = 10.0
MIN_QUESTIONS = 3
HORIZON_DAYS = 365
VOLATILE_HORIZON_DAYS = 90
# Rank decides a conflict only among these; all the rest are equal.
RANK = {Grade.LAW: 0, Grade.ADMINISTRATIVE_REGULATION: 1}
VOLATILE_TOPICS = frozenset({"visa-free", "transit"})

_MUST_EN = re.compile(
    r"\b(must|has to|have to|had to|required|requires?|needs?|is due|shall)\b", re.I
)
_MUST_ZH = re.compile(r"应|须|必须|需|要|得在|得向")
_STRICT_MUST_EN = re.compile(r"\bmust\b(?! not)", re.I)
_STRICT_MUST_ZH = re.compile(r"(?<![相对反适响回供])应当|必须|(?<!无)须")
_NOT_EN = re.compile(
    r"\b(not|no|nor|never|none|cannot|can't|without|nothing|neither|nobody|un\w+|non\w*|dis\w+|in\w+|"
    r"instead|only|free of|fails?|failed|refus\w+|forbid\w*|forbidden|banned|barred|wrong\w*|lacks?|"
    r"lost|void|outside|except|other than|ends?|ended|ban)\b|n't\b|-free\b",
    re.I,
)
_NOT_ZH = re.compile(r"不|没|無|无|未|非|禁|免|别|勿|除|否|只|仅|拒|缺|误|错|外|失")
_BARE_PERMIT = re.compile(r"residence permits?\b", re.I)
_PERMIT_QUALIFIED = re.compile(
    r"居留|居住证|foreign|citizen|Hong Kong|HK\b|Macao|Taiwan|work-type|study-type|reunion|"
    r"private-affairs|journalist|Beijing|Shanghai|Shenzhen|Guangdong|Guangzhou|Chengdu|Zhejiang|"
    r"Hangzhou|Work Residence|Interim Regulations",
    re.I,
)
_DATED = re.compile(r"\d{4}")
_STALE_LABEL = re.compile(
    r"replaced|superseded|expired|lapsed|old|earlier|former|no longer|ended|then|until|trial|\d{4}|"
    r"旧|原|已被|失效|废止|过去|当时|届满|试行",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a maintainer must mend before the corpus may be used."""

    path: str
    line: int
    problem: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem} → {self.hint}"


def check(
    corpus: Corpus,
    *,
    terms: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
    today: date,
) -> list[Fault]:
    """Everything that can be proved without a person.

    Args:
        corpus: as loaded.
        terms: glossary terms and titles: easy words for the reading grade, no copies.
        texts: texts that nothing may be copied from, by name; none where None.
        today: against which horizons are counted.
    """
    faults: list[Fault] = []
    titles = [
        title
        for key in corpus.instruments
        for version in corpus.instruments.versions(key)
        for title in version.titles.values()
    ]
    known = sorted({*terms, *titles}, key=len, reverse=True)
    copies = Copies(texts, known) if texts else None
    for document in corpus.documents:
        faults += _document_faults(document, known, today)
        faults += _newer_faults(document, corpus.instruments)
        for statement in document.statements:
            faults += _statement_faults(corpus, document, statement)
            if copies is not None:
                faults += _copy_faults(document, statement, copies)
    return [*faults, *_beside_faults(corpus)]


def _beside_faults(corpus: Corpus) -> Iterator[Fault]:
    """What would stand beside a statement, and is for none of its people, or of a place that is not on its ladder."""
    held = {s.id: (document, s) for document in corpus.documents for s in document.statements}
    for number, (key, others) in enumerate(corpus.beside.items(), start=1):
        own, people = held[key][0], addressees(*held[key])
        for other in others:
            is_for_them = set(people).intersection(addressees(*held[other]))
            if not is_for_them or held[other][0].place not in ladder(own.place):
                problem = f"{other!r} is for other people or another place than {key!r}"
                yield Fault("corpus/beside.jsonl", number, problem, "take it out")


def _path(document: Document, language: Language) -> str:
    return f"corpus/documents/{document.id}.{language}.md"


def _document_faults(document: Document, known: Sequence[str], today: date) -> Iterator[Fault]:
    yield from _question_faults(document)
    english = _path(document, Language.EN)
    text = " ".join(s.texts[Language.EN] for s in document.statements)
    grade = reading_grade(text, known)
    if grade > MAX_READING_GRADE:
        yield Fault(
            english,
            1,
            f"reading grade {grade:.1f} is over {MAX_READING_GRADE:.0f}",
            "shorter sentences, commoner words; terms of the glossary count as easy",
        )
    horizon = VOLATILE_HORIZON_DAYS if VOLATILE_TOPICS & set(document.topics) else HORIZON_DAYS
    if document.verified_on + timedelta(days=horizon) < today:
        yield Fault(
            english,
            1,
            f"verified on {document.verified_on}, over {horizon} days ago",
            "compare it with its sources again, then set verified_on in both files",
        )
    if document.verified_on > today:
        yield Fault(english, 1, f"verified on {document.verified_on}, in the future", "mend it")


def _newer_faults(document: Document, instruments: Instruments) -> Iterator[Fault]:
    for language, said in document.newer.items():
        if said != (line := newer_line(document, instruments, language)):
            hint = f"write it below the header: `> {line}`" if line else "take the line out"
            yield Fault(_path(document, language), 1, "the line on newer texts is not right", hint)


def _question_faults(document: Document) -> Iterator[Fault]:
    for section in document.sections:
        for language in Language:
            path = _path(document, language)
            lines = [*section.questions[language]]
            lines += [q for statement in section.statements for q in statement.questions[language]]
            if len(lines) < MIN_QUESTIONS:
                yield Fault(
                    path,
                    1,
                    f"section {section.facet.heading!r} has {len(lines)} `?` lines",
                    f"write at least {MIN_QUESTIONS}, as people type them",
                )
            for line in set(lines):
                if lines.count(line) > 1:
                    yield Fault(path, 1, f"{line!r} twice", "keep one")


def _statement_faults(corpus: Corpus, document: Document, statement: Statement) -> Iterator[Fault]:
    english, chinese = statement.texts[Language.EN], statement.texts[Language.ZH]

    def fault(language: Language, problem: str, hint: str) -> Fault:
        return Fault(_path(document, language), statement.lines[language], problem, hint)

    for problem, hint in _source_problems(corpus, document, statement):
        yield fault(Language.EN, problem, hint)
    if len(english.split()) > MAX_ENGLISH_WORDS:
        yield fault(Language.EN, f"{len(english.split())} words", "split it or shorten it to 40")
    length = len(re.sub(r"[A-Za-z\s]", "", chinese))
    if length > MAX_CHINESE_CHARACTERS:
        yield fault(Language.ZH, f"{length} characters", "split it or shorten it to 80")
    for problem in pair_problems(english, chinese):
        yield fault(Language.ZH, problem, "make the two languages say the same")
    if _BARE_PERMIT.search(english) and not _PERMIT_QUALIFIED.search(english):
        yield fault(
            Language.EN,
            "a bare 'residence permit'",
            "say which: a foreigner's (居留许可), citizens' (居住证), or of HK, Macao and Taiwan residents",
        )


def _source_problems(
    corpus: Corpus, document: Document, statement: Statement
) -> Iterator[tuple[str, str]]:
    english, chinese = statement.texts[Language.EN], statement.texts[Language.ZH]
    if statement.unverified:
        if re.search(r"\d", english + chinese):
            yield "an unverified note with a figure", "take the figure out, or find its source"
        return
    cited: list[Instrument] = []
    for locator in statement.locators:
        if locator.instrument not in corpus.instruments:
            yield f"unknown source {locator.instrument!r}", "add it to corpus/instruments.toml"
            continue
        try:
            instrument = corpus.instruments.at(locator, document.verified_on)
        except KeyError:
            yield f"no version {locator}", "name the day a version took effect"
            continue
        cited.append(instrument)
        if not instrument.holds(locator):
            outline = instrument.outline.get(locator.article or "", ())
            yield (
                f"{locator} is not in the outline of {instrument.id}"
                f" (article {locator.article}: items per paragraph {list(outline)})",
                "mend the locator, or the outline in corpus/instruments.toml",
            )
    yield from _grade_problems(cited, english, chinese, document.verified_on)


def _grade_problems(
    cited: Sequence[Instrument], english: str, chinese: str, day: date
) -> Iterator[tuple[str, str]]:
    if not cited:
        return
    if all(i.grade is Grade.PAGE for i in cited):
        if _STRICT_MUST_EN.search(english) or _STRICT_MUST_ZH.search(chinese):
            yield "a 'must' that stands on a page alone", "name the page as the one who says so"
        if not (_DATED.search(english) and _DATED.search(chinese)):
            yield "a page's statement without its date", "say the source and its year"
    stale = (Standing.SUPERSEDED, Standing.REPEALED)
    if all(i.standing_at(day) in stale for i in cited) and not (
        _STALE_LABEL.search(english) and _STALE_LABEL.search(chinese)
    ):
        yield "a superseded rule without a label", "say that it was replaced, or its year"
    if all(i.standing_at(day) is Standing.UNCHECKED for i in cited) and not (
        _DATED.search(english) and _DATED.search(chinese)
    ):
        yield "a rule whose later changes are not checked, without its year", "name it by its year"


def pair_problems(english: str, chinese: str) -> list[str]:
    """Where the two texts of a statement disagree in numbers, modality or negation."""
    problems = []
    en, zh = numbers(english, Language.EN), numbers(chinese, Language.ZH)
    en_all = en | number_words(english, Language.EN) | _fractions(english)
    zh_all = zh | number_words(chinese, Language.ZH) | _fractions(chinese)
    if missing := sorted(en - zh_all):
        problems.append(f"{', '.join(missing)} stands only in the English")
    if missing := sorted(zh - en_all):
        problems.append(f"{', '.join(missing)} stands only in the Chinese")
    if _STRICT_MUST_EN.search(english) and not _MUST_ZH.search(chinese):
        problems.append("'must' only in the English")
    if _STRICT_MUST_ZH.search(chinese) and not _MUST_EN.search(english):
        problems.append("应当 or 必须 only in the Chinese")
    if re.search(r"\b(must not|may not|cannot)\b", english) and not _NOT_ZH.search(chinese):
        problems.append("a 'not' only in the English")
    if re.search(r"不得|不能|不可(?!抗)|禁止", chinese) and not _NOT_EN.search(english):
        problems.append("a 'not' only in the Chinese")
    return problems


def _fractions(text: str) -> frozenset[str]:
    return frozenset({"0.5"}) if re.search(r"\bhalf\b|半", text) else frozenset()


def _copy_faults(document: Document, statement: Statement, copies: Copies) -> Iterator[Fault]:
    for language, text in statement.texts.items():
        if found := copies.find(text, language):
            run, name = found
            yield Fault(
                _path(document, language),
                statement.lines[language],
                f"shares {run!r} with {name}",
                "say it in our own words",
            )


def read_texts(folder: Path) -> dict[str, str]:
    """Every .md and .txt file below a folder, by name."""
    return {
        path.name: path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".md", ".txt"}
    }
