"""What a person dated in a question: "I landed on 3 November" is an entry on that day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from assistant.events import EXPIRIES, Event, documents
from assistant.said_dates import Lacks, SaidDate, said_dates
from corpus.text import normal_form

E = Event


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event on a day.

    Attributes:
        events: what it can be; several where the words leave that open.
        first, last: the day, or the days between which it lies.
        clock: the hour, if said.
        lacks: what of the date was not said and is taken as nearest.
    """

    events: frozenset[Event]
    first: date
    last: date
    clock: time | None
    lacks: Lacks


@dataclass(frozen=True, slots=True)
class _Cue:
    events: frozenset[Event]
    start: int
    end: int
    is_ahead: bool


_CHILD = re.compile(
    r"\b(?:baby|son|daughter|child|kid|girl|boy|twins?|newborn|little one)\b|孩子|宝宝|女儿|儿子|小孩|娃|婴儿|闺女"
)
_CUES: Sequence[tuple[frozenset[Event], re.Pattern[str]]] = (
    (frozenset({E.BIRTH, E.ENTRY, E.ARRIVAL}), re.compile(r"\b(?:baby|daughter|son|girl|boy|twins|little one) (?:came|arrived)\b")),
    (frozenset({E.ENTRY}), re.compile(r"\b(?:land(?:ed|s|ing)?|touched down|entered|enters?(?! (?:before|by|until)\b)|entering(?! before)|(?:date|day) of entry|entry (?:date|stamp|on)|re-?entry|fl(?:ew|y|ies|ying) in(?:to)?|came (?:in\b|to china|into china|over)|(?:arrived|arrives?|arriving) (?:in|to) china|(?:got|get) (?:in)?to china)\b|(?<!出)入境(?!有效|管理|前)|入关|落地|(?:来到?|到了?|抵达|进入)中国")),
    (frozenset({E.ENTRY, E.ARRIVAL}), re.compile(r"\b(?:arrived|arrives?|arriving|got here|reached)\b|(?<![收得拿看找办迁搬感遇碰等])到(?:的|了|达)|抵达|(?<![进搬住拿带回])来的")),
    (frozenset({E.MOVE_IN, E.ARRIVAL}), re.compile(r"\bmov(?:ed|e|es|ing) to\b(?! (?:another|a new|a different) (?:job|employer|flat|home|place|apartment|house))|搬[到去来]")),
    (frozenset({E.MOVE_IN}), re.compile(r"\b(?:mov(?:ed|e|es|ing)(?: in(?:to)?\b|\b)(?! (?:jobs?|(?:my |his |her |our |the )?hukou|to (?:another|a new) (?:job|employer)))|(?:changed|switched) (?:flats?|apartments?|address|homes?)|new address)|入住|住进|搬进|搬入|搬了?家|搬了|换到[^,。]{0,8}(?:小区|地址|房)")),
    (frozenset({E.BIRTH}), re.compile(r"\b(?:born|gave birth|given birth|had (?:a|our) baby|birth)\b|出生|生的|生了|生下|产下")),
    (frozenset({E.DEATH}), re.compile(r"\b(?:died|passed away|death)\b|去世|死亡|过世")),
    (frozenset({E.SIXTEEN}), re.compile(r"\bturn(?:s|ed|ing)? (?:16|sixteen)\b|\b(?:16th|sixteenth) birthday|满了?(?:16|十六)|(?:16|十六)周?岁生日")),
    (frozenset({E.JOB_CHANGE}), re.compile(r"\b(?:chang(?:ed|e|ing)|switch(?:ed|ing)?|moved) (?:(?:my |his |her )?(?:jobs?|employers?|compan(?:y|ies))|to (?:another|a new) (?:job|employer))\b|\bpromoted\b|new position|换了?(?:工作|单位|雇主|公司)|跳槽|变更单位")),
    (frozenset({E.JOB_CHANGE, E.JOB_START}), re.compile(r"\bnew (?:job|employer)\b|新(?:工作|单位|雇主)")),
    (frozenset({E.JOB_START}), re.compile(r"\b(?:started (?:work(?:ing)?|my job|the job|a job)|(?:was |were |been |we )?hired|start(?:s|ing)? work)\b|入职|开始上班|上班")),
    (frozenset({E.LEFT_SCHOOL}), re.compile(r"\b(?:graduat(?:ed|es?|ion)|dropped out|(?:quit|left|finished) (?:my |the |his |her )?(?:programme|program|course|school|university|studies|degree))\b|毕业|退学|休学|离校|结业")),
    (frozenset({E.LEFT_JOB}), re.compile(r"\b(?:quit|resigned|lost (?:my|his|her) job|(?:was|got|been) (?:fired|laid off|dismissed)|left (?:my |the |his |her )?(?:job|company|employer)|last (?:working )?day (?:at|of) work|job ended)\b|离职|辞职|被辞退|被裁|解除合同|失业")),
    (frozenset({E.MARRIAGE}), re.compile(r"\b(?:got married|married|wedding)\b|结婚|领证")),
    (frozenset({E.DIVORCE}), re.compile(r"\bdivorced?\b|离婚")),
    (frozenset({E.NEW_PASSPORT}), re.compile(r"\b(?:new passport|(?:renewed|changed|replaced) (?:my |his |her )?passport|passport (?:was )?(?:renewed|changed|replaced))\b|换了?(?:新|发)?护照|新护照")),
    (frozenset({E.NEW_NAME}), re.compile(r"\b(?:changed (?:my |his |her )?(?:sur)?name|new name)\b|改了?名|更名")),
    (frozenset({E.LOSS}), re.compile(r"\b(?:lost(?! (?:my|his|her) job)|stolen)\b|丢了|遗失|被偷|被盗|弄丢")),
    (frozenset({E.REVIEW_DECISION}), re.compile(r"\breview decision|复议决定")),
    (frozenset({E.PENALTY}), re.compile(r"\b(?:penalty decision|was fined|were fined|been fined|(?:got|received|given|handed) (?:a |the |my )?(?:fine|penalty|decision))\b|处罚决定|被罚|罚单")),
    (frozenset({E.APPLICATION}), re.compile(r"\b(?:handed (?:it |them |everything |all |the papers |my papers )?in|applied|submitted|filed|turned in|taken in|accepted|lodged)\b|递交|提交|受理|交(?:了|上去|齐|的)|申请了|材料[^,。]{0,4}交")),
    (frozenset({E.ISSUE}), re.compile(r"\b(?:issued|got (?:my|the|a) [^.,]{0,24}(?:permit|card))\b|签发|发证|办下来|领[到了]|拿到")),
    (EXPIRIES, re.compile(r"\b(?:expir(?:es?|ed|ing|y)|runs? out|ran out|running out|ends?|ended|ending|dies|is up|are up|valid (?:un)?til|valid through|good (?:un)?til|lapses?|deadline of)\b|(?<=\bpermit )finish(?:es|ed)?\b|(?<=\bvisa )finish(?:es|ed)?\b|到期|过期|截止|期满|届满|有效期[至到]|失效")),
)  # fmt: skip
_STRICT = re.compile(r"end|截止|dies|is up|are up")  # ends of what, must be said
_PAST_END = re.compile(r"expired|ran out|ended|finished|过期")
_AHEAD = re.compile(
    r"(?:(?:land|enter|fly|arrive|move|get|turn|graduate|start)s?|flies|flying|arriving)\b"
)
_WILL = re.compile(
    r"\b(?:will|'ll|going to|plan(?:s|ning)? to|about to|due)\b|将|打算|准备|计划|预计|预产"
)
_NOT = re.compile(r"(?:n't|\bnot|\bnever|\byet to|没有?|未|还没)\s?(?:\w+ )?$")
_JOINED = re.compile(r"(?:,? ?(?:and|then|&)(?: i| we)?|并且?|就|、|后)? ?")
_CLAUSE = re.compile(r"[,、:(]|\band\b|\bbut\b")
_CLAUSE_COST = 25
_UNTIL = re.compile(r"\b(?:until|till|before|by|through) $")
_UNTIL_ZH = re.compile(r"[之以]?前|为止")
_MOST_DATES = 12
_REACH = 60  # characters between a date and what happened
_DOCUMENT_REACH = 160  # characters before "it expires" in which its document is named


