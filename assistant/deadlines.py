"""Deadlines by code: the dates that a person gave, and the time limits of the cited passages.

What the corpus does not settle is decided for the earlier day, and said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from assistant import deadline_words as words
from assistant.counting import Unit, add, is_day_off, working_day
from assistant.dated_events import DatedEvent, dated_events
from assistant.events import CHANGES, Event, documents
from assistant.period_cues import VILLAGE
from assistant.periods import Area, Bearer, Kind, Period, periods
from assistant.reply import Deadline
from corpus.statement import Language, Passage
from corpus.text import normal_form

CHINA = timezone(timedelta(hours=8))
_HOURS_A_DAY = 24
# Whose duties are shown besides the asker's own: of whom the question speaks.
_SPEAKS_OF: Mapping[Bearer, re.Pattern[str]] = {
    Bearer.EMPLOYER: re.compile(
        r"employ|company|\bboss\b|\bhr\b|\bwe hired\b|单位|公司|老板|雇主|用人"
    ),
    Bearer.HOTEL: re.compile(r"hotel|hostel|guesthouse|my guest|旅馆|酒店|宾馆"),
    Bearer.LANDLORD: re.compile(r"landlord|tenant|房东|房客|出租|租客"),
}
_STAY_DAYS = re.compile(
    r"\b0*(?P<a>\d{1,3})[- ]days?'?(?: of)? stay|duration(?: of stay)?(?: is| of|:)? ?0*(?P<b>\d{1,3})\b|"
    r"stay (?:of |for |up to )?0*(?P<c>\d{1,3}) days|visa[- ]free for 0*(?P<d>\d{1,3}) days|"
    r"\b0*(?P<e>\d{1,3})[- ]days? visa[- ]free|停留期?限?(?:是|为|:)? ?0*(?P<f>\d{1,3}) ?[日天]|"
    r"免签(?:停留)?0*(?P<g>\d{1,3})[日天]|0*(?P<h>\d{1,3})[日天]的?(?:停留|免签)"
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A computed end: `due` None where only words can say it; `latest` if counted generously."""

    due: date | datetime | None
    latest: date | None
    text: str


def deadlines(
    text: str,
    language: Language,
    cited: Sequence[tuple[int, Passage]],
    today: date,
    *,
    offices: bool = False,
) -> tuple[Deadline, ...]:
    """Dates for the time limits of cited passages that count from what the person dated.

    Args:
        text: the question, completed from the conversation, Chinese simplified.
        language: of the words around the dates.
        cited: (number of the citation, passage) of the statements that the answer shows.
        today: in China.
        offices: also how long offices may take, where the question asks for that.

    Returns:
        In the order of the citations, each date once; empty where no dated event is one that a
        rule counts from.
    """
    plain = normal_form(text)
    dated = dated_events(plain, today)
    if not dated:
        return ()
    found: dict[tuple[str, str | None, str], Deadline] = {}
    for number, passage in cited:
        for period, notes in _that_count(periods(passage), plain, language, offices=offices):
            for event in dated:
                for deadline in _fitting(period, event, notes, number, language, today):
                    key = (deadline.label, deadline.due, deadline.sum)
                    found.setdefault(key, deadline)
    return tuple(found.values())


def said(deadline: Deadline, language: Language) -> str:
    """A deadline as one sentence of an answer."""
    if deadline.due is None:
        return (
            f"{deadline.label}: {deadline.sum}."
            if language is Language.EN
            else f"{deadline.label}：{deadline.sum}。"
        )
    due = deadline.due[:16].replace("T", " ")
    if language is Language.EN:
        return f"{deadline.label}: by {due} ({deadline.sum})."
    return f"{deadline.label}：最迟{due}（{deadline.sum}）。"


def _that_count(
    stated: Sequence[Period], text: str, language: Language, *, offices: bool
) -> Iterator[tuple[Period, tuple[str, ...]]]:
    """The time limits of a passage that are for the asker, with what is to be said of them."""
    own = [period for period in stated if _is_for(period, text, offices=offices)]
    if sum(period.bearer is Bearer.OFFICE for period in own) > 1:
        own = [period for period in own if period.bearer is not Bearer.OFFICE]  # which is not told
    villages = [period for period in own if period.area is Area.VILLAGE]
    others = [period for period in own if period.area is not Area.VILLAGE]
    if VILLAGE.search(text):
        yield from ((period, ()) for period in villages or others)
        return
    notes = tuple(
        words.IN_VILLAGES(language, count=words.count(v.amount, v.unit, language)) for v in villages
    )
    for period in others:
        days = _stay_days(text) if period.kind is Kind.STAY else period.amount
        if days is not None:
            yield replace(period, amount=days), notes


def _is_for(period: Period, text: str, *, offices: bool) -> bool:
    if period.bearer is Bearer.OFFICE:
        asked, decided = _named(text), _named(period.sentence)
        return offices and not (asked and decided and asked.isdisjoint(decided))
    return period.bearer is Bearer.ASKER or bool(_SPEAKS_OF[period.bearer].search(text))


def _named(text: str) -> frozenset[Event]:
    """Documents that a text names, by their expiries."""
    return frozenset(event for _, _, events in documents(text) for event in events)


def _stay_days(text: str) -> int | None:
    match = _STAY_DAYS.search(text)
    return int(next(filter(None, match.groups()))) if match else None


