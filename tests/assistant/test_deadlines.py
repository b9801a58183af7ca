from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.counting import is_day_off
from assistant.deadlines import deadlines, said
from assistant.reply import Deadline
from corpus.statement import Language, Passage
from tests.assistant.test_periods import passage

EN, ZH = Language.EN, Language.ZH
TODAY = date(2026, 11, 25)  # a Wednesday

ENTRY = "A foreigner whose visa requires it must apply for the foreigner's residence permit within 30 days of entry."
ENTRY_ZH = "签证注明入境后要办居留证件的外国人，应当自入境之日起30日内申请外国人居留许可。"
MOVE = "The accommodation registration of a foreigner who stays outside a hotel must be made within 24 hours of moving in."
MOVE_ZH = "外国人住在旅馆以外的，住宿登记应当在入住后24小时内办理。"
EXTEND = "An extension of a foreigner's residence permit (居留证件) must be applied for at least 30 days before it expires."
EXTEND_ZH = "外国人居留证件（residence permit）延期，应当在有效期届满30日前申请。"
STAY = "A foreigner who wants a longer stay on a visa must apply at least 7 days before the permitted stay (停留期限) ends."
STAY_ZH = "外国人需要延长签证停留期限的，应当在期限届满7日前申请。"
LEAVE = "A foreigner must leave China before the permitted residence ends."
BIRTH = "The birth of a Chinese baby must be reported for hukou within 1 month."
BIRTH_ZH = "中国婴儿应当在出生后一个月以内申报出生登记。"
FOREIGN_BIRTH = "The birth of a foreign baby must be registered within 60 days of the birth."
SIXTEEN = "A citizen must apply for the identity card within 3 months of turning 16."
CHANGE = "A foreigner must apply for a change within 10 days of the day on which anything recorded on the residence permit changes."
CHANGE_ZH = "居留证件登记事项变更的，外国人应当自变更之日起10日内申请变更。"
WORK = "A change of a foreigner's name, passport or position is reported to the work permit office within 10 working days."
WORK_ZH = "外国人姓名、护照或者职务变更的，应当在10个工作日内报工作许可部门。"
ARRIVAL = (
    "A person who plans to stay 3 days or more must register within 3 working days of arrival."
)
WINDOW = "A guide says a foreigner's work permit extension is applied for between 120 and 30 days before it expires."
YEARLY = "The residence permit of citizens must be endorsed within the month before each full year from the day of issue."
HUKOU = "A citizen who moves the hukou must make the move-in registration within 10 days of arrival in a village, within 3 days of arrival in a city."
DECISION = "The exit-entry office must decide on a foreigner's residence permit within 15 days of receiving the papers, counted in working days."
DECISION_ZH = (
    "出入境管理机构应当从收到材料起15日内对外国人居留证件作出决定，按工作日计算，不含法定节假日。"
)
EMPLOYER = "The employer must register an employee for social insurance within 30 days of the start of work."
NEXT_DAY = "The duration of stay on a visa is counted from the day after entry."
NEXT_DAY_ZH = "签证的停留期从入境的第二日开始计算。"
FINE = "A fine must be paid within 15 days of receiving the penalty decision."


def _all(
    question: str, *rules: str, today: date = TODAY, offices: bool = False
) -> tuple[Deadline, ...]:
    language = ZH if any("一" <= char <= "鿿" for char in question) else EN
    cited: list[tuple[int, Passage]] = [(n, passage(rule)) for n, rule in enumerate(rules, start=1)]
    return deadlines(question, language, cited, today, offices=offices)


def _one(question: str, *rules: str, today: date = TODAY, offices: bool = False) -> Deadline:
    (only,) = _all(question, *rules, today=today, offices=offices)
    return only


