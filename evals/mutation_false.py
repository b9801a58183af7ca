"""Statement → sentences made false by one change, by code from data, the same on every run."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.loader import Corpus
from corpus.places import Places, load_places
from corpus.statement import NATION, Language, Locator, Statement
from corpus.text import number_words, numbers
from evals.mutation_sample import Sample, base_id, drawn, half_of

SWAPS = Path(__file__).parent / "gate" / "swaps.jsonl"
RIDERS = Path(__file__).parent / "gate" / "riders.jsonl"
FROM_STATEMENTS, FROM_PARAPHRASES = 90, 30  # of each kind and language, at most
ALONE = ("number", "unit", "date", "place", "status", "document", "modality", "rider")
MOST_ALONE = 15  # of each kind and language, judged by the other language alone
ALIKE = 0.6  # characters shared, of a statement that a neighbour may say as well
_FIGURE = re.compile(
    r"(?<![\w.,〔（(\[第-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\d,.]*\d|[年月号条款项类级]|-\d|[a-zA-Z])"
)
_YEAR = re.compile(r"(?<![\d-])(20[012]\d|19[5-9]\d)(?!\d|-)")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_MONTH = re.compile(r"\b(" + "|".join(_MONTHS) + r")(?= \d{4}| \d\d?\b)|(?<=年)(\d{1,2})月")
_FACTORS = (2, 3, 5, 7, 10)
_STEPS = (1, 2, 3, 5, 7)


class Swap(BaseModel):
    """A change: what is found is replaced by one of `put`, unless a text of the pair has `absent`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    language: Language
    find: str
    put: tuple[str, ...]
    absent: str


Mutate = Callable[[Statement, str, Language], Iterator[str]]


def false_samples(corpus: Corpus, paraphrases: Sequence[Sample]) -> Iterator[Sample]:
    """Up to `FROM_STATEMENTS` and `FROM_PARAPHRASES` false sentences of each kind and language.

    Args:
        paraphrases: true ones, of which some are made false as well.
    """
    plain = [
        Sample("", language, "statement", s.id, s.texts[language], (s.id,))
        for s in corpus.statements.values()
        if not s.unverified
        for language in Language
    ]
    for kind, mutate in mutations(corpus).items():
        for bases, most in ((plain, FROM_STATEMENTS), (paraphrases, FROM_PARAPHRASES)):
            for language in Language:
                own = drawn((b for b in bases if b.language is language), f"{kind} {language}")
                yield from _made(kind, own, mutate, corpus, most)
    yield from _cited_wrongly(corpus)


def false_of(corpus: Corpus, paraphrases: Sequence[Sample]) -> Iterator[Sample]:
    """A false sentence of each kind for every paraphrase of which one can be made."""
    for kind, mutate in mutations(corpus).items():
        yield from _made(kind, paraphrases, mutate, corpus, len(paraphrases))


def alone(samples: Iterable[Sample]) -> Iterator[Sample]:
    """False sentences of statements again, judged by the passage in the other language alone."""
    made: Counter[tuple[str, Language]] = Counter()
    for sample in samples:
        key = sample.kind, sample.language
        if sample.origin == "statement" and sample.kind in ALONE and made[key] < MOST_ALONE:
            made[key] += 1
            other = Language.ZH if sample.language is Language.EN else Language.EN
            yield replace(sample, kind="other language", passages=other, alone=True)


def _cited_wrongly(corpus: Corpus) -> Iterator[Sample]:
    """A statement, true by itself, given with the passage of its neighbour in the document."""
    pairs = [
        (first, second)
        for document in corpus.documents
        for first, second in zip(document.statements, document.statements[3:], strict=False)
        if not first.unverified and not second.unverified
    ]
    for language in Language:
        for first, second in drawn(pairs, f"citation {language}")[:FROM_STATEMENTS]:
            words = [set(re.findall(r"\w", s.texts[Language.ZH])) for s in (first, second)]
            if len(words[0] & words[1]) < ALIKE * len(words[0]):
                yield Sample("citation", language, "statement", first.id, first.texts[language], (second.id,))  # fmt: skip


