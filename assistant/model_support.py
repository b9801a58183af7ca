"""What a model's sentence must keep of its passages, beyond what the gate asks of any sentence.

The gate asks that nothing is added. A model can make another sentence of the words it was given:
"foreigners may stay for ever" holds little but words of a rule on registering. So most of a
passage's own words must be kept, its denials, and no force but its own. That drops true sentences,
too, and may: the statement itself stands ready in their place.
"""

from collections.abc import Callable, Sequence

from assistant.support_operators import Force, denials, operators_of
from assistant.support_synonyms import groups_of, light_words
from assistant.support_words import Words, align, content_words
from corpus.statement import Language, Passage
from corpus.text import has_han, normal_form, number_words, numbers, sentences

LEAST_KEPT = 0.7  # of a passage sentence's words; people's paraphrases do: docs/model.md
# Beside a figure a word left out can change what the figure is of: "300 yuan for renewing the card".
LEAST_KEPT_OF_FIGURES = 0.85
LEAST_OF_PART = 0.5  # of the words of each sentence, where it is several, its passages have
SPARE_DENIALS = 1  # another wording of "exempt" may say "need not"
MOST_BELOW = 0.15  # of that share: a second passage that is less kept is not what it says
MOST_NOVEL = 0.25  # of the words of the model's sentence
Pair = Callable[[Passage], Passage | None]
_FORCES = frozenset({Force.MUST, Force.MAY, Force.MUST_NOT, Force.NEED_NOT})


def kept(text: str, support: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that a sentence says again: what else it cites only decorates it."""
    shares = {
        passage.id: max((share_kept(part, text) for part in sentences(passage.text)), default=0.0)
        for passage in support
    }
    language = Language.ZH if has_han(text) else Language.EN
    has_figure = numbers(text, language) | number_words(text, language)
    least = LEAST_KEPT_OF_FIGURES if has_figure else LEAST_KEPT
    least = max(least, max(shares.values(), default=0.0) - MOST_BELOW)
    return tuple(passage for passage in support if shares[passage.id] >= least)


def turned(text: str, support: Sequence[Passage], pair: Pair, words: Words) -> str:
    """What a sentence turns round in its passages; "" if nothing.

    Args:
        support: those that it keeps, at least one.
        pair: the same statement in the other language.
    """
    both = [(p.text, other.text) if (other := pair(p)) else (p.text,) for p in support]
    given = {o.force for texts in both for each in texts for o in operators_of(each)}
    for operator in operators_of(text):
        if operator.force in _FORCES - given and not operator.is_mild:
            return f"no passage says that something {operator.force}"
    least = sum(max(denials(each).plain for each in texts) for texts in both)
    if denials(text).plain > least + SPARE_DENIALS:
        return "it denies more than its passages"
    if denials(text).lexical < sum(min(denials(each).plain for each in texts) for texts in both):
        return "it denies less than its passages"
    given_text = " ".join(each for texts in both for each in texts)
    if any(share_kept(part, given_text) < LEAST_OF_PART for part in _parts(text)):
        return "a part of it says nothing that its passages say"
    found = align(text, tuple(each for texts in both for each in texts), "", words)
    return f"it adds {', '.join(found.novel[:4])}" if found.share > MOST_NOVEL else ""


def _parts(text: str) -> list[str]:
    """Its sentences, where it has several."""
    parts = sentences(text)
    return parts if len(parts) > 1 else []


def share_kept(part: str, text: str) -> float:
    """Share of the words of a passage's sentence that a text says, in its words or their synonyms."""
    own = [word for word in content_words(part) if word not in light_words()]
    plain, said = normal_form(text), frozenset(content_words(text))
    held = sum(any(_is_said(w, plain, said) for w in _alike(word)) for word in own)
    return held / len(own) if own else 0.0


def _alike(word: str) -> frozenset[str]:
    return groups_of().get(word, frozenset()) | {word}


def _is_said(word: str, plain: str, said: frozenset[str]) -> bool:
    """A Chinese word is cut differently here and there, so two of its characters will do."""
    if not has_han(word):
        return word in said
    return any(word[i : i + 2] in plain for i in range(max(1, len(word) - 1)))