@pytest.mark.parametrize(
    ("question", "rule", "due"),
    [
        ("I landed on 3 November", ENTRY, "2026-12-02"),
        ("11月3日入境，最晚哪天申请", ENTRY_ZH, "2026-12-02"),
        ("I landed on 2 December 2026", ENTRY, "2026-12-31"),
        ("我2026年12月3日入境", ENTRY_ZH, "2027-01-01"),
        ("I landed on 30 January 2028", ENTRY, "2028-02-28"),
        ("I landed on 31 January 2028", ENTRY, "2028-02-29"),
        ("Our son was born on 5 November", BIRTH, "2026-12-04"),
        ("孩子11月5日出生", BIRTH_ZH, "2026-12-04"),
        ("our son was born on 31 January 2026", BIRTH, "2026-02-27"),
        ("our son was born on 31 January 2028", BIRTH, "2028-02-28"),
        ("our girl was born on the 5th", FOREIGN_BIRTH, "2027-01-03"),
        ("she turned 16 on 30 November 2025", SIXTEEN, "2026-02-27"),
        ("I changed jobs on 20 November", CHANGE, "2026-11-29"),
        ("我昨天换了新护照", CHANGE_ZH, "2026-12-03"),
        ("got the penalty decision yesterday", FINE, "2026-12-08"),
    ],
)
def test_so_long_after_an_event_the_earlier_day_is_shown(
    question: str, rule: str, due: str
) -> None:
    assert _one(question, rule).due == due


def test_the_sum_says_both_ways_of_counting_where_no_rule_is_held() -> None:
    english = _one("I landed on 2026-11-03", ENTRY)
    chinese = _one("2026-11-03入境", ENTRY_ZH)

    assert english.sum == (
        "2026-11-03 + 30 days, day of entry not counted: 2026-12-03; counted: 2026-12-02; "
        "no counting rule is held, so the earlier day is shown"
    )
    assert chinese.sum == (
        "2026-11-03 + 30日，入境当日不计入为2026-12-03，计入为2026-12-02；"
        "没有收录怎样计算的规定，取较早的一天"
    )


@pytest.mark.parametrize(
    ("question", "rules", "due"),
    [
        (
            "Visa with 30 days of stay, I landed on 3 November. Until when?",
            [NEXT_DAY],
            "2026-12-03",
        ),
        ("duration 030 days, I fly in on 25 June", [NEXT_DAY], "2027-07-25"),
        ("停留期30天，11月3日入境", [NEXT_DAY_ZH], "2026-12-03"),
        ("免签30天，11月3日入境", [NEXT_DAY_ZH], "2026-12-03"),
    ],
)
def test_where_a_cited_rule_counts_from_the_next_day_so_does_the_sum(
    question: str, rules: list[str], due: str
) -> None:
    found = _one(question, *rules)

    assert found.due == due
    assert "not counted (cited rule)" in found.sum or "入境当日不计入（依所引规定）" in found.sum


def test_a_counting_rule_without_days_of_stay_gives_no_date() -> None:
    assert _all("I landed on 3 November", NEXT_DAY) == ()


@pytest.mark.parametrize(
    ("question", "rule", "due", "total"),
    [
        ("my residence permit expires on 20 December 2026", EXTEND, "2026-11-20", "2026-12-20 − 30 days"),
        ("居留许可2026年12月20日到期", EXTEND_ZH, "2026-11-20", "2026-12-20 − 30日"),
        ("my residence permit expires on 2028-03-30", EXTEND, "2028-02-29", "2028-03-30 − 30 days"),
        ("my residence permit expires on 2027-01-15", EXTEND, "2026-12-16", "2027-01-15 − 30 days"),
        ("her tourist stay ends on 2026-12-21", STAY, "2026-12-14", "2026-12-21 − 7 days"),
        ("停留期2026年12月21日届满", STAY_ZH, "2026-12-14", "2026-12-21 − 7日"),
    ],
)  # fmt: skip
def test_so_long_before_an_expiry(question: str, rule: str, due: str, total: str) -> None:
    found = _one(question, rule)

    assert (found.due, found.sum) == (due, total)


def test_before_an_expiry_without_a_number_the_day_before_is_the_safe_one() -> None:
    found = _one("my residence permit expires on 2026-12-23", LEAVE)

    assert found.due == "2026-12-22"
    assert "the day before is shown as the safe one" in found.sum


def test_a_window_before_an_expiry_says_both_ends() -> None:
    found = _one("my work permit expires on 2027-02-20", WINDOW)

    assert found.due == "2027-01-21"
    assert found.sum == "2027-02-20 − 120 days: from 2026-10-23 to 2027-01-21"


