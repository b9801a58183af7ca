"""Content words of a sentence that nothing in its passages bears out: what was invented.

A word is borne out by itself, by a word of its line in the lexicon, by one that the thesaurus has it
for, or by a word of the other language that goes with it elsewhere in the corpus: "documents" where
the Chinese has 材料, because other statements say "documents" where their Chinese says 材料. So it is
by a word that the dictionary knows for the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import rjieba

from assistant.support_synonyms import groups_of, light_words, reworded
from corpus.statement import Language
from corpus.text import has_han, normal_form
from index.dictionary import Dictionary
from index.lexical import tokens

LEAST_TOGETHER = 2  # statements in which two words must stand together
MUCH = 2.0  # weight of novel words of a clause that is invented, whatever else it says
LEAST_LITERAL = 0.25  # of the words: a sentence with fewer says something else
SOME, FEW = 1.0, 1  # or of one that says little else
LEAST_SHARE = 0.06  # of the product of their frequencies, squared cosine
# Of the content words (Chinese: characters) of the passage, and of the sentence: where no more than both of
# these stand in both, they speak of different things.
A_FEW = 4
LITTLE = {Language.EN: (0.4, 0.61), Language.ZH: (0.45, 0.61)}
_NUMERIC = re.compile(r"[\d.,]+")
_STOP_ZH = frozenset(
    ["的", "了", "和", "是", "在", "有", "就", "都", "也", "还", "与", "及", "或", "被", "把", "给", "到", "或者", "以及", "并", "且", "而", "但", "但是", "如果", "的话", "时", "为", "对", "从", "向", "于", "由", "之", "其", "该", "这", "那", "这个", "那个", "上", "下", "中", "里", "内", "后", "前", "等", "者", "所", "以", "使", "则", "即", "又", "再", "才", "只", "要", "会", "能", "可", "可以", "应", "应当", "必须", "须", "需", "需要", "不", "没", "没有", "不得", "不能", "无", "未", "按", "据", "依", "依照", "按照", "根据", "称", "说", "写", "规定", "一", "个", "份", "项", "名", "位", "您", "你", "我", "他", "她", "它", "人", "自己", "本人", "某", "各", "每", "另", "别", "其他", "其它", "别的", "什么", "怎么", "吗", "呢", "做", "办", "办理", "用", "拿", "去", "来", "让", "得", "着", "过", "地", "如", "像", "比如", "例如", "例", "因", "因为", "所以", "由于", "关于", "至", "起", "日", "月", "年", "天", "元", "号", "点", "分", "些", "时候", "之后", "之前", "以后", "以前", "后来", "此后", "当时", "现在", "可能", "还是", "就是", "也是", "都是", "算", "属于", "叫", "指", "指的是", "表示", "提到", "指出", "显示", "要求", "两", "三", "四", "五", "六", "七", "八", "九", "十", "同", "跟", "同时", "并且", "而且", "就要", "都要", "只要", "一旦", "无论", "不论", "不管"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the words of a sentence go with its passages.

    Attributes:
        novel: words that nothing bears out, in order.
        literal: the part of the words that stand in the passage as they are, from 0 to 1.
        clauses: of each clause, the weight of its novel words (a Chinese word counts half if the
            passage has one of its characters) and how many of its words are borne out.
    """

    novel: tuple[str, ...]
    literal: float
    clauses: tuple[tuple[float, int], ...]

    @property
    def is_invented(self) -> bool:
        """Whether more was added than another wording needs."""
        return self.literal < LEAST_LITERAL or any(
            weight >= MUCH or (weight >= SOME and given <= FEW) for weight, given in self.clauses
        )

    @property
    def share(self) -> float:
        """The part of the words that nothing bears out, from 0 to 1."""
        weight = sum(weight for weight, _ in self.clauses)
        return weight / ((weight + sum(given for _, given in self.clauses)) or 1)


