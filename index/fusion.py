"""What speaks for a statement → one score: scaled, weighted, and raised by its document."""

import numpy as np

from index.columns import Rows
from index.expansion import Expansion
from index.scan import Floats
from index.signals import Signals

# Weights of what speaks for a statement, each scaled to 0 … 1 over what was found. Chosen by coordinate
# ascent on 3,667 questions asked afresh, each left out of the index and of what was learned. Cosines of a
# statement's own text and of its own questions beside the best of them took from that.
BEST_WEIGHT = 0.8  # cosine of its own texts or its section's questions
OWN_WORDS_WEIGHT = 0.1  # BM25 of its own texts
ASKED_WORDS_WEIGHT = 0.5  # of the questions that just it answers
SECTION_WORDS_WEIGHT = 0.1
# Votes of questions asked before, and how far what the classifier thinks unlikely is set back. On 1,032
# questions that the embedding model had not learned from either, the deciding rule came first for .574 and
# among the first five for .854 so; for .554 and .846 with .5 and 1.0, the best for the model before.
VOTES_WEIGHT = 0.35
LEARNED_WEIGHT = 2.0
DOCUMENT_WEIGHT = 0.7  # of the mean of the best three of a document, added to each of its scores
BEST_OF_DOCUMENT = 3
# A user's text has no questions, so other words for it come from elsewhere. Chosen on the dev half
# of the lay questions over 1,491 articles of Chinese law (docs/retrieval.md has the table).
TEXT_WEIGHT = 1.0  # cosine of the text
TEXT_WORDS_WEIGHT = 0.4  # BM25 of the text
TRANSLATED_WEIGHT = 0.3  # BM25 of the question's words in the language of the text
BRIDGED_WEIGHT = 0.32  # cosine to the statements of the corpus that the question finds
BRIDGED_WORDS_WEIGHT = 0.48  # BM25 of their words
_MOST_WITHOUT_QUESTIONS = BEST_WEIGHT + OWN_WORDS_WEIGHT
_MOST_OF_TEXTS = (
    TEXT_WEIGHT + TEXT_WORDS_WEIGHT + TRANSLATED_WEIGHT + BRIDGED_WEIGHT + BRIDGED_WORDS_WEIGHT
)


def fuse(signals: Signals, votes: Floats) -> Floats:
    """The weighted sum of a statement's signals, each scaled over what was found, and its votes.

    Cosines are scaled between the lowest and the highest found, BM25 by the highest.

    Args:
        signals: of what was found.
        votes: of the questions asked before, 0 … 1 for each statement.
    """
    total = (
        BEST_WEIGHT * _between(signals.best)
        + OWN_WORDS_WEIGHT * _share(signals.own_words)
        + ASKED_WORDS_WEIGHT * _share(signals.asked_words)
        + SECTION_WORDS_WEIGHT * _share(signals.section_words)
        + VOTES_WEIGHT * votes
    )
    return np.asarray(total, np.float32)


def fuse_texts(signals: Signals, expansion: Expansion) -> Floats:
    """The same for texts that no question leads to: what they say, and other words for it.

    Brought to the most that a statement could have without questions, so that a text of a user
    does not outdo the corpus by having other weights.
    """
    total = (
        TEXT_WEIGHT * _between(signals.own)
        + TEXT_WORDS_WEIGHT * _share(signals.own_words)
        + TRANSLATED_WEIGHT * _share(expansion.translated)
        + BRIDGED_WEIGHT * _between(expansion.bridged)
        + BRIDGED_WORDS_WEIGHT * _share(expansion.bridged_words)
    )
    return np.asarray(total * (_MOST_WITHOUT_QUESTIONS / _MOST_OF_TEXTS), np.float32)


def with_document(scores: Floats, documents: Rows) -> Floats:
    """Scores of what holds, each raised by what else of its document was found.

    A document that answers the question has several statements near it; a chance hit stands alone.
    """
    found = np.flatnonzero(scores > 0)  # few of them: the rest is 0 and stays so
    if not len(found):
        return scores
    order = found[np.lexsort((-scores[found], documents[found]))]
    starts = np.flatnonzero(np.r_[True, documents[order][1:] != documents[order][:-1]])
    place = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    best = order[place < BEST_OF_DOCUMENT]
    sums = np.bincount(documents[best], weights=scores[best], minlength=int(documents.max()) + 1)
    raised = np.zeros(len(scores), np.float32)
    raised[found] = scores[found] + DOCUMENT_WEIGHT * sums[documents[found]] / BEST_OF_DOCUMENT
    return raised


def _between(cosines: Floats) -> Floats:
    """Scales to 0 … 1 between the lowest and highest of those found; 0 for one not found."""
    found = cosines[cosines > 0]
    if not len(found):
        return cosines
    low, high = found.min(), found.max()
    return np.asarray(np.clip((cosines - low) / ((high - low) or 1.0), 0, 1), np.float32)


def _share(scores: Floats) -> Floats:
    highest = scores.max(initial=0.0)
    return scores / highest if highest > 0 else scores
