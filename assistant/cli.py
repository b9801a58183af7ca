"""The commands: parse, call one function, print. Errors become message, hint and exit code here."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from assistant.corpus_commands import corpus_app
from assistant.eval_commands import eval_app
from assistant.settings import PREFIX, Settings
from assistant.terminal import day_option, err, fail, need_port, out, progress_bar
from corpus.errors import AssistantError
from corpus.statement import Status

if TYPE_CHECKING:
    from assistant.render import Renderer
    from assistant.wiring import Knowledge
    from index.embeddings import Embedder

app = typer.Typer(
    help="Cited answers about hukou, residence permits and foreigner procedures in China.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(corpus_app, name="corpus")
app.add_typer(eval_app, name="eval")

StatusOption = Annotated[Status | None, typer.Option(help="whose rule: the person's status")]
PlaceOption = Annotated[str | None, typer.Option(help="path or name, e.g. cn/shanghai or 上海")]
JsonOption = Annotated[bool, typer.Option("--json", help="print JSON")]


@app.command()
def ask(
    question: str,
    status: StatusOption = None,
    place: PlaceOption = None,
    lang: Annotated[str | None, typer.Option(help="en, zh-Hans or zh-Hant")] = None,
    as_of: Annotated[str | None, typer.Option(help="the day asked about, YYYY-MM-DD")] = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one question, with citations."""
    from assistant.reply import Question
    from assistant.reply_json import reply_json
    from assistant.wiring import make_assistant

    day = day_option(as_of)
    language = _language(lang)
    settings = _settings()
    knowledge = _knowledge(settings)
    assistant = make_assistant(settings, knowledge)
    reply = assistant.reply(
        Question(question, status=status, place=place, language=language, as_of=day)
    )
    if as_json:
        out.print(json.dumps(reply_json(reply), ensure_ascii=False, indent=1))
        return
    for line in _renderer(knowledge).lines(reply):
        out.print(line)


