"""Question + conversation → Reading: what we understood of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, cast

import opencc

from assistant.conversation_state import ConversationState
from assistant.cues import COMPARES_PLAINLY, MORE, ORDINALS, WHAT_IT_SAYS
from assistant.day_meant import day_meant
from assistant.deceit_cues import ABOUT_DECEIT, DECEIT
from assistant.errors import ReplyError
from assistant.facets import facets_asked
from assistant.follow_ups import topic_for
from assistant.reply import Forgettable, Question, ReplyLanguage
from assistant.said_dates import without_days
from assistant.several import questions_in
from assistant.statuses import (
    implied_by_documents,
    sets_side_by_side,
    status_of,
    statuses_named,
)
from assistant.whereabouts import Where, goes_back_to, where_in, without_origin
from corpus.glossary import Wording
from corpus.places import Places
from corpus.senses import Ask, Sense
from corpus.situations import Situation
from corpus.statement import NATION, Facet, Language, Status
from corpus.text import has_han, normal_form
from corpus.urgent import Urgent
from index.keys import Key, KeyReader

# One Chinese character carries about as much as one and a half English words.
_WORDS_A_CHARACTER = 1.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What we understood.

    Attributes:
        text: the question for the search, simplified and completed from the conversation.
        own_text: the question alone, simplified.
        topic: what it was completed with; "" where it stands for itself.
        matter: the text without the places that people come from and without calendar days.
        names: what the corpus calls the things that it names otherwise.
        language: of the reply.
        facets: what is asked, in the order of its mention.
        status: known, or None; `statuses_named` holds all that the question names.
        implied: the status follows from a document named, and must be said as an assumption.
        is_taken: it is the one whose rule the last reply gave, as nobody had named one.
        place: None where none was named or chosen.
        places_named: more than one where a name is ambiguous.
        is_deceit: it asks for help with forging, evading or deceiving.
        was_asked: the last reply was a question back, so that this one must not be.
        compares: it sets two statuses or two places side by side.
        compares_places: it sets two places side by side, whoever asks.
        names_another: it names one group and asks for the rule of another, so that both are answered.
        asks_more: it wants what the last answer left out; `shown` holds the statements it did not.
        is_ambiguous: one name stands for several places, all of them in `places_named`.
        sense: a name that it uses and that means another thing for each status; `ask` is what it
            asks of it, where that is known.
        urgent: what it tells of that cannot wait.
        situation: what it tells of that one rule decides; see `situations.toml`.
        day_is_read: its words name the day whose rules it asks about.
        asks_of_article: it asks something of what it names, more than what that says.
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
    compares: bool = False
    compares_places: bool = False
    names_another: bool = False
    asks_more: bool = False
    shown: tuple[str, ...] = ()
    is_ambiguous: bool = False
    sense: Sense | None = None
    ask: Ask | None = None
    urgent: Urgent | None = None
    situation: Situation | None = None
    day_is_read: bool = False
    is_taken: bool = False
    asks_of_article: bool = False

    @property
    def names_article(self) -> bool:
        """Whether it names an article of an instrument that is known."""
        return any(key.instrument and key.article for key in self.keys)

    @property
    def said(self) -> Status | None:
        """Who it says it is about, also where another group's rules are asked for."""
        return self.statuses_named[-1] if self.names_another else self.status

    @property
    def names_several(self) -> bool:
        """Whether its words name several groups, each of which is answered: who asks need not say more."""
        return self.status is None and len(self.statuses_named) > 1

    @property
    def passage_language(self) -> Language:
        """The language of the passages that answer."""
        return Language.EN if self.language == "en" else Language.ZH


class Meanings(NamedTuple):
    """What a text is searched for beside statuses and places: three tables of the corpus."""

    senses: Sequence[Sense] = ()
    urgent: Sequence[Urgent] = ()
    situations: Sequence[Situation] = ()


