"""Question + conversation → Reading: what we understood of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

import opencc

from assistant.conversation_state import ConversationState
from assistant.cues import (
    ABOUT_DECEIT,
    DECEIT,
    DENIED,
    DO_NOT_KNOW,
    DOCUMENT_CUES,
    FOLLOW_UP,
    ONLY_WHO,
    ORDINALS,
    ORIGIN_AFTER,
    ORIGIN_BEFORE,
    STATUS_CUES,
)
from assistant.errors import ReplyError
from assistant.facets import facets_asked
from assistant.reply import Forgettable, Question, ReplyLanguage
from corpus.glossary import Wording
from corpus.places import Mention, Places
from corpus.statement import NATION, Facet, Language, Status
from corpus.text import has_han, normal_form
from index.keys import Key, KeyReader

_FOLLOW_UP_WORDS = 16
_FOLLOW_UP_CHARACTERS = 24
# Shorter than this, a turn in a conversation cannot stand for itself.
_FRAGMENT_WORDS = 4
_FRAGMENT_CHARACTERS = 7
# One Chinese character carries about as much as one and a half English words.
_WORDS_A_CHARACTER = 1.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What we understood.

    Attributes:
        text: the question for the search, simplified and completed from the conversation.
        own_text: the question alone, simplified.
        topic: what it was completed with; "" where it stands for itself.
        matter: the text without the places that people come from.
        names: what the corpus calls the things that it names otherwise.
        language: of the reply.
        facets: what is asked, in the order of its mention.
        status: known, or None; `statuses_named` holds all that the question names.
        implied: the status follows from a document named, and must be said as an assumption.
        place: None where none was named or chosen.
        places_named: more than one where a name is ambiguous.
        is_deceit: it asks for help with forging, evading or deceiving.
        was_asked: the last reply was a question back, so that this one must not be.
    """

    text: str
    own_text: str
    topic: str
    matter: str
    names: tuple[str, ...]
    language: ReplyLanguage
    facets: tuple[Facet, ...]
    status: Status | None
    statuses_named: tuple[Status, ...]
    implied: bool
    place: str
    places_named: tuple[str, ...]
    as_of: date
    keys: tuple[Key, ...]
    carried: tuple[Forgettable, ...]
    is_deceit: bool
    was_asked: bool

    @property
    def passage_language(self) -> Language:
        """The language of the passages that answer."""
        return Language.EN if self.language == "en" else Language.ZH


@dataclass(frozen=True, slots=True)
class _Where:
    """Paths of places: where the matter is, and where people come from."""

    matter: tuple[str, ...]
    origin: tuple[str, ...]


