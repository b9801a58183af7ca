"""`hukou corpus …`: what is covered, what ages, one statement, and whether all is well written."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import day_option, fail, out

if TYPE_CHECKING:
    from corpus.coverage import Coverage

DUE_DAYS = 120  # what `hukou corpus` shows as due next

corpus_app = typer.Typer(
    help="What is covered, and whether it is written as it should be.",
    invoke_without_command=True,
)


@corpus_app.callback()
def overview(
    context: typer.Context,
    html: Annotated[Path | None, typer.Option(help="draw it as a page")] = None,
    png: Annotated[Path | None, typer.Option(help="draw it as a picture")] = None,
) -> None:
    """Statements by topic and status, and what is due next."""
    if context.invoked_subcommand is not None:
        return
    from assistant.wiring import today_in_china
    from corpus.atomic import write_atomically
    from corpus.coverage import ageing, cover
    from corpus.loader import load_corpus

    corpus = load_corpus()
    coverage = cover(corpus)
    due = ageing(corpus, before=today_in_china() + timedelta(days=DUE_DAYS))
    _print_coverage(coverage)
    for item in due[:10]:
        out.print(f"{item.due}  {item.what}: {item.why}")
    if html or png:
        from corpus.drawing import draw_html, draw_png

        if html:
            write_atomically(html, draw_html(coverage, due).encode())
        if png:
            write_atomically(png, draw_png(coverage))


@corpus_app.command()
def stale(
    before: Annotated[str | None, typer.Option(help="the day, YYYY-MM-DD; today if absent")] = None,
) -> None:
    """What must be compared with its sources again, or ends, by a day."""
    from assistant.wiring import today_in_china
    from corpus.coverage import ageing
    from corpus.loader import load_corpus

    due = ageing(load_corpus(), before=day_option(before) or today_in_china())
    for item in due:
        out.print(f"{item.due}  {item.what}: {item.why}")
    out.print(f"{len(due)} due")


@corpus_app.command()
def show(statement_id: str) -> None:
    """One statement in both languages, with where it stands."""
    from assistant.wiring import today_in_china
    from corpus.loader import load_corpus
    from corpus.statement import Language

    corpus = load_corpus()
    plain = statement_id.removesuffix(".en").removesuffix(".zh")
    statement = corpus.statements.get(plain)
    if statement is None:
        fail(f"no statement {statement_id!r}", "`hukou search` prints ids of passages")
    document = next(d for d in corpus.documents if statement in d.statements)
    statuses = ", ".join(document.statuses)
    out.print(f"{statement.id}  ({document.place}; {statuses}; {statement.facet.heading})")
    for language in Language:
        line = statement.lines[language]
        out.print(f"  {statement.texts[language]}")
        out.print(f"    corpus/documents/{document.id}.{language}.md:{line}")
    for locator in statement.locators:
        instrument = corpus.instruments.at(locator, document.verified_on)
        out.print(
            f"  {locator}  {instrument.titles[Language.EN]} · {instrument.titles[Language.ZH]} · "
            f"{instrument.grade} · {instrument.standing} · text as of {instrument.text_as_of}"
        )
        for newer in corpus.instruments.newer_unread(locator.instrument, today_in_china()):
            out.print(f"    touched by {newer.titles[Language.EN]}, whose text was not read")
    out.print(f"  compared with its sources on {document.verified_on}")


@corpus_app.command("check")
def corpus_check(
    against: Annotated[
        list[Path] | None, typer.Option(help="folder of texts that nothing may be copied from")
    ] = None,
) -> None:
    """Prove what can be proved of the corpus without a person; exit 1 on any fault."""
    from assistant.wiring import today_in_china
    from corpus.checks import check, read_texts
    from corpus.conflict_checks import check_conflicts
    from corpus.conflicts import load_conflicts
    from corpus.glossary import load_terms
    from corpus.loader import load_corpus
    from corpus.senses import load_senses, unknown_leads
    from corpus.situations import load_situations, unknown_rules
    from corpus.urgent import load_urgent, unknown_first

    corpus = load_corpus()
    texts = {name: text for folder in against or [] for name, text in read_texts(folder).items()}
    faults = check(corpus, terms=load_terms(), texts=texts, today=today_in_china())
    faults += check_conflicts(
        load_conflicts(), corpus.instruments, corpus.statements, today=today_in_china()
    )
    lines = [*map(str, faults), *unknown_leads(load_senses(), corpus.passages)]
    lines += unknown_first(load_urgent(), corpus.passages)
    lines += unknown_rules(load_situations(), corpus.passages)
    for line in lines:
        out.print(line)
    out.print(
        f"{len(corpus.documents)} documents, {len(corpus.statements)} statements, "
        f"{len(lines)} faults"
    )
    if lines:
        raise typer.Exit(1)


def _print_coverage(coverage: Coverage) -> None:
    from corpus.statement import Status

    out.print(f"{'topic':34}" + "".join(f"{status.value:>18}" for status in Status))
    for topic in sorted({topic for topic, _ in coverage.by_topic}):
        counts = (coverage.by_topic.get((topic, status), 0) for status in Status)
        out.print(f"{topic:34}" + "".join(f"{count or '·':>18}" for count in counts))
    out.print(
        f"{coverage.documents} documents, {coverage.statements} statements, compared between "
        f"{coverage.oldest} and {coverage.newest}"
    )
