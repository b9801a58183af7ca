import pytest

from assistant.counting import Unit
from assistant.events import Event
from assistant.periods import Area, Bearer, Kind, Period, periods
from corpus.loader import load_corpus
from corpus.statement import Facet, Language, Passage

E = Event


def passage(text: str, *, unverified: bool = False) -> Passage:
    language = Language.ZH if any("一" <= char <= "鿿" for char in text[:4]) else Language.EN
    return Passage(
        id=f"cn/sample#sample.{language.value}",
        statement_id="cn/sample#sample",
        text=text,
        language=language,
        document="cn/sample",
        title="Sample",
        place="cn",
        statuses=(),
        facet=Facet.DEADLINE,
        locators=(),
        unverified=unverified,
    )


def _one(text: str) -> Period:
    (period,) = periods(passage(text))
    return period


def _length(period: Period) -> tuple[Kind, int | None, int, Unit]:
    return period.kind, period.opens, period.amount, period.unit


@pytest.mark.parametrize(
    ("text", "amount", "unit", "event"),
    [
        ("The accommodation registration of a foreigner must be made within 24 hours of moving in.", 24, Unit.HOUR, E.MOVE_IN),
        ("外国人住在旅馆以外的，住宿登记应当在入住后24小时内办理。", 24, Unit.HOUR, E.MOVE_IN),
        ("A foreigner whose visa requires it must apply for the foreigner's residence permit within 30 days of the day of entry.", 30, Unit.DAY, E.ENTRY),
        ("签证注明入境后要办居留证件的外国人，应当自入境之日起30日内申请外国人居留许可。", 30, Unit.DAY, E.ENTRY),
        ("The birth of a Chinese baby must be reported for hukou within 1 month.", 1, Unit.MONTH, E.BIRTH),
        ("中国婴儿应当在出生后一个月以内申报出生登记。", 1, Unit.MONTH, E.BIRTH),
        ("A citizen must apply for the identity card within 3 months of turning 16.", 3, Unit.MONTH, E.SIXTEEN),
        ("A foreigner must apply for a change within 10 days of the day on which anything recorded on the residence permit changes.", 10, Unit.DAY, E.CHANGE),
        ("A foreigner whose new passport has another number must apply to change the residence permit within 10 days of the change.", 10, Unit.DAY, E.NEW_PASSPORT),
        ("换单位使居留许可的登记内容变化的，外国人应当在10日内向公安机关申请变更；法律没有写工作日。", 10, Unit.DAY, E.JOB_CHANGE),
        ("By the Hangzhou rules of 2018, a person must register within 3 working days of arrival.", 3, Unit.WORKING_DAY, E.ARRIVAL),
        ("A fine must be paid within 15 days of receiving the penalty decision.", 15, Unit.DAY, E.PENALTY),
        ("可以自收到复议决定书起15日内向法院起诉。", 15, Unit.DAY, E.REVIEW_DECISION),
    ],
)  # fmt: skip
def test_a_limit_after_an_event(text: str, amount: int, unit: Unit, event: Event) -> None:
    period = _one(text)

    assert _length(period) == (Kind.AFTER, None, amount, unit)
    assert period.events == {event}
    assert period.bearer is Bearer.ASKER


@pytest.mark.parametrize(
    ("text", "length", "event"),
    [
        ("An extension of a foreigner's residence permit (居留证件) must be applied for at least 30 days before it expires.", (Kind.BEFORE, None, 30), E.RESIDENCE_PERMIT_END),
        ("外国人居留证件（residence permit）延期，应当在有效期届满30日前申请。", (Kind.BEFORE, None, 30), E.RESIDENCE_PERMIT_END),
        ("外国人居留许可延期，应当在期满前30日申请。", (Kind.BEFORE, None, 30), E.RESIDENCE_PERMIT_END),
        ("A foreigner who wants a longer stay on a visa must apply at least 7 days before the permitted stay (停留期限) ends.", (Kind.BEFORE, None, 7), E.STAY_END),
        ("外国人需要延长签证停留期限的，应当在期限届满7日前申请。", (Kind.BEFORE, None, 7), E.STAY_END),
        ("A foreigner must leave China before the permitted stay ends.", (Kind.BEFORE, None, 0), E.STAY_END),
        ("A guide says a foreigner's work permit extension is applied for between 120 and 30 days before it expires.", (Kind.WINDOW, 120, 30), E.WORK_PERMIT_END),
        ("外国人工作许可的延期，在到期前120日至30日之间申请。", (Kind.WINDOW, 120, 30), E.WORK_PERMIT_END),
        ("The permanent residence card must be renewed within the 30 days before it expires.", (Kind.WINDOW, 30, 0), E.PERMANENT_CARD_END),
    ],
)  # fmt: skip
def test_a_limit_before_an_expiry(
    text: str, length: tuple[Kind, int | None, int], event: Event
) -> None:
    period = _one(text)

    assert _length(period)[:3] == length
    assert period.events == {event}


