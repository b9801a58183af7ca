"""txtai: an embeddings database with `hybrid` on, all else as it comes (faiss, BM25, SQLite).

Its tokeniser takes Chinese characters one by one. Scoped, the filter is a clause of its SQL.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from loop import CANDIDATES, KEPT, PLAIN, SCOPED, Job, QuestionRecord, main
from txtai import Embeddings

STATUSES = ("foreigner", "hmt", "citizen", "overseas_chinese")


class TxtaiEngine:
    """Built once, and opened again to search."""

    modes = (PLAIN, SCOPED)

    def build(self, job: Job) -> None:
        """As the protocol of `loop.py` says."""
        passages = list(job.passages())
        texts = (p["text"] for p in passages)
        given = dict(zip(texts, job.vectors(), strict=True))
        engine = Embeddings(method="external", transform=_lookup(given), content=True, hybrid=True)
        engine.index((p["id"], _columns(p), None) for p in passages)
        engine.save(str(job.store / "txtai"))

    def open(self, job: Job) -> None:
        """As the protocol of `loop.py` says."""
        self.engine = Embeddings()
        transform = _lookup(job.question_vectors())
        self.engine.load(str(job.store / "txtai"), config={"transform": transform})

    def search(self, question: QuestionRecord, mode: str) -> Sequence[str]:
        """As the protocol of `loop.py` says."""
        if mode == PLAIN:
            return [hit["id"] for hit in self.engine.search(question["text"], KEPT)]
        places = ", ".join(f"'{place}'" for place in question["places"])
        sql = (
            f"select id, score from txtai where similar(:text, {10 * CANDIDATES}) "
            f"and place in ({places}) and {question['status']} = 1"
        )
        found = self.engine.search(sql, KEPT, parameters={"text": question["text"]})
        return [hit["id"] for hit in found]


def _columns(passage: dict) -> dict:
    flags = {s: int(not passage["statuses"] or s in passage["statuses"]) for s in STATUSES}
    return {"text": passage["text"], "place": passage["place"], **flags}


def _lookup(given: Mapping) -> Callable:
    def transform(texts: Sequence[str]) -> np.ndarray:
        return np.stack([given[text] for text in texts])

    return transform


if __name__ == "__main__":
    main(TxtaiEngine)
