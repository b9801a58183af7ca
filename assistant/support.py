"""Whether passages bear out a sentence that is not one of theirs word for word, and why not.

Rules, no model: what a sentence says in numbers, dates, names, status, force and words must stand in
one passage, in either of its languages. `docs/gate.md` says what that can and cannot see.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.support_checks import CHECKS
from assistant.support_claims import Claim, Evidence
from assistant.support_denials import is_cut_behind_a_denial
from assistant.support_names import Names
from assistant.support_words import Words
from corpus.glossary import Term
from corpus.loader import Corpus
from corpus.places import Places
from corpus.statement import Language, Passage
from corpus.text import has_han, sentences, stand_whole_in

_CLAUSE = re.compile(
    r"[,;，；:：—]\s*(?:(?:and|but|while|而且|并且|而|并)\s*)?|\s+(?:and|while|but)\s+"
)
LEAST_PART = {
    Language.EN: 4,
    Language.ZH: 8,
}  # words or characters of a part, so that none is a mere figure


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a sentence may not be shown.

    Attributes:
        kind: what it is about, such as "number" or "status".
        reason: in words, for the log.
    """

    kind: str
    reason: str


Pair = Callable[[Passage], Passage | None]


class Support:
    """Judges a sentence by the passages that are to bear it out."""

    def __init__(self, names: Names, words: Words, pair: Pair) -> None:
        """Args: pair: the same statement in the other language; `Retriever.pair` in service."""
        self.names = names
        self.words = words
        self._pair = pair

    def objection(self, sentence: str, passages: Sequence[Passage]) -> Objection | None:
        """Why the passages do not bear a sentence out; None if they do.

        Args:
            sentence: English or Simplified Chinese; it may hold several.
            passages: those that it is to rest on; each part must rest on one of them alone, so
                that no figure of one rule is joined to the people of another.
        """
        texts = [p.text for passage in passages for p in (passage, self._pair(passage)) if p]
        parts = sentences(sentence) if len(passages) > 1 else [sentence]
        said = [part for part in parts if not stand_whole_in(part, texts)]
        if any(is_cut_behind_a_denial(part, texts) for part in said):
            return Objection("denial", "it is a piece of a sentence, cut behind what denies it")
        evidence = [self._evidence(passage) for passage in passages]
        return next((found for part in said if (found := self._part(part, evidence))), None)

    def _part(self, part: str, evidence: Sequence[Evidence]) -> Objection | None:
        objections = [self._judge(part, each) for each in evidence]
        if not objections:
            return Objection("support", "no passage bears it out")
        if None in objections or self._joins(part, evidence):
            return None
        return objections[0]

    def _joins(self, part: str, evidence: Sequence[Evidence]) -> bool:
        """Whether a part is clauses of several passages that hold for the same people and place."""
        if len(evidence) < 2 or len({e.scope for e in evidence}) > 1:
            return False
        return any(
            all(any(self._judge(p, e) is None for e in evidence) for p in pieces)
            for pieces in _splits(part)
        )

    def _judge(self, part: str, evidence: Evidence) -> Objection | None:
        claim = Claim.of(part, self.names)
        for kind, check in CHECKS.items():
            reason = check(claim, evidence)
            if reason:
                return Objection(kind, reason)
        return None

    def _evidence(self, passage: Passage) -> Evidence:
        pair = self._pair(passage)
        return Evidence.of((passage,) if pair is None else (passage, pair), self.names, self.words)


def support_for(corpus: Corpus, places: Places, terms: Sequence[Term], pair: Pair) -> Support:
    """A judge that knows the corpus's names and words."""
    words = Words([statement.texts for statement in corpus.statements.values()])
    return Support(Names(places, corpus.instruments, terms), words, pair)


def _splits(part: str) -> Iterator[tuple[str, ...]]:
    """Ways to cut a sentence in two or three at its commas and joints, each piece long enough."""
    least = LEAST_PART[Language.ZH if has_han(part) else Language.EN]
    cuts = list(_CLAUSE.finditer(part))
    for number, first in enumerate(cuts):
        two = (part[: first.start()], part[first.end() :])
        if all(_length(piece) >= least for piece in two):
            yield two
        for second in cuts[number + 1 :]:
            three = (two[0], part[first.end() : second.start()], part[second.end() :])
            if all(_length(piece) >= least for piece in three):
                yield three


def _length(text: str) -> int:
    return len(text) if has_han(text) else len(text.split())
