"""Situations that one rule decides, asked of the real assistant."""

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Answer, Question, Reply, Role
from corpus.statement import Status

pytestmark = pytest.mark.slow


def _facts(reply: Reply) -> list[str]:
    """Ids of the statements that its facts stand on, in their order."""
    facts = (s for s in reply.body.sentences if s.role is Role.FACT)
    cited = [reply.body.citations[s.citations[0] - 1].passage_id for s in facts]
    return [passage_id.rpartition(".")[0] for passage_id in cited]


@pytest.mark.parametrize(
    ("question", "first", "barred"),
    [
        (
            "We handed in the visa extension, they have my passport and the visa expired meanwhile. Is my stay illegal?",
            "cn/receipts-while-passport-is-held#stay-receipt",
            "cn/overstay",
        ),
        (
            "On an S1 permit as a trailing spouse, may I do remote work for my old employer in the US?",
            "cn/spouses-and-work#private-affairs-no-work",
            "",
        ),
        (
            "My wife is on an S1 visa. I work for Siemens. Can she work too?",
            "cn/spouses-and-work#private-affairs-no-work",
            "",
        ),
        (
            "老公是美国人，我们想领证要带什么材料",
            "cn/marrying-a-chinese-citizen#chinese-partner",
            "",
        ),
        (
            "I'm French, my wife is Chinese, our baby was born here in May. Must we register the baby?",
            "cn/hukou-children-of-mixed-or-unmarried-parents#mixed-married",
            "cn/birth-of-a-foreign-child",
        ),
        (
            "老公是加拿大人我是中国籍,宝宝上个月在成都出生的,能上我的户口吗?",
            "cn/hukou-children-of-mixed-or-unmarried-parents#mixed-married",
            "cn/birth-of-a-foreign-child",
        ),
        (
            "I am German, my wife is from Ningbo, our son was born in Berlin, can he be on her hukou?",
            "cn/nationality-by-birth#parents-not-settled",
            "cn/hukou-children-of-mixed-or-unmarried-parents",
        ),
        (
            "我是中国人，老公是新加坡人，宝宝在新加坡生的，能上户口吗？",
            "cn/nationality-by-birth#parents-not-settled",
            "cn/hukou-children-of-mixed-or-unmarried-parents",
        ),
        (
            "孩子在日本出生，我老公是日本人，能上我的湖北户口吗",
            "cn/nationality-by-birth#parents-not-settled",
            "cn/birth-of-a-foreign-child",
        ),
        ("回乡证在深圳丢了怎么办", "cn/hmt-travel-permit-hong-kong-macao#lost-on-mainland", ""),
        (
            "台胞证下个月到期,人在上海能换吗",
            "cn/hmt-travel-permit-taiwan#renew-or-replace-here",
            "",
        ),
        ("台胞证过期三天了会罚吗", "cn/hmt-travel-permit-taiwan#overstay", ""),
        ("缅甸媳妇来了三年,能不能上户口", "cn/can-a-foreigner-have-hukou#marriage-no-hukou", ""),
        (
            "the language school keeps my passport, I am Kenyan, is that legal",
            "cn/carrying-your-passport#kept-by-employer",
            "",
        ),
        (
            "baby born in Wuxi, mother chinese father Kenyan, is she Chinese, which passport?",
            "cn/children-with-two-nationalities#born-in-china",
            "cn/birth-of-a-foreign-child",
        ),
        (
            "baby born in Xiamen, dad is Peruvian mom chinese, what does she need to leave China",
            "cn/children-with-two-nationalities#travel-papers-2023",
            "cn/birth-of-a-foreign-child",
        ),
        (
            "离婚了户口还在前夫家,他不给户口本,我怎么迁出来",
            "cn/hukou-changes-name-and-corrections#divorced-alone",
            "",
        ),
        (
            "my hukou was cancelled after I got PR in New Zealand, how do I get it back",
            "cn/overseas-chinese-returning-to-settle#hukou-with-settlement-certificate",
            "",
        ),
        (
            "拿了加拿大枫叶卡,没入籍,国内户口要注销吗",
            "cn/hukou-death-and-cancellation#settled-abroad",
            "",
        ),
        (
            "I was Chinese, became Canadian in 2015, my hukou is still there, must I cancel it?",
            "cn/former-citizens-with-foreign-passports#hukou-left-no-fine",
            "",
        ),
    ],
)
def test_what_decides_it_leads_and_its_neighbour_stays_away(
    assistant: Assistant, question: str, first: str, barred: str
) -> None:
    reply = assistant.reply(Question(question))

    assert isinstance(reply, Answer)
    facts = _facts(reply)
    assert facts[0] == first
    assert not any(key.partition("#")[0] == barred for key in facts)


def test_no_day_is_computed_for_a_baby_who_is_no_foreigner(assistant: Assistant) -> None:
    question = (
        "my wife is chinese, i'm british, our baby was born last week here, does she get hukou?"
    )

    reply = assistant.reply(Question(question))

    assert reply.body.scope.status is Status.CITIZEN
    assert not any("60" in deadline.sum for deadline in reply.body.deadlines)


def test_an_article_asked_for_stays_first(assistant: Assistant) -> None:
    question = "Article 39 of the Exit and Entry Administration Law: I was laid off, how many days on my work permit?"

    reply = assistant.reply(Question(question))

    first = {(s.instrument, s.locator) for s in reply.body.citations[0].sources}
    assert any(name == "eeal-2012" and (locator or "").startswith("39") for name, locator in first)


def test_the_form_decides_whose_situation_it_is(assistant: Assistant) -> None:
    question = Question(
        "I'm French, my wife is Chinese, our baby was born here in May", status=Status.FOREIGNER
    )

    assert assistant.reply(question).body.scope.status is Status.FOREIGNER


@pytest.mark.parametrize(
    "question",
    [
        "Can I stay on my S1 residence permit if my husband's job ends?",
        "Can I switch from S1 to a work visa if I find a job in China?",
        "S1签证需要什么材料?我在上海工作",
    ],
)
def test_a_permit_of_a_workers_family_is_not_always_about_work(
    assistant: Assistant, question: str
) -> None:
    facts = _facts(assistant.reply(Question(question)))

    assert facts[:1] != ["cn/spouses-and-work#private-affairs-no-work"]
