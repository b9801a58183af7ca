"""Old replies held against the corpus of today: which of their passages changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.statement import Passage

Json = dict[str, Any]  # as `reply_json` gives a Reply


@dataclass(frozen=True, slots=True)
class Change:
    """A citation that no longer stands as it was shown.

    Attributes:
        receipt_id: of the reply.
        question: masked, as it was asked.
        quote: what was shown.
        now: the passage today; None where there is none.
    """

    receipt_id: str
    question: str
    passage_id: str
    quote: str
    now: str | None


def changes(
    replies: Iterable[tuple[str, Json]], passages: Mapping[str, Passage], corpus_hash: str
) -> Iterator[Change]:
    """Citations whose quote is no longer found where it stood.

    Args:
        replies: (masked question, reply) of each turn that is kept.
        passages: of today, by id; a reply may also cite what a user added.
        corpus_hash: replies made from this very corpus need no look.
    """
    for question, reply in replies:
        receipt = reply["receipt"]
        if receipt["corpus"] == corpus_hash:
            continue
        for citation in reply["citations"]:
            key, quote = citation["passage_id"], citation["quote"]
            passage = passages.get(key)
            if passage is None or passage.text[citation["start"] : citation["end"]] != quote:
                now = passage.text if passage else None
                yield Change(receipt["id"], question, key, quote, now)
