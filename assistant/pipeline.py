"""Assistant: question → reply, one path that every way in takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answerable import Judge, Judgement
from assistant.compose import ExtractiveComposer
from assistant.computed import computed_drafts, deadlines_shown
from assistant.conversation_state import ConversationState
from assistant.conversations import Conversations
from assistant.disagreements import Disagreements
from assistant.drafting import point_first
from assistant.errors import ReplyError
from assistant.gate import Draft, Gate
from assistant.looking import Looker, Seen
from assistant.messages import (
    ASSUMED_DAY,
    FOR_EACH,
    NEWER,
    SIDE_BY_SIDE,
    THREE_DOCUMENTS,
    URGENT,
    WHICH_ARE_YOU,
    WHICH_PLACE,
)
from assistant.one_by_one import OneByOne, in_turn
from assistant.privacy import mask
from assistant.reading import Reader, Reading
from assistant.refusals import refusal
from assistant.remembering import Left, left_by, state_after
from assistant.replaying import asked_of
from assistant.reply import (
    CheckedSentence,
    Question,
    Reason,
    Reply,
    Role,
)
from assistant.reply_json import reply_json
from assistant.replying import Clock, Course, ReplyWriter
from corpus.places import Places
from corpus.statement import Scope
from index.retriever import Hit, Retriever

if TYPE_CHECKING:  # it loads langchain, which only a chat model needs
    from assistant.model_composer import ModelComposer, ModelTurn
    from assistant.model_use import ModelUse

_PERMIT = ("residence permit", "residency permit", "居住证", "居留")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the assistant is put together from; `wiring.py` chooses them.

    Attributes:
        model: writes answers where a chat model is set; the composer then fills in.
    """

    reader: Reader
    retriever: Retriever
    judge: Judge
    composer: ExtractiveComposer
    gate: Gate
    disagreements: Disagreements
    conversations: Conversations
    places: Places
    corpus_hash: str
    model: "ModelComposer | None" = None


@dataclass(slots=True)
class Trace:
    """What happened on the way to a reply, for whoever wants to see why it is as it is.

    Attributes:
        reading: None where the question could not be read.
        found: hits of every scope that was looked at, best first.
        judgement: whether the corpus answers at all.
        dropped: (text, reason) of each draft that the gate held back.
        use: what a chat model did, and what went wrong with it; None where none is set.
    """

    reading: Reading | None = None
    found: Mapping[Scope, Sequence[Hit]] = field(default_factory=dict)
    judgement: Judgement | None = None
    dropped: Sequence[tuple[str, str]] = ()
    use: "ModelUse | None" = None


