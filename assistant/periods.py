"""The time limits that a passage states: how long, counted from what, and whose duty it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from assistant import period_cues as cues
from assistant.counting import Unit
from assistant.events import CHANGES, COUNTED_FROM, Event, documents
from corpus.statement import Language, Passage
from corpus.text import chinese_number, normal_form, sentences


class Kind(Enum):
    """How a time limit is laid."""

    AFTER = "within so long of the event"
    BEFORE = "at least so long before the expiry; 0 is just before it"
    WINDOW = "in the last so long before the expiry"
    YEARLY = "in so long before each full year"
    STAY = "days of stay, counted from the day after entry"


class Bearer(Enum):
    """Whose time limit it is."""

    ASKER = "asker"
    OFFICE = "office"
    EMPLOYER = "employer"
    HOTEL = "hotel"
    LANDLORD = "landlord"


class Area(Enum):
    """Where a limit holds that differs between village and city."""

    VILLAGE = "village"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Period:
    """A time limit of a passage.

    Attributes:
        amount: how many of the unit; of a window how much before the expiry it closes.
        opens: how much before the expiry a window opens, in the same unit.
        events: what it counts from; any of them.
        sentence: where it stands, in normal form.
    """

    kind: Kind
    amount: int
    unit: Unit
    events: frozenset[Event]
    bearer: Bearer
    sentence: str
    area: Area | None = None
    opens: int | None = None


_Found = tuple[Kind, re.Match[str]]
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_WORDS |= {"nine": 9, "ten": 10, "twelve": 12}
_UNITS = {
    "hour": Unit.HOUR, "working day": Unit.WORKING_DAY, "calendar day": Unit.DAY, "day": Unit.DAY,
    "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR, "小时": Unit.HOUR,
    "工作日": Unit.WORKING_DAY, "日": Unit.DAY, "天": Unit.DAY, "周": Unit.WEEK,
    "星期": Unit.WEEK, "月": Unit.MONTH, "年": Unit.YEAR,
}  # fmt: skip
_BEARERS = (
    (Bearer.OFFICE, cues.OFFICE),
    (Bearer.EMPLOYER, cues.EMPLOYER),
    (Bearer.HOTEL, cues.HOTEL),
    (Bearer.LANDLORD, cues.LANDLORD),
)
_SIDE = 60  # characters beside a number in which its event is named


def periods(passage: Passage) -> tuple[Period, ...]:
    """The time limits that a passage states and that can be counted; often none."""
    text = normal_form(passage.text)
    found: list[Period] = []
    if passage.unverified or cues.NO_RULE[passage.language].search(text):
        return ()
    for sentence in sentences(text):
        found += _of_sentence(sentence, passage.language, tuple(found))
    return tuple(found)


def _of_sentence(sentence: str, language: Language, earlier: Sequence[Period]) -> Iterator[Period]:
    if cues.FROM_NEXT_DAY.search(sentence):
        entry = frozenset({Event.ENTRY})
        yield Period(Kind.STAY, 0, Unit.DAY, entry, Bearer.ASKER, sentence)
        return
    found = _found(sentence, language)
    bearer = next((who for who, cue in _BEARERS if cue.search(sentence)), Bearer.ASKER)
    alone = len(found) == 1
    for laid, match in found:
        if not alone and cues.REMOTE.search(_part(match, sentence)):
            continue  # longer elsewhere: whether that is so, only the office can say
        kind = Kind.YEARLY if _is_yearly(laid, sentence) else laid
        events = _counted_from(kind, match, sentence, language, bearer)
        if not events and earlier and kind is Kind.AFTER:
            events = earlier[-1].events
        if events:
            area = _area(match, sentence, alone=alone)
            amount, unit = _length(match, sentence)
            period = Period(kind, amount, unit, events, bearer, sentence, area)
            yield _as_window(period, match) if kind in (Kind.WINDOW, Kind.YEARLY) else period


def _as_window(period: Period, match: re.Match[str]) -> Period:
    """From "between 120 and 30 days before"; "in the month before" closes at the expiry."""
    opens = match.groupdict().get("opens")
    if opens:
        return replace(period, opens=int(opens))
    return replace(period, opens=period.amount, amount=0)


def _found(sentence: str, language: Language) -> list[_Found]:
    """Every time limit of a sentence in its order; each place counts once."""
    found: list[_Found] = []
    for kind, patterns in (
        (Kind.WINDOW, cues.BETWEEN),
        (Kind.WINDOW, cues.IN_LAST),
        (Kind.BEFORE, cues.AT_LEAST),
        (Kind.AFTER, cues.WITHIN),
    ):
        found += [
            (kind, match)
            for match in patterns[language].finditer(sentence)
            if not any(match.start() < m.end() and m.start() < match.end() for _, m in found)
        ]
    if all(kind is Kind.AFTER for kind, _ in found):
        found += [(Kind.BEFORE, m) for m in cues.AT_END[language].finditer(sentence)]
    return sorted(found, key=lambda one: one[1].start())


def _is_yearly(kind: Kind, sentence: str) -> bool:
    return kind in (Kind.WINDOW, Kind.BEFORE) and bool(cues.FULL_YEAR.search(sentence))


def _length(match: re.Match[str], sentence: str) -> tuple[int, Unit]:
    groups = match.groupdict()
    said = next((groups[name] for name in ("n", "n2", "n3") if groups.get(name)), None)
    unit = next((groups[name] for name in ("u", "u2", "u3") if groups.get(name)), None)
    if unit is None:
        return 0, Unit.DAY
    amount = 1 if said is None else _number(said)
    counted = _UNITS[unit]
    if counted is Unit.DAY and cues.IN_WORKING_DAYS.search(sentence):
        counted = Unit.WORKING_DAY
    return amount, counted


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _WORDS.get(said) or chinese_number(said) or 0


def _area(match: re.Match[str], sentence: str, *, alone: bool) -> Area | None:
    """Whether a limit is for villages or for cities, where a passage tells them apart."""
    if cues.VILLAGE_TOO.search(sentence):
        return None
    part = sentence if alone else _part(match, sentence)
    if cues.VILLAGE.search(part):
        return Area.VILLAGE
    is_city = cues.IN_CITIES.search(part) if alone else cues.CITY.search(part)
    return Area.CITY if is_city else None


def _part(match: re.Match[str], sentence: str) -> str:
    """The part of a sentence, between commas, that a limit stands in."""
    before = re.split(r"[,;:]", sentence[: match.start()])[-1]
    return before + match[0] + re.split(r"[,;]", sentence[match.end() :])[0]


def _counted_from(
    kind: Kind, match: re.Match[str], sentence: str, language: Language, bearer: Bearer
) -> frozenset[Event]:
    if kind is Kind.YEARLY:
        names_issue = COUNTED_FROM[Event.ISSUE].search(sentence)
        return frozenset({Event.ISSUE}) if names_issue else frozenset()
    if kind is not Kind.AFTER:
        return _expiry_of(match, sentence, language)
    beside = _beside(match, sentence, language)
    if bearer is Bearer.OFFICE:
        return frozenset({Event.APPLICATION})
    not_own = {Event.APPLICATION, Event.ISSUE}
    events = _named(beside) - not_own or _named(sentence) - not_own
    if events == {Event.CHANGE}:
        return (_named(sentence) & CHANGES) or events
    return events - {Event.CHANGE} or events


def _beside(match: re.Match[str], sentence: str, language: Language) -> str:
    """What names the event: behind the number in English, before it in Chinese."""
    if language is Language.EN:
        return re.split(r"[.;,]", sentence[match.end() : match.end() + _SIDE])[0]
    return re.split(r"[,;]", sentence[max(0, match.start() - _SIDE) : match.start()])[-1]


def _named(text: str) -> frozenset[Event]:
    return frozenset(event for event, pattern in COUNTED_FROM.items() if pattern.search(text))


def _expiry_of(match: re.Match[str], sentence: str, language: Language) -> frozenset[Event]:
    """Whose expiry a limit counts back from; both of "the stay or the residence"."""
    if language is Language.EN:
        behind = match[0] + re.split(r"[.;,]", sentence[match.end() :])[0]
        named = documents(behind)
        if named:
            return frozenset().union(*(events for _, _, events in named))
    named = documents(sentence[: match.start()])
    if language is Language.ZH and re.search(r"或者?|、", sentence[: match.start()]):
        clause = re.split(r"[,;]", sentence[: match.start()])[-1]
        both = documents(clause)
        if len(both) > 1:
            return frozenset().union(*(events for _, _, events in both))
    return named[-1][2] if named else frozenset()