NONE = Meanings()


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
        meanings: Meanings = NONE,
    ) -> None:
        """Take the tables; `correct` mends misspelt words and writes out pinyin, `str` leaves them."""
        self._places = places
        self._wording = wording
        self._keys = keys
        self._longest = longest
        self._correct = correct
        self._meanings = meanings
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
        in_pinyin = has_han(simplified) and not has_han(typed)
        language = question.language or self._language(simplified if in_pinyin else typed)
        completed = topic_for(simplified, state)
        asks_more = bool(completed) and MORE.fullmatch(simplified) is not None
        whole = completed if asks_more else f"{completed} {simplified}".strip()
        where = where_in(simplified, self._places)
        named = statuses_named(simplified, where.origin, state)
        keys = self._keys.read(simplified, topic=state.instrument)
        says_whose = where.matter or where.origin or keys or question.place or state.place
        is_bare = (not says_whose or language == "zh-Hant") and not state.implied
        by_document = implied_by_documents(simplified, is_bare=is_bare)
        situation = next((s for s in self._meanings.situations if s.is_in(simplified)), None)
        if situation is not None and situation.status is not None:
            named, by_document = (), (situation.status,)
            state = replace(state, status=None)
        status, implied, carried_status = status_of(question, named, by_document, state)
        is_taken = status is None and bool(completed) and state.taken is not None
        if is_taken:
            status, implied, carried_status = state.taken, True, True
        place, places_named, carried_place = self._place(question, simplified, where, state)
        carried = [
            name
            for name, is_carried in (
                ("status", carried_status),
                ("place", carried_place),
                ("topic", bool(completed)),
            )
            if is_carried
        ]
        was_asked = bool(state.offered or state.offered_places)
        day = day_meant(simplified, today)
        sense = self._sense(whole if was_asked else simplified)
        urgent = next((case for case in self._meanings.urgent if case.is_in(simplified)), None)
        return Reading(
            text=whole,
            matter=without_days(without_origin(whole, self._places)),
            names=self._wording.names_for(simplified),
            own_text=simplified,
            topic=completed,
            language=language,
            facets=facets_asked(simplified) or facets_asked(state.topic if completed else ""),
            status=status,
            statuses_named=named,
            implied=implied,
            is_taken=is_taken,
            place=place,
            places_named=places_named,
            as_of=question.as_of or day or today,
            keys=keys,
            carried=cast(tuple[Forgettable, ...], tuple(carried)),
            is_deceit=urgent is None  # who hides from violence deceives nobody
            and bool(DECEIT.search(simplified))
            and not ABOUT_DECEIT.search(simplified),
            was_asked=was_asked,
            compares=self._compares(simplified, named, state)
            or (where.compares and status is not None and len(places_named) > 1),
            compares_places=where.compares and len(places_named) > 1,
            asks_more=asks_more,
            shown=state.shown,
            is_ambiguous=len(places_named) > 1 and (where.is_ambiguous or bool(question.place)),
            sense=sense,
            ask=(sense.asked(simplified) or sense.asked(whole)) if sense else None,
            urgent=urgent,
            situation=situation,
            day_is_read=day is not None and question.as_of is None,
            asks_of_article=self._asks_of_article(simplified, keys),
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

    def _compares(self, text: str, named: Sequence[Status], state: ConversationState) -> bool:
        """Whether one of its questions sets two people side by side."""
        if not sets_side_by_side(text, named):
            return False
        asked = questions_in(text)
        if len(asked) == 1 or any(COMPARES_PLAINLY.search(one.text) for one in asked):
            return True
        return any(
            sets_side_by_side(one.text, statuses_named(one.whole, (), state)) for one in asked
        )

    def goes_back_to(self, text: str) -> frozenset[str]:
        """Places that a text in simplified characters asks whether to go back to."""
        return goes_back_to(text, self._places)

    def _asks_of_article(self, text: str, keys: Sequence[Key]) -> bool:
        if not keys:
            return False
        rest = WHAT_IT_SAYS.sub(" ", self._keys.without_references(text))
        return re.search(r"\w", rest) is not None

    def _sense(self, text: str) -> Sense | None:
        return next((sense for sense in self._meanings.senses if sense.is_in(text)), None)

    def _place(
        self, question: Question, text: str, where: Where, state: ConversationState
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
        for path, ordinal in zip(state.offered_places, ORDINALS, strict=False):
            if ordinal.search(text):
                return path, (path,), False
        if state.place:
            return state.place, (), True
        return where.hukou or NATION, (), False
