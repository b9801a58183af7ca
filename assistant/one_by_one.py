"""A message that asks several things → each of them searched and judged by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, zip_longest

from assistant.answerable import reason_not_to_answer
from assistant.asked_figures import is_a_figure, says
from assistant.conversation_state import ConversationState
from assistant.looking import Looker, Seen, lacks_rule_of_place
from assistant.reading import Reader, Reading
from assistant.reply import Question, Reason
from assistant.scopes import is_for_everybody
from assistant.several import Asked, asks_something, is_short, questions_in
from assistant.sharing import mean, share
from assistant.sides import sides
from corpus.statement import Facet, Passage, Scope
from index.retriever import Hit

HITS = 40  # looked at for each question, and for the message
# How much likelier to be answered a question among others must be, so that .86 is needed. Of 257 such, .03 of those held
# whole and .10 of those held in part lay below, .48 of those not held above; at .66 .02, .03 and .76.
RAISED = 0.16
# What says what another question asks for does not lead, where something that this one asks for scores so well beside it.
# Drawn from one message; of the suite's 82 cases one answer flips by it, for the worse.
OWN_FACET = 0.5
SHOWN = 3  # of its hits, among which is what a few words ask for
_MONEY = re.compile(r"\$\d|\d ?(?:yuan|港?元)", re.I)
_NEW = ConversationState()
_MAY_YET_BE_ANSWERED = (
    None,
    Reason.NOT_IN_CORPUS,
    Reason.OUT_OF_SCOPE,
    Reason.NO_RULE_FOR_PLACE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions of a message.

    Attributes:
        text: as it was typed; after a question back as the conversation keeps it.
        hits: best first; empty where nothing held answers it.
    """

    text: str
    reading: Reading
    scope: Scope
    hits: Sequence[Hit]


class OneByOne:
    """Takes apart a message that asks several things of one group of people at one place."""

    def __init__(self, reader: Reader, looker: Looker) -> None:
        self._reader = reader
        self._looker = looker

    def parts(
        self, question: Question, reading: Reading, seen: Seen, today: date
    ) -> tuple[Part, ...]:
        """Its questions, each with what answers it; empty where it asks one, or none is answered.

        Args:
            question: the message, with personal data masked.
            reading: of the whole message.
            seen: what was found for the whole.
            today: in Asia/Shanghai.
        """
        message = _message(question, reading)
        asked = questions_in(message)
        scope = _only_scope(seen)
        if len(asked) == 1 or scope is None or not _is_of_one(reading, seen, scope):
            return ()
        if message != question.text:
            reading = self._reader.read(
                replace(question, text=message, status=scope.status, forget=()), _NEW, today
            )
        if _is_one_thing(reading) or self._asks_of_another_place(asked, reading, today):
            return ()
        ones = [self._one(question, each, reading, scope) for each in asked]
        alone = [self._reader.read(one, _NEW, today) for one in ones]
        contexts = _contexts(asked, longest=len(message))
        found = []
        for one, own, context in zip(ones, alone, contexts, strict=True):
            hits = self._found(own, reading, scope)
            if is_short(one.text):
                longer = self._reader.read(replace(one, text=context), _NEW, today)
                hits = mean(hits, self._found(replace(longer, facets=own.facets), reading, scope))
            found.append(hits)
        whole = self._looker.search(reading, scope, most=HITS)
        shared = share(found, self._looker.with_beside(whole, scope, reading))
        shared = [_own_first(hits, own, alone) for hits, own in zip(shared, alone, strict=True)]
        shared = [self._looker.with_leads(hits, scope, reading) for hits in shared]
        shared = [self._looker.with_beside(hits, scope, reading) for hits in shared]
        parts = []
        for one, own, hits, context in zip(ones, alone, shared, contexts, strict=True):
            in_full = replace(one, text=context)
            is_held = self._is_held(self._reader.read(in_full, _NEW, today), own, scope, hits)
            parts.append(Part(one.text, own, scope, hits if is_held else ()))
        return with_what_leads_another(parts) if any(part.hits for part in parts) else ()

    def _asks_of_another_place(self, asked: Sequence[Asked], reading: Reading, today: date) -> bool:
        """Whether one of the questions, or what is told before it, is of a place that is not the message's."""
        if len(reading.places_named) < 2:
            return False
        alone = (self._reader.read(Question(one.text), _NEW, today) for one in asked)
        whole = (self._reader.read(Question(one.whole), _NEW, today) for one in asked)
        back = {reading.place} | self._reader.goes_back_to(reading.own_text)
        names_another = any(set(one.places_named) - back for one in alone)
        return names_another or any(
            one.places_named and one.place != reading.place for one in whole
        )

    def _found(self, alone: Reading, reading: Reading, scope: Scope) -> list[Hit]:
        """What one question finds alone, without what the situation of the message bars."""
        hits = self._looker.search(alone, scope, most=HITS, told=reading.text)
        if reading.situation is None:
            return hits
        return [hit for hit in hits if not reading.situation.bars_passage(hit.passage)]

    @staticmethod
    def _one(question: Question, asked: Asked, reading: Reading, scope: Scope) -> Question:
        """One of the questions, asked for whom, where and when the whole message is."""
        return replace(
            question,
            text=asked.text,
            status=scope.status,
            place=scope.place,
            language=reading.language,
            as_of=scope.as_of,
            forget=(),
        )

    def _is_held(self, in_full: Reading, alone: Reading, scope: Scope, hits: Sequence[Hit]) -> bool:
        """Whether one question, read with what was told before it, is answered by what was found."""
        judgement = self._looker.judge(in_full, {scope: hits})
        is_likely = judgement.probability >= judgement.least + RAISED
        is_declined = reason_not_to_answer(in_full, judgement) is not None
        lacks = lacks_rule_of_place(alone, hits[:1]) or lacks_what_is_asked(alone, hits)
        return is_likely and not is_declined and not lacks


