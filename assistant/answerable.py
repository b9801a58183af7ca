"""Whether the corpus answers a question at all, and if not, which kind of question it is."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.cues import BESIDE
from assistant.deceit_cues import HINTS_AT_DECEIT
from assistant.field import is_of_the_field
from assistant.nationalities import COUNTRIES_EN, COUNTRIES_ZH, DEMONYMS_EN
from assistant.reading import Reading
from assistant.reply import Reason
from corpus.declined import NEAR_MISS, Declined
from corpus.places import Places
from corpus.text import has_han
from index.classifier import Likely
from index.contents import Entry
from index.lexical import tokens
from index.retriever import Hit, Retriever

NEAR = 50  # entries looked at
VOTES = 10  # of them that vote on the kind of question
FIRST = 5  # of them among which deceit must show
AHEAD_OF_HELD = 0.012  # of cosine by which it must be nearer than a question that is held
# A follow-up shares its words with the topic, which was answered.
LEAST_OF_FOLLOW_UP = 0.2
FEW_WORDS = 8.0  # a shorter question counts as one of so many
# What `corpus/senses.toml` or `situations.toml` names an answer for is held; what is compared is likely
# two statements, neither of which is likely alone.
LEAST_OF_SENSE = 0.3
NEAR_THE_FIELD = 0.25  # probability from which no question is called of another field
NAME_ALONE = 4.0  # words: a question that is hardly more than such a name is asked back
ANSWERED_UNKNOWN = 0.45  # taken where no sample is held; with one, a share of .6 is answered


@dataclass(frozen=True, slots=True)
class Weights:
    """How a question is judged: a logistic regression, and what cosines say.

    An example says what kind a question is from `clearly` on; a near miss says nothing particular and may
    lie further off. Of deceit it says so only where it is all but the same: questions asked afresh that
    have an example of deceit nearest hardly ever ask for it, and those that do lie no nearer, so a word
    of it must stand there too.

    Attributes:
        bias, of: of the regression, by sign.
        least: probability from which it is answered.
        clearly: of 24 questions of other fields on dev 19 have an example as near.
        certainly: of the questions that are answered one in ten has a text as near.
    """

    bias: float
    of: Mapping[str, float]
    least: float
    clearly: float
    certainly: float


# A logistic regression over 2,094 questions asked afresh, which neither the embedding model nor the index
# nor what was learned of statements knew. Of 521 of them, each left out of the regression too, it tells what
# is held whole from what is not held with an area under the curve of .956; at .66 it refuses .02 of what is
# held whole and .17 of what is held in part, and answered a quarter of the 60 that are not held. Since the corpus
# has a tenth more question lines every question lies nearer to one that is held: at .7 a twenty-fifth of what dev
# holds is refused, as aimed at. The cosine of the nearest text, and words that nothing holds, add nothing to it.
# Most questions that are not held are near misses, which word and vector take for the neighbouring rule.
LEARNED = Weights(
    -3.352,
    {
        "ahead": 2.119,  # of cosine, how far the nearest text is nearer than the nearest declined example
        "votes": -1.21,  # share of declined examples among the nearest
        "chinese": 0.142,
        "length": 0.934,  # logarithm of the words
        "covered": 1.613,  # share of the question's words that the lead's document holds
        "asked": 2.303,  # share that is answered of the nearest questions asked before
        "nothing": -0.149,  # log-odds that nothing answers it, as learned
        "likeliest": 0.687,  # log-probability of the likeliest three statements, as learned
    },
    least=0.7,
    clearly=0.5,
    certainly=0.82,
)
# For another embedder, or a corpus of one's own, of which nothing was learned: fitted beside these questions on
# the dev split and on 1,588 asked of 12 parts of the corpus by themselves, six to 25 documents each, three in
# hashed trigrams. In the others .38 of what is held is refused, .12 of what another document holds is answered,
# and none of 240 questions of other fields.
NOT_LEARNED = Weights(
    -10.274,
    {
        "nearest": 4.477,  # cosine of the nearest text of the corpus
        "ahead": 5.319,
        "votes": -0.007,
        "chinese": 1.332,
        "length": 1.246,
        "covered": 2.905,
        "unknown": -1.512,  # share of the question's words that nothing holds
        "beside": -0.511,  # it names a neighbouring matter
        "asked": 3.846,
    },
    least=0.5,
    clearly=0.82,
    certainly=0.88,
)
_WORDS_A_CHARACTER = 1.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer.

    Attributes:
        probability: that the corpus answers, 0 … 1.
        least: how likely it must be.
        declined: the kind of question it is, where its nearest examples say so.
    """

    probability: float
    least: float
    declined: Declined | None

    @property
    def is_answerable(self) -> bool:
        """Whether it is likely enough."""
        return self.probability >= self.least

    def declined_for(self, reason: Reason) -> bool:
        """Whether it is of a kind that is declined for this reason."""
        return self.declined is not None and self.declined.reason == reason.value


