"""How a computed deadline is put into words, in each language."""

import re
from dataclasses import dataclass

from assistant.counting import Unit
from assistant.events import CHANGES, EXPIRIES, Event
from assistant.periods import Bearer, Kind, Period
from assistant.said_dates import Lacks
from corpus.statement import Language

E = Event


@dataclass(frozen=True, slots=True)
class Words:
    """One wording in both languages."""

    en: str
    zh: str

    def __call__(self, language: Language, **values: object) -> str:
        """The wording with its values put in."""
        return (self.en if language is Language.EN else self.zh).format(**values)


_EVENTS = {
    E.ENTRY: Words("entry", "入境"),
    E.ARRIVAL: Words("arrival", "到达"),
    E.MOVE_IN: Words("moving in", "入住"),
    E.BIRTH: Words("the birth", "出生"),
    E.DEATH: Words("the death", "死亡"),
    E.SIXTEEN: Words("turning 16", "满16周岁"),
    E.PENALTY: Words("receiving the decision", "收到处罚决定书"),
    E.REVIEW_DECISION: Words("receiving the review decision", "收到复议决定书"),
    E.APPLICATION: Words("the application", "受理"),
    E.JOB_START: Words("the start of work", "用工"),
    E.LEFT_SCHOOL: Words("leaving the school", "离校"),
}
_OTHER_EVENT = Words("the change", "变更")
_UNITS = {
    Unit.HOUR: Words("hours", "小时"),
    Unit.DAY: Words("days", "日"),
    Unit.WORKING_DAY: Words("working days", "个工作日"),
    Unit.WEEK: Words("weeks", "周"),
    Unit.MONTH: Words("months", "个月"),
    Unit.YEAR: Words("years", "年"),
}
_BEARERS = {
    Bearer.EMPLOYER: Words("Employer: {what}", "用人单位：{what}"),
    Bearer.HOTEL: Words("Hotel: {what}", "旅馆：{what}"),
    Bearer.LANDLORD: Words("Landlord or host: {what}", "房东或留宿人：{what}"),
    Bearer.ASKER: Words("{what}", "{what}"),
    Bearer.OFFICE: Words("{what}", "{what}"),
}
_OFFICE = Words("The office decides", "机关作出决定")
_OTHER = Words("Time limit of the cited rule", "所引规定的期限")
# What is to be done, by words of the rule and by what it counts from; the first that fits.
_BY_SENTENCE = (
    (r"in court|to court|向法院", Words("File the case in court", "向法院起诉")),
    (r"administrative review|行政复议", Words("Ask for administrative review", "申请行政复议")),
    (r"\bfined?\b|罚款", Words("Pay the fine", "缴纳罚款")),
    (r"endors|签注", Words("Have the residence permit of citizens endorsed", "办理居住证签注")),
    (r"must leave|离境|离开", Words("Leave China, unless the time is extended", "离境（未获准延期的）")),
    (r"work permit (?:office|extension)|extension of a foreigner's work permit|工作许可",
     Words("Apply at the work permit office", "向工作许可部门办理")),
    (r"accommodation registration|住宿登记|新住处登记|入住后|register the stay|address registered|"
     r"moving in\b(?! or out)", Words("Accommodation registration outside a hotel", "办理旅馆以外的住宿登记")),
    (r"move-in|迁入登记", Words("Register the hukou move-in", "办理户口迁入登记")),
    (r"temporary residence registration|暂住登记", Words("Temporary residence registration", "办理暂住登记")),
    (r"residence registration|居住登记|must register within", Words("Residence registration", "办理居住登记")),
    (r"new address|(?:住址|地址)", Words("Report the new address", "申报新的住址")),
    (r"identity card|身份证", Words("Apply for the identity card", "申领居民身份证")),
)  # fmt: skip
_BY_EVENT = (
    (frozenset({E.RESIDENCE_PERMIT_END}),
     Words("Apply to extend the foreigner's residence permit", "申请外国人居留许可延期")),
    (frozenset({E.STAY_END}), Words("Apply for a longer stay", "申请延长停留期限")),
    (EXPIRIES, Words("Renew the document", "换领证件")),
    (frozenset({E.BIRTH}), Words("Register the birth", "申报出生登记")),
    (frozenset({E.DEATH}), Words("Report the death", "申报死亡登记")),
    (CHANGES | {E.CHANGE},
     Words("Apply to change the foreigner's residence permit", "申请变更外国人居留许可")),
    (frozenset({E.JOB_START}),
     Words("Register the employee for social insurance", "为职工办理社会保险登记")),
    (frozenset({E.ENTRY}),
     Words("Apply for the foreigner's residence permit, if the visa calls for one",
           "签证注明需要办理的，申请外国人居留许可")),
)  # fmt: skip
_STAY = Words("Last day of the stay", "停留期的最后一天")

