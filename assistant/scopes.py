"""Reading + what is found → the scopes it could be about; and whether anything answers it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.choosing import of_place_first
from assistant.reading import Reading
from assistant.statuses import implied_by_documents
from corpus.senses import RESIDENCE_PERMIT
from corpus.statement import Scope, Status
from corpus.text import has_han
from index.classifier import Likely
from index.retriever import Hit

# Shown side by side where the status is not known; overseas Chinese name themselves.
ASKED_STATUSES = (Status.FOREIGNER, Status.HMT, Status.CITIZEN)
MOST_PLACES = 3  # set side by side
# Where nobody said who asks, the rules of one status must be this likely the ones asked for, of all, and
# the words no likelier to hide who asks than this. Of 211 questions asked afresh, marked by readers: 51 in a
# hundred of those whose words show it are answered so, all for the right status, and 19 in a hundred of those
# that several groups could ask (36 and 14 at .9 and .5; at .6 and .3 60 and 27, one in a hundred wrong).
SURELY_ONE = 0.7
MOST_UNCLEAR = 0.3
# Where the words name two groups that share decides alone: of 48 such questions 31 are answered so, 29 for the
# group whose rule decides. Where they name one, and the rules of another are so likely the ones asked for, both
# are answered: of 38 such questions those of the other decide 30, those of the one named 8.
# Else a status whose best hit stands this far behind the best of all, in fused score, is a possible
# meaning.
STATUS_MARGIN = 0.8
# A bare "permit" of these people is a document of their own, which the words alone do not name.
_HMT_PERMIT = "residence permit for Hong Kong, Macao and Taiwan residents 港澳台居民居住证"
_HMT_PAPER = re.compile(
    r"\bhome return (?:permit|card)|\btaibaozheng|\bcompatriot (?:permit|card)|回乡[证卡]|台胞证"
)
_CITIZENS_PERMIT = "residence permit of citizens 居住证"
# Overstaying is no late registration, though the two share most of their words.
_OVERSTAY = re.compile(
    r"overstay|超期停留|逾期居留|visa\b.{0,12}\b(?:ran out|(?:has |is |was |got )?expired|was up|is over)\b(?! in)|"
    r"签证.{0,6}(?:过期|到期了|过了|超了)"
)
# Whose application is being looked at does not overstay meanwhile.
_HANDED_IN = re.compile(
    r"receipt|(?:handed|sent|gave) (?:it |them |everything )?in\b|submitted|under review|回执|受理|交上去|交了材料|递交|提交"
)
_OVERSTAY_NAMES = "overstay illegal residence 非法居留"
_COMPARING = re.compile(
    r"\b(?:what(?:'s| is) )?(?:the )?differ\w*(?: between| of)?\b|\bcompared? (?:to|with)\b|\b(?:vs|versus)\b\.?|"
    r"(?:有)?(?:什么|啥)?(?:区别|不同|不一样)|对比|相比|比较"
)
_PERMIT = re.compile(
    r"(?<!work )(?<!travel )(?<!stay )(?<!return )(?<!compatriot )(?<!compatriots )(?<!taiwan )"
    r"(?<!entry )(?<!exit )(?<!way )\bpermit\b|(?<!居民)居住证"
)


def search_text(reading: Reading, scope: Scope) -> str:
    """The question for one scope, with the names that the corpus uses.

    A bare "permit" is named as the one that the status has; of two places each is asked about alone.
    """
    matter = _COMPARING.sub(" ", reading.matter) if len(places_meant(reading)) > 1 else ""
    return " ".join([matter or reading.matter, *reading.names, *_named_for(reading, scope)])


def _named_for(reading: Reading, scope: Scope) -> tuple[str, ...]:
    if _OVERSTAY.search(reading.own_text) and not _HANDED_IN.search(reading.own_text):
        return (_OVERSTAY_NAMES,)
    if not names_a_bare_permit(reading) or _means_no_permit(reading):
        return ()
    if scope.status is Status.HMT:
        return (_HMT_PERMIT,)
    if scope.status is Status.CITIZEN and not has_han(reading.own_text):
        return (_CITIZENS_PERMIT,)
    return ()


def names_a_bare_permit(reading: Reading) -> bool:
    """Whether it asks about a permit that its status alone tells apart."""
    if reading.status is None:
        return _means_all_three(reading)
    return _PERMIT.search(reading.own_text) is not None


def _means_no_permit(reading: Reading) -> bool:
    """Whether the name of several meanings that it uses is that of no document."""
    return reading.sense is not None and reading.sense.name != RESIDENCE_PERMIT


def _means_all_three(reading: Reading) -> bool:
    """Whether a name that it uses may be a thing of each status; "I don't know" leaves it so."""
    return reading.status is None and reading.sense is not None


def possible_scopes(reading: Reading) -> tuple[Scope, ...]:
    """One scope where the status is known or does not matter, else one for each status."""
    if reading.status is None and reading.keys:
        return (Scope(reading.place, None, reading.as_of),)
    statuses: tuple[Status, ...] = reading.statuses_named or ASKED_STATUSES
    if reading.status is not None:
        statuses = (reading.status,)
    return tuple(Scope(p, s, reading.as_of) for p in places_meant(reading) for s in statuses)


def with_another(reading: Reading, likely: Likely) -> Reading:
    """The reading; where the rules asked for are another group's than the one named, for both of them.

    Someone of Hong Kong asks for the visa of a foreign wife, an American for the hukou of a child. Who answers
    who they are, or goes on with a topic, is taken at their word.

    Args:
        likely: what is asked for; its shares are of the rules of each of `ASKED_STATUSES` alone.
    """
    named = reading.status
    is_fixed = reading.keys or reading.situation is not None or reading.compares
    goes_on = reading.topic or "status" in reading.carried
    if named not in ASKED_STATUSES or is_fixed or goes_on:
        return reading
    shares = dict(zip(ASKED_STATUSES, likely.shares, strict=False))
    another = max(shares, key=lambda status: shares[status])
    if another is named or shares[another] < SURELY_ONE:
        return reading
    both = (another, named)
    return replace(reading, status=None, implied=False, statuses_named=both, names_another=True)


def places_meant(reading: Reading) -> tuple[str, ...]:
    """The place asked about; several where places are compared or one name stands for several.

    Two places and two people at once would be four answers, so places are set side by side only
    where the status is one.
    """
    several = reading.is_ambiguous or reading.compares
    if several and len(reading.places_named) > 1 and reading.status is not None:
        return reading.places_named[:MOST_PLACES]
    return (reading.place,)


def answered_scopes(
    hits: Mapping[Scope, Sequence[Hit]], reading: Reading, likely: Likely
) -> tuple[Scope, ...]:
    """The scopes that the corpus answers, close enough to the best one to be meant.

    Scopes that the same statement answers are one: the first of them stands for all. A name that
    means another thing for each status is answered for each, however near the others come; what
    is compared is shown for each, and a place by what it says itself. The likeliest comes first.

    Args:
        hits: of each scope, best first.
        reading: what was understood.
        likely: what is asked for; its shares are of the rules of each scope's status alone.
    """
    leads = {scope: found[0] for scope, found in hits.items() if found}
    if not leads:
        return ()
    best = max(lead.score for lead in leads.values())
    whose = dict(zip(hits, likely.shares, strict=False))
    if reading.names_another:
        return _of_both(leads, reading)
    if _means_all_three(reading):
        return tuple(leads) if reading.compares else _likeliest_first(leads, whose)
    surely = [scope for scope in leads if whose[scope] >= SURELY_ONE]
    is_shown = bool(reading.statuses_named) or likely.unclear <= MOST_UNCLEAR
    if surely and is_shown and reading.status is None and not reading.compares:
        return tuple(surely)
    chosen: dict[str, Scope] = {}
    for scope, lead in leads.items():
        if reading.compares:
            own = of_place_first(hits[scope], scope.place)[0]
            chosen.setdefault(own.passage.statement_id, scope)
        elif lead.exact or lead.score >= best - STATUS_MARGIN:
            chosen.setdefault(lead.passage.statement_id, scope)
    return tuple(chosen.values()) if reading.compares else _likeliest_first(chosen.values(), whose)


def _likeliest_first(scopes: Iterable[Scope], whose: Mapping[Scope, float]) -> tuple[Scope, ...]:
    """The scopes, those first whose rules are likelier the ones asked for; of equal ones as they stand."""
    return tuple(sorted(scopes, key=lambda scope: -whose[scope]))


def _of_both(leads: Mapping[Scope, Hit], reading: Reading) -> tuple[Scope, ...]:
    """Both groups' scopes, without one whose best hit stands far behind; that of the one named where both have the same.

    So it is too where a paper is named that this group alone has, and its own rule comes no less near.
    """
    best = max(lead.score for lead in leads.values())
    is_same = len({lead.passage.statement_id for lead in leads.values()}) == 1
    others = set(implied_by_documents(reading.own_text, is_bare=True)) - {Status.HMT}
    has_its_paper = _HMT_PAPER.search(reading.own_text) is not None and not others
    own = [
        scope
        for scope, lead in leads.items()
        if scope.status is reading.said
        and (is_same or (has_its_paper and scope.status is Status.HMT and lead.score >= best))
    ]
    near = [s for s, lead in leads.items() if lead.exact or lead.score >= best - STATUS_MARGIN]
    return tuple(own or near)


def is_for_everybody(statuses: Collection[Status]) -> bool:
    """Whether whom a rule is for leaves nobody out who could be asking."""
    return set(ASKED_STATUSES) <= set(statuses)
