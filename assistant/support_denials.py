"""What a claim denies, beside what its passage does."""

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.support_claims import Claim, Evidence
from assistant.support_operators import (
    DENIALS,
    TURNED,
    Denials,
    Operator,
    denials,
    every_word,
)
from corpus.text import sentences

WHOLE = 0.75  # of the words of a passage: a sentence with so many leaves nothing out


def check_denial(claim: Claim, evidence: Evidence) -> str:
    """What is denied is what the passage denies: as often as in one of its languages, and the same.

    A sentence that leaves out a part of the passage may deny less.
    """
    counts = [denials(text) for text in evidence.texts.values()]
    claimed = denials(claim.text)
    if claimed.plain > max(count.lexical for count in counts):
        return "it denies more than the passage"
    text = evidence.texts.get(claim.chinese)
    if text is None:
        return ""
    said, own = Counter(every_word(claim.text)), Counter(every_word(text))
    theirs, ours = _denied(evidence.operators[claim.chinese]), _denied(claim.operators)
    whole = said.total() >= WHOLE * own.total()
    return _denies_more(claim, counts, [w for w in ours - theirs if own[w]]) or _denies_less(
        claimed,
        counts,
        [w for w in theirs - ours if said[w] and (whole or own[w] == 1)],
        whole=whole,
    )


def _denies_more(claim: Claim, counts: Sequence[Denials], turned: Sequence[str]) -> str:
    """Args: turned: words of the passage that the claim alone denies."""
    claimed = denials(claim.text)
    if turned and claimed.plain > max(count.plain for count in counts):
        return "it denies what the passage does not"
    if not TURNED.isdisjoint(turned):
        return "it denies a denial of the passage"
    is_once_more = claimed.lexical > max(count.lexical for count in counts)
    if is_once_more and not claim.chinese and claimed.plain > min(count.plain for count in counts):
        return "it denies once more than the passage"
    return ""


def _denies_less(
    claimed: Denials, counts: Sequence[Denials], kept: Sequence[str], *, whole: bool
) -> str:
    """Args: kept: words that the passage alone denies; whole: the claim leaves nothing out."""
    if claimed.plain >= min(count.plain for count in counts):
        return ""
    is_less = whole and claimed.lexical < max(count.lexical for count in counts)
    return (
        "it denies less than the passage"
        if is_less
        else ("it says what the passage denies" if kept else "")
    )


def _denied(operators: Iterable[Operator]) -> set[str]:
    return {operator.word for operator in operators if operator.force in DENIALS}


def is_cut_behind_a_denial(part: str, texts: Iterable[str]) -> bool:
    """Whether a text is the end of a sentence of a passage, which denies something before it.

    Args:
        part: what is said.
        texts: of the passages, in both languages.
    """
    piece = part.rstrip(" .。").lower()
    for text in texts:
        for whole in sentences(text.lower()):
            at = whole.find(piece)
            if at > 0 and denials(whole[:at]).plain:
                return True
    return False
