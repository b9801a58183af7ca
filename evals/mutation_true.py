"""Statement → sentences that stay true: the other language, two joined, clauses and lists turned."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.addressees import addressees
from corpus.loader import Corpus
from corpus.statement import Language, Statement
from evals.mutation_false import lower_first
from evals.mutation_sample import Sample, drawn

PARAPHRASES = Path(__file__).parent / "gate" / "paraphrases.jsonl"
# Freer ones, of the build half alone: what the rules are written beside.
OF_BUILD = PARAPHRASES.with_name("paraphrases_build.jsonl")
MOST = {"translation": 200, "merge": 150, "reordering": 150, "respelling": 100}
_LEAD = re.compile(
    r"((?:Under|By|In|Since|From|For|Within|Without) (?:the |a |an )?[^,.;]{4,60}), ([^.;]+)\."
)
_IF = re.compile(r"((?:If|When|Where|Until) [^,.;]+), ([^.;,]+)\.")
_LIST = re.compile(
    r"(?<!['’\w])([a-z][a-z -]{2,24}), ([a-z][a-z -]{2,24}) (and|or) (?!not\b)([a-z][a-z -]{2,24})(?=[,.])"
)
_LIST_ZH = re.compile(
    r"(?<=[，：有是括或对])([㐀-鿿]{2,6})、([㐀-鿿]{2,6})(和|或|或者)([㐀-鿿]{2,6})(?=[，。；的])"
)
_LEAD_ZH = re.compile(r"((?:按|按照|依照|根据)[^，。；]{3,30})，([^。]+)。")
_NUMBER_WORDS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine", 10: "ten", 11: "eleven", 12: "twelve",
}  # fmt: skip
_HAN = "零一二三四五六七八九"


def true_samples(corpus: Corpus, paraphrases: Sequence[Sample]) -> Iterator[Sample]:
    """Paraphrases, translations without their pair, merges, reorderings and other spellings."""
    yield from paraphrases
    statements = [s for s in corpus.statements.values() if not s.unverified]
    for language in Language:
        yield from translations(statements, language)
        yield from merges(corpus, language)
        for kind, turn in (("reordering", _reordered), ("respelling", _respelled)):
            yield from _turned(kind, turn, statements, language)


def read_paraphrases(path: Path = PARAPHRASES) -> list[Sample]:
    """What a person wrote who had not seen the gate; of a kind of its own where a line names its style."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Sample(f"paraphrase {row['style']}" if "style" in row else "paraphrase",
               Language(row["language"]), "paraphrase", row["statement_id"], row["text"],
               (row["statement_id"],))
        for row in rows
    ]  # fmt: skip


def translations(statements: Sequence[Statement], language: Language) -> Iterator[Sample]:
    """The text in one language, judged by that in the other: with its pair, and alone."""
    other = Language.ZH if language is Language.EN else Language.EN
    for s in drawn(statements, f"translation {language}")[: MOST["translation"]]:
        sample = Sample(
            "translation", language, "statement", s.id, s.texts[language], (s.id,), other
        )
        yield from (sample, replace(sample, kind="translation alone", alone=True))


def merges(corpus: Corpus, language: Language) -> Iterator[Sample]:
    """Two neighbours of a section as one sentence, both for the same people."""
    pairs = [
        (first, second)
        for document in corpus.documents
        for section in document.sections
        for first, second in zip(section.statements, section.statements[1:], strict=False)
        if not first.unverified
        and not second.unverified
        and addressees(document, first) == addressees(document, second)
    ]
    for first, second in drawn(pairs, f"merge {language}")[: MOST["merge"]]:
        a, b = first.texts[language], second.texts[language]
        text = (
            f"{a.rstrip('.')}, and {lower_first(b)}"
            if language is Language.EN
            else f"{a.rstrip('。')}，{b}"
        )
        yield Sample("merge", language, "statement", first.id, text, (first.id, second.id))


def _turned(
    kind: str,
    turn: Callable[[str, Language], str],
    statements: Sequence[Statement],
    language: Language,
) -> Iterator[Sample]:
    made = 0
    for s in drawn(statements, f"{kind} {language}"):
        text = turn(s.texts[language], language)
        if text != s.texts[language] and made < MOST[kind]:
            made += 1
            yield Sample(kind, language, "statement", s.id, text, (s.id,))


def _reordered(text: str, language: Language) -> str:
    if language is Language.ZH:
        turned = _LIST_ZH.sub(r"\4、\1\3\2", text)
        return turned if turned != text else _LEAD_ZH.sub(r"\2，这是\1的规定。", text)
    turned = _LIST.sub(r"\4, \1 \3 \2", text)
    if turned != text:
        return turned
    turned = _IF.sub(lambda m: f"{m[2][0].upper()}{m[2][1:]} {m[1][0].lower()}{m[1][1:]}.", text)
    if turned != text:
        return turned
    return _LEAD.sub(lambda m: f"{m[2][0].upper()}{m[2][1:]}, {m[1][0].lower()}{m[1][1:]}.", text)


def _respelled(text: str, language: Language) -> str:
    """Numbers in words, dates the other way round, no separators."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    if language is Language.EN:
        text = re.sub(r"\b(\d\d?) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b", r"\2 \1, \3", text)  # fmt: skip
        return re.sub(
            r"\b(\d\d?)(?= (?:days|hours|months|years|working days|points)\b)",
            lambda m: _NUMBER_WORDS.get(int(m[1]), m[1]),
            text,
        )
    return re.sub(
        r"(?<![\d.月年])(\d{1,2})(?=个月|个工作日|小时|周岁|天)", lambda m: _han(int(m[1])), text
    )


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number < 10:
        return _HAN[number]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
