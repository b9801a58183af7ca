"""Assistant: question → reply, one path that every way in takes."""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import opencc

from assistant.answerable import Judge, Judgement, reason_not_to_answer
from assistant.compose import ExtractiveComposer
from assistant.conversations import Conversations
from assistant.gate import Checked, Draft, Gate
from assistant.messages import (
    FOR_EACH,
    HOTLINE,
    NEWER,
    STATUS_NAMES,
    THREE_DOCUMENTS,
    WHICH_ARE_YOU,
)
from assistant.privacy import mask
from assistant.reading import ConversationState, Reader, Reading
from assistant.refusals import refusal
from assistant.reply import (
    Answer,
    AnsweredScope,
    Body,
    CheckedSentence,
    Clarification,
    Nearest,
    Option,
    Question,
    Reason,
    Receipt,
    Refusal,
    Reply,
    Role,
    Sentence,
)
from assistant.reply_json import reply_json
from assistant.scopes import answered_scopes, possible_scopes, search_text
from corpus.statement import Scope, Status
from index.retriever import Hit, Query, Retriever

_PERMIT = ("residence permit", "residency permit", "居住证", "居留")


class _Clock:
    """Milliseconds between laps."""

    def __init__(self) -> None:
        self.laps: dict[str, int] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round((now - self._last) * 1000)
        self._last = now


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
        self._corpus_hash = parts.corpus_hash
        self._hits = hits
        self._traditional = opencc.OpenCC("s2tw")

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
        clock = _Clock()
        conversation_id, state, turn = self.conversations.open(question.conversation_id)
        question = _masked(question)
        reading = self._reader.read(question, state, self.today())
        clock.lap("read")
        found = {scope: self._search(reading, scope) for scope in possible_scopes(reading)}
        judgement = self._judge.judge(reading, [hits[0] for hits in found.values() if hits])
        reason = reason_not_to_answer(reading, judgement)
        scopes = () if reason else answered_scopes(found, reading)
        hits = {scope: found[scope] for scope in scopes}
        clock.lap("retrieve")
        checked = Checked()
        if reason or not hits:
            why = reason or Reason.NOT_IN_CORPUS
            drafts = refusal(reading, why, judgement, found, self.retriever)
        else:
            drafts = self._drafts(reading, hits, checked)
        for number, sentence in enumerate(self.gate.let_through(drafts, checked), start=1):
            yield CheckedSentence(
                f"{conversation_id}:{turn}:{number}",
                self._in_script(sentence, reading),
                tuple(c for c in checked.citations if c.number in sentence.citations),
            )
        clock.lap("compose")
        if trace is not None:
            trace.reading, trace.found, trace.judgement = reading, found, judgement
            trace.dropped = checked.dropped
        reply = self._reply(reading, hits, reason, checked, conversation_id, clock)
        self._remember(question, reading, state, hits, reply)
        yield reply

    def _search(self, reading: Reading, scope: Scope) -> list[Hit]:
        query = Query(search_text(reading, scope), scope, reading.facets, reading.keys, self._hits)
        return self.retriever.search(query, reading.passage_language)

    def _drafts(
        self, reading: Reading, hits: Mapping[Scope, Sequence[Hit]], checked: Checked
    ) -> Iterator[Draft]:
        language = reading.passage_language
        if len(hits) > 1:
            yield Draft(_question_back(reading, hits), Role.NOTE)
        yield from self._composer.compose(reading, hits)
        newer = self.gate.newer_than(checked.citations, reading.as_of, language)
        if newer:
            yield Draft(NEWER(language).format(names="; ".join(newer)), Role.NOTE)

    def _reply(
        self,
        reading: Reading,
        hits: Mapping[Scope, Sequence[Hit]],
        why_not: Reason | None,
        checked: Checked,
        conversation_id: str,
        clock: _Clock,
    ) -> Reply:
        sentences = tuple(self._in_script(s, reading) for s in checked.sentences)
        scopes = tuple(hits)
        body = Body(
            language=reading.language,
            sentences=sentences,
            citations=tuple(checked.citations),
            scope=AnsweredScope(
                status=scopes[0].status if len(scopes) == 1 else reading.status,
                place=reading.place,
                as_of=reading.as_of,
                carried=reading.carried,
                assumed=("status",) if reading.implied else (),
            ),
            receipt=Receipt(
                id=secrets.token_hex(8),
                corpus=self._corpus_hash,
                composer="extractive",
                model=None,
                prompt=None,
                timings_ms=clock.laps,
            ),
            conversation_id=conversation_id,
        )
        facts = [
            s for s in sentences if s.role in (Role.FACT, Role.COMPUTED, Role.NOTE) and s.citations
        ]
        if not hits or not facts:
            reason = why_not or (Reason.UNSUPPORTED if hits else Reason.NOT_IN_CORPUS)
            contacts = () if reason is Reason.OUT_OF_SCOPE else (HOTLINE[reading.passage_language],)
            nearest = tuple(Nearest(s.text, s.citations) for s in facts)
            return Refusal(body, reason, nearest, contacts)
        if len(hits) > 1 and not reading.was_asked:
            return Clarification(body, "status", sentences[0].text, self._options(reading, scopes))
        return Answer(body)

    def _options(self, reading: Reading, scopes: Sequence[Scope]) -> tuple[Option, ...]:
        statuses = [scope.status for scope in scopes if scope.status is not None]
        return tuple(
            Option(
                status.value, self._script(STATUS_NAMES[status](reading.passage_language), reading)
            )
            for status in statuses
        )

    def _remember(
        self,
        question: Question,
        reading: Reading,
        state: ConversationState,
        hits: Mapping[Scope, Sequence[Hit]],
        reply: Reply,
    ) -> None:
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

    def _in_script(self, sentence: Sentence, reading: Reading) -> Sentence:
        text = self._script(sentence.text, reading)
        return Sentence(text, sentence.role, sentence.citations, sentence.group)

    def _script(self, text: str, reading: Reading) -> str:
        """Traditional characters where the question came in them; quotes stay as they are."""
        return self._traditional.convert(text) if reading.language == "zh-Hant" else text


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
