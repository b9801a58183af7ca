"""A Reply as HTML for the chat page, and as plain lines for a terminal."""

from collections.abc import Iterator, Sequence
from html import escape

from assistant.messages import (
    CALENDAR,
    GRADE_NAMES,
    STANDING_NAMES,
    STATUS_NAMES,
    language_of,
    locator_name,
)
from assistant.reply import (
    Citation,
    CitedSource,
    Clarification,
    Group,
    Reply,
    ReplyLanguage,
    Sentence,
)
from assistant.script import in_script_of
from corpus.instruments import Grade, Instruments, Standing
from corpus.places import Places
from corpus.statement import NATION, Language


class Renderer:
    """Writes replies for people; knows the names of places and how instruments are numbered."""

    def __init__(self, places: Places, instruments: Instruments) -> None:
        self._places = places
        self._instruments = instruments

    def html(
        self, sentences: Sequence[Sentence], citations: Sequence[Citation], written: ReplyLanguage
    ) -> str:
        """Sentences as they stand so far; each number opens its quote and sources."""
        by_number = {citation.number: citation for citation in citations}
        blocks = []
        group = None
        for sentence in sentences:
            label = self._label(sentence.group, written)
            if label and label != group:
                group = label
                blocks.append(f'<h4 class="hk-group">{escape(label)}</h4>')
            marks = "".join(self._mark(by_number[number], written) for number in sentence.citations)
            kind = sentence.role.value
            blocks.append(f'<div class="hk-{kind}">{escape(sentence.text)}{marks}</div>')
        return '<div class="hk-reply">' + "".join(blocks) + "</div>"

    def place(self, path: str, language: Language) -> str:
        """A place's name; empty for the whole country."""
        return "" if path == NATION else self._places.name(path, language)

    def calendar_link(self, reply: Reply) -> str:
        """A link to the calendar file of a reply's deadlines; "" where none has a date."""
        if not any(deadline.due for deadline in reply.body.deadlines):
            return ""
        language = language_of(reply.body.language)
        address = f"/api/v1/receipts/{reply.body.receipt.id}/deadlines.ics"
        return f'<a class="hk-calendar" href="{address}">{escape(CALENDAR(language))}</a>'

    def lines(self, reply: Reply) -> Iterator[str]:
        """Plain text: sentences with their numbers, then the sources."""
        for sentence in reply.body.sentences:
            yield self.line(sentence, reply.body.language)
        yield from self.closing(reply)

    def line(self, sentence: Sentence, written: ReplyLanguage) -> str:
        """A sentence with its numbers, led by whom it is about where there are several."""
        numbers = "".join(f"[{number}]" for number in sentence.citations)
        label = self._label(sentence.group, written)
        return (
            f"{label}: {sentence.text} {numbers}".rstrip()
            if label
            else f"{sentence.text} {numbers}".rstrip()
        )

    def _label(self, group: Group | None, written: ReplyLanguage) -> str:
        """Whom and where a sentence is about, where a reply is about several; else empty."""
        if group is None:
            return ""
        language = language_of(written)
        place = self.place(group.place, language)
        status = STATUS_NAMES[group.status](language) if group.status else ""
        return in_script_of(written, " · ".join(part for part in (status, place) if part))

    def closing(self, reply: Reply) -> Iterator[str]:
        """What follows the sentences: the options of a question back, and the sources."""
        body = reply.body
        if isinstance(reply, Clarification):
            options = " · ".join(f"--{reply.asks} {o.value} ({o.label})" for o in reply.options)
            yield options
        if body.citations:
            yield ""
        for citation in body.citations:
            sources = "; ".join(self.source(s, body.language) for s in citation.sources) or "—"
            yield f"[{citation.number}] {sources}"

    def where(self, source: CitedSource, language: Language) -> str:
        """How a person reads the locator of a source; "" where it has none."""
        instrument = self._instruments.versions(source.instrument)[0]
        return locator_name(source.locator, instrument.numbering, language)

    def source(self, source: CitedSource, written: ReplyLanguage) -> str:
        """One line: title, article, grade where it is no law, standing and dates."""
        language = language_of(written)
        where = self.where(source, language)
        name = f"{source.instrument_title}, {where}" if where else source.instrument_title
        if language is Language.ZH:
            name = f"《{source.instrument_title}》{where}" if where else source.instrument_title
        standing = [in_script_of(written, part) for part in self._standing(source, language)]
        return " · ".join([name, *standing])

    def _standing(self, source: CitedSource, language: Language) -> Iterator[str]:
        english = language is Language.EN
        if source.grade is Grade.PAGE:
            yield GRADE_NAMES[source.grade](language)
        else:
            standing = STANDING_NAMES[source.status](language)
            if source.status is Standing.IN_FORCE and source.effective_from:
                day = source.effective_from.isoformat()
                standing = f"in force since {day}" if english else f"{day}起施行"
            yield standing
        yield f"text as of {source.text_as_of}" if english else f"文本截至{source.text_as_of}"

    def _mark(self, citation: Citation, written: ReplyLanguage) -> str:
        language = language_of(written)
        english = language is Language.EN
        statuses = [STATUS_NAMES[status](language) for status in citation.statuses]
        holds = in_script_of(
            written, " · ".join([self._places.name(citation.place, language), *statuses])
        )
        sources = "".join(
            f"<li>{escape(self.source(source, written))}</li>" for source in citation.sources
        )
        verified = next((s.verified_on for s in citation.sources if s.verified_on), None)
        compared = ""
        if verified:
            label = in_script_of(written, "compared with the source" if english else "与出处核对")
            compared = f'<div class="hk-when">{label}: {verified.isoformat()}</div>'
        none = in_script_of(
            written, "not verified in any source" if english else "没有找到可核对的出处"
        )
        return (
            f'<details class="hk-cite"><summary>{citation.number}</summary>'
            f'<div class="hk-card"><blockquote>{escape(citation.quote)}</blockquote>'
            f"<ul>{sources or f'<li>{none}</li>'}</ul>"
            f'<div class="hk-holds">{escape(holds)}</div>{compared}</div></details>'
        )
