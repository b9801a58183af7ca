"""The rules of the support gate, each with a sentence that it lets through and some that it blocks."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.support import Support, support_for
from corpus.glossary import load_glossary
from corpus.loader import load_corpus
from corpus.places import load_places
from corpus.statement import Facet, Language, Locator, Passage, Status


def _passage(key: str, language: Language, text: str, **changes: object) -> Passage:
    passage = Passage(
        id=f"cn/{key}.{language}",
        statement_id=f"cn/{key}",
        text=text,
        language=language,
        document="cn/test",
        title="",
        place="cn",
        statuses=(Status.FOREIGNER,),
        facet=Facet.WHO,
        locators=(Locator.parse("eeal-2012:39(2)"),),
        verified_on=date(2026, 11, 22),
    )
    return replace(passage, **changes)  # type: ignore[arg-type]  # fields of Passage


def _pair(key: str, english: str, chinese: str, **changes: object) -> dict[Language, Passage]:
    return {
        Language.EN: _passage(key, Language.EN, english, **changes),
        Language.ZH: _passage(key, Language.ZH, chinese, **changes),
    }


REGISTER = _pair(
    "register",
    "The accommodation registration of a foreigner must be made within 24 hours of moving in.",
    "外国人应当在入住后24小时内办理住宿登记。",
)
FINE = _pair(
    "fine",
    "A foreigner without accommodation registration is warned and may also be fined up to 2,000 yuan.",
    "外国人没有办理住宿登记的，给予警告，可以并处2,000元以下罚款。",
)
EXTEND = _pair(
    "extend",
    "A foreigner must apply to extend the residence permit (居留证件) at least 30 days before it expires.",
    "外国人延长居留证件的，应当在到期30日前申请。",
)
CLAIM = _pair(
    "claim",
    "The agency must handle a claim for the maternity allowance within 10 working days.",
    "经办机构应当在10个工作日内办完生育津贴的申领。",
    statuses=(Status.CITIZEN,),
    locators=(),
)
ENDORSE = _pair(
    "endorse",
    "In Beijing the residence permit of citizens (居住证) must be endorsed every year, since 1 October 2016.",
    "自2016年10月1日起，北京的居住证应当每年签注一次。",
    place="cn/beijing",
    statuses=(Status.CITIZEN,),
    locators=(Locator.parse("rpr-2015:10(1)"),),
)
GUEST = _pair(
    "guest",
    "The host must register the foreigner with the police. The guest need not pay a fee.",
    "留宿人应当到公安机关登记外国人。旅客不必交费。",
)
VISA = _pair(
    "visa",
    "A foreigner under 18 with an X1 visa may not work. A passport must be shown.",
    "持X1字签证的未满18周岁外国人不得工作，应当出示护照。",
)
CITIES = _pair(
    "cities",
    "By the 2015 regulations, cities must not ask for more than half a year of insurance.",
    "按2015年条例，城市要求的参保时间不得超过半年。",
    statuses=(Status.CITIZEN,),
)
TRIAL = _pair(
    "trial",
    "The employer must sign a contract and may agree a trial period.",
    "用人单位应当签合同，可以约定试用期。",
    statuses=(Status.CITIZEN,),
    locators=(),
)
TWELVE = _pair(
    "twelve",
    "A person who has contributed for 12 consecutive months may apply.",
    "连续缴费12个月的人可以申请。",
    statuses=(Status.CITIZEN,),
    locators=(),
)
ALL = (REGISTER, TRIAL, TWELVE, FINE, EXTEND, CLAIM, ENDORSE, GUEST, VISA, CITIES)
_PAIRS = {p.id: pair for pair in ALL for p in pair.values()}


def _other(passage: Passage) -> Passage | None:
    pair = _PAIRS.get(passage.id)
    if pair is None:
        return None
    return pair[Language.ZH if passage.language is Language.EN else Language.EN]


@pytest.fixture(scope="module")
def support() -> Support:
    return support_for(load_corpus(), load_places(), load_glossary(), _other)


TRUE = [
    (REGISTER, "You must make the accommodation registration of a foreigner no later than 24 hours after moving in."),
    (REGISTER, "A foreigner must have accommodation registration made within twenty-four hours of moving in."),
    (REGISTER, "外国人入住之后二十四小时之内，必须办理住宿登记。"),
    (FINE, "If a foreigner has no accommodation registration, a warning follows, and a fine of at most 2,000 yuan may be added."),
    (FINE, "外国人没办住宿登记，会受到警告，还可能罚款，最多2000元。"),
    (EXTEND, "At least 30 days before the residence permit (居留证件) expires, the foreigner must apply to extend it."),
    (EXTEND, "居留证件到期三十日之前，外国人必须申请延长。"),
    (CLAIM, "Within ten working days the agency must deal with your claim for the maternity allowance."),
    (CLAIM, "生育津贴的申领，经办机构必须在十个工作日内办完。"),
    (ENDORSE, "Beijing's residence permit of citizens (居住证) has had to be endorsed each year since October 1, 2016."),
    (ENDORSE, "从2016年10月1日开始，北京的居住证每年必须签注。"),
    (GUEST, "The foreigner must be registered with the police by the host."),
    (GUEST, "旅客不需要交费。"),
    (FINE, "A foreigner without accommodation registration receives a caution, a warning, and may also be fined, 2,000 yuan being the maximum."),
    (VISA, "With an X1 visa, a foreigner who is not yet 18 is not allowed to work."),
    (VISA, "未满十八岁的外国人拿X1签证的，不能工作。"),
    (CITIES, "Under the regulations of 2015, no city may require over six months of insurance."),
    (CITIES, "城市要求的参保时间最多半年，这是2015年条例的规定。"),
    (FINE, "A foreigner without accommodation registration is warned and may also be fined, at the most 2,000 yuan."),
    (FINE, "外国人没有办理住宿登记的，会被警告，还可能罚款，顶多2,000元。"),
    (REGISTER, "A foreigner has 24 hours from moving in to have the accommodation registration made, which must be done."),
]  # fmt: skip

FALSE = [
    ("number", REGISTER, "The accommodation registration of a foreigner must be made within 48 hours of moving in."),
    ("number", REGISTER, "外国人应当在入住后四十八小时内办理住宿登记。"),
    ("number", REGISTER, "The accommodation registration of a foreigner must be made within 24 days of moving in."),
    ("number", REGISTER, "外国人应当在入住后24日内办理住宿登记。"),
    ("number", CLAIM, "The agency must handle a claim for the maternity allowance within 10 days."),
    ("number", CLAIM, "经办机构应当在10日内办完生育津贴的申领。"),
    ("number", CLAIM, "The agency must handle a claim for the maternity allowance within 10 calendar days."),
    ("number", FINE, "A foreigner without accommodation registration is warned and may also be fined up to 5,000 yuan."),
    ("number", FINE, "外国人没有办理住宿登记的，给予警告，可以并处2万元以下罚款。"),
    ("number", CITIES, "By the 2015 regulations, cities must not ask for more than half a month of insurance."),
    ("number", VISA, "未满16周岁的外国人持X1字签证的，不得工作。"),
    ("bound", FINE, "A foreigner without accommodation registration is warned and may be fined at least 2,000 yuan."),
    ("bound", FINE, "外国人没有办理住宿登记的，给予警告，可以并处2,000元以上罚款。"),
    ("bound", EXTEND, "A foreigner must apply to extend the residence permit (居留证件) at most 30 days before it expires."),
    ("bound", EXTEND, "A foreigner must apply to extend the residence permit (居留证件) 30 days after it expires."),
    ("bound", EXTEND, "外国人延长居留证件的，应当在到期30日后申请。"),
    ("bound", VISA, "A foreigner over 18 with an X1 visa may not work."),
    ("date", ENDORSE, "In Beijing the residence permit of citizens (居住证) must be endorsed every year, since 1 October 2018."),
    ("date", ENDORSE, "自2016年11月1日起，北京的居住证应当每年签注一次。"),
    ("place", ENDORSE, "In Shanghai the residence permit of citizens (居住证) must be endorsed every year."),
    ("place", REGISTER, "在成都，外国人应当在入住后24小时内办理住宿登记。"),
    ("status", REGISTER, "The accommodation registration of a Taiwan resident must be made within 24 hours of moving in."),
    ("status", REGISTER, "中国公民应当在入住后24小时内办理住宿登记。"),
    ("status", CITIES, "By the 2015 regulations, cities must not ask foreigners for more than half a year of insurance."),
    ("permit", EXTEND, "A foreigner must apply to extend the residence permit of citizens at least 30 days before it expires."),
    ("permit", EXTEND, "外国人延长居住证的，应当在到期30日前申请。"),
    ("permit", ENDORSE, "北京的暂住证应当每年签注一次。"),
    ("permit", ENDORSE, "北京的港澳台居民居住证应当每年签注一次。"),
    ("visa", VISA, "A foreigner under 18 with an X2 visa may not work."),
    ("visa", VISA, "持M字签证的未满18周岁外国人不得工作。"),
    ("paper", VISA, "An identity card must be shown."),
    ("paper", VISA, "应当出示身份证。"),
    ("title", REGISTER, "Under the Nationality Law, the accommodation registration of a foreigner must be made within 24 hours of moving in."),
    ("title", REGISTER, "按国籍法，外国人应当在入住后24小时内办理住宿登记。"),
    ("article", REGISTER, "By article 40 the accommodation registration of a foreigner must be made within 24 hours of moving in."),
    ("article", REGISTER, "按第四十条，外国人应当在入住后24小时内办理住宿登记。"),
    ("instrument", CITIES, "By a notice of 2015, cities must not ask for more than half a year of insurance."),
    ("role", GUEST, "The landlord must register the foreigner with the police."),
    ("role", GUEST, "学校应当到公安机关登记外国人。"),
    ("force", REGISTER, "The accommodation registration of a foreigner may be made within 24 hours of moving in."),
    ("force", REGISTER, "外国人可以在入住后24小时内办理住宿登记。"),
    ("force", FINE, "A foreigner without accommodation registration is warned and must also be fined up to 2,000 yuan."),
    ("force", VISA, "持X1字签证的未满18周岁外国人可以工作。"),
    ("force", GUEST, "The guest must pay a fee."),
    ("denial", REGISTER, "The accommodation registration of a foreigner is not made within 24 hours of moving in."),
    ("force", REGISTER, "外国人不得在入住后24小时内办理住宿登记。"),
    ("frequency", ENDORSE, "In Beijing the residence permit of citizens (居住证) must be endorsed every month."),
    ("frequency", ENDORSE, "北京的居住证应当每月签注一次。"),
    ("outcome", FINE, "A foreigner without accommodation registration is detained."),
    ("outcome", FINE, "外国人没有办理住宿登记的，处以拘留。"),
    ("word", REGISTER, "The accommodation registration of a foreigner must be made within 24 hours of moving in, with two blue folders."),
    ("word", REGISTER, "外国人应当在入住后24小时内办理住宿登记，再种一棵树。"),
    ("law", CITIES, "By the Forestry Code of 2015, cities must not ask for more than half a year of insurance."),
    ("decree", CITIES, "按国发〔2015〕99号，城市要求的参保时间不得超过半年。"),
    ("term", REGISTER, "A foreigner must have residence registration made within 24 hours of moving in."),
    ("manner", EXTEND, "A foreigner must apply by post to extend the residence permit (居留证件) at least 30 days before it expires."),
    ("denial", CLAIM, "经办机构不在10个工作日内办完生育津贴的申领。"),
    ("force", GUEST, "The host need not register the foreigner with the police."),
    ("denial", REGISTER, "外国人并非得在入住后24小时内办理住宿登记。"),
    ("force", TRIAL, "The employer must sign a contract and has to agree a trial period."),
    ("force", TRIAL, "用人单位应当签合同，须约定试用期。"),
    ("force", TRIAL, "用人单位应当签合同，是不可以约定试用期的。"),
    ("denial", TWELVE, "A person who has not contributed for 12 months may apply."),
    ("word", REGISTER, "外国人应当在入住后24小时内办理住宿登记，影响很大，有奖。"),
    ("likeness", GUEST, "The host must register the foreigner with the police. The host need not pay a fee."),
]  # fmt: skip


@pytest.mark.parametrize(("pair", "sentence"), TRUE)
def test_another_wording_of_a_statement_passes(
    support: Support, pair: dict[Language, Passage], sentence: str
) -> None:
    for passage in pair.values():
        assert support.objection(sentence, [passage]) is None


@pytest.mark.parametrize(("kind", "pair", "sentence"), FALSE)
def test_a_false_sentence_is_blocked_for_its_reason(
    support: Support, kind: str, pair: dict[Language, Passage], sentence: str
) -> None:
    for passage in pair.values():
        found = support.objection(sentence, [passage])

        assert found is not None
        assert (found.kind, bool(found.reason)) == (kind, True)


def test_the_text_of_the_other_language_passes_at_once(support: Support) -> None:
    assert support.objection(FINE[Language.ZH].text, [FINE[Language.EN]]) is None


def test_two_statements_for_the_same_people_may_be_joined(support: Support) -> None:
    english = (
        "A foreigner must have accommodation registration within 24 hours of moving in, "
        "and without it is warned and may also be fined up to 2,000 yuan."
    )
    chinese = (
        "外国人应当在入住后24小时内办理住宿登记，没有办理的给予警告，可以并处2,000元以下罚款。"
    )

    for sentence in (english, chinese):
        assert support.objection(sentence, [REGISTER[Language.EN], FINE[Language.EN]]) is None


BLENDS = [
    # the foreigner's duty with the citizens' days
    (REGISTER, CLAIM, "The accommodation registration of a foreigner must be made within 10 working days."),
    (REGISTER, CLAIM, "外国人应当在入住后10个工作日内办理住宿登记。"),
    # the foreigners' registration with Beijing's year
    (REGISTER, ENDORSE, "In Beijing the accommodation registration of a foreigner must be made every year."),
    (REGISTER, ENDORSE, "北京的外国人应当每年办理住宿登记。"),
    # the citizens' permit with the foreigners' days
    (EXTEND, ENDORSE, "The residence permit of citizens (居住证) must be extended at least 30 days before it expires."),
    (EXTEND, ENDORSE, "居住证应当在到期30日前申请延长。"),
    # the city rule under the law for foreigners
    (REGISTER, CITIES, "By the 2015 regulations, a foreigner must make accommodation registration within 24 hours of moving in."),
    (REGISTER, CITIES, "按2015年条例，外国人应当在入住后24小时内办理住宿登记。"),
    # two true halves for different people in one sentence
    (REGISTER, CITIES, "A foreigner must make accommodation registration within 24 hours of moving in, and cities must not ask for more than half a year of insurance."),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "sentence"), BLENDS)
def test_people_places_and_rules_of_two_statements_are_not_blended(
    support: Support,
    first: dict[Language, Passage],
    second: dict[Language, Passage],
    sentence: str,
) -> None:
    for language in Language:
        assert support.objection(sentence, [first[language], second[language]]) is not None


def test_a_sentence_without_a_passage_is_blocked(support: Support) -> None:
    found = support.objection("A foreigner must register.", [])

    assert found is not None
    assert found.kind == "support"


@pytest.mark.parametrize(
    ("sentence", "is_true"),
    [
        ("外国人应当在入住后24小时内办理住宿登记。", True),
        ("外国人应当在入住后48小时内办理住宿登记。", False),
        ("中国公民应当在入住后24小时内办理住宿登记。", False),
        ("经批准的留学生按规定可以在校外餐馆打工挣钱。", False),
    ],
)
def test_a_passage_without_its_pair_bears_out_the_other_language_too(
    support: Support, sentence: str, is_true: bool
) -> None:
    alone = replace(REGISTER[Language.EN], id="mine/register#1", statement_id="mine/register#1")

    assert (support.objection(sentence, [alone]) is None) is is_true