def dated_events(text: str, today: date) -> tuple[DatedEvent, ...]:
    """Each event that the text gives a day for, in the order of the days' mention.

    Args:
        text: the question, Chinese simplified.
        today: in China.
    """
    plain = normal_form(text)
    dates = said_dates(plain, today)[:_MOST_DATES]
    cues = list(_cues(plain, dates))
    pairs = sorted(
        (cost, c, d)
        for c, cue in enumerate(cues)
        for d in range(len(dates))
        if (cost := _cost(plain, cue, dates, d)) is not None
    )
    of_date: dict[int, int] = {}
    for _, c, d in pairs:
        if d not in of_date and c not in of_date.values():
            of_date[d] = c
    found = []
    for d, said in enumerate(dates):
        if d in of_date:
            cue = cues[of_date[d]]
            both = [cue, *(other for other in cues if _is_joined(plain, cue, other, said))]
            found += [_dated(plain, one, said) for one in both]
    return tuple(found)


def _cues(text: str, dates: Sequence[SaidDate]) -> Iterator[_Cue]:
    taken: list[tuple[int, int]] = []
    for events, pattern in _CUES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start - _REACH <= d.end and d.start <= end + _REACH for d in dates):
                continue
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            meant = _meant(text, events, match)
            if not meant or _NOT.search(text[max(0, start - 16) : start]):
                continue
            taken.append((start, end))
            ahead = bool(_AHEAD.match(match[0]))
            if events is EXPIRIES:
                ahead = not _PAST_END.search(match[0])
            yield _Cue(meant, start, end, ahead)


