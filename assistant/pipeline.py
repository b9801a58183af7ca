"""Assistant: question → reply, one path that every way in takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.answerable import Judge, Judgement, reason_not_to_answer
from assistant.compose import ExtractiveComposer
from assistant.computed import computed_drafts, deadlines_shown
from assistant.conversation_state import ConversationState
from assistant.conversations import Conversations
from assistant.gate import Draft, Gate
from assistant.messages import (
    FOR_EACH,
    NEWER,
    THREE_DOCUMENTS,
    WHICH_ARE_YOU,
)
from assistant.privacy import mask
from assistant.reading import Reader, Reading
from assistant.refusals import refusal
from assistant.reply import (
    CheckedSentence,
    Clarification,
    Question,
    Reason,
    Reply,
    Role,
)
from assistant.reply_json import reply_json
from assistant.replying import Clock, Course, ReplyWriter
from assistant.scopes import (
    answered_scopes,
    names_a_bare_permit,
    possible_scopes,
    search_text,
)
from corpus.statement import Scope, Status
from index.retriever import Hit, Query, Retriever

_PERMIT = ("residence permit", "residency permit", "居住证", "居留")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the assistant is put together from; `wiring.py` chooses them."""

    reader: Reader
    retriever: Retriever
    judge: Judge
    composer: ExtractiveComposer
    gate: Gate
    conversations: Conversations
    corpus_hash: str


@dataclass(slots=True)
class Trace:
    """What happened on the way to a reply, for whoever wants to see why it is as it is.

    Attributes:
        reading: None where the question could not be read.
        found: hits of every scope that was looked at, best first.
        judgement: whether the corpus answers at all.
        dropped: (text, reason) of each draft that the gate held back.
    """

    reading: Reading | None = None
    found: Mapping[Scope, Sequence[Hit]] = field(default_factory=dict)
    judgement: Judgement | None = None
    dropped: Sequence[tuple[str, str]] = ()


class Assistant:
    """Answers questions; stateless but for its conversations."""

    def __init__(self, parts: Parts, *, hits: int, today: Callable[[], date]) -> None:
        self.retriever = parts.retriever
        self.gate = parts.gate
        self.conversations = parts.conversations
        self.today = today
        self._reader = parts.reader
        self._judge = parts.judge
        self._composer = parts.composer
        self._writer = ReplyWriter(parts.corpus_hash)
        self._hits = hits

    def reply(self, question: Question, trace: Trace | None = None) -> Reply:
        """The whole Reply."""
        *_, last = self.stream(question, trace)
        if isinstance(last, CheckedSentence):
            raise TypeError("the stream ended without a Reply")
        return last

    def stream(
        self, question: Question, trace: Trace | None = None
    ) -> Iterator[CheckedSentence | Reply]:
        """Yield each sentence once the gate let it through, then the whole Reply.

        Args:
            question: as the person wrote it.
            trace: filled in on the way, where one is given.

        Raises:
            ReplyError: the question cannot be taken; before anything is yielded.
        """
        clock = Clock()
        conversation_id, state, turn = self.conversations.open(question.conversation_id)
        question = _masked(question)
        reading = self._reader.read(question, state, self.today())
        course = Course(question, reading, conversation_id, clock)
        clock.lap("read")
        found = {scope: self._search(reading, scope) for scope in possible_scopes(reading)}
        judgement = self._judge.judge(reading, [hits[0] for hits in found.values() if hits])
        course.reason = reason_not_to_answer(reading, judgement)
        scopes = () if course.reason else answered_scopes(found, reading)
        course.hits = {scope: found[scope] for scope in scopes}
        clock.lap("retrieve")
        checked = course.checked
        if course.reason or not course.hits:
            why = course.reason or Reason.NOT_IN_CORPUS
            drafts = refusal(reading, why, judgement, found, self.retriever)
        else:
            drafts = self._drafts(course)
        for number, sentence in enumerate(self.gate.let_through(drafts, checked), start=1):
            yield CheckedSentence(
                f"{conversation_id}:{turn}:{number}",
                self._writer.sentence(sentence, reading),
                tuple(c for c in checked.citations if c.number in sentence.citations),
            )
        clock.lap("compose")
        if trace is not None:
            trace.reading, trace.found, trace.judgement = reading, found, judgement
            trace.dropped = checked.dropped
        reply = self._writer.write(course)
        self._remember(course, state, reply)
        yield reply

    def _search(self, reading: Reading, scope: Scope) -> list[Hit]:
        query = Query(
            search_text(reading, scope),
            scope,
            reading.facets,
            reading.keys,
            self._hits,
            says_little=reading.status is None and names_a_bare_permit(reading),
        )
        return self.retriever.search(query, reading.passage_language)

    def _drafts(self, course: Course) -> Iterator[Draft]:
        reading, hits, checked = course.reading, course.hits, course.checked
        language = reading.passage_language
        if len(hits) > 1:
            yield Draft(_question_back(reading, hits), Role.NOTE)
        yield from self._composer.compose(reading, hits)
        forgotten = "dates" in course.question.forget
        course.due = deadlines_shown(
            reading, checked, self.retriever, self.today(), forgotten=forgotten
        )
        yield from computed_drafts(course, self.retriever)
        newer = self.gate.newer_than(checked.citations, reading.as_of, language)
        if newer:
            yield Draft(NEWER(language).format(names="; ".join(newer)), Role.NOTE)

    def _remember(self, course: Course, state: ConversationState, reply: Reply) -> None:
        question, reading, hits = course.question, course.reading, course.hits
        lead = next(iter(next(iter(hits.values()))), None) if hits else None
        instrument = lead.passage.locators[0].instrument if lead and lead.passage.locators else None
        after = ConversationState(
            status=None if "status" in question.forget else reading.status,
            implied=reading.implied,
            place=reading.place if reading.places_named or "place" in reading.carried else None,
            topic=state.topic if reading.topic else reading.own_text,
            last=reading.own_text if reading.topic else "",
            instrument=instrument or state.instrument,
            offered=_offered(reply),
        )
        self.conversations.remember(
            reply.body.conversation_id, after, question.text, reply_json(reply)
        )


def _offered(reply: Reply) -> tuple[Status, ...]:
    """Statuses that a reply asked to choose from."""
    if not isinstance(reply, Clarification):
        return ()
    return tuple(Status(option.value) for option in reply.options)


def _masked(question: Question) -> Question:
    return Question(
        text=mask(question.text),
        conversation_id=question.conversation_id,
        status=question.status,
        place=question.place,
        language=question.language,
        as_of=question.as_of,
        forget=question.forget,
    )


def _question_back(reading: Reading, hits: Mapping[Scope, Sequence[Hit]]) -> str:
    language = reading.passage_language
    if reading.was_asked:
        return FOR_EACH(language)
    about_permit = any(word in reading.own_text for word in _PERMIT)
    if about_permit and len(hits) > 1:
        return THREE_DOCUMENTS(language)
    return WHICH_ARE_YOU(language)
