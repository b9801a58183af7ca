"""What was found and checked → the Reply."""

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.contacts import contacts_for
from assistant.gate import Checked
from assistant.messages import STATUS_NAMES
from assistant.model_use import ModelUse
from assistant.one_by_one import Part
from assistant.reading import Reading
from assistant.reply import (
    Answer,
    AnsweredScope,
    Body,
    Clarification,
    Conflict,
    Deadline,
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
from assistant.scopes import is_for_everybody
from assistant.script import in_script_of
from corpus.places import Places
from corpus.statement import Scope, Status
from index.retriever import Hit


class Clock:
    """Milliseconds between laps."""

    def __init__(self) -> None:
        self.laps: dict[str, int] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Note how long it was since the last one."""
        now = time.perf_counter()
        self.laps[name] = round((now - self._last) * 1000)
        self._last = now


@dataclass(slots=True)
class Course:
    """One question on its way to a reply, filled in step by step.

    Attributes:
        question: with personal data masked.
        hits: of each scope that is answered, best first; empty where none is.
        reason: why it is not answered; None where it is.
        parts: the questions of a message that asks several, at least one of them answered; else empty.
        checked: what the gate let through so far.
        due: dates computed from the rules shown.
        conflicts: sources that disagree on what is shown.
        use: what a chat model did; None where none is set.
    """

    question: Question
    reading: Reading
    conversation_id: str
    clock: Clock
    hits: Mapping[Scope, Sequence[Hit]] = field(default_factory=dict)
    reason: Reason | None = None
    parts: tuple[Part, ...] = ()
    checked: Checked = field(default_factory=Checked)
    due: tuple[Deadline, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    use: ModelUse | None = None


class ReplyWriter:
    """Puts replies together, in the characters that the question came in."""

    def __init__(self, corpus_hash: str, places: Places) -> None:
        self._corpus_hash = corpus_hash
        self._places = places

    def write(self, course: Course) -> Reply:
        """The Reply: an answer, a clarification where several scopes hold, else a refusal."""
        reading, hits = course.reading, course.hits
        body = self._body(course)
        facts = [
            sentence
            for sentence in body.sentences
            if sentence.role in (Role.FACT, Role.COMPUTED, Role.NOTE) and sentence.citations
        ]
        if not hits or not facts:
            reason = course.reason or (Reason.UNSUPPORTED if hits else Reason.NOT_IN_CORPUS)
            contacts = () if reason is Reason.OUT_OF_SCOPE else contacts_for(reading)
            nearest = tuple(Nearest(s.text, s.citations) for s in facts)
            return Refusal(body, reason, nearest, contacts)
        is_told_for_each = reading.was_asked or reading.compares or reading.names_several
        if len(hits) == 1 or is_told_for_each:
            return Answer(body)
        question, scopes = body.sentences[0].text, tuple(hits)
        if len({scope.place for scope in scopes}) > 1:
            return Clarification(body, "place", question, self._places_meant(reading, scopes))
        return Clarification(body, "status", question, self._options(reading, scopes))

    def sentence(self, sentence: Sentence, reading: Reading) -> Sentence:
        """In the script of the reply; what it quotes stays as it is."""
        return replace(sentence, text=self._script(sentence.text, reading))

    def _body(self, course: Course) -> Body:
        reading, status = course.reading, self._status(course)
        is_assumed = reading.implied or (reading.status is None and status is not None)
        return Body(
            language=reading.language,
            sentences=tuple(self.sentence(s, reading) for s in course.checked.sentences),
            citations=tuple(course.checked.citations),
            scope=AnsweredScope(
                status=status,
                place=reading.place,
                as_of=reading.as_of,
                carried=reading.carried,
                assumed=("status",) if is_assumed else (),
            ),
            receipt=self._receipt(course),
            conversation_id=course.conversation_id,
            deadlines=tuple(
                replace(d, label=self._script(d.label, reading), sum=self._script(d.sum, reading))
                for d in course.due
            ),
            conflicts=tuple(
                replace(c, reason=self._script(c.reason, reading)) for c in course.conflicts
            ),
        )

    @staticmethod
    def _status(course: Course) -> Status | None:
        """Whom the reply holds for; None where the rule that leads it is the same for everybody."""
        scopes, cited = tuple(course.hits), course.checked.citations
        if course.reading.status is not None or len(scopes) != 1:
            return course.reading.status
        decide = cited if course.parts else cited[:1]
        holds_for_all = bool(cited) and all(is_for_everybody(c.statuses) for c in decide)
        return None if holds_for_all else scopes[0].status

    def _receipt(self, course: Course) -> Receipt:
        """What it was made from; a model that was asked is named, whether it was of use or not."""
        use = course.use if course.use and course.use.called else None
        return Receipt(
            id=secrets.token_hex(8),
            corpus=self._corpus_hash,
            composer="model" if use and use.passed else "extractive",
            model=use.name if use else None,
            prompt=use.prompt if use else None,
            timings_ms=course.clock.laps | dict(use.timings_ms) if use else course.clock.laps,
        )

    def _options(self, reading: Reading, scopes: Sequence[Scope]) -> tuple[Option, ...]:
        names = {
            scope.status: STATUS_NAMES[scope.status](reading.passage_language)
            for scope in scopes
            if scope.status is not None
        }
        return tuple(
            Option(status.value, self._script(name, reading)) for status, name in names.items()
        )

    def _places_meant(self, reading: Reading, scopes: Sequence[Scope]) -> tuple[Option, ...]:
        names = {s.place: self._places.name(s.place, reading.passage_language) for s in scopes}
        return tuple(Option(path, self._script(name, reading)) for path, name in names.items())

    def _script(self, text: str, reading: Reading) -> str:
        """Traditional characters where the question came in them."""
        return in_script_of(reading.language, text)
