"""LlamaIndex: QueryFusionRetriever of BM25Retriever and a Chroma vector index, by reciprocal rank.

No queries are generated, as there is no chat model. Scoped, Chroma filters by metadata; the BM25
retriever takes its filter once and for all, so what it finds is filtered after.
"""

from collections.abc import Sequence

import bm25s
import chromadb
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.chroma import ChromaVectorStore
from loop import CANDIDATES, KEPT, PLAIN, SCOPED, Job, QuestionRecord, holds, main

STATUSES = ("foreigner", "hmt", "citizen", "overseas_chinese")
AT_ONCE = 5000  # nodes; Chroma takes no more than 5,461 in one call
# It takes a pattern and no tokeniser: single characters stand for Chinese words; its default
# pattern takes a whole run of Chinese for one word.
TOKENS = r"(?u)[\u3400-\u9fff]|\b[a-zA-Z0-9]\w+\b"


class Given(BaseEmbedding):
    """Vectors made beforehand."""

    vectors: dict

    def _get_query_embedding(self, query: str) -> list[float]:
        return self.vectors[query].tolist()

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self.vectors[query].tolist()

    def _get_text_embedding(self, text: str) -> list[float]:
        return self.vectors[text].tolist()


def node(passage: dict, vector: Sequence[float] | None) -> TextNode:
    """A passage, with what filters need."""
    metadata = {"place": passage["place"], "statuses": ",".join(passage["statuses"])}
    flags = {s: int(not passage["statuses"] or s in passage["statuses"]) for s in STATUSES}
    hidden = [*metadata, *flags]
    return TextNode(
        id_=passage["id"],
        text=passage["text"],
        embedding=vector,
        metadata=metadata | flags,
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
    )


def collection(job: Job) -> chromadb.Collection:
    """Chroma on disk, empty at first."""
    client = chromadb.PersistentClient(str(job.store / "chroma"))
    return client.get_or_create_collection(
        "passages", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )


class LlamaIndexEngine:
    """Built once, and opened again to search."""

    modes = (PLAIN, SCOPED)

    def build(self, job: Job) -> None:
        """As the protocol of `loop.py` says."""
        vectors = job.vectors()
        nodes = [node(p, v.tolist()) for p, v in zip(job.passages(), vectors, strict=True)]
        store = ChromaVectorStore(chroma_collection=collection(job))
        for start in range(0, len(nodes), AT_ONCE):
            store.add(nodes[start : start + AT_ONCE])
        words = BM25Retriever.from_defaults(nodes=nodes, token_pattern=TOKENS)
        words.persist(str(job.store / "words"))

    def open(self, job: Job) -> None:
        """As the protocol of `loop.py` says."""
        # As its from_persist_dir does, which forgets the pattern.
        words = bm25s.BM25.load(str(job.store / "words"), load_corpus=True)
        self.words = BM25Retriever(existing_bm25=words, token_pattern=TOKENS, similarity_top_k=KEPT)
        self.index = VectorStoreIndex.from_vector_store(
            ChromaVectorStore(chroma_collection=collection(job)),
            embed_model=Given(vectors=job.question_vectors()),
        )

    def search(self, question: QuestionRecord, mode: str) -> Sequence[str]:
        """As the protocol of `loop.py` says."""
        depth = KEPT if mode == PLAIN else CANDIDATES
        filters = _filters(question) if mode == SCOPED else None
        self.words.similarity_top_k = depth
        fused = QueryFusionRetriever(
            [self.index.as_retriever(similarity_top_k=depth, filters=filters), self.words],
            llm=MockLLM(),
            mode="reciprocal_rerank",
            similarity_top_k=2 * depth,
            num_queries=1,
            use_async=False,
        )
        found = [(hit.node.node_id, hit.node.metadata) for hit in fused.retrieve(question["text"])]
        if mode == SCOPED:
            found = [
                (key, m)
                for key, m in found
                if holds(m["place"], m["statuses"].split(","), question)
            ]
        return [key for key, _ in found]


def _filters(question: QuestionRecord) -> MetadataFilters:
    return MetadataFilters(
        filters=[
            MetadataFilter(key="place", operator=FilterOperator.IN, value=question["places"]),
            MetadataFilter(key=question["status"], operator=FilterOperator.EQ, value=1),
        ]
    )


if __name__ == "__main__":
    main(LlamaIndexEngine)
