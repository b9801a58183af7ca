"""The commands: parse, call one function, print. Errors become message, hint and exit code here."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.bench_commands import bench
from assistant.corpus_commands import corpus_app
from assistant.eval_commands import eval_app
from assistant.key_commands import key_app
from assistant.receipt_commands import receipts_app
from assistant.search_commands import add_search_commands
from assistant.settings import PREFIX, Settings
from assistant.starting import PlaceOption, StatusOption, load_knowledge, read_settings
from assistant.terminal import day_option, err, fail, need_port, out
from assistant.widget_commands import widget_app
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from assistant.render import Renderer
    from assistant.wiring import Knowledge

app = typer.Typer(
    help="Cited answers about hukou, residence permits and foreigner procedures in China.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(corpus_app, name="corpus")
app.add_typer(eval_app, name="eval")
app.add_typer(key_app, name="key")
app.add_typer(receipts_app, name="receipts")
app.add_typer(widget_app, name="widget")
add_search_commands(app)
app.command()(bench)

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
    settings = read_settings()
    knowledge = load_knowledge(settings)
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
def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on", min=1, max=65535)] = None,
    demo: Annotated[bool, typer.Option(help="show a page with the widget at /demo/")] = False,
) -> None:
    """Open the chat page, the HTTP API and the widget."""
    settings = read_settings()
    chosen = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    settings = settings.model_copy(update=chosen)
    need_port(settings)
    err.print("loading …")
    from assistant.limits import Limiter
    from assistant.wiring import make_access, make_assistant, start_embedder

    access = make_access(settings, demo=demo)
    limiter = Limiter(settings.limits_store.get_secret_value())
    embedder = start_embedder(settings)  # before what follows, which takes seconds to import
    import uvicorn

    from assistant.app import make_app
    from assistant.door import UVICORN_OPTIONS

    knowledge = load_knowledge(settings, embedder=embedder)
    assistant = make_assistant(settings, knowledge)
    server = make_app(assistant, _renderer(knowledge), access, limiter, demo=demo)
    address = f"[{settings.host}]" if ":" in settings.host else settings.host
    out.print(f"chat page: http://{address}:{settings.port}/   (Ctrl-C ends it)")
    if demo:
        out.print(f"widget on a host page: http://{address}:{settings.port}/demo/")
    for line in access.notices():
        out.print(line)
    uvicorn.run(server, host=settings.host, port=settings.port, **UVICORN_OPTIONS)


@app.command()
def doctor() -> None:
    """Say what is wrong and the command that mends it."""
    from assistant.doctor import examine

    faults = 0
    for finding in examine(read_settings()):
        faults += finding.is_fault
        out.print(
            f"✗ {finding.what}\n  → {finding.fix}" if finding.is_fault else f"✓ {finding.what}"
        )
    if faults:
        raise typer.Exit(1)


@app.command()
def settings() -> None:
    """List every setting, its value and its meaning."""
    current = read_settings()
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


def _renderer(knowledge: Knowledge) -> Renderer:
    from assistant.render import Renderer

    return Renderer(knowledge.places, knowledge.corpus.instruments)


def _language(text: str | None) -> Any:  # one of the literals of ReplyLanguage
    if text is not None and text not in ("en", "zh-Hans", "zh-Hant"):
        fail(f"{text!r} is no language of replies", "give en, zh-Hans or zh-Hant")
    return text


if __name__ == "__main__":
    main()