def _made(
    kind: str, bases: Sequence[Sample], mutate: Mutate, corpus: Corpus, most: int
) -> Iterator[Sample]:
    made = 0
    for base in bases:
        if made == most:
            return
        statement = corpus.statements[base.supports[0]]
        given = {*statement.texts.values(), base.text}
        options = [
            text for text in mutate(statement, base.text, base.language) if text not in given
        ]
        if options:
            made += 1
            text = drawn(dict.fromkeys(options), base_id(base) + kind)[0]
            yield replace(base, kind=kind, text=text)


def mutations(corpus: Corpus) -> Mapping[str, Mutate]:
    """Kind → its way of making a sentence false."""
    places = load_places()
    kinds: dict[str, Mutate] = {
        "number": lambda s, text, _: _other_number(s, text),
        "date": lambda s, text, _: _other_date(s, text),
        "place": lambda s, text, language: _other_place(places, corpus, s, text, language),
        "rider": lambda s, text, language: _with_rider(corpus, s, text, language),
        "article": lambda s, text, language: _other_article(corpus, s, text, language),
    }
    for kind in dict.fromkeys(swap.kind for swap in swaps()):
        kinds[kind] = _swapper(kind)
    return kinds


@lru_cache(maxsize=1)
def swaps() -> tuple[Swap, ...]:
    """Every line of `swaps.jsonl`, in its order."""
    lines = SWAPS.read_text(encoding="utf-8").splitlines()
    return tuple(Swap.model_validate_json(line) for line in lines)


@lru_cache(maxsize=1)
def riders() -> tuple[Mapping[str, str], ...]:
    """Every line of `riders.jsonl`: a clause in both languages that no statement says."""
    return tuple(json.loads(line) for line in RIDERS.read_text(encoding="utf-8").splitlines())


def _swapper(kind: str) -> Mutate:
    own = [swap for swap in swaps() if swap.kind == kind]

    def mutate(statement: Statement, text: str, language: Language) -> Iterator[str]:
        pair = " ".join((*statement.texts.values(), text))
        for swap in own:
            if swap.language is not language or not re.search(swap.find, text):
                continue
            if swap.absent and re.search(swap.absent, pair, re.I):
                continue
            for put in swap.put:
                changed = re.sub(swap.find, put.replace("\\", r"\\"), text)
                if not _says(put, pair, changed):
                    yield changed

    return mutate


def _says(put: str, pair: str, changed: str) -> bool:
    """Whether the pair says the changed figure already, as in "within 5 days or 5 months"."""
    around = re.search(rf"\d+ ?{re.escape(put.strip())}", changed) if put.strip() else None
    return around is not None and around[0] in pair


def _other_number(statement: Statement, text: str) -> Iterator[str]:
    known = {n for t in (*statement.texts.values(), text) for lang in Language
             for n in numbers(t, lang) | number_words(t, lang)}  # fmt: skip
    for match in _FIGURE.finditer(text):
        old = match[1].replace(",", "")
        if _YEAR.fullmatch(match[1]):
            continue
        value = float(old)
        steps = [value * f for f in _FACTORS] if value >= 100 else [value + s for s in _STEPS]
        for new in steps:
            spelled = f"{new:,.0f}" if new == int(new) else f"{new:g}"
            if spelled.replace(",", "") not in known:
                yield text[: match.start()] + spelled + text[match.end() :]
                break


def _other_date(statement: Statement, text: str) -> Iterator[str]:
    pair = " ".join((*statement.texts.values(), text))
    for match in _YEAR.finditer(text):
        for step in (1, 2, 3, -1, -2):
            new = str(int(match[1]) + step)
            if new not in pair:
                yield text[: match.start()] + new + text[match.end() :]
                break
    for match in _MONTH.finditer(text):
        old = _MONTHS.index(match[1]) if match[1] else int(match[2]) - 1
        new_month = (old + 4) % 12
        if _MONTHS[new_month] not in pair:
            spelled = _MONTHS[new_month] if match[1] else f"{new_month + 1}月"
            yield text[: match.start()] + spelled + text[match.end() :]


