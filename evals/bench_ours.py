"""Our own search as an engine of the bench: `python -m evals.bench_ours LAYOUT STEP FOLDER ROUNDS`.

Layout `corpus` is the assistant's: the corpus with its `?` lines, and what was added in a
collection of its own, as `hukou ingest` puts it. Layout `texts` is what the peers have: all
passages in one collection, and no `?` lines.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

import numpy as np

from corpus.instruments import load_instruments
from corpus.loader import CORPUS_ROOT
from corpus.statement import CORPUS_COLLECTION, Facet, Language, Locator, Passage, Scope, Status
from corpus.text import has_han
from evals.peers.loop import KEPT, SCOPED, WARM, Job, PassageRecord, QuestionRecord, Vectors, main
from index.build import build_index, open_index
from index.classifier import CLASSIFIER, read_classifier
from index.contents import Contents, Entry, passage_contents
from index.embeddings import Embedder, Progress, no_progress
from index.retriever import Query, Retriever

CORPUS, TEXTS = "corpus", "texts"


class GivenEmbedder:
    """Vectors made beforehand; a text without one counts, and gets the first there is."""

    name = "given"

    def __init__(self, vectors: dict[str, Vectors]) -> None:
        self._vectors = vectors
        self.unknown = 0

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """As the protocol says."""
        self.unknown += sum(text not in self._vectors for text in texts)
        progress(len(texts), len(texts))
        otherwise = next(iter(self._vectors.values()))
        rows = [self._vectors.get(text, otherwise) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, len(otherwise)), np.float32)

    def embed_question(self, text: str) -> Vectors:
        """As the protocol says, of a question of the job."""
        return self._vectors[text]


class OurEngine:
    """The retriever over one layout; the assistant searches in a scope, and so does this."""

    modes = (SCOPED,)

    def __init__(self, layout: str) -> None:
        self._layout = layout
        self._retriever: Retriever

    def build(self, job: Job) -> None:
        """As the protocol says."""
        embedder = GivenEmbedder(text_vectors(job))
        for contents in contents_of(job, self._layout):
            folder = job.store / contents.collection
            build_index(folder, contents, embedder, reuse=False)
            open_index(folder)  # the first opening makes what others read

    def open(self, job: Job) -> None:
        """As the protocol says."""
        self._retriever = _retriever(job, GivenEmbedder(job.question_vectors()))

    def search(self, question: QuestionRecord, mode: str) -> Sequence[str]:  # noqa: ARG002
        """As the protocol says."""
        return [hit.passage.id for hit in self._retriever.search(*asked(question))]


def _retriever(job: Job, embedder: Embedder) -> Retriever:
    """Over the collections that were built, with what was learned for the model of the vectors."""
    folders = sorted(path for path in job.store.glob("[!.]*") if path.is_dir())
    collections = {folder.name: open_index(folder) for folder in folders}
    instruments = load_instruments(CORPUS_ROOT / "instruments.toml")
    model = (job.folder / "embedder.txt").read_text(encoding="utf-8")
    classifier = read_classifier(CLASSIFIER, model)
    return Retriever(collections, embedder, instruments, classifier=classifier)


def whole_search(job: Job, embedder: Embedder) -> tuple[list[float], list[float]]:
    """Milliseconds of each question's embedding alone, and of a whole search with it, in turn."""
    retriever = _retriever(job, embedder)
    questions = list(job.questions())
    for question in questions[-WARM:]:
        retriever.search(*asked(question))
    alone, whole = [], []
    for question in questions:
        begun = time.perf_counter()
        embedder.embed_question(question["text"])
        between = time.perf_counter()
        retriever.search(*asked(question))
        alone.append((between - begun) * 1000)
        whole.append((time.perf_counter() - between) * 1000)
    return alone, whole


def asked(question: QuestionRecord) -> tuple[Query, Language]:
    """What the retriever is given: the words as typed, and the scope."""
    scope = Scope(
        question["place"], Status(question["status"]), date.fromisoformat(question["as_of"])
    )
    language = Language.ZH if has_han(question["text"]) else Language.EN
    return Query(question["text"], scope, limit=KEPT), language


def reindex(job: Job, layout: str) -> tuple[float, int]:
    """Change one passage and bring the index up to date.

    Returns:
        Seconds, and how many texts were embedded again.
    """
    embedder = GivenEmbedder(text_vectors(job))
    contents = list(contents_of(job, layout))[-1]
    first = contents.passages[0]
    changed = replace(first, text=f"{first.text} (2026)")
    entries = [
        replace(entry, text=changed.text) if entry.text == first.text else entry
        for entry in contents.entries
    ]
    after = Contents(contents.collection, (changed, *contents.passages[1:]), tuple(entries))
    started = time.perf_counter()
    build_index(job.store / contents.collection, after, embedder)
    return time.perf_counter() - started, embedder.unknown


def contents_of(job: Job, layout: str) -> Iterator[Contents]:
    """What is indexed, a collection at a time."""
    passages = [_passage(record) for record in job.passages()]
    if layout == TEXTS:
        yield passage_contents(TEXTS, [replace(p, collection=TEXTS) for p in passages])
        return
    for collection, own in groupby(passages, key=lambda p: p.collection):
        contents = passage_contents(collection, list(own))
        if collection == CORPUS_COLLECTION:
            contents = replace(contents, entries=(*contents.entries, *_leads(job)))
        yield contents


def text_vectors(job: Job) -> dict[str, Vectors]:
    """The vector of each text that is indexed."""
    vectors = dict(zip((p["text"] for p in job.passages()), job.vectors(), strict=True))
    return vectors | dict(zip((e.text for e in _leads(job)), job.vectors("leads"), strict=True))


def _leads(job: Job) -> Iterator[Entry]:
    with (job.folder / "leads.jsonl").open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            ids = {key: tuple(record[key]) for key in ("statement_ids", "further")}
            yield Entry(**record | ids)


def _passage(record: PassageRecord) -> Passage:
    return Passage(
        id=record["id"],
        statement_id=record["statement_id"],
        text=record["text"],
        language=Language(record["language"]),
        document=record["document"],
        title="",
        place=record["place"],
        statuses=tuple(Status(status) for status in record["statuses"]),
        facet=Facet(record["facet"]),
        locators=tuple(Locator.parse(text) for text in record["locators"]),
        collection=record["collection"],
    )


if __name__ == "__main__":
    chosen = sys.argv[1]
    main(lambda: OurEngine(chosen))