class Assistant:
    """Answers questions; stateless but for its conversations.

    Attributes:
        listeners: told of each reply, whichever way in it was asked by.
        model: the chat model in service; None where none is set.
    """

    def __init__(self, parts: Parts, *, hits: int, today: Callable[[], date]) -> None:
        self.retriever = parts.retriever
        self.gate = parts.gate
        self.conversations = parts.conversations
        self.today = today
        self._reader = parts.reader
        self._composer = parts.composer
        self._disagreements = parts.disagreements
        self.model = parts.model
        self._places = parts.places
        self._writer = ReplyWriter(parts.corpus_hash, parts.places)
        self._looker = Looker(parts.retriever, parts.judge, hits=hits)
        self._one_by_one = OneByOne(parts.reader, self._looker)
        self.listeners: list[Callable[[Reply], None]] = []

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
        question = _masked(question)
        conversation_id, state, turn = self.conversations.open(
            question.conversation_id, question.owner
        )
        for text in question.earlier:
            state = self._after(text, state)
        model = self.model.turn() if self.model else None
        asked = model.in_english(question) if model else question
        reading = self._reader.read(asked, state, self.today())
        clock.lap("read")
        reading, seen = self._looker.look_for_whom(
            reading, self.today(), is_chosen=question.status is not None
        )
        course = Course(question, reading, conversation_id, clock, use=model.use if model else None)
        course.reason, course.hits = seen.reason, seen.hits
        self._take_apart(course, asked, seen)
        clock.lap("retrieve")
        checked = course.checked
        if course.reason or not course.hits:
            why = course.reason or Reason.NOT_IN_CORPUS
            drafts = refusal(reading, why, seen.judgement, seen.found, self.retriever, self._places)
        else:
            drafts = self._drafts(course, model)
        drafts = self._urgent_first(drafts, course)
        for number, sentence in enumerate(self.gate.let_through(drafts, checked), start=1):
            yield CheckedSentence(
                f"{conversation_id}:{turn}:{number}",
                self._writer.sentence(sentence, reading),
                tuple(c for c in checked.citations if c.number in sentence.citations),
            )
        clock.lap("compose")
        if model is not None:
            model.finish()
        if trace is not None:
            found = course.hits if course.parts else seen.found
            trace.reading, trace.found, trace.judgement = reading, found, seen.judgement
            trace.dropped, trace.use = checked.dropped, course.use
        reply = self._writer.write(course)
        self._remember(course, state, reply, turn)
        for listen in self.listeners:
            listen(reply)
        yield reply

    def close(self) -> None:
        """End the thread of the chat model, where there is one."""
        if self.model is not None:
            self.model.guard.close()

    def _take_apart(self, course: Course, asked: Question, seen: Seen) -> None:
        """Note the questions of a message that asks several, and what was found for each."""
        course.parts = self._one_by_one.parts(asked, course.reading, seen, self.today())
        if course.parts:
            scope = course.parts[0].scope
            course.reason, course.hits = None, {scope: in_turn(course.parts, seen.found[scope])}

    def _after(self, text: str, state: ConversationState) -> ConversationState:
        """The state once an earlier question is answered, found without composing its answer."""
        question = Question(text)
        try:
            reading = self._reader.read(question, state, self.today())
        except ReplyError:
            return state
        hits = self._looker.look(reading, self.today()).hits
        asks_back = len(hits) > 1 and not reading.was_asked
        offered = tuple(scope.status for scope in hits if scope.status) if asks_back else ()
        return state_after(question, reading, hits, state, Left(offered))

    def _drafts(self, course: Course, model: "ModelTurn | None") -> Iterator[Draft]:
        reading, hits, checked = course.reading, course.hits, course.checked
        language = reading.passage_language
        if len(hits) > 1:
            yield Draft(_question_back(reading, hits), Role.NOTE)
        if reading.day_is_read:
            yield Draft(ASSUMED_DAY(language).format(day=reading.as_of), Role.ASSUMPTION)
        extractive = self._composer.compose(reading, hits, course.parts)
        answer = model.compose(course, extractive, self._looker.search) if model else extractive
        yield from point_first(answer, is_parted=bool(course.parts))
        yield from self._disagreements.drafts(course)
        forgotten = "dates" in course.question.forget
        course.due = deadlines_shown(
            reading, checked, self.retriever, self.today(), forgotten=forgotten
        )
        yield from computed_drafts(course, self.retriever)
        newer = self.gate.newer_than(checked.citations, reading.as_of, language)
        if newer:
            yield Draft(NEWER(language).format(names="; ".join(newer)), Role.NOTE)

    def _urgent_first(self, drafts: Iterator[Draft], course: Course) -> Iterator[Draft]:
        """The drafts, with whom to call before them where something cannot wait."""
        reading = course.reading
        if reading.urgent is None:
            yield from drafts
            return
        if len(course.hits) > 1:
            yield next(drafts)  # the question back, which stays the first sentence
        language = reading.passage_language
        yield Draft(URGENT(language), Role.HEADING)
        scope = Scope(reading.place, reading.status, reading.as_of)
        first = reading.urgent.first_for(reading.status)
        found = [self.retriever.passage(f"{key}.{language}") for key in first]
        for passage in filter(None, found):
            yield Draft(passage.text, Role.FACT, (passage,), scope)
        heading: Draft | None = None  # shown once something stands under it
        for draft in drafts:
            if draft.role is Role.HEADING:
                heading = draft
            elif not any(passage.statement_id in first for passage in draft.support):
                if heading is not None and draft.support:
                    yield heading
                heading = None
                yield draft

    def _remember(self, course: Course, state: ConversationState, reply: Reply, turn: int) -> None:
        question = course.question
        after = state_after(question, course.reading, course.hits, state, left_by(reply))
        self.conversations.remember(
            reply.body.conversation_id,
            after,
            question.text,
            reply_json(reply),
            owner=question.owner,
            turn=turn,
            asked=asked_of(question, state, self.today()),
        )


def _masked(question: Question) -> Question:
    return replace(
        question, text=mask(question.text), earlier=tuple(mask(text) for text in question.earlier)
    )


def _question_back(reading: Reading, hits: Mapping[Scope, Sequence[Hit]]) -> str:
    language = reading.passage_language
    if reading.compares:
        return SIDE_BY_SIDE(language)
    if reading.was_asked or reading.names_several:
        return FOR_EACH(language)
    if len({scope.place for scope in hits}) > 1:
        return WHICH_PLACE(language)
    about_permit = any(word in reading.own_text for word in _PERMIT)
    if about_permit and len(hits) > 1:
        return THREE_DOCUMENTS(language)
    return WHICH_ARE_YOU(language)
