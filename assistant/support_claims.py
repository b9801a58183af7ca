"""A sentence and the passage that is to bear it out, each read into what can be compared."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.support_figures import Figure, Figures, figures_of
from assistant.support_lexicon import Concept, concepts
from assistant.support_names import Named, Names
from assistant.support_operators import Force, Operator, operators_of
from assistant.support_text import is_chinese, without_gloss
from assistant.support_words import Words
from corpus.statement import Passage, Status
from corpus.text import normal_form

_OF_STATUS = {
    Status.FOREIGNER: ("foreigner",),
    Status.HMT: ("hong kong", "macao", "taiwan"),
    Status.CITIZEN: ("citizen",),
    Status.OVERSEAS_CHINESE: ("overseas chinese",),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, read."""

    text: str
    chinese: bool
    figures: Figures
    names: Named
    concepts: frozenset[str]
    operators: tuple[Operator, ...]

    @classmethod
    def of(cls, text: str, names: Names) -> "Claim":
        """Read a sentence."""
        return cls(
            text, is_chinese(text), figures_of(text), names.in_text(text), said(text),
            operators_of(text),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage in its languages, read.

    Attributes:
        texts: of the passage and its pair, by whether they are Chinese.
        titles: of the instruments it stands on, in both languages.
        scope: whom and where it holds for.
    """

    texts: Mapping[bool, str]
    scope: tuple[str, tuple[Status, ...]]
    figures: Mapping[bool, tuple[Figure, ...]]
    dates: frozenset[str]
    names: Named
    titles: str
    of_status: frozenset[str]
    operators: Mapping[bool, tuple[Operator, ...]]
    words: Words

    @classmethod
    def of(cls, passages: Sequence[Passage], names: Names, words: Words) -> "Evidence":
        """Read a passage and its pair."""
        texts = {is_chinese(p.text): p.text for p in passages}
        return cls(
            texts,
            (passages[0].place, passages[0].statuses),
            {chinese: figures_of(text).figures for chinese, text in texts.items()},
            frozenset(d for text in texts.values() for d in figures_of(text).dates),
            names.in_passages(passages),
            names.titles_of(passages[0]),
            frozenset(c for p in passages for s in p.statuses for c in _OF_STATUS[s]),
            {chinese: operators_of(text) for chinese, text in texts.items()},
            words,
        )

    def concepts_for(self, *, chinese: bool) -> frozenset[str]:
        """Concepts that a sentence of a language may use.

        Whatever its own language bears out, and what the other says in so many words; where there
        is no text in its own language, whatever the other bears out.
        """
        own, other = self.texts.get(chinese), self.texts.get(not chinese)
        found = self.of_status
        if own is not None:
            found |= borne_out(own)
        if other is not None:
            found |= borne_out(other) if own is None else said(other) | (borne_out(other) & _ORDER)
        return found

    @property
    def said_by_any(self) -> frozenset[str]:
        """Concepts that one of its texts uses in so many words."""
        return frozenset(name for text in self.texts.values() for name in said(text))

    @property
    def borne_out_by_all(self) -> frozenset[str]:
        """Concepts that every one of its texts bears out."""
        return frozenset.intersection(*map(borne_out, self.texts.values()))

    @property
    def forces(self) -> frozenset[Force]:
        """Every force that one of its texts has."""
        return frozenset(o.force for each in self.operators.values() for o in each)


_ORDER = frozenset({"before", "after"})


@lru_cache(maxsize=4096)
def said(text: str) -> frozenset[str]:
    """Concepts that a text uses in so many words."""
    return _found(text, lambda c, chinese: c.chinese if chinese else c.english)


@lru_cache(maxsize=4096)
def borne_out(text: str) -> frozenset[str]:
    """Concepts that a text allows a sentence to use; more than it says itself."""
    return _found(text, lambda c, chinese: c.chinese_support if chinese else c.english_support)


@lru_cache(maxsize=4096)
def concept_counts(text: str) -> Counter[str]:
    """How often a text uses each concept in so many words."""
    plain, chinese = normal_form(without_gloss(text)), is_chinese(text)
    return Counter(
        {c.name: len((c.chinese if chinese else c.english).findall(plain)) for c in concepts()}
    )


def _found(text: str, pattern: Callable[[Concept, bool], re.Pattern[str]]) -> frozenset[str]:
    plain = normal_form(text)
    chinese = is_chinese(text)
    return frozenset(c.name for c in concepts() if pattern(c, chinese).search(plain))
