"""Draft + Hits → supported sentences with their Citations; drops the rest and says why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.foreign_languages import translation_objection
from assistant.reply import Citation, CitedSource, Group, Role, Sentence
from assistant.support import Support
from corpus.instruments import Instruments
from corpus.newer import short_titles
from corpus.statement import Language, Passage, Scope
from corpus.text import stand_whole_in
from index.retriever import holds


@dataclass(frozen=True, slots=True)
class Draft:
    """Unchecked text.

    Attributes:
        support: passages that are to bear it out; empty for our own words.
        scope: whom it is for; None for our own words.
        english: the same in English, where the text is in a language that the gate does not read.
        is_of_all: it is said of the whole answer, whose point comes before it.
    """

    text: str
    role: Role
    support: tuple[Passage, ...] = ()
    scope: Scope | None = None
    group: Group | None = None
    english: str = ""
    is_of_all: bool = False


@dataclass(slots=True)
class Checked:
    """What came through so far, and what did not."""

    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)


class Gate:
    """Lets a fact through only where a passage of its scope bears it out.

    A statement word for word passes at once. A sentence in other words is judged by `Support`,
    where there is one; without it only the former pass. Either way the citation quotes the passage.
    A sentence in a third language is judged by its English twin, and compared with that.
    """

    def __init__(self, instruments: Instruments, support: Support | None = None) -> None:
        self._instruments = instruments
        self._support = support

    def let_through(self, drafts: Iterable[Draft], checked: Checked) -> Iterator[Sentence]:
        """Yield each supported sentence as soon as it is checked.

        Args:
            drafts: in the order to be shown.
            checked: collects sentences, citations (each passage numbered once, from 1) and
                what was dropped with the reason.
        """
        for draft in drafts:
            reason = self._objection(draft)
            if reason:
                checked.dropped.append((draft.text, reason))
                continue
            numbers = tuple(self._cite(p, draft, checked.citations) for p in draft.support)
            sentence = Sentence(draft.text, draft.role, numbers, draft.group)
            checked.sentences.append(sentence)
            yield sentence

    def _objection(self, draft: Draft) -> str | None:
        """Why a draft may not be shown; None if it may."""
        if draft.role not in (Role.FACT, Role.COMPUTED):
            return None
        if not draft.support:
            return "no passage bears it out"
        if draft.scope is None or not all(holds(p, draft.scope) for p in draft.support):
            return "its passage holds for another place, status or time"
        if draft.english and (objection := translation_objection(draft.text, draft.english)):
            return f"translation: {objection}"
        text = draft.english or draft.text
        if draft.role is not Role.FACT or stand_whole_in(text, [p.text for p in draft.support]):
            return None
        return self._not_borne_out(text, draft.support)

    def _not_borne_out(self, text: str, passages: Sequence[Passage]) -> str | None:
        if self._support is None:
            return "its words are not in the passage"
        objection = self._support.objection(text, passages)
        return None if objection is None else f"{objection.kind}: {objection.reason}"

    def _cite(self, passage: Passage, draft: Draft, citations: list[Citation]) -> int:
        for citation in citations:
            if citation.passage_id == passage.id:
                return citation.number
        start = passage.text.find(draft.text)
        quote = draft.text if start >= 0 else passage.text
        start = max(start, 0)
        as_of = draft.scope.as_of if draft.scope else passage.verified_on
        citations.append(
            Citation(
                number=len(citations) + 1,
                passage_id=passage.id,
                quote=quote,
                start=start,
                end=start + len(quote),
                title=passage.title,
                place=passage.place,
                statuses=passage.statuses,
                sources=tuple(self.sources(passage, as_of)) if as_of else (),
            )
        )
        return len(citations)

    def newer_than(self, citations: Sequence[Citation], day: date, language: Language) -> list[str]:
        """Titles of the texts that nobody here read and that touch what is cited."""
        found = [
            newer
            for citation in citations
            for source in citation.sources
            for newer in self._instruments.newer_unread(source.instrument, day)
        ]
        return short_titles(found, language)

    def sources(self, passage: Passage, as_of: date) -> Sequence[CitedSource]:
        """Where a passage stands, in the versions of that day."""
        found = []
        for locator in passage.locators:
            instrument = self._instruments.at(locator, as_of)
            found.append(
                CitedSource(
                    instrument=instrument.id,
                    instrument_title=instrument.titles[passage.language],
                    locator=locator.within,
                    grade=instrument.grade,
                    status=instrument.standing_at(as_of),
                    effective_from=instrument.effective_from,
                    effective_until=instrument.effective_until,
                    text_as_of=instrument.text_as_of,
                    verified_on=passage.verified_on,
                    url=instrument.url,
                )
            )
        return found