@pytest.mark.parametrize(
    "text",
    [
        "The residence permit of citizens must be endorsed within the month before each full year from the day of issue.",
        "居住证持有人应当在自签发之日起每满一年之前的一个月内办理签注。",
    ],
)
def test_a_yearly_limit_counts_from_the_issue(text: str) -> None:
    period = _one(text)

    assert _length(period) == (Kind.YEARLY, 1, 0, Unit.MONTH)
    assert period.events == {E.ISSUE}


def test_a_yearly_limit_that_does_not_say_from_when_is_not_counted() -> None:
    text = "The holder must have it endorsed within the month before each full year of residence."

    assert periods(passage(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The stay allowed by a visa is counted from the day after entry.",
        "签证的停留期从入境的第二日开始计算。",
    ],
)
def test_days_of_stay_are_counted_from_the_next_day(text: str) -> None:
    assert _one(text).kind is Kind.STAY


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("The police must issue the identity card within 60 days of receiving the citizen's form.", Bearer.OFFICE),
        ("出入境管理机构应当自收到材料之日起15日内作出决定。", Bearer.OFFICE),
        ("A claim must be finished within 30 working days of the application.", Bearer.OFFICE),
        ("The employer must register an employee for social insurance within 30 days of the start of work.", Bearer.EMPLOYER),
        ("用人单位应当自用工之日起30日内为职工办理社会保险登记。", Bearer.EMPLOYER),
        ("A hotel must register a guest within 24 hours of moving in.", Bearer.HOTEL),
        ("A foreigner outside a hotel must register within 24 hours of moving in.", Bearer.ASKER),
        ("In Shenzhen, landlords must report within 7 days of moving in or out.", Bearer.LANDLORD),
    ],
)  # fmt: skip
def test_whose_limit_it_is(text: str, bearer: Bearer) -> None:
    assert _one(text).bearer is bearer


def test_an_office_that_counts_in_working_days_is_counted_so() -> None:
    english = _one(
        "The office must decide within 15 days of receiving the papers, counted in working days."
    )
    chinese = _one("出入境管理机构应当从收到材料起15日内作出决定，按工作日计算，不含法定节假日。")
    plain = _one(
        "The police must issue it within 15 days of accepting the application; the text does not say working days."
    )

    assert english.unit is chinese.unit is Unit.WORKING_DAY
    assert plain.unit is Unit.DAY


@pytest.mark.parametrize(
    "text",
    [
        "A citizen who moves the hukou must register within 10 days of arrival in a village, within 3 days of arrival in a city.",
        "公民迁移户口，应当自到达之时起办理迁入登记：农村10日内，城市3日内。",
    ],
)
def test_village_and_city_are_told_apart(text: str) -> None:
    found = periods(passage(text))

    assert [(p.area, p.amount) for p in found] == [(Area.VILLAGE, 10), (Area.CITY, 3)]


def test_a_limit_said_apart_for_villages_counts_from_the_same_event() -> None:
    text = "It must be made within 24 hours of moving in. In villages the limit is 72 hours."

    found = periods(passage(text))

    assert [(p.area, p.amount, p.events) for p in found] == [
        (None, 24, frozenset({E.MOVE_IN})),
        (Area.VILLAGE, 72, frozenset({E.MOVE_IN})),
    ]


def test_the_same_limit_in_villages_too_has_no_area() -> None:
    text = "It must be made within 24 hours of moving in, in towns and villages alike."

    assert _one(text).area is None


@pytest.mark.parametrize(
    "text",
    [
        "The 30 days before expiry are not among the periods that are counted in working days.",
        "外国人居留证件届满前的30日，不属于按工作日计算的期限。",
        "Serious cases bring 5 to 15 days of detention.",
        "The 2013 Shanghai measures, since replaced, had holders report a new address within 30 days.",
        "2013年上海办法（已被取代）要求住址变动30日内办变更。",
        "A page says within 24 hours of arrival. That is imprecise.",
        "A removed foreigner may not enter China for 1 to 5 years.",
        "被驱逐出境的外国人10年内不准入境。",
        "The health certificate is valid for 6 months from its issue.",
        "A foreigner in transit needs no visa if the stay is within 24 hours.",
        "The registration of a citizen must be made within 3 days; the 1958 text does not say from which day.",
        "The fee is 400 yuan.",
    ],
)
def test_what_is_no_rule_of_today_states_no_limit(text: str) -> None:
    assert periods(passage(text)) == ()


def test_an_unverified_note_states_no_limit() -> None:
    text = "The registration must be made within 24 hours of moving in."

    assert periods(passage(text, unverified=True)) == ()


def test_both_languages_of_a_statement_state_the_same_limits() -> None:
    pairs: dict[str, dict[Language, Passage]] = {}
    for one in load_corpus().passages.values():
        pairs.setdefault(one.statement_id, {})[one.language] = one
    both = {
        statement: [[_length(p) for p in periods(pair[language])] for language in Language]
        for statement, pair in pairs.items()
    }
    stated = {statement: found for statement, found in both.items() if all(found)}

    assert {s: (en, zh) for s, (en, zh) in stated.items() if en != zh} == {}
    assert len(stated) > 100