class Reader:
    """Reads questions; holds the tables that it reads with."""

    def __init__(
        self,
        places: Places,
        keys: KeyReader,
        wording: Wording,
        *,
        longest: int,
        correct: Callable[[str], str] = str,
    ) -> None:
        """Take the tables; `correct` mends misspelt words, `str` leaves them as they are."""
        self._places = places
        self._wording = wording
        self._keys = keys
        self._longest = longest
        self._correct = correct
        self._simplify = opencc.OpenCC("t2s")

    def read(self, question: Question, state: ConversationState, today: date) -> Reading:
        """Read one question.

        Raises:
            ReplyError: empty, too long, or a place that is not known.
        """
        state = state.without(question.forget)
        typed = question.text.strip()
        self._refuse_unreadable(typed)
        simplified = self._correct(self._simplify.convert(normal_form(typed)))
        language = question.language or self._language(typed)
        completed = _completed(simplified, state)
        where = self._where(simplified)
        named = _named(simplified, where, state)
        by_document = _matching(DOCUMENT_CUES, simplified)
        status, implied, carried_status = _status(question, named, by_document, state)
        place, places_named, carried_place = self._place(question, where, state)
        carried = [
            name
            for name, is_carried in (
                ("status", carried_status),
                ("place", carried_place),
                ("topic", bool(completed)),
            )
            if is_carried
        ]
        return Reading(
            text=f"{completed} {simplified}" if completed else simplified,
            matter=self._without_origin(f"{completed} {simplified}" if completed else simplified),
            names=self._wording.names_for(simplified),
            own_text=simplified,
            topic=completed,
            language=language,
            facets=facets_asked(simplified) or facets_asked(state.topic if completed else ""),
            status=status,
            statuses_named=named,
            implied=implied,
            place=place,
            places_named=places_named,
            as_of=question.as_of or today,
            keys=self._keys.read(simplified, topic=state.instrument),
            carried=cast(tuple[Forgettable, ...], tuple(carried)),
            is_deceit=bool(DECEIT.search(simplified)) and not ABOUT_DECEIT.search(simplified),
            was_asked=bool(state.offered),
        )

    def _refuse_unreadable(self, typed: str) -> None:
        if not re.search(r"\w", typed):
            raise ReplyError(
                "the question is empty",
                hint="type a question, for example `孩子出生多久要上户口？`",
            )
        if len(typed) > self._longest:
            raise ReplyError(
                f"the question has {len(typed)} characters, at most {self._longest} are taken",
                hint="ask about one thing, or raise HUKOU_QUESTION_CHARACTERS",
            )

    def _language(self, typed: str) -> ReplyLanguage:
        if not has_han(typed):
            return "en"
        characters = len(re.findall(r"[\u3400-\u9fff]", typed))
        words = len(re.findall(r"[A-Za-z]{2,}", typed))
        if words > characters * _WORDS_A_CHARACTER:
            return "en"
        return "zh-Hans" if self._simplify.convert(typed) == typed else "zh-Hant"

    def _without_origin(self, text: str) -> str:
        plain, kept, end = normal_form(text), [], 0
        for mention in self._places.mentions(plain):
            if _is_origin(plain, mention):
                kept.append(plain[end : mention.start])
                end = mention.end
        matter = " ".join("".join([*kept, plain[end:]]).split())
        return matter if re.search(r"\w", matter) else plain

    def _where(self, text: str) -> _Where:
        """Places that a text names as where the matter is, and as where people come from."""
        matter: list[str] = []
        origin: list[str] = []
        for mention in self._places.mentions(text):
            (origin if _is_origin(text, mention) else matter).extend(mention.paths)
        return _Where(tuple(dict.fromkeys(matter)), tuple(dict.fromkeys(origin)))

    def _place(
        self, question: Question, where: _Where, state: ConversationState
    ) -> tuple[str, tuple[str, ...], bool]:
        if question.place:
            chosen = self._places.resolve(question.place)
            if not chosen:
                raise ReplyError(
                    f"place {question.place!r} is not known",
                    hint="give a path such as cn/guangdong/shenzhen, or a city's name",
                )
            return chosen[0], chosen, False
        if where.matter:
            return where.matter[0], where.matter, False
        if state.place:
            return state.place, (), True
        return NATION, (), False


def _is_origin(text: str, mention: Mention) -> bool:
    """Whether a place is named as where a person comes from, not as where the matter is."""
    before, after = text[: mention.start], text[mention.end :]
    return bool(ORIGIN_BEFORE.search(before) or ORIGIN_AFTER.match(after))


def _named(text: str, where: _Where, state: ConversationState) -> tuple[Status, ...]:
    """Statuses that a text says of people; what it denies does not count."""
    for number, ordinal in enumerate(ORDINALS):
        if number < len(state.offered) and ordinal.search(text):
            return (state.offered[number],)
    said = DENIED.sub(" ", text)
    named = _matching(STATUS_CUES, said)
    if where.origin and Status.CITIZEN not in named:
        named = (*named, Status.CITIZEN)
    return named


def _completed(text: str, state: ConversationState) -> str:
    """What a turn takes over from the conversation: its topic, or "" where it has its own."""
    if not state.topic:
        return ""
    is_answer = ONLY_WHO.fullmatch(text) or any(o.search(text) for o in ORDINALS)
    if state.offered and (is_answer or DO_NOT_KNOW.search(text)):
        return state.topic
    return f"{state.topic} {state.last}".strip() if _is_follow_up(text) else ""


def _matching(cues: Mapping[Status, re.Pattern[str]], text: str) -> tuple[Status, ...]:
    return tuple(status for status, pattern in cues.items() if pattern.search(text))


def _status(
    question: Question,
    named: tuple[Status, ...],
    by_document: tuple[Status, ...],
    state: ConversationState,
) -> tuple[Status | None, bool, bool]:
    """(status, implied by a document, carried from the conversation)."""
    if question.status is not None:
        return question.status, False, False
    if named:
        return (named[0] if len(named) == 1 else None), False, False
    document = (
        Status.HMT
        if Status.HMT in by_document
        else by_document[0]
        if len(by_document) == 1
        else None
    )
    if state.status is not None and (document is None or not state.implied):
        return state.status, state.implied, True
    return document, document is not None, False


def _is_follow_up(text: str) -> bool:
    words = len(re.findall(r"[a-z']+", text))
    characters = len(re.findall(r"[\u3400-\u9fff]", text))
    if words <= _FRAGMENT_WORDS and characters <= _FRAGMENT_CHARACTERS:
        return True
    short = words <= _FOLLOW_UP_WORDS and characters <= _FOLLOW_UP_CHARACTERS
    return short and FOLLOW_UP.search(text) is not None