class Words:
    """The two languages of the corpus, word beside word."""

    def __init__(self, pairs: Sequence[Mapping[Language, str]]) -> None:
        """Args: pairs: both texts of each statement; read when a word is first asked about."""
        self._pairs = pairs
        self._dictionary = Dictionary()

    @cached_property
    def _standing(self) -> Mapping[str, frozenset[int]]:
        """Word → numbers of the statements whose texts hold it, in either language."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, texts in enumerate(self._pairs):
            for text in texts.values():
                for word in content_words(text):
                    found[word].add(number)
        return {word: frozenset(numbers) for word, numbers in found.items()}

    @cached_property
    def _number_of(self) -> Mapping[str, int]:
        return {text: n for n, texts in enumerate(self._pairs) for text in texts.values()}

    def goes_with(self, word: str, other: str, *, besides: int | None) -> bool:
        """Whether the corpus has one where it has the other, often enough.

        Args:
            besides: the statement that is judged: it cannot bear witness for itself.
        """
        here, there = self._standing.get(word, frozenset()), self._standing.get(other, frozenset())
        gone = frozenset() if besides is None else frozenset({besides})
        here, there = here - gone, there - gone
        together = len(here & there)
        return together >= LEAST_TOGETHER and together**2 >= LEAST_SHARE * len(here) * len(there)

    def means_alike(self, word: str, given: Iterable[str]) -> bool:
        """Whether the dictionary knows a word of the passage that means the same."""
        return any(self._dictionary.means_alike(word, other) for other in given)

    def statement_of(self, text: str) -> int | None:
        """The number of the statement that has this text; None for a user's own."""
        return self._number_of.get(text)


@lru_cache(maxsize=8192)
def content_words(text: str) -> tuple[str, ...]:
    """Words that say something, in order, each once: English stems, Chinese words; no numbers."""
    plain = normal_form(text)
    found: list[str] = []
    for piece in re.findall(r"[㐀-鿿]+|[^㐀-鿿]+", plain):
        if has_han(piece):
            found += [w for w in rjieba.cut(piece, False) if w not in _STOP_ZH]
        else:
            found += [w for w in tokens(piece) if not _NUMERIC.fullmatch(w) and len(w) > 1]
    return tuple(dict.fromkeys(found))


def align(text: str, texts: Sequence[str], titles: str, words: "Words") -> Alignment:
    """How the words of a sentence go with the texts of a passage and its pair.

    Args:
        titles: of the instruments cited, which a sentence may name.
    """
    plain = " ".join(normal_form(each) for each in (*texts, titles))
    given = {word for each in (*texts, titles) for word in content_words(each)}
    besides = next((n for each in texts if (n := words.statement_of(each)) is not None), None)
    clauses, novel = [], []
    for clause in _CLAUSE.split(text):
        said = [w for w in content_words(clause) if w not in light_words()]
        new = [w for w in said if not _is_given(w, given, plain, words, besides)]
        novel += new
        clauses.append((sum(_weight(w, plain) for w in new), len(said) - len(new)))
    every = [w for w in content_words(text) if w not in light_words()]
    literal = sum(w in given or w in plain for w in every) / (len(every) or 1)
    return Alignment(tuple(dict.fromkeys(novel)), literal if every else 1.0, tuple(clauses))


def speak_of_different_things(sentence: str, passage: str, language: Language) -> bool:
    """Whether hardly a word of either stands in the other, both in one language.

    Words that are borne out by what they often stand beside bear out neighbouring rules as well. A few
    words ("They give no reasons.") are judged by what they say alone.
    """
    said, own = _substance(sentence, language), _substance(passage, language)
    shared = len(said & own)
    of_own, of_said = LITTLE[language]
    return len(said) > A_FEW and shared <= min(of_own * len(own), of_said * len(said))


def _substance(text: str, language: Language) -> frozenset[str]:
    if language is Language.ZH:
        return frozenset(_HAN.findall(text)) - _STOP_ZH
    return frozenset(content_words(text)) - light_words()


_HAN = re.compile(r"[\u3400-\u9fff]")
_CLAUSE = re.compile(
    r"[,.;:?!，。；：？！（）()—]+|\b(?:because|unless|provided|except|if|at any|through)\b", re.I
)


def _weight(word: str, plain: str) -> float:
    if not has_han(word):
        return 1.0
    if len(word) == 1:
        return 0.0
    return 0.5 if any(char in plain for char in word) else 1.0


def _is_given(word: str, given: set[str], plain: str, words: "Words", besides: int | None) -> bool:
    if word in given or word in plain:
        return True
    if has_han(word) and (_COUNT.fullmatch(word) or _shares(word, plain)):
        return True
    group = groups_of().get(word, frozenset())
    if any(
        other in given or (len(other) > 1 and has_han(other) and other in plain) for other in group
    ):
        return True
    if not reworded().get(word, frozenset()).isdisjoint(given):
        return True
    if any(words.goes_with(word, other, besides=besides) for other in given):
        return True
    return words.means_alike(word, (w for w in given if has_han(w) or w not in light_words()))


def _shares(word: str, plain: str) -> bool:
    """Whether two characters of a Chinese word stand together in the passage."""
    return any(word[i : i + 2] in plain for i in range(len(word) - 1))


_COUNT = re.compile(
    r"第?[零〇一二两三四五六七八九十百千万半几]+[个年月日天次人分份种项类条岁倍周元万亿位名张]*"
)
