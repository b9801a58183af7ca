"""LangChain: EnsembleRetriever of BM25Retriever and Chroma, with its default weights.

Scoped, Chroma filters by metadata; BM25Retriever knows no filter, so what it finds is filtered
after. It keeps nothing on disk either: a start builds its index again.
"""

from collections.abc import Mapping, Sequence

import rjieba
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from loop import CANDIDATES, KEPT, PLAIN, SCOPED, Job, QuestionRecord, holds, main

STATUSES = ("foreigner", "hmt", "citizen", "overseas_chinese")


class Given(Embeddings):
    """Vectors made beforehand."""

    def __init__(self, vectors: Mapping) -> None:
        self.vectors = vectors

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        """Of passages."""
        return [self.vectors[text].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Of a question."""
        return self.vectors[text].tolist()


def tokens(text: str) -> list[str]:
    """Words of both languages; its default splits at spaces, which Chinese has none of."""
    return [word for word in rjieba.cut_for_search(text.lower()) if word.strip()]


def documents(job: Job) -> list[Document]:
    """The passages, with what filters need."""
    return [
        Document(
            p["text"],
            id=p["id"],
            metadata={"key": p["id"], "place": p["place"], "statuses": ",".join(p["statuses"])}
            | {status: not p["statuses"] or status in p["statuses"] for status in STATUSES},
        )
        for p in job.passages()
    ]


class LangChainEngine:
    """Built once, and opened again to search."""

    modes = (PLAIN, SCOPED)

    def build(self, job: Job) -> None:
        """As the protocol of `loop.py` says."""
        docs = documents(job)
        vectors = dict(zip((d.page_content for d in docs), job.vectors(), strict=True))
        store = Chroma(
            embedding_function=Given(vectors),
            persist_directory=str(job.store),
            collection_configuration={"hnsw": {"space": "cosine"}},
        )
        for start in range(0, len(docs), 5000):
            store.add_documents(docs[start : start + 5000])
        self._bm25(docs)

    def open(self, job: Job) -> None:
        """As the protocol of `loop.py` says."""
        store = Chroma(
            embedding_function=Given(job.question_vectors()), persist_directory=str(job.store)
        )
        self.vectors = store.as_retriever()
        self.words = self._bm25(documents(job))
        self.ensemble = EnsembleRetriever(retrievers=[self.words, self.vectors], id_key="key")

    def search(self, question: QuestionRecord, mode: str) -> Sequence[str]:
        """As the protocol of `loop.py` says."""
        self.words.k = KEPT if mode == PLAIN else CANDIDATES
        self.vectors.search_kwargs = {"k": self.words.k}
        if mode == SCOPED:
            where = [{"place": {"$in": question["places"]}}, {question["status"]: True}]
            self.vectors.search_kwargs["filter"] = {"$and": where}
        found = [document.metadata for document in self.ensemble.invoke(question["text"])]
        if mode == SCOPED:
            found = [m for m in found if holds(m["place"], m["statuses"].split(","), question)]
        return [metadata["key"] for metadata in found]

    def _bm25(self, docs: list[Document]) -> BM25Retriever:
        return BM25Retriever.from_documents(docs, preprocess_func=tokens)


if __name__ == "__main__":
    main(LangChainEngine)