def _other_place(
    places: Places, corpus: Corpus, statement: Statement, text: str, language: Language
) -> Iterator[str]:
    held = {path for each in statement.texts.values() for path in places.find(each)}
    place = next(d.place for d in corpus.documents if d.id == statement.id.split("#")[0])
    others = [
        path for path in places
        if path.count("/") == 1 + (place.count("/") > 1) and path not in held and not place.startswith(path)
        and places.resolve(places.name(path, language)) == (path,)
    ]  # fmt: skip
    new = places.name(drawn(others, statement.id + "place")[0], language)
    named = [name for path in held if (name := places.name(path, language)) in text]
    for name in named:
        yield text.replace(name, new)
    if not named and place == NATION:
        yield f"In {new}, {lower_first(text)}" if language is Language.EN else f"在{new}，{text}"


def _with_rider(
    corpus: Corpus, statement: Statement, text: str, language: Language
) -> Iterator[str]:
    half = half_of(statement.id)
    own = [r[language.value] for r in riders() if half_of(r["en"]) is half]
    rider = drawn(own, statement.id + "rider")[0]
    yield _joined(text, rider, language)
    if language is Language.EN and not rider.startswith("and "):
        yield f"{text.rstrip(' .')} {rider}."
    document = statement.id.split("#")[0]
    others = [
        s.texts[language] for s in drawn(list(corpus.statements.values())[::37], statement.id)
        if s.id.split("#")[0] != document and s.id.split("/")[1] != statement.id.split("/")[1]
    ]  # fmt: skip
    for other in others[:1]:
        cut = re.split(r"[.;。；]", other)[0]
        yield _joined(
            text, ("and " + lower_first(cut)) if language is Language.EN else cut, language
        )


def _joined(text: str, clause: str, language: Language) -> str:
    stop, comma = (".", ", ") if language is Language.EN else ("。", "，")
    return text.rstrip(" .。") + comma + clause + stop


def lower_first(text: str) -> str:
    """A sentence as it stands behind a comma; names keep their capital."""
    first = text.split(" ", 1)[0].rstrip(",")
    return text[0].lower() + text[1:] if first in _PLAIN else text


_PLAIN = frozenset(
    """A An The If When Where Whoever In Under By To For Within At After Before On Each Every Any All
    Some No From Since Only Foreigners Citizens Those People Parents Employers Schools Children
    Someone Anyone""".split()  # noqa: SIM905 - reads better
)


def _other_article(
    corpus: Corpus, statement: Statement, text: str, language: Language
) -> Iterator[str]:
    """The sentence said to stand on an article that the statement does not cite."""
    laws = [
        key for key in corpus.instruments
        if corpus.instruments.versions(key)[0].grade in ("law", "administrative_regulation")
    ]  # fmt: skip
    cited = {locator.instrument for locator in statement.locators}
    key = drawn([law for law in laws if law not in cited], statement.id + "article")[0]
    title = corpus.instruments.versions(key)[0].titles[language]
    bare = re.sub(r"(?:, |（| \().*$", "", title)
    if bare not in " ".join(statement.texts.values()):
        yield (
            f"Under the {bare}, {lower_first(text)}"
            if language is Language.EN
            else f"按{bare}，{text}"
        )
    yield from _wrong_article(statement.locators, text, language)


def _wrong_article(locators: Sequence[Locator], text: str, language: Language) -> Iterator[str]:
    known = {locator.article for locator in locators}
    if not known - {None}:
        return
    new = next(str(n) for n in range(12, 99, 7) if str(n) not in known and f"{n}" not in text)
    yield (
        f"Under article {new}, {lower_first(text)}"
        if language is Language.EN
        else f"按第{new}条，{text}"
    )