@pytest.mark.parametrize(
    ("issued", "due", "opens"),
    [
        ("2025-03-05", "2027-03-04", "2027-02-05"),
        ("2025-12-10", "2026-12-09", "2026-11-10"),
        ("2026-11-25", "2027-11-24", "2027-10-25"),
        ("2024-02-29", "2027-02-27", "2027-01-28"),
    ],
)
def test_a_yearly_limit_is_that_of_the_next_full_year(issued: str, due: str, opens: str) -> None:
    found = _one(f"my 居住证 was issued on {issued}", YEARLY)

    assert found.due == due
    assert opens in found.sum


@pytest.mark.parametrize(
    ("question", "due"),
    [
        ("I moved in on 2026-12-03 at 18:30", "2026-12-04T18:30:00+08:00"),
        ("I moved in on 31 December 2026 at 11:15 pm", "2027-01-01T23:15:00+08:00"),
        ("I moved in on 2028-02-28 at 23:59", "2028-02-29T23:59:00+08:00"),
        ("I moved in today at 00:05", "2026-11-26T00:05:00+08:00"),
        ("昨晚8点搬进朋友家", "2026-11-25T20:00:00+08:00"),
        ("今天下午六点半入住", "2026-11-26T18:30:00+08:00"),
    ],
)
def test_hours_run_from_the_hour_and_over_midnight(question: str, due: str) -> None:
    found = _one(question, MOVE_ZH if "入住" in question or "搬" in question else MOVE)

    assert found.due == due
    assert "24" in found.sum


@pytest.mark.parametrize(
    ("question", "rule", "says"),
    [
        ("I moved in yesterday", MOVE, "24 hours from the hour of moving in on 2026-11-24: until the same hour of 2026-11-25; no hour was given"),
        ("昨天入住的", MOVE_ZH, "自2026-11-24入住的时刻起24小时：到2026-11-25的同一时刻为止；没有写几点"),
    ],
)  # fmt: skip
def test_hours_without_an_hour_give_words_and_no_date(question: str, rule: str, says: str) -> None:
    found = _one(question, rule)

    assert (found.due, found.sum) == (None, says)


@pytest.mark.parametrize(
    ("question", "rule", "today", "due"),
    [
        ("I changed jobs on 2026-11-09", WORK, "2026-11-10", "2026-11-20"),
        ("2026年2月12日换了工作", WORK_ZH, "2026-02-12", "2026-03-03"),
        ("I changed jobs on 2026-09-28", WORK, "2026-09-28", "2026-10-15"),
        ("I arrived on 2026-09-30", ARRIVAL, "2026-09-30", "2026-10-09"),
        ("I arrived on 2026-02-14", ARRIVAL, "2026-02-14", "2026-02-25"),  # a make-up Saturday
        ("I arrived on 2026-10-03", ARRIVAL, "2026-10-03", "2026-10-10"),  # ends on a make-up day
        ("I arrived on 2025-12-31", ARRIVAL, "2025-12-31", "2026-01-05"),  # over New Year
    ],
)
def test_working_days_go_by_the_published_calendar(
    question: str, rule: str, today: str, due: str
) -> None:
    assert _one(question, rule, today=date.fromisoformat(today)).due == due


@pytest.mark.parametrize(
    ("question", "rule"),
    [("I changed jobs on 2098-12-25", WORK), ("2098年12月25日换了工作", WORK_ZH)],
)
def test_working_days_beyond_the_published_calendar_are_said_in_words(
    question: str, rule: str
) -> None:
    found = _one(question, rule)

    assert found.due is None
    assert "public holidays" in found.sum or "法定节假日" in found.sum


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("I landed on 3 November", MOVE),
        ("11月3日入境", MOVE_ZH),
        ("I moved in on 3 November", ENTRY),
        ("my visa expires on 20 December", EXTEND),
        ("my residence permit expires on 20 December", STAY),
        ("my work permit expires on 20 December", EXTEND),
        ("签证12月20日到期", EXTEND_ZH),
        ("工作许可12月20日到期", EXTEND_ZH),
        ("my passport expires on 20 December", EXTEND),
        ("I got married on 3 November", CHANGE),
        ("I moved flat on 3 November", CHANGE),
        ("my son was born on 3 November", ENTRY),
        ("she landed on 3 November", BIRTH),
        ("I lost my passport on 3 November", CHANGE),
    ],
)
def test_a_rule_that_counts_from_another_event_gives_no_date(question: str, rule: str) -> None:
    assert _all(question, rule) == ()


