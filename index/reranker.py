"""A second look at the best hits: question and passage read together by a cross-encoder."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from index.errors import WeightsUnusable

if TYPE_CHECKING:
    from index.retriever import Hit

LOOKED_AT = 20  # hits


class Reranker(Protocol):
    """Scores pairs: `CrossEncoderReranker` where one is set, a plain one in tests."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """How well each text answers the question; higher is better, comparable in one call."""


class CrossEncoderReranker:
    """Any Sentence Transformers cross-encoder, by folder or by the name of a cached one."""

    def __init__(self, model: str) -> None:
        """Load the model from disk; nothing is fetched.

        Raises:
            WeightsUnusable: no such folder or cached model, or it cannot be loaded.
        """
        from sentence_transformers import CrossEncoder  # seconds to import

        try:
            self._model = CrossEncoder(model, device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise WeightsUnusable(
                f"reranker {model!r} cannot be loaded: {str(error).splitlines()[0]}",
                hint="set HUKOU_RERANKER to a Sentence Transformers cross-encoder's folder, or unset it",
            ) from error

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """How well each text answers the question, by the model's own scale."""
        pairs = [(question, text) for text in texts]
        return [float(score) for score in self._model.predict(pairs, show_progress_bar=False)]


def reranked(reranker: Reranker, question: str, hits: Sequence["Hit"]) -> list["Hit"]:
    """The best hits in the order of the reranker; they take over the scores there were, in turn.

    Exact hits stay first, and what lies below the best stays below.
    """
    first = sum(hit.exact for hit in hits)
    best = hits[first : first + LOOKED_AT]
    if not question.strip() or not best:
        return list(hits)
    scores = reranker.scores(question, [hit.passage.text for hit in best])
    order = sorted(range(len(best)), key=lambda number: (-scores[number], number))
    again = [replace(best[n], score=best[place].score) for place, n in enumerate(order)]
    return [*hits[:first], *again, *hits[first + LOOKED_AT :]]
