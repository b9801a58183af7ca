"""`hukou search`, `ingest` and `index`: what is held, and what more to hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.starting import PlaceOption, StatusOption, load_knowledge, read_settings
from assistant.terminal import err, fail, out, progress_bar

if TYPE_CHECKING:
    from assistant.wiring import Knowledge
    from corpus.statement import Status
    from index.retriever import Hit
    from index.runs import BatchQuestion

PASSAGES_A_DOCUMENT = 4  # looked at for each document wanted, as one may stand in several


def add_search_commands(app: typer.Typer) -> None:
    """Add these commands to the others."""
    for command in (search, ingest, index):
        app.command()(command)


def search(  # noqa: PLR0913 - one argument for each option
    text: Annotated[str | None, typer.Argument(help="what to look for")] = None,
    *,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 10,
    collection: Annotated[str | None, typer.Option(help="one collection; all if absent")] = None,
    status: StatusOption = None,
    place: PlaceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
    batch: Annotated[
        Path | None, typer.Option(help='questions, {"id", "text"} a line; needs --run')
    ] = None,
    run: Annotated[Path | None, typer.Option(help="TREC run to write for --batch")] = None,
) -> None:
    """Passages that match, best first."""
    if (batch is None) != (run is None) or (batch is None) == (text is None):
        fail(
            "give a text, or --batch with --run",
            "`hukou search 住宿登记`, or `hukou search --batch questions.jsonl --run found.trec`",
        )
    from index.runs import read_questions

    questions = read_questions(batch) if batch else ()
    knowledge = load_knowledge(read_settings())
    look = _search_of(knowledge, collection, status, place)
    if run is not None:
        _write_run(run, questions, look, limit)
        return
    rows = [_row(hit) for hit in look(text or "", limit)]
    if as_json:
        out.print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        out.print(f"{row['score']:.2f}  {row['passage_id']}\n      {row['text']}")


def _search_of(
    knowledge: Knowledge, collection: str | None, status: Status | None, place: str | None
) -> Callable[[str, int], list[Hit]]:
    """A search within what the options name."""
    from assistant.wiring import today_in_china
    from corpus.statement import NATION, Language, Scope
    from corpus.text import has_han
    from index.keys import KeyReader
    from index.retriever import Query

    if collection and collection not in knowledge.retriever.collections:
        names = ", ".join(knowledge.retriever.collections)
        fail(f"no collection {collection!r}", f"one of: {names}; or `hukou ingest` one")
    path = knowledge.places.resolve(place)[:1] if place else (NATION,)
    if not path:
        fail(f"place {place!r} is not known", "give a path such as cn/guangdong/shenzhen")
    scope = Scope(path[0], status, today_in_china())
    keys = KeyReader(knowledge.corpus.instruments, knowledge.retriever.titles)

    def look(text: str, limit: int) -> list[Hit]:
        language = Language.ZH if has_han(text) else Language.EN
        query = Query(text, scope, keys=keys.read(text), limit=limit)
        return knowledge.retriever.search(query, language, (collection,) if collection else ())

    return look


def _write_run(
    path: Path,
    questions: Sequence[BatchQuestion],
    look: Callable[[str, int], list[Hit]],
    limit: int,
) -> None:
    """Ask every question and keep what was found, the file whole or not at all."""
    from corpus.atomic import write_atomically
    from index.runs import document_scores, run_lines

    lines: list[str] = []
    with progress_bar("searching") as progress:
        for number, question in enumerate(questions, start=1):
            documents = document_scores(look(question.text, limit * PASSAGES_A_DOCUMENT))[:limit]
            lines += run_lines(question.id, documents)
            progress(number, len(questions))
    write_atomically(path, "".join(lines).encode())
    out.print(f"{path}: {len(questions)} questions, {len(lines)} lines")


def _row(hit: Hit) -> dict[str, Any]:  # JSON has no narrower type
    passage = hit.passage
    return {
        "passage_id": passage.id,
        "score": round(hit.score, 4),
        "text": passage.text,
        "sources": [str(locator) for locator in passage.locators],
        "scope": {
            "place": passage.place,
            "statuses": [status.value for status in passage.statuses],
        },
    }


def ingest(
    paths: list[Path],
    collection: Annotated[str, typer.Option(help="where to put them")] = "documents",
) -> None:
    """Add your own documents: Markdown, text, JSONL."""
    from assistant.wiring import Folders
    from corpus.ingest import ingest as ingest_files

    settings = read_settings()
    found = ingest_files(Folders(settings.data_dir).documents, collection, paths)
    for name, why in found.failed:
        err.print(f"not read: {name}: {why}")
    load_knowledge(settings)
    out.print(
        f"{collection}: {len(found.read)} read, {len(found.unchanged)} unchanged, "
        f"{len(found.removed)} removed, {len(found.failed)} failed; {found.passages} passages"
    )
    if found.failed:
        raise typer.Exit(1)


def index(
    rebuild: Annotated[bool, typer.Option(help="make everything anew")] = False,
    prepare: Annotated[
        bool,
        typer.Option(
            help="maintainers: keep what index/ has of the corpus: vectors, and what is learned"
        ),
    ] = False,
) -> None:
    """Bring the index up to date with the corpus and your documents."""
    from assistant.wiring import Folders
    from corpus.statement import CORPUS_COLLECTION
    from index.build import open_index
    from index.classifier import CLASSIFIER, write_classifier
    from index.classifier_training import learn_classifier
    from index.prepared import prepare_from

    settings = read_settings()
    knowledge = load_knowledge(settings, rebuild=rebuild, read_learned=not prepare)
    if prepare:
        folder = Folders(settings.data_dir).indexes / CORPUS_COLLECTION
        opened = open_index(folder)
        out.print(f"{prepare_from(opened)} vectors kept in index/prepared.npz")
        with progress_bar("learning which statement a question asks for") as progress:
            learned = learn_classifier(
                opened.entries, opened.vectors, opened.manifest.embedder, progress
            )
        write_classifier(CLASSIFIER, learned)
        out.print(f"{len(learned.ids)} statements kept in index/classifier.npz")
    names = ", ".join(knowledge.retriever.collections)
    out.print(f"index up to date: {names}; {len(knowledge.corpus.statements)} statements")