@pytest.mark.parametrize(
    ("question", "rules"),
    [
        ("How soon must I register?", [MOVE]),
        ("I read on 3 November that I must register", [MOVE, ENTRY]),
        ("I landed on 03/11/2026", [ENTRY]),
        ("入住后多久登记？", [MOVE_ZH]),
        ("I landed on 3 November", []),
        ("I landed on 3 November", ["The fee is 400 yuan."]),
    ],
)
def test_no_date_or_no_rule_gives_nothing(question: str, rules: list[str]) -> None:
    assert _all(question, *rules) == ()


def test_two_dates_in_one_question_each_meet_their_own_rule() -> None:
    found = _all("I landed on 20 November and moved in on 24 November at 18:30", MOVE, ENTRY)

    assert [(d.due, d.citation) for d in found] == [
        ("2026-11-25T18:30:00+08:00", 1),
        ("2026-12-19", 2),
    ]


def test_one_expiry_meets_every_cited_rule_on_it_and_a_repeated_rule_once() -> None:
    found = _all("my residence permit expires on 2027-01-20", EXTEND, EXTEND, LEAVE)

    assert [(d.due, d.citation) for d in found] == [("2026-12-21", 1), ("2027-01-19", 3)]


@pytest.mark.parametrize(
    ("question", "rule", "label"),
    [
        ("my residence permit expires on 2026-12-20", EXTEND, "Apply to extend the foreigner's residence permit (passed on 2026-11-20; do it now)"),
        ("居留许可2026年12月20日到期", EXTEND_ZH, "申请外国人居留许可延期（已于2026-11-20到期，请马上办理）"),
        ("I moved in on 3 November", MOVE, "Accommodation registration outside a hotel (passed on 2026-11-04; do it now)"),
        ("I got the penalty decision on 10 November", FINE, "Pay the fine (the safe day, 2026-11-24, has passed; do it now)"),
        ("I landed on 3 November", ENTRY, "Apply for the foreigner's residence permit, if the visa calls for one"),
        ("11月3日入境", ENTRY_ZH, "签证注明需要办理的，申请外国人居留许可"),
    ],
)  # fmt: skip
def test_a_passed_deadline_says_so(question: str, rule: str, label: str) -> None:
    assert _one(question, rule).label == label


@pytest.mark.parametrize(
    ("question", "rule", "says"),
    [
        ("I landed on 3 November", ENTRY, "no year was given: read as 2026-11-03"),
        ("11月3日入境", ENTRY_ZH, "没有写年份，按2026-11-03计算"),
        ("I landed on the 3rd", ENTRY, "no month was given: read as 2026-11-03"),
        ("I landed last Monday", ENTRY, "the day was read as 2026-11-23"),
        ("I landed last week", ENTRY, "counted from 2026-11-16, the earliest day meant"),
        ("上周入境的", ENTRY_ZH, "从可能的最早一天2026-11-16起算"),
        ("my visa expires on 2026-12-20", STAY, "the date on a visa may be only its last day of entry"),
        ("签证2026年12月20日到期", STAY_ZH, "签证上的日期可能只是入境有效期"),
        ("I changed jobs on 2026-11-20", CHANGE, "if that day changed something the residence permit records"),
        ("I arrived on 2026-11-20", ENTRY, "taking the arrival as entry"),
        ("her stay ends on 2026-12-20", STAY, "2026-12-13 is no working day: no later day is assumed"),
        ("停留期2026年12月20日届满", STAY_ZH, "2026-12-13不是工作日，不按顺延计算"),
    ],
)  # fmt: skip
def test_what_was_assumed_is_said_in_the_sum(question: str, rule: str, says: str) -> None:
    assert says in _one(question, rule).sum


@pytest.mark.parametrize(
    ("question", "due", "says"),
    [
        ("I arrived in our village yesterday with the hukou slip", "2026-12-03", ""),
        ("I arrived yesterday with the hukou slip", "2026-11-26", "in villages 10 days"),
        ("迁移证开出来了，人昨天到的，外婆村里", "2026-12-03", ""),
    ],
)
def test_the_longer_limit_of_villages_is_for_those_who_say_village(
    question: str, due: str, says: str
) -> None:
    found = _one(question, HUKOU)

    assert found.due == due
    assert says in found.sum


