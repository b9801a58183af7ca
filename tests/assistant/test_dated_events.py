from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dated_events import dated_events
from assistant.events import EXPIRIES, PERMITS, RESIDENCE_PERMITS, Event

E = Event
TODAY = date(2026, 11, 25)


def _dated(text: str) -> list[tuple[frozenset[Event], str]]:
    return [(event.events, event.first.isoformat()) for event in dated_events(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("I landed on 3 November", E.ENTRY, "2026-11-03"),
        ("came in on an X1 on the 2nd", E.ENTRY, "2026-11-02"),
        ("On 3 November we flew into Shanghai", E.ENTRY, "2026-11-03"),
        ("11月3日入境", E.ENTRY, "2026-11-03"),
        ("我3号落地浦东", E.ENTRY, "2026-11-03"),
        ("I moved in last Monday", E.MOVE_IN, "2026-11-23"),
        ("昨天住进朋友家", E.MOVE_IN, "2026-11-24"),
        ("上周一搬家了", E.MOVE_IN, "2026-11-16"),
        ("our son was born on 5 November", E.BIRTH, "2026-11-05"),
        ("女儿11月5日出生", E.BIRTH, "2026-11-05"),
        ("my father died yesterday", E.DEATH, "2026-11-24"),
        ("she turned 16 on 2 November", E.SIXTEEN, "2026-11-02"),
        ("我11月20日换了工作", E.JOB_CHANGE, "2026-11-20"),
        ("I resigned on Nov 10", E.LEFT_JOB, "2026-11-10"),
        ("quit my programme on 10 November", E.LEFT_SCHOOL, "2026-11-10"),
        ("11月10日离婚", E.DIVORCE, "2026-11-10"),
        ("I got married on 1 November", E.MARRIAGE, "2026-11-01"),
        ("picked up a new passport on Tuesday", E.NEW_PASSPORT, "2026-11-24"),
        ("my passport was stolen yesterday", E.LOSS, "2026-11-24"),
        ("昨天收到处罚决定书", E.PENALTY, "2026-11-24"),
        ("handed in my papers on Monday", E.APPLICATION, "2026-11-23"),
        ("居住证是2025年3月5日签发的", E.ISSUE, "2025-03-05"),
    ],
)
def test_what_happened_is_the_event_named_beside_the_date(
    text: str, event: Event, day: str
) -> None:
    assert _dated(text) == [(frozenset({event}), day)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("my visa expires on December 20", {E.VISA_END}),
        ("my work permit runs out on 20 December", {E.WORK_PERMIT_END}),
        ("my work residence permit runs out on 20 December", RESIDENCE_PERMITS),
        ("my work residence permit finish 20 December", RESIDENCE_PERMITS),
        ("my permit is valid until 20 December", PERMITS),
        ("her tourist stay ends on the 20th of December", {E.STAY_END}),
        ("my visa-free days run out on 20 December", {E.STAY_END}),
        ("It expires on 20 December", EXPIRIES),
        ("expiring on 20 December: my work permit", {E.WORK_PERMIT_END}),
        ("签证12月20号到期", {E.VISA_END}),
        ("护照里贴的居留许可到12月20日截止", {E.RESIDENCE_PERMIT_END}),
        ("居住证12月20日到期", {E.CITIZENS_PERMIT_END, E.HMT_PERMIT_END}),
        ("停留期12月20日届满", {E.STAY_END}),
    ],
)
def test_an_expiry_is_that_of_the_document_named_and_lies_ahead(
    text: str, events: set[Event]
) -> None:
    assert _dated(text) == [(frozenset(events), "2026-12-20")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("my visa expired on 20 November", "2026-11-20"),
        ("my visa finished on 20 November", "2026-11-20"),
        ("my visa expires on 20 November", "2027-11-20"),
        ("I land on 3 December", "2026-12-03"),
        ("I landed on 3 December", "2025-12-03"),
        ("I will move in on 5 December", "2026-12-05"),
        ("我打算12月5日入住", "2026-12-05"),
        ("12月5日入住", "2025-12-05"),
    ],
)
def test_the_year_follows_from_whether_it_happened(text: str, day: str) -> None:
    assert [event.first.isoformat() for event in dated_events(text, TODAY)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "I landed on 3 November and moved in on 5 November",
        "On 3 November I landed, on 5 November I moved in",
        "I moved in on 5 November, having landed on 3 November",
        "11月3日入境,11月5日入住",
        f"I landed on 3 November, {'and there was a lot to be done, ' * 4}then I moved in on 5 November",
        "5号入住的,3号入境",
    ],
)
def test_two_dates_each_keep_their_own_event(text: str) -> None:
    assert set(_dated(text)) == {
        (frozenset({E.ENTRY}), "2026-11-03"),
        (frozenset({E.MOVE_IN}), "2026-11-05"),
    }


@pytest.mark.parametrize("text", ["I landed and moved in on 3 November", "11月3日入境并入住"])
def test_one_date_can_hold_two_events_said_as_one(text: str) -> None:
    assert {events for events, _ in _dated(text)} == {
        frozenset({E.ENTRY}),
        frozenset({E.MOVE_IN}),
    }


@pytest.mark.parametrize(
    "text",
    [
        "by when must I register after moving in?",
        "I read on 3 November that foreigners must register",
        "My sticker says enter before 30 June",
        "may I stay until 10 February if I fly in?",
        "I was born on 3 May 1990",
        "my contract ends on 20 December",
        "is the exit-entry hall open this Saturday?",
        "I have not moved in on 3 November",
        "landlord gave me the keys today",
        "it ends on 20 December",
        "I landed. On 3 November something else was the matter",
        "I landed safely and after a very long day of waiting at the airport, on 3 November, we met",
        "出入境大厅周六开门吗",
        "我还没入住，11月3日看的房",
        "12月1日之前入境可以吗",
        "",
    ],
)
def test_a_date_of_something_else_dates_no_event(text: str) -> None:
    assert _dated(text) == []


def test_an_event_in_another_sentence_is_not_dated() -> None:
    text = "I landed on 3 November. When must I register after moving in?"

    assert _dated(text) == [(frozenset({E.ENTRY}), "2026-11-03")]


def test_an_arrival_may_be_an_entry_and_that_of_a_baby_a_birth() -> None:
    assert _dated("I arrived on 3 November") == [(frozenset({E.ENTRY, E.ARRIVAL}), "2026-11-03")]
    assert _dated("our baby arrived on 3 November") == [
        (frozenset({E.BIRTH, E.ENTRY, E.ARRIVAL}), "2026-11-03")
    ]


def test_the_hour_and_what_was_not_said_stay_with_the_event() -> None:
    (event,) = dated_events("I moved in on 3 November at 18:30", TODAY)

    assert (event.clock, event.lacks) == (time(18, 30), "year")


@given(text=st.text(st.sampled_from("I landed moved 3 November visa ends 入境11月3日到期。，.")))
def test_any_text_gives_events_in_possible_days(text: str) -> None:
    assert all(event.first <= event.last for event in dated_events(text, TODAY))


def test_what_else_finishes_ends_no_visa() -> None:
    assert _dated("I am on a student visa and I finish school on 20 December") == []