@app.command()
def search(
    text: str,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 10,
    collection: Annotated[str | None, typer.Option(help="one collection; all if absent")] = None,
    status: StatusOption = None,
    place: PlaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Passages that match, best first."""
    from assistant.wiring import today_in_china
    from corpus.statement import NATION, Language, Scope
    from corpus.text import has_han
    from index.retriever import Query

    knowledge = _knowledge(_settings())
    if collection and collection not in knowledge.retriever.collections:
        names = ", ".join(knowledge.retriever.collections)
        fail(f"no collection {collection!r}", f"one of: {names}; or `hukou ingest` one")
    path = knowledge.places.resolve(place)[:1] if place else (NATION,)
    if not path:
        fail(f"place {place!r} is not known", "give a path such as cn/guangdong/shenzhen")
    query = Query(text, Scope(path[0], status, today_in_china()), limit=limit)
    language = Language.ZH if has_han(text) else Language.EN
    hits = knowledge.retriever.search(query, language, (collection,) if collection else ())
    rows = [
        {
            "passage_id": hit.passage.id,
            "score": round(hit.score, 4),
            "text": hit.passage.text,
            "sources": [str(locator) for locator in hit.passage.locators],
            "scope": {
                "place": hit.passage.place,
                "statuses": [status.value for status in hit.passage.statuses],
            },
        }
        for hit in hits
    ]
    if as_json:
        out.print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        out.print(f"{row['score']:.2f}  {row['passage_id']}\n      {row['text']}")


@app.command()
def ingest(
    paths: list[Path],
    collection: Annotated[str, typer.Option(help="where to put them")] = "documents",
) -> None:
    """Add your own documents: Markdown, text, JSONL."""
    from assistant.wiring import Folders
    from corpus.ingest import ingest as ingest_files

    settings = _settings()
    found = ingest_files(Folders(settings.data_dir).documents, collection, paths)
    for name, why in found.failed:
        err.print(f"not read: {name}: {why}")
    _knowledge(settings)
    out.print(
        f"{collection}: {len(found.read)} read, {len(found.unchanged)} unchanged, "
        f"{len(found.failed)} failed; {found.passages} passages"
    )
    if found.failed:
        raise typer.Exit(1)


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option(help="make everything anew")] = False,
    prepare: Annotated[
        bool, typer.Option(help="maintainers: keep the corpus' vectors in index/prepared.npz")
    ] = False,
) -> None:
    """Bring the index up to date with the corpus and your documents."""
    from assistant.wiring import prepare_vectors

    settings = _settings()
    knowledge = _knowledge(settings, rebuild=rebuild)
    if prepare:
        out.print(f"{prepare_vectors(settings)} vectors kept in index/prepared.npz")
    names = ", ".join(knowledge.retriever.collections)
    out.print(f"index up to date: {names}; {len(knowledge.corpus.statements)} statements")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on", min=1, max=65535)] = None,
) -> None:
    """Open the chat page and the HTTP API."""
    settings = _settings()
    chosen = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    settings = settings.model_copy(update=chosen)
    need_port(settings)
    err.print("loading …")
    from assistant.access import is_loopback

    if not is_loopback(settings.host):
        fail(
            f"{settings.host} can be reached from other machines, and keys are not built yet",
            "serve on 127.0.0.1, behind a proxy that asks for a login",
        )
    from assistant.wiring import make_assistant, start_embedder

    embedder = start_embedder(settings)  # first: what follows takes seconds to import
    import uvicorn

    from assistant.app import make_app

    knowledge = _knowledge(settings, embedder=embedder)
    assistant = make_assistant(settings, knowledge)
    server = make_app(assistant, _renderer(knowledge), host=settings.host)
    out.print(f"chat page: http://{settings.host}:{settings.port}/   (Ctrl-C ends it)")
    uvicorn.run(server, host=settings.host, port=settings.port, log_level="warning")


@app.command()
def doctor() -> None:
    """Say what is wrong and the command that mends it."""
    from assistant.doctor import examine

    faults = 0
    for finding in examine(_settings()):
        faults += finding.is_fault
        out.print(
            f"✗ {finding.what}\n  → {finding.fix}" if finding.is_fault else f"✓ {finding.what}"
        )
    if faults:
        raise typer.Exit(1)


@app.command()
def settings() -> None:
    """List every setting, its value and its meaning."""
    current = _settings()
    for name, field in Settings.model_fields.items():
        out.print(f"{PREFIX}{name.upper()}={getattr(current, name)}  {field.description}")


def main() -> None:
    """Run a command; anything broken ends in one line and a hint, exit code 1.

    What loads at the start lives to the end, so the garbage collector is off until then: it took a
    quarter of the start.
    """
    gc.disable()
    try:
        app()
    except AssistantError as error:
        fail(str(error), error.hint)
    except OSError as error:
        name = f" ({error.filename})" if error.filename else ""
        fail(f"{error.strerror or error}{name}", "run `hukou doctor`")


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        fail(f"{name}: {first['msg']}", "`hukou settings` lists every setting")


def _knowledge(
    settings: Settings, *, embedder: Embedder | None = None, rebuild: bool = False
) -> Knowledge:
    from assistant.wiring import make_knowledge, start_embedder

    embedder = embedder or start_embedder(settings)
    with progress_bar() as progress:
        knowledge = make_knowledge(settings, embedder=embedder, rebuild=rebuild, progress=progress)
    gc.freeze()
    gc.enable()
    return knowledge


def _renderer(knowledge: Knowledge) -> Renderer:
    from assistant.render import Renderer

    return Renderer(knowledge.places, knowledge.corpus.instruments)


def _language(text: str | None) -> Any:  # one of the literals of ReplyLanguage
    if text is not None and text not in ("en", "zh-Hans", "zh-Hant"):
        fail(f"{text!r} is no language of replies", "give en, zh-Hans or zh-Hant")
    return text


if __name__ == "__main__":
    main()