def lacks_what_is_asked(alone: Reading, hits: Sequence[Hit]) -> bool:
    """Whether a few words ask for a sum or a time, and none of the best hits is on that or names any."""
    if not is_short(alone.own_text) or len(alone.facets) != 1 or not is_a_figure(alone.facets[0]):
        return False
    return not any(says(hit.passage, alone.facets[0]) for hit in hits[:SHOWN])


def with_what_leads_another(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts; one that asks for a sum or a time alone, and has no answer, joins one that is led by a rule on it."""
    return tuple(
        replace(part, hits=_led_by(part.reading, parts))
        if not part.hits and is_short(part.reading.own_text)
        else part
        for part in parts
    )


def _led_by(alone: Reading, parts: Sequence[Part]) -> Sequence[Hit]:
    """Hits of a part whose lead is on what is asked for; a sum of money that is no fine is on a fee."""
    asked = alone.facets[0] if alone.facets else None

    def is_on_it(lead: Passage) -> bool:
        is_sum = lead.facet is not Facet.PENALTY and _MONEY.search(lead.text) is not None
        return lead.facet is asked or (asked is Facet.FEE and is_sum)

    led = (part.hits for part in parts if part.hits and is_on_it(part.hits[0].passage))
    return next(led, ()) if is_a_figure(asked) else ()


def _own_first(hits: list[Hit], own: Reading, alone: Sequence[Reading]) -> list[Hit]:
    """The hits of one question; a fine that only another asks for stands behind the time limit asked for here."""
    of_others = {facet for one in alone for facet in one.facets} - set(own.facets)
    if not hits or hits[0].exact or hits[0].passage.facet not in of_others:
        return hits
    least = hits[0].score * OWN_FACET
    mine = [hit for hit in hits if hit.passage.facet in own.facets and hit.score >= least][:1]
    return [*mine, *(hit for hit in hits if hit not in mine)]


def _contexts(asked: Sequence[Asked], longest: int) -> list[str]:
    """Each question after what is told before it and the first question; one of a few words after the last that is none.

    Args:
        asked: the questions of a message.
        longest: characters of each, of which the last are kept.
    """
    contexts, told, last = [], "", ""
    for number, each in enumerate(asked):
        told = f"{told} {each.told}".strip()
        before = f"{last} {each.told}" if number > 1 and is_short(each.text) else told
        contexts.append(f"{before} {each.text}".strip()[-longest:])
        if not is_short(each.text):
            last = each.whole
        if number == 0:
            told = f"{told} {each.text}".strip()
    return contexts


def in_turn(parts: Sequence[Part], whole: Sequence[Hit]) -> list[Hit]:
    """The best hit of each question, then the second of each and so on, and what else was found."""
    turns = chain.from_iterable(zip_longest(*(part.hits for part in parts)))
    found: dict[str, Hit] = {}
    for hit in chain(turns, whole):
        if hit is not None:
            found.setdefault(hit.passage.id, hit)
    return list(found.values())


def _only_scope(seen: Seen) -> Scope | None:
    """The scope that is answered, or that was looked at; None where there are several."""
    scopes = tuple(seen.hits or seen.found)
    return scopes[0] if len(scopes) == 1 else None


def _message(question: Question, reading: Reading) -> str:
    """What is parted: the message, or the one before where this only says who asks; "" in a follow-up."""
    if not reading.topic:
        return question.text
    only_says_who = reading.was_asked and not asks_something(question.text)
    return reading.topic if only_says_who else ""


def _is_of_one(reading: Reading, seen: Seen, scope: Scope) -> bool:
    """Whether it can be answered for one group of people, by the rules of the day asked about.

    A rule for everybody does not say whose the other questions are.
    """
    hits = seen.found[scope]
    is_anybody = reading.status is None and hits and is_for_everybody(hits[0].passage.statuses)
    may_be = seen.reason in _MAY_YET_BE_ANSWERED and scope.as_of == reading.as_of
    return may_be and not is_anybody


def _is_one_thing(reading: Reading) -> bool:
    """Whether its questions cannot be looked at alone: an article, a comparison, two places."""
    compares = reading.compares or reading.compares_places or sides(reading.own_text) is not None
    return bool(reading.asks_more or reading.keys or compares or reading.is_ambiguous)