class Judge:
    """Weighs what speaks for an answer; holds the kinds and the words that say nothing."""

    def __init__(self, retriever: Retriever, declined: Sequence[Declined], places: Places) -> None:
        self._retriever = retriever
        self._kinds = {kind.id: kind for kind in declined}
        names = [name for path in places for name in places[path].names.values()]
        people = (DEMONYMS_EN, COUNTRIES_EN, COUNTRIES_ZH)
        self._names = _tokens_of([*names, *(part.replace("|", " ") for part in people)])

    def judge(self, reading: Reading, leads: Sequence[Hit], likely: Likely) -> Judgement:
        """Judge a question by what was found for it.

        Args:
            reading: what was understood.
            leads: the best hit of each scope looked at; an exact one is always an answer, and
                where an article is named nothing else is.
            likely: what it most likely asks for.
        """
        near = self._retriever.nearest(reading.text, NEAR)
        weights = NOT_LEARNED if likely.nothing is None else LEARNED
        if any(hit.exact for hit in leads):
            return Judgement(1.0, weights.least, None)
        if reading.names_article:
            return Judgement(0.0, weights.least, None)
        signs = self.signs(reading, leads, near, likely)
        value = weights.bias + sum(weight * signs[name] for name, weight in weights.of.items())
        least = weights.least
        if reading.ask is not None:
            is_name = _length(reading.own_text) <= NAME_ALONE
            least = 0.0 if is_name else min(least, LEAST_OF_SENSE)
        if reading.situation is not None or reading.compares:
            least = min(least, LEAST_OF_SENSE)
        if reading.topic:
            least = LEAST_OF_FOLLOW_UP
        return Judgement(
            1 / (1 + math.exp(-value)), least, self._kind(near, reading.own_text, weights)
        )

    def signs(
        self,
        reading: Reading,
        leads: Sequence[Hit],
        near: Sequence[tuple[Entry, float]],
        likely: Likely,
    ) -> dict[str, float]:
        """What speaks for an answer and against it, by name."""
        held = [cosine for entry, cosine in near if not entry.declined]
        declined = [cosine for entry, cosine in near if entry.declined]
        nearest = max(held, default=0.0)
        furthest = near[-1][1] if near else 0.0
        own = [t for t in dict.fromkeys(tokens(reading.text)) if self._is_of_matter(t)]
        answered = self._retriever.answered_near(reading.text)
        coverages = [self._retriever.coverage(own, hit.passage) for hit in leads]
        return {
            "nearest": nearest,
            "ahead": nearest - max(declined, default=furthest),
            "votes": sum(bool(entry.declined) for entry, _ in near[:VOTES]) / VOTES,
            "chinese": has_han(reading.own_text),
            "length": math.log(1 + max(_length(reading.own_text), FEW_WORDS)),
            "covered": max((c.document for c in coverages), default=0.0),
            "unknown": min((c.unknown for c in coverages), default=1.0),
            "beside": BESIDE.search(reading.own_text) is not None,
            "asked": ANSWERED_UNKNOWN if answered is None else answered,
            "nothing": likely.nothing or 0.0,
            "likeliest": likely.likeliest or 0.0,
        }

    def _is_of_matter(self, token: str) -> bool:
        return token not in self._names and not token[0].isdigit()

    def _kind(
        self, near: Sequence[tuple[Entry, float]], text: str, weights: Weights
    ) -> Declined | None:
        """The kind that most of the nearest declined examples are of; None if none is near.

        Nobody is told of deceit because one such example lies somewhere near: it must be the
        nearest of all, or one of two among the first five, and nearer than any question that is held.
        """
        held = next((cosine for entry, cosine in near if not entry.declined), 0.0)
        votes: dict[str, float] = {}
        for rank, (entry, cosine) in enumerate(near[:VOTES]):
            if entry.declined and self._says_kind(entry, cosine, held, text, weights):
                votes[entry.declined] = votes.get(entry.declined, 0.0) + 1 / (1 + rank)
        unsafe = [self._is_unsafe(entry) for entry, _ in near[:FIRST]]
        before = near[: unsafe.index(True)] if any(unsafe) else near
        is_close = any(unsafe) and near[unsafe.index(True)][1] - held < AHEAD_OF_HELD
        if is_close or (before and sum(unsafe) < 2):
            votes = {k: v for k, v in votes.items() if self._kinds[k].reason != "unsafe"}
        return self._kinds[max(votes, key=lambda kind: votes[kind])] if votes else None

    def _says_kind(
        self, entry: Entry, cosine: float, held: float, text: str, weights: Weights
    ) -> bool:
        """Whether an example says what kind a question is; of a kind of its own none that lies further off than what is held."""
        if self._is_unsafe(entry):
            return cosine >= weights.certainly or HINTS_AT_DECEIT.search(text) is not None
        return entry.declined == NEAR_MISS or cosine >= max(weights.clearly, held)

    def _is_unsafe(self, entry: Entry) -> bool:
        return bool(entry.declined) and self._kinds[entry.declined].reason == "unsafe"


def reason_not_to_answer(reading: Reading, judgement: Judgement) -> Reason | None:
    """Why a question is not answered; None where it is."""
    if reading.is_deceit:
        return Reason.UNSAFE
    if judgement.is_answerable:
        return None
    declined = Reason(judgement.declined.reason) if judgement.declined else None
    if declined and not (reading.urgent and declined is Reason.OUT_OF_SCOPE):
        return declined
    of_the_field = reading.names_article or reading.urgent or is_of_the_field(reading.text)
    is_near = judgement.probability >= NEAR_THE_FIELD
    return Reason.NOT_IN_CORPUS if of_the_field or is_near else Reason.OUT_OF_SCOPE


def _tokens_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(token for name in names for token in tokens(name))


def _length(text: str) -> float:
    """Words; a Chinese character counts as less than one."""
    characters = sum(1 for c in text if has_han(c))
    words = len([w for w in text.split() if w[:1].isascii()])
    return words + characters / _WORDS_A_CHARACTER
