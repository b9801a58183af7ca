"""A sentence nearly word for word is held to every small word of the passage."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.support_claims import Claim, Evidence, concept_counts
from assistant.support_figures import canonical
from assistant.support_operators import Force, Operator, denials, operators_of
from corpus.text import normal_form, sentences

NEAR = 0.85  # of the words of both, shared in the same order
_STRICT = (Force.MUST, Force.MAY, Force.MUST_NOT, Force.NEED_NOT)
_UNIT = re.compile(r"[a-z0-9.]+|[\u3400-\u9fff]")
# Words that set a figure or a time against another, those of one meaning together.
_RELATIONS = (
    re.compile(r"\bbefore\b|前"),
    re.compile(r"\bafter\b|(?<!以)后"),
    re.compile(r"\buntil\b|\bby the end\b"),
    re.compile(r"\bat least\b|\bno less\b|\bor (?:more|over|older)\b|以上|不少于|至少|最少|最短"),
    re.compile(r"\bat most\b|\bup to\b|\bno more\b|\bwithin\b|\bor (?:less|under)\b|以下|不超过|最多|最长|至多|内"),
    re.compile(r"\bmore than\b|\bover\b|\babove\b|(?<!不)超过|已满"),
    re.compile(r"\b(?:less|fewer) than\b|\bunder \d|\bbelow\b|不足|未满|不满"),
    re.compile(r"\bexactly\b|\blatest\b|\bearliest\b|首次|最后"),
)  # fmt: skip


def check_likeness(claim: Claim, evidence: Evidence) -> str:
    """It has no other force, denial, order or people than what it is nearly the same as."""
    passage = evidence.texts.get(claim.chinese)
    text = passage and _nearest(claim.text, passage)
    if not text:
        return ""
    if denials(claim.text).plain != denials(text).plain:
        return "nearly the passage, but for what it denies"
    forces = [_forces(claim.operators), _forces(operators_of(text))]
    if any(forces[0][force] != forces[1][force] for force in _STRICT):
        return "nearly the passage, but for its force"
    if _relations(claim.text) != _relations(text):
        return "nearly the passage, but for its bounds or order in time"
    more = concept_counts(claim.text) - concept_counts(text)
    return f"nearly the passage, but for {min(more)}" if more else ""


def _forces(operators: Sequence[Operator]) -> Counter[Force]:
    return Counter(operator.force for operator in operators if not operator.is_mild)


def _relations(text: str) -> tuple[int, ...]:
    plain = normal_form(text)
    return tuple(len(relation.findall(plain)) for relation in _RELATIONS)


def _nearest(said: str, passage: str) -> str:
    """The passage, or a sentence of it, that shares most of its words in order; empty if none does."""
    likeness = {text: _likeness(said, text) for text in (passage, *sentences(passage))}
    best = max(likeness, key=lambda text: likeness[text])
    return best if likeness[best] >= NEAR else ""


def _likeness(said: str, own: str) -> float:
    first, second = (tuple(_UNIT.findall(canonical(text))) for text in (said, own))
    matcher: SequenceMatcher[str] = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= NEAR else 0.0
