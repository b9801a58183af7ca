"""Reading → what is found for it, and whether that answers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answerable import Judge, Judgement, reason_not_to_answer
from assistant.beside import with_beside
from assistant.choosing import of_facets_first, with_leads
from assistant.country_lists import CountryLists, asked_about
from assistant.cues import ASKS_A_FIGURE, SET_BY_CITY
from assistant.follow_ups import facets_followed
from assistant.papers import of_asked_paper, of_one_visa
from assistant.reading import Reading
from assistant.reply import Reason
from assistant.scopes import (
    ASKED_STATUSES,
    answered_scopes,
    names_a_bare_permit,
    possible_scopes,
    search_text,
    with_another,
)
from corpus.statement import NATION, Scope, Status
from index.retriever import Hit, Query, Retriever

SENSE_HITS = 40  # among which what a name of several meanings is for a status must be
OWN_TIME = 0.8  # share of the score of today's rule from which an older one answers


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found for a reading.

    Attributes:
        found: hits of every scope that was looked at, best first.
        reason: why it is not answered; None where it is.
        hits: of the scopes that are answered; empty where none is.
    """

    found: Mapping[Scope, Sequence[Hit]]
    judgement: Judgement
    reason: Reason | None
    hits: Mapping[Scope, Sequence[Hit]]


class Looker:
    """Searches for a question as it was read."""

    def __init__(self, retriever: Retriever, judge: Judge, *, hits: int) -> None:
        """Take what searches and judges; `hits` are looked at for each scope."""
        self._retriever = retriever
        self._judge = judge
        self._hits = hits
        self._lists = CountryLists(retriever)

    def look_for_whom(
        self, reading: Reading, today: date, *, is_chosen: bool
    ) -> tuple[Reading, Seen]:
        """As `look`, for another group too where the words name one and ask for the rule of that.

        Args:
            reading: what was understood.
            today: in Asia/Shanghai.
            is_chosen: the group was chosen in a form, which is never doubted.

        Returns:
            The reading that was looked with, and what was found; that of the one named where nothing answers both.
        """
        both = reading
        if not is_chosen:
            scopes = tuple(Scope(reading.place, status, reading.as_of) for status in ASKED_STATUSES)
            both = with_another(reading, self._retriever.likely(reading.text, scopes))
        seen = self.look(both, today)
        if both is reading:
            return reading, seen
        if seen.reason is not None:
            return reading, self.look(reading, today)
        is_of_one_named = [scope.status for scope in seen.hits] == [reading.status]
        return (reading if is_of_one_named else both), seen

    def look(self, reading: Reading, today: date) -> Seen:
        """What is found for each scope that it could be about, and whether that answers it."""
        held = {scope: self.search(reading, scope) for scope in possible_scopes(reading)}
        later = self._not_yet_in_force(reading, held, today)
        found = {
            scope: self.with_beside(hits, scope, reading) for scope, hits in (later or held).items()
        }
        likely = self._retriever.likely(reading.text, tuple(found))
        leads = _leads(found)
        judgement = self._judge.judge(reading, leads, likely)
        reason = reason_not_to_answer(reading, judgement)
        if later and reason is None:
            reason = Reason.NOT_IN_FORCE
        if reason in (None, Reason.NOT_IN_CORPUS) and lacks_rule_of_place(reading, leads):
            reason = Reason.NO_RULE_FOR_PLACE
        scopes = () if reason else answered_scopes(found, reading, likely)
        return Seen(found, judgement, reason, {scope: found[scope] for scope in scopes})

    def judge(self, reading: Reading, found: Mapping[Scope, Sequence[Hit]]) -> Judgement:
        """Whether what was found for its scopes answers it."""
        likely = self._retriever.likely(reading.text, tuple(found))
        return self._judge.judge(reading, _leads(found), likely)

    def _not_yet_in_force(
        self, reading: Reading, found: Mapping[Scope, Sequence[Hit]], today: date
    ) -> Mapping[Scope, Sequence[Hit]]:
        """What answers today and was not in force on the day asked about; empty where that has its own."""
        if reading.as_of >= today:
            return {}
        now = [replace(scope, as_of=today) for scope in found]
        later = {scope: self.search(reading, scope) for scope in now}
        best = max(
            (hits[0] for hits in later.values() if hits), key=lambda h: h.score, default=None
        )
        then = max((hits[0].score for hits in found.values() if hits), default=0.0)
        if best is None or best.passage.effective_from is None or then >= OWN_TIME * best.score:
            return {}
        return later if best.passage.effective_from > reading.as_of else {}

    def with_beside(self, hits: Sequence[Hit], scope: Scope, reading: Reading) -> list[Hit]:
        """The hits, with what belongs beside the first near to it."""
        return with_beside(hits, scope, self._retriever, reading.situation)

    def with_leads(self, hits: list[Hit], scope: Scope, reading: Reading) -> list[Hit]:
        """The hits as `search` puts them, what decides the situation first and what it bars left out, where one of these comes first."""
        leads = reading.situation.leads if reading.situation else ()
        if not hits or hits[0].passage.statement_id not in leads:
            return hits
        return with_leads(hits, reading, scope, self._retriever)

    def search(self, reading: Reading, scope: Scope, most: int = 0, *, told: str = "") -> list[Hit]:
        """Hits for one scope, with what decides the situation first, and rules on other papers further back.

        Args:
            most: how many at most; 0 for as many as the settings say.
            told: the message that the question stands in; says which paper is meant where the question names none.
        """
        query = Query(
            search_text(reading, scope),
            scope,
            reading.facets,
            reading.keys,
            most or (self._hits if reading.ask is None else SENSE_HITS),
            says_little=reading.status is None and names_a_bare_permit(reading),
        )
        hits = self._retriever.search(query, reading.passage_language)
        asked = reading.text if reading.topic else reading.own_text
        hits = of_one_visa(of_asked_paper(hits, asked, told), asked)
        if reading.topic:
            hits = of_facets_first(hits, facets_followed(reading.own_text))
        hits = self._lists.in_order(hits, asked_about(reading))
        return with_leads(hits, reading, scope, self._retriever)


def _leads(found: Mapping[Scope, Sequence[Hit]]) -> list[Hit]:
    return [hits[0] for hits in found.values() if hits]


def lacks_rule_of_place(reading: Reading, leads: Sequence[Hit]) -> bool:
    """Whether a figure is asked that each city sets, of one whose own rules say nothing near to it.

    A foreigner's points are those of the work permit, the same for the whole country.
    """
    if reading.status is Status.FOREIGNER:
        return False
    asks = SET_BY_CITY.search(reading.own_text) and ASKS_A_FIGURE.search(reading.own_text)
    is_national = all(hit.passage.place == NATION and not hit.exact for hit in leads)
    return bool(asks) and reading.place != NATION and is_national