PASSED = Words("{what} (passed on {day}; do it now)", "{what}（已于{day}到期，请马上办理）")
OVERDUE = Words("{what} (due by {day}; ask the office)", "{what}（应于{day}前作出，请询问机关）")
SAFE_PASSED = Words(
    "{what} (the safe day, {day}, has passed; do it now)",
    "{what}（稳妥的一天{day}已过，请马上办理）",
)
FIRST_DAY = Words(
    "{start} + {count}, day of {event} not counted: {full}; counted: {safe}; no counting rule is "
    "held, so the earlier day is shown",
    "{start} + {count}，{event}当日不计入为{full}，计入为{safe}；没有收录怎样计算的规定，取较早的一天",
)
NOT_COUNTED = Words(
    "{start} + {count}, day of {event} not counted", "{start} + {count}，{event}当日不计入"
)
WORKING_DAYS_AGREE = Words(
    "{start} + {count}, counted with China's holidays and make-up days",
    "{start} + {count}，按中国法定节假日和调休上班日计算",
)
NOT_KNOWN = Words(
    "{start} + {count}: not computed, because the public holidays on the way are not known here",
    "{start} + {count}：期间的法定节假日安排这里还没有，不能算出日期",
)
HOURS = Words("{start} {clock} + {count}", "{start} {clock} + {count}")
NO_HOUR = Words(
    "{count} from the hour of {event} on {start}: until the same hour of {end}; no hour was given",
    "自{start}{event}的时刻起{count}：到{end}的同一时刻为止；没有写几点",
)
BACK = Words("{start} − {count}", "{start} − {count}")
JUST_BEFORE = Words(
    "before {start}: the day before is shown as the safe one", "{start}之前：取前一天为稳妥"
)
WINDOW = Words("{start} − {count}: from {opens} to {due}", "{start} − {count}：{opens}至{due}")
YEARLY = Words(
    "next full year on {start} − {count}: from {opens} to {due}",
    "下一个满年之日{start} − {count}：{opens}至{due}",
)
STAY = Words(
    "{start} + {count}, day of entry not counted (cited rule)",
    "{start} + {count}，入境当日不计入（依所引规定）",
)
RANGE = Words("counted from {start}, the earliest day meant", "从可能的最早一天{start}起算")
LACKS: dict[Lacks, Words] = {
    "year": Words("no year was given: read as {start}", "没有写年份，按{start}计算"),
    "month": Words("no month was given: read as {start}", "没有写月份，按{start}计算"),
    "week": Words("the day was read as {start}", "所说的那天按{start}计算"),
}
ARRIVED = Words("taking the arrival as {event}", "以到达之日为{event}之日")
IF_STAY = Words(
    "if that is the last day of the permitted stay; the date on a visa may be only its last day of entry",
    "以该日为准许停留的最后一天为前提；签证上的日期可能只是入境有效期",
)
IF_RECORDED = Words(
    "if that day changed something the residence permit records",
    "以居留许可的登记事项于该日变更为前提",
)
IN_VILLAGES = Words("in villages {count}", "农村为{count}")
DAY_OFF = Words("{due} is no working day: no later day is assumed", "{due}不是工作日，不按顺延计算")


def action(period: Period) -> Words:
    """What is to be done within a time limit."""
    if period.bearer is Bearer.OFFICE:
        return _OFFICE
    if period.kind is Kind.STAY:
        return _STAY
    for pattern, words in _BY_SENTENCE:
        if re.search(pattern, period.sentence):
            return words
    return next((words for events, words in _BY_EVENT if events & period.events), _OTHER)


def what(period: Period, language: Language) -> str:
    """What is to be done, and by whom where that is not the asker."""
    return _BEARERS[period.bearer](language, what=action(period)(language))


def event_name(event: Event, language: Language) -> str:
    """How a sum names what it counts from."""
    return _EVENTS.get(event, _OTHER_EVENT)(language)


def count(amount: int, unit: Unit, language: Language) -> str:
    """A length of time: "30 days", "1 month", 30日, 7个工作日."""
    if language is Language.ZH:
        return f"{amount}{_UNITS[unit].zh}"
    words = _UNITS[unit].en
    return f"{amount} {words.removesuffix('s') if amount == 1 else words}"
