"""The Retriever as a LangChain retriever, passages as LangChain documents."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.statement import Language, Passage, Scope
from corpus.text import has_han
from index.retriever import Query, Retriever


class HukouRetriever(BaseRetriever):
    """For LangChain chains: `HukouRetriever(retriever=…, scope=…).invoke("居住证多久签注一次？")`.

    Attributes:
        retriever: ours.
        scope: for whom, where and when passages must hold.
        limit: how many documents at most.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    scope: Scope
    limit: int = 5

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain
    ) -> list[Document]:
        language = Language.ZH if has_han(query) else Language.EN
        hits = self.retriever.search(Query(query, self.scope, limit=self.limit), language)
        return [as_document(hit.passage, hit.score) for hit in hits]


def as_document(passage: Passage, score: float | None = None) -> Document:
    """A passage with its id, and its scope and sources as metadata."""
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "title": passage.title,
            "language": passage.language.value,
            "place": passage.place,
            "statuses": [status.value for status in passage.statuses],
            "sources": [str(locator) for locator in passage.locators],
            "collection": passage.collection,
            "score": score,
        },
    )