def _fitting(
    period: Period,
    event: DatedEvent,
    notes: Sequence[str],
    number: int,
    language: Language,
    today: date,
) -> Iterator[Deadline]:
    """The deadline of a time limit that counts from this event; none if it counts from another."""
    match = _match(period, event, language)
    if match is None:
        return
    counted, condition = match
    total = _sum(period, event, counted, language, today)
    if total is None:
        return
    parts = [total.text, *_read_as(event, language), *condition, *notes]
    due = total.due
    needs_office = period.bearer is not Bearer.OFFICE and period.kind is not Kind.STAY
    if due and needs_office and is_day_off(_day(due)):
        parts.append(words.DAY_OFF(language, due=_day(due)))
    yield Deadline(
        label=_label(period, total, language, today),
        due=due.isoformat() if due else None,
        sum=("; " if language is Language.EN else "；").join(parts),
        citation=number,
    )


def _match(
    period: Period, event: DatedEvent, language: Language
) -> tuple[Event, tuple[str, ...]] | None:
    """What the limit counts from, if the dated event is that, and on what condition."""
    same = sorted(period.events & event.events)
    if same:
        taken = Event.ARRIVAL in event.events and same[0] in (Event.ENTRY, Event.BIRTH)
        name = words.event_name(same[0], language)
        return same[0], (words.ARRIVED(language, event=name),) if taken else ()
    if Event.STAY_END in period.events and Event.VISA_END in event.events:
        return Event.STAY_END, (words.IF_STAY(language),)
    if Event.CHANGE in period.events and CHANGES & event.events:
        return Event.CHANGE, (words.IF_RECORDED(language),)
    return None


def _read_as(event: DatedEvent, language: Language) -> Iterator[str]:
    """What was taken of a date that was not said in full."""
    if event.lacks:
        yield words.LACKS[event.lacks](language, start=event.first)
    if event.first != event.last:
        yield words.RANGE(language, start=event.first)


def _sum(
    period: Period, event: DatedEvent, counted: Event, language: Language, today: date
) -> _Sum | None:
    length = words.count(period.amount, period.unit, language)
    if period.kind is Kind.STAY:
        due = add(event.first, period.amount, Unit.DAY)
        latest = add(event.last, period.amount, Unit.DAY)
        return _Sum(due, latest, words.STAY(language, start=event.first, count=length))
    if period.kind is not Kind.AFTER:
        return _before(period, event, language, today)
    name = words.event_name(counted, language)
    if period.unit is Unit.HOUR:
        return _hours(period, event, name, language)
    return _after(period, event, name, language)


def _hours(period: Period, event: DatedEvent, name: str, language: Language) -> _Sum:
    length = words.count(period.amount, period.unit, language)
    if event.clock and event.first == event.last:
        start = datetime.combine(event.first, event.clock, CHINA)
        due = start + timedelta(hours=period.amount)
        clock = event.clock.isoformat("minutes")
        text = words.HOURS(language, start=event.first, clock=clock, count=length)
        return _Sum(due, due.date(), text)
    days = timedelta(days=-(-period.amount // _HOURS_A_DAY))
    text = words.NO_HOUR(
        language, count=length, event=name, start=event.first, end=event.first + days
    )
    return _Sum(None, event.last + days, text)


def _after(period: Period, event: DatedEvent, name: str, language: Language) -> _Sum:
    """Within so long: the day of the event counts in the safe date, not in the latest one."""
    start, length = event.first, words.count(period.amount, period.unit, language)
    if period.unit is Unit.WORKING_DAY:
        safe = working_day(start, period.amount, counts_start=True)
        full = working_day(start, period.amount, counts_start=False)
        latest = working_day(event.last, period.amount, counts_start=False)
    else:
        full = add(start, period.amount, period.unit)
        safe = full - timedelta(days=1)
        latest = add(event.last, period.amount, period.unit)
    if safe is None or full is None:
        return _Sum(None, None, words.NOT_KNOWN(language, start=start, count=length))
    if period.bearer is Bearer.OFFICE:
        text = words.NOT_COUNTED(language, start=start, count=length, event=name)
        return _Sum(full, latest, text)
    if safe == full:
        return _Sum(safe, latest, words.WORKING_DAYS_AGREE(language, start=start, count=length))
    values = {"start": start, "count": length, "event": name, "full": full, "safe": safe}
    return _Sum(safe, latest, words.FIRST_DAY(language, **values))


def _before(period: Period, event: DatedEvent, language: Language, today: date) -> _Sum | None:
    """Before an expiry or a full year: counted back from its day."""
    if period.unit in (Unit.HOUR, Unit.WORKING_DAY):
        return None
    end, latest = event.first, event.last
    if period.kind is Kind.YEARLY:
        end = latest = _next_full_year(event.first, today)
    closes = [
        add(day, -period.amount, period.unit) if period.amount else day - timedelta(days=1)
        for day in (end, latest)
    ]
    if period.opens is None:
        wording = words.BACK if period.amount else words.JUST_BEFORE
        length = words.count(period.amount, period.unit, language)
        return _Sum(closes[0], closes[1], wording(language, start=end, count=length))
    wording = words.YEARLY if period.kind is Kind.YEARLY else words.WINDOW
    length = words.count(period.opens, period.unit, language)
    opens = add(end, -period.opens, period.unit)
    text = wording(language, start=end, count=length, opens=opens, due=closes[0])
    return _Sum(closes[0], closes[1], text)


def _next_full_year(start: date, today: date) -> date:
    years = max(1, today.year - start.year)
    full = add(start, years, Unit.YEAR)
    return full if full > today else add(start, years + 1, Unit.YEAR)


def _label(period: Period, total: _Sum, language: Language, today: date) -> str:
    label = words.what(period, language)
    if total.latest is None:
        return label
    due = _day(total.due) if total.due else total.latest
    if due >= today:
        return label
    wording = words.PASSED if total.latest < today else words.SAFE_PASSED
    wording = words.OVERDUE if period.bearer is Bearer.OFFICE else wording
    return wording(language, what=label, day=due)


def _day(due: date | datetime) -> date:
    return due.date() if isinstance(due, datetime) else due