def test_how_long_an_office_may_take_is_computed_only_when_asked() -> None:
    question = "I handed in my papers on 9 November 2026"

    assert _all(question, DECISION) == ()
    asked = _one(question, DECISION, offices=True)
    assert (asked.due, asked.label) == ("2026-11-30", "The office decides")
    assert asked.sum == "2026-11-09 + 15 working days, day of the application not counted"


def test_how_long_an_office_may_take_is_that_for_the_document_asked_about() -> None:
    rule = "A foreigner's work permit file is taken in within 2 working days, the guide says."

    assert _all("I applied for my residence permit on 9 November", rule, offices=True) == ()
    assert (
        _one("I applied for my work permit on 2026-11-09", rule, offices=True).due == "2026-11-11"
    )


def test_two_limits_of_an_office_in_one_passage_are_not_guessed_between() -> None:
    rule = "The office must decide: up to 7 working days for a visa, up to 15 working days for a permit."

    assert _all("I handed in my papers on 9 November 2026", rule, offices=True) == ()


def test_working_days_before_an_expiry_are_not_computed() -> None:
    rule = "The holder must apply at least 7 working days before the permitted stay ends."

    assert _all("my stay ends on 20 December", rule) == ()


def test_an_office_that_is_late_is_asked() -> None:
    found = _one("11月2日递交的材料", DECISION_ZH, offices=True)

    assert found.label == "机关作出决定（应于2026-11-23前作出，请询问机关）"


def test_the_duty_of_an_employer_is_for_those_who_speak_of_one() -> None:
    assert _all("I started work on 3 November", EMPLOYER) == ()
    found = _one("I started work on 3 November, what must my boss do?", EMPLOYER)
    assert found.label == "Employer: Register the employee for social insurance"


@pytest.mark.parametrize(
    ("deadline", "language", "sentence"),
    [
        (Deadline("Pay the fine", "2026-11-24", "2026-11-10 + 15 days", 1), EN, "Pay the fine: by 2026-11-24 (2026-11-10 + 15 days)."),
        (Deadline("缴纳罚款", "2026-11-24", "2026-11-10 + 15日", 1), ZH, "缴纳罚款：最迟2026-11-24（2026-11-10 + 15日）。"),
        (Deadline("Register", "2026-11-24T18:30:00+08:00", "sum", 1), EN, "Register: by 2026-11-24 18:30 (sum)."),
        (Deadline("Register", None, "24 hours", 1), EN, "Register: 24 hours."),
        (Deadline("登记", None, "24小时", 1), ZH, "登记：24小时。"),
    ],
)  # fmt: skip
def test_a_deadline_can_be_said_in_one_sentence(
    deadline: Deadline, language: Language, sentence: str
) -> None:
    assert said(deadline, language) == sentence


@given(day=st.dates(date(2026, 1, 1), date(2026, 11, 25)))
def test_the_shown_day_is_one_before_the_generous_one_and_both_are_in_the_sum(day: date) -> None:
    english = _one(f"I landed on {day.isoformat()}", ENTRY)
    chinese = _one(f"{day.isoformat()}入境", ENTRY_ZH)
    generous = day + timedelta(days=30)

    assert english.due == chinese.due == (generous - timedelta(days=1)).isoformat()
    assert generous.isoformat() in english.sum
    assert generous.isoformat() in chinese.sum
    assert ("passed" in english.label) == (generous - timedelta(days=1) < TODAY)


@given(day=st.dates(date(2026, 12, 27), date(2028, 12, 31)))
def test_counting_back_and_forth_meets_and_days_off_are_said(day: date) -> None:
    found = _one(f"my residence permit expires on {day.isoformat()}", EXTEND)

    assert found.due
    due = date.fromisoformat(found.due)
    assert due + timedelta(days=30) == day
    assert ("no working day" in found.sum) == is_day_off(due)


@given(moment=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 24)))
def test_hours_keep_the_minute_in_china_time(moment: datetime) -> None:
    minute = moment.replace(second=0, microsecond=0)
    found = _one(f"I moved in on {minute:%Y-%m-%d %H:%M}", MOVE)

    assert found.due
    due = datetime.fromisoformat(found.due)
    assert due.utcoffset() == timedelta(hours=8)
    assert due.replace(tzinfo=None) - minute == timedelta(hours=24)
