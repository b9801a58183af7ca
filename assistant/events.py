"""What happens on a day that counts: the events that rules count from and that people date."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Event(StrEnum):
    """Something that a rule counts from, or whose end it counts back from."""

    ENTRY = "entry"
    ARRIVAL = "arrival"
    MOVE_IN = "moving in"
    BIRTH = "birth"
    DEATH = "death"
    SIXTEEN = "turning 16"
    CHANGE = "a change of what a permit records"
    NEW_PASSPORT = "new passport"
    NEW_NAME = "new name"
    JOB_CHANGE = "job change"
    JOB_START = "start of work"
    LEFT_JOB = "end of work"
    LEFT_SCHOOL = "end of studies"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    LOSS = "loss"
    PENALTY = "penalty decision"
    REVIEW_DECISION = "review decision"
    APPLICATION = "application"
    ISSUE = "issue"
    STAY_END = "end of the permitted stay"
    VISA_END = "expiry of the visa"
    RESIDENCE_PERMIT_END = "expiry of the foreigner's residence permit"
    WORK_PERMIT_END = "expiry of the work permit"
    CITIZENS_PERMIT_END = "expiry of the residence permit of citizens"
    HMT_PERMIT_END = "expiry of the residence permit for Hong Kong, Macao and Taiwan residents"
    PERMANENT_CARD_END = "expiry of the permanent residence card"
    PASSPORT_END = "expiry of the passport"
    IDENTITY_CARD_END = "expiry of the identity card"


E = Event
RESIDENCE_PERMITS = frozenset({E.RESIDENCE_PERMIT_END, E.CITIZENS_PERMIT_END, E.HMT_PERMIT_END})
PERMITS = RESIDENCE_PERMITS | {E.WORK_PERMIT_END}
EXPIRIES = PERMITS | {
    E.STAY_END,
    E.VISA_END,
    E.PERMANENT_CARD_END,
    E.PASSPORT_END,
    E.IDENTITY_CARD_END,
}
# What can change something that a foreigner's residence permit records.
CHANGES = frozenset(
    {E.NEW_PASSPORT, E.NEW_NAME, E.JOB_CHANGE, E.LEFT_JOB, E.LEFT_SCHOOL, E.DIVORCE}
)

# The document whose end is meant; the first that fits at a place counts.
_DOCUMENTS: Sequence[tuple[str, frozenset[Event]]] = (
    (r"residence permit for hong kong|港澳台居民居住证", frozenset({E.HMT_PERMIT_END})),
    (
        r"residence permit of citizens|citizens' (?:residence )?(?:permit|card)|"
        r"residence permit \(居住证\)|居住证\(residence permit of citizens\)",
        frozenset({E.CITIZENS_PERMIT_END}),
    ),
    (r"居住证|juzhuzheng", frozenset({E.CITIZENS_PERMIT_END, E.HMT_PERMIT_END})),
    (r"permanent residence|green card|永久居留|永居", frozenset({E.PERMANENT_CARD_END})),
    (r"work permit|工作许可|工作证", frozenset({E.WORK_PERMIT_END})),
    (
        r"(?:foreigner's )?residence permit \([^)]*居留[^)]*\)|foreigner's residence permit|"
        r"居留(?:许可|证件?)?(?:\([^)]*\))?|\bresidence\b(?! (?:permit|card|registr))",
        frozenset({E.RESIDENCE_PERMIT_END}),
    ),
    (r"residence permit|residency permit|residence card", RESIDENCE_PERMITS),
    (r"停留居留", frozenset({E.STAY_END, E.RESIDENCE_PERMIT_END})),
    (r"\b(?:visa )?stay\b|(?:签证)?停留(?:\(stay\))?", frozenset({E.STAY_END})),
    (r"visa[- ]free|免签", frozenset({E.STAY_END})),
    (r"\bvisa\b|签证", frozenset({E.VISA_END})),
    (r"passport|护照", frozenset({E.PASSPORT_END})),
    (r"identity card|\bid card|身份证", frozenset({E.IDENTITY_CARD_END})),
    (r"contract|\blease\b|semester|\bterm\b|insurance|合同|租约|学期|学籍|社保|保险", frozenset()),
    (r"\bpermits?\b|许可", PERMITS),
)
_DOCUMENT = re.compile("|".join(f"({pattern})" for pattern, _ in _DOCUMENTS))


def documents(text: str) -> list[tuple[int, int, frozenset[Event]]]:
    """(start, end, whose expiry) of every document that a text names, in its order."""
    return [
        (match.start(), match.end(), _DOCUMENTS[(match.lastindex or 1) - 1][1])
        for match in _DOCUMENT.finditer(text)
    ]


# How rules name what they count from.
COUNTED_FROM: Mapping[Event, re.Pattern[str]] = {
    E.ENTRY: re.compile(r"\b(?:of|after|from|since) (?:the day of |each )?entry|day after (?:each )?entry|(?<!出)(?<!出境)入境(?!出境|管理|中介)"),
    E.ARRIVAL: re.compile(r"\barrival\b|到达|抵达"),
    E.MOVE_IN: re.compile(r"moving in|new (?:address|home)|入住|搬入|住进|(?:住址|地址|居住地)[^,;]{0,8}(?:变|新)|(?:新|变更)(?:住址|地址)"),
    E.BIRTH: re.compile(r"\bbirth\b(?! certificate)|出生(?!日期|医学证明)|生育"),
    E.DEATH: re.compile(r"\bdeath\b|死亡"),
    E.SIXTEEN: re.compile(r"turning 16|满16"),
    E.NEW_PASSPORT: re.compile(r"new passport|(?:change|name)[^.]{0,20}\bpassport|(?:换|新)[^,;]{0,4}护照|护照[^,;]{0,8}变"),
    E.NEW_NAME: re.compile(r"\bname (?:change|or)|name changes|change of [^.]{0,20}name|\bname, passport|改名|姓名[^,;]{0,10}变"),
    E.JOB_CHANGE: re.compile(r"job change|change (?:of )?(?:work area|employer|position)|or position|new [^.]{0,16}workplace|变更工作|换工作|职务[^,;]{0,4}变|用人单位[^,;]{0,4}变|单位变|换了?单位|变更单位|变更[^,;]{0,8}服务处所"),
    E.JOB_START: re.compile(r"\bof hiring|start of work|用工(?:之日)?起|招用|就业证件之日|issue of the work document"),
    E.LEFT_SCHOOL: re.compile(r"of graduation|毕业(?:之日|后)"),
    E.DIVORCE: re.compile(r"\bif a divorce|离婚(?:使|导致|引起|改变|后|的)"),
    E.PENALTY: re.compile(r"penalty decision|receiving the decision|learned of the decision|知道[^,;]{0,8}决定|处罚决定|\bfined?\b[^.]{0,40}receiving"),
    E.REVIEW_DECISION: re.compile(r"review decision|复议决定"),
    E.APPLICATION: re.compile(r"accept|of (?:the |its )?(?:application|receipt)|receiving (?:the )?(?:application|papers|form|citizen)|of receiving|taking (?:the|a)|of the citizen's form|受理|收到|提交|申请之日|交表"),
    E.ISSUE: re.compile(r"from (?:the day of )?issue|签发之日|发证之日|发放之日|领取之日|领证之日|签发"),
    E.CHANGE: re.compile(r"of (?:the|that) change|\bof that\b|\bof it\b|day on which anything|changed (?:reason|detail)|(?<!later )\bchanges?\b|变更|变化|变了"),
}  # fmt: skip