def _meant(text: str, events: frozenset[Event], match: re.Match[str]) -> frozenset[Event]:
    """What a cue can mean where it stands; empty where it dates nothing."""
    if events is EXPIRIES:
        return _expiry(text, match)
    if events == {E.BIRTH}:
        near = text[max(0, match.start() - 80) : match.end() + 40]
        before = text[max(0, match.start() - 12) : match.start()].rstrip()
        is_own = re.search(r"(?:\bi was|\bi am|我是?[^,。]{0,4})$", before)
        return events if _CHILD.search(near) and not is_own else frozenset()
    return events


def _expiry(text: str, match: re.Match[str]) -> frozenset[Event]:
    named = documents(text[max(0, match.start() - _DOCUMENT_REACH) : match.start()])
    if named:
        return named[-1][2]
    sentence = re.split(r"[.?!。？！;]", text[match.end() :])[0]
    after = documents(sentence)
    if after:
        return after[0][2]
    return frozenset() if _STRICT.search(match[0]) else EXPIRIES


def _cost(text: str, cue: _Cue, dates: Sequence[SaidDate], d: int) -> int | None:
    """How far a date stands from what happened; None where they cannot belong together."""
    said = dates[d]
    low, high = min(cue.end, said.end), max(cue.start, said.start)
    if high - low > _REACH:
        return None
    between = text[low:high]
    if re.search(r"[.?!](?: |$)|[。？！;]", between):
        return None
    if not cue.events <= EXPIRIES and _is_limit(text, said):
        return None
    beside = (*dates[max(0, d - 1) : d], *dates[d + 1 : d + 2])
    if any(low <= other.start and other.end <= high for other in beside):
        return None
    return len(between) + _CLAUSE_COST * len(_CLAUSE.findall(between))


def _is_limit(text: str, said: SaidDate) -> bool:
    """Whether a day is named as an end, "until 10 February", and so dates nothing but an expiry."""
    before = text[max(0, said.start - 8) : said.start]
    return bool(_UNTIL.search(before) or _UNTIL_ZH.match(text[said.end :][:2]))


def _is_joined(text: str, cue: _Cue, other: _Cue, said: SaidDate) -> bool:
    """Whether both cues stand on one side of the date as one: "landed and moved in on …"."""
    if cue is other or (cue.start < said.start) != (other.start < said.start):
        return False
    low, high = min(cue.end, other.end), max(cue.start, other.start)
    if high - low > _REACH:
        return False
    return bool(_JOINED.fullmatch(text[low:high]))


def _dated(text: str, cue: _Cue, said: SaidDate) -> DatedEvent:
    around = text[max(0, min(cue.start, said.start) - 20) : max(cue.end, said.end)]
    is_ahead = cue.is_ahead or bool(_WILL.search(around))
    days = (said.ahead or said.past) if is_ahead else (said.past or said.ahead)
    if days is None:
        raise AssertionError("a date that means no day is not read")
    return DatedEvent(cue.events, days[0], days[1], said.clock, said.lacks)
